"""Visitors read: home, groups, meetings, news, fixed pages. Lists cost the same for one thing and for twenty."""

import re
from datetime import date, timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from portal.models import Centre, ContentPage, MeetingIndexPage, MeetingPage, NewsIndexPage, NewsPage, WorkingGroupPage
from signup.models import DeclarationCallPage

NBSP = "\N{NO-BREAK SPACE}"
MOST_QUERIES = 10
DAY = date(2018, 1, 15)


@pytest.fixture
def make_news(home):
    def make(title, groups=(), **fields):
        fields = {"date": timezone.localdate(), "lead": "Najważniejsze."} | fields
        page = NewsIndexPage.objects.get().add_child(instance=NewsPage(title=title, **fields))
        page.groups = list(groups)
        page.save_revision().publish()
        return page

    return make


@pytest.fixture
def make_meeting(home):
    def make(title, groups=(), days=7, **fields):
        start = timezone.now() + timedelta(days=days)
        fields = {"starts_at": start, "ends_at": start + timedelta(hours=2), "place": "Sala, ul. Długa 1"} | fields
        page = MeetingIndexPage.objects.get().add_child(instance=MeetingPage(title=title, **fields))
        page.groups = list(groups)
        page.save_revision().publish()
        return page

    return make


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().replace(NBSP, " ")


def queries(client, address, connection):
    client.get(address)  # content types and the like are read once a process
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in seen.captured_queries]


# home


def test_an_empty_instance_says_something_useful(client, home):
    page = read(client, "/")
    assert "Grupy robocze dopiero powstają" in page
    assert "Nie ma teraz zapowiedzianych spotkań" in page
    assert "Nie ma jeszcze aktualności" in page
    for address in ("/grupy/", "/spotkania/", "/aktualnosci/"):
        assert 'class="empty' in read(client, address)


@pytest.mark.parametrize("n", [1, 4, 6, 7])
def test_home_draws_up_to_six_lines_and_lists_more(client, make_group, n):
    for i in range(n):
        make_group(f"Grupa {i}", slug=f"grupa-{i}")
    page = read(client, "/")
    assert (f'class="network of-{n}"' in page) is (n <= 6)
    assert ('class="routes"' in page) is (n > 6)
    assert page.count("/mapa-drogowa/") >= n
    for i in range(n):
        assert f">Grupa {i}</a>" in page


def test_home_shows_the_next_meeting_of_a_group_and_not_a_cancelled_one(client, group, make_meeting):
    make_meeting("Odwołane", [group], days=1, cancelled=True)
    following = make_meeting("Następne", [group], days=2)
    page = read(client, "/")
    facts = page[page.index('<dl class="facts">') : page.index("</dl>")]
    assert following.url in facts
    assert "Odwołane</span>" in page  # but the timetable says so


def test_drafts_and_private_pages_are_nowhere(client, group, make_news, make_meeting):
    draft = make_news("Szkic wiadomości", [group])
    draft.unpublish()
    private = make_meeting("Spotkanie zarządu", [group])
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    make_news("Wiadomość publiczna", [group])
    for address in ("/", group.url, "/aktualnosci/", "/spotkania/", "/mapa-strony/", "/szukaj/?q=wiadomość"):
        page = read(client, address)
        assert "Szkic wiadomości" not in page
        assert "Spotkanie zarządu" not in page
    assert "Wiadomość publiczna" in read(client, "/")


def test_a_private_group_is_nowhere(client, group, other_group, make_news):
    make_news("Wspólna wiadomość", [group, other_group])
    PageViewRestriction.objects.create(page=other_group, restriction_type=PageViewRestriction.LOGIN)
    for address in ("/", "/grupy/", "/aktualnosci/", "/spotkania/", "/mapa-strony/", "/szukaj/?q=wspólna"):
        page = read(client, address)
        assert group.title in page and other_group.title not in page, address
    assert other_group.title not in client.get("/nie-ma/").content.decode()
    assert client.get("/aktualnosci/?grupa=kooperacja").status_code == 404


# cost


def test_a_page_costs_the_same_for_one_and_for_twenty(
    pages_made_anew, client, group, make_group, make_news, make_meeting, subtests
):
    from django.db import connection

    def add(n):
        groups = list(WorkingGroupPage.objects.all())
        for i in range(n):
            make_news(f"Wiadomość {i}", groups)
            make_meeting(f"Spotkanie {i}", groups, days=i + 1)
            make_meeting(f"Dawne {i}", groups, days=-i - 1)

    def costs():
        addresses = ["/", "/grupy/", "/aktualnosci/", "/spotkania/", "/grupy/edukacja/"]
        return {address: queries(client, address, connection) for address in addresses}

    add(1)
    few = costs()
    for i in range(19):
        make_group(f"Grupa {i}", slug=f"grupa-{i}")
    add(19)
    for address, many in costs().items():
        with subtests.test(address=address):
            assert len(many) == len(few[address]), "\n".join(many)
            assert len(many) <= MOST_QUERIES, "\n".join(many)


def test_calls_boards_and_maps_cost_the_same_for_one_and_for_ten(
    pages_made_anew, client, call, make_group, make_news, make_action, make_user, join, group, subtests
):
    from django.db import connection

    action = make_action("Debaty")

    def add(n):
        index = call.get_parent()
        for _ in range(n):
            number = DeclarationCallPage.objects.count()
            call.groups.add(make_group(f"Grupa {number}"))
            gone = index.add_child(instance=DeclarationCallPage(title=f"Nabór {number}", opens=DAY, closes=DAY))
            gone.groups = call.groups.all()
            gone.save_revision().publish()
            member = make_user(f"osoba{number}")
            join(member, group)
            other = make_action(f"Działanie {number}", by=member)
            action.related.add(other)
            action.comment(member, "Kto policzy koszty?")
            make_news(f"Wiadomość {number}", [group])
        call.save()

    def costs():
        closed = DeclarationCallPage.objects.exclude(pk=call.pk).first()
        addresses = ["/nabory/", call.url, closed.url, "/deklaracja/", action.get_absolute_url(), "/o-centrum/"]
        addresses += [action.roadmap.page.url, "/mapa-strony/", "/sitemap.xml", "/szukaj/?q=wiadomosc", "/partnerzy/"]
        return {address: queries(client, address, connection) for address in addresses}

    add(1)
    few = costs()
    add(9)
    for address, many in costs().items():
        with subtests.test(address=address):
            assert len(many) == len(few[address]), "\n".join(many)
            assert len(many) <= MOST_QUERIES, "\n".join(many)


# groups


def test_a_group_wears_its_number_and_hue_everywhere(client, group, other_group, make_news):
    make_news("O kooperacji", [other_group])
    page = read(client, other_group.url)
    assert 'class="wrap route-2"' in page
    assert "Grupa 2: " in page
    assert '<span class="shield route-2 small" aria-hidden="true"><span>2</span>' in read(client, "/aktualnosci/")


def test_a_group_shows_only_its_own_news(client, group, other_group, make_news):
    make_news("Nasza", [group])
    make_news("Cudza", [other_group])
    page = read(client, group.url)
    assert "Nasza" in page
    assert "Cudza" not in page


def test_an_archived_group_says_that_it_has_ended(client, make_group):
    old = make_group("Dawna", archived=True)
    assert "zakończyła pracę" in read(client, old.url)
    assert "Zakończyła pracę" in read(client, "/grupy/")


# meetings and news


def test_meetings_are_listed_by_months_and_by_group(client, group, other_group, make_meeting):
    make_meeting("Nasze", [group])
    make_meeting("Cudze", [other_group])
    make_meeting("Wspólne", [group, other_group], days=-400)
    page = read(client, "/spotkania/?grupa=edukacja")
    assert "Nasze" in page and "Wspólne" in page
    assert "Cudze" not in page
    assert page.count('<h3 class="month">') == 2


def test_a_meeting_tells_all_and_its_changes(client, group, make_meeting):
    moved = make_meeting(
        "Przeniesione",
        [group],
        agenda="1. Przywitanie\n2) Zasady\n\nWolne wnioski",
        accessibility="Pętla indukcyjna",
        moved_from=timezone.now(),
    )
    page = read(client, moved.url)
    assert "poniżej nowy termin" in page
    assert re.findall(r"<li>(Przywitanie|Zasady|Wolne wnioski)</li>", page) == [
        "Przywitanie",
        "Zasady",
        "Wolne wnioski",
    ]
    assert "Pętla indukcyjna" in page
    off = make_meeting("Odwołane", [group], cancelled=True)
    assert "Spotkanie zostało odwołane" in read(client, off.url)


def test_only_the_number_of_a_point_is_left_out_of_the_agenda():
    typed = "1. Przywitanie\n12) Zasady\n10 minut na pytania\n3. 15 lat centrum\n17.30 Przerwa\n2027: plany\n4.\n"
    found = ["Przywitanie", "Zasady", "10 minut na pytania", "15 lat centrum", "17.30 Przerwa", "2027: plany"]
    assert MeetingPage(agenda=typed).agenda_items == found


def test_an_empty_list_of_a_group_leads_to_those_of_all(client, group, other_group, make_news, make_meeting):
    make_news("Cudza", [other_group])
    make_meeting("Cudze", [other_group])
    for address, said in (("/aktualnosci/", "Zobacz wiadomości"), ("/spotkania/", "Zobacz spotkania")):
        empty = read(client, f"{address}?grupa=edukacja").split('class="empty"')[1].split("</p>")[0]
        assert '<a href="?">' in empty and said in empty
        assert said not in read(client, f"{address}?grupa=kooperacja")


def test_news_is_paged_and_the_pages_keep_the_group(client, group, make_news):
    for i in range(13):
        make_news(f"Wiadomość {i:02}", [group], date=date(2018, 1, 1) + timedelta(days=i))
    first, second = read(client, "/aktualnosci/?grupa=edukacja"), read(client, "/aktualnosci/?grupa=edukacja&strona=2")
    assert "Wiadomość 12" in first and "Wiadomość 00" not in first
    assert "Wiadomość 00" in second
    assert 'href="?grupa=edukacja&amp;strona=2"' in first
    assert read(client, "/aktualnosci/?strona=tysiąc")


# fixed pages


def test_the_foot_leads_to_what_the_law_wants_on_every_page(client, home):
    for address in ("/", "/kontakt/", "/szukaj/", "/mapa-strony/", "/deklaracja-dostepnosci/"):
        foot = read(client, address).split("<footer")[1]
        for name in ("Deklaracja dostępności", "Polityka prywatności", "Regulamin", "Kontakt"):
            assert f">{name}</a>" in foot


def test_every_page_has_one_search_field_and_one_main_navigation(client, group):
    for address in ("/", group.url, "/szukaj/?q=x", "/nie-ma/", "/kontakt/"):
        page = client.get(address).content.decode()
        assert page.count('for="q">Szukaj</label>') == 1
        assert page.count('aria-label="Główna"') == 1


def test_the_menu_marks_where_one_is(client, group):
    assert re.search(r'href="/grupy/"\s+aria-current="true"', read(client, group.url))
    assert re.search(r'href="/grupy/"\s+aria-current="page"', read(client, "/grupy/"))


def test_the_site_map_names_every_page_but_not_the_lists_content(client, group, make_news):
    news = make_news("Jedna z wielu")
    page = read(client, "/mapa-strony/")
    for address in ("/o-centrum/", "/polityka-prywatnosci/", group.url, f"{group.url}mapa-drogowa/", "/aktualnosci/"):
        assert f'href="{address}"' in page
    assert news.url not in page


ALWAYS = [
    "a11y-deklaracja",
    "a11y-wstep",
    "a11y-podmiot",
    "a11y-url",
    "a11y-data-publikacja",
    "a11y-data-aktualizacja",
    "a11y-status",
    "a11y-data-sporzadzenie",
    "a11y-data-przeglad",
    "a11y-kontakt",
    "a11y-osoba",
    "a11y-email",
    "a11y-telefon",
    "a11y-procedura",
    "a11y-architektura",
    "a11y-aplikacje",
]


def declared(client):
    page = read(client, "/deklaracja-dostepnosci/")
    return page, re.findall(r'id="(a11y-[\w-]+)"', page)


def test_the_accessibility_declaration_has_every_element_once(client, home):
    _, ids = declared(client)
    assert sorted(ids) == sorted(ALWAYS)


def test_the_parts_of_the_accessibility_declaration_stand_where_machines_look(client, home):
    page, _ = declared(client)
    start = page.split('<div id="a11y-wstep"')[1].split("</div>")[0]
    assert 'id="a11y-podmiot"' in start and '<a id="a11y-url" href="' in start
    assert '<h2 id="a11y-kontakt">' in page
    contact = page.split('<h2 id="a11y-kontakt">')[1].split("<h2>")[0]
    assert all(f'id="a11y-{part}"' in contact for part in ("osoba", "email", "telefon"))
    procedure = page.split('<div id="a11y-procedura"')[1].split("</div>")[0]
    for said in ("zażądać", "7 dni", "2 miesiące", "skargę", 'href="https://bip.brpo.gov.pl/"'):
        assert said in procedure
    assert "Nie udostępniamy aplikacji mobilnych" in page.split('id="a11y-aplikacje"')[1]


def test_every_page_tells_machines_where_the_accessibility_declaration_is(client, home, group):
    for address in ("/", group.url, "/szukaj/", "/regulamin/", "/deklaracja-dostepnosci/", "/zgloszenie/", "/nie-ma/"):
        page = client.get(address).text
        assert page.count('<meta name="deklaracja-dostępności" content="http') == 1
        assert '/deklaracja-dostepnosci/">' in page.split('name="deklaracja-dostępności"')[1].split("\n")[0]


def test_the_accessibility_declaration_speaks_from_the_settings(client, home):
    centre = Centre.objects.first() or Centre(site=home.get_site())
    centre.name = "Centrum Próbne"
    centre.email, centre.phone = "biuro@example.org", "+48 48 000 00 00"
    centre.accessibility_published = date(2018, 1, 15)
    centre.accessibility_status = "częściowo zgodna"
    centre.accessibility_gaps = "Skany sprzed 2018 r.\n\nMapa"
    centre.accessibility_auditor = "Fundacja Demo"
    centre.accessibility_burden_url = "https://example.org/analiza"
    centre.accessibility_building = "Podjazd.\nWinda."
    centre.save()
    page, ids = declared(client)
    assert sorted(ids) == sorted([*ALWAYS, "a11y-audytor", "a11y-ocena"])
    assert re.search(r'<time id="a11y-data-publikacja"\s+datetime="2018-01-15">2018-01-15</time>', page)
    assert "<strong>częściowo zgodna</strong>" in page
    assert page.count("<li>Skany sprzed 2018 r.</li>") == 1
    assert "<p>Winda.</p>" in page


def test_text_blocks_are_rendered_with_polish_typography(client, home):
    ContentPage.objects.get(slug="o-centrum").delete()
    page = home.add_child(
        instance=ContentPage(
            title="O centrum",
            slug="o-centrum",
            body=[
                ("heading", "Praca w grupie"),
                ("text", '<p>Mieszkamy w <a href="https://example.org/w domu">domu</a>.</p>'),
                ("quote", {"text": "Razem <i>łatwiej</i>", "who": "Członkini grupy"}),
                ("office", None),
                ("partners", None),
            ],
        )
    )
    html = client.get(page.url).content.decode()
    assert f"<h2>Praca w{NBSP}grupie</h2>" in html
    assert "Razem &lt;i&gt;łatwiej&lt;/i&gt;" in html
    assert "Lista partnerów jest w" in html


# the way to a page


def test_the_way_to_a_page_costs_the_same_at_any_depth(client, group, django_assert_num_queries, rf):
    from wagtail.models import Page, Site

    for path in ("grupy/", "grupy/edukacja/", "grupy/edukacja/mapa-drogowa/"):
        Page.route_for_request(rf.get(f"/{path}"), path)  # content types are read once a process
        request = rf.get(f"/{path}")
        Site.find_for_request(request)
        with django_assert_num_queries(3):  # home, the way, the page as itself
            page = Page.route_for_request(request, path).page
            assert [above.slug for above in page.above] == path.split("/")[:-2]
            assert page.get_parent().slug == (path.split("/")[-3] if page.above else page.get_parent().slug)
        with django_assert_num_queries(1):
            assert list(page.get_view_restrictions()) == []


def test_addresses_that_only_begin_like_a_page_are_404(client, home, group):
    long = "/grupy/edukacja/" + "a/" * 500
    for path in ("/grupy/edukacja/nic/", "/edukacja/", "/grupy/grupy/", f"/{home.slug}/", long):
        assert client.get(path).status_code == 404
    group.get_parent().specific.unpublish()  # as Wagtail has it: what is below stays
    assert client.get("/grupy/").status_code == 404
    assert client.get("/grupy/edukacja/").status_code == 200


def test_privacy_reaches_whatever_is_below(client, group):
    PageViewRestriction.objects.create(page=group.get_parent(), restriction_type="login")
    assert client.get("/grupy/edukacja/mapa-drogowa/").status_code == 302
    assert client.get("/aktualnosci/").status_code == 200


def test_no_public_page_tells_of_a_private_one_below(client, home, group):
    about = home.add_child(instance=ContentPage(title="Dla wszystkich", slug="dla-wszystkich"))
    below = about.add_child(instance=ContentPage(title="Kartoteka zarządu", slug="kartoteka"))
    in_menu = home.add_child(instance=ContentPage(title="Kartoteka biura", slug="biuro", show_in_menus=True))
    board = group.get_children().get()
    for page in (below, in_menu, board):
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    for address in ("/", "/grupy/", "/dla-wszystkich/"):
        assert "Kartoteka" not in read(client, address)
    page = read(client, group.url)
    assert "Ostatnie zmiany" not in page and "Cała mapa" not in page


def test_nobody_is_asked_for_a_shared_password(editor, as_user, home):
    page = as_user(editor).get(f"/redakcja/pages/{home.pk}/privacy/").json()["html"]
    assert 'value="login"' in page and 'value="password"' not in page


def test_an_alias_is_as_private_as_its_source(client, home):
    secret = home.add_child(instance=ContentPage(title="Tajne", slug="tajne"))
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    secret.create_alias(parent=home, update_slug="jawne")
    assert client.get("/jawne/").status_code == 302

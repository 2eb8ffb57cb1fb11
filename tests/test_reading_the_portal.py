"""Visitors read: home, groups, meetings, news, and what stands on every page."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from portal.models import ContentPage, MeetingPage
from tests import reading
from tests.reading import NBSP, read

make_meeting, make_news = reading.make_meeting, reading.make_news


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

"""What waits for a person: the account and the admin's first screen begin with it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.templatetags.polish import day, moment
from signup.models import Declaration

any_engine = pytest.mark.any_engine  # what all kinds ask of a database is seen where they are counted

KIND = re.compile(
    r"<h3>(?:\s*<svg.*?</svg>)?\s*([^<]+?)\s+<span class=\"(?:number|waiting-count)\">(.*?)</ul>", re.DOTALL
)


def kinds(client, address="/konto/"):
    """{heading: what stands under it}, in order."""
    page = client.get(address).text.replace("\xa0", " ").replace("&nbsp;", " ")
    blocks = KIND.findall(page)
    return {heading: " ".join(re.sub(r"<[^>]+>", " ", text).split()) for heading, text in blocks}


def links(client, address="/konto/"):
    page = client.get(address).text
    block = page[page.index('id="co-czeka"') : page.index('id="moje-grupy"') if address == "/konto/" else None]
    return re.findall(r'href="([^"]+)"', block)


def test_a_coordinator_sees_at_once_what_waits_the_oldest_group_first(
    ewa, as_user, join, make_declaration, group, other_group, call
):
    call.groups.add(other_group)
    call.opens -= timedelta(days=30)
    call.save_revision().publish()
    join(ewa, other_group, role="coordinator")
    now = timezone.now()
    make_declaration("jan", at=now - timedelta(days=2))
    make_declaration("ola", at=now - timedelta(hours=1))
    make_declaration("ula", at=now - timedelta(days=9), groups=[other_group])
    make_declaration("lea", at=now - timedelta(hours=2), groups=[group, other_group])
    asked = make_declaration("iga", at=now - timedelta(days=1))
    asked.ask(ewa, group, "Prosimy o telefon.")
    desk = as_user(ewa)
    for address in ("/konto/", "/redakcja/"):
        found = kinds(desk, address)
        assert next(iter(found)) == "Deklaracje do decyzji", address  # the most urgent of what is here
        told = found["Deklaracje do decyzji"]
        assert told.startswith("5 "), address  # as the desk says, though one waits in both groups
        assert "Edukacja: 4 deklaracje najstarsza czeka 2 dni · 1 czeka na uzupełnienie" in told
        assert told.index("Kooperacja: 2 deklaracje najstarsza czeka 9 dni") < told.index("Edukacja")
        assert "/redakcja/deklaracje/?grupa=edukacja" in links(desk, address)
    rows = desk.get("/redakcja/deklaracje/?grupa=edukacja").text
    assert rows.count('name="code"') == 4  # as many as were told


@any_engine
def test_what_somebody_elses_group_waits_for_is_not_told(karol, anna, as_user, make_declaration):
    make_declaration("jan")
    for user in (karol, anna):
        assert "Deklaracje do decyzji" not in kinds(as_user(user))


@any_engine
def test_a_person_who_was_asked_for_something_finds_it_on_top(jan, ewa, as_user, make_declaration, group):
    declaration = make_declaration("jan")
    Declaration.objects.filter(pk=declaration.pk).update(user=jan)
    request = declaration.ask(ewa, group, "Prosimy o telefon.")
    told = kinds(as_user(jan))["Twoja deklaracja"]
    assert (
        f"Uzupełnij deklarację {declaration}: pyta grupa „Edukacja” do {day(request.due)}".replace("\xa0", " ") in told
    )
    assert declaration.address in links(as_user(jan))
    declaration.answer(request, "600 000 000")
    assert "Twoja deklaracja" not in kinds(as_user(jan))


@any_engine
def test_a_vote_for_an_earlier_wording_waits_until_it_is_confirmed(anna, bartek, as_user, make_action):
    action = make_action()
    action.support(anna)
    action.revise(bartek, base=action.version, title="Zupełnie inne przedsięwzięcie w terenie")
    told = kinds(as_user(anna))["Głosy do potwierdzenia"]
    assert "Zupełnie inne przedsięwzięcie" in told
    assert action.get_absolute_url() in links(as_user(anna))
    action.leave_support(anna)
    assert "Głosy do potwierdzenia" not in kinds(as_user(anna))


@any_engine
def test_a_vote_that_cannot_be_given_any_more_waits_for_nobody(anna, bartek, ewa, as_user, make_action):
    first, second = make_action(), make_action("Drugie działanie")
    for action in (first, second):
        action.support(anna)
        action.revise(bartek, base=action.version, title=f"Zupełnie inne przedsięwzięcie {action.pk}")
    first.move(ewa, "discussed")
    first.move(ewa, "agreed", note="Spotkanie 1 grudnia.")
    second.hide(ewa, "Powód.")
    assert "Głosy do potwierdzenia" not in kinds(as_user(anna))


@any_engine
def test_meetings_without_minutes_wait_for_their_coordinator(ewa, anna, as_user, group, other_group, make_meeting):
    now = timezone.now()
    past = {"starts_at": now - timedelta(days=2), "ends_at": now - timedelta(days=1)}
    own = make_meeting("nasze", [group], **past)
    make_meeting("wspolne", [group, other_group], **past)
    make_meeting("cudze", [other_group], **past)
    make_meeting("odwolane", [group], cancelled=True, **past)
    make_meeting("dawne", [group], starts_at=now - timedelta(days=200), ends_at=now - timedelta(days=199))
    for address in ("/konto/", "/redakcja/"):
        told = kinds(as_user(ewa), address)["Spotkania bez protokołu"]
        assert told.startswith("1") and "Nasze" in told
        assert f"/redakcja/moje-grupy/{group.pk}/spotkania/{own.pk}/protokol/" in links(as_user(ewa), address)
    assert "Spotkania bez protokołu" not in kinds(as_user(anna))


@any_engine
def test_the_next_meeting_is_told_with_its_place_and_a_way_into_the_calendar(
    anna, as_user, group, other_group, make_meeting
):
    make_meeting(
        "dalsze", [group], starts_at=timezone.now() + timedelta(days=20), ends_at=timezone.now() + timedelta(days=21)
    )
    meeting = make_meeting("bliskie", [group], place="Sala warsztatowa, ul. Próbna 1")
    make_meeting("cudze", [other_group])
    make_meeting("odwolane", [group], cancelled=True)
    told = kinds(as_user(anna))["Najbliższe spotkania"]
    assert told.index("Bliskie") < told.index("Dalsze")
    assert "Sala warsztatowa, ul. Próbna 1" in told
    assert "Cudze" not in told and "Odwolane" not in told
    assert f"{meeting.url}spotkanie.ics" in links(as_user(anna))
    assert as_user(anna).get(f"{meeting.url}spotkanie.ics").status_code == 200


@any_engine
def test_changes_since_the_last_visit_are_counted_and_looking_here_is_no_visit(
    anna, bartek, as_user, roadmap, make_action
):
    make_action()
    roadmap.refresh_from_db()
    roadmap.visited_by(anna, at=timezone.now() - timedelta(hours=2))
    assert "Zmiany na mapach drogowych" not in kinds(as_user(anna))
    roadmap.add(bartek, title="Nowe działanie", description="Opis.")
    roadmap.add(anna, title="Moje działanie", description="Opis.")
    for _ in range(2):
        assert "Edukacja: 1 zmiana od Twojej wizyty" in kinds(as_user(anna))["Zmiany na mapach drogowych"]
    (address,) = [link for link in links(as_user(anna)) if "od-wizyty" in link]
    assert "Nowe działanie" in as_user(anna).get(address).text


@any_engine
def test_a_mention_is_told_until_the_person_answers(anna, bartek, ewa, as_user, make_action):
    action = make_action()
    comment = action.comment(bartek, "@Anna Próbna, co o tym myślisz?")
    told = kinds(as_user(anna))["Wspominają o Tobie"]
    assert "Bartek Próbna" in told and action.title in told
    assert f"{action.get_absolute_url()}#komentarz-{comment.pk}" in links(as_user(anna))
    assert "Wspominają o Tobie" not in kinds(as_user(ewa))
    action.comment(anna, "Dobry pomysł.")
    assert "Wspominają o Tobie" not in kinds(as_user(anna))


@any_engine
def test_who_has_left_is_told_nothing_of_the_group(anna, bartek, as_user, make_action, make_meeting, group, roadmap):
    action = make_action()
    roadmap.visited_by(anna, at=timezone.now() - timedelta(hours=2))
    action.support(anna)
    action.comment(bartek, "@Anna Próbna, co o tym myślisz?")
    action.revise(bartek, base=action.version, title="Zupełnie inne przedsięwzięcie w terenie")
    make_meeting("bliskie", [group])
    assert len(kinds(as_user(anna))) == 4
    anna.membership_in(group).leave()
    assert kinds(as_user(anna)) == {}


@any_engine
def test_when_nothing_waits_it_is_said_kindly(anna, ewa, as_user):
    assert "Teraz nic na Ciebie nie czeka." in as_user(anna).get("/konto/").text.replace("\xa0", " ")
    assert "Wszystko zrobione." in as_user(ewa).get("/redakcja/").text
    assert "Teksty są opublikowane" not in as_user(ewa).get("/redakcja/").text.replace("\xa0", " ")


@any_engine
def test_an_editor_finds_the_same_on_the_account(editor, as_user, make_meeting):
    now = timezone.now()
    make_meeting("odbyte", starts_at=now - timedelta(days=2), ends_at=now - timedelta(days=1))
    assert "Odbyte" in kinds(as_user(editor))["Spotkania bez protokołu"]
    assert kinds(as_user(editor)) == kinds(as_user(editor), "/redakcja/")


def test_my_groups_say_what_waits_who_is_there_when_it_meets_and_where_the_work_is(
    ewa, anna, as_user, group, make_declaration, make_meeting, roadmap
):
    make_declaration("jan")
    make_declaration("ola")
    make_meeting("szkic", [group], live=False)
    make_meeting("odwolane", [group], cancelled=True)
    meeting = make_meeting("bliskie", [group], ends_at=timezone.now() + timedelta(days=40))
    page = as_user(ewa).get("/redakcja/moje-grupy/").text.replace("\xa0", " ")
    for told in ("2 deklaracje czekają na decyzję", "2 osoby", moment(meeting.starts_at).replace("\xa0", " ")):
        assert told in page
    for address in ("/redakcja/deklaracje/?grupa=edukacja", roadmap.page.url, f"/redakcja/moje-grupy/{group.pk}/"):
        assert f'href="{address}"' in page
        assert as_user(ewa).get(address).status_code == 200


@any_engine
def test_a_coordinators_first_screen_leads_nowhere_that_is_shut(ewa, as_user, make_declaration):
    make_declaration("jan")
    desk = as_user(ewa)
    page = desk.get("/redakcja/").text
    main = page[page.index("<main") : page.index("</main>")]
    assert "<form" not in main
    ways = {*re.findall(r'(?:href|action)="(/[^"#]*)"', main), *re.findall(r'"url": "(/redakcja/[^"]*)"', page)}
    assert len(ways) > 4
    for address in ways:
        if "logout" not in address:
            assert desk.get(address).status_code in (200, 302), address


@pytest.mark.parametrize("address", ["/konto/", "/redakcja/"])
def test_what_waits_asks_as_much_for_one_thing_as_for_twenty(
    address, ewa, bartek, as_user, make_declaration, make_action, make_meeting, roadmap, group, settings
):
    now = timezone.now()
    past = {"starts_at": now - timedelta(days=2), "ends_at": now - timedelta(days=1)}
    client = as_user(ewa)

    def more(numbers):
        for n in numbers:
            make_declaration(f"osoba{n}", given_name="Ola").ask(ewa, group, "Prosimy o telefon.")
            mine = make_declaration(f"moja{n}", given_name="Ola")
            Declaration.objects.filter(pk=mine.pk).update(user=ewa)
            mine.ask(ewa, group, "Prosimy o telefon.")
            action = make_action(f"Działanie numer {n}")
            action.support(ewa)
            action.comment(bartek, "@Ewa Próbna, co o tym myślisz?")
            action.revise(bartek, base=action.version, title=f"Zupełnie inne przedsięwzięcie {n}")
            make_meeting(f"odbyte-{n}", [group], **past)
            make_meeting(f"bliskie-{n}", [group])

    def queries():
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    roadmap.visited_by(ewa, at=now - timedelta(hours=2))
    more(range(1))
    assert len(kinds(client, address)) == 7
    one = queries()
    more(range(1, 8))
    assert queries() == one
    assert "I jeszcze 3." in client.get(address).text.replace("\xa0", " ")

"""After sending: a request to complete, the answer, corrections, withdrawal, a new link; notes at the desk."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from signup.models import Declaration, Mail, Refused


@pytest.fixture
def declaration(make_declaration, group, other_group, call):
    call.groups.add(other_group)
    call.save()
    declaration = make_declaration("jan", groups=[group, other_group])
    Mail.objects.all().delete()
    return declaration


def subjects():
    return list(Mail.objects.order_by("pk").values_list("subject", flat=True))


def state(declaration):
    return Declaration.objects.get(pk=declaration.pk).state


# a request and its answer


def test_a_coordinator_asks_one_thing_and_the_person_answers(declaration, ewa, group):
    request = declaration.ask(ewa, group, " Jaka jest rola w organizacji? ")
    assert state(declaration) == "needs_correction"
    assert subjects() == ["Prosimy o uzupełnienie deklaracji"]
    mail = Mail.objects.get()
    assert "Jaka jest rola w organizacji?" in mail.text
    assert declaration.address in mail.text
    assert timezone.localdate(request.due) == timezone.localdate() + timedelta(days=7)
    declaration.answer(request, "Skarbniczka.")
    assert state(declaration) == "in_review"
    assert declaration.corrections.get().answer == "Skarbniczka."
    assert len(subjects()) == 1  # the desk sees it; nobody is mailed


def test_a_group_asks_one_thing_at_a_time(declaration, ewa, karol, group, other_group):
    first = declaration.ask(ewa, group, "Jedno?")
    with pytest.raises(Refused, match="czeka już na odpowiedź"):
        declaration.ask(ewa, group, "Drugie?")
    other = declaration.ask(karol, other_group, "Trzecie?")
    declaration.answer(first, "Tak.")
    assert state(declaration) == "needs_correction"
    declaration.answer(other, "Tak.")
    assert state(declaration) == "in_review"


def test_one_press_too_many_asks_and_notes_once(declaration, ewa, group):
    assert declaration.ask(ewa, group, "Jedno?") == declaration.ask(ewa, group, " Jedno? ")
    assert subjects() == ["Prosimy o uzupełnienie deklaracji"]
    at = timezone.now()
    first = declaration.note(ewa, group, "Zadzwonić.", at=at)
    assert declaration.note(ewa, group, "Zadzwonić.", at=at + timedelta(seconds=1)) == first
    assert declaration.note(ewa, group, "Zadzwonić.", at=at + timedelta(days=1)) != first


def test_a_request_stops_no_other_group_and_goes_with_its_own_decision(declaration, ewa, karol, group, other_group):
    declaration.ask(ewa, group, "Jedno?")
    declaration.accept(karol, other_group)
    assert state(declaration) == "needs_correction"
    declaration.decline(ewa, group, "", kind="full")
    assert state(declaration) == "decided"
    assert not declaration.corrections.open().exists()


def test_after_seven_days_a_request_is_overdue_and_can_still_be_answered(declaration, ewa, group):
    asked = timezone.now() - timedelta(days=7, seconds=1)
    request = declaration.ask(ewa, group, "Jedno?", at=asked)
    assert request.is_overdue
    assert list(declaration.corrections.overdue()) == [request]
    declaration.answer(request, "Przepraszam za zwłokę.")
    assert not declaration.corrections.overdue().exists()


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_empty_is_asked_answered_or_noted(declaration, ewa, group, text):
    for verb in (declaration.ask, declaration.note):
        with pytest.raises(Refused):
            verb(ewa, group, text)
    request = declaration.ask(ewa, group, "Jedno?")
    with pytest.raises(Refused):
        declaration.answer(request, text)


def test_only_coordinators_of_the_group_ask_and_note(declaration, ewa, karol, anna, group):
    for who in (karol, anna):
        with pytest.raises(PermissionDenied):
            declaration.ask(who, group, "Jedno?")
        with pytest.raises(PermissionDenied):
            declaration.note(who, group, "Znam tę osobę.")
    assert state(declaration) == "submitted"


@pytest.mark.any_engine
def test_what_was_asked_and_answered_stays_on_the_case_page_and_on_the_desk(
    client, declaration, ewa, karol, group, other_group, as_user
):
    request = declaration.ask(ewa, group, "Jaką pełnisz funkcję?")
    declaration.answer(request, "Skarbniczka koła.")
    dropped = declaration.ask(karol, other_group, "Ile masz czasu?")
    declaration.accept(karol, other_group)
    dropped.refresh_from_db()
    page = client.get(declaration.address).text.replace("\xa0", " ")
    for told in ("Jaką pełnisz funkcję?", "Twoja odpowiedź", "Skarbniczka koła.", "Ile masz czasu?"):
        assert told in page
    assert page.count("nie trzeba już odpowiadać") == 1
    assert "<textarea" not in page
    desk = as_user(ewa).get(f"/redakcja/deklaracje/{declaration.code}/").text.replace("\xa0", " ")
    assert "Jaką pełnisz funkcję?" in desk and "Skarbniczka koła." in desk


def test_an_answer_twice_or_to_a_request_of_another_is_refused(declaration, make_declaration, ewa, group):
    request = declaration.ask(ewa, group, "Jedno?")
    other = make_declaration("ola")
    other.ask(ewa, group, "Co innego?")
    with pytest.raises(Refused):
        other.answer(request, "Nie moje.")
    declaration.answer(request, "Tak.")
    with pytest.raises(Refused):
        declaration.answer(request, "Jeszcze raz.")
    assert declaration.corrections.get().answer == "Tak."


# notes


def test_the_first_note_takes_the_declaration_up_and_stays_in_its_group(declaration, ewa, karol, group, other_group):
    declaration.note(ewa, group, "Zadzwonić po weekendzie.")
    assert state(declaration) == "in_review"
    assert declaration.notes.for_groups([group]).count() == 1
    assert declaration.notes.for_groups([other_group]).count() == 0


# the person's own corrections


def test_the_person_puts_own_answers_right_and_the_desk_sees_which(declaration):
    changed = declaration.revise(phone="+48600000000", family_name="Testowy")
    assert changed == ["phone"]
    assert Declaration.objects.get(pk=declaration.pk).phone == "+48600000000"
    note = declaration.notes.get()
    assert note.text == "Osoba poprawiła: numer telefonu."
    assert (note.author, note.group) == (None, None)
    assert declaration.revise(phone="+48600000000") == []
    assert declaration.notes.count() == 1


def test_address_and_groups_are_not_corrected(declaration):
    with pytest.raises(ValueError, match="email"):
        declaration.revise(email="kto@example.org")
    assert Declaration.objects.get(pk=declaration.pk).email == "jan@example.org"


def test_nothing_is_corrected_after_the_decision(declaration, ewa, karol, group, other_group):
    declaration.accept(ewa, group)
    declaration.revise(phone="+48600000000")  # the other group has not decided
    declaration.accept(karol, other_group)
    with pytest.raises(Refused):
        declaration.revise(phone="+48600000001")


# withdrawal


def test_the_person_withdraws_what_is_not_decided_yet(declaration, ewa, group, other_group):
    declaration.accept(ewa, group)
    Mail.objects.all().delete()
    declaration.withdraw()
    declaration.withdraw()
    assert state(declaration) == "withdrawn"
    states = dict(declaration.choices.values_list("group__title", "state"))
    assert states == {"Edukacja": "accepted", "Kooperacja": "withdrawn"}
    assert subjects() == ["Deklaracja została wycofana"]
    assert ewa.coordinates(group)
    assert declaration.memberships.get().status == "active"


def test_an_unconfirmed_declaration_can_be_withdrawn(make_declaration):
    declaration = make_declaration(confirmed=False)
    declaration.withdraw()
    assert state(declaration) == "withdrawn"
    declaration.confirm()
    assert Declaration.objects.get(pk=declaration.pk).number is None


def test_a_decided_declaration_stays_decided(declaration, ewa, karol, group, other_group):
    declaration.accept(ewa, group)
    declaration.decline(karol, other_group, "Nie tym razem.")
    with pytest.raises(Refused):
        declaration.withdraw()
    assert state(declaration) == "decided"


def test_the_office_withdraws_only_what_is_its_own_and_says_why(declaration, ewa, karol, join, group, other_group):
    with pytest.raises(PermissionDenied):
        declaration.withdraw(by=ewa, reason="Na prośbę telefoniczną.")
    join(ewa, other_group, role="coordinator")
    with pytest.raises(Refused):
        declaration.withdraw(by=ewa, reason=" ")
    declaration.withdraw(by=ewa, reason="Na prośbę telefoniczną.")
    assert Declaration.objects.get(pk=declaration.pk).withdrawn_by == ewa
    assert "przez biuro" in Mail.objects.get().text


def test_whoever_withdrew_may_declare_again(declaration, make_declaration, group):
    declaration.withdraw()
    assert make_declaration("jan").number != declaration.number


# the link


def test_a_new_link_goes_to_the_person_and_the_old_one_leads_nowhere(client, declaration):
    old = declaration.address
    assert client.get(old).status_code == 200
    declaration.renew_link()
    assert declaration.address != old
    assert client.get(old).status_code == 404
    assert client.get(f"{old}deklaracja.pdf").status_code == 404
    assert client.get(declaration.address).status_code == 200
    assert declaration.address in Mail.objects.get(kind="link").text


# the page of the case


def test_a_request_is_answered_on_the_page_of_the_case(client, declaration, ewa, group):
    declaration.ask(ewa, group, "Jaka jest rola?")
    page = client.get(declaration.address)
    assert "Jaka jest rola?" in page.text.replace("\xa0", " ")
    assert "Do uzupełnienia" in page.text
    address = f"{declaration.address}uzupelnij/{group.slug}/"
    empty = client.post(address, {"answer": " "})
    assert empty.status_code == 422
    assert client.get(address).status_code == 405
    assert client.post(address, {"answer": "Skarb\x00niczka"}).status_code == 302
    assert declaration.corrections.get().answer == "Skarbniczka"
    late = client.post(address, {"answer": "Jeszcze to"})
    assert late.status_code == 422
    assert "nie trzeba już odpowiadać" in late.text.replace("\xa0", " ")


def test_a_group_that_asked_nothing_gets_no_answer(client, declaration, ewa, group, other_group):
    declaration.ask(ewa, group, "Jaka jest rola?")
    assert client.post(f"{declaration.address}uzupelnij/{other_group.slug}/", {"answer": "x"}).status_code == 404


def test_the_person_corrects_on_the_page_of_the_case(client, declaration):
    address = f"{declaration.address}popraw/"
    page = client.get(address)
    assert 'value="Testowy"' in page.text
    for absent in ('name="email"', 'name="groups"', 'name="stmt_adult"'):
        assert absent not in page.text
    answers = {"given_name": "Jan", "family_name": "Testowy-Nowy", "capacity": "own"}
    wrong = client.post(address, answers | {"phone": "1"})
    assert wrong.status_code == 422
    assert "Testowy-Nowy" in wrong.text
    assert client.post(address, answers | {"phone": "600 000 000", "email": "kto@example.org"}).status_code == 302
    stored = Declaration.objects.get(pk=declaration.pk)
    assert (stored.family_name, stored.phone, stored.email) == ("Testowy-Nowy", "+48600000000", "jan@example.org")


def test_the_person_withdraws_on_the_page_of_the_case_and_looking_changes_nothing(client, declaration):
    address = f"{declaration.address}wycofaj/"
    assert client.get(address).status_code == 200
    assert state(declaration) == "submitted"
    assert client.post(address).status_code == 302
    assert state(declaration) == "withdrawn"
    page = client.get(declaration.address).text
    assert "Deklaracja jest wycofana" in page
    assert "Popraw dane" not in page
    assert client.get(f"{declaration.address}popraw/").status_code == 409


def test_asking_for_a_new_link_shows_nothing_and_is_limited(client, declaration, settings):
    settings.ACCOUNT_RATE_LIMITS = {"renew_link": "1/1h/key"}
    page = client.post(f"{declaration.address}nowy-link/")
    assert "Nowy adres jest w" in page.text.replace("\xa0", " ")
    declaration.refresh_from_db()
    assert declaration.token not in page.text
    assert client.post(f"{declaration.address}nowy-link/").status_code == 429


def test_a_withdrawn_declaration_asks_for_nothing(client, declaration, ewa, group):
    declaration.ask(ewa, group, "Jaka rola?")
    declaration.withdraw()
    page = client.get(declaration.address).text
    assert "Wyślij odpowiedź" not in page
    assert client.post(f"{declaration.address}uzupelnij/{group.slug}/", {"answer": "x"}).status_code == 422
    answer = client.get(f"{declaration.address}wycofaj/")
    assert (answer.status_code, answer.url) == (302, declaration.address)


def test_one_press_too_many_answers_once_and_is_thanked_twice(client, declaration, ewa, group):
    declaration.ask(ewa, group, "Jaka rola?")
    for _ in range(2):
        answer = client.post(f"{declaration.address}uzupelnij/{group.slug}/", {"answer": "Skarbniczka"})
        assert answer.status_code == 302
    assert declaration.corrections.get().answer == "Skarbniczka"


def test_answers_to_two_requests_keep_apart_and_are_not_cut(client, declaration, ewa, karol, group, other_group):
    declaration.ask(ewa, group, "Jedno?")
    declaration.ask(karol, other_group, "Drugie?")
    address = f"{declaration.address}uzupelnij/{group.slug}/"
    lines = "\r\n".join(["x"] * 1000)  # 1999 signs in the browser, which sends each end of line as two
    assert client.post(address, {"answer": lines}).status_code == 302
    assert len(declaration.corrections.get(group=group).answer) == 1999
    page = client.post(address, {"answer": "Za późno"})
    assert page.status_code == 422
    assert "Za późno" not in page.text


WAYS = ["", "popraw/", "uzupelnij/edukacja/", "wycofaj/", "nowy-link/"]
# what a press and a look are answered with in each state of a declaration
ANSWERS = {
    "": {"else": (302, 200), "anonymised": (404, 404)},
    "popraw/": {"else": (409, 409), "archived": (302, 200), "unpublished": (302, 200), "anonymised": (404, 404)},
    "uzupelnij/edukacja/": {"else": (404, 405)},  # nobody asked
    "wycofaj/": {"else": (302, 302), "decided": (409, 302), "anonymised": (404, 404)},
    "nowy-link/": {"else": (200, 405), "anonymised": (404, 405)},
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("how", ["over", "expired"])
def test_a_link_that_is_over_says_so_whatever_is_pressed(client, make_declaration, how, way):
    declaration = make_declaration(confirmed=False)
    Declaration.objects.update(sent_at=timezone.now() - timedelta(days=8))
    if how == "expired":
        Declaration.objects.expire()
    Mail.objects.all().delete()
    answers = {"given_name": "Jan", "family_name": "Nowy", "capacity": "own", "answer": "x"}
    assert client.post(declaration.address + way, answers).status_code == 410
    assert client.get(declaration.address + way).status_code in (405, 410)
    assert not Mail.objects.exists()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("state", ["unconfirmed", "withdrawn", "decided", "anonymised", "archived", "unpublished"])
def test_no_press_in_any_state_is_a_fault(client, make_declaration, call, ewa, group, state, way):
    declaration = make_declaration(confirmed=state != "unconfirmed")
    if state == "withdrawn":
        declaration.withdraw()
    elif state == "decided":
        declaration.accept(ewa, group)
    elif state == "archived":
        type(group).objects.filter(pk=group.pk).update(archived=True)
    elif state == "unpublished":
        call.unpublish()
    elif state == "anonymised":
        Declaration.objects.filter(pk=declaration.pk).update(state=state)
    answers = {"given_name": "Jan", "family_name": "Nowy", "capacity": "own", "answer": "x"}
    pressed = client.post(declaration.address + way, answers)
    seen = client.get(declaration.address + way)
    assert (pressed.status_code, seen.status_code) == ANSWERS[way].get(state, ANSWERS[way]["else"])


def test_a_decision_while_the_person_was_typing_is_said(client, declaration, monkeypatch):
    monkeypatch.setattr(Declaration, "_must_await_a_decision", refuse)
    answers = {"given_name": "Jan", "family_name": "Nowy", "capacity": "own"}
    assert client.post(f"{declaration.address}popraw/", answers).status_code == 409


def refuse(declaration):
    raise Refused("Ta deklaracja nie czeka już na decyzję.")

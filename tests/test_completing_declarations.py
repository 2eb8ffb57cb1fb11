"""After sending: a request to complete and its answer, corrections; notes at the desk."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from signup.models import Declaration, Mail, Refused
from tests import completing
from tests.completing import state, subjects

declaration = completing.declaration


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

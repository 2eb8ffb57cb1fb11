"""What comes on paper: the office writes it down, with or without an address."""

from datetime import timedelta

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from signup.declaring import printing
from signup.models import Declaration, Mail, Membership, Refused, User
from tests import paper

enter = paper.enter


def test_paper_has_a_number_at_once_and_its_address_is_asked_for_confirmation(enter, ewa):
    declaration = enter()
    assert (declaration.state, declaration.source, declaration.entered_by) == ("submitted", "paper", ewa)
    assert declaration.number.startswith("D/")
    assert not declaration.late
    mail = Mail.objects.get()
    assert mail.subject == "Potwierdź swoją deklarację udziału"
    assert declaration.number in mail.text
    assert "Minęło" not in mail.text


def test_paper_numbers_and_form_numbers_are_one_series(enter, make_declaration):
    numbers = [enter().number, make_declaration("ola").number, enter(email="").number]
    assert [int(number[-4:]) for number in numbers] == [1, 2, 3]


def test_paper_received_after_the_deadline_is_late_and_decided_like_the_rest(enter, call, ewa, group):
    declaration = enter(received_on=call.closes + timedelta(days=1))
    assert declaration.late
    assert not enter(email="", received_on=call.closes).late
    assert declaration.accept(ewa, group).status == "active"


def test_a_member_without_an_address_gets_no_mail_and_no_way_in(enter, ewa, group):
    first, second = enter(email=""), enter(email="", given_name="Ola")
    people = [declaration.accept(ewa, group).user for declaration in (first, second)]
    assert people[0] != people[1]
    assert [person.email for person in people] == [None, None]
    assert not Mail.objects.exists()
    assert Membership.objects.active().filter(user__in=people).count() == 2


def test_an_unconfirmed_address_opens_no_account_until_it_is_confirmed(enter, ewa, group):
    declaration = enter()
    membership = declaration.accept(ewa, group)
    assert membership.user.email is None
    assert [mail.kind for mail in Mail.objects.all()] == ["confirm"]
    declaration.confirm()
    declaration.confirm()
    membership.user.refresh_from_db()
    assert membership.user.email == "jan@example.org"
    assert sorted(mail.kind for mail in Mail.objects.all()) == ["confirm", "welcome"]


def test_a_confirmed_address_that_has_an_account_takes_the_membership_there(enter, make_user, ewa, group):
    known = make_user("jan")
    declaration = enter()
    membership = declaration.accept(ewa, group)
    stranger = membership.user
    assert stranger != known
    declaration.confirm()
    membership.refresh_from_db()
    assert membership.user == known
    assert not User.objects.get(pk=stranger.pk).is_active


def test_whoever_holds_the_link_of_the_mail_confirms_by_a_button(enter, client):
    declaration = enter()
    page = client.get(declaration.address)
    assert "Papierowy" not in page.text  # the office may have mistyped the address
    assert not Declaration.objects.get().is_confirmed
    assert client.post(declaration.address).status_code == 302
    assert Declaration.objects.get().is_confirmed
    assert "Papierowy" in client.get(declaration.address).text


def test_before_the_button_the_link_shows_and_changes_nothing(enter, client, ewa, group):
    declaration = enter()
    declaration.ask(ewa, group, "Jaka rola?")
    for way in ("popraw/", "wycofaj/", "deklaracja.pdf"):
        answer = client.get(declaration.address + way)
        assert (answer.status_code, answer.url) == (302, declaration.address)
    answers = {"given_name": "Obcy", "family_name": "Obcy", "capacity": "own", "answer": "Obca"}
    for way in ("popraw/", "wycofaj/", "nowy-link/", f"uzupelnij/{group.slug}/"):
        assert client.post(declaration.address + way, answers).status_code == 302
    declaration.refresh_from_db()
    assert (declaration.state, declaration.given_name, declaration.link) == ("needs_correction", "Jan", 1)
    assert declaration.corrections.open().exists()


@pytest.mark.parametrize("email", ["", "jan@example.org"])
def test_one_press_too_many_is_one_number(enter, email):
    first = enter(email=email)
    assert enter(email=email) == first
    assert Declaration.objects.count() == 1
    assert Mail.objects.count() == bool(email)
    assert enter(email="", given_name="Ola").number[-4:] == "0002"
    assert enter(email="", received_on=timezone.localdate() - timedelta(days=1)).number[-4:] == "0003"


def test_the_copy_says_that_it_came_on_paper(enter):
    declaration = enter()
    declaration.confirm()
    pages = pypdfium2.PdfDocument(printing.copy(declaration))
    text = "\n".join(page.get_textpage().get_text_range() for page in pages).replace("\xa0", " ")
    assert "Wpłynęła na papierze" in text
    assert "przez formularz" not in text
    assert "Podpis nie jest potrzebny" not in text


def test_a_person_who_is_in_the_group_already_is_counted_once(enter, make_user, join, ewa, group):
    known = make_user("jan")
    declaration = enter()
    declaration.accept(ewa, group)
    join(known, group)
    declaration.confirm()
    assert Membership.objects.active().filter(group=group, role="member").get().user == known


def test_others_enter_nothing(enter, karol, anna, editor):
    for who in (karol, anna, editor):
        with pytest.raises(PermissionDenied):
            enter(by=who)
    assert not Declaration.objects.exists()


def test_the_same_address_and_group_is_not_entered_twice(enter, make_declaration):
    make_declaration("jan")
    with pytest.raises(Refused):
        enter(email="Jan@Example.org")

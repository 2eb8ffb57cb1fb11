"""Whoever is invited comes in by confirming the statements, whatever the dates of a call."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from signup.models import Consent, ConsentText, Declaration, Invitation, Mail, Membership, User
from tests import inviting
from tests.browser import PHONE
from tests.inviting import ANSWERS, fresh
from tests.threads import at_once

data_dir, invite, over = inviting.data_dir, inviting.invite, inviting.over


def test_the_whole_way_outside_of_the_dates_of_a_call(invite, over, client, group, ewa):
    invitation = invite("Ola@Example.org", given_name="Ola")
    mail = Mail.objects.get()
    assert (mail.subject, mail.to) == ("Zaproszenie do grupy roboczej «Edukacja»", "ola@example.org")
    assert invitation.address in mail.text and "Ola" not in mail.text
    page = client.get(invitation.address)
    assert page.status_code == 200
    assert 'value="Ola"' in page.text and "ola@example.org" in page.text
    assert "no-store" in page["Cache-Control"] and "noindex" in page.text
    assert client.post(invitation.address, ANSWERS | {"stmt_adult": ""}).status_code == 422
    assert not Declaration.objects.exists()
    answer = client.post(invitation.address, ANSWERS | {"consent_public_name": "on", "email": "inna@example.org"})
    declaration = Declaration.objects.get()
    assert answer.url == declaration.address
    assert (declaration.state, declaration.source, declaration.late) == ("decided", "invitation", False)
    assert (declaration.call, declaration.email, declaration.is_confirmed) == (over, "ola@example.org", True)
    assert declaration.number == f"D/{timezone.localdate().year}/0001"
    choice = declaration.choices.get()
    assert (choice.group, choice.state, choice.decided_by) == (group, "accepted", ewa)
    ola = User.objects.get(email="ola@example.org")
    assert ola.belongs_to(group) and ola.agreed_to_name
    assert {*Consent.objects.values_list("text__kind", flat=True)} == {"clause", "public_name"}
    welcome = Mail.objects.get(kind="welcome")
    assert welcome.declaration == declaration and "załączniku" in welcome.text
    used = fresh(invitation)
    assert (used.email, used.given_name, used.declaration) == ("", "", declaration) and used.used_at
    assert "przyjęta" in client.get(declaration.address).text


def test_get_changes_nothing(invite, client):
    invitation = invite()
    for method in (client.get, client.head):
        assert method(invitation.address).status_code == 200
    assert client.get(f"{invitation.address}odrzuc/").status_code == 405
    assert fresh(invitation).used_at is None and not Declaration.objects.exists()


def test_one_press_too_many_is_one_membership(invite, client):
    invitation = invite()
    first, second = (client.post(invitation.address, ANSWERS) for _ in range(2))
    assert first.url == second.url
    assert Declaration.objects.count() == Membership.objects.filter(role="member").count() == 1
    assert Mail.objects.filter(kind="welcome").count() == 1


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_ten_presses_at_once_are_one_membership_and_one_mail(invite):
    invitation = invite()
    answers = {"given_name": "Ola", "family_name": "Zaproszona", "capacity": "own"}
    assert not at_once(*[lambda: fresh(invitation).accept(**answers) for _ in range(10)])
    assert Declaration.objects.count() == Membership.objects.filter(role="member").count() == 1
    assert Mail.objects.filter(kind="welcome").count() == 1
    assert Declaration.objects.get().number.endswith("/0001")


def test_whoever_has_an_account_comes_in_with_it_and_the_screen_is_the_same(invite, client, celina, group):
    known, new = invite("celina@example.org"), invite("nowa@example.org")
    pages = [client.get(one.address).text.replace(one.email, "").replace(one.token, "") for one in (known, new)]
    strip = [[line for line in page.splitlines() if "csrfmiddlewaretoken" not in line] for page in pages]
    assert strip[0] == strip[1]
    answers = [client.post(one.address, ANSWERS) for one in (known, new)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert celina.belongs_to(group) and celina.memberships.count() == 2
    celina.refresh_from_db()
    assert celina.first_name == "Celina"
    assert "_auth_user_id" not in client.session


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_invited_on_a_phone_without_a_script_she_comes_in_and_leaves_again(
    over, server, new_page, sign_in_as, ewa, group, axe
):
    desk = new_page(java_script_enabled=False)
    sign_in_as(desk, ewa)
    desk.goto(f"{server}/redakcja/moje-grupy/{group.pk}/osoby/")
    desk.get_by_label("Adres e-mail").fill("Ola@example.org")
    desk.get_by_role("button", name="Wyślij zaproszenie").click()
    expect(desk.get_by_role("button", name="Wycofaj: ola@example.org")).to_be_visible()

    ola = new_page(viewport=PHONE, java_script_enabled=False)
    ola.goto(server + Invitation.objects.get().address)
    for label, text in (("Imię", "Ola"), ("Nazwisko", "Zaproszona")):
        ola.get_by_label(label, exact=True).fill(text)
    for statement in ("Deklaruję dobrowolny udział", "Mam ukończone 18 lat", "Znam treść klauzuli"):
        ola.get_by_role("checkbox", name=statement).check()
    ola.get_by_role("button", name="Dołączam do grupy").click()
    expect(ola.get_by_role("main")).to_contain_text("przyjęta")

    sign_in_as(ola, User.objects.get(email="ola@example.org"))
    ola.goto(f"{server}/konto/")
    ola.get_by_role("link", name="Opuść grupę").click()
    ola.get_by_role("button", name="Opuszczam grupę").click()
    expect(ola.get_by_role("main")).to_contain_text("Nie należysz teraz do żadnej grupy")

    desk.goto(f"{server}/redakcja/moje-grupy/{group.pk}/osoby/?lista=zakonczone")
    expect(desk.get_by_role("link", name="Ola Zaproszona")).to_be_visible()


def test_the_versions_that_the_person_read_are_stored(client, invite):
    """A newer clause came while the form was filled in; and a text that was never shown is asked again."""
    invitation = invite()
    ConsentText.write("clause", "Druga.")
    answer = client.post(invitation.address, ANSWERS | {"shown": "clause:9"})
    assert answer.status_code == 422
    assert 'value="clause:2 ' in answer.text
    assert client.post(invitation.address, ANSWERS | {"shown": "clause:1"}).status_code == 302
    assert [one.text.version for one in Declaration.objects.get().consents.all()] == [1]

"""Erasure: the person goes, the work stays. Nothing that leads to the person is left in any table, file or log."""

import json
import logging
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.log_actions import log

from portal.rules.refusals import Refused
from roadmaps.models import MentionNotice, Objection, Pledge, Support, Visit
from signup.letters import queue
from signup.models import Declaration, ErasureRequest, Mail, Membership, User
from signup.privacy import access_log
from tests import canary
from tests.canary import left_in_tables, words_in

pytestmark = pytest.mark.engine

MINE = "/konto/moje-dane/"
ASK = f"{MINE}usuniecie/"
canary = canary.canary


def send_waiting():
    for letter in Mail.objects.waiting():
        queue.send.func(letter.pk)


def test_nothing_in_any_table_file_or_log_leads_to_an_erased_person(
    canary, admin, as_user, settings, tmp_path, caplog, mailoutbox, django_capture_on_commit_callbacks
):
    as_user(canary).post(ASK)
    caplog.clear()
    with django_capture_on_commit_callbacks(execute=True):
        answer = as_user(admin).post(f"/redakcja/usuwanie-danych/{canary.pk}/")
    assert answer.url == "/redakcja/usuwanie-danych/"
    send_waiting()
    assert left_in_tables() == []
    files = [path for folder in (settings.MEDIA_ROOT, tmp_path) for path in folder.rglob("*") if path.is_file()]
    for path in files:
        assert not words_in(path.name)
        assert not words_in(path.read_bytes().decode(errors="replace")), path
    assert not list(settings.MEDIA_ROOT.rglob("avatar_*.png"))
    logged = "\n".join(logging.Formatter().format(record) for record in caplog.records)
    assert not words_in(logged)
    # the last letter said so, and is kept no longer than its way took
    assert [(letter.subject, letter.to) for letter in mailoutbox][-1] == (
        "Twoje dane są usunięte",
        ["zeberka2@example.org"],
    )
    lines = [json.loads(line) for path in (tmp_path / "log").glob("*.jsonl") for line in path.read_text().splitlines()]
    assert [line["who"] for line in lines if line["act"] == "erase"] == [admin.pk]
    assert access_log.verify()[1] is None


def test_what_an_erased_person_wrote_stays_as_of_an_erased_person(canary, admin, group, client, as_user):
    address = canary.proposed_actions.get().get_absolute_url()
    assert "Kanaryjka Zeberkowska" in client.get(address).text
    number = Declaration.objects.get().number
    canary.erase(admin)
    page = client.get(address).text
    assert "Zacznijmy od jednej dzielnicy." in page
    assert "osoba usunięta" in page
    assert "Kanaryjka" not in page
    assert "Kanaryjka" not in client.get(group.url).text
    declaration = Declaration.objects.get()
    assert (declaration.number, declaration.state) == (number, "anonymised")
    assert [choice.state for choice in declaration.choices.all()] == ["accepted"]
    assert client.get(declaration.address).status_code == 404
    assert str(User.objects.get(pk=canary.pk)) == "osoba usunięta"
    assert "osoba usunięta" in as_user(admin).get("/redakcja/users/").text


def test_votes_on_open_actions_go_and_those_on_finished_ones_stay(canary, bartek, admin):
    assert Support.objects.filter(by=canary).count() == 2
    canary.erase(admin)
    assert [support.action.state for support in Support.objects.filter(by=canary)] == ["done"]
    assert Support.objects.filter(by=bartek).count() == 1
    assert [pledge.action.state for pledge in Pledge.objects.filter(by=canary)] == ["done"]
    for left in (Objection.objects.filter(by=canary), Visit.objects.all(), MentionNotice.objects.all()):
        assert not left.exists()
    log_of = canary.proposed_actions.get().events
    assert list(log_of.values_list("kind", flat=True).order_by("number")) == [
        *["added", "commented", "supported", "supported"],
        *["support_withdrawn", "pledge_withdrawn", "objection_withdrawn"],
    ]


def test_an_erased_person_has_no_way_in(canary, admin, as_user):
    session = as_user(canary)
    assert session.get(MINE).status_code == 200
    canary.erase(admin)
    assert session.get(MINE).status_code == 302
    Client().post("/konto/logowanie/", {"email": "zeberka2@example.org"})
    assert not Mail.objects.filter(kind="login_code").exclude(to="").exists()  # nothing goes anywhere
    assert Membership.objects.get(user=canary).status == "ended"
    assert not Membership.objects.get(user=canary).org_name


def test_erasing_twice_changes_nothing(canary, admin):
    canary.erase(admin, at=timezone.now() - timedelta(days=1))
    before = canary.erased_at
    events = canary.proposed_actions.get().events.count()
    canary.erase(admin)
    canary.refresh_from_db()
    assert canary.erased_at == before
    assert canary.proposed_actions.get().events.count() == events
    with pytest.raises(Refused):
        canary.ask_for_erasure()
    with pytest.raises(Refused):
        canary.agree("image", 1)


def test_nobody_else_loses_anything(canary, admin, make_declaration, anna, bartek, group, agree_to_name):
    other = make_declaration("ola", given_name="Kanaryjka", family_name="Zeberkowska", phone="+48601602603")
    agree_to_name(anna)
    log(instance=anna, action="wagtail.edit", user=admin)
    canary.erase(admin)
    other.refresh_from_db()
    assert (other.state, other.phone, other.given_name) == ("submitted", "+48601602603", "Kanaryjka")
    assert Mail.objects.filter(to="ola@example.org").count() == 2
    anna.refresh_from_db()
    assert (str(anna), anna.agreed_to_name, anna.belongs_to(group)) == ("Anna Próbna", True, True)


def test_a_paper_with_a_mistyped_address_keeps_its_person(canary, admin, call, group, ewa):
    """Somebody else's paper, on which the office read the address of the person."""
    paper = Declaration.objects.enter(
        ewa,
        call,
        groups=[group],
        received_on=timezone.localdate(),
        given_name="Jan",
        family_name="Testowy",
        email="zeberka2@example.net",
        capacity="own",
    )
    Declaration.objects.filter(pk=paper.pk).update(email="zeberka2@example.org", email_lower="zeberka2@example.org")
    canary.erase(admin)
    paper.refresh_from_db()
    assert (paper.given_name, paper.email, paper.email_lower, paper.state) == ("Jan", "", "", "submitted")


def test_no_second_row_keeps_the_name_of_who_got_an_address_later(make_user, group, join, admin):
    """A member on paper whose address turned out to have an account: the person is erased in both."""
    from signup.models.accounts import give_address

    paper = User.objects.create_user(None, first_name="Kanaryjka", last_name="Zeberkowska")
    join(paper, group)
    person = give_address(paper, make_user("zofia", first_name="Kanaryjka").email)
    person.erase(admin)
    assert left_in_tables() == []


def test_the_last_administrator_is_refused(admin, as_user):
    with pytest.raises(Refused, match="jedyna"):
        admin.erase(admin)
    answer = as_user(admin).post(f"/redakcja/usuwanie-danych/{admin.pk}/")
    assert (answer.status_code, "jedyna" in answer.text) == (409, True)
    answer = as_user(admin).post(ASK)
    assert (answer.status_code, "jedyna" in answer.text) == (409, True)
    admin.refresh_from_db()
    assert admin.is_superuser and not admin.erased_at
    assert not ErasureRequest.objects.exists()


def test_one_of_two_administrators_can_go(admin, make_user):
    second = make_user("drugi", is_superuser=True)
    admin.erase(second)
    assert str(admin) == "osoba usunięta"
    with pytest.raises(Refused):
        second.erase(second)


def test_only_administrators_erase(canary, ewa, editor, as_user):
    for person in (ewa, editor, canary):
        with pytest.raises(PermissionDenied):
            canary.erase(person)
        assert as_user(person).post(f"/redakcja/usuwanie-danych/{canary.pk}/").status_code == 403
    canary.refresh_from_db()
    assert not canary.erased_at


def test_the_chain_of_the_log_still_holds(canary, admin):
    canary.erase(admin)
    call_command("verify_log")

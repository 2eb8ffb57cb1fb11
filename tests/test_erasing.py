"""Erasure: the person goes, the work stays. Nothing that leads to the person is left in any table, file or log."""

import io
import json
import logging
import re
from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.core.files.images import ImageFile
from django.core.management import call_command
from django.db import models
from django.test import Client
from django.utils import timezone
from PIL import Image
from wagtail.log_actions import log
from wagtail.users.models import UserProfile

from portal.rules.refusals import Refused
from roadmaps.models import MentionNotice, Objection, Pledge, Support, Visit
from signup.letters import queue
from signup.models import Declaration, ErasureRequest, Invitation, Mail, Membership, User
from signup.models.accounts import change_address
from signup.privacy import access_log
from signup.rules.months import months_after

pytestmark = pytest.mark.engine

MINE = "/konto/moje-dane/"
ASK = f"{MINE}usuniecie/"
# each a word of its own, so that it is found wherever it is left
CANARIES = {
    "given_name": "Kanaryjka",
    "family_name": "Zeberkowska",
    "phone": "+48601602603",
    "capacity": "representative",
    "org_name": "Fundacja Papużka",
    "org_kind": "fundacja",
    "org_role": "nimfolog",
    "nip": "1234563218",
    "street": "Ptasia Dzioborożca 7",
    "postal_code": "26-617",
    "city": "Kakaduniowo",
    "contribution": "żakowanie",
    "needs": "amazonkowanie",
}
OTHERS = ["arabella.zeberka@example.org", "zeberka2@example.org", "bażantowa odpowiedź", "notatka o czyżu", "perliczka"]
WORDS = [word for name, word in CANARIES.items() if name not in ("capacity", "org_kind")] + OTHERS


def words_in(text):
    return [word for word in WORDS if word.lower() in text.lower()]


def left_in_tables():
    """[(model, field, word)] wherever a column that holds text holds a canary; sessions are opened."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        texts = (models.CharField, models.TextField, models.JSONField, models.FileField, models.UUIDField)
        fields = [field for field in model._meta.concrete_fields if isinstance(field, texts)]
        for row in model._base_manager.values_list(*(field.attname for field in fields)) if fields else ():
            for field, value in zip(fields, row, strict=True):
                told = json.dumps(value, ensure_ascii=False, default=str)
                found += [(model.__name__, field.name, word) for word in words_in(told)]
    for session in Session.objects.all():
        told = json.dumps(session.get_decoded(), ensure_ascii=False, default=str)
        found += [("Session", "data", word) for word in words_in(told)]
    return found


@pytest.fixture
def canary(settings, tmp_path, caplog, call, group, other_group, ewa, bartek, admin, make_action, as_user, client):
    """A person who did everything that leaves a trace: declared, answered, was accepted, wrote, voted, moved."""
    settings.DATA_DIR = tmp_path
    caplog.set_level(logging.DEBUG)
    declaration = Declaration.objects.send(
        call, email="arabella.zeberka@example.org", groups=[group], consents=["public_name", "image"], **CANARIES
    )
    declaration.confirm()
    request = declaration.ask(ewa, group, "Czy perliczka?")
    declaration.answer(request, "To bażantowa odpowiedź.")
    declaration.note(ewa, group, "Jest tu notatka o czyżu.")
    desk = as_user(ewa)
    desk.get("/redakcja/deklaracje/")
    desk.get(f"/redakcja/deklaracje/{declaration.code}/")
    desk.post(f"/redakcja/deklaracje/{declaration.code}/{group.pk}/przyjmij/")
    person = User.objects.get(email="arabella.zeberka@example.org")
    change_address(person, "zeberka2@example.org")
    second = Declaration.objects.send(call, email="zeberka2@example.org", groups=[group], **CANARIES)
    assert second is None  # a member already; the mail says so
    action = make_action("Spacery z mapą w ręku", by=person)
    action.comment(person, "Zacznijmy od jednej dzielnicy.")
    action.support(person)
    action.support(bartek)
    action.pledges.create(by=person, text="Dam salę.")
    action.objections.create(by=person, reason="Za drogo.")
    action.roadmap.visits.create(user=person)
    MentionNotice.objects.create(user=person)
    done = make_action("Lekcje o wolontariacie")
    done.support(person)
    done.pledges.create(by=person, text="Przyniosę mapy.")
    type(done).objects.filter(pk=done.pk).update(state="done", position=1)
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(picture, "PNG")
    UserProfile.objects.create(user=person, avatar=ImageFile(picture, "papuzka.png"))
    for thing in (person, person.memberships.get()):
        log(instance=thing, action="wagtail.edit", user=admin)
    as_user(person).post(f"{MINE}adres/", {"email": "zeberka2@example.org"})
    client.post("/konto/logowanie/", {"email": "zeberka2@example.org"})  # waits for a code, unsent
    Invitation.objects.create(group=other_group, email="zeberka2@example.org", given_name="Kanaryjka")
    User.objects.filter(pk=person.pk).update(last_login=timezone.now())
    assert {word for _, _, word in left_in_tables()} >= set(WORDS)
    person.refresh_from_db()
    membership = person.memberships.get()
    membership.suspend(ewa, "Papużka prosiła o przerwę.")
    membership.resume(ewa, "Perliczka wróciła.")
    return person


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


# asking


def test_asking_takes_two_steps_and_the_office_sees_the_day(anna, admin, as_user):
    page = as_user(anna).get(MINE).text
    assert f'href="{ASK}"' in page
    page = as_user(anna).get(ASK).text
    for words in ("Co zniknie", "Co zostanie", "osoba usunięta", "ciągu miesiąca"):
        assert words in page.replace("\N{NO-BREAK SPACE}", " ")
    assert not ErasureRequest.objects.exists()  # a look asks for nothing
    for _ in range(2):
        assert as_user(anna).post(ASK).url == MINE
    request = ErasureRequest.objects.get()
    assert Mail.objects.get(kind="erasure_asked").to == "anna@example.org"
    assert "Prośba o usunięcie danych czeka" in as_user(anna).get(MINE).text.replace("\N{NO-BREAK SPACE}", " ")
    due = f"{timezone.localtime(request.due):%Y}"
    for address in ("/redakcja/usuwanie-danych/", f"/redakcja/usuwanie-danych/{anna.pk}/"):
        page = as_user(admin).get(address).text
        assert "Anna Próbna" in page
        assert due in page
    assert "Prośba o usunięcie danych" in as_user(admin).get("/redakcja/").text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_request_can_be_taken_back(anna, admin, as_user):
    as_user(anna).post(ASK)
    for _ in range(2):
        assert as_user(anna).post(f"{ASK}cofniecie/").url == MINE
    assert not ErasureRequest.objects.open().exists()
    assert "Żadna prośba nie czeka" in as_user(admin).get("/redakcja/usuwanie-danych/").text.replace("\xa0", " ")
    as_user(anna).post(ASK)  # and made again
    assert ErasureRequest.objects.count() == 2


def test_editors_are_not_told_who_asks(anna, editor, as_user):
    as_user(anna).post(ASK)
    page = as_user(editor).get("/redakcja/").text
    assert "Prośba o usunięcie" not in page.replace("\N{NO-BREAK SPACE}", " ")


def test_an_administrator_who_cannot_do_it_says_why(anna, admin, ewa, as_user):
    as_user(anna).post(ASK)
    address = f"/redakcja/usuwanie-danych/{anna.pk}/odmowa/"
    assert as_user(ewa).post(address, {"answer": "Nie."}).status_code == 403
    assert as_user(admin).post(address, {"answer": " "}).status_code == 422
    assert ErasureRequest.objects.open().exists()
    assert as_user(admin).post(address, {"answer": "Trwa spór."}).url == "/redakcja/usuwanie-danych/"
    assert not ErasureRequest.objects.open().exists()
    letter = Mail.objects.get(kind="erasure_declined")
    assert letter.to == "anna@example.org"
    assert "Trwa spór." in letter.text
    assert "Prezesa Urzędu" in letter.text
    assert "Trwa spór." in as_user(anna).get(MINE).text.replace("\xa0", " ")
    assert as_user(admin).post(address, {"answer": "Drugi raz."}).status_code == 404
    as_user(anna).post(ASK)  # one may ask again
    assert ErasureRequest.objects.open().exists()


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2018-01-15 17:30", "2018-02-15 17:30"),
        ("2018-01-31 09:00", "2018-02-28 09:00"),
        ("2018-12-31 23:00", "2019-01-31 23:00"),
    ],
)
def test_the_office_answers_within_one_month(asked, due):
    at, until = (timezone.make_aware(datetime.fromisoformat(text)) for text in (asked, due))
    assert ErasureRequest(asked_at=at).due == until
    assert months_after(until, -1) <= at


def test_the_admin_offers_no_deletion_of_people(anna, admin, as_user):
    desk = as_user(admin)
    assert desk.post(f"/redakcja/users/delete/{anna.pk}/").url == f"/redakcja/usuwanie-danych/{anna.pk}/"
    answer = desk.post(f"/redakcja/bulk/signup/user/delete/?id={anna.pk}")
    assert answer.url == "/redakcja/usuwanie-danych/"
    assert User.objects.filter(pk=anna.pk).exists()
    anna.erase(admin)
    assert desk.get(f"/redakcja/users/edit/{anna.pk}/").url == f"/redakcja/usuwanie-danych/{anna.pk}/"
    assert "są usunięte" in re.sub(r"\s+", " ", desk.get(f"/redakcja/usuwanie-danych/{anna.pk}/").text)


def test_the_chain_of_the_log_still_holds(canary, admin):
    canary.erase(admin)
    call_command("verify_log")

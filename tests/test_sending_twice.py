"""Who presses twice, or sends again after a lost answer, makes one thing and gets the answer of the first time."""

import re
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from portal.models import SentForm
from portal.serving import form_tokens
from roadmaps.models import Action, Comment
from tests.conftest import MODEL_BACKEND

pytestmark = pytest.mark.engine

TOKEN = re.compile(r'name="form_token" value="([0-9a-f]{64})"')


@pytest.fixture
def member(anna, as_user):
    return as_user(anna)


def token_in(answer):
    return TOKEN.search(answer.content.decode())[1]


@pytest.fixture
def sent(member, roadmap):
    """What Anna's „Nowe działanie” sends."""
    page = member.get(f"{roadmap.page.url}?dodaj=1")
    return {"title": "Ławka w cieniu", "description": "Jedna, przy szkole.", "form_token": token_in(page)}


@pytest.fixture
def address(roadmap):
    return f"/mapy/{roadmap.pk}/dzialania/"


def test_two_presses_add_one_action_and_lead_to_it_twice(member, sent, address):
    first, second = member.post(address, sent), member.post(address, sent)
    assert Action.objects.filter(title=sent["title"]).count() == 1
    assert (first.status_code, first["Location"]) == (
        second.status_code,
        second["Location"],
    ) and first.status_code == 302
    page = member.get(second["Location"]).text
    assert "Dodano działanie" in page  # also when the first answer, with its cookies, never came


def test_two_presses_with_htmx_get_the_same_part_of_the_page(member, sent, address):
    first, second = (member.post(address, sent, headers={"hx-request": "true"}) for _ in range(2))
    assert Action.objects.filter(title=sent["title"]).count() == 1
    assert (first.status_code, second.status_code) == (201, 201) and first.content == second.content


def test_whoever_asked_for_a_page_is_not_answered_with_a_part(member, sent, address, roadmap):
    member.post(address, sent, headers={"hx-request": "true"})
    answer = member.post(address, sent, headers={"referer": f"http://testserver{roadmap.page.url}"})
    assert (answer.status_code, answer["Location"]) == (302, roadmap.page.url)
    assert Action.objects.filter(title=sent["title"]).count() == 1


def test_another_text_in_the_same_form_is_another_sending(member, sent, address):
    member.post(address, sent)
    member.post(address, sent | {"title": "Druga ławka, po przyjściu wstecz"})
    assert Action.objects.count() == 2


def test_what_was_not_taken_can_be_sent_again(member, sent, address):
    wrong = sent | {"title": "Ła"}
    assert [member.post(address, wrong).status_code for _ in range(2)] == [422, 422]
    assert not SentForm.objects.exists()
    assert member.post(address, sent).status_code == 302


def test_what_ended_in_a_fault_can_be_sent_again(anna, as_user, sent, address, monkeypatch):
    member = as_user(anna, raise_request_exception=False)
    with monkeypatch.context() as broken:
        broken.setattr("roadmaps.models.Roadmap.add", lambda *_, **__: 1 / 0)
        assert member.post(address, sent).status_code == 500
    assert member.post(address, sent).status_code == 302


def test_a_killed_process_holds_nobody_for_ever(member, sent, address, monkeypatch):
    with monkeypatch.context() as killed:
        killed.setattr(form_tokens, "_settle", lambda *_: None)
        member.post(address, sent)
    began = time.monotonic()
    early = member.post(address, sent)
    assert time.monotonic() - began < 5  # it holds a thread that pages need
    assert early.status_code == 409 and "Jeszcze wysyłamy" in early.text and early["Retry-After"]
    SentForm.objects.update(claimed_at=timezone.now() - form_tokens.DEAD - timedelta(seconds=1))
    assert member.post(address, sent).status_code == 302


def test_another_browser_gets_no_answer_that_is_not_its_own(member, bartek, as_user, sent, address, roadmap):
    member.post(address, sent)
    other = as_user(bartek)
    other.get(f"{roadmap.page.url}?dodaj=1")
    other.post(address, sent)
    assert Action.objects.filter(title=sent["title"]).count() == 2


def test_the_second_press_gets_the_answer_that_comes_a_moment_later(member, sent, address, monkeypatch):
    keep = form_tokens._settle
    late = []
    with monkeypatch.context() as slow:
        slow.setattr(form_tokens, "_settle", lambda *answer: late.append(answer))
        first = member.post(address, sent)
    # what the second one does while it waits is what the first one does meanwhile
    monkeypatch.setattr(form_tokens.time, "sleep", lambda _: late and keep(*late.pop()))
    second = member.post(address, sent)
    assert (second.status_code, second["Location"]) == (302, first["Location"])


@pytest.mark.django_db(transaction=True)
def test_ten_presses_at_once_make_one_comment(anna, as_user, make_action, monkeypatch):
    monkeypatch.setattr(form_tokens, "PATIENCE", 30)  # a busy machine may take longer than anybody waits
    action = make_action()
    page = as_user(anna).get(action.get_absolute_url())
    sent = {"kind": "comment", "text": "Kto policzy koszty?", "form_token": token_in(page)}
    answers = []

    def press():
        client = Client()
        client.force_login(anna, backend=MODEL_BACKEND)
        answers.append(client.post(f"/dzialania/{action.pk}/komentarze/", sent))
        connection.close()

    threads = [threading.Thread(target=press) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Comment.objects.count() == 1
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, answers[0]["Location"])}


@pytest.mark.any_engine
def test_answers_are_forgotten_after_an_hour_and_with_an_erased_person(member, sent, address):
    member.post(address, sent)
    form_tokens.forget_old()
    assert SentForm.objects.count() == 1
    SentForm.objects.update(claimed_at=timezone.now() - timedelta(hours=2))
    form_tokens.forget_old()
    assert not SentForm.objects.exists()


# forms that set a state and say which: sent twice they change nothing the second time
SETS_A_STATE = {
    "account/home.html: {% url 'account_logout' %}",
    "account/logout.html: ",
    "account/confirm_login_code.html: {% url 'account_logout' %}",
    "roadmaps/action.html: ",  # the votes of cards, which must be cheap
    "roadmaps/action.html: {% url 'action_support' action.pk %}",
}


@pytest.mark.any_engine
def test_every_form_of_ours_that_writes_has_a_token():
    folder, without = Path(settings.BASE_DIR) / "templates", set()
    for file in folder.rglob("*.html"):
        for form in re.finditer(r"<form\b(.*?)</form>", file.read_text(), re.DOTALL):
            if re.match(r"[^>]*method=\"post\"", form[1]) and "{% form_token %}" not in form[1]:
                action = re.match(r"(?:(?!action=)[^>])*(?<![-\w])action=\"([^\"]*)\"", form[1])
                without.add(f"{file.relative_to(folder)}: {action[1] if action else ''}")
    assert without == SETS_A_STATE


@pytest.mark.any_engine
def test_the_scheduler_forgets_answers():
    from portal import slots

    assert "forget_old_forms" in {job.name for job in slots.fillings("job")}
    call_command("check")

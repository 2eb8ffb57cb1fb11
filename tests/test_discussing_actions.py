"""Members talk under an action; everybody reads."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import strip_tags

from portal.templatetags.plain import plain
from roadmaps.models import Comment, Refused

HTMX = {"HX-Request": "true"}


def say(client, action, **data):
    return client.post(f"/dzialania/{action.pk}/komentarze/", {"text": "Kto policzy koszty?"} | data)


@pytest.mark.parametrize("state", ["proposed", "discussed", "agreed", "in_progress", "done", "dropped"])
def test_a_member_comments_in_every_state(anna, as_user, make_action, state):
    action = make_action(state=state)
    answer = say(as_user(anna), action, kind="question")
    assert answer.status_code == 302 and answer.url == f"/dzialania/{action.pk}/#dyskusja"
    comment = Comment.objects.get()
    assert (comment.by, comment.kind, comment.text) == (anna, "question", "Kto policzy koszty?")
    assert action.events.get(kind="commented").changes == {"comment": [None, comment.pk]}


@pytest.mark.parametrize("who", [None, "jan", "celina", "admin", "editor"])
def test_strangers_cannot_comment(request, who, as_user, make_action):
    action = make_action()
    client = as_user(request.getfixturevalue(who)) if who else Client()
    assert say(client, action).status_code == 403
    assert not Comment.objects.exists()


def test_the_form_is_there_for_members_only(anna, jan, client, as_user, make_action):
    action = make_action()
    assert "Dodaj komentarz" in as_user(anna).get(action.get_absolute_url()).content.decode()
    for reader in (client, as_user(jan)):
        assert "Dodaj komentarz" not in reader.get(action.get_absolute_url()).content.decode()


@pytest.mark.parametrize("wrong", [{"text": "  "}, {"text": "x" * 2001}, {"kind": "insult"}])
def test_a_wrong_comment_comes_back_as_it_was(anna, as_user, make_action, wrong):
    action = make_action()
    answer = say(as_user(anna), action, **wrong)
    assert answer.status_code == 422
    assert "Popraw 1\xa0pole" in answer.content.decode()
    assert wrong.get("text", "").strip() in answer.content.decode()
    assert not Comment.objects.exists()


def test_comments_name_only_those_who_agreed(anna, bartek, client, make_action, agree_to_name):
    agree_to_name(anna)
    action = make_action()
    action.comment(anna, "Zgoda.")
    action.comment(bartek, "Też zgoda.")
    html = client.get(action.get_absolute_url()).content.decode()
    assert "Anna Próbna" in html and "Bartek" not in html and "członkini/członek grupy" in html


def test_a_withdrawn_consent_hides_the_name_again(anna, client, make_action, agree_to_name):
    consent = agree_to_name(anna)
    action = make_action()
    action.comment(anna, "Zgoda.")
    consent.withdrawn_at = timezone.now()
    consent.save()
    assert "Anna" not in client.get(action.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", 'https://example.org/"onmouseover=alert(1)', "javascript:alert(1)", "<b>x</b> & y"],
)
def test_plain_text_stays_plain(text):
    html = plain(text)
    assert "<script" not in html and "<b>" not in html and "javascript:" not in html.replace(text, "")
    assert 'onmouseover="' not in html and 'onmouseover=alert(1)"' not in html


def test_paragraphs_lists_and_links_are_made():
    html = plain("Raz\ndwa\n\n- jeden\n- dwa\nkoniec: https://example.org/a")
    assert html.startswith("<p>Raz<br>dwa</p><ul><li>jeden</li><li>dwa</li></ul><p>koniec:")
    assert '<a href="https://example.org/a" rel="nofollow">' in html
    assert strip_tags(html).count("dwa") == 2


# answers


def address(comment, what):
    return f"/dzialania/{comment.action_id}/komentarze/{comment.pk}/{what}/"


def page_of(client, action, query=""):
    return client.get(action.get_absolute_url() + query).text


def test_answers_are_one_level_deep(anna, bartek, ewa, make_action):
    action = make_action()
    asked = action.comment(anna, "Kto policzy koszty?", "question")
    answer = action.comment(bartek, "Ja.", reply_to=asked.pk)
    again = action.comment(ewa, "Dziękuję.", reply_to=answer.pk)
    assert answer.reply_to == asked and again.reply_to == asked


def test_an_answer_stands_below_its_question(anna, bartek, as_user, client, make_action):
    action = make_action()
    asked = action.comment(anna, "Pierwsze pytanie", "question")
    action.comment(anna, "Drugie pytanie", "question")
    form = as_user(bartek).get(address(asked, "odpowiedz")).text
    assert "Pierwsze pytanie" in form and "<html" in form and "Odpowiedź" in form
    answer = as_user(bartek).post(address(asked, "odpowiedz"), {"text": "Odpowiadam"})
    assert answer.status_code == 302 and answer.url == f"/dzialania/{action.pk}/#komentarz-{asked.pk}"
    html = page_of(client, action)
    assert html.index("Pierwsze pytanie") < html.index("Odpowiadam") < html.index("Drugie pytanie")


def test_no_answer_goes_to_another_action(anna, make_action):
    action, other = make_action(), make_action("Drugie działanie")
    elsewhere = other.comment(anna, "Tam.")
    with pytest.raises(Refused):
        action.comment(anna, "Tu.", reply_to=elsewhere.pk)


def test_the_same_words_sent_twice_are_one_comment(anna, make_action):
    action = make_action()
    first = action.comment(anna, "Kto policzy koszty?")
    assert action.comment(anna, "Kto policzy koszty?") == first
    action.comment(anna, "Kto policzy koszty?", at=timezone.now() + timedelta(hours=1))
    assert action.comments.count() == 2


# in place, and at length


def test_with_htmx_a_comment_brings_the_list_and_an_empty_form(anna, as_user, make_action):
    action = make_action()
    answer = as_user(anna).post(f"/dzialania/{action.pk}/komentarze/", {"text": "Nowe słowa"}, headers=HTMX)
    assert answer.status_code == 201 and answer["HX-Reswap"] == "outerHTML"
    assert "<html" not in answer.text and answer.text.count("Nowe słowa") == 1
    assert 'id="nowy-komentarz"' in answer.text and "1\xa0komentarz" in answer.text
    wrong = as_user(anna).post(f"/dzialania/{action.pk}/komentarze/", {"text": "x" * 2001}, headers=HTMX)
    assert wrong.status_code == 422 and "x" * 2001 in wrong.text and "<html" not in wrong.text


def test_what_is_wrong_comes_back_in_its_place(anna, as_user, make_action):
    comment = make_action().comment(anna, "Pytanie")
    for what, data in (("odpowiedz", {"text": "x" * 2001}), ("popraw", {"text": ""})):
        answer = as_user(anna).post(address(comment, what), data, headers=HTMX)
        assert answer.status_code == 422 and "<html" not in answer.text and data["text"] in answer.text


def test_a_long_discussion_shows_both_its_ends_and_a_link(anna, client, make_action):
    action = make_action()
    at = timezone.now() - timedelta(days=2)
    Comment.objects.bulk_create(
        Comment(action=action, by=anna, text=f"Wpis nr-{n};", at=at + timedelta(minutes=n)) for n in range(130)
    )
    html = page_of(client, action)
    shown = [n for n in range(130) if f"nr-{n};" in html]
    assert shown == [*range(50), *range(80, 130)]
    assert re.search(r"Pokaż\s+30\xa0wypowiedzi ze środka", html)
    whole = page_of(client, action, "?dyskusja=cala")
    assert all(f"nr-{n};" in whole for n in range(130)) and "ze środka" not in whole


@pytest.mark.parametrize("who", [None, "anna", "ewa"])
def test_a_discussion_asks_as_much_for_one_comment_as_for_twenty(
    pages_made_anew, request, who, client, as_user, anna, bartek, ewa, make_action
):
    action = make_action()
    reader = as_user(request.getfixturevalue(who)) if who else client

    def ask():
        with CaptureQueriesContext(connection) as queries:
            page_of(reader, action)
        return len(queries)

    def talk(n):
        asked = action.comment(anna, f"Pytanie {n} do @Bartek Próbna", "question")
        action.comment(bartek, f"Odpowiedź {n} dla @Anna Próbna", reply_to=asked.pk)

    talk(0)
    action.object(bartek, "Za drogo.")
    action.pledge(bartek, "time", "Godzina")
    ask()
    once = ask()
    for n in range(1, 20):
        talk(n)
    action.object(ewa, "Za długo.")
    action.pledge(ewa, "time", "Godzina")
    ask()
    assert ask() == once

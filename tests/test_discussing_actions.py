"""Members talk under an action; everybody reads."""

import pytest
from django.test import Client
from django.utils.html import strip_tags

from portal.templatetags.plain import plain
from roadmaps.models import Comment


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
    from django.utils import timezone

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

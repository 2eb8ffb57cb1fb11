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
from roadmaps.models import Comment, NotAllowed, Refused

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


# one's own


def test_an_own_comment_is_put_right_and_says_so(anna, as_user, client, make_action):
    action = make_action()
    comment = action.comment(anna, "Koszt: sto złotych")
    member = as_user(anna)
    assert "Koszt: sto złotych" in member.get(address(comment, "popraw")).text
    answer = member.post(address(comment, "popraw"), {"text": "Koszt: dwieście złotych", "kind": "update"})
    assert answer.status_code == 302
    comment.refresh_from_db()
    assert comment.text == "Koszt: dwieście złotych" and comment.kind == "update" and comment.edited_at
    html = page_of(client, action)
    assert "poprawiony" in html and "dwieście" in html and "Koszt: sto" not in html
    action.revise_comment(anna, comment.pk, "Koszt: dwieście złotych")
    assert action.events.filter(kind="comment_revised").count() == 1


def test_a_deleted_comment_leaves_its_place_only_to_answers(anna, bartek, as_user, client, make_action):
    action = make_action()
    alone, asked = action.comment(anna, "Sam komentarz"), action.comment(anna, "Pytanie bez znaku")
    answer = action.comment(bartek, "Oto odpowiedź", reply_to=asked.pk)
    for comment in (alone, asked):
        assert "zniknie na zawsze" in as_user(anna).get(address(comment, "usun")).text.replace("\xa0", " ")
        assert as_user(anna).post(address(comment, "usun")).status_code == 302
        action.delete_comment(anna, comment.pk)
    html = page_of(client, action)
    assert html.count("komentarz usunięty") == 1 and "Oto odpowiedź" in html
    assert "Sam komentarz" not in html and "Pytanie bez" not in html
    assert "1\xa0komentarz" in html
    assert not Comment.objects.filter(pk__in=[alone.pk, asked.pk]).exclude(text="").exists()
    assert action.events.filter(kind="comment_deleted").count() == 2
    action.delete_comment(bartek, answer.pk)
    assert "komentarz usunięty" not in page_of(client, action)
    assert "Pytanie bez" not in str(list(action.events.values_list("changes", "note")))


def test_for_ten_minutes_one_press_takes_an_own_comment_back(anna, bartek, as_user, make_action):
    action = make_action()
    fresh = action.comment(anna, "Pomyłka")
    old = action.comment(anna, "Dawny", at=timezone.now() - timedelta(minutes=11))
    html = page_of(as_user(anna), action)
    assert f'id="cofnij-{fresh.pk}"' in html and f'id="cofnij-{old.pk}"' not in html
    assert f'id="usun-{old.pk}"' in html and 'id="cofnij' not in page_of(as_user(bartek), action)
    answer = as_user(anna).post(address(fresh, "usun"), headers=HTMX).text
    assert "Pomyłka" not in answer and 'hx-target="#rozmowa"' in answer


@pytest.mark.parametrize("what", ["popraw", "usun"])
@pytest.mark.parametrize("who", ["bartek", "ewa", "celina", "jan"])
def test_nobody_touches_a_comment_of_somebody_else(request, who, as_user, anna, make_action, what):
    comment = make_action().comment(anna, "Moje słowa")
    client = as_user(request.getfixturevalue(who))
    assert client.get(address(comment, what)).status_code == 403
    assert client.post(address(comment, what), {"text": "Cudze słowa"}).status_code == 403
    comment.refresh_from_db()
    assert comment.text == "Moje słowa"


@pytest.mark.parametrize("what", ["odpowiedz", "popraw", "usun", "ukryj", "przypnij"])
def test_a_comment_that_is_not_there_is_404(ewa, as_user, make_action, what):
    action, other = make_action(), make_action("Drugie działanie")
    elsewhere, gone = other.comment(ewa, "Tam."), action.comment(ewa, "Już nie.")
    action.delete_comment(ewa, gone.pk)
    for pk in (elsewhere.pk, gone.pk, 999999, 10**30):
        answer = as_user(ewa).post(f"/dzialania/{action.pk}/komentarze/{pk}/{what}/", {"text": "x", "reason": "x"})
        assert answer.status_code == 404


# coordinators


def test_a_pinned_comment_stands_first(anna, ewa, as_user, client, make_action):
    action = make_action()
    action.comment(anna, "Pierwszy wpis")
    later = action.comment(anna, "Drugi wpis")
    desk = as_user(ewa)
    for _ in range(2):
        assert desk.post(address(later, "przypnij"), {"cast": "1"}).status_code == 302
    html = page_of(client, action)
    assert html.index("Drugi wpis") < html.index("Pierwszy wpis") and "Przypięty" in html
    assert action.events.filter(kind="comment_pinned").count() == 1
    for _ in range(2):
        desk.post(address(later, "przypnij"), {"cast": "0"})
    html = page_of(client, action)
    assert html.index("Pierwszy wpis") < html.index("Drugi wpis") and "Przypięty" not in html
    assert action.events.filter(kind="comment_unpinned").count() == 1
    answer = action.comment(anna, "Odpowiedź", reply_to=later.pk)
    with pytest.raises(Refused):
        action.pin_comment(ewa, answer.pk)


def test_a_hidden_comment_tells_why_and_comes_back(anna, ewa, bartek, jan, client, as_user, make_action):
    action = make_action()
    comment = action.comment(anna, "Mieszka przy Zielonej")
    desk = as_user(ewa)
    assert desk.post(address(comment, "ukryj"), {"reason": " "}).status_code == 422
    assert desk.post(address(comment, "ukryj"), {"reason": "Dane osobowe"}).status_code == 302
    for reader in (client, as_user(bartek), as_user(anna), as_user(jan)):
        html = page_of(reader, action)
        assert "Komentarz ukryty: Dane osobowe" in html
        assert "Zielonej" not in html
    assert "Zielonej" in page_of(desk, action)
    event = action.events.get(kind="hidden")
    assert event.note == "Dane osobowe" and "Zielonej" not in str(event.changes)
    action.hide_comment(ewa, comment.pk, "Dane osobowe")
    assert desk.post(address(comment, "ukryj"), {"cast": "0"}).status_code == 302
    assert "Zielonej" in page_of(client, action) and "Komentarz ukryty" not in page_of(client, action)
    assert action.events.filter(kind__in=["hidden", "shown"]).count() == 2


@pytest.mark.parametrize("who", ["bartek", "karol", "admin"])
def test_only_coordinators_of_the_group_pin_and_hide(request, who, anna, make_action):
    action = make_action()
    comment = action.comment(anna, "Moje słowa")
    somebody = request.getfixturevalue(who)
    for act in (
        lambda: action.pin_comment(somebody, comment.pk),
        lambda: action.unpin_comment(somebody, comment.pk),
        lambda: action.hide_comment(somebody, comment.pk, "Bo tak"),
        lambda: action.show_comment(somebody, comment.pk),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_discussion_of_an_archived_group_is_for_reading(anna, ewa, group, client, as_user, make_action):
    action = make_action()
    comment = action.comment(anna, "Pamiątka")
    type(group).objects.filter(pk=group.pk).update(archived=True)
    for what in ("odpowiedz", "popraw", "usun"):
        assert as_user(anna).post(address(comment, what), {"text": "x"}).status_code == 403
    for what in ("ukryj", "przypnij"):
        assert as_user(ewa).post(address(comment, what), {"reason": "x", "cast": "1"}).status_code == 403
    assert "Pamiątka" in page_of(client, action) and 'id="odpowiedz-' not in page_of(as_user(anna), action)


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
def test_a_discussion_asks_as_much_for_one_voice_as_for_twenty(
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

"""Members put their comments right and take them back; coordinators pin and hide; nobody else touches them."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from roadmaps.models import Comment, NotAllowed, Refused

HTMX = {"HX-Request": "true"}


# answers


def address(comment, what):
    return f"/dzialania/{comment.action_id}/komentarze/{comment.pk}/{what}/"


def page_of(client, action, query=""):
    return client.get(action.get_absolute_url() + query).text


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
    hides = re.compile(rf'formaction="{address(comment, "ukryj")}"[^>]*>\s*Ukryj\s*<')
    assert hides.search(page_of(desk, action)) and not hides.search(page_of(as_user(anna), action))
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

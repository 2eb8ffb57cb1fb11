"""Who is mentioned gets one mail a day at most, and nothing of what they cannot see; and stops it with a press."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from roadmaps.models import Mention, MentionNotice
from roadmaps.out import mentions
from signup.models import Mail

NOW = timezone.now().replace(microsecond=0)


def hours(number):
    return NOW + timedelta(hours=number)


def letters():
    return list(Mail.objects.filter(kind="mentioned").order_by("pk"))


@pytest.fixture
def clock(monkeypatch):
    """clock(hours) lets the jobs believe that so many hours have passed."""
    return lambda number: monkeypatch.setattr(timezone, "now", lambda: hours(number))


# mail


def test_the_first_mention_is_told_at_once_with_a_link_and_without_the_words(anna, bartek, make_action):
    action = make_action()
    comment = action.comment(anna, "@Bartek Próbna, tajne słowa")
    letter = letters()[0]
    assert letter.to == bartek.email and letter.subject == "Wspomniano o Tobie w dyskusji"
    assert action.title in letter.text and f"/dzialania/{action.pk}/#komentarz-{comment.pk}" in letter.text
    assert "tajne" not in letter.text + letter.html and "Anna Próbna: „Debaty" in letter.text
    assert "Bartek" not in letter.text
    stop = mentions.stop_link(bartek).rsplit(":", 2)[0]  # what follows is the second of its making
    assert stop in letter.text and stop in letter.html


def test_at_most_one_mail_a_day_and_nothing_is_lost(anna, bartek, ewa, make_action, clock):
    action, other = make_action(), make_action("Drugie działanie")
    action.comment(anna, "@Bartek Próbna raz", at=hours(0))
    for n in range(1, 6):
        (action if n % 2 else other).comment(ewa, f"@Bartek Próbna znowu {n}", at=hours(n))
    assert len(letters()) == 1
    for hour in (6, 12, 23.9):
        clock(hour)
        mentions.send_collected()
    assert len(letters()) == 1
    clock(24)
    mentions.send_collected()
    mentions.send_collected()
    assert len(letters()) == 2
    assert all(title in letters()[1].text for title in ("Debaty przy wspólnym stole", "Drugie działanie"))
    assert not Mention.objects.filter(told_at=None).exists()
    other.comment(anna, "@Bartek Próbna tego samego dnia", at=hours(30))
    assert len(letters()) == 2
    clock(48)
    mentions.send_collected()
    assert len(letters()) == 3
    clock(100)
    mentions.send_collected()
    assert len(letters()) == 3
    other.comment(anna, "@Bartek Próbna po przerwie", at=hours(101))
    assert len(letters()) == 4


def test_a_mention_of_oneself_and_the_same_person_twice(anna, bartek, make_action):
    action = make_action()
    action.comment(anna, "@Anna Próbna i @Bartek Próbna, i @Bartek Próbna")
    assert [letter.to for letter in letters()] == [bartek.email]
    assert Mention.objects.count() == 2


def test_an_edit_tells_only_those_who_are_new_in_it(anna, bartek, ewa, make_action):
    action = make_action()
    comment = action.comment(anna, "@Bartek Próbna", at=hours(0))
    action.revise_comment(anna, comment.pk, "@Bartek Próbna i @Ewa Próbna", at=hours(30))
    assert [letter.to for letter in letters()] == [bartek.email, ewa.email]
    action.revise_comment(anna, comment.pk, "Już nikogo", at=hours(31))
    assert not Mention.objects.exists()


@pytest.mark.parametrize("change", ["left", "inactive", "no address", "deleted", "hidden", "not wanted", "unpublished"])
def test_nobody_is_told_of_what_they_cannot_see(anna, bartek, ewa, roadmap, make_action, clock, change):
    action = make_action()
    action.comment(anna, "@Bartek Próbna", at=hours(0))
    comment = action.comment(anna, "@Bartek Próbna, jeszcze coś", at=hours(1))
    if change == "left":
        bartek.memberships.update(status="ended")
    elif change == "inactive":
        type(bartek).objects.filter(pk=bartek.pk).update(is_active=False)
    elif change == "no address":
        type(bartek).objects.filter(pk=bartek.pk).update(email=None)
    elif change == "deleted":
        action.delete_comment(anna, comment.pk)
    elif change == "hidden":
        action.hide_comment(ewa, comment.pk, "Dane osobowe")
    elif change == "unpublished":
        roadmap.page.unpublish()
    else:
        MentionNotice.objects.set_wanted(bartek, False)
    clock(25)
    mentions.send_collected()
    assert len(letters()) == 1
    assert not Mention.objects.filter(told_at=None).exists()


# ways to stop it


def test_the_link_of_the_mail_stops_it_without_signing_in_and_names_nobody(anna, bartek, make_action):
    stranger, address = Client(), mentions.stop_link(bartek)
    page = stranger.get(address)
    assert page.status_code == 200 and "Wyłącz te wiadomości" in page.text and "Bartek" not in page.text
    assert MentionNotice.objects.wanted_by(bartek)  # reading alone stops nothing
    assert stranger.post(address, {"wanted": "0"}).status_code == 302
    assert not MentionNotice.objects.wanted_by(bartek)
    make_action().comment(anna, "@Bartek Próbna")
    assert letters() == []
    assert "Włącz te wiadomości" in stranger.get(address).text
    stranger.post(address, {"wanted": "1"})
    assert MentionNotice.objects.wanted_by(bartek)


@pytest.mark.parametrize("token", ["x", "MQ:abc:def", "wzor"])
def test_a_link_that_was_not_signed_is_404(db, client, token):
    assert client.get(f"/dzialania/wspomnienia/{token}/").status_code == 404


def test_the_switch_stands_on_ones_own_account(anna, jan, as_user, client):
    member = as_user(anna)
    assert "Wyłącz te wiadomości" in member.get("/konto/").text
    assert member.post("/dzialania/wspomnienia/", {"wanted": "0"}).url == "/konto/"
    assert not MentionNotice.objects.wanted_by(anna)
    assert "Włącz te wiadomości" in member.get("/konto/").text
    assert "te wiadomości" not in as_user(jan).get("/konto/").text
    assert client.post("/dzialania/wspomnienia/", {"wanted": "0"}).status_code == 403

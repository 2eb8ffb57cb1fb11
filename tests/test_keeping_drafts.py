"""What somebody types survives a lost connection, an expired session and a closed tab, on that device only."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from roadmaps.rules.drafts import draft_key

browser = pytest.mark.browser
STORED = "Object.keys(localStorage).filter((key) => key.startsWith('tekst:')).length"


def test_the_key_of_a_draft_is_the_persons_own_and_tells_nothing(anna, bartek, client, as_user, make_action):
    action = make_action()
    assert draft_key(anna, "edycja-1") == draft_key(anna, "edycja-1") != draft_key(bartek, "edycja-1")
    keys = {}
    for person in (anna, bartek):
        html = as_user(person).get(f"/dzialania/{action.pk}/edycja/").content.decode()
        keys[person] = re.search(r'data-draft="(tekst:[0-9a-f]{20}:edycja-\d+)"', html)[1]
    assert keys[anna] != keys[bartek]
    assert "data-draft" not in client.get(action.get_absolute_url()).content.decode()


def test_signing_out_clears_what_the_device_keeps(anna, as_user, client):
    answer = as_user(anna).post("/konto/wylogowanie/")
    assert answer.status_code == 302 and answer["Clear-Site-Data"] == '"storage"'
    assert "data-sign-out" in as_user(anna).get("/konto/wylogowanie/").content.decode()
    assert "Clear-Site-Data" not in as_user(anna).get("/konto/wylogowanie/")


def test_signing_out_is_confirmed_once_and_giving_up_a_sign_in_is_not(anna, as_user, client, home):
    annas = as_user(anna)
    assert "Wylogowano" in annas.post("/konto/wylogowanie/", follow=True).content.decode()
    assert "Wylogowano" not in annas.get("/").content.decode()
    assert "Wylogowano" not in client.post("/konto/wylogowanie/", follow=True).content.decode()


def test_the_privacy_page_says_what_the_device_keeps(client, home):
    text = client.get("/polityka-prywatnosci/").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "tekst:…" in text and "po 14 dniach" in text


@browser
@pytest.mark.django_db(transaction=True)
def test_a_closed_tab_and_a_lost_connection_lose_nothing(anna, bartek, make_action, new_page, server, sign_in_as):
    action = make_action(goal="Zgoda.")
    page = new_page()
    page.expects(403, "failed request", "Failed to load resource")
    sign_in_as(page, anna)
    address = f"{server}/dzialania/{action.pk}/edycja/"
    page.goto(address)
    page.get_by_label("Opis", exact=True).fill("Pięć rozmów w roku.")
    page.get_by_role("group", name="Osoby odpowiedzialne").get_by_label("Bartek Próbna").check()
    page.goto("about:blank")  # the tab is closed

    action.revise(bartek, 1, goal="Zgoda mimo różnic.")
    page.goto(address)
    expect(page.get_by_text("Przywróciliśmy niezapisany tekst")).to_be_visible()
    expect(page.get_by_label("Opis", exact=True)).to_have_value("Pięć rozmów w roku.")
    expect(page.locator('input[name="base"]')).to_have_value("1")  # where that edit began
    page.context.set_offline(True)
    page.get_by_role("button", name="Zapisz").click(no_wait_after=True)
    expect(page.get_by_role("alert")).to_have_text("Nie ma połączenia. Nic nie przepadło, spróbuj jeszcze raz.")
    page.context.set_offline(False)

    # meanwhile the session has expired: the way to sign in leads back to the form with the text
    Session.objects.all().delete()
    page.goto(address)
    expect(page.get_by_role("main").get_by_role("link", name="Zaloguj się")).to_be_visible()
    sign_in_as(page, bartek)
    page.goto(address)
    expect(page.get_by_label("Opis", exact=True)).to_have_value("Cztery rozmowy w roku.")
    sign_in_as(page, anna)
    page.goto(address)
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.get_by_role("button", name="Zapisz").click()
    expect(page.get_by_text("Zmiana została zapisana")).to_be_visible()
    body = sent.value.post_data
    assert 'name="description"' in body or "description=" in body
    assert "goal" not in body and "title" not in body  # only what was changed
    action.refresh_from_db()
    assert (action.description, action.goal) == ("Pięć rozmów w roku.", "Zgoda mimo różnic.")
    assert list(action.responsible_members.all()) == [bartek]
    page.wait_for_load_state("load")  # the message stands there before the script that forgets
    assert page.evaluate(STORED) == 0


@browser
@pytest.mark.django_db(transaction=True)
def test_a_kept_text_is_put_aside_or_goes_with_the_session_or_with_time(
    anna, make_action, new_page, server, sign_in_as, roadmap
):
    action = make_action()
    page = new_page()
    sign_in_as(page, anna)
    address = f"{server}/dzialania/{action.pk}/edycja/"
    page.goto(address)
    page.get_by_label("Tytuł").fill("Rozmowy przy stole")
    page.goto(address)
    page.get_by_role("button", name="Odrzuć").click()
    expect(page.get_by_label("Tytuł")).to_have_value(action.title)
    assert page.evaluate(STORED) == 0

    page.goto(f"{server}{action.get_absolute_url()}")
    page.get_by_role("textbox", name="Komentarz").fill("Kto policzy koszty?")
    page.reload()
    expect(page.get_by_role("textbox", name="Komentarz")).to_have_value("Kto policzy koszty?")
    old = "const key = Object.keys(localStorage)[0], it = JSON.parse(localStorage[key]);"
    page.evaluate(f"{old} localStorage[key] = JSON.stringify({{...it, at: it.at - 15 * 864e5}})")
    page.reload()
    expect(page.get_by_role("textbox", name="Komentarz")).to_have_value("")

    page.goto(f"{server}{roadmap.page.url}")
    page.get_by_role("button", name="Dodaj działanie").click()
    page.get_by_label("Tytuł").fill("Spacery po dzielnicach")
    page.reload()
    page.get_by_role("button", name="Dodaj działanie").click()
    expect(page.get_by_label("Tytuł")).to_have_value("Spacery po dzielnicach")
    page.get_by_label("Opis", exact=True).fill("Pytamy, co poprawić.")
    page.get_by_role("button", name="Zapisz").click()
    expect(page.get_by_role("article", name="Spacery po dzielnicach")).to_be_visible()
    assert page.evaluate(STORED) == 0

    page.goto(f"{server}{action.get_absolute_url()}")
    page.get_by_role("textbox", name="Komentarz").fill("Nie dla innych.")
    assert page.evaluate(STORED) == 1
    page.goto(f"{server}/konto/wylogowanie/")
    page.get_by_role("main").get_by_role("button", name="Wyloguj się").click()
    expect(page.get_by_role("link", name="Zaloguj się").first).to_be_attached()
    page.wait_for_load_state("load")
    assert page.evaluate(STORED) == 0

"""Forms under real fingers: pressing twice, Enter, a net that is gone, a fault of ours, a session that has ended."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from roadmaps.models import Action, Support
from tests.test_every_form import FAULT, OFFLINE

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]
LOST = "Sesja wygasła. Twój tekst czeka. Zaloguj się"


@pytest.fixture
def board(roadmap, server):
    return f"{server}{roadmap.page.url}"


@pytest.fixture
def member(new_page, sign_in_as, anna):
    page = new_page()
    page.expects(403, 500, "failed request", "Failed to load resource", "htmx: htmx:error", "Autofocus")
    sign_in_as(page, anna)
    return page


def test_two_quick_presses_vote_once_and_trouble_is_told_beside_the_button(member, board, make_action, anna):
    action = make_action()
    member.goto(board)
    vote = member.get_by_role("button", name=f"Popieram: {action.title}")
    vote.click(no_wait_after=True)
    vote.click(no_wait_after=True, delay=0)
    expect(vote).to_have_attribute("aria-pressed", "true")
    member.wait_for_timeout(450)
    assert Support.objects.filter(by=anna).count() == 1

    told = member.get_by_role("article").get_by_role("alert")
    member.context.set_offline(True)
    vote.click()
    expect(told).to_have_text(OFFLINE)
    expect(vote).not_to_have_attribute("aria-busy", re.compile("."))
    member.context.set_offline(False)
    member.wait_for_timeout(450)
    member.route("**/glos/", lambda route: route.fulfill(status=500, content_type="text/html", body=FAULT))
    vote.click()
    expect(told).to_contain_text("Numer błędu: AB12CD34")
    member.unroute_all()
    Session.objects.all().delete()
    member.wait_for_timeout(450)
    vote.click()
    expect(told).to_have_text(LOST)
    expect(told.get_by_role("link")).to_have_attribute("href", re.compile(f"next=.*dzialanie-{action.pk}$"))
    expect(vote).to_have_attribute("aria-pressed", "true")  # nothing was reloaded


def test_a_new_action_survives_the_net_and_the_session_and_goes_where_enter_says(
    member, board, roadmap, anna, sign_in_as
):
    member.goto(f"{board}?dodaj=1#dodaj")
    title, text = member.get_by_label("Tytuł"), member.get_by_label("Opis", exact=True)
    expect(title).to_be_focused()
    member.keyboard.type("Ławki jn?/")  # letters, and no shortcuts
    text.fill("Pięć ławek.")
    member.context.set_offline(True)
    member.get_by_role("button", name="Zapisz").click()
    told = member.locator("#dodaj").get_by_role("alert")
    expect(told).to_have_text(OFFLINE)
    member.context.set_offline(False)
    expect(title).to_have_value("Ławki jn?/")

    Session.objects.all().delete()
    member.wait_for_timeout(450)
    text.focus()
    text.press("Control+Enter")
    expect(told).to_have_text(LOST)
    way = told.get_by_role("link").get_attribute("href")
    assert way.startswith("/konto/logowanie/?next=")
    sign_in_as(member, anna)
    member.goto(board.removesuffix(roadmap.page.url) + way)  # whoever is signed in is led on
    expect(text).to_have_value("Pięć ławek.")
    expect(text).to_be_focused()

    title.press("Escape")
    expect(member.get_by_role("button", name="Dodaj działanie")).to_be_focused()
    member.keyboard.press("Enter")
    expect(title).to_have_value("Ławki jn?/")  # put away, not lost
    member.get_by_role("button", name="Anuluj").click()
    member.get_by_role("button", name="Dodaj działanie").click()
    expect(title).to_have_value("")
    member.get_by_role("button", name="Przywróć").click()
    expect(title).to_have_value("Ławki jn?/")
    title.press("Enter")
    expect(member.get_by_role("article", name="Ławki jn?/")).to_be_visible()
    assert Action.objects.count() == 1


def test_a_double_click_without_a_script_adds_one_action_and_leads_to_it(
    new_page, board, sign_in_as, anna, roadmap, monkeypatch
):
    monkeypatch.setattr("portal.serving.form_tokens.PATIENCE", 9)  # a busy machine takes its time
    page = new_page(java_script_enabled=False)
    sign_in_as(page, anna)
    page.goto(f"{board}?dodaj=1#dodaj")
    page.get_by_label("Opis", exact=True).fill("Pięć ławek.")
    page.get_by_label("Tytuł").fill("Ławki w cieniu")
    page.get_by_role("button", name="Zapisz").dblclick()
    expect(page.get_by_role("article", name="Ławki w cieniu")).to_be_visible()
    expect(page.get_by_text("Dodano działanie")).to_be_visible()
    assert Action.objects.count() == 1
    page.goto(f"{board}?dodaj=1#dodaj")
    page.get_by_label("Opis", exact=True).fill("Pięć ławek.")
    page.get_by_label("Tytuł").fill("Druga sprawa")
    page.get_by_label("Tytuł").press("Enter")
    expect(page.get_by_role("article", name="Druga sprawa")).to_be_visible()


def test_a_page_of_its_own_comes_back_with_its_text_after_signing_in(member, server, make_action, anna, sign_in_as):
    action = make_action(state="agreed")
    address = f"{server}/dzialania/{action.pk}/zastrzezenie/"
    member.goto(address)
    field = member.get_by_role("textbox", name="Zastrzeżenie")
    field.fill("Za drogo, a sala za mała.")
    Session.objects.all().delete()
    member.get_by_role("button", name="Zapisz").click()
    main = member.get_by_role("main")
    expect(main.or_(member.get_by_role("alert")).get_by_text("Sesja wygasła. Twój tekst czeka.").first).to_be_visible()
    way = main.get_by_role("link", name="Zaloguj się").get_attribute("href")
    sign_in_as(member, anna)
    member.goto(server + way)
    expect(member).to_have_url(address)
    expect(field).to_have_value("Za drogo, a sala za mała.")
    expect(field).to_be_focused()

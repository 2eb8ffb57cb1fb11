"""Whoever fills in a declaration in a browser is helped while typing, and finds a draft again if they asked for it."""

import pytest
from playwright.sync_api import expect

from tests import stories
from tests.stories import declare

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
two_groups = stories.two_groups


@pytest.mark.any_engine
def test_a_draft_is_kept_only_when_asked_for_and_gone_once_sent(two_groups, server, page, mailoutbox):
    page.goto(server + "/deklaracja/")
    page.get_by_label("Imię", exact=True).fill("Maria")
    page.reload()
    expect(page.get_by_label("Imię", exact=True)).to_have_value("")
    page.get_by_label("Imię", exact=True).fill("Maria")
    page.get_by_role("checkbox", name="Zachowaj szkic na tym urządzeniu").check()
    page.get_by_role("checkbox", name="Kooperacja").check()
    page.reload()
    expect(page.get_by_label("Imię", exact=True)).to_have_value("Maria")
    expect(page.get_by_role("checkbox", name="Kooperacja")).to_be_checked()
    page.get_by_role("button", name="Usuń szkic").click()
    expect(page.get_by_label("Imię", exact=True)).to_have_value("")
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("checkbox", name="Zachowaj szkic na tym urządzeniu").check()
    page.evaluate("localStorage.setItem('szkic-deklaracji', JSON.stringify({call: 'nabor', at: 1, answers: []}))")
    page.reload()  # older than a day
    expect(page.get_by_role("checkbox", name="Zachowaj szkic na tym urządzeniu")).not_to_be_checked()
    page.get_by_role("checkbox", name="Zachowaj szkic na tym urządzeniu").check()
    page.get_by_label("Imię", exact=True).fill("Maria")
    assert page.evaluate("localStorage.length") == 1
    declare(page, server, "maria@example.org", "Edukacja")
    page.wait_for_load_state()  # and the script has run
    assert page.evaluate("localStorage.length") == 0
    page.go_back()  # whoever comes to this computer next reads nothing
    expect(page.get_by_label("Nazwisko", exact=True)).to_have_value("")


@pytest.mark.any_engine
def test_a_field_is_looked_at_when_it_is_left_and_focus_stays(two_groups, server, page):
    page.goto(server + "/deklaracja/")
    page.get_by_label("Numer telefonu").fill("123")
    page.keyboard.press("Tab")
    following = page.evaluate("document.activeElement.id")
    assert following.startswith("id_") and following != "id_phone"
    expect(page.locator("#id_phone_error")).to_contain_text("9")
    expect(page.locator(f"#{following}")).to_be_focused()
    page.get_by_label("Numer telefonu").fill("600 000 000")
    page.keyboard.press("Tab")
    expect(page.locator("#id_phone_error")).to_have_count(0)
    page.get_by_label("Imię", exact=True).focus()
    page.keyboard.press("Tab")
    expect(page.locator(".field.bad")).to_have_count(0)  # what is still empty is nobody's fault
    page.get_by_label("Co chcę wnieść do prac grupy").fill("a" * 900)
    expect(page.locator(".left[aria-live=polite]").first).to_have_text("Pozostało znaków: 100")


@pytest.mark.any_engine
def test_whoever_types_on_is_not_told_what_was_wrong_before(two_groups, server, page):
    page.goto(server + "/deklaracja/")
    page.route("**/pole/phone/", lambda route: None)  # a slow network
    field = page.get_by_label("Numer telefonu")
    field.fill("123")
    page.keyboard.press("Tab")
    field.focus()
    with page.expect_event("requestfailed"):
        field.press_sequentially("456")
    page.unroute("**/pole/phone/")
    expect(field).to_have_value("123456")
    expect(page.locator("#id_phone_error")).to_have_count(0)
    with page.expect_response("**/pole/phone/"):
        page.keyboard.press("Tab")
    expect(page.locator("#id_phone_error")).to_contain_text("9")

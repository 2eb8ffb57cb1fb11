"""Coordinators work on the desk in a browser: by keyboard, and with fingers."""

import pytest
from playwright.sync_api import expect

from tests import on_the_desk
from tests.on_the_desk import DESK

log = on_the_desk.log


@pytest.mark.browser
def test_a_coordinator_decides_by_keyboard_without_leaving_the_page(
    transactional_db, make_declaration, ewa, group, server, page, sign_in_as, axe
):
    first, second = make_declaration("jan"), make_declaration("ola")
    sign_in_as(page, ewa)
    page.goto(f"{server}{DESK}{first.code}/")
    axe(page, ".desk")
    page.keyboard.press("w")
    page.keyboard.press("Enter")
    expect(page.locator("#sprawa h2 .w-status").first).to_have_text("rozpatrywana")
    expect(page.locator("[data-news]")).to_be_focused()  # the button that was pressed is gone
    page.keyboard.press("u")
    page.keyboard.type("Jaka jest rola? o p")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".desk-request")).to_contain_text("Jaka jest rola? o p")
    page.get_by_label("Nowa notatka").fill("Zadzwonić.")
    page.get_by_role("button", name="Dodaj notatkę").click()
    expect(page.locator(".desk-history")).to_contain_text("Zadzwonić.")
    expect(page.get_by_label("Nowa notatka")).to_have_value("")  # one press more writes no second one
    page.get_by_label("Nowa notatka").fill("Jeszcze nie wysłana")
    page.locator(":focus").evaluate_all("all => all.forEach(it => it.blur())")
    page.keyboard.press("o")
    expect(page.get_by_label("Powód")).to_be_focused()
    page.expects(422)
    page.get_by_role("button", name="Nie przyjmuj do grupy Edukacja").click()
    expect(page.get_by_role("alert")).to_contain_text("Podaj uzasadnienie")
    expect(page.get_by_label("Nowa notatka")).to_have_value("Jeszcze nie wysłana")
    page.locator(":focus").evaluate("it => it.blur()")
    page.keyboard.press("p")
    page.keyboard.press("Enter")
    expect(page.locator(".desk-choice .w-status")).to_have_text("przyjęta")
    assert page.url.endswith(f"{first.code}/")
    expect(page.locator("[data-news]")).to_be_focused()
    expect(page.locator("[data-news]")).to_contain_text("Przyjęto do grupy „Edukacja”")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog")
    expect(keys.get_by_role("row", name="Poproś o uzupełnienie u")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{second.code}/")


@pytest.mark.browser
def test_fingers_hit_the_desk_and_a_led_to_field_keeps_its_label(
    transactional_db, make_declaration, ewa, group, server, new_page, sign_in_as
):
    declaration = make_declaration()
    make_declaration("ola")
    page = new_page(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    sign_in_as(page, ewa)
    page.goto(f"{server}{DESK}")
    everything, boxes = page.get_by_label("Zaznacz wszystkie"), page.locator("[name=code]")
    everything.tap()
    assert boxes.evaluate_all("(all) => all.map((box) => box.checked)") == [True, True]
    boxes.first.tap()
    expect(everything).to_be_checked(indeterminate=True)
    for address in (DESK, f"{DESK}{declaration.code}/"):
        page.goto(f"{server}{address}")
        pressed = page.locator("main").locator(".button, .desk-buttons a, .desk-facts a, .desk summary")
        low = "(all) => all.filter((it) => it.checkVisibility() && it.getBoundingClientRect().height < 44)"
        assert pressed.evaluate_all(f"{low}.map((it) => it.textContent)") == []
    page.locator("summary", has_text="Nie przyjmuj").tap()
    page.expects(422)
    page.get_by_role("button", name="Nie przyjmuj do grupy").tap()
    page.get_by_role("alert").get_by_role("link").tap()
    expect(page.get_by_label("Uzasadnienie")).to_be_focused()
    header = page.locator(".w-slim-header").first.bounding_box()
    label = page.locator("label", has_text="Uzasadnienie").bounding_box()
    assert label["y"] >= header["y"] + header["height"]

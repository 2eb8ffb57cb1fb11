"""Two members and a visitor in three browsers: what one does on a board the others find, and no name of a supporter."""

import re

import pytest
from playwright.sync_api import expect

from roadmaps.models import Action
from tests.browser import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Sąsiedzka naprawialnia rowerów"
NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_two_members_work_on_one_action_and_a_visitor_watches(
    group, roadmap, anna, bartek, server, new_page, sign_in_as, javascript
):
    board = server + roadmap.page.url
    first = new_page(java_script_enabled=javascript)
    second = new_page(java_script_enabled=javascript, viewport=PHONE)
    visitor = new_page(java_script_enabled=javascript)
    sign_in_as(first, anna)
    sign_in_as(second, bartek)

    # one proposes
    first.goto(board)
    first.get_by_role("button", name="Dodaj działanie").click()
    first.get_by_label("Tytuł").fill(TITLE)
    first.get_by_label("Opis", exact=True).fill("Raz w miesiącu naprawiamy rowery. Narzędzia są w bibliotece.")
    first.get_by_role("button", name="Zapisz").click()
    expect(first.get_by_role("region", name="Propozycje").get_by_role("article", name=TITLE)).to_be_visible()
    action = server + Action.objects.get().get_absolute_url()

    # the other supports
    second.goto(board)
    second.get_by_role("button", name=f"Popieram: {TITLE}").click()
    expect(second.get_by_role("button", name=f"Popieram: {TITLE}")).to_have_attribute("aria-pressed", "true")
    expect(second.get_by_role("article", name=TITLE)).to_contain_text(f"1{NBSP}głos")

    def both_edit():
        for page in (first, second):
            page.goto(board)
            page.get_by_role("button", name=f"Edytuj: {TITLE}").click()

    def save(page):
        page.get_by_role("button", name="Zapisz").click()
        expect(page.get_by_role("article", name=TITLE)).to_contain_text("Zapisane.")  # at its card, on the board

    def more_fields(page):
        if not page.get_by_label("Odbiorcy").is_visible():
            page.get_by_text("Więcej pól").click()

    # both edit at the same time, different fields: both are kept
    both_edit()
    more_fields(first)
    first.get_by_label("Odbiorcy").fill("mieszkanki i mieszkańcy osiedla")
    save(first)
    more_fields(second)
    second.get_by_label("Wskaźnik").fill("40 naprawionych rowerów")
    save(second)
    second.goto(action)
    for words in ("mieszkanki i mieszkańcy osiedla", "40 naprawionych rowerów"):
        expect(second.get_by_role("main")).to_contain_text(re.compile(words.replace(" ", r"\s")))

    # and the same sentence: the late one sees both texts, and nothing is lost
    both_edit()
    first.get_by_label("Opis", exact=True).fill("Dwa razy w miesiącu naprawiamy rowery. Narzędzia są w bibliotece.")
    save(first)
    second.get_by_label("Opis", exact=True).fill("Raz w tygodniu naprawiamy rowery. Narzędzia są w bibliotece.")
    second.expects(409)
    second.get_by_role("button", name="Zapisz").click()
    expect(second.get_by_role("dialog" if javascript else "main")).to_contain_text(
        "Tekst zmienił się przed Twoim zapisem"
    )
    sides = second.get_by_role("table", name="Oba teksty obok siebie")
    for words in ("Dwa razy", "tygodniu"):
        expect(sides).to_contain_text(words)
    draft = second.get_by_label("Opis", exact=True)
    expect(draft).to_have_value(re.compile("Dwa razy.*tygodniu|tygodniu.*Dwa razy", re.DOTALL))
    draft.fill("Dwa razy w tygodniu naprawiamy rowery. Narzędzia są w bibliotece.")
    save(second)
    second.goto(action)
    expect(second.get_by_role("main")).to_contain_text(f"Dwa razy w{NBSP}tygodniu naprawiamy rowery.")

    # one moves it, comments and objects
    first.goto(board)
    first.get_by_role("button", name=f"Przenieś: {TITLE}").click()
    first.get_by_role("button", name="W dyskusji").click()
    expect(first.get_by_role("region", name="W dyskusji").get_by_role("article", name=TITLE)).to_be_visible()
    first.goto(action)
    first.get_by_role("textbox", name="Komentarz").fill("Kto policzy koszty?")
    first.get_by_label("Rodzaj").select_option("question")
    first.get_by_role("button", name="Dodaj komentarz").click()
    expect(first.get_by_role("region", name="Dyskusja")).to_contain_text("Kto policzy koszty?")
    first.get_by_role("button", name=f"Mam zastrzeżenie: {TITLE}").click()
    first.get_by_role("textbox").and_(first.locator("[name=reason]")).fill("Brakuje osoby z uprawnieniami.")
    first.locator("form").filter(has=first.locator("[name=reason]")).get_by_role("button", name="Zapisz").click()
    expect(first.get_by_role("region", name="Dyskusja")).to_contain_text("Brakuje osoby")

    # the other drops it, and thinks better of it
    second.goto(action)
    expect(second.get_by_role("region", name="Dyskusja")).to_contain_text("Brakuje osoby")
    second.get_by_role("button", name=f"Zaniechaj: {TITLE}").click()
    second.get_by_label("Powód").fill("Nie ma warsztatu.")
    second.get_by_role("button", name="Zaniechaj", exact=True).click()
    second.wait_for_load_state("networkidle")
    second.goto(action)
    expect(second.get_by_role("main")).to_contain_text("Nie ma warsztatu.")
    second.get_by_role("button", name=f"Cofnij: {TITLE}").first.click()
    second.goto(board + "?stan=w-dyskusji")
    expect(second.get_by_role("region", name="W dyskusji").get_by_role("article", name=TITLE)).to_be_visible()

    # the visitor sees all of it, without the names and the reasons that are not public
    visitor.goto(board)
    card = visitor.get_by_role("region", name="W dyskusji").get_by_role("article", name=TITLE)
    expect(card).to_contain_text(f"1{NBSP}głos")
    card.get_by_role("link", name=TITLE).click()
    page = visitor.get_by_role("main")
    for words in ("Dwa razy", "Kto policzy koszty?", f"1{NBSP}zastrzeżenie", "Nie ma warsztatu.", "40"):
        expect(page).to_contain_text(words)
    expect(visitor.get_by_role("region", name="Historia")).to_contain_text("Zaniechane")
    seen = visitor.content()
    assert not any(name in seen for name in ("Anna", "Bartek", "Próbna", "Brakuje osoby", "Raz w tygodniu"))
    expect(visitor.get_by_role("button", name=f"Popieram: {TITLE}")).to_have_count(0)

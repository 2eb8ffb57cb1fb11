"""People who use no mouse: they see where they are, reach everything, and get back out of what they open."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from tests.browser import PHONE, WIDE
from tests.thorough import sample

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(transactional_db, group, other_group, make_action):
    """A small site: two groups, three actions."""
    for title in ("Lekcje o wolontariacie w szkołach", "Radomski Tydzień Wolontariatu", "Spółdzielnia w sąsiedztwie"):
        make_action(title)


def test_the_skip_link_comes_first_and_leads_past_the_menu(site, group, server, page):
    page.goto(server + group.url)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Przejdź do treści")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_on_a_phone_the_menu_opens_and_gives_focus_back(site, server, new_page):
    page = new_page(viewport=PHONE)
    page.goto(server + "/")
    button = page.get_by_role("button", name="Menu", exact=True)
    ways = page.get_by_role("navigation", name="Główna")
    expect(ways).to_be_hidden()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(button).to_be_focused()

    page.keyboard.press("Enter")
    expect(ways).to_be_visible()
    page.keyboard.press("Escape")
    expect(ways).to_be_hidden()
    expect(button).to_be_focused()

    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Zamknij menu")).to_be_focused()
    page.keyboard.press("Enter")
    expect(ways).to_be_hidden()
    expect(button).to_be_focused()

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Grupy")
    page.keyboard.press("Enter")
    page.wait_for_url("**/grupy/")


def test_the_lists_are_filtered_by_group(site, server, page):
    page.goto(server + "/aktualnosci/")
    chips = page.get_by_role("navigation", name="Według grupy")
    chips.get_by_role("link", name="Wszystkie grupy").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/aktualnosci/?grupa=edukacja")
    expect(chips.locator("[aria-current]")).to_have_text("1 Edukacja")


def test_whoever_tabs_always_sees_where_they_are(transactional_db, server, new_page, subtests):
    call_command("demo", verbosity=0)
    group = "/grupy/edukacja-obywatelska/"
    addresses = ["/", group, f"{group}mapa-drogowa/", "/spotkania/", "/szukaj/?q=grupa", "/deklaracja/", "/nie-ma/"]
    for size in (WIDE, PHONE):
        page = new_page(viewport=size, reduced_motion="reduce")  # so nothing is still on its way
        page.expects(404)
        for address in sample(addresses, f"tabbing at {size['width']}", one_in=3):
            with subtests.test(address=address, width=size["width"]):
                page.goto(server + address)
                for _ in range(45):
                    page.keyboard.press("Tab")
                    here = page.evaluate(WHERE)
                    if here is None:
                        break  # past the last one
                    assert here["marked"], f"no mark on {here['name']}"
                    assert here["seen"], f"something lies over {here['name']}"
                    assert here["over"] == [], f"the ring of {here['name']} lies over what others say"


# a ring, or (in the field of a form) the ring of the browser; and nothing on top of its middle
WHERE = """() => {
  const it = document.activeElement;
  if (it === document.body) return null;
  const box = [...it.getClientRects()].find((box) => box.width && box.height) ?? it.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const top = document.elementFromPoint(x, y);
  const label = it.closest("label");
  const look = getComputedStyle(it);
  // what others say under the ring of a box, without the tails of letters; a link in a sentence stands close to it
  const [near, wide] = [parseFloat(look.outlineOffset), parseFloat(look.outlineWidth)];
  const far = near + wide;
  const meets = (a) =>
    a.left < box.right + far && a.right > box.left - far && a.top < box.bottom + far && a.bottom > box.top - far;
  const says = (element) => element.checkVisibility() && [...element.childNodes].some((node) => node.data?.trim());
  const over = look.display === "inline" ? [] : [...document.querySelectorAll("main dt, main p, main time, main h2")]
    .filter((other) => says(other) && !other.contains(it) && !it.contains(other))
    .filter((other) => {
      const { left, right, top, bottom } = other.getBoundingClientRect();
      return meets({ left, right, top: top + 8, bottom: bottom - 8 });
    })
    .map((other) => other.textContent.trim().slice(0, 40));
  return {
    over,
    name: it.outerHTML.slice(0, 120),
    marked: look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2,
    seen: !!top && (it.contains(top) || top.contains(it) || !!label?.contains(top)),
  };
}"""


def test_suggestions_are_walked_with_arrows_and_put_away_with_escape(site, server, page):
    page.goto(server + "/szukaj/")
    field = page.get_by_role("searchbox", name="Szukaj")
    field.focus()
    page.keyboard.type("wolont")
    offered = page.locator("#podpowiedzi a")
    expect(offered).not_to_have_count(0)
    expect(page.locator("#ile-podpowiedzi")).to_contain_text("strzałka w\N{NO-BREAK SPACE}dół prowadzi do nich")
    number = offered.count()

    for place in range(number):
        page.keyboard.press("ArrowDown")
        expect(offered.nth(place)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(offered.last).to_be_focused()

    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    expect(field).to_have_value("wolont")
    expect(offered.first).to_be_hidden()

    page.keyboard.type("a")
    expect(offered.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    chosen = offered.first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{chosen}")


def test_suggestions_leave_with_focus_and_the_form_searches(site, server, page):
    page.goto(server + "/szukaj/")
    field = page.get_by_role("searchbox", name="Szukaj")
    field.focus()
    page.keyboard.type("zzzxq")
    expect(page.locator("#ile-podpowiedzi")).to_have_text("Brak podpowiedzi")
    field.fill("wolont")
    expect(page.locator("#podpowiedzi a").first).to_be_visible()
    page.get_by_label("Rodzaj").focus()
    expect(page.locator("#podpowiedzi a").first).to_be_hidden()
    field.fill("wolontariat")
    page.keyboard.press("Enter")
    page.wait_for_url("**/szukaj/?q=wolontariat**")
    expect(page.get_by_text("Znaleziono")).to_be_visible()


def test_search_needs_no_script(site, server, new_page):
    page = new_page(java_script_enabled=False)
    page.goto(server + "/")
    page.get_by_role("searchbox", name="Szukaj").fill("spoldzielniami")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Znaleziono")).to_be_visible()
    page.get_by_label("Rodzaj").select_option("action")
    page.get_by_role("button", name="Zawęź wyniki").click()
    page.wait_for_url("**rodzaj=action**")
    expect(page.locator("#podpowiedzi")).to_be_hidden()

"""Every page once on a touch phone: its heading is there, nothing scrolls sideways, axe finds nothing.

A touch phone is not a narrow window: it has no hovering, and what the style says about that holds for nobody else.
"""

import pytest

from roadmaps.out.mentions import stop_link
from signup.people.sign_in import entry_link
from tests.browser import AT_REST, PHONE
from tests.one_of_each import world  # noqa: F401  one of each thing, and where it is
from tests.test_rights import PREFIXES, ROLES, TABLE
from tests.thorough import sample

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]

READERS = "VAE"  # a visitor, a member, a coordinator
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def readings():
    """(address, role) of all that is read, first as whoever needs the least to read it."""
    rows = [(address, "get", answers) for address, answers in PREFIXES.items()]
    rows += [(address, method, answers) for address, method, _, answers in TABLE.values()]
    once, again = [], []
    for address, method, answers in rows:
        readers = [role for role, answer in zip(ROLES, answers.split(), strict=True) if answer in {"200", "410"}]
        if method == "get":
            pairs = [(address, role) for role in READERS if role in readers]
            once += pairs[:1]
            again += pairs[1:]
    return once, again


def is_page(answer):
    return answer["Content-Type"].startswith("text/html") and b"<!doctype html" in answer.content[:200].lower()


# pairs of controls of one card that lie over each other
MEETING = """() => [...document.querySelectorAll('.card')].flatMap(card => {
  const boxes = [...card.querySelectorAll('button')].map(it => it.getBoundingClientRect());
  const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return boxes.flatMap((a, n) => boxes.slice(n + 1).filter(b => over(a, b)).map(b => [a.left, b.left]));
})"""


def test_the_words_on_a_card_break_before_they_meet(new_page, server, sign_in_as, make_action, anna):
    for title in ("Debaty przy wspólnym stole", "Spacery po dzielnicach"):
        roadmap = make_action(title).roadmap
    page = new_page(viewport=PHONE, is_mobile=True, has_touch=True)
    sign_in_as(page, anna)
    page.goto(server + roadmap.page.url)
    for width in (320, 390, 480, 560, 768, 1024, 1100, 1180, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(MEETING) == [], width
        assert page.evaluate(TOO_WIDE) == 0, width


def test_every_page_has_its_heading_on_a_touch_phone(
    new_page,
    server,
    sign_in_as,
    axe,
    as_user,
    client,
    world,  # noqa: F811
    anna,
    ewa,
    subtests,
):
    once, again = readings()
    people = {"V": None, "A": anna, "E": ewa}
    looked = 0
    for role, person in people.items():
        asking = as_user(person) if person else client
        page = new_page(viewport=PHONE, is_mobile=True, has_touch=True)
        page.expects(410, "axe.run results")  # a link that was used; what the checker of a preview tells
        if person:
            sign_in_as(page, person)
        for address, reader in once + sample(again, "touch phones", one_in=5):
            path = address.format(**world)
            if reader != role or not is_page(asking.get(path)):
                continue
            looked += 1
            with subtests.test(path, role=role):
                page.goto(server + path)
                assert page.evaluate("matchMedia('(hover: none)').matches"), "no touch screen"
                assert page.locator("h1").count() == 1
                assert page.locator("h1").is_visible(), "its heading is hidden"
                assert page.evaluate(TOO_WIDE) <= 0, "it scrolls sideways"
                if not path.startswith("/redakcja/"):
                    axe(page)  # what Wagtail draws is looked at elsewhere (test_looking.py), without hovering or with
    assert looked > 40


# what stands where the middle of the element is: itself, or what lies over it
COVERED = """it => {
  const box = it.getClientRects()[0];
  const above = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  return !(it === above || it.contains(above));
}"""
STATES = """() => [...document.querySelectorAll(".switch a > span")].map((it) => it.getBoundingClientRect())
  .filter((box) => box.width > 1).map((box) => [box.left, box.right])"""


def test_a_member_on_a_small_phone_is_led_to_nothing_that_lies_under_the_bar_of_states(
    new_page, server, sign_in_as, anna, make_action
):
    for state in ("proposed", "done"):
        make_action(f"Działanie: {state}", state=state)
    page = new_page(viewport={"width": 320, "height": 640}, is_mobile=True, has_touch=True)
    page.expects(422)
    sign_in_as(page, anna)
    board = f"{server}/grupy/edukacja/mapa-drogowa/"
    for state in ("zrealizowane", "propozycje"):
        page.goto(f"{board}?stan={state}")
        assert page.evaluate("() => { const it = document.querySelector('.switch'); return it.scrollWidth <= 320 }")
        names = page.evaluate(STATES)
        assert names and all(left >= 16 and right <= 304 for left, right in names), (state, names)
    page.locator("#dodaj-dzialanie").tap()
    form = page.locator("#dodaj form")
    form.get_by_role("button", name="Zapisz").tap()
    summary = page.get_by_role("heading", name="Popraw 2 pola")
    summary.wait_for()
    page.evaluate(AT_REST)
    assert not summary.evaluate(COVERED), "the heading of the summary is under the bar"
    page.get_by_role("link", name="Podaj tytuł").tap()
    page.evaluate(AT_REST)
    assert not form.get_by_text("Tytuł", exact=True).evaluate(COVERED), "the name of the field is under the bar"


def test_the_menu_of_a_phone_is_closed_when_its_page_comes_back(new_page, server, home):
    """A page that a browser keeps for Back comes back as it was left; here none is kept: the page is told."""
    page = new_page(viewport=PHONE, is_mobile=True, has_touch=True)
    page.goto(server)
    page.get_by_role("button", name="Menu").tap()
    page.get_by_role("button", name="Zamknij menu").wait_for()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    page.get_by_role("button", name="Zamknij menu").wait_for(state="hidden")


def test_what_a_mail_asks_for_is_pressed_without_scrolling(new_page, server, make_declaration, anna, admin):
    organisation = {
        "org_name": "Próbne " * 15,
        "org_kind": "stowarzyszenie",
        "org_role": "prezeska",
    }
    declaration = make_declaration("ola", confirmed=False, **organisation)
    asked = {
        declaration.address: "Potwierdzam deklarację",
        f"{declaration.address}wycofaj/": "Wycofuję deklarację",
        stop_link(anna): "Wyłącz te wiadomości",
        entry_link(admin): "Zaloguj się",
    }
    for width, height in ((360, 740), (390, 844)):
        page = new_page(viewport={"width": width, "height": height}, is_mobile=True, has_touch=True)
        for address, name in asked.items():
            page.goto(server + address)
            box = page.get_by_role("button", name=name, exact=True).bounding_box()
            assert box["y"] + box["height"] <= height, (address, height, box)

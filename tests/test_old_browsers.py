"""The oldest browsers we promise to (portal/serving/stylesheet.py): pages are read and forms work there too.

No such browser is at hand, so the newest one forgets what they never knew: the style sheet is served with the new
words misspelt, which a browser passes over exactly as an old one does, and what scripts could call is taken away.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from portal.serving import stylesheet
from roadmaps.models import Action, Support
from signup.models import Declaration
from tests.browser import AT_REST, PHONE, WIDE
from tests.one_of_each import world  # noqa: F401  one of each thing, and where it is
from tests.served import until
from tests.test_touch_phones import COVERED, TOO_WIDE, is_page, readings
from tests.thorough import sample

ROOT = Path(__file__).parent.parent
BOARD = "/grupy/edukacja/mapa-drogowa/"

# younger than Chrome 109, Firefox 115 or Safari 15.4, in the words of a style sheet
STYLE = [
    (r":has\(", ":was-not("),
    (r":popover-open", ":was-not"),
    (r"::details-content", "::was-not"),
    (r"\bsubgrid\b", "was-not"),
    (r"\b(color-mix|light-dark)\(", "was-not("),
    (r"@container\b", "@was-not"),
    (r"\b(field-sizing|container|container-type|text-wrap|interpolate-size) *:", "was-not:"),
    (r"""(content: *[^;{}]*?["')]) / (?=")""", r"\1 was not / "),
]
# … and in those of a script; what an element with these attributes did by itself goes with them
SCRIPT = """
for (const name of ["checkVisibility", "showPopover", "hidePopover", "togglePopover", "popover", "setHTMLUnsafe",
  "moveBefore", "closedBy", "requestClose", "popoverTargetElement", "startViewTransition", "role", "ariaLabel"]) {
  for (const kind of [Element, HTMLElement, HTMLButtonElement, HTMLDialogElement, Document, DocumentFragment]) {
    delete kind.prototype[name];
  }
}
for (const [kind, names] of [[Document, ["parseHTMLUnsafe"]], [Object, ["groupBy"]], [Map, ["groupBy"]],
  [Promise, ["withResolvers", "try"]], [Array, ["fromAsync"]], [AbortSignal, ["any", "timeout"]],
  [URL, ["canParse", "parse"]], [Array.prototype, ["toSorted", "toReversed", "toSpliced", "with"]],
  [Set.prototype, ["union", "intersection", "difference", "isSubsetOf"]]]) {
  for (const name of names) delete kind[name];
}
delete HTMLFormElement.prototype.requestSubmit;
window.FormData = class extends FormData { constructor(form) { super(form); } };
for (const name of ["querySelector", "querySelectorAll", "matches", "closest"]) {
  for (const kind of [Element, Document, DocumentFragment]) {
    const does = kind.prototype[name];
    if (does) kind.prototype[name] = function (selector) {
      if (/:has[(]|:popover-open|:open\\b/.test(selector)) throw new SyntaxError(`unknown selector: ${selector}`);
      return does.call(this, selector);
    };
  }
}
new MutationObserver(() => {
  for (const name of ["popover", "popovertarget", "closedby"]) {
    for (const it of document.querySelectorAll(`[${name}]`)) {
      if (name === "closedby") it.dataset.wasClosedby = it.getAttribute(name);
      else it.removeAttribute(name);
    }
  }
}).observe(document, { childList: true, subtree: true });
"""
# what a script of ours may not say at all, since an old browser does not even parse it, or must ask for before
SYNTAX = r"\(\?<[=!]|\bstatic \{|#\w+ in |^await |\bwith \{ type|/[dgimsuy]*v[dgimsuy]*\.(test|exec)"
CALLS = (
    r":has\(|:popover-open|\.(checkVisibility|hidePopover|showPopover|togglePopover|requestSubmit|moveBefore|toSorted|"
    r"toReversed|toSpliced|groupBy|withResolvers|setHTMLUnsafe|startViewTransition|canParse|ariaLabel|role)\b|"
    r"new FormData\([^(),]*,|AbortSignal\.(any|timeout)\b|new EditContext|navigation\."
)
# each of these is asked for in the same line, or in the one before
ASKED_FOR = {
    "desk.js": {".checkVisibility"},
    "menu.js": {".hidePopover", ":popover-open"},
}


@pytest.mark.parametrize("script", sorted((ROOT / "static" / "js").glob("*.js")), ids=lambda script: script.name)
def test_a_script_says_nothing_that_the_oldest_browsers_do_not_know(script):
    text = re.sub(r"^\s*//.*$|(?<=\s)// .*$", "", script.read_text(), flags=re.M)
    assert not re.search(SYNTAX, text, re.M), re.search(SYNTAX, text, re.M)
    called = {call[0] for call in re.finditer(CALLS, text)}
    new = called - ASKED_FOR.get(script.name, set())
    assert not new, f"ask for it before, and say so in ASKED_FOR: {new}"


@pytest.fixture
def old_page(new_page):
    """old_page(viewport=…) is a page of a visitor with such a browser; with htmx=False also without that script."""
    sheets = {}

    def style(route):
        url = route.request.url
        if url not in sheets:
            css = route.fetch().text()
            for new, unknown in STYLE:
                css = re.sub(new, unknown, css)
            sheets[url] = css
        route.fulfill(body=sheets[url], content_type="text/css; charset=utf-8")

    def make(htmx=True, **options):
        page = new_page(**options)
        page.add_init_script(SCRIPT)
        page.route(re.compile(r"/css/(site|desk)[^/]*\.css"), style)
        if not htmx:
            page.route(
                re.compile(r"/htmx[^/]*\.js"), lambda route: route.fulfill(body="", content_type="text/javascript")
            )
        return page

    return make


# texts, links and fields of which something else covers the middle
OVERLAPPING = f"""() => [...document.querySelectorAll("main :is(h1, h2, h3, a[href], button, label, input, select)")]
  .filter((it) => it.getClientRects().length && !it.closest(".visually-hidden, dialog, details:not([open])"))
  .filter((it) => getComputedStyle(it).position !== "absolute" && it.getBoundingClientRect().height > 4)
  .filter({COVERED})
  .map((it) => it.outerHTML.slice(0, 160))"""


@pytest.mark.browser
@pytest.mark.any_engine
@pytest.mark.django_db(transaction=True)
def test_pages_are_read_in_old_browsers(
    old_page,
    sign_in_as,
    server,
    axe,
    as_user,
    client,
    world,  # noqa: F811
    anna,
    subtests,
):
    once, _ = readings()
    page = old_page()
    sign_in_as(page, anna)
    asking = as_user(anna)
    always = [("/", "V"), (BOARD, "V"), ("/dzialania/{action}/", "V"), ("/deklaracja/", "V")]
    ours = [pair for pair in once if pair[1] in "VA" and not pair[0].startswith("/redakcja/") and "410" not in pair[0]]
    for address, _ in sample(ours, "old browsers", one_in=8, always=always):
        path = address.format(**world)
        if not is_page(asking.get(path)) or asking.get(path).status_code != 200:
            continue
        page.goto(server + path)
        for size, scheme in ((WIDE, "dark"), (PHONE, "light")):
            with subtests.test(path, width=size["width"]):
                page.set_viewport_size(size)
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                axe(page)
                assert page.locator("h1").is_visible()
                assert page.evaluate(TOO_WIDE) <= 0, "it scrolls sideways"
                menu = page.get_by_role("navigation", name="Główna").get_by_role("link", name="Spotkania")
                assert menu.is_visible(), "there is no way to the menu"
                page.set_viewport_size(size | {"height": 5000})  # all of it in sight
                assert page.evaluate(OVERLAPPING) == []


@pytest.mark.browser
@pytest.mark.any_engine
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("htmx", [True, False], ids=["old", "old and without htmx"])
def test_a_member_works_in_an_old_browser(htmx, old_page, sign_in_as, server, anna, make_action):
    action = make_action("Debaty przy wspólnym stole")
    page = old_page(htmx=htmx, viewport=PHONE)
    sign_in_as(page, anna)

    page.goto(server + BOARD)
    page.get_by_role("button", name="Popieram: Debaty").click()
    expect(page.get_by_role("button", name="Popieram: Debaty")).to_have_attribute("aria-pressed", "true")
    assert Support.objects.filter(action=action, by=anna).exists()

    page.get_by_role("button", name="Przenieś: Debaty").click()
    if htmx:  # a menu over the board, which a press beside it closes
        window = page.get_by_role("dialog")
        window.get_by_role("heading", level=2).first.wait_for()
        page.mouse.click(PHONE["width"] / 2, 2)
        window.wait_for(state="hidden")
        page.get_by_role("button", name="Przenieś: Debaty").click()
    page.get_by_role("button", name="W dyskusji").click()
    until(lambda: Action.objects.get(pk=action.pk).state == "discussed", 10)
    page.wait_for_load_state()
    page.goto(f"{server}{BOARD}?stan=w-dyskusji")
    page.get_by_role("article", name="Debaty").wait_for()

    page.goto(server + BOARD)
    page.locator("#dodaj-dzialanie").click()
    page.get_by_label("Tytuł", exact=True).fill("Ławka przy szkole")
    page.get_by_label("Opis", exact=True).fill("Jedna ławka w cieniu.")
    page.get_by_role("button", name="Zapisz").click()
    page.get_by_role("article", name="Ławka przy szkole").wait_for()

    page.goto(server + action.get_absolute_url())
    page.get_by_label("Komentarz", exact=True).fill("Pomogę @an")
    if htmx:
        page.get_by_label("Komentarz", exact=True).press_sequentially("n")
        page.get_by_role("group", name="Osoby z grupy").get_by_role("button").first.click()
    page.get_by_role("button", name="Dodaj komentarz").click()
    page.get_by_role("list").get_by_text("Pomogę").first.wait_for()
    page.evaluate(AT_REST)


@pytest.mark.browser
@pytest.mark.any_engine
@pytest.mark.django_db(transaction=True)
def test_an_applicant_sends_a_declaration_from_an_old_browser(old_page, server, call):
    page = old_page(viewport=PHONE)
    page.expects(422)
    page.goto(f"{server}/deklaracja/")
    page.get_by_role("button", name="Wyślij deklarację").click()
    page.get_by_role("heading", name="Popraw").wait_for()
    page.get_by_label("Imię", exact=True).fill("Joanna")
    page.get_by_label("Nazwisko", exact=True).fill("Opowieściowa")
    page.get_by_label("Adres e-mail", exact=True).fill("joanna@example.org")
    page.get_by_role("checkbox", name="Edukacja").check()
    for statement in ("Deklaruję dobrowolny udział", "Mam ukończone 18 lat", "Znam treść klauzuli"):
        page.get_by_role("checkbox", name=statement).check()
    page.get_by_role("button", name="Wyślij deklarację").click()
    page.wait_for_url("**/wyslano/**")
    assert Declaration.objects.get().email == "joanna@example.org"


@pytest.mark.django_db
def test_visitors_are_told_how_old_their_browser_may_be(client, home):
    oldest = [re.sub(r"^(\w)", lambda name: name[1].upper(), told) for told in stylesheet.OLDEST]
    said = client.get("/deklaracja-dostepnosci/").content.decode() + client.get("/regulamin/").content.decode()
    for browser in oldest:
        name, version = browser.split()
        assert len(re.findall(rf"{name}[^.;]*?\b{re.escape(version)}\b", said.replace("&nbsp;", " "))) == 2, browser

"""Every form on every page for every role, under real fingers. Forms are found, not listed: next year's too.

What is tried on each: two presses at the server and in the browser, Enter, a slow answer, no connection, a fault, an
ended session, a token that has gone stale, and that something visible confirms what was done. A form that this cannot
handle fails by its name. On SQLite the suite tries each at the server and in a browser as a desktop; one in ten as a
touch phone, and on PostgreSQL; THOROUGH=1 tries all of all. Finding them takes longest, so it is done once for all.
"""

import re
from contextlib import contextmanager, suppress
from urllib.parse import quote

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as TooLate

from portal.models import MeetingPage
from roadmaps.models import Action
from signup.models import ErasureRequest, Mail
from tests import every_form
from tests.every_form import crawl, fill, refused_fields, text_of
from tests.one_of_each import world  # noqa: F401 - a fixture
from tests.test_rights import PREFIXES, TABLE
from tests.thorough import sample

LOST = "Sesja wygasła. Twój tekst czeka."
LOGIN, CODE = "/konto/logowanie/", "/konto/logowanie/kod/"
ADDRESS, NEW_CODE = "/konto/moje-dane/adres/", "/konto/moje-dane/adres/kod/"


def code_for(form):
    kind = "login_code" if "login" in form.route else "address_code"
    text = Mail.objects.filter(kind=kind).order_by("-pk").first().text
    return re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", text)[0]


# what only the person knows
KNOWN = {"code": code_for, "phrase": "co poprawić"}

OTHERWISE = KNOWN | {"code": "AAAA-AAAA"}


@pytest.fixture
def everything(world, anna, bartek, ewa, jan, roadmap, make_action, make_declaration, join):  # noqa: F811
    """A world in which every form of ours stands somewhere: things in each state, and people half way."""
    action = Action.objects.get(pk=world["action"])
    action.comment(bartek, "Kto policzy koszty?")
    action.hide_comment(ewa, action.comment(bartek, "Nie na temat.").pk, reason="Nie na temat.")
    action.pledge(bartek, kind="time", text="Dwie godziny.")
    action.object(bartek, reason="Za drogo.")
    action.support(anna)
    for state in ("discussed", "agreed", "in_progress", "done", "dropped"):
        make_action(f"Działanie w stanie {state}", state=state, by=anna)
    duplicate, hidden = make_action("Ławki przy szkole", by=anna), make_action("Treść ukryta", by=bartek)
    duplicate.merge_into(ewa, make_action("Ławki", by=anna))
    hidden.hide(ewa, reason="Spór.")
    MeetingPage.objects.get(pk=world["meeting"]).save_revision().publish()
    make_declaration("piotr", confirmed=False)
    ErasureRequest.objects.create(user=jan)
    return [f"/dzialania/{it.pk}/" for it in Action.objects.all()]


@pytest.fixture
def clients(everything, anna, ewa, jan, admin, as_user):
    """A client for each role; two are half way through signing in and through changing their address."""
    half, moving = Client(), as_user(anna)
    half.post(LOGIN, {"email": "anna@example.org"})
    moving.post(ADDRESS, {"email": "inny.adres@example.org"})
    return {
        "visitor": Client(),
        "at the code": half,
        "nowhere": as_user(jan),
        "coordinator": as_user(ewa),
        "member": as_user(anna),
        "administrator": as_user(admin),
        "changing address": moving,
    }


@pytest.fixture
def forms(clients, everything, world):  # noqa: F811
    everywhere = [address.format(**world) for address in (*PREFIXES, *(row[0] for row in TABLE.values()))]
    everywhere = [path for path in everywhere if "/wylogowanie/" not in path and "nie-m" not in path]
    everywhere = [path for path in everywhere if not path.startswith("/redakcja/") or every_form.route_of(path)]
    everywhere += [*everything, "/konto/wylogowanie/", "/grupy/edukacja/mapa-drogowa/?dodaj=1"]
    found = crawl(clients, {"": everywhere, "at the code": [CODE], "changing address": [NEW_CODE]})
    assert len(found) > 40, "the crawl has lost its way"
    return found


@contextmanager
def undone():
    """What is done inside has not been done."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def counts():
    """How many rows there are of everything of ours; what is kept about a sending is not of them."""
    models = [model for room in every_form.OUR_ROOMS for model in apps.get_app_config(room).get_models()]
    return {
        model.__name__: model._base_manager.count()
        for model in models
        if model.__name__ not in {"SentForm", "CacheGeneration"}
    }


def twin(client, **options):
    """The same person in a browser of their own, so that what one form does touches no other."""
    other = Client(**options)
    other.cookies.load({name: morsel.value for name, morsel in client.cookies.items()})
    return other


def taken(client, form):
    """Send the form until it is taken: (what was sent, the answer)."""
    attempts = {}
    for _ in range(12):
        sent = fill(form, KNOWN, attempts)
        answer = client.post(form.action, sent, headers={"referer": f"http://testserver{form.page}"})
        if answer.status_code != 422 or not (wrong := refused_fields(answer, form)):
            return sent, answer
        for name in wrong:
            attempts[name] = attempts.get(name, 0) + 1
    return sent, answer


def sent_twice(forms, clients):
    """Each makes one thing, is answered the same, and something visible says so."""
    wrong = []
    for form in forms:
        with undone():
            client = twin(clients[form.role])
            page = client.get(form.page)
            form, before = afresh(form, page), text_of(page)
            sent, first = taken(client, form)
            if first.status_code >= 400:
                why = re.findall(
                    r'class="(?:field-error|form-trouble|help-block[^"]*|lede)"[^>]*>(.{,300})',
                    first.content.decode(),
                    re.DOTALL,
                )
                wrong.append(
                    f"{form}: cannot be sent: {first.status_code} {[re.sub('<[^>]*>', '', it) for it in why]} {sent}"
                )
                continue
            made = counts()
            second = client.post(form.action, sent, headers={"referer": f"http://testserver{form.page}"})
            if counts() != made:
                changed = {name: number - made[name] for name, number in counts().items() if number != made[name]}
                wrong.append(f"{form}: a second press makes {changed}")
            if (second.status_code, second.get("Location")) != (first.status_code, first.get("Location")):
                wrong.append(
                    f"{form}: a second press is answered otherwise: {second.status_code} {second.get('Location')}"
                )
            shown = client.get(first["Location"], follow=True) if first.status_code == 302 else first
            if shown.status_code != 200 or text_of(shown) == before:
                wrong.append(f"{form}: nothing says that it was done ({shown.status_code})")
    return wrong


def afresh(form, page):
    """The same form with the tokens of this browser."""
    again = every_form.forms_in(page.content.decode(), form.page, form.role)
    return next((other for other in again if other.kind == form.kind and other.action == form.action), form)


def session_ended(forms, clients):
    """Each says so, keeps the text and leads back to where it stood."""
    wrong = []
    for form in forms:
        if form.role in ("visitor", "at the code"):
            continue
        sent = fill(form, OTHERWISE)
        with undone():
            before = counts()
            answer = Client().post(form.action, sent, headers={"referer": f"http://testserver{form.page}"})
            if counts() != before:
                wrong.append(f"{form}: a stranger changed something")
        page = answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")
        texts = [value for values in sent.values() for value in values if " " in value.strip()]
        if answer.status_code == 302 and not texts:
            continue  # signing out
        if answer.status_code != 403 or LOST not in page or f"?next={quote(form.page, safe='')}" not in page:
            wrong.append(f"{form}: {answer.status_code} without the sentence or the way back")
        elif missing := [text for text in texts if text not in page]:
            wrong.append(f"{form}: loses {missing}")
    return wrong


def token_stale(forms, clients):
    """Each keeps the text and leads back."""
    wrong = []
    for form in forms:
        sent = fill(form, OTHERWISE) | {"csrfmiddlewaretoken": ["x" * 64]}
        client = twin(clients[form.role], enforce_csrf_checks=True)
        answer = client.post(form.action, sent, headers={"referer": f"http://testserver{form.page}"})
        page = answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").replace("&amp;", "&")
        texts = [value for values in sent.values() for value in values if " " in value.strip()]
        if answer.status_code != 403 or "Formularz stracił ważność" not in page or f'href="{form.page}"' not in page:
            wrong.append(f"{form}: {answer.status_code} without the sentence or the way back")
        elif missing := [text for text in texts if text not in page]:
            wrong.append(f"{form}: loses {missing}")
    return wrong


PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
OFFLINE = "Nie ma połączenia. Nic nie przepadło, spróbuj jeszcze raz."
FAULT = (
    '<!doctype html><html lang="pl"><body><main><h1>To nasz błąd, nie Twój</h1>'
    '<p class="reference">Numer błędu: <b>AB12CD34</b></p></main></body></html>'
)
# finds the form, fills it in, and gives its pieces to the steps that follow
FIND = """([action, names, sent]) => {
  const hash = (name) => name.replace(/\\d+|[\\w-]{20,}/g, "#");
  for (const form of document.forms) {
    const isSeen = (it) => it.type === "submit" && it.getAttribute("aria-hidden") !== "true";
    const buttons = [...form.elements].filter(isSeen);
    const at = new URL(buttons[0]?.getAttribute("formaction") ?? form.getAttribute("action") ?? "", location);
    const own = [...form.elements].filter((it) => it.name).map((it) => hash(it.name)); // scripts may have added some
    if (form.method !== "post" || at.pathname !== action.split("?")[0]) continue;
    if (form.contains(buttons[0]) && !names.every((name) => own.includes(name))) continue;
    form.querySelectorAll("details").forEach((it) => (it.open = true));
    for (let it = form; (it = it.parentElement?.closest("details")); ) it.open = true;
    for (const it of form.elements) {
      const values = sent[it.name];
      if (!values || /hidden|submit|button|file/.test(it.type)) continue;
      if (/checkbox|radio/.test(it.type)) it.checked = values.includes(it.value);
      else it.value = values[0];
    }
    const main = buttons.find((it) => !it.name && !it.formNoValidate) ?? buttons[0];
    const typed = () => [...form.elements].filter((it) => /text|email|tel|search/.test(it.type)).map((it) => it.value);
    window.tried = { form, main, typed, before: typed().join("|") };
    const asks = main.hasAttribute("hx-post") || form.hasAttribute("hx-post") || !form.contains(main);
    return window.htmx && asks ? "htmx" : "browser";
  }
}"""
# until the next press is no slip of the hand
NO_SLIP = "new Promise((done) => setTimeout(done, tried.at + 450 - performance.now()))"
# Enter where one writes a line, else the main button, and at once again
PRESS_TWICE = """() => {
  const { form, main } = tried;
  const busy = [];
  const line = [...form.elements].find((it) => it.matches("input[type=text], input[type=email], input[type=tel]"));
  main.click();
  busy.push(main.getAttribute("aria-busy"));
  main.click();
  if (line) form.requestSubmit();
  return busy[0];
}"""
ENTERS = """() => {
  const { form, main } = tried;
  const first = [...form.elements].find((it) => it.type === "submit");
  const line = [...form.elements].some((it) => it.matches("input[type=text], input[type=email], input[type=tel]"));
  return !line || first === main || (first.getAttribute("aria-hidden") === "true" && !first.name);
}"""
STATE = """() => ({
  told: [...document.querySelectorAll("[role=alert]")].map((it) => it.textContent).join(" ").replace(/\\u00a0/g, " "),
  busy: tried.main.getAttribute("aria-busy"),
  kept: tried.typed().join("|") === tried.before,
})"""


def in_the_browser(page, form, held):
    """What goes wrong when this form, which is on the page, meets a net that is gone, a slow answer and a fault."""
    kind = page.evaluate(FIND, [form.action, list(form.names), fill(form, OTHERWISE)])
    if kind is None:
        yield "is not found in the browser"
        return
    if not page.evaluate(ENTERS):
        yield "Enter presses another button than the main one"
    page.context.set_offline(True)
    held.is_down = True
    page.evaluate("tried.at = performance.now(), tried.main.click()")
    with suppress(TooLate):
        page.locator(".form-trouble").filter(has_text=OFFLINE[:10]).first.wait_for(timeout=3000)
    state = page.evaluate(STATE)
    page.context.set_offline(False)
    held.is_down = False
    if OFFLINE not in state["told"] or state["busy"] or not state["kept"]:
        yield f"without a connection: {state}"
    page.evaluate(NO_SLIP)
    held.clear()
    if page.evaluate(PRESS_TWICE) != "true":
        yield "is not busy at once"
    for _ in range(60):  # a busy machine takes its time until the first is on its way
        page.wait_for_timeout(50)
        if held:
            break
    page.wait_for_timeout(50)
    if len(held) != 1:
        yield f"two presses send {len(held)}"
    for route in held:
        if kind == "htmx":
            route.fulfill(status=500, content_type="text/html; charset=utf-8", body=FAULT)
        else:
            route.fulfill(status=204)
    if kind == "htmx":
        with suppress(TooLate):
            page.locator(".form-trouble").filter(has_text="AB12CD34").first.wait_for(timeout=3000)
        state = page.evaluate(STATE)
        if "AB12CD34" not in state["told"] or state["busy"] or not state["kept"]:
            yield f"after a fault: {state}"


class Held(list):
    """What forms have sent and nobody has answered yet."""

    is_down = False

    def take(self, route):
        if route.request.method != "POST":
            route.fallback()
        elif self.is_down:
            route.abort("internetdisconnected")
        else:
            self.append(route)


def pressed_by_fingers(forms, clients, page, server):
    """Each in a real browser: Enter, no connection, a slow answer pressed for twice, a fault."""
    held, wrong = Held(), []
    page.expects(403, 500, "failed request", "Failed to load resource", "htmx: htmx:error")
    for form in forms:
        page.context.clear_cookies()
        if session := clients[form.role].cookies.get("sessionid"):
            page.context.add_cookies([{"name": "sessionid", "value": session.value, "url": server}])
        try:
            page.goto(server + form.page)
            page.route("**/*", held.take)  # not before: a page that is watched brings all it has along, each time
            wrong += [f"{form}: {fault}" for fault in in_the_browser(page, form, held)]
        except PlaywrightError as lost:
            wrong.append(f"{form}: the page is lost: {lost.message.splitlines()[0]} {page.url}")
        page.unroute_all(behavior="ignoreErrors")
    return wrong


@pytest.mark.engine
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_every_form_under_real_fingers(forms, clients, new_page, server):
    many = forms if connection.vendor == "sqlite" else sample(forms, "every form")
    wrong = [line for tried in (sent_twice, session_ended, token_stale) for line in tried(many, clients)]
    wrong += pressed_by_fingers(many, clients, new_page(), server)
    few = sample(forms, "every form on a phone")
    wrong += [f"phone: {line}" for line in pressed_by_fingers(few, clients, new_page(**PHONE), server)]
    assert not wrong, "\n".join(wrong)

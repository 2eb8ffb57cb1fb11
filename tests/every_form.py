"""Finds every form of ours on every page, as each role sees it, and fills it in; no form is named here."""

import re
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup
from django.http import Http404
from django.urls import resolve
from django.utils import timezone

OUR_ROOMS = ("portal", "signup", "roadmaps")
# a number, a token, a code: what differs from one row to the next
PARTICULAR = re.compile(r"\d+|[\w-]{20,}")
SECRETS = re.compile(r'(value|content)="[\w-]{32,}"|X-CSRFToken": "\w+"')
TYPED = ("text", "email", "tel", "url", "number", "date", "time", "")


class Form(NamedTuple):
    """A form as one role sees it."""

    role: str
    page: str  # where it stands
    action: str
    route: str
    names: tuple  # of what is sent
    html: str
    opened_by: str = ""  # the button that brings it in place, if it stands on no page of its own

    @property
    def kind(self):
        """What makes it another form than those seen so far."""
        return self.route, self.names

    def __str__(self):
        fields = " ".join(name for name in self.names if name not in ("csrfmiddlewaretoken", "form_token", "form_page"))
        return f"{self.route}({fields}) at {self.page} as {self.role}"

    @property
    def soup(self):
        return BeautifulSoup(self.html, "html.parser").form


def route_of(path):
    """The name of our own view behind an address, or nothing."""
    try:
        match = resolve(unquote(urlsplit(path).path))
    except Http404:
        return ""
    view = getattr(match.func, "view_class", match.func)
    name = match.view_name or match.route
    return name if getattr(view, "__module__", "").split(".")[0] in OUR_ROOMS else ""


def forms_in(html, page, role):
    """The forms of a page that write, each with the first of the buttons that stand elsewhere and belong to it."""
    chunks = re.findall(r"<form\b.*?</form>", html, re.DOTALL)
    for chunk in chunks:
        head = chunk[: chunk.index(">") + 1].lower()
        if 'method="post"' not in head:
            continue
        soup = BeautifulSoup(chunk, "html.parser").form
        if not soup.find(["button", "input"], type="submit") and not soup.find("button"):
            pressed = re.search(rf'<button[^>]*\bform="?{re.escape(soup.get("id", "?"))}"?[ >][^>]*>', html)
            if not pressed:
                continue
            # html.parser closes what stands open
            soup.append(BeautifulSoup(pressed[0] + "</button>", "html.parser").button)
        button = main_button(soup)
        action = (button is not None and button.get("formaction")) or soup.get("action") or page
        action = urljoin(page, action).split("#")[0]
        if not (route := route_of(action)):
            continue
        names = sorted({PARTICULAR.sub("#", it["name"]) for it in soup.find_all(attrs={"name": True})})
        yield Form(role, page, action, route, tuple(names), str(soup))


def main_button(soup):
    """What a person presses to send the form."""
    buttons = [
        it for it in soup.find_all("button") if it.get("type", "submit") == "submit" and not it.get("aria-hidden")
    ]
    plain = [it for it in buttons if not it.get("name") and not it.has_attr("formnovalidate")]
    return next(iter(plain or buttons), None)


def crawl(clients, addresses, most=400):
    """Every distinct form that writes, as the role that sees most of it: pages that were named, and where they lead."""
    found = {}
    for role, client in clients.items():
        asked, waiting, shapes = set(), list(addresses.get(role, addresses[""])), {}
        while waiting and len(asked) < most:
            address = waiting.pop(0).split("#")[0]
            path = urlsplit(address).path
            if address in asked or path.endswith((".ics", ".pdf", ".csv", ".xlsx", ".json", ".xml")):
                continue
            asked.add(address)
            answer = client.get(address, follow=False)
            if answer.status_code != 200 or not answer.get("Content-Type", "").startswith("text/html"):
                continue
            html = answer.content.decode()
            if "js/forms" not in html:
                continue  # a page of Wagtail's own, whose forms are its own
            for form in forms_in(html, address, role):
                seen = found.get(form.kind)
                if seen is None or len(form.html) > len(seen.html) * 1.5:
                    found[form.kind] = (seen and seen._replace(html=seen.html)) or form
            for link in re.findall(r'(?:href|hx-get|formaction)="([^"#]*)', html):
                link = urljoin(address, link.replace("&amp;", "&"))
                if urlsplit(link).netloc or not link.startswith("/") or "wylogowanie" in link:
                    continue
                # one of each kind of address, besides those that were named
                shape = (PARTICULAR.sub("#", urlsplit(link).path), bool(urlsplit(link).query))
                if route_of(link) and shapes.setdefault(shape, 0) < 1:
                    shapes[shape] += 1
                    waiting.append(link)
    return sorted(found.values(), key=str)


# what to try, one after another, in a field that was not taken
TRIES = ("", "15.01.2030", "2030-01-15", "18.00", "17:00", "1", "2", "nowa.osoba@example.org", "600 700 800")


def fill(form, known, attempts=None):
    """What a person would send: {name: [values]} with the main button pressed; `attempts` counts refusals by field."""
    data, attempts = {}, attempts or {}
    soup = form.soup
    for it in soup.find_all(["input", "textarea", "select"]):
        name, kind = it.get("name"), it.get("type", "text").lower()
        if not name or it.has_attr("disabled") or kind in ("submit", "button", "file", "search"):
            continue
        if name in known:
            data[name] = [known[name](form) if callable(known[name]) else known[name]]
        elif it.name == "select":
            options = it.find_all("option")
            options = [option for option in options if option.get("value")]
            chosen = [option for option in options if option.has_attr("selected")] or options
            data[name] = [chosen[0].get("value", "")] if chosen else [""]
        elif kind == "checkbox":
            if attempts.get(name):
                continue  # ticked, it was not taken
            data.setdefault(name, [])
            if not data[name] or it.has_attr("checked"):
                data[name] = [*data[name], it.get("value", "on")]
        elif kind == "radio":
            if name not in data or it.has_attr("checked"):
                data[name] = [it.get("value", "on")]
        elif kind == "hidden":
            data.setdefault(name, []).append(it.get("value", ""))
        elif attempts.get(name):
            data[name] = [TRIES[(attempts[name] - 1) % len(TRIES)]]
        else:
            own = it.get_text() if it.name == "textarea" else it.get("value", "")
            data[name] = [own.strip() or sample(it, kind)]
    for blocks in soup.find_all(attrs={"data-block": True}):
        data[f"{blocks['id']}-count"] = ["0"]  # Wagtail's own script would say so
    button = main_button(soup)
    if button is not None and button.get("name"):
        data[button["name"]] = [button.get("value", "")]
    return data


def sample(it, kind):
    if kind == "email":
        return "nowa.osoba@example.org"
    if kind == "date":
        return timezone.localdate().isoformat()
    if kind == "time":
        return "17:00"
    if kind == "number":
        return it.get("min", "1")
    return "Próba słów" if int(it.get("maxlength") or 99) > 20 else ""


def refused_fields(answer, form):
    """The names of the fields that an answer says something against."""
    ids = set(re.findall(r'id="([\w-]+)_error"', answer.content.decode()))
    by_id = {it["id"]: it["name"] for it in form.soup.find_all(attrs={"id": True, "name": True})}
    return {name for key, name in by_id.items() if key in ids or re.sub(r"_\d+$", "", key) in ids}


def text_of(answer):
    """What stands on a page, without what differs each time."""
    return SECRETS.sub("", answer.content.decode())

"""Each text field of a board is fed with each hostile text; each place that shows it is looked at: nothing runs."""

import pytest
from django.db import transaction
from django.urls import reverse

from roadmaps.models import Action
from tests import hostile
from tests.hostile import HTMX, MARKUP, Running, encoded, faults
from tests.thorough import sample

# a NUL is refused by every field (test_pasted_text.py), and with it the eight actions that would have said it
TEXTS = sample([text for text in hostile.TEXTS if "\0" not in text], "hostile texts")

FIELDS = ["title", "description", "goal", "audience", "responsible_organisations", "partners", "resources", "indicator"]
LIMITS = {"title": 120, "description": 5000, "goal": 1000, "resources": 1000}


def fitting(text, name):
    """The text as far as the field takes it; a title has at least five letters."""
    return (f"Tytuł {text}" if name == "title" else text)[: LIMITS.get(name, 300)]


def rotated(place):
    """{field: text}: over as many places as there are texts, each field says each of them."""
    return {name: fitting(TEXTS[(place + step) % len(TEXTS)], name) for step, name in enumerate(FIELDS)}


def post(client, address, **fields):
    form = "&".join(encoded(text, name) for name, text in fields.items())
    return client.post(address, form, content_type="application/x-www-form-urlencoded")


def runs(answers):
    return [
        (sent, found)
        for sent, answer in answers
        if "html" in answer["Content-Type"] and (found := Running(answer.text).found)
    ]


@pytest.fixture
def written(roadmap, inside):
    """So many actions that each field of one of them says each text; none is refused with a fault."""
    add = reverse("action_add", args=[roadmap.pk])
    answers = [(place, post(inside, add, **rotated(place), mimo_to="1")) for place in range(len(TEXTS))]
    assert faults(answers) == [] and runs(answers) == []
    return list(Action.objects.filter(roadmap=roadmap))


def test_each_field_says_each_hostile_text_everywhere_and_nothing_runs(written, inside, nobody, call):
    roadmap = written[0].roadmap
    assert len(written) > 0.9 * len(TEXTS)
    for action, text in zip(written, TEXTS, strict=False):
        for name, fields in {
            "comment": {"text": text[:2000], "kind": "comment"},
            "pledge": {"text": text[:300], "kind": "time"},
            "objection": {"reason": text[:1000]},
        }.items():
            assert post(inside, reverse(f"action_{name}", args=[action.pk]), **fields).status_code < 500
        edit = rotated(TEXTS.index(text) + 3) | {"base": str(action.version), "note": text[:500]}
        assert post(inside, reverse("action_edit", args=[action.pk]), **edit).status_code < 500
    for action, text in zip(written[::3], TEXTS[::3], strict=False):
        assert post(inside, reverse("action_drop", args=[action.pk]), reason=text[:1000]).status_code < 500
    for action, text in zip(written[1::3], TEXTS[1::3], strict=False):
        assert post(inside, reverse("action_hide", args=[action.pk]), reason=text[:300]).status_code < 500
    board = roadmap.page.url
    shown = [
        board,
        f"{board}?wszystkie=1",
        f"{board}?od-wizyty=1",
        roadmap.group.url,
        "/",
        "/szukaj/?q=window",
        "/szukaj/?q=pwned",
    ]
    shown += [one.get_absolute_url() for one in written]
    for who in (inside, nobody):
        answers = [(address, who.get(address)) for address in shown]
        assert faults(answers) == []
        assert runs(answers) == []
    forms = [
        reverse(f"action_{what}", args=[one.pk]) for one in written[::5] for what in ("edit", "move", "drop", "hide")
    ]
    answers = [(address, inside.get(address)) for address in forms]
    assert faults(answers) == [] and runs(answers) == []


def test_any_filter_of_the_board_answers(written, inside, nobody):
    board = written[0].roadmap.page.url
    names = ("slowa", "tylko", "stan", "kto", "horyzont", "moje", "bez-glosu", "porzadek", "od", "wszystkie")
    answers = [(text, who.get(f"{board}?{encoded(text, *names)}")) for text in TEXTS for who in (inside, nobody)]
    assert faults(answers) == [] and runs(answers) == []
    assert {answer.status_code for _, answer in answers} == {200}


@pytest.mark.browser
@pytest.mark.any_engine
@pytest.mark.django_db(transaction=True)
def test_in_a_browser_no_text_runs_or_asks_for_anything(roadmap, server, page, sign_in_as, ewa):
    with transaction.atomic():
        for place, text in enumerate(sample([*MARKUP, *HTMX], "in a browser", one_in=4)):
            action = roadmap.add(ewa, title=fitting(text, "title"), description=text, goal=text[:1000])
            if place % 8 == 0:
                action.comment(ewa, text)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
    sign_in_as(page, ewa)
    addresses = [f"{roadmap.page.url}?wszystkie=1"]
    addresses += [one.get_absolute_url() for one in Action.objects.order_by("pk")[::8]]
    for address in addresses:
        page.goto(server + address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.pwned") is None
        assert page.get_by_role("heading", level=1).is_visible()
    ours = ("/static/", "/grupy/", "/dzialania/", "/konto/", "/favicon.ico", "/media/", "/mapy/")
    strange = [url for url in asked if not url.removeprefix(server).startswith(ours)]
    assert strange == [] and not any("wylogowanie" in url for url in asked)

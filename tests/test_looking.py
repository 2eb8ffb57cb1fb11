"""Every page of the story in a browser, on the demo content, wide and on a phone: accessible, whole, in Polish.

This looks at templates and style, not at the engine, so it runs on one engine only.
"""

import re

import pytest
from django.core.management import call_command
from django.urls import include, path
from django.utils import timezone

from portal import errors
from portal.models import MeetingPage, NewsPage
from roadmaps.models import Action
from signup.models import Declaration, DeclarationCallPage, User
from tests.browser import PHONE, WIDE

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]

BOARD = "/grupy/edukacja-obywatelska/mapa-drogowa/"

trouble = {"413": errors.too_large, "429": errors.too_many, "500": errors.fault, "400": errors.bad_request}
urlpatterns = [path(f"proba/{name}/", view) for name, view in trouble.items()] + [path("", include("portal.urls"))]
handler403, handler404, handler500 = errors.forbidden, errors.not_found, errors.fault


@pytest.fixture
def demo(transactional_db, settings):
    call_command("demo", verbosity=0)
    settings.ROOT_URLCONF = "tests.test_looking"


@pytest.fixture
def look(subtests, axe, server):
    """look(page, "name") is a subtest of the page as it stands; look(page, "name", "/address/") goes there first."""

    def at(page, name, address=None, within=None):
        if address:
            page.goto(server + address)
        assert page.title().strip() and page.locator("html").get_attribute("lang") == "pl"
        for size in (WIDE, PHONE):
            with subtests.test(name, width=size["width"]):
                page.set_viewport_size(size)
                axe(page, within)
                if within is None:
                    assert page.locator("h1").count() == 1
                    too_wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
                    assert page.evaluate(too_wide) <= 0, "the page scrolls sideways"
        page.set_viewport_size(WIDE)

    return at


def test_every_page_of_the_story_looks_right(demo, server, new_page, sign_in_as, look, mailoutbox):
    visitor, member, desk = new_page(), new_page(), new_page()
    anna, bartek = (User.objects.get(email=f"{name}@example.org") for name in ("anna", "bartek"))

    # what everybody reads
    news, closed = NewsPage.objects.live().first(), DeclarationCallPage.objects.get(closes__lt="2019-01-01")
    past, next_one = MeetingPage.objects.order_by("starts_at").first(), MeetingPage.objects.order_by("starts_at").last()
    fixed = ["o-centrum", "kontakt", "partnerzy", "regulamin", "polityka-prywatnosci", "deklaracja-dostepnosci"]
    public = ["/", "/grupy/", "/grupy/edukacja-obywatelska/", BOARD, "/nabory/", closed.url, "/deklaracja/klauzula/"]
    public += ["/aktualnosci/", news.url, "/spotkania/", past.url, next_one.url, "/szukaj/", "/szukaj/?q=wolontariat"]
    public += ["/szukaj/?q=zzzxq", "/mapa-strony/", *(f"/{slug}/" for slug in fixed)]
    public += ["/zgloszenie/", "/zgloszenie/wyslano/", MeetingPage.objects.get(minutes_approved=True).url]
    public += [NewsPage.objects.exclude(picture=None).get().url]
    for address in public:
        look(visitor, address, address)
    talked = Action.objects.filter(comments__isnull=False, events__kind="revised").first() or Action.objects.first()
    look(visitor, "an action", talked.get_absolute_url())
    look(visitor, "a dropped action's column", BOARD + "?stan=zaniechane")

    # a declaration, with its errors, to the receipt
    visitor.expects(422, 403, 404, 413, 429, 500, 400)
    look(visitor, "the declaration", "/deklaracja/")
    visitor.get_by_role("button", name="Wyślij deklarację").click()
    look(visitor, "the declaration with errors")
    visitor.get_by_label("Imię", exact=True).fill("Joanna")
    visitor.get_by_label("Nazwisko", exact=True).fill("Opowieściowa")
    visitor.get_by_label("Adres e-mail", exact=True).fill("joanna@example.org")
    visitor.get_by_role("checkbox", name="Edukacja obywatelska").check()
    for statement in ("Deklaruję dobrowolny udział", "Mam ukończone 18 lat", "Znam treść klauzuli"):
        visitor.get_by_role("checkbox", name=statement).check()
    visitor.get_by_role("button", name="Wyślij deklarację").click()
    look(visitor, "sent")
    work()
    link = re.search(r"https?://[^/\s]+(/deklaracje/\S+)", mailoutbox[-1].body).group(1)
    look(visitor, "the confirmation", link)
    visitor.get_by_role("main").get_by_role("button").click()
    look(visitor, "the receipt")

    # the desk
    sign_in_as(desk, User.objects.get(email="koordynator@example.org"))
    mine = Declaration.objects.get(email_lower="joanna@example.org")
    look(desk, "the queue", "/redakcja/deklaracje/", within=".desk-queue")
    look(desk, "the case", f"/redakcja/deklaracje/{mine.code}/", within=".desk")

    # the way in
    look(visitor, "signing in", "/konto/logowanie/")
    visitor.get_by_label("Adres e-mail").fill("anna@example.org")
    visitor.get_by_role("button", name="Wyślij kod").click()
    look(visitor, "the code")

    # a member at work
    member.expects(403, 409, 422)
    sign_in_as(member, anna)
    look(member, "my account", "/konto/")
    look(member, "the board of a member", BOARD)
    look(member, "adding", BOARD + "?dodaj=1")
    member.get_by_role("button", name="Zapisz").click()
    member.get_by_text("Popraw 2").wait_for()
    look(member, "adding with errors")
    action = Action.objects.filter(roadmap__page__url_path__contains="edukacja", state="proposed").first()
    here = action.get_absolute_url()
    look(member, "an action of a member", here)
    for name, place in {"moving": "przenies", "dropping": "zaniechaj"}.items():
        look(member, name, f"{here}{place}/")
    member.get_by_role("main").get_by_role("button", name="Zaniechaj").click()
    look(member, "dropping with errors")
    member.goto(server + here)
    member.get_by_role("button", name=f"Przenieś: {action.title}").click()
    member.get_by_role("dialog").wait_for()
    look(member, "the menu of moving")
    look(member, "editing", f"{here}edycja/")
    action.revise(bartek, action.version, goal="Cel, który przyszedł w tym czasie", at=timezone.now())
    member.get_by_label("Opis", exact=True).fill("Opis, który przyszedł za późno.")
    member.get_by_role("button", name="Zapisz").click()
    member.get_by_role("heading", name="Ktoś zmienił to działanie przed Tobą").wait_for()
    look(member, "the conflict")
    done = Action.objects.filter(state="done").first()
    look(member, "no permission", f"{done.get_absolute_url()}edycja/")
    look(member, "signing out", "/konto/wylogowanie/")

    # trouble
    look(visitor, "not there", "/nie-ma-takiej-strony/")
    for name in trouble:
        look(visitor, name, f"/proba/{name}/")


def work():
    """What the worker does meanwhile: everything that waits in the queue."""
    call_command("db_worker", "--backend=queue", "--queue-name=*", "--batch", "--no-startup-delay", "--no-reload")

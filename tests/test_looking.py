"""Every page of the story in a browser, on the demo content: accessible, whole, in Polish, in light and in the dark;
on a wide screen, on a phone, and as somebody who needs letters four times as large sees it.

This looks at templates and style, not at the engine, so it runs on one engine only.
"""

import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.urls import include, path
from django.utils import timezone
from playwright.sync_api import expect
from wagtail.blocks import CharBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from portal.models import (
    AlertBanner,
    Attachment,
    ContactPerson,
    ContentPage,
    GroupIndexPage,
    HomePage,
    MeetingIndexPage,
    MeetingPage,
    NewsPage,
    Picture,
    WorkingGroupPage,
)
from portal.serving import errors
from roadmaps.models import Action
from signup.models import Declaration, DeclarationCallPage, User
from tests.browser import PHONE, WIDE
from tests.thorough import THOROUGH, chance

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
        ways = [(WIDE, "light"), (PHONE, "dark")]
        # axe takes most of the time that a look takes; phones meet it at every page (test_touch_phones.py)
        judged = ways if THOROUGH else chance(f"axe at {name}").choice([ways[:1], ways[1:], []])
        for size, scheme in ways:
            with subtests.test(name, width=size["width"]):
                page.set_viewport_size(size)
                page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # colours are there at once
                if (size, scheme) in judged:
                    axe(page, within)
                if within is None:
                    assert page.locator("h1").count() == 1
                    assert page.evaluate(TOO_WIDE) <= 0, "the page scrolls sideways"
                    assert page.evaluate(TOO_SMALL) == []
        if within is None:
            with subtests.test(name, width=NARROW["width"]):
                page.set_viewport_size(NARROW)
                assert page.evaluate(TOO_WIDE) <= 0, "the page scrolls sideways"
        page.emulate_media(color_scheme="light")
        page.set_viewport_size(WIDE)

    return at


NARROW = {"width": 320, "height": 256}  # 1280 by 1024 at 400 % (WCAG 2.2, 1.4.10)
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# what is pressed and lower than 44 pixels, but for links within a sentence
TOO_SMALL = """() => [...document.querySelectorAll("main :is(a[href], button, summary, select, textarea, input)")]
  .filter((it) => it.checkVisibility({ visibilityProperty: true }) && !it.closest(".visually-hidden"))
  .map((it) => (it.matches("[type=checkbox], [type=radio]") ? it.closest("label") ?? it : it))
  .filter((it) => it.getBoundingClientRect().height < 43.5)
  .filter((it) => {
    const around = it.closest("p, li, dd, td, small, span:not(a span)");
    return getComputedStyle(it).display !== "inline" || around?.textContent.trim() === it.textContent.trim();
  })
  .map((it) => it.outerHTML.slice(0, 160))"""


@pytest.fixture
def rare(demo):
    """The addresses of what the demo does not show: every block, groups and meetings in trouble, lists of nothing."""
    groups = GroupIndexPage.objects.get()
    for title, archived in (("Rewitalizacja śródmieścia i przestrzeni publicznych", True), ("Zdrowie", False)):
        groups.add_child(
            instance=WorkingGroupPage(title=title, purpose="Po co.", archived=archived)
        ).save_revision().publish()
    at = timezone.now() + timedelta(days=3)
    times = {"starts_at": at, "ends_at": at + timedelta(hours=2), "place": "Sala, ul. Przykładowa 1, 26-600 Radom"}
    moved = {"moved_from": at - timedelta(days=1), "online_url": "https://example.org/", "online_for_members": True}
    for title, fields in {"Odwołane": {"cancelled": True}, "Przełożone": moved}.items():
        MeetingIndexPage.objects.get().add_child(instance=MeetingPage(title=title, **times, **fields))
    AlertBanner.objects.create(text="Biuro jest w piątek nieczynne.", until=timezone.localdate())
    blocks = {
        name: block.get_preview_value() for name, block in ContentPage.body.field.stream_block.child_blocks.items()
    }
    file = Attachment(title="Wzór umowy wolontariackiej", inaccessible=True)
    file.file.save("umowa.pdf", ContentFile(b"%PDF-1.4"))
    picture = Picture.objects.first()
    picture.decorative, picture.contextual_alt_text = False, "Trzy drogi"
    columns = [{"type": "text", "heading": f"Kolumna {n}"} for n in range(6)]
    cells = [{"values": ["poniedziałek, 10.00–14.00"] * 6}] * 3
    table = TypedTableBlock([("text", CharBlock())]).to_python({"columns": columns, "rows": cells, "caption": "Dyżury"})
    blocks |= {"files": [file], "picture": picture, "contact": ContactPerson.objects.first(), "table": table}
    page = ContentPage(title="Wszystkie bloki", slug="bloki", body=list(blocks.items()))
    HomePage.objects.get().add_child(instance=page)
    return [
        *(
            "/bloki/",
            "/grupy/zdrowie/",
            "/grupy/zdrowie/mapa-drogowa/",
            "/spotkania/odwolane/",
            "/spotkania/przelozone/",
        ),
        "/grupy/rewitalizacja-srodmiescia-i-przestrzeni-publicznych/",
        *("/aktualnosci/?grupa=zdrowie", "/spotkania/?grupa=zdrowie", "/szukaj/?q=zzzxq&rodzaj=page", "/szukaj/?q=a"),
    ]


def test_what_is_rare_looks_right_too(rare, new_page, look):
    page = new_page()
    for address in rare:
        look(page, address, address)


def test_what_coordinators_write_in_looks_right(group, ewa, make_meeting, new_page, sign_in_as, look):
    page = new_page()
    sign_in_as(page, ewa)
    ahead, mine = make_meeting("zebranie", groups=[group]), f"/redakcja/moje-grupy/{group.pk}/"
    look(page, "my groups", "/redakcja/moje-grupy/", within=".desk-groups")
    for part in ("", "wprowadzenie/", "spotkania/nowe/", f"spotkania/{ahead.pk}/"):
        look(page, part or "my group", mine + part, within=".desk")


def test_nothing_moves_for_those_who_asked_for_stillness(group, call, server, new_page):
    moving = """() => [...document.querySelectorAll("*")].filter((it) =>
      [it, "::before", "::after"].some((part) => {
        const look = part === it ? getComputedStyle(it) : getComputedStyle(it, part);
        return [look.transitionDuration, look.animationDuration].some((time) => /[1-9]/.test(time));
      }))
      .map((it) => it.outerHTML.slice(0, 80))"""
    still, other = new_page(reduced_motion="reduce"), new_page()
    for address in ("/", group.url, call.url):
        still.goto(server + address)
        assert still.evaluate(moving) == []
    other.goto(server + "/")
    assert other.evaluate(moving)  # so the look was right


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
    visitor.get_by_label("Adres e-mail", exact=True).blur()
    expect(visitor.locator(".field.bad")).to_have_count(0)  # each is looked at when it is left, and the page moves up
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
    mine = "/konto/moje-dane/"
    for name, place in {
        "my data": "",
        "corrections": "poprawki/",
        "address": "adres/",
        "erasure": "usuniecie/",
    }.items():
        look(member, name, mine + place)
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
    action.revise(bartek, action.version, description="Opis, który przyszedł w tym czasie.", at=timezone.now())
    member.get_by_label("Opis", exact=True).fill("Opis, który przyszedł za późno.")
    member.get_by_role("button", name="Zapisz").click()
    member.get_by_role("heading", name="Tekst zmienił się przed Twoim zapisem").wait_for()
    look(member, "the conflict")
    look(member, "the history", here)
    look(member, "bringing back", f"{here}historia/{action.events.first().number}/przywroc/")
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

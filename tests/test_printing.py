"""People print pages: A4, black on white, with where it is from and since when, without what cannot be pressed."""

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from portal.models import MeetingPage, NewsPage
from portal.templatetags.polish import day
from roadmaps.models import Action
from signup.models import DeclarationCallPage

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]

# 210 mm less the margins of print.css, in pixels of CSS
SHEET = {"width": round((210 - 2 * 16) / 25.4 * 96), "height": 1000}
GROUP = "/grupy/edukacja-obywatelska/"
# what belongs to a screen
WORKED_WITH = (
    ".menu, .skip-link, .crumbs, .chips, .pager, .arrow-link, .subscription, .share, "
    ".foot, .plate .button, .search-form"
)


@pytest.fixture
def paper(transactional_db, new_page):
    """A page as the printer of somebody who reads in the dark gets it."""
    page = new_page(viewport=SHEET, color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    return page


def test_every_page_says_on_paper_where_it_is_from_and_since_when(paper, server, settings, subtests):
    call_command("demo", verbosity=0)
    page = paper
    page.expects(404)
    pages = ["/", "/grupy/", GROUP, f"{GROUP}mapa-drogowa/", "/aktualnosci/", "/spotkania/", "/o-centrum/", "/kontakt/"]
    pages += ["/partnerzy/", "/regulamin/", "/polityka-prywatnosci/", "/deklaracja-dostepnosci/", "/mapa-strony/"]
    pages += [
        "/nabory/",
        "/szukaj/?q=wolontariat",
        "/zgloszenie/",
        "/nie-ma/",
        Action.objects.first().get_absolute_url(),
    ]
    pages += [NewsPage.objects.exclude(picture=None).get().url, DeclarationCallPage.objects.earliest("closes").url]
    pages += [MeetingPage.objects.get(minutes_approved=True).url, MeetingPage.objects.latest("starts_at").url]
    for address in pages:
        with subtests.test(address=address):
            page.goto(server + address)
            printed = page.locator(".printed")
            expect(printed).to_be_visible()
            expect(printed).to_contain_text(settings.SITE_URL)
            expect(printed).to_contain_text(f"Stan na {day(timezone.localdate())}")
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            shown = page.locator(WORKED_WITH).locator("visible=true")
            assert shown.count() == 0, shown.first.evaluate("it => it.outerHTML")
            assert page.locator("form").locator("visible=true").count() == 0
            ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
            assert ground in {"rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}
            assert page.evaluate("document.documentElement.scrollWidth") <= SHEET["width"]


def test_a_public_page_names_its_whole_address_and_a_private_one_does_not(paper, group, server, settings):
    paper.goto(server + group.url)
    expect(paper.locator(".printed")).to_contain_text(f"{settings.SITE_URL}{group.url}")
    paper.expects(404)
    paper.goto(server + "/deklaracje/tajny-adres/")
    assert "tajny" not in paper.locator(".printed").inner_text()


def test_the_call_is_a_frame_and_not_a_block_of_ink(paper, call, server):
    paper.goto(server + "/")
    plate = paper.locator(".plate")
    expect(plate).to_be_visible()
    expect(plate).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(plate.get_by_role("heading")).to_have_css("color", "rgb(12, 43, 35)")


def test_a_board_is_printed_with_all_its_states_and_all_that_its_cards_say(paper, group, make_action, server):
    for state in ("proposed", "discussed", "agreed", "in_progress", "done"):
        make_action(f"Działanie w stanie {state}", state=state, goal="Cel")
    Action.objects.update(description="Długi opis działania. " * 40)
    paper.goto(f"{server}{group.url}mapa-drogowa/")
    for state in ("Propozycje", "W dyskusji", "Uzgodnione", "W realizacji", "Zrealizowane"):
        expect(paper.get_by_role("region", name=state)).to_be_visible()
    for what_one_works_with in (".filters", ".board-foot", ".invitation a"):
        expect(paper.locator(what_one_works_with)).to_be_hidden()
    texts = paper.locator(".card h3 + p").all()
    assert len(texts) == 5
    for text in texts:
        assert text.evaluate("it => it.scrollHeight <= it.clientHeight + 1 && getComputedStyle(it).display === 'block'")

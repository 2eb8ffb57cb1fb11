"""Private means private at every door: of a page that not everybody may read nothing is told anywhere else."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from portal.models import GroupIndexPage, MeetingIndexPage, MeetingPage, NewsIndexPage, NewsPage, WorkingGroupPage
from portal.serving import generations
from roadmaps.models import Action, RoadmapPage
from signup.models import CallIndexPage, Declaration, DeclarationCallPage
from tests.one_of_each import world  # noqa: F401 - a world with one of each thing, and the addresses of all
from tests.test_rights import TABLE
from tests.thorough import sample

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nothing_kept")]

MARK = "Zmierzchnica"
SLUG = MARK.lower()
# who holds such a key knows the thing by it
KEYS = ("{token}", "{invitation}", "{declaration}", "{stop}")
# what is restricted: (the page, the kind of page in which the word stands)
KINDS = {
    "group": (WorkingGroupPage, WorkingGroupPage),
    "board": (RoadmapPage, Action),
    "call": (DeclarationCallPage, DeclarationCallPage),
    "meeting": (MeetingPage, MeetingPage),
    "news": (NewsPage, NewsPage),
    "index of groups": (GroupIndexPage, WorkingGroupPage),
    "index of calls": (CallIndexPage, DeclarationCallPage),
    "index of meetings": (MeetingIndexPage, MeetingPage),
    "index of news": (NewsIndexPage, NewsPage),
}


def first(model):
    return model.objects.order_by("pk").first()


def mark(model, by):
    """Write the word into the first thing of that kind, as people do; of a group into its board too."""
    if model in (Action, WorkingGroupPage):
        action = first(Action)
        action.revise(by, 1, title=f"{MARK} i sowa", description=f"{MARK}: sowa w mieście.")
        action.comment(by, f"{MARK} wraca.")
    if model is not Action:
        page = first(model)
        page.title, page.slug = f"{MARK} i sowa", SLUG
        for name in ("purpose", "lead", "lede"):
            if hasattr(page, name):
                setattr(page, name, f"{MARK}: sowa w mieście.")
        page.save_revision().publish()


def restrict(page, kind="login"):
    PageViewRestriction.objects.all().delete()
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind)
    if kind == "groups":
        restriction.groups.add(Group.objects.get(name="Redaktorzy"))


def addresses(world):  # noqa: F811
    """Every address of ours that is read without a key, each page with what it answers below itself, search, lists."""
    rows = [row for row in TABLE.values() if row[1] == "get" and not any(key in row[0] for key in KEYS)]
    found = [address.format(**world) for address, *_ in rows if "wylogowanie" not in address]
    for page in Page.objects.live().filter(depth__gt=1).specific():
        found += [page.url, *(f"{page.url}{name}" for name in page.also_at)]
    group = first(WorkingGroupPage).slug
    for page in ("spotkania/", "spotkania/kalendarz.ics", "aktualnosci/", "aktualnosci/rss/", "deklaracja/"):
        found.append(f"/{page}?grupa={group}")
    call = first(DeclarationCallPage).slug
    found += [f"/deklaracje/nabor/{call}/deklaracja.pdf", "/nie-ma/", "/szukaj/?q=sowa", "/szukaj/?q=sowe"]
    return [*dict.fromkeys([*found, "/szukaj/podpowiedzi/?q=sow", "/szukaj/?q=miasto&rodzaj=action"])]


def read(client, addresses):
    """{address: all that its answer says}."""
    found = {}
    for address in addresses:
        answer = client.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        found[address] = f"{content.decode(errors='replace')} {answer.get('Location', '')}"
    return found


def telling(pages):
    """The addresses whose answers hold the word, beside the address itself: whoever asks for that knows it."""
    own = {address: address if SLUG in address else "\x00" for address in pages}
    return [address for address, text in pages.items() if SLUG in text.lower().replace(own[address], "")]


@pytest.mark.any_engine
@pytest.mark.parametrize("kind", sample(KINDS, "private pages", one_in=4, always=("group", "call")))
def test_what_not_everybody_may_read_is_found_nowhere(world, kind, ewa, jan, as_user):  # noqa: F811
    restricted, marked = KINDS[kind]
    mark(marked, ewa)
    nobody, everywhere = Client(), addresses(world)
    public = read(nobody, everywhere)
    assert len(telling(public)) > 2, "while everybody may read it, it is told, and kept"
    found = {picture for text in public.values() for picture in re.findall(r'og:image" content="([^"]+)"', text)}
    pictures = [picture.removeprefix(settings.SITE_URL) for picture in found]
    assert {nobody.get(picture).status_code for picture in pictures} == {200}
    restricted = first(restricted)
    own = [page.url for page in Page.objects.live().filter(path__startswith=restricted.path).specific()]
    for client, restriction in ((nobody, "login"), (as_user(jan), "groups")):
        restrict(restricted, restriction)
        assert telling(read(client, everywhere)) == []
        assert 200 not in {client.get(address).status_code for address in own}
    assert {nobody.get(picture).status_code for picture in pictures} == {200, 404}, "nor is its picture served"


def test_no_declaration_goes_to_a_call_that_one_may_not_see(world, call, client):  # noqa: F811
    before = Declaration.objects.count()
    restrict(call)
    person = {"given_name": "Jan", "family_name": "Testowy", "email": "jan@example.org", "capacity": "own"}
    assert client.post("/deklaracje/nabor/nabor/", person | {"groups": [world["group"]]}).status_code == 404
    assert client.post("/deklaracje/nabor/nabor/pole/nip/", {"nip": "1"}).status_code == 404
    assert client.get("/deklaracje/nabor/nabor/deklaracja.pdf").status_code == 404
    assert "<form" not in client.get("/deklaracja/").text.partition("<main")[2].partition("</main")[0]
    assert Declaration.objects.count() == before


def test_who_may_see_a_private_call_declares_in_it(call, jan, as_user):
    restrict(call)
    member = as_user(jan)
    assert "deklaracja" in member.get("/deklaracja/").text and member.get(call.url).status_code == 200
    assert member.post("/deklaracje/nabor/nabor/", {"given_name": "Jan"}).status_code == 422
    assert member.get("/deklaracje/nabor/nabor/deklaracja.pdf").status_code == 200


def test_a_private_group_is_not_offered_in_a_public_call(call, group, other_group, client):
    call.groups = [group, other_group]
    call.save_revision().publish()
    assert "Kooperacja" in client.get("/deklaracja/").text and "Kooperacja" in client.get("/nabory/").text
    restrict(other_group)
    for address in ("/deklaracja/", call.url, "/nabory/", "/"):
        page = client.get(address).text
        assert "Kooperacja" not in page, address
    assert "Edukacja" in client.get(call.url).text


def test_an_alias_is_as_private_as_its_source(home, client):
    page = NewsIndexPage.objects.get().add_child(instance=NewsPage(title=MARK, slug=SLUG, lead="Krótko."))
    page.save_revision().publish()
    alias = page.create_alias(update_slug="inna")
    assert client.get("/aktualnosci/inna/").status_code == 200
    restrict(page)
    assert client.get("/aktualnosci/inna/").status_code == 302
    for address in ("/", "/aktualnosci/", "/aktualnosci/rss/", "/sitemap.xml", "/szukaj/?q=zmierzchnicy"):
        text = client.get(address).text
        assert MARK not in text and alias.slug not in text, address


@pytest.mark.engine
def test_a_restriction_holds_in_another_process_though_its_news_was_lost(group, client, monkeypatch):
    assert client.get(group.url).status_code == client.get(group.url).status_code == 200
    monkeypatch.setattr(generations, "begin_generations", lambda: None)  # killed after the commit
    restrict(group)
    generations.look_again()
    assert client.get(group.url).status_code == 302
    PageViewRestriction.objects.all().delete()
    generations.look_again()
    assert client.get(group.url).status_code == 200

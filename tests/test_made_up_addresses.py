"""What somebody makes up behind the question mark of an address is no other page: it is neither made nor kept anew."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from wagtail.models import Page, get_page_models

from portal.models import ContentPage
from portal.serving import page_cache

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nothing_kept")]

# the parameters that each view reads which is the same for everybody
VIEWS = {
    "accessibility": (),
    "action": ("dyskusja", "historia", "strona"),
    "blank_pdf": (),
    "clause": (),
    "reported": (),
    "robots": (),
    "security": (),
    "site_map": (),
    "sitemap": (),
}
LIST = ("grupa", "strona")
# and each type of page; others read none
TYPES = {
    "DeclarationCallPage": ("grupa",),
    "MeetingIndexPage": LIST,
    "NewsIndexPage": LIST,
    "RoadmapPage": (
        *("slowa", "tylko", "kto", "horyzont", "moje", "bez-glosu", "porzadek"),
        *("stan", "wszystkie", "od", "dodaj", "od-wizyty"),
    ),
}
NAMES = sorted({name for names in [*VIEWS.values(), *TYPES.values()] for name in names})


@pytest.fixture
def page(home):
    page = home.add_child(instance=ContentPage(title="Biblioteka", slug="biblioteka", lede="O bibliotece."))
    page.save_revision().publish()
    return page


def test_each_view_and_type_of_page_says_what_it_reads():
    def views(entries):
        for entry in entries:
            if hasattr(entry, "url_patterns"):
                yield from views(entry.url_patterns)
            elif getattr(entry.callback, "same_for_everybody", False):
                closed = dict(zip(entry.callback.__code__.co_freevars, entry.callback.__closure__, strict=True))
                yield entry.callback.__name__, closed["reads"].cell_contents

    assert dict(views(get_resolver().url_patterns)) == VIEWS
    ours = {model.__name__: model.reads for model in get_page_models() if model._meta.app_label != "wagtailcore"}
    assert {name: reads for name, reads in ours.items() if reads} == TYPES


def public_addresses(action):
    addresses = [page.url for page in Page.objects.live().filter(depth__gt=1)]
    addresses += ["/spotkania/kalendarz.ics", "/aktualnosci/kanal.xml", action.get_absolute_url()]
    return [*addresses, "/mapa-strony/", "/deklaracja-dostepnosci/", "/sitemap.xml", "/robots.txt"]


class Watched(QueryDict):
    """Parameters that note which of them are asked for, there or not."""

    wanted = set()

    def get(self, name, default=None):
        self.wanted.add(name)
        return super().get(name, default)

    def getlist(self, name, default=None):
        self.wanted.add(name)
        return super().getlist(name, default)

    def __getitem__(self, name):
        self.wanted.add(name)
        return super().__getitem__(name)

    def __contains__(self, name):
        self.wanted.add(name)
        return super().__contains__(name)


def test_nothing_reads_a_parameter_that_it_does_not_name(
    client, ewa, as_user, call, make_action, make_meeting, monkeypatch, settings
):
    """It would be told that the parameter is not there, and nobody would see why."""
    make_meeting("narada")
    settings.CACHES = settings.CACHES | {
        name: {"BACKEND": "django.core.cache.backends.dummy.DummyCache"} for name in ("pages", "local")
    }
    limited, read_only = {}, page_cache.read_only

    def watch(request, names):
        read_only(request, names)
        request.GET = Watched(request.META.get("QUERY_STRING", ""))
        limited["names"] = set(names)

    monkeypatch.setattr(page_cache, "read_only", watch)
    monkeypatch.setattr("portal.wagtail_hooks.read_only", watch)
    addresses = public_addresses(make_action())
    seen = set()
    for reader in (client, as_user(ewa)):
        for address in addresses:
            for headers in [{}, {"HX-Request": "true"}][: 2 if "mapa-drogowa" in address or "dzial" in address else 1]:
                limited.clear()
                Watched.wanted.clear()
                reader.get(address, headers=headers)
                # Django's own frame asks for none of ours
                assert Watched.wanted <= limited.get("names", set()), (address, Watched.wanted)
                seen |= Watched.wanted
    assert {"grupa", "strona", "tylko", "historia"} <= seen


def test_a_made_up_parameter_is_the_same_kept_page(client, call, make_action, subtests):
    for address in public_addresses(make_action()):
        first = client.get(address)
        if "ETag" not in first:
            continue  # a form, which nobody keeps
        reads = first.wsgi_request.reads
        kept = len(caches["pages"]._cache), len(caches["local"]._cache)
        with subtests.test(address), CaptureQueriesContext(connection) as queries:
            for name in {"utm_source", "x", *NAMES}.difference(reads):
                again = client.get(address, {name: "1", "y": ["2", "3"]})
                assert again["ETag"] == first["ETag"]
            assert not [query for query in queries if "cachegeneration" not in query["sql"]]
            assert (len(caches["pages"]._cache), len(caches["local"]._cache)) == kept


def test_a_list_has_a_page_for_each_group_and_no_other(client, group, make_meeting):
    make_meeting("narada", groups=[group])
    whole, one = client.get("/spotkania/"), client.get("/spotkania/?grupa=edukacja")
    assert whole["ETag"] != one["ETag"]
    for address, answer in (("/spotkania/?z=1", whole), ("/spotkania/?z=1&grupa=edukacja&grupy=2", one)):
        with CaptureQueriesContext(connection) as queries:
            again = client.get(address)
        assert again["ETag"] == answer["ETag"] and not len(queries)
    assert client.get("/spotkania/?grupa=nie-ma-takiej").status_code == 404
    assert client.get("/spotkania/?grupa=edukacja").content == one.content


def test_a_made_up_header_makes_no_page_anew(client, page):
    client.get(page.url)
    with CaptureQueriesContext(connection) as queries:
        client.get(page.url, headers={"HX-Request": "1"})
        client.get(page.url, headers={"HX-History-Restore-Request": "tak"})
    assert not len(queries)


def test_the_canonical_address_says_what_is_read_and_nothing_else(client, group, page, make_action, make_meeting):
    make_meeting("narada", groups=[group])
    board = make_action().roadmap.page.url

    def canonical(address):
        return client.get(address).content.decode().partition('rel="canonical" href="')[2].partition('"')[0]

    assert canonical(f"{page.url}?grupa=edukacja&strona=2").endswith(page.url)
    assert canonical(f"{board}?grupa=edukacja").endswith(board)
    assert canonical("/spotkania/?grupa=edukacja&x=1").endswith("/spotkania/?grupa=edukacja")


def test_the_frame_is_made_once_for_all_searches(client, page):
    client.get("/szukaj/?q=biblioteka")
    client.get("/nie-ma/strony/")
    kept = set(caches["local"]._cache)
    client.get("/szukaj/?q=ogród")
    client.get("/nie-ma/takiej-strony/")
    Client().get("/szukaj/?q=szkoła")
    assert set(caches["local"]._cache) == kept


def test_two_who_ask_for_the_same_in_another_order_get_one_page(client, group, make_meeting):
    for number in range(14):
        make_meeting(f"narada-{number}", groups=[group])
    one = client.get("/spotkania/?grupa=edukacja&strona=2")
    with CaptureQueriesContext(connection) as queries:
        other = client.get("/spotkania/?strona=2&x=1&grupa=edukacja")
    assert other["ETag"] == one["ETag"] and not len(queries)

"""What happens on a board ends what shows that board, at once, and lets every other page be kept."""

import pytest
from django.apps import apps
from django.core.cache import caches
from django.db import connection
from django.db.models.signals import post_delete, post_save
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from portal.serving import generations, page_cache
from roadmaps.models import Comment, Support

pytestmark = pytest.mark.django_db(transaction=True)

WITH_TOPICS = [model for model in apps.get_models() if hasattr(model, "topics")]
ELSEWHERE = ["/aktualnosci/", "/spotkania/", "/o-centrum/", "/mapa-strony/"]


@pytest.fixture(autouse=True)
def _nothing_kept(home, settings):
    settings.ALLOWED_HOSTS = ["testserver"]
    forget_everything()


def forget_everything():
    generations.forget()
    caches["local"].clear()
    caches["pages"].clear()


@pytest.fixture
def boards(group, other_group, make_user, join, make_action, celina, bartek):
    """An action on the board of each group."""
    from roadmaps.models import Roadmap

    there = Roadmap.objects.get(page__path__startswith=other_group.path)
    return make_action("Ławka przy szkole"), there.add(celina, title="Wspólny ogród", description="Za biblioteką.")


def shown_here(action):
    return [action.roadmap.page.url, action.get_absolute_url(), action.roadmap.group.url]


def read(client, addresses):
    """{address: (its ETag, how many queries it took)}"""
    found = {}
    for address in addresses:
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        assert answer.status_code == 200, address
        found[address] = (answer["ETag"], len([query for query in queries if "cachegeneration" not in query["sql"]]))
    return found


def writes(here, there, anna, bartek, ewa):
    """(what happens, how) on the board of the first action, one after another."""
    roadmap = here.roadmap

    def other():
        return roadmap.actions.exclude(pk=here.pk).order_by("pk").first()

    def said():
        return Comment.objects.get(action=here)

    yield "vote", lambda: here.support(anna)
    yield "vote for a duplicate", lambda: other().support(bartek)
    yield "merge", lambda: other().merge_into(ewa, here)
    yield "comment", lambda: here.comment(anna, f"Zapytajmy szkołę, @{bartek.get_full_name()}.")
    yield "comment again", lambda: here.revise_comment(anna, said().pk, "Zapytałam szkołę.")
    yield "offer help", lambda: here.pledge(anna, "time", "Mam wiertarkę.")
    yield "object", lambda: here.object(anna, "Za blisko ulicy.")
    yield "link", lambda: here.revise(ewa, here.version, depends_on=[there])
    yield "text", lambda: here.revise(ewa, here.version, title="Ławka przed szkołą", responsible_organisations="Szkoła")
    yield "propose", lambda: roadmap.add(anna, title="Stojaki na rowery", description="Dwa.")
    yield "second vote", lambda: here.support(bartek)
    yield "third vote", lambda: here.support(ewa)
    yield "agree", lambda: here.move(ewa, "agreed", note="Na spotkaniu.")
    yield "hide", lambda: here.hide(ewa, "Nie na temat.")


def test_no_page_that_shows_a_board_is_ever_an_old_one(client, boards, make_action, anna, bartek, ewa, subtests):
    here, there = boards
    make_action("Ławka pod szkołą")
    addresses = ["/", "/grupy/", "/sitemap.xml", *shown_here(here), *shown_here(there)]
    written = set()
    read(client, addresses)

    def note(sender, **kwargs):
        written.add(sender)

    for signal in (post_save, post_delete):
        signal.connect(note)
    try:
        for name, write in writes(here, there, anna, bartek, ewa):
            with subtests.test(name):
                write()
                seen = read(client, addresses)
                forget_everything()
                assert {a: tag for a, (tag, _) in seen.items()} == {
                    a: tag for a, (tag, _) in read(client, addresses).items()
                }
    finally:
        for signal in (post_save, post_delete):
            signal.disconnect(note)
    assert not set(WITH_TOPICS) - written, "each kind of row was written"


def test_what_happens_on_a_board_keeps_all_other_pages(client, boards, anna, bartek, ewa, subtests):
    here, there = boards
    kept = [*ELSEWHERE, *shown_here(there)]
    acts = {
        "vote": lambda: here.support(anna),
        "comment": lambda: here.comment(anna, "Zapytajmy szkołę."),
        "text": lambda: here.revise(ewa, here.version, title="Ławka przed szkołą"),
        "move": lambda: here.move(ewa, "discussed"),
        "propose": lambda: here.roadmap.add(anna, title="Stojaki na rowery", description="Dwa."),
    }
    for name, act in acts.items():
        with subtests.test(name):
            before = read(client, kept)
            before_here = read(client, shown_here(here))
            act()
            after = read(client, kept)
            assert {address: queries for address, (_, queries) in after.items() if queries} == {}
            assert {a: tag for a, (tag, _) in after.items()} == {a: tag for a, (tag, _) in before.items()}
            anew = read(client, shown_here(here))
            assert all(queries for _, queries in anew.values())
            assert any(tag != before_here[address][0] for address, (tag, _) in anew.items())


def test_a_vote_keeps_the_home_page_which_counts_actions_and_not_votes(client, boards, anna, ewa):
    here, _ = boards
    read(client, ["/", "/grupy/"])
    here.support(anna)
    assert [queries for _, queries in read(client, ["/", "/grupy/"]).values()] == [0, 0]
    here.move(ewa, "discussed")
    assert all(queries for _, queries in read(client, ["/", "/grupy/"]).values())


def test_an_editor_ends_what_is_kept_of_all_pages(client, boards, home):
    here, there = boards
    addresses = ["/", *ELSEWHERE, *shown_here(here), *shown_here(there)]
    read(client, addresses)
    home.save_revision().publish()
    assert all(queries for _, queries in read(client, addresses).values())


def test_another_process_sees_a_vote_within_a_second(client, boards, anna, monkeypatch):
    here, _ = boards
    before = client.get(here.get_absolute_url())["ETag"]
    # what another process does: the row changes without a word to this one
    monkeypatch.setattr(generations, "forget", lambda: None)
    monkeypatch.setattr(generations, "look_again", lambda: None)
    here.support(anna)
    looked = generations._looked
    while client.get(here.get_absolute_url())["ETag"] == before:
        assert generations.time.monotonic() < looked + 1


def test_a_link_is_seen_at_once_from_the_other_board(client, boards, ewa):
    here, there = boards
    assert "Ławka" not in client.get(there.get_absolute_url()).content.decode()
    here.revise(ewa, here.version, depends_on=[there])
    assert "Ławka" in client.get(there.get_absolute_url()).content.decode()
    here.refresh_from_db()
    here.hide(ewa, "Nie na temat.")
    assert "Ławka" not in client.get(there.get_absolute_url()).content.decode()
    here.refresh_from_db()
    here.show(ewa)
    assert "Ławka" in client.get(there.get_absolute_url()).content.decode()


def test_every_page_that_reads_rows_of_a_topic_remembers_one(client, boards, monkeypatch):
    """Which pages show something of boards is found in their queries, whatever their templates are called."""
    remembered = []
    make = page_cache.Page.of
    monkeypatch.setattr(page_cache.Page, "of", lambda *given: remembered.append(given[2]) or make(*given))
    tables = {
        f'"{model._meta.db_table}"': "search" if model._meta.app_label == "portal" else "board" for model in WITH_TOPICS
    }
    addresses = [page.url for page in Page.objects.live().filter(depth__gt=1)]
    addresses += ["/sitemap.xml", "/robots.txt", "/mapa-strony/", "/deklaracja-dostepnosci/", "/deklaracja/klauzula/"]
    addresses += [action.get_absolute_url() for action in boards]
    read_by = {}
    for address in addresses:
        forget_everything()
        remembered.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        read = {kind for table, kind in tables.items() for query in queries if table in query["sql"]}
        kinds = {topic.split()[0].replace("actions", "board") for tokens in remembered for topic in tokens}
        assert read <= kinds or not remembered, address
        read_by[address] = bool(read and remembered)
    assert {"/", "/grupy/", "/sitemap.xml", *shown_here(boards[0])} <= {
        address for address in read_by if read_by[address]
    }
    assert not any(read_by[address] for address in ELSEWHERE)


def test_a_vote_deleted_by_its_key_ends_its_board(client, boards, anna):
    here, _ = boards
    here.support(anna)
    seen = read(client, shown_here(here))
    Support.objects.get(action=here).delete()
    assert read(client, shown_here(here))[here.get_absolute_url()][0] != seen[here.get_absolute_url()][0]

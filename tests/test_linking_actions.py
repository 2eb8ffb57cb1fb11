"""Actions depend on and relate to each other, also across groups; never in a circle, never to what is not public."""

import threading

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from roadmaps.models import Action, Refused
from roadmaps.models.roadmap import Roadmap

pytestmark = pytest.mark.engine


@pytest.fixture
def make_elsewhere(other_group, karol):
    """make_elsewhere("Tytuł") is an action of the other group."""
    roadmap = Roadmap.objects.get(page__path__startswith=other_group.path)
    return lambda title="Giełda usług": roadmap.add(karol, title=title, description="W drugiej grupie.")


def link(action, by, **links):
    action.refresh_from_db()
    action.revise(by, action.version, **links)


def test_links_are_shown_on_both_sides_with_group_and_state(anna, celina, client, make_action, make_elsewhere):
    here, there, third = make_action("Pierwsze działanie"), make_elsewhere(), make_elsewhere("Trzecie działanie")
    link(here, anna, depends_on=[there], related=[third])
    html = client.get(here.get_absolute_url()).text
    assert html.index("Zależy od") < html.index("Giełda usług") < html.index("Powiązane") < html.index("Trzecie")
    assert "grupa „Kooperacja”" in html and "Propozycje" in html
    html = client.get(there.get_absolute_url()).text
    assert "Na to czekają" in html and "Pierwsze działanie" in html and "grupa „Edukacja”" in html
    html = client.get(third.get_absolute_url()).text
    assert "Powiązane" in html and "Pierwsze działanie" in html


def test_no_action_links_to_itself(anna, make_action):
    action = make_action()
    for name in ("depends_on", "related"):
        with pytest.raises(Refused, match="samo ze sobą"):
            link(action, anna, **{name: [action]})
    action.refresh_from_db()
    assert not action.depends_on.exists() and action.version == 1


def test_dependencies_never_run_in_a_circle(anna, karol, make_action, make_elsewhere):
    one, two, far = make_action("Pierwsze działanie"), make_action("Drugie działanie"), make_elsewhere()
    link(one, anna, depends_on=[two])
    link(two, anna, depends_on=[far])
    with pytest.raises(Refused, match="koło"):
        link(two, anna, depends_on=[far, one])
    with pytest.raises(Refused, match="Pierwsze działanie"):
        link(far, karol, depends_on=[one])
    assert not far.depends_on.exists()
    link(far, karol, related=[one])  # being related is no order


def test_what_not_everybody_may_read_is_linked_to_by_nobody(anna, make_action, make_elsewhere, other_group):
    action, there = make_action(), make_elsewhere()
    Action.objects.filter(pk=there.pk).update(hidden_reason="Dane osobowe")
    with pytest.raises(Refused, match="wszyscy"):
        link(action, anna, related=[there])
    Action.objects.filter(pk=there.pk).update(hidden_reason="")
    PageViewRestriction.objects.create(page=other_group, restriction_type="login")
    with pytest.raises(Refused, match="wszyscy"):
        link(action, anna, related=[there])
    assert not action.related.exists()


def test_a_link_to_what_was_hidden_since_is_not_shown(anna, client, as_user, make_action, make_elsewhere, other_group):
    action, there = make_action(), make_elsewhere()
    link(action, anna, depends_on=[there])
    Action.objects.filter(pk=there.pk).update(hidden_reason="Dane osobowe")
    for reader in (client, as_user(anna)):
        page = reader.get(action.get_absolute_url()).text
        assert "Giełda usług" not in page.split('id="historia"')[0]
    link(action, anna, title="Nowy tytuł działania")  # links that were there stand in nobody's way
    Action.objects.filter(pk=there.pk).update(hidden_reason="")
    other_group.unpublish()
    assert "Giełda usług" not in client.get(action.get_absolute_url()).text.split('id="historia"')[0]


def test_a_new_action_has_its_links_at_once(anna, roadmap, make_action, make_elsewhere):
    there = make_elsewhere()
    action = roadmap.add(anna, title="Nowe działanie", description="Opis.", depends_on=[there], related=[there])
    assert list(action.depends_on.all()) == list(action.related.all()) == [there]


def test_links_cost_as_much_for_one_as_for_twenty(pages_made_anew, anna, client, make_action, make_elsewhere):
    action = make_action()

    def ask():
        with CaptureQueriesContext(connection) as queries:
            client.get(action.get_absolute_url())
        return len(queries)

    link(action, anna, depends_on=[make_elsewhere()], related=[make_action("Drugie działanie")])
    ask()
    once = ask()
    more = [make_elsewhere(f"Działanie {n}") for n in range(20)]
    link(action, anna, depends_on=more[:10], related=more[10:])
    ask()
    assert ask() == once


@pytest.mark.django_db(transaction=True)
def test_two_who_add_opposite_links_at_once_make_no_circle(anna, karol, make_action, make_elsewhere):
    for turn in range(6):
        here, there = make_action(f"Działanie {turn} tutaj"), make_elsewhere(f"Działanie {turn} tam")
        start, errors = threading.Barrier(2), []

        def add(action, by, other, start=start, errors=errors):
            start.wait()
            try:
                Action.objects.get(pk=action.pk).revise(by, 1, depends_on=[other])
            except Refused:
                pass
            except Exception as error:
                errors.append(error)
            finally:
                connection.close()

        threads = [
            threading.Thread(target=add, args=(here, anna, there)),
            threading.Thread(target=add, args=(there, karol, here)),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert errors == []
        edges = Action.depends_on.through.objects
        assert edges.filter(from_action__in=[here, there]).count() == 1
    assert not Action.objects.filter(depends_on__depends_on=F("pk")).exists()

"""Who may do what with an action in which state: each cell of the table of moves, and of the table of acts."""

from contextlib import contextmanager
from datetime import date
from itertools import product

import pytest
from django.db import transaction

from roadmaps.models import Action, Refused
from roadmaps.rules.permissions import ACTS, MOVES

pytestmark = pytest.mark.engine

STATES = [state for state, _ in Action.STATES]
READY = {"responsible_organisations": "Fundacja Demo", "term": date(2030, 6, 30), "term_precision": "quarter"}
WHY = {"note": "Ustalone na spotkaniu.", "outcome": "Trzy szkoły.", "done_on": date(2030, 6, 1)}

# who: what each may do beyond the one before
RANKS = {"jan": 0, "celina": 0, "admin": 0, "anna": 1, "bartek": 2, "ewa": 3}
NEEDED = {"member": 1, "responsible": 2, "coordinator": 3}


@pytest.fixture
def cast(anna, bartek, ewa, jan, celina, admin):
    return {"anna": anna, "bartek": bartek, "ewa": ewa, "jan": jan, "celina": celina, "admin": admin}


@pytest.fixture
def make_ready(make_action, bartek):
    """An action that may go anywhere; Bartek is responsible for it."""
    return lambda state="proposed", **fields: make_action(state=state, responsible_members=[bartek], **READY | fields)


def table():
    """The table of moves (`roadmaps/rules/permissions.py`), written down a second time."""
    member, responsible, coordinator = 1, 2, 3
    return {
        ("proposed", "discussed"): member,
        ("discussed", "proposed"): member,
        ("discussed", "agreed"): coordinator,
        ("agreed", "discussed"): coordinator,
        ("agreed", "in_progress"): responsible,
        ("in_progress", "done"): responsible,
        ("proposed", "dropped"): member,
        ("discussed", "dropped"): member,
        ("agreed", "dropped"): responsible,
        ("in_progress", "dropped"): responsible,
        ("dropped", "proposed"): coordinator,
    }


def test_the_rights_are_those_of_the_table():
    assert {way: NEEDED[rank] for way, rank in MOVES.items()} == table()


@contextmanager
def cell(subtests, **names):
    """One cell of a table: a test of its own that leaves nothing behind, in a world that is made once."""
    with subtests.test(**names), transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_every_cell_of_the_table_of_moves(cast, make_ready, subtests):
    for who, start, to in product(RANKS, STATES, STATES):
        if start == to:
            continue
        with cell(subtests, who=who, start=start, to=to):
            action = make_ready(start)
            if RANKS[who] >= table().get((start, to), 9):
                action.move(cast[who], to, **WHY)
                assert action.state == to
                event = action.events.get(kind="moved")
                assert event.by == cast[who] and event.changes["state"] == [start, to]
            else:
                with pytest.raises(Refused):
                    action.move(cast[who], to, **WHY)
                action.refresh_from_db()
                assert action.state == start and not action.events.filter(kind="moved").exists()


@pytest.mark.any_engine
def test_every_cell_of_the_table_of_acts(cast, make_ready, roadmap, subtests):
    member, responsible, coordinator, nobody = 1, 2, 3, 9
    for act, state, who in product(ACTS, STATES, RANKS):
        early, middle = state in {"proposed", "discussed"}, state in {"agreed", "in_progress"}
        needed = {
            "edit": member if early else responsible if middle else coordinator,
            "order": member if early else coordinator,
            "comment": member,
            "support": member if early else nobody,
            "pledge": member if early or middle else nobody,
            "object": member if early or middle else nobody,
            "moderate": coordinator,
            "merge": coordinator if early or middle else nobody,
        }[act]
        with cell(subtests, act=act, state=state, who=who):
            other = make_ready("proposed" if act == "merge" else state)
            action = make_ready(state)
            said = action.comment(cast["ewa"], "Do przypięcia.") if act == "moderate" else None
            before = roadmap.events.count()
            verb = {
                "edit": lambda by, action=action: action.revise(by, 1, title="Nowy tytuł"),
                "order": lambda by, action=action: action.shift(by, up=True),
                "comment": lambda by, action=action: action.comment(by, "Zgoda."),
                "support": lambda by, action=action: action.support(by),
                "pledge": lambda by, action=action: action.pledge(by, "room", "Sala na 20 osób"),
                "object": lambda by, action=action: action.object(by, "Za drogo."),
                "moderate": lambda by, action=action, said=said: action.pin_comment(by, said.pk),
                "merge": lambda by, action=action, other=other: action.merge_into(by, other),
            }[act]
            if RANKS[who] >= needed:
                verb(cast[who])
                assert roadmap.events.count() == before + (2 if act == "merge" else 1)
            else:
                with pytest.raises(Refused):
                    verb(cast[who])
                assert roadmap.events.count() == before

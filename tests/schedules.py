"""Schedules of edits that meet, and what must hold after them: no word is lost, and the history replays."""

from datetime import timedelta

import pytest
from django.utils import timezone

from roadmaps.models import Action, Conflict, Event
from roadmaps.shown.replay import replay

OPIS = "Cztery rozmowy w roku. Zapraszamy mieszkańców. Na koniec wspólny stół."


@pytest.fixture
def action(anna, roadmap):
    return roadmap.add(anna, title="Debaty przy wspólnym stole", description=OPIS, goal="Zgoda.")


def edit(client, action, base, **changes):
    """What JavaScript leaves of the form: only what was changed."""
    return client.post(f"/dzialania/{action.pk}/edycja/", {"base": base} | changes)


def replays_exactly(roadmap):
    """Whether the log alone makes of every action what its row holds."""
    found = replay(roadmap.events.all())
    for action in Action.objects.filter(roadmap=roadmap):
        told = found[action.pk]
        assert told.text == action.snapshot()
        assert (told.state, told.outcome, told.done_on) == (action.state, action.outcome, action.done_on)
        assert (told.hidden_reason, told.merged_into) == (action.hidden_reason, action.merged_into_id)
        assert told.supporters == set(action.supports.values_list("by", flat=True))
    return True


# schedules

LINES = ["Sala jest jasna.", "Stół stoi pośrodku.", "Herbata czeka na gości.", "Zapisy trwają do piątku."]
FIELDS = ["title", "description", "goal", "partners"]


def run_schedule(rng, roadmap, people, steps=6):
    """Editors open, type, send late, send again; what each typed is found in the text or in the log. Gives figures."""
    start = {"title": "Debaty przy stole", "description": " ".join(LINES), "goal": LINES[0], "partners": "koło"}
    action = roadmap.add(people[0], **start)
    at, typed, figures, waiting = timezone.now(), [], {"saved": 0, "conflicts": 0, "again": 0}, []
    for step in range(steps):
        person = rng.choice(people)
        base = rng.randint(1, action.version) if rng.random() < 0.5 else action.version  # opened a while ago
        text = action.snapshot_at(base)
        changes = {}
        for name in rng.sample(FIELDS, rng.choice([1, 1, 2])):
            words = text[name].split(" ")
            place = rng.randrange(len(words) + 1)
            word = f"{rng.choice('abcdefgh')}{step}{person.pk}słowo{len(typed)}x"
            changes[name] = " ".join([*words[:place], word, *words[place + rng.choice([0, 0, 1, 2]) :]])
            typed.append(word)
        waiting.append((person, base, changes))
        rng.shuffle(waiting)  # delays: what was sent first need not come first
        while waiting and rng.random() < 0.7:
            person, base, changes = waiting.pop()
            for _ in range(rng.choice([1, 1, 2])):  # a double submit
                at += timedelta(seconds=rng.randrange(90))
                figures["again"] += _send(action, person, base, changes, at, figures)
            if rng.random() < 0.2:
                waiting.append((person, base, changes))  # a retry after a lost answer
                if rng.random() < 0.5:
                    break
    for person, base, changes in waiting:
        _send(action, person, base, changes, at, figures)
    check_schedule(action, typed)
    return figures


def _send(action, person, base, changes, at, figures):
    before = Event.objects.filter(action=action).count()
    try:
        action.revise(person, base, at=at, **changes)
        figures["saved"] += 1
    except Conflict:
        figures["conflicts"] += 1
    return Event.objects.filter(action=action).count() == before


def check_schedule(action, typed):
    """No word typed is absent from both the text and the log, no event is empty, and the log replays."""
    action.refresh_from_db()
    events = list(action.events.all())
    log = " ".join(str(event.changes) for event in events if event.kind in ("added", "revised", "variant"))
    text = " ".join(str(value) for value in action.snapshot().values())
    lost = [word for word in typed if word not in log and word not in text]
    assert not lost, lost
    assert all(old != new for event in events for old, new in event.changes.values())
    assert all(event.changes for event in events if event.kind in ("revised", "variant"))
    told = replay(events)[action.pk]
    assert told.text == action.snapshot()
    assert action.snapshot_at(1) == action.text_after(events[0].number)

"""However many members write one action, in whatever order, no word of anybody is lost."""

import random
import threading

import pytest
from django.db import connection

from roadmaps.models import Action, Conflict
from tests import schedules
from tests.schedules import check_schedule, run_schedule
from tests.thorough import steps

pytestmark = pytest.mark.engine

action = schedules.action


@pytest.mark.parametrize("editors", [2, 3])
def test_no_word_is_lost_in_any_order(roadmap, anna, bartek, ewa, editors):
    seed = random.randrange(10**9)
    print(f"seed {seed}")
    rng = random.Random(seed)
    conflicts = saved = 0
    schedules = steps(30, 100)
    for _ in range(schedules):
        figures = run_schedule(rng, roadmap, [anna, bartek, ewa][:editors])
        conflicts, saved = conflicts + figures["conflicts"], saved + figures["saved"]
    assert conflicts > 0.1 * schedules and saved > 1.5 * schedules


@pytest.mark.django_db(transaction=True)
def test_twenty_editors_at_once_lose_nothing(roadmap, group, make_user, join):
    people = [make_user(f"pisze{number}") for number in range(20)]
    for person in people:
        join(person, group)
    lines = "\n".join(f"- punkt numer {number}" for number in range(10))
    action = roadmap.add(people[0], title="Debaty przy stole", description=lines)
    copies = [Action.objects.select_related("roadmap").get(pk=action.pk) for _ in people]
    barrier, wrong, conflicts = threading.Barrier(20), [], []

    def write(number, person):
        mine = copies[number]
        line = f"punkt numer {number % 10}"
        barrier.wait(60)  # nobody holds a connection yet
        try:
            mine.revise(person, 1, description=lines.replace(line, f"{line} słowo{number}x"))
        except Conflict:
            conflicts.append(number)
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=each) for each in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    action.refresh_from_db()
    assert len(conflicts) == 10 and action.version == 11  # two wrote at each of ten lines
    check_schedule(action, [f"słowo{number}x" for number in range(20)])
    for number in range(20):
        assert (f"słowo{number}x" in action.description) is (number not in conflicts)
    numbers = list(roadmap.events.values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))

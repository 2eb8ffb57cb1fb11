"""Whatever members do in whatever order: what is counted, ordered and written down holds after each act."""

import random
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from roadmaps.models import Action, Refused, Support
from roadmaps.models.action.hiding import REMOVED
from roadmaps.models.roadmap import Roadmap
from roadmaps.rules.permissions import STATES
from signup.models import User
from tests.schedules import replays_exactly

pytestmark = pytest.mark.engine

STEPS, SEEDS, TRIES = 60, 3, 12
WORDS = ["stół", "ławka", "park", "debata", "szkoła", "głos", "mapa", "ogród"]


def order_told(roadmap):
    """{state: keys in their order} as the log alone tells it."""
    rows, where = {state: [] for state in STATES}, {}
    for event in roadmap.events.order_by("number"):
        if event.kind == "added":
            where[event.action_id] = "proposed"
            rows["proposed"].append(event.action_id)
        elif "place" in event.changes:
            before, now = event.changes["place"]
            old, new = event.changes.get("state", [where[event.action_id]] * 2)
            assert rows[old].pop(before - 1) == event.action_id
            rows[new].insert(now - 1, event.action_id)
            where[event.action_id] = new
    return rows


def holds(roadmap):
    """All that must be so on a board, always."""
    assert replays_exactly(roadmap)
    rows = {state: list(roadmap.actions.filter(state=state).values_list("pk", flat=True)) for state in STATES}
    assert order_told(roadmap) == rows
    numbers = list(roadmap.events.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, roadmap.events.count() + 1)) and roadmap.last_event == len(numbers)
    for action in roadmap.actions.for_board():
        assert action.votes == action.supports.count() == action.supports.values("by").distinct().count()
        assert action.comment_count == action.comments.filter(deleted_at=None).count()
        assert action.version == 1 + action.events.filter(kind="revised").count()
        assert bool(action.merged_into_id) <= (action.state == "dropped")
    # whoever was lent to another action stands nowhere twice
    for lent in Support.objects.exclude(came_from=None):
        assert lent.came_from.merged_into_id == lent.action_id
        assert not Support.objects.filter(action=lent.came_from, by=lent.by).exists()
    # no empty entries; taking words out for good may leave old and new alike
    for event in roadmap.events.filter(kind__in=["revised", "ordered", "variant"]):
        assert event.changes
        assert all(old != new or REMOVED in str(old) for old, new in event.changes.values())


class Crowd:
    """Members who do anything to anything; the clock goes on by itself."""

    def __init__(self, seed, roadmap, people, coordinator, admin):
        self.rng, self.roadmap, self.admin = random.Random(seed), roadmap, admin
        self.people, self.coordinator = people, coordinator
        self.at = timezone.now() - timedelta(days=2)
        self.done, self.refused = {}, 0

    def words(self, n=3):
        return " ".join(self.rng.choice(WORDS) for _ in range(n))

    def act(self):
        """One verb; gives its name."""
        rng = self.rng
        name = rng.choice([name for name in dir(self) if name.startswith("do_")])
        self.at += timedelta(seconds=rng.choice([1, 20, 300, 700]))
        by = rng.choice([*self.people, self.coordinator, self.coordinator])
        keys = list(self.roadmap.actions.values_list("pk", flat=True))
        action = Action.objects.get(pk=rng.choice(keys))
        try:
            getattr(self, name)(action, by)
            self.done[name] = self.done.get(name, 0) + 1
        except (Refused, ValidationError):
            self.refused += 1
        return name, action.pk, by.pk

    def other(self, action):
        return self.rng.choice(list(self.roadmap.actions.exclude(pk=action.pk)))

    def comment_of(self, action):
        keys = list(action.comments.values_list("pk", flat=True))
        return self.rng.choice(keys) if keys else 0

    def do_add(self, action, by):
        self.roadmap.add(by, title=f"Tytuł {self.words()}", description=self.words(20), at=self.at)

    def do_revise(self, action, by):
        name = self.rng.choice(["title", "description", "goal", "partners"])
        text = {name: f"Nowe {self.words(self.rng.choice([2, 12]))}"}
        action.revise(by, self.rng.randint(1, action.version), at=self.at, **text)

    def do_revise_who_and_when(self, action, by):
        people = self.rng.sample(self.people, self.rng.choice([0, 1, 2]))
        term = {"term": self.at.date(), "term_precision": "day"} if self.rng.random() < 0.5 else {}
        action.revise(by, action.version, responsible_members=people, at=self.at, **term)

    def do_link(self, action, by):
        name = self.rng.choice(["related", "depends_on"])
        action.revise(by, action.version, at=self.at, **{name: [self.other(action)]})

    def do_restore(self, action, by):
        number = self.rng.choice(list(action.events.values_list("number", flat=True)))
        action.restore(by, number, self.rng.choice([None, "title", "description"]), at=self.at)

    def do_undo(self, action, by):
        event = action.events.order_by("-number").first()
        action.undo(event.by or by, event.number, at=self.at)

    do_undo_soon = do_undo

    def do_undo_any(self, action, by):
        action.undo(by, self.rng.choice(list(action.events.values_list("number", flat=True))), at=self.at)

    def do_move(self, action, by):
        to = self.rng.choice(STATES)
        place, after = self.rng.choice([(None, None), (1, None), (3, None), (99, None), (None, self.other(action).pk)])
        said = {"note": self.words(), "outcome": self.words(), "done_on": self.at.date()}
        action.move(by, to, place=place, after=after, at=self.at, **said)

    def do_shift(self, action, by):
        action.shift(by, self.rng.random() < 0.5, at=self.at)

    def do_drop(self, action, by):
        action.drop(by, self.words(), at=self.at)

    def do_reopen(self, action, by):
        action.reopen(by, self.words(), at=self.at)

    def do_support(self, action, by):
        for _ in range(self.rng.choice([1, 2])):
            action.support(by, at=self.at)

    def do_support_more(self, action, by):
        for one in self.people:
            action.support(one, at=self.at)

    def do_withdraw(self, action, by):
        action.withdraw_support(by, at=self.at)

    def do_confirm(self, action, by):
        action.confirm_support(by, self.rng.choice([None, action.version]), at=self.at)

    def do_leave(self, action, by):
        action.leave_support(by, at=self.at)

    def do_merge(self, action, by):
        action.merge_into(by, self.other(action), at=self.at)

    do_merge_again = do_merge

    def do_unmerge(self, action, by):
        merged = self.roadmap.actions.exclude(merged_into=None).first() or action
        merged.unmerge(by, at=self.at)

    def do_pledge(self, action, by):
        action.pledge(by, "time", self.words(), at=self.at)

    def do_unpledge(self, action, by):
        action.withdraw_pledge(by, at=self.at)

    def do_object(self, action, by):
        action.object(by, self.words(), at=self.at)

    def do_unobject(self, action, by):
        action.withdraw_objection(by, at=self.at)

    def do_comment(self, action, by):
        reply = self.comment_of(action) if self.rng.random() < 0.4 else None
        action.comment(by, f"@{self.people[0].get_full_name()} {self.words()}", reply_to=reply or None, at=self.at)

    def do_revise_comment(self, action, by):
        action.revise_comment(by, self.comment_of(action), self.words(), at=self.at)

    def do_delete_comment(self, action, by):
        action.delete_comment(by, self.comment_of(action), at=self.at)

    def do_pin(self, action, by):
        verb = self.rng.choice([action.pin_comment, action.unpin_comment])
        verb(by, self.comment_of(action), at=self.at)

    def do_hide_comment(self, action, by):
        action.hide_comment(by, self.comment_of(action), self.words(), at=self.at)

    def do_show_comment(self, action, by):
        action.show_comment(by, self.comment_of(action), at=self.at)

    def do_hide(self, action, by):
        action.hide(by, self.words(), at=self.at)

    def do_show(self, action, by):
        action.show(by, at=self.at)

    def do_redact(self, action, by):
        action.redact(self.admin, self.words(1), "Dane osoby.", at=self.at)

    def do_leave_group(self, action, by):
        if by is not self.coordinator:
            membership = by.memberships.get()
            membership.leave(at=self.at)
            membership.refresh_from_db()
            type(membership).objects.filter(pk=membership.pk).update(status="active", ended_at=None)

    def do_end_membership(self, action, by):
        membership = self.rng.choice(self.people).memberships.get()
        membership.end(self.coordinator, "Na prośbę.", at=self.at)
        type(membership).objects.filter(pk=membership.pk).update(status="active", ended_at=None)

    def do_erase(self, action, by):
        """Somebody is forgotten, and somebody new comes."""
        place = self.rng.randrange(len(self.people))
        gone, group = self.people[place], self.people[place].memberships.get().group
        gone.erase(self.admin, at=self.at)
        self.people[place] = User.objects.create_user(f"nowa{gone.pk}@example.org", first_name=f"Nowa{gone.pk}")
        self.people[place].memberships.create(group=group)


@pytest.mark.parametrize("turn", range(SEEDS))
def test_all_verbs_in_any_order_leave_a_board_that_adds_up(turn, roadmap, group, make_user, join, ewa, admin):
    seed = random.randrange(10**9)
    print(f"seed {seed}")
    people = [make_user(f"robi{number}") for number in range(4)]
    for person in people:
        join(person, group)
    crowd = Crowd(seed, roadmap, people, ewa, admin)
    for _ in range(4):
        crowd.do_add(None, people[0])
    roadmap, told = Roadmap.objects.get(pk=roadmap.pk), []
    for _ in range(STEPS):
        for _ in range(TRIES):  # what is refused, or changes nothing, is no step
            told.append(crowd.act())
            written, roadmap = roadmap.last_event, Roadmap.objects.get(pk=roadmap.pk)
            if roadmap.last_event > written:
                break
        try:
            holds(roadmap)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}, after {told[-6:]}: {error}") from error
    assert crowd.refused > 0 and len(crowd.done) > 15 and roadmap.last_event > STEPS * 0.9, (seed, crowd.done)

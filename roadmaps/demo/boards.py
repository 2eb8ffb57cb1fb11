"""The boards of the demo: ten weeks of work on each, by the verbs that members use."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from roadmaps.demo import people_texts
from roadmaps.demo.actions import AGREED_AT
from roadmaps.demo.last_days import LAST_DAYS, LINKS, TWICE
from roadmaps.demo.moments import month_end
from roadmaps.models import Action, Roadmap
from signup.models import User


class Boards:
    """Makes actions, and what people did with them."""

    def board(self, number: int, actions: list) -> None:
        """Ten weeks of work on one roadmap: the steps of all its actions, in the order of time."""
        group = self.group[number]
        self.roadmap = Roadmap.objects.get(page__path__startswith=group.path)
        members = [
            self.people[name]
            for name, _, _, groups, coordinates, *_ in people_texts.PEOPLE
            if number in groups and not coordinates
        ]
        coordinator = self.people["koordynator"]
        steps = []
        for index, action in enumerate(actions):
            steps += self.steps(index, action, members, coordinator)
        made = {}
        for _, _, step in sorted(steps, key=lambda step: step[:2]):
            step(made)

    def steps(self, index: int, action: tuple, members: list[User], coordinator: User) -> list[tuple]:
        """(moment, order, what to do) for one action; `made` carries the actions that exist already."""
        title, description, state, supports, extra, comments = action
        start = self.now - timedelta(days=70 - 2 * index)
        fields = {key: value for key, value in extra.items() if key not in {"term", "responsible", "outcome", "reason"}}
        if "term" in extra:
            fields["term"], fields["term_precision"] = self.term(*extra["term"])
        if "responsible" in extra:
            fields["responsible_members"] = [self.people[name] for name in extra["responsible"]]
        steps = []

        def at(days, turn=0):
            # people write between 8.00 and 20.59
            day = timezone.localdate(start + timedelta(days=days))
            clock = time(8 + (5 * index + 3 * turn + int(days)) % 13, (17 * index + 23 * turn + 7) % 60)
            return timezone.make_aware(datetime.combine(day, clock))

        def step(when, do):
            steps.append((when, len(steps), do))

        author = members[index % len(members)]

        def propose(made):
            made[title] = self.roadmap.add(author, title=title, description=description, at=at(0), **fields)

        step(at(0), propose)
        voters = [*members, coordinator]
        for turn in range(supports):
            voter = voters[(index * 3 + turn) % len(voters)]
            when = at(1 + 2.3 * turn, turn)
            step(when, lambda made, voter=voter, when=when: _fresh(made[title]).support(voter, at=when))
        for turn, (name, kind, text) in enumerate(comments):
            when = at(3 + 5 * turn, turn + 2)
            step(
                when,
                lambda made, name=name, kind=kind, text=text, when=when: _fresh(made[title]).comment(
                    self.people[name], text, kind, at=when
                ),
            )
        moves = [("agreed", 27, {"note": AGREED_AT}), ("in_progress", 33, {})]
        if state == "done":
            moves.append(("done", 48, {"outcome": extra.get("outcome"), "done_on": timezone.localdate(at(47))}))
        reached = {"agreed": 1, "in_progress": 2, "done": 3}.get(state, 0)
        for to, days, why in moves[:reached]:
            step(
                at(days),
                lambda made, to=to, days=days, why=why: _fresh(made[title]).move(coordinator, to, at=at(days), **why),
            )
        if state == "dropped":
            step(at(30), lambda made: _fresh(made[title]).drop(coordinator, extra["reason"], at=at(30)))
        return steps

    def twice(self) -> None:
        """A proposal that was there already, and was merged into it."""
        number, title, description, author, supporters, other = TWICE
        roadmap = Roadmap.objects.get(page__path__startswith=self.group[number].path)
        at = self.now - timedelta(days=7.5)
        duplicate = roadmap.add(self.people[author], title=title, description=description, at=at)
        for name in supporters:
            at += timedelta(minutes=50)
            _fresh(duplicate).support(self.people[name], at=at)
        _fresh(duplicate).merge_into(self.people["koordynator"], _titled(other), at=at + timedelta(hours=3))

    def last_days(self) -> None:
        """Help, objections, answers and pins of the last days."""
        for days, title, name, verb, what in LAST_DAYS:
            action, by, at = _titled(title), self.people[name], self.now - timedelta(days=days)
            if verb == "pledge":
                action.pledge(by, *what, at=at)
            elif verb == "object":
                action.object(by, what, at=at)
            elif verb == "answer":
                asked, text = what
                action.comment(by, text, reply_to=action.comments.get(text=asked).pk, at=at)
            elif verb == "pin":
                action.pin_comment(by, action.comments.get(text__startswith=what).pk, at=at)
            else:
                term, precision = self.term(*what["term"])
                action.revise(by, action.version, at=at, **what | {"term": term, "term_precision": precision})

    def links(self) -> None:
        """From action to action, also across groups."""
        for hours, (name, title, depends_on, related) in enumerate(LINKS):
            action = _titled(title)
            links = {"depends_on": list(map(_titled, depends_on)), "related": list(map(_titled, related))}
            action.revise(self.people[name], action.version, at=self.now - timedelta(days=4, hours=-hours), **links)

    def term(self, precision: str, amount: int) -> tuple[date, str]:
        """The last day of a term that lies so far from now, and its precision."""
        if precision == "day":
            return self.today + timedelta(days=amount), precision
        if precision == "month":
            month = self.today.year * 12 + self.today.month - 1 + amount
            return month_end(date(month // 12, month % 12 + 1, 1)), precision
        end = month_end(date(self.today.year, amount * 3, 1))
        return (end if end > self.today else month_end(date(end.year + 1, end.month, 1))), precision


def _fresh(action):
    return type(action).objects.get(pk=action.pk)


def _titled(title):
    return Action.objects.get(title=title)

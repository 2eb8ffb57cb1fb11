"""The way of an action along the states of the road, and its place among others.

The log alone can tell every order there was: „added” puts an action last among the proposals, „moved” takes it from the
place `changes["place"][0]` of its row to the place `[1]` of the row of its new state, „ordered” from one to the other
within its row. Places count from 1; whoever stands behind moves up or aside.
"""

from datetime import date, datetime

from django.db.models import Case, F, Value, When

from roadmaps.rules.permissions import MOVES, Refused
from signup.models import User


class Moving:
    """The verbs that move an action."""

    def move(
        self,
        by: User,
        to: str,
        *,
        place: int | None = None,
        after: int | None = None,
        at: datetime | None = None,
        note: str = "",
        outcome: str = "",
        done_on: date | None = None,
    ) -> None:
        """Move it to a state, or to a place within its own.

        The place is 1, 2, … or right behind the action with the key `after`; without either it comes last. An `after`
        that is no longer in that state counts as none.
        """
        with self._changed(by, at) as (roadmap, role, at):
            place = self._place_behind(roadmap, to, after) or place
            if to == self.state:
                role.demand("member")
                if place is not None:
                    self._demand("order", role)
                    self._arrange(roadmap, by, at, place)
                return
            self._demand_move(role, to)
            extra = self._conditions(to, note, outcome, done_on)
            self._move_to(roadmap, to, by, at, note=note, extra=extra, place=place)

    def drop(self, by: User, reason: str, at: datetime | None = None) -> None:
        """Give it up, with a reason."""
        self.move(by, "dropped", note=reason, at=at)

    def reopen(self, by: User, note: str, at: datetime | None = None) -> None:
        """Make a dropped action a proposal again, with a note that says why."""
        with self._changed(by, at) as (_, role, at):
            role.demand("coordinator")
            if self.state != "dropped":
                raise Refused("Przywrócić można tylko działanie zaniechane.")
            self.move(by, "proposed", note=note, at=at)

    def shift(self, by: User, up: bool, at: datetime | None = None) -> None:
        """Change places with the neighbour above or below within the state; at the end nothing changes."""
        with self._changed(by, at) as (roadmap, role, at):
            self._demand("order", role)
            self._arrange(roadmap, by, at, self._rank() - 1 if up else self._rank() + 1)

    # how the verbs work

    def _demand_move(self, role, to):
        role.demand("member")
        if self.merged_into_id:
            raise Refused("To działanie jest połączone z innym. Żeby wróciło na drogę, trzeba je rozłączyć.")
        if (self.state, to) not in MOVES:
            names = dict(self.STATES)
            raise Refused(f"Ze stanu „{names[self.state]}” nie można przejść do stanu „{names.get(to, to)}”.")
        role.demand(MOVES[self.state, to], self)

    def _conditions(self, to, note, outcome, done_on):
        """What a state asks for before it lets an action in; gives the fields to be stored with it."""
        if to == "dropped" and not note.strip():
            raise Refused("Podaj powód zaniechania.")
        if self.state == "dropped" and not note.strip():
            raise Refused("Napisz, dlaczego działanie wraca do propozycji.")
        if (self.state, to) == ("discussed", "agreed") and not note.strip():
            raise Refused("Napisz, gdzie to uzgodniono, albo podaj odnośnik do spotkania.")
        if to == "in_progress" and (lacks := self.lacks()):
            raise Refused(f"Najpierw wpisz: {', '.join(lacks)}.")
        if to == "done":
            if not outcome.strip():
                raise Refused("Napisz krótko, co się udało.")
            if not done_on:
                raise Refused("Podaj dzień, w którym działanie zakończono.")
            return {"outcome": outcome.strip(), "done_on": done_on}
        return {}

    def _move_to(self, roadmap, to, by, at, note="", extra=None, place=None, about=None, kind="moved"):
        """Into another state, at its end or at a place, with the event: it tells both places, 1, 2, … in their rows."""
        changes, position = {"state": [self.state, to]}, self.position
        for name, value in (extra or {}).items():
            changes[name] = [_plain(getattr(self, name)), _plain(value)]
            setattr(self, name, value)
        before = self._rank()
        self.state = to
        self.position = roadmap.end_of(to)
        self.changed_at = at
        self.save()
        if place is not None:
            self._set_place(place)
        changes |= {"position": [position, self.position], "place": [before, self._rank()]}
        roadmap.record(kind, action=self, by=by, at=at, changes=changes, note=note.strip(), about=about)

    def _arrange(self, roadmap, by, at, place, about=None):
        """To a place of its own state, with the event: it tells both places."""
        before, position = self._rank(), self.position
        self._set_place(place)
        if self.position != position:
            changes = {"position": [position, self.position], "place": [before, self._rank()]}
            roadmap.record("ordered", action=self, by=by, at=at, changes=changes, about=about)

    def _rank(self):
        """Its place in its state: 1, 2, …"""
        return self.roadmap.actions.filter(state=self.state, position__lt=self.position).count() + 1

    def _place_behind(self, roadmap, to, after):
        """The place right behind an action of that state; None without one."""
        row = roadmap.actions.filter(state=to).exclude(pk=self.pk)
        other = row.filter(pk=after).first() if after else None
        return row.filter(position__lte=other.position).count() + 1 if other else None

    def _set_place(self, place):
        """Stand at the place 1, 2, … of the own state: those in between step aside, however many, in two writes."""
        row = type(self).objects.filter(roadmap=self.roadmap_id, state=self.state)
        others = list(row.exclude(pk=self.pk).order_by("position").values_list("position", flat=True))
        ahead, behind = others[: max(place, 1) - 1], others[max(place, 1) - 1 :]
        if behind and behind[0] < self.position:
            goal, step = behind[0], 1
        elif ahead and ahead[-1] > self.position:
            goal, step = ahead[-1], -1
        else:
            return
        first, last = sorted((goal, self.position))
        # far aside first: two actions never share a place, not even for a moment
        far = max(*others, self.position) + 1
        row.filter(position__range=(first, last)).update(position=F("position") + far)
        back = Case(When(pk=self.pk, then=Value(goal)), default=F("position") - far + step)
        row.filter(position__gte=first + far).update(position=back)
        self.position = goal


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value

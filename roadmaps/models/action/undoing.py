"""Taking one's own last act back, right after it."""

from datetime import datetime, timedelta

from django.db.models import Model
from django.utils import timezone

from roadmaps.models.event import Event
from roadmaps.rules.permissions import Refused
from signup.models import User

# how long one's own last act can be taken back
UNDO_FOR = timedelta(minutes=10)
UNDOABLE = ["added", "revised", "moved", "ordered"]
UNDONE = "Dodanie cofnięte"


class Undoing:
    """The verb that takes the own last act back."""

    def undo(self, by: User, number: int, at: datetime | None = None) -> None:
        """Take back what the person did in the event of that number, as if it had not been done; a new event tells.

        Only within ten minutes, and only while nothing else has changed the action. Sent twice, it is done once.
        """
        with self._changed(by, at) as (roadmap, role, at):
            role.demand("member")
            event = self.events.get(number=number)
            changing = self.events.filter(kind__in=Event.CHANGING).order_by("-number")
            last = next(one for one in changing if one.changes_action)
            if last.about == number and last.by_id == by.pk:
                return
            if event.kind == "commented" and event.by_id == by.pk and at - event.at <= UNDO_FOR:
                self.delete_comment(by, event.changes["comment"][1], at)
                return
            if event.by_id != by.pk:
                raise Refused("Cofnąć można tylko własną zmianę.")
            if event.kind not in UNDOABLE:
                raise Refused("Tej zmiany nie da się cofnąć.")
            if last != event:
                raise Refused("Nie można już tego cofnąć: działanie zmieniło się później.")
            if at - event.at > UNDO_FOR:
                raise Refused("Nie można już tego cofnąć: minęło 10 minut. W historii można przywrócić dawny tekst.")
            getattr(self, f"_undo_{event.kind}")(roadmap, by, at, event)

    # questions

    def undoable_by(self, user: User, at: datetime | None = None) -> Event | None:
        """The event that this person may take back now, or None."""
        return last_acts(self.roadmap_id, user, at, action=self.pk).get(self.pk)

    # how the verb works

    def _undo_added(self, roadmap, by, at, event):
        self._move_to(roadmap, "dropped", by, at, note=UNDONE, about=event.number)

    def _undo_revised(self, roadmap, by, at, event):
        old = {name: old for name, (old, _) in event.changes.items()}
        self._rewrite(roadmap, by, at, self.snapshot(), old, about=event.number)

    def _undo_moved(self, roadmap, by, at, event):
        changes = {name: old for name, (old, _) in event.changes.items()}
        state, position = changes.pop("state"), changes.pop("position", None)
        changes.pop("place", None)
        row = roadmap.actions.filter(state=state)
        place = None if position is None else row.filter(position__lt=position).count() + 1
        self._move_to(roadmap, state, by, at, extra=changes, place=place, about=event.number)

    def _undo_ordered(self, roadmap, by, at, event):
        before, _ = event.changes["position"]
        others = roadmap.actions.filter(state=self.state).exclude(pk=self.pk)
        # going back up, those from there on step down; going back down, those up to there step up
        ahead = {"position__lt": before} if before < self.position else {"position__lte": before}
        self._arrange(roadmap, by, at, others.filter(**ahead).count() + 1, about=event.number)


def last_acts(roadmap: Model, user: User, at: datetime | None = None, action: Model | None = None) -> dict[int, Event]:
    """{action's key: the event} that this person may take back now, of a whole roadmap or of one action. One query."""
    if not (user and user.is_authenticated):
        return {}
    since = (at or timezone.now()) - UNDO_FOR
    # what an undoing undid was done at most as long before
    recent = Event.objects.filter(
        roadmap=roadmap, action__isnull=False, kind__in=Event.CHANGING, at__gte=since - UNDO_FOR
    )
    if action:
        recent = recent.filter(action=action)
    last, undoings = {}, set()
    for event in recent.order_by("number"):
        if event.changes_action:
            before = last.get(event.action_id)
            # bringing an old text back (`about` it) never concerns the newest change; undoing does
            if before and event.about == before.number:
                undoings.add(event)
            last[event.action_id] = event
    return {
        key: event
        for key, event in last.items()
        if event.by_id == user.pk and event.kind in UNDOABLE and event.at >= since and event not in undoings
    }

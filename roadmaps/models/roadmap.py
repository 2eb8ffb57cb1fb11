"""A group's roadmap (mapa drogowa): its actions in their order, and the log."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models, transaction
from django.db.models import Max, StringAgg, Subquery, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.functional import cached_property

from portal.models import WorkingGroupPage
from roadmaps.models.action.action import Action
from roadmaps.models.event import Event
from roadmaps.models.visit import Visit
from roadmaps.rules import topics
from roadmaps.rules.permissions import OPEN, Role
from signup.models import User

# looks with less between them are one visit
VISIT = timedelta(minutes=30)


class RoadmapQuerySet(models.QuerySet):
    def of_group(self, group: WorkingGroupPage) -> Self:
        return self.filter(page__path__startswith=group.path)


class Roadmap(models.Model):
    """The ordered actions of one group, and the log of what happened to them."""

    shown_publicly = True

    # an empty roadmap goes with its page; one that carries work is held by its events
    page = models.OneToOneField("roadmaps.RoadmapPage", on_delete=models.CASCADE, related_name="roadmap")
    # the number of the newest event; taken under this row's lock, so commits come in the order of numbers
    last_event = models.PositiveIntegerField(default=0)

    objects = RoadmapQuerySet.as_manager()

    class Meta:
        verbose_name = "mapa drogowa"
        verbose_name_plural = "mapy drogowe"

    def __str__(self):
        return f"mapa drogowa {self.pk}"

    # questions

    def topics(self) -> list[str]:
        return [topics.board(self.pk)]

    @cached_property
    def group(self) -> WorkingGroupPage:
        """The working group above the page."""
        return self.page.group

    def role_of(self, user: User) -> Role:
        """The Role of this person. One query, whatever the number of actions; visitors cost none.

        Of strangers it is not asked whether the group is archived: they may do nothing anyway.
        """
        if not (user and user.is_authenticated):
            return Role(user=user)
        path = self.page.path[: -self.page.steplen]  # a roadmap stands right below its group
        mine = user.responsible_for.filter(roadmap=self).order_by().values("roadmap")
        keys = mine.annotate(keys=StringAgg(Cast("pk", models.CharField()), Value(","))).values("keys")
        found = user.memberships.active().filter(group__path=path).annotate(keys=Subquery(keys))
        for name, archived, keys in found.values_list("role", "group__archived", "keys"):
            responsible = frozenset(int(key) for key in (keys or "").split(",") if key)
            return Role(user=user, name=name, archived=archived, responsible_for=responsible)
        return Role(user=user)

    def end_of(self, state: str) -> int:
        """The position behind the last action of a state."""
        return (self.actions.filter(state=state).aggregate(last=Max("position"))["last"] or 0) + 1

    # verbs

    def add(self, by: User, *, title: str, description: str, at: datetime | None = None, **fields: object) -> Action:
        """A member proposes an action; it comes last among the proposals."""
        with transaction.atomic():
            roadmap = Roadmap.objects.select_for_update().get(pk=self.pk)
            roadmap.role_of(by).demand("member")
            at = at or timezone.now()
            action = Action(roadmap=roadmap, position=roadmap.end_of("proposed"), created_by=by, created_at=at)
            action.write({"title": title, "description": description} | fields, at)
            text = {name: [None, value] for name, value in action.snapshot().items() if value}
            roadmap.record("added", action=action, by=by, at=at, changes=text)
            return action

    def let_go(self, user: User, at: datetime, *, words: bool = False, note: str = "") -> None:
        """This person stands behind nothing open here any more: votes go, with `words` also offers and objections.

        The one way in which anybody leaves a board: by leaving, by being removed, by being erased. What is done or
        dropped keeps its numbers. Each withdrawal is an event; what a vote left at a merged duplicate goes with it.
        """
        with transaction.atomic():
            # locked before anything is asked: what is being given right now is seen, or is refused
            roadmap = Roadmap.objects.select_for_update().get(pk=self.pk)
            gone = {"supports": "support_withdrawn"}
            if words:
                gone |= {"pledges": "pledge_withdrawn", "objections": "objection_withdrawn"}
            for given, kind in gone.items():
                for action in roadmap.actions.filter(state__in=OPEN, **{f"{given}__by": user}).order_by("pk"):
                    getattr(action, given).filter(by=user).delete()
                    if given == "supports":
                        action.forget_left_at_duplicates(user)
                    roadmap.record(kind, action=action, by=user, at=at, note=note)

    def visited_by(self, user: User, at: datetime | None = None) -> Visit:
        """Remember that a member looks at the board as it is now: one query, a second when there is something to write.

        A look after half an hour is a new visit: what happened since the end of the one before is new to the person.
        The visit knows `news`, how many changes of others that is.
        """
        at = at or timezone.now()
        visit = Visit.objects.with_news(self, at - VISIT).filter(roadmap=self, user=user).first()
        if visit is None:
            visit = Visit(roadmap=self, user=user, since=self.last_event, seen=self.last_event, at=at)
            visit.news = 0
            # two tabs may open at once
            Visit.objects.bulk_create([visit], ignore_conflicts=True)
            return visit
        seen = max(visit.seen, self.last_event)
        if (visit.begins, seen) != (visit.since, visit.seen) or at - visit.at > VISIT / 6:
            Visit.objects.filter(pk=visit.pk).update(since=visit.begins, seen=seen, at=at)
            visit.since, visit.seen, visit.at = visit.begins, seen, at
        return visit

    def record(
        self,
        kind: str,
        *,
        action: Action | None = None,
        by: User | None = None,
        at: datetime,
        changes: dict | None = None,
        note: str = "",
        about: int | None = None,
    ) -> Event:
        """Write the next event; only inside a transaction that holds this row's lock."""
        self.last_event += 1
        self.save(update_fields=["last_event"])
        told = {"changes": changes or {}, "note": note, "about": about}
        return self.events.create(number=self.last_event, kind=kind, action=action, by=by, at=at, **told)

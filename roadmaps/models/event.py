"""The one append-only log of what happened on a board."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from roadmaps.rules import topics
from signup.models import User


class EventQuerySet(models.QuerySet):
    def shown(self, variants: bool = False) -> Self:
        """What the public may hear: never who supports; people come with their consent to be named.

        With `variants` also what was typed and not saved, which is for members.
        """
        people = Prefetch("by", User.objects.with_consent_to_name())
        silent = [kind for kind in self.model.SILENT if not (variants and kind == "variant")]
        return self.exclude(kind__in=silent).select_related("action").prefetch_related(people)

    def news_to(self, user: int | OuterRef) -> Self:
        """What others did to actions, and what happened by itself unless this person's own vote set it off.

        `user` may be an OuterRef. Whoever changed the order by hand cannot be missed on the board itself.
        """
        voter = OuterRef(user) if isinstance(user, OuterRef) else user
        before = Q(roadmap=OuterRef("roadmap"), number=OuterRef("number") - 1)
        set_off = Exists(self.model.objects.filter(before, kind="supported", by=voter))
        theirs = ~Q(by=user) & Q(by__isnull=False) | Q(by=None) & ~set_off
        return self.shown().exclude(kind="ordered").filter(theirs, action__isnull=False)


class Event(models.Model):
    """Something happened on a roadmap: who, when, what, old and new. Never changed, never deleted."""

    shown_publicly = True

    KINDS = [
        ("added", "dodane"),
        ("revised", "zmieniony tekst"),
        ("moved", "przeniesione"),
        ("ordered", "zmieniona kolejność"),
        ("supported", "głos"),
        ("support_withdrawn", "głos wycofany"),
        ("support_confirmed", "głos potwierdzony"),
        ("pledged", "oferta pomocy"),
        ("pledge_withdrawn", "oferta pomocy wycofana"),
        ("objected", "zastrzeżenie"),
        ("objection_withdrawn", "zastrzeżenie wycofane"),
        ("commented", "komentarz"),
        ("comment_revised", "komentarz poprawiony"),
        ("comment_deleted", "komentarz usunięty"),
        ("comment_pinned", "komentarz przypięty"),
        ("comment_unpinned", "komentarz odpięty"),
        ("variant", "wersja niezapisana"),
        ("hidden", "ukryte"),
        ("shown", "przywrócone"),
        ("merged", "połączone"),
        ("unmerged", "rozłączone"),
        ("redacted", "usunięta treść"),
    ]

    # who stands behind an action, who offers help or objects, and what was typed and not saved is never public
    SILENT = [
        *["supported", "support_withdrawn", "support_confirmed", "pledged", "pledge_withdrawn"],
        *["objected", "objection_withdrawn", "variant"],
    ]

    # these change an action; votes, help and talk do not
    CHANGING = ["added", "revised", "moved", "ordered", "hidden", "shown", "merged", "unmerged", "redacted"]

    roadmap = models.ForeignKey("roadmaps.Roadmap", on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField("numer")
    action = models.ForeignKey(
        "roadmaps.Action", on_delete=models.PROTECT, null=True, blank=True, related_name="events"
    )
    # None: it happened by itself („automatycznie”)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField("kiedy", default=timezone.now)
    kind = models.CharField("co", max_length=20, choices=KINDS)
    # {field: [old, new]}; `place` is the place in its state, 1, 2, …, of what was moved or ordered
    changes = models.JSONField("zmiany", default=dict, blank=True)
    note = models.TextField("dlaczego", blank=True)
    # the number of the event that this one undoes or brings back
    about = models.PositiveIntegerField("dotyczy zmiany", null=True, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "zmiana"
        verbose_name_plural = "zmiany"
        ordering = ["roadmap", "number"]
        constraints = [models.UniqueConstraint(fields=["roadmap", "number"], name="events_are_numbered")]
        indexes = [models.Index(fields=["action", "number"], name="event_by_action")]

    def __str__(self):
        return f"{self.roadmap_id}/{self.number} {self.kind}"

    # questions

    def topics(self) -> list[str]:
        return [topics.board(self.roadmap_id)]

    @property
    def changes_action(self) -> bool:
        """Whether it changed the action itself; a comment is hidden and shown by events of the same kinds."""
        return self.kind in self.CHANGING and "comment" not in self.changes

    @property
    def confirmed(self) -> str:
        """What an act of one's own did, said beside „Cofnij”."""
        if self.kind == "moved":
            return "Zaniechane." if self.changes["state"][1] == "dropped" else "Przeniesione."
        return {"added": "Dodane.", "revised": "Zapisane.", "ordered": "Kolejność zmieniona."}.get(self.kind, "")

    @property
    def merged_actions(self) -> list[int]:
        """The keys of the actions that an event of merging or unmerging names beside its own."""
        sides = [*self.changes.get("duplicate", []), *self.changes.get("merged_into_id", [])]
        return [key for key in sides if key]

"""Actions (działania): what a group proposes, agrees on and does."""

from contextlib import contextmanager

from django.conf import settings
from django.core.validators import MaxLengthValidator, MinLengthValidator
from django.db import models, transaction
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Window
from django.db.models.functions import Coalesce, RowNumber
from django.urls import reverse
from django.utils import timezone

from portal.covers import cover
from roadmaps.names import called
from roadmaps.standing import ACTS, MOVES, Refused, Standing
from roadmaps.terms import Term, horizon
from signup.models import User

from .comment import Comment
from .event import Event
from .support import Support

# so many supports bring a proposal into discussion, once
ENOUGH_SUPPORTS = 3


def long_text(name, limit, **options):
    """A text field that keeps its limit (Django leaves that to forms)."""
    return models.TextField(name, max_length=limit, validators=[MaxLengthValidator(limit)], **options)


class Conflict(Refused):
    """The text changed since the edit started: carries the action as it is now and the texts that were sent."""

    def __init__(self, action, texts):
        super().__init__("Ktoś zmienił to działanie, zanim Twoja zmiana dotarła.")
        self.action = action
        self.texts = texts


class ActionQuerySet(models.QuerySet):
    def for_board(self, user=None):
        """All that a card shows, in two queries: votes, comment_count, mine, reason, people with their consent."""
        mine = Support.objects.filter(action=OuterRef("pk"), by=user if user and user.is_authenticated else None)
        dropped = Event.objects.filter(action=OuterRef("pk"), kind="moved", action__state="dropped")
        people = User.objects.with_consent_to_name().order_by("pk")
        return self.annotate(
            votes=_number_of(Support),
            comment_count=_number_of(Comment),
            mine=Exists(mine),
            reason=Subquery(dropped.order_by("-number").values("note")[:1]),
        ).prefetch_related(Prefetch("responsible_members", people, to_attr="people"))

    def first_of_each_state(self, limit, whole=""):
        """The first actions of each state; all of them in the state `whole`."""
        place = Window(RowNumber(), partition_by=F("state"), order_by=[F("position"), F("pk")])
        ranked = self.order_by().annotate(place=place).filter(Q(place__lte=limit) | Q(state=whole))
        return self.filter(pk__in=ranked.values("pk"))

    def by_state(self):
        """{state: number of actions}, all states named."""
        found = dict(self.order_by().values_list("state").annotate(Count("pk")))
        return {state: found.get(state, 0) for state, _ in Action.STATES}


def _number_of(model):
    rows = model.objects.filter(action=OuterRef("pk")).order_by().values("action").annotate(n=Count("pk"))
    return Coalesce(Subquery(rows.values("n")), 0)


class Action(models.Model):
    """One entry of a roadmap."""

    STATES = [
        ("proposed", "Propozycje"),
        ("discussed", "W dyskusji"),
        ("agreed", "Uzgodnione"),
        ("in_progress", "W realizacji"),
        ("done", "Zrealizowane"),
        ("dropped", "Zaniechane"),
    ]
    HORIZONS = [
        ("short", "krótki (do 6 mies.)"),
        ("medium", "średni (6–18 mies.)"),
        ("long", "długi (powyżej 18 mies.)"),
    ]
    PRECISIONS = [("day", "dzień"), ("month", "miesiąc"), ("quarter", "kwartał")]
    # what an edit may change; the history speaks of these
    TEXTS = [
        "title",
        "description",
        "goal",
        "audience",
        "responsible_members",
        "responsible_organisations",
        "partners",
        "term",
        "horizon",
        "resources",
        "indicator",
        "related",
    ]
    MANY = ["responsible_members", "related"]

    roadmap = models.ForeignKey("roadmaps.Roadmap", on_delete=models.PROTECT, related_name="actions")
    state = models.CharField("stan", max_length=12, choices=STATES, default="proposed")
    position = models.PositiveIntegerField("kolejność")
    version = models.PositiveIntegerField("wersja tekstu", default=1)

    title = models.CharField("tytuł", max_length=120, validators=[MinLengthValidator(5)])
    description = long_text("opis", 5000)
    goal = long_text("cel", 1000, blank=True)
    audience = models.CharField("odbiorcy", max_length=300, blank=True)
    responsible_members = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name="osoby odpowiedzialne",
        blank=True,
        related_name="responsible_for",
    )
    responsible_organisations = models.CharField("organizacje odpowiedzialne", max_length=300, blank=True)
    partners = models.CharField("partnerzy", max_length=300, blank=True)
    # the last day of the term; the precision says how it is written: a day, a month, a quarter
    term = models.DateField("termin", null=True, blank=True)
    term_precision = models.CharField(max_length=8, choices=PRECISIONS, blank=True)
    horizon = models.CharField("horyzont", max_length=8, choices=HORIZONS, blank=True)
    resources = long_text("zasoby", 1000, blank=True)
    indicator = models.CharField("wskaźnik", max_length=300, blank=True)
    related = models.ManyToManyField("self", verbose_name="powiązane działania", blank=True, symmetrical=True)

    outcome = long_text("co się udało", 1000, blank=True)
    done_on = models.DateField("zrealizowane dnia", null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="proposed_actions"
    )
    created_at = models.DateTimeField("dodane", default=timezone.now)
    changed_at = models.DateTimeField("zmienione", default=timezone.now)

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = "działanie"
        verbose_name_plural = "działania"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["roadmap", "state", "position"], name="one_place_each"),
            models.CheckConstraint(
                condition=Q(term__isnull=True, term_precision="") | (Q(term__isnull=False) & ~Q(term_precision="")),
                name="term_has_a_precision",
            ),
        ]

    def __str__(self):
        return self.title

    # questions

    def get_absolute_url(self):
        return reverse("action", args=[self.pk])

    def cover_url(self):
        """The whole address of the picture by which others show it; it is drawn if need be (portal/covers.py)."""
        group = self.roadmap.group
        return f"{settings.SITE_URL}{cover(self.title, [(group.number, group.hue)])}"

    @property
    def when(self):
        """The term as people write it, or None."""
        return Term(self.term, self.term_precision) if self.term else None

    @property
    def answerable(self):
        """Who is responsible, for a card: organisations before people, people by their consent (from for_board)."""
        if self.responsible_organisations:
            return self.responsible_organisations
        return ", ".join(dict.fromkeys(called(user) for user in self.people)) or "Szukamy organizacji"

    def can(self, act, standing):
        """Whether this person may edit, order, comment or support it (the act) as it is now."""
        return standing.has(ACTS[act].get(self.state), self)

    def can_move(self, standing, to):
        return standing.has(MOVES.get((self.state, to)), self)

    def can_drop(self, standing):
        return self.can_move(standing, "dropped")

    def ways(self, standing):
        """The states to which this person may move it, in the order of the road; dropping is apart."""
        return [state for state, _ in self.STATES if state != "dropped" and self.can_move(standing, state)]

    def lacks(self):
        """What must be written down before it can be in progress."""
        someone = self.responsible_organisations.strip() or self.responsible_members.exists()
        lacks = [] if someone else ["osobę lub organizację odpowiedzialną"]
        return lacks if self.term else [*lacks, "termin"]

    # verbs

    def support(self, by, at=None):
        """Give a member's support; a second time changes nothing. The third moves a proposal into discussion."""
        with self._changed(by, at) as (roadmap, standing, at):
            standing.demand("member")
            if self.supports.filter(by=by).exists():
                return
            self._demand("support", standing)
            self.supports.create(by=by, wording=self.version, at=at)
            roadmap.record("supported", action=self, by=by, at=at)
            if self._is_carried():
                self._put(roadmap, "discussed", None, at)

    def withdraw_support(self, by, at=None):
        """Take a member's support back; without one nothing changes."""
        with self._changed(by, at) as (roadmap, standing, at):
            standing.demand("member")
            if not self.supports.filter(by=by).exists():
                return
            self._demand("support", standing)
            self.supports.filter(by=by).delete()
            roadmap.record("support_withdrawn", action=self, by=by, at=at)

    def revise(self, by, base, *, at=None, note="", **changes):
        """Change the text. `base` is the version that the edit started from; a stale one raises Conflict."""
        with self._changed(by, at) as (roadmap, standing, at):
            self._demand("edit", standing)
            if not self._differs(changes):
                return
            if base != self.version:
                raise Conflict(self, changes)
            before = self.snapshot()
            self.version += 1
            self.write(changes, at)
            after = self.snapshot()
            difference = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
            roadmap.record("revised", action=self, by=by, at=at, changes=difference, note=note.strip())

    def move(self, by, to, *, place=None, at=None, note="", outcome="", done_on=None):
        """Move it to a state (to its end, or to the place 1, 2, …), or to a place within its own state."""
        with self._changed(by, at) as (roadmap, standing, at):
            if to == self.state:
                standing.demand("member")
                if place is not None:
                    self._demand("order", standing)
                    self._arrange(roadmap, by, at, place)
                return
            self._demand_move(standing, to)
            extra = self._conditions(to, note, outcome, done_on)
            self._put(roadmap, to, by, at, note=note, extra=extra)
            if place is not None:
                self._set_place(place)

    def drop(self, by, reason, at=None):
        """Give it up, with a reason."""
        self.move(by, "dropped", note=reason, at=at)

    def reopen(self, by, note, at=None):
        """Make a dropped action a proposal again, with a note that says why."""
        with self._changed(by, at) as (_, standing, at):
            standing.demand("coordinator")
            if self.state != "dropped":
                raise Refused("Przywrócić można tylko działanie zaniechane.")
            self.move(by, "proposed", note=note, at=at)

    def shift(self, by, up, at=None):
        """Change places with the neighbour above or below within the state; at the end nothing changes."""
        with self._changed(by, at) as (roadmap, standing, at):
            self._demand("order", standing)
            row = roadmap.actions.filter(state=self.state)
            place = row.filter(position__lt=self.position).count() + 1
            self._arrange(roadmap, by, at, place - 1 if up else place + 1)

    def comment(self, by, text, kind="comment", at=None):
        """Say something under it."""
        with self._changed(by, at) as (roadmap, standing, at):
            self._demand("comment", standing)
            comment = Comment(action=self, by=by, text=text.strip(), kind=kind, at=at)
            comment.clean_fields(exclude=["action", "by"])
            comment.save()
            roadmap.record("commented", action=self, by=by, at=at, changes={"comment": [None, comment.pk]})
            return comment

    def snapshot(self):
        """The text as the history stores it: strings, and sorted keys of people and of related actions."""
        found = {name: getattr(self, name) for name in self.TEXTS if name not in [*self.MANY, "term"]}
        found["term"] = self.when.code if self.when else ""
        if self.pk:
            found |= {name: sorted(getattr(self, name).values_list("pk", flat=True)) for name in self.MANY}
        return found

    def snapshot_at(self, version):
        """The text as it was in an earlier version: what the log says was changed since is undone."""
        found = self.snapshot()
        since = max(self.version - version, 0)
        for event in self.events.filter(kind="revised").order_by("-number")[:since]:
            found |= {name: old for name, (old, _) in event.changes.items()}
        return found

    # how the verbs work

    @contextmanager
    def _changed(self, by, at):
        """A transaction that holds the roadmap's lock and sees the action and the person's standing as they are."""
        with transaction.atomic():
            roadmap = type(self.roadmap).objects.select_for_update().get(pk=self.roadmap_id)
            self.refresh_from_db()
            yield roadmap, Standing.of(by, roadmap), at or timezone.now()

    def _demand(self, act, standing):
        standing.demand("member")
        if self.state not in ACTS[act]:
            raise Refused(f"Działanie jest już w stanie „{self.get_state_display()}”. Głosów nie można teraz zmieniać.")
        standing.demand(ACTS[act][self.state], self)

    def _demand_move(self, standing, to):
        standing.demand("member")
        if (self.state, to) not in MOVES:
            names = dict(self.STATES)
            raise Refused(f"Ze stanu „{names[self.state]}” nie można przejść do stanu „{names.get(to, to)}”.")
        standing.demand(MOVES[self.state, to], self)

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

    def _is_carried(self):
        """Whether this support is the one that brings it into discussion; that happens once in its life."""
        return (
            self.state == "proposed"
            and self.supports.count() == ENOUGH_SUPPORTS
            and not self.events.filter(kind="moved", by=None).exists()
        )

    def _put(self, roadmap, to, by, at, note="", extra=None):
        """Into another state, at its end, with the event."""
        changes = {"state": [self.state, to]}
        for name, value in (extra or {}).items():
            changes[name] = [_plain(getattr(self, name)), _plain(value)]
            setattr(self, name, value)
        self.state = to
        self.position = roadmap.end_of(to)
        self.changed_at = at
        self.save()
        roadmap.record("moved", action=self, by=by, at=at, changes=changes, note=note.strip())

    def _arrange(self, roadmap, by, at, place):
        before = self.position
        self._set_place(place)
        if self.position != before:
            roadmap.record("ordered", action=self, by=by, at=at, changes={"position": [before, self.position]})

    def _set_place(self, place):
        """Stand at the place 1, 2, … of the own state: only those in between step aside."""
        row = type(self).objects.filter(roadmap=self.roadmap_id, state=self.state).order_by("position")
        places = list(row.values_list("pk", "position"))
        keys = [pk for pk, _ in places]
        keys.remove(self.pk)
        keys.insert(max(place, 1) - 1, self.pk)
        moved = [(pk, place) for pk, (was, place) in zip(keys, places, strict=True) if pk != was]
        if not moved:
            return
        # aside first: two actions never share a place, not even for a moment
        beyond = places[-1][1] + 1
        row.filter(pk__in=[pk for pk, _ in moved]).update(position=F("position") + beyond)
        for pk, position in moved:
            row.filter(pk=pk).update(position=position)
        self.refresh_from_db(fields=["position"])

    def _differs(self, changes):
        """Whether the texts that were sent say something else than the action does now."""
        now = self.snapshot() | {"term": self.term, "term_precision": self.term_precision}
        sent = {name: _keys(value) if name in self.MANY else value for name, value in changes.items()}
        return any(now[name] != value for name, value in sent.items())

    def write(self, changes, at):
        """Take the new texts over and save; wrong ones raise ValidationError."""
        many = {name: changes.pop(name) for name in self.MANY if name in changes}
        for name, value in changes.items():
            if name not in self.TEXTS and name != "term_precision":
                raise TypeError(f"{name} is not a part of an action's text.")
            setattr(self, name, value)
        if self.term and not self.horizon:
            self.horizon = horizon(self.term, timezone.localdate(at))
        self.clean_fields(exclude=["roadmap", "created_by"])
        self.changed_at = at
        self.save()
        for name, value in many.items():
            getattr(self, name).set(value)


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def _keys(many):
    return sorted(getattr(one, "pk", one) for one in many)

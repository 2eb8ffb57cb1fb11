"""Actions (działania): what a group proposes, agrees on and does."""

import re
from contextlib import contextmanager

from django.conf import settings
from django.core.validators import MaxLengthValidator, MinLengthValidator
from django.db import models, transaction
from django.db.models import (
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from portal.models import WorkingGroupPage
from portal.models.base import SitePageQuerySet
from portal.out.covers import cover_url
from portal.templatetags.plain import flat
from roadmaps.models.action.commenting import Talking
from roadmaps.models.action.hiding import Hiding
from roadmaps.models.action.linking import Linking
from roadmaps.models.action.merging import Joining
from roadmaps.models.action.moving import Moving
from roadmaps.models.action.supporting import Backing
from roadmaps.models.action.undoing import Undoing
from roadmaps.models.action.writing import Writing
from roadmaps.models.comment import Comment
from roadmaps.models.event import Event
from roadmaps.models.objection import Objection
from roadmaps.models.pledge import Pledge
from roadmaps.models.support import Support
from roadmaps.rules.names import called
from roadmaps.rules.permissions import ACTS, MOVES, OPEN, WHO, NotAllowed, Refused, why_closed
from roadmaps.rules.terms import Term
from signup.models import User

# what cannot be done any more in the state that an action has reached
LATE = {
    "support": "Głosów nie można teraz zmieniać.",
    "pledge": "Pomocy nie można już zaproponować.",
    "object": "Zastrzeżenia nie można już zgłosić.",
    "merge": "Nie można go połączyć z innym.",
}

# characters of a text on a card: two lines of the widest one
LEAD = 110


def long_text(name, limit, **options):
    """A text field that keeps its limit (Django leaves that to forms)."""
    return models.TextField(name, max_length=limit, validators=[MaxLengthValidator(limit)], **options)


class ActionQuerySet(models.QuerySet):
    def for_board(self, user=None):
        """All that a card shows, in two queries: votes, comment_count, mine (and whether it was given for an earlier
        wording), reason, people with their consent."""
        return self.for_card(user).prefetch_related(with_people())

    def for_page(self, user=None):
        """The same, and what its page counts besides: helpers, objectors, votes for an earlier wording (stale)."""
        return self.for_board(user).annotate(
            helpers=_number_of(Pledge), objectors=_number_of(Objection), stale=_number_of(Support, stale=True)
        )

    def for_card(self, user=None):
        """What for_board gives, without the people."""
        ends = ["moved", "joined"]
        dropped = Event.objects.filter(action=OuterRef("pk"), kind__in=ends, action__state="dropped")
        reason = Subquery(dropped.order_by("-number").values("note")[:1])
        # a note of joining names the other action
        named_hidden = When(merged_into__hidden_reason__gt="", then=Value(""))
        return (
            self.with_votes()
            .with_mine(user)
            .annotate(
                comment_count=_number_of(Comment, deleted_at=None),
                reason=Case(named_hidden, default=reason, output_field=models.TextField()),
            )
        )

    def with_votes(self):
        return self.annotate(votes=_number_of(Support))

    def with_mine(self, user):
        """With `mine`, the key of this person's support, and `mine_stale`: it was given for an earlier wording."""
        by = user if user and user.is_authenticated else None
        mine = Support.objects.filter(action=OuterRef("pk"), by=by)
        return self.annotate(mine=Subquery(mine.values("pk")), mine_stale=Exists(mine.filter(stale=True)))

    def with_all_seeing(self):
        """With `all_see`: the board is open to everybody. In the same query, for the busiest write."""
        page = ExpressionWrapper(OuterRef("roadmap__page__path"), models.CharField())
        shut = PageViewRestriction.objects.annotate(board=page).filter(board__startswith=F("page__path"))
        groups = WorkingGroupPage.objects.live().annotate(board=page).filter(board__startswith=F("path"))
        return self.annotate(all_see=Exists(groups) & ~Exists(shut))

    def ranked(self, order):
        """Each with its place among those of its state, in this order."""
        return self.order_by().annotate(place=Window(RowNumber(), partition_by=F("state"), order_by=order))

    def public(self):
        """Those on boards that everybody can reach."""
        return self.filter(roadmap__page__in=SitePageQuerySet(Page).offered().values("pk"))

    def by_state(self):
        """{state: number of actions}, all states named."""
        found = dict(self.order_by().values_list("state").annotate(Count("pk")))
        return {state: found.get(state, 0) for state, _ in Action.STATES}


def with_people():
    """To prefetch: those responsible as `people`, with their consent to be named."""
    people = User.objects.with_consent_to_name().order_by("pk")
    return Prefetch("responsible_members", people, to_attr="people")


def _number_of(model, **only):
    rows = model.objects.filter(action=OuterRef("pk"), **only).order_by().values("action").annotate(n=Count("pk"))
    return Coalesce(Subquery(rows.values("n")), 0)


class Action(Writing, Linking, Moving, Joining, Backing, Talking, Hiding, Undoing, models.Model):
    """One entry of a roadmap. Its verbs stand by topic: writing, linking, moving, joining, backing, talking, hiding,
    undoing."""

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
        "depends_on",
    ]
    MANY = ["responsible_members", "related", "depends_on"]

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
    # kept where it was written down, so that the log of one action tells all of its text; shown on both sides
    related = models.ManyToManyField(
        "self", verbose_name="powiązane działania", blank=True, symmetrical=False, related_name="related_from"
    )
    depends_on = models.ManyToManyField(
        "self", verbose_name="zależy od", blank=True, symmetrical=False, related_name="needed_by"
    )

    outcome = long_text("co się udało", 1000, blank=True)
    done_on = models.DateField("zrealizowane dnia", null=True, blank=True)
    # a duplicate that was joined to another action; dropped, with its own text and discussion
    merged_into = models.ForeignKey(
        "self", verbose_name="połączone z", on_delete=models.PROTECT, null=True, blank=True, related_name="duplicates"
    )
    # why coordinators hide the text, told to the public; empty: it is not hidden
    hidden_reason = models.CharField("powód ukrycia", max_length=300, blank=True)
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
        """The whole address of the picture by which others show it; what not everybody may read has none."""
        return cover_url("dzialanie", self.pk, *self.cover()) if self.roadmap.page.is_public else ""

    def cover(self):
        """What it shows: the title that everybody may read, and the group's shield."""
        group = self.roadmap.group
        return self.public_title, [(group.number, group.hue)]

    @property
    def is_open(self):
        """Whether it is on the road: neither done nor dropped."""
        return self.state in OPEN

    @property
    def when(self):
        """The term as people write it, or None."""
        return Term(self.term, self.term_precision) if self.term else None

    @property
    def lead(self):
        """The two lines of text on a card; why it was given up, of a dropped one (from for_board)."""
        why = self.state == "dropped" and self.reason
        text = f"Powód: {why}" if why else flat(self.description)
        if len(text) <= LEAD:
            return text
        # no half of a word, and no „w” or comma before the dots
        words = text[:LEAD].rpartition(" ")[0] or text[: LEAD - 1]
        return re.sub(r"([\s,;:–-]+\w)*[\s,;:–-]*$", "…", words, count=1)

    @property
    def answerable(self):
        """Who is responsible, for a card: organisations before people, people by their consent (from for_board)."""
        if self.responsible_organisations:
            return self.responsible_organisations
        return ", ".join(dict.fromkeys(called(user) for user in self.people)) or "Szukamy organizacji"

    def can(self, act, role):
        """Whether this person may edit, order, comment or support it (the act) as it is now."""
        if act == "edit" and self.is_veiled_from(role):
            return False
        return role.has(ACTS[act].get(self.state), self)

    def can_move(self, role, to):
        return not self.merged_into_id and role.has(MOVES.get((self.state, to)), self)

    def can_drop(self, role):
        return self.can_move(role, "dropped")

    def ways(self, role):
        """The states to which this person may move it, in the order of the road; dropping is apart."""
        return [state for state, _ in self.STATES if state != "dropped" and self.can_move(role, state)]

    def closed_ways(self, role):
        """[(name of a state of the road, why this person may not move it there)] in the order of the road."""
        here = f"Ze stanu „{self.get_state_display()}” nie ma tu drogi."
        if self.merged_into_id:
            here = "Działanie jest połączone z innym."
        ways = [self.state, "dropped", *self.ways(role)]
        return [
            (name, (not self.merged_into_id and why_closed(self.state, state, role, self)) or here)
            for state, name in self.STATES
            if state not in ways
        ]

    def lacks(self):
        """What must be written down before it can be in progress."""
        someone = self.responsible_organisations.strip() or self.responsible_members.exists()
        lacks = [] if someone else ["osobę lub organizację odpowiedzialną"]
        return lacks if self.term else [*lacks, "termin"]

    # how the verbs work

    @contextmanager
    def _changed(self, by, at):
        """A transaction that holds the roadmap's lock and sees the action and the person's role as they are.

        The action then knows how many support it (`votes`), whether this person does (`mine`, the key of the row), and
        who is asking (`role`).
        """
        with transaction.atomic():
            roadmaps = type(self.roadmap).objects.select_related("page")
            roadmap = roadmaps.select_for_update(of=("self",)).get(pk=self.roadmap_id)
            duplicates = Exists(type(self).objects.filter(merged_into=OuterRef("pk")))
            now = type(self).objects.with_votes().with_mine(by).annotate(has_duplicates=duplicates).get(pk=self.pk)
            self.__dict__ |= {name: value for name, value in now.__dict__.items() if not name.startswith("_")}
            self._state.fields_cache.clear()
            self.__dict__.pop("_prefetched_objects_cache", None)
            self.roadmap = roadmap
            self.role = roadmap.role_of(by)
            yield roadmap, self.role, at or timezone.now()

    def _demand(self, act, role):
        role.demand("member")
        if self.state not in ACTS[act]:
            late = LATE.get(act, "Tego nie można teraz zrobić.")
            raise Refused(f"Działanie jest już w stanie „{self.get_state_display()}”. {late}")
        rank = ACTS[act][self.state]
        if not role.has(rank, self):
            raise NotAllowed(
                f"Działanie jest w stanie „{self.get_state_display()}”, więc mogą to zrobić tylko {WHO[rank]}. "
                "Możesz dopisać komentarz albo poprosić te osoby o zmianę."
            )
        if act == "edit" and self.is_veiled_from(role):
            raise NotAllowed("Treść jest ukryta. Zmieniają ją teraz tylko koordynatorki i koordynatorzy grupy.")

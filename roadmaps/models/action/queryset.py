"""Actions as lists need them: what a card and a page show, in few queries."""

from typing import Self

from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Subquery,
    Value,
    When,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber
from wagtail.models import Page, PageViewRestriction

from portal.models import WorkingGroupPage
from portal.models.base import SitePageQuerySet
from roadmaps.models.comment import Comment
from roadmaps.models.event import Event
from roadmaps.models.objection import Objection
from roadmaps.models.pledge import Pledge
from roadmaps.models.support import Support
from signup.models import User


class ActionQuerySet(models.QuerySet):
    def for_board(self, user: User | None = None) -> Self:
        """All that a card shows, in two queries: votes, comment_count, mine (and whether it was given for an earlier
        wording), reason, people with their consent."""
        return self.for_card(user).prefetch_related(with_people())

    def for_page(self, user: User | None = None) -> Self:
        """The same, and what its page counts besides: helpers, objectors, votes for an earlier wording (stale)."""
        return self.for_board(user).annotate(
            helpers=_number_of(Pledge), objectors=_number_of(Objection), stale=_number_of(Support, stale=True)
        )

    def for_card(self, user: User | None = None) -> Self:
        """What for_board gives, without the people."""
        ends = ["moved", "merged"]
        dropped = Event.objects.filter(action=OuterRef("pk"), kind__in=ends, action__state="dropped")
        reason = Subquery(dropped.order_by("-number").values("note")[:1])
        # a note of merging names the other action
        named_hidden = When(merged_into__hidden_reason__gt="", then=Value(""))
        return (
            self.with_votes()
            .with_mine(user)
            .annotate(
                comment_count=_number_of(Comment, deleted_at=None),
                reason=Case(named_hidden, default=reason, output_field=models.TextField()),
            )
        )

    def with_votes(self) -> Self:
        return self.annotate(votes=_number_of(Support))

    def with_mine(self, user: User | None) -> Self:
        """With `mine`, the key of this person's support, and `mine_stale`: it was given for an earlier wording."""
        by = user if user and user.is_authenticated else None
        mine = Support.objects.filter(action=OuterRef("pk"), by=by)
        return self.annotate(mine=Subquery(mine.values("pk")), mine_stale=Exists(mine.filter(stale=True)))

    def with_all_seeing(self) -> Self:
        """With `all_see`: the board is open to everybody. In the same query, for the busiest write."""
        page = ExpressionWrapper(OuterRef("roadmap__page__path"), models.CharField())
        shut = PageViewRestriction.objects.annotate(board=page).filter(board__startswith=F("page__path"))
        groups = WorkingGroupPage.objects.live().annotate(board=page).filter(board__startswith=F("path"))
        return self.annotate(all_see=Exists(groups) & ~Exists(shut))

    def ranked(self, order: list) -> Self:
        """Each with its place among those of its state, in this order."""
        return self.order_by().annotate(place=Window(RowNumber(), partition_by=F("state"), order_by=order))

    def public(self) -> Self:
        """Those on boards that everybody can reach."""
        return self.filter(roadmap__page__in=SitePageQuerySet(Page).offered().values("pk"))

    def by_state(self) -> dict[str, int]:
        """{state: number of actions}, all states named."""
        found = dict(self.order_by().values_list("state").annotate(Count("pk")))
        return {state: found.get(state, 0) for state, _ in self.model.STATES}


def with_people() -> Prefetch:
    """To prefetch: those responsible as `people`, with their consent to be named."""
    people = User.objects.with_consent_to_name().order_by("pk")
    return Prefetch("responsible_members", people, to_attr="people")


def _number_of(model, **only):
    rows = model.objects.filter(action=OuterRef("pk"), **only).order_by().values("action").annotate(n=Count("pk"))
    return Coalesce(Subquery(rows.values("n")), 0)

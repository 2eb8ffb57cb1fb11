"""What search finds on the boards: actions, as everybody may read them."""

from django.utils import timezone

from portal.models import WorkingGroupPage
from portal.models.base import SitePageQuerySet
from portal.search import Hit, holds
from roadmaps.models import Action, RoadmapPage

PARTS = ["description", "goal", "audience", "responsible_organisations", "partners", "outcome"]


def actions(asked):
    """Slot search_source: actions of public boards whose title and text together have all the words."""
    groups = set(WorkingGroupPage.objects.live().values_list("path", flat=True))
    pages = [page.pk for page in SitePageQuerySet(RoadmapPage).shown() if page.path[: -page.steplen] in groups]
    hits = []
    for action in Action.objects.filter(roadmap__page__in=pages).exclude(state="dropped"):
        text = " ".join(filter(None, (getattr(action, part) for part in PARTS)))
        if holds(f"{action.title} {text}", asked):
            when = timezone.localdate(action.changed_at)
            hits.append(Hit(action.title, action.get_absolute_url(), "działanie", when, text))
    return hits

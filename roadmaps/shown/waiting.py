"""What boards have for a person (slot `waiting`): wording to confirm, mentions, what changed since the last visit."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone

from portal.shown import waiting
from portal.shown.context import address_of
from portal.shown.waiting import Kind, Line
from portal.templatetags.polish import counted, day
from roadmaps.models import Comment, Mention, Support, Visit
from roadmaps.models.roadmap import VISIT
from roadmaps.rules.permissions import ACTS

RECENT = timedelta(days=30)  # an older mention is no news


def on_boards(request: HttpRequest) -> list[Kind]:
    """Slot waiting, for members."""
    paths = {group.path: group for group in request.user.joined if not group.archived and group.live}
    if not paths:
        return []
    return [
        Kind("Głosy do potwierdzenia", "edit", waiting.WORDING, _to_confirm(request.user, paths)),
        Kind("Wspominają o Tobie", "comment", waiting.MENTIONS, _mentions(request.user, paths)),
        Kind("Zmiany na mapach drogowych", "history", waiting.CHANGES, _changes(request.user, paths)),
    ]


def _group(paths, page):
    """The group right above the page of a roadmap, if it is one of these."""
    return paths.get(page.path[: -page.steplen]) if page.live else None


def _to_confirm(user, paths):
    """Votes given for an earlier wording, while they can still be confirmed or taken back."""
    stale = Support.objects.filter(by=user, stale=True, asked_at=None, action__hidden_reason="")
    stale = stale.exclude(came_from__hidden_reason__gt="").filter(action__state__in=ACTS["support"])
    return [
        Line(vote.action.title, vote.action.get_absolute_url(), "treść zmieniła się po Twoim głosie")
        for vote in stale.select_related("action__roadmap__page").order_by("-action__changed_at")
        if _group(paths, vote.action.roadmap.page)
    ]


def _mentions(user, paths):
    """Actions in whose discussion somebody named this person, who has not spoken there since."""
    answered = Comment.objects.filter(action=OuterRef("comment__action"), by=user, at__gt=OuterRef("at"))
    mentions = Mention.objects.filter(
        ~Exists(answered),
        user=user,
        at__gt=timezone.now() - RECENT,
        comment__deleted_at=None,
        comment__hidden_reason="",
        comment__action__hidden_reason="",
    )
    found = {}
    for one in mentions.exclude(comment__by=user).select_related("comment__by", "comment__action__roadmap__page"):
        action = one.comment.action
        if _group(paths, action.roadmap.page):
            address = f"{action.get_absolute_url()}#komentarz-{one.comment_id}"
            found[action.pk] = one.at, Line(action.title, address, f"{one.comment.by}, {day(one.at)}")
    return [line for _, line in sorted(found.values(), reverse=True)]


def _changes(user, paths):
    """Boards on which others did something since this person's last visit. Looking here is no visit."""
    visits = Visit.objects.with_news(OuterRef("roadmap"), timezone.now() - VISIT).filter(user=user, news__gt=0)
    found = []
    for visit in visits.select_related("roadmap__page"):
        page = visit.roadmap.page
        if group := _group(paths, page):
            words = f"{group.title}: {counted(visit.news, 'zmiana,zmiany,zmian')}"
            found.append((visit.news, Line(words, f"{address_of(page)}?od-wizyty=1", "od Twojej wizyty")))
    return [line for _, line in sorted(found, reverse=True)]

"""What pages of the portal say about joining: the open call, who is in a group, how to get in."""

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef
from django.http import HttpRequest

from portal.models import WorkingGroupPage
from portal.models.groups import numbered_groups
from portal.search.words import in_order
from portal.serving.cached import cached
from portal.slots import Piece
from signup.models import Consent, DeclarationCallPage, Membership


def band(request: HttpRequest) -> Piece | None:
    """The open calls on the home page, the one that closes first on top."""
    calls = [call for call, _ in calls_that_are_open()]
    return Piece("signup/joining.html#band", {"calls": calls}) if calls else None


def facts(request: HttpRequest, groups: Iterable[WorkingGroupPage]) -> dict[int, Piece]:
    """How many people are in each group, and whether it takes more."""
    counts = dict(
        Membership.objects.active()
        .filter(group__in=groups)
        .values_list("group")
        .annotate(people=Count("pk"))
        .values_list("group", "people")
    )
    calls = open_calls(groups)
    return {
        group.pk: Piece("signup/joining.html#facts", {"people": counts.get(group.pk, 0), "calls": calls[group.pk]})
        for group in groups
    }


def signs(request: HttpRequest, groups: Iterable[WorkingGroupPage]) -> dict[int, Piece]:
    """How to join each group, and until when."""
    calls, coming = open_calls(groups), _offering(groups, [each for each in calls_not_over() if each[0].is_coming])
    found = {}
    for group in groups:
        context = {"group": group, "calls": calls[group.pk], "coming": next(iter(coming[group.pk]), None)}
        found[group.pk] = Piece("signup/joining.html#sign", context)
    return found


def people(request: HttpRequest, groups: Iterable[WorkingGroupPage]) -> dict[int, Piece]:
    """Who makes each group: by name only whoever agreed to it, all others as a number."""
    agreed = Consent.objects.current().filter(user=OuterRef("user"), text__kind="public_name")
    members = (
        Membership.objects.active()
        .filter(group__in=groups, user__is_active=True)
        .select_related("user")
        .annotate(shows_name=Exists(agreed))
    )
    by_group = {group.pk: [] for group in groups}
    for member in members:
        by_group[member.group_id].append(member)
    found = {}
    for pk, everyone in by_group.items():
        named = sorted((member for member in everyone if member.shows_name), key=_by_family_name)
        if everyone:
            context = {"named": named, "unnamed": len(everyone) - len(named)}
            found[pk] = Piece("signup/joining.html#people", context)
    return found


def open_calls(groups: Iterable[WorkingGroupPage]) -> dict[int, list[DeclarationCallPage]]:
    """{group pk: the open calls that offer it}, the one that closes first on top; none offers an archived group."""
    return _offering(groups, calls_that_are_open())


def _offering(groups, calls):
    at_work = {group.pk for group in groups if not group.archived}
    return {group.pk: [call for call, offered in calls if group.pk in offered & at_work] for group in groups}


def calls_that_are_open() -> list[tuple[DeclarationCallPage, set[int]]]:
    """[(call, pks of the groups that it offers)], the one that closes first on top."""
    return [each for each in calls_not_over() if each[0].is_open()]


@cached
def calls_not_over() -> list[tuple[DeclarationCallPage, set[int]]]:
    """The same of the calls that are open or still to come."""
    calls = DeclarationCallPage.objects.shown().not_over().defer("body").naming_groups(numbered_groups())
    return [(call, call.group_pks) for call in calls]


def _by_family_name(member):
    return in_order(f"{member.user.last_name} {member.user.first_name}")

"""The list of the desk: what it says of each declaration, and of a call that is over."""

from collections.abc import Iterable, Iterator

from django.db.models import Count, Prefetch, Q, QuerySet
from django.forms import Form

from portal.models import WorkingGroupPage
from signup.models import Correction, Declaration, DeclarationChoice


def rows(declarations: QuerySet, groups: Iterable[WorkingGroupPage]) -> QuerySet:
    """With what the list says of each, in as many queries for one as for all."""
    choices = DeclarationChoice.objects.filter(group__in=groups)
    requests = Correction.objects.open().filter(group__in=groups)
    return declarations.prefetch_related(
        Prefetch("choices", queryset=choices, to_attr="my_choices"),
        Prefetch("corrections", queryset=requests, to_attr="my_requests"),
    )


def with_groups(rows: Iterable[Declaration], groups: Iterable[WorkingGroupPage]) -> Iterator[Declaration]:
    """Each row with the groups of its choices, which are known already; one object a group, however many rows."""
    known = {group.pk: group for group in groups}
    for row in rows:
        for choice in row.my_choices:
            choice.group = known[choice.group_id]
        yield row


def lists_at_closing(groups: Iterable[WorkingGroupPage], wanted: Form, found: QuerySet) -> dict | None:
    """When a call is over: how many are complete, wait for something, came late; with them how many were found."""
    call = wanted.closed_call
    if call is None:
        return None
    counts = {"found": Count("pk", filter=Q(pk__in=found.values("pk")))}
    there = Declaration.objects.on_record().choosing(groups)
    return {"call": call, **there.count_at_closing(call, groups, **counts)}

"""The gates of coordinators in the admin: what they see of their groups there, and nobody else does."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404

from portal.editing.admin_gate import open_to


def for_coordinators(refusal: str) -> Callable:
    """The gate: for whoever coordinates some group; others are told the sentence."""
    return open_to(lambda user: user.coordinates_any, refusal)


def of_my_group(refusal: str, *, live: bool = False) -> Callable:
    """The gate behind it: the group of the address, if the person coordinates it; 404 for all others.

    `live`: only while its page is public, which is where those lead who write for readers.
    """

    def gated(view):
        @for_coordinators(refusal)
        @wraps(view)
        def gate(request, group, **options):
            mine = (one for one in request.user.coordinated if one.live or not live)
            found = next((one for one in mine if one.pk == group), None)
            if found is None:
                raise Http404
            return view(request, found, **options)

        return gate

    return gated

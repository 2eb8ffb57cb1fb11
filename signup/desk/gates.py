"""The gates of the desk: it is for coordinators, and each sees the declarations that chose their groups."""

from functools import wraps

from django.shortcuts import get_object_or_404

from portal.serving.errors import forbidden
from signup.models import Declaration


def for_coordinators(view):
    """The gate: whoever coordinates no group may not know what lies on the desk."""

    @wraps(view)
    def gate(request, *args, **kwargs):
        if not request.user.coordinates_any:
            # returned and not raised: Wagtail would turn a raised one into a redirect to its home
            return forbidden(request, "Deklaracje widzą tylko koordynatorki i koordynatorzy grup.")
        return view(request, *args, **kwargs)

    return gate


def mine(request, code):
    """The declaration of that code; 404 when it chose no group of this person's."""
    return get_object_or_404(Declaration.objects.for_desk(request.user).select_related("call", "entered_by"), code=code)

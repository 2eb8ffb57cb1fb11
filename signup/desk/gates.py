"""The gates of the desk: it is for coordinators, and each sees the declarations that chose their groups."""

from django.shortcuts import get_object_or_404

from portal.editing.admin_gate import open_to
from signup.models import Declaration

for_coordinators = open_to(
    lambda user: user.coordinates_any, "Deklaracje widzą tylko koordynatorki i koordynatorzy grup."
)


def mine(request, code):
    """The declaration of that code; 404 when it chose no group of this person's."""
    return get_object_or_404(Declaration.objects.for_desk(request.user).select_related("call", "entered_by"), code=code)

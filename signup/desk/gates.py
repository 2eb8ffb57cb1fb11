"""The gates of the desk: it is for coordinators, and each sees the declarations that chose their groups."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from portal.models import WorkingGroupPage
from signup.models import Declaration
from signup.people import gates

for_coordinators = gates.for_coordinators("Deklaracje widzą tylko koordynatorki i koordynatorzy grup.")


def declaration_gate(request: HttpRequest, code: str) -> Declaration:
    """The declaration of that code; 404 when it chose no group of this person's."""
    return get_object_or_404(Declaration.objects.for_desk(request.user).select_related("call", "entered_by"), code=code)


def choice_gate(request: HttpRequest, declaration: Declaration, pk: int) -> WorkingGroupPage:
    """The group of that key, if the person coordinates it and the declaration chose it; else 404."""
    group = next((one for one in request.user.coordinated if one.pk == pk), None)
    if group is None or not declaration.choices.filter(group=group).exists():
        raise Http404
    return group

"""The people of a group, for its coordinators: who is in it, what changed and why, whom the group invited.

Every look at members, and every change, leaves a line in the log of who saw what.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from portal.editing.header import header
from portal.models import WorkingGroupPage
from portal.rules.parameters import text_in
from portal.serving.errors import forbidden
from signup.models import Declaration, Membership, Refused
from signup.people import gates
from signup.people.forms import InvitationForm, MembersFilter
from signup.privacy import access_log

PER_PAGE = 50


# others may not know who is in it
of_my_group = gates.of_my_group("Członkostwa widzą tylko koordynatorki i koordynatorzy grupy.")


def member_gate(group: WorkingGroupPage, code: str) -> Membership:
    """The membership of that code in the group; 404 for those of other groups."""
    return get_object_or_404(group.memberships.select_related("user", "declaration", "group"), code=code)


@of_my_group
@require_safe
def members(request: HttpRequest, group: WorkingGroupPage) -> HttpResponse:
    """Who is in the group, and whom it has invited."""
    return list_page(request, group, InvitationForm())


def list_page(
    request: HttpRequest, group: WorkingGroupPage, form: Form, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    wanted = MembersFilter(request.GET)
    page = Paginator(wanted.found(group), PER_PAGE).get_page(request.GET.get("strona"))
    invitations = list(group.invitations.pending())
    access_log.write("members", request.user, group=group, memberships=page.object_list, invitations=invitations)
    context = {
        "group": group,
        "rows": page,
        "filter": wanted,
        "form": form,
        "invitations": invitations,
        "closed": group.closed_because(),
        "refusal": refusal,
        **_header(group, "Osoby w grupie"),
    }
    return render(request, "signup/members/list.html", context, status=status)


@of_my_group
@require_safe
def member(request: HttpRequest, group: WorkingGroupPage, code: str) -> HttpResponse:
    """One person in the group, and what a coordinator may change."""
    membership = member_gate(group, code)
    access_log.write("member", request.user, group=group, memberships=[membership])
    return _show(request, membership)


def _show(request, membership, *, typed=None, refusal="", status=200):
    group, declaration = membership.group, membership.declaration
    seen = declaration and Declaration.objects.for_desk(request.user).filter(pk=declaration.pk).exists()
    name = str(membership.user)
    context = {
        "group": group,
        "member": membership,
        "name": name,
        "declaration": declaration if seen else None,
        "paper": membership.paper if seen else None,
        "changes": membership.changes.select_related("by"),
        "managed": membership.role == "member" and membership.status != "ended" and not group.archived,
        "mailed": bool(membership.user.email),
        "typed": typed or {},
        "refusal": refusal,
        **_header(group, name, ("Osoby w grupie", reverse("my_members", args=[group.pk]))),
    }
    return render(request, "signup/members/member.html", context, status=status)


def _header(group, title, *above):
    shown = header(title, ("Moje grupy", "my_groups"), icon="group")
    crumbs = [(group.title, reverse("my_group", args=[group.pk])), *above]
    shown["breadcrumbs_items"][-1:-1] = [{"url": address, "label": label} for label, address in crumbs]
    return shown


def membership_view(verb: Callable) -> Callable:
    """A press about a membership: gate, verb, line in the log; then the person as it is now."""

    @of_my_group
    @require_POST
    @wraps(verb)
    def view(request, group, code):
        membership, reason = member_gate(group, code), text_in(request.POST.get("reason"))[:1000]
        try:
            with transaction.atomic():  # what leaves no line in the log does not happen
                verb(membership, request.user, reason)
                access_log.write(verb.__name__, request.user, group=group, memberships=[membership])
        except Refused as refusal:
            access_log.write("member", request.user, group=group, memberships=[membership])
            typed = {"form": verb.__name__, "reason": reason}
            return _show(request, member_gate(group, code), typed=typed, refusal=str(refusal), status=422)
        except PermissionDenied as denied:
            return forbidden(request, str(denied))
        messages.success(request, f"Członkostwo jest {membership.get_status_display()}.")
        return redirect("my_member", group.pk, code)

    return view


suspend = membership_view(Membership.suspend)


resume = membership_view(Membership.resume)


end = membership_view(Membership.end)


urls = [
    path("moje-grupy/<int:group>/osoby/", members, name="my_members"),
    path("moje-grupy/<int:group>/osoby/<str:code>/", member, name="my_member"),
    path("moje-grupy/<int:group>/osoby/<str:code>/zawieszenie/", suspend, name="my_member_suspend"),
    path("moje-grupy/<int:group>/osoby/<str:code>/wznowienie/", resume, name="my_member_resume"),
    path("moje-grupy/<int:group>/osoby/<str:code>/zakonczenie/", end, name="my_member_end"),
]

"""The people of a group, for its coordinators: who is in it, what changed and why, whom the group invited.

Every look at members, and every change, leaves a line in the log of who saw what.
"""

from functools import wraps
from urllib.parse import urlencode

from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from portal.forms import ErrorSummary
from portal.serving.errors import forbidden, too_many
from signup.declaring.forms import NameField, typed
from signup.desk.views import header
from signup.models import Declaration, Invitation, Membership, Refused
from signup.privacy import access_log

PER_PAGE = 50


class MembersFilter(forms.Form):
    """Whom the list shows. What makes no sense is left out of account: a filter is never wrong."""

    LISTS = [("", "w grupie"), ("zawieszone", "zawieszone"), ("zakonczone", "zakończone")]

    q = forms.CharField(label="Szukaj osób", required=False, max_length=120)
    lista = forms.ChoiceField(label="Lista", choices=LISTS, required=False)

    def __init__(self, data):
        super().__init__(data, label_suffix="")
        self.fields["q"].widget.attrs = {"placeholder": "nazwisko, organizacja"}

    def found(self, group):
        """The memberships of the group that are wanted, in their order."""
        self.is_valid()
        found = group.memberships.select_related("user", "declaration")
        match self.cleaned_data.get("lista"):
            case "zawieszone":
                found = found.filter(status="suspended")
            case "zakonczone":
                found = found.filter(status="ended")
            case _:
                found = found.current()
        words = self.cleaned_data.get("q")
        return found.seek(words) if words else found

    @property
    def address(self):
        """The filter as it stands in an address, without the page."""
        return urlencode({name: self[name].data for name in self.fields if self[name].data})


class InvitationForm(ErrorSummary, forms.Form):
    """Whom the group asks in."""

    email = forms.EmailField(
        label="Adres e-mail",
        max_length=254,
        help_text="Tu wyślemy zaproszenie z linkiem do deklaracji.",
        error_messages={
            "required": "Podaj adres e-mail.",
            "invalid": "Podaj adres e-mail ze znakiem @, na przykład jan@example.org.",
        },
    )
    given_name = NameField(label="Imię", required=False)
    family_name = NameField(label="Nazwisko", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.use_required_attribute = False


# the gates


def in_my_group(view):
    """The gate: the group of the address, for its coordinators; others may not know who is in it."""

    @wraps(view)
    def gate(request, group, **options):
        if not request.user.coordinates_any:
            # returned and not raised: Wagtail would turn a raised one into a redirect to its home
            return forbidden(request, "Członkostwa widzą tylko koordynatorki i koordynatorzy grupy.")
        group = next((one for one in request.user.coordinated if one.pk == group), None)
        if group is None:
            raise Http404
        return view(request, group, **options)

    return gate


def _member(group, code):
    """The membership of that code in the group; 404 for those of other groups."""
    return get_object_or_404(group.memberships.select_related("user", "declaration", "group"), code=code)


# reading


@in_my_group
@require_safe
def members(request, group):
    """Who is in the group, and whom it has invited."""
    return _list(request, group, InvitationForm())


def _list(request, group, form, *, refusal="", status=200):
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


@in_my_group
@require_safe
def member(request, group, code):
    """One person in the group, and what a coordinator may change."""
    membership = _member(group, code)
    access_log.write("member", request.user, group=group, memberships=[membership])
    return _show(request, membership)


def _show(request, membership, *, kept=None, refusal="", status=200):
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
        "typed": kept or {},
        "refusal": refusal,
        **_header(group, name, ("Osoby w grupie", reverse("my_members", args=[group.pk]))),
    }
    return render(request, "signup/members/member.html", context, status=status)


def _header(group, title, *above):
    shown = header(title, ("Moje grupy", "my_groups"), icon="group")
    crumbs = [(group.title, reverse("my_group", args=[group.pk])), *above]
    shown["breadcrumbs_items"][-1:-1] = [{"url": address, "label": label} for label, address in crumbs]
    return shown


# changing


def change(verb):
    """A press about a membership: gate, verb, line in the log; then the person as it is now."""

    @in_my_group
    @require_POST
    @wraps(verb)
    def view(request, group, code):
        membership, reason = _member(group, code), typed(request, "reason")[:1000]
        try:
            with transaction.atomic():  # what leaves no line in the log does not happen
                verb(membership, request.user, reason)
                access_log.write(verb.__name__, request.user, group=group, memberships=[membership])
        except Refused as refusal:
            access_log.write("member", request.user, group=group, memberships=[membership])
            kept = {"form": verb.__name__, "reason": reason}
            return _show(request, _member(group, code), kept=kept, refusal=str(refusal), status=422)
        except PermissionDenied as denied:
            return forbidden(request, str(denied))
        messages.success(request, f"Członkostwo jest {membership.get_status_display()}.")
        return redirect("my_member", group.pk, code)

    return view


suspend = change(Membership.suspend)
resume = change(Membership.resume)
end = change(Membership.end)


# inviting


@in_my_group
@require_POST
def invite(request, group):
    """Ask a person in; what the screen says does not depend on whether the address has an account."""
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _list(request, group, form, status=422)
    key = f"{group.pk} {form.cleaned_data['email'].lower()}"
    if not ratelimit.consume(request, action="invite", key=key, user=request.user):
        return too_many(request)
    try:
        with transaction.atomic():
            invitation = Invitation.objects.invite(request.user, group, **form.cleaned_data)
            access_log.write("invite", request.user, group=group, invitations=[invitation])
    except Refused as refusal:
        form.add_error("email", str(refusal))
        return _list(request, group, form, status=422)
    except PermissionDenied as denied:
        return forbidden(request, str(denied))
    messages.success(request, "Zaproszenie jest w drodze. Członkostwo zacznie się, gdy osoba potwierdzi oświadczenia.")
    return redirect("my_members", group.pk)


def answer(verb, said):
    """A press about an invitation of the group: gate, verb, line in the log."""

    @in_my_group
    @require_POST
    @wraps(verb)
    def view(request, group, code):
        invitation = get_object_or_404(group.invitations, code=code)
        if verb is Invitation.resend and not ratelimit.consume(request, action="resend", key=code):
            return too_many(request)
        try:
            with transaction.atomic():
                verb(invitation, request.user)
                access_log.write(f"invitation_{verb.__name__}", request.user, group=group, invitations=[invitation])
        except Refused as refusal:
            return _list(request, group, InvitationForm(), refusal=str(refusal), status=422)
        except PermissionDenied as denied:
            return forbidden(request, str(denied))
        messages.success(request, said)
        return redirect("my_members", group.pk)

    return view


take_back = answer(Invitation.withdraw, "Zaproszenie jest wycofane, a jego link już nie działa.")
resend = answer(Invitation.resend, "Zaproszenie jest wysłane jeszcze raz i znów ważne 30 dni.")


urls = [
    path("moje-grupy/<int:group>/osoby/", members, name="my_members"),
    path("moje-grupy/<int:group>/osoby/<str:code>/", member, name="my_member"),
    path("moje-grupy/<int:group>/osoby/<str:code>/zawieszenie/", suspend, name="my_member_suspend"),
    path("moje-grupy/<int:group>/osoby/<str:code>/wznowienie/", resume, name="my_member_resume"),
    path("moje-grupy/<int:group>/osoby/<str:code>/zakonczenie/", end, name="my_member_end"),
    path("moje-grupy/<int:group>/zaproszenia/", invite, name="my_invite"),
    path("moje-grupy/<int:group>/zaproszenia/<str:code>/wycofanie/", take_back, name="my_invitation_withdraw"),
    path("moje-grupy/<int:group>/zaproszenia/<str:code>/ponowienie/", resend, name="my_invitation_resend"),
]

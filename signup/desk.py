"""The coordinators' desk in the admin: declarations that chose their groups, and the decisions about them."""

from functools import wraps

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from portal.errors import forbidden
from signup.models import Declaration, DeclarationChoice, Refused


def for_coordinators(view):
    """The gate: whoever coordinates no group may not know what lies on the desk."""

    @wraps(view)
    def gate(request, *args, **kwargs):
        if not request.user.coordinates_any:
            # returned and not raised: Wagtail would turn a raised one into a redirect to its home
            return forbidden(request, "Deklaracje widzą tylko koordynatorki i koordynatorzy grup.")
        return view(request, *args, **kwargs)

    return gate


def _mine(request, number):
    """The declaration with the choices; `mine` marks those that this person decides about. 404 when none is."""
    found = get_object_or_404(Declaration.objects.for_desk(request.user).select_related("call"), pk=number)
    groups = _groups(request.user)
    found.all_choices = list(found.choices.select_related("group", "decided_by"))
    for choice in found.all_choices:
        choice.mine = choice.group_id in groups
    return found


def _groups(user):
    return set(user.memberships.active().coordinators().values_list("group", flat=True))


@for_coordinators
def queue(request):
    """The list: what waits for a decision of mine first, the oldest on top; then what is decided."""
    groups = _groups(request.user)
    mine = DeclarationChoice.objects.filter(group__in=groups).select_related("group")
    declarations = Declaration.objects.for_desk(request.user).prefetch_related(
        Prefetch("choices", queryset=mine, to_attr="my_choices")
    )
    rows = list(declarations.order_by("submitted_at", "pk"))
    for row in rows:
        row.waits = any(choice.state == "waiting" for choice in row.my_choices)
        row.days = (timezone.localdate() - timezone.localdate(row.submitted_at)).days
    rows.sort(key=lambda row: not row.waits)  # stable: the oldest stay on top
    waiting = sum(row.waits for row in rows)
    context = {"rows": rows, "waiting": waiting, **header("Deklaracje")}
    return render(request, "signup/desk/queue.html", context)


@for_coordinators
def case(request, number):
    """One declaration with what I decide about it."""
    return _show(request, _mine(request, number))


def _show(request, declaration, *, reason=None, refusal="", status=200):
    context = {
        "declaration": declaration,
        "reason": reason or {},
        "refusal": refusal,
        **header(str(declaration), ("Deklaracje", "desk")),
    }
    return render(request, "signup/desk/case.html", context, status=status)


@for_coordinators
@require_POST
def take(request, number):
    declaration = _mine(request, number)
    declaration.take(request.user)
    return redirect("desk_case", declaration.pk)


@for_coordinators
@require_POST
def decide(request, number, group):
    """Accept or decline for one group of mine."""
    declaration = _mine(request, number)
    choice = get_object_or_404(DeclarationChoice, declaration=declaration, group=group, group__in=_groups(request.user))
    reason = request.POST.get("reason", "").replace("\x00", "")  # which PostgreSQL does not take
    try:
        if request.POST.get("decision") == "accept":
            declaration.accept(request.user, choice.group)
            messages.success(
                request, f"Przyjęto do grupy „{choice.group.title}”. Wiadomość z logowaniem jest w drodze."
            )
        else:
            declaration.decline(request.user, choice.group, reason)
            messages.success(request, "Nie przyjęto. Wiadomość z uzasadnieniem jest w drodze.")
    except Refused as refusal:
        return _show(
            request, _mine(request, number), reason={"group": group, "text": reason}, refusal=str(refusal), status=422
        )
    return redirect("desk_case", declaration.pk)


def header(title, *above, icon="doc-full-inverse"):
    """What Wagtail's page header draws."""
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": "Start"}]
    crumbs += [{"url": reverse(name), "label": label} for label, name in above]
    return {
        "header_title": title,
        "page_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [*crumbs, {"url": "", "label": title}],
    }


urls = [
    path("deklaracje/", queue, name="desk"),
    path("deklaracje/<int:number>/", case, name="desk_case"),
    path("deklaracje/<int:number>/rozpatrz/", take, name="desk_take"),
    path("deklaracje/<int:number>/grupa/<int:group>/", decide, name="desk_decide"),
]

"""„Opuść grupę”: a member leaves a group, by nobody's leave."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.serving.errors import forbidden
from signup.models import Membership, Refused


def of_mine(view: Callable) -> Callable:
    """The gate: my membership in the group of the address; 404 where I am not, but for one press too many."""

    @never_cache
    @wraps(view)
    def gate(request, slug):
        if not request.user.is_authenticated:
            return redirect_to_login(request.path) if request.method != "POST" else forbidden(request)
        membership = request.user.memberships.select_related("group", "user").filter(group__slug=slug).first()
        if membership is None or (membership.status == "ended" and request.method != "POST"):
            raise Http404
        return view(request, membership)

    return gate


@require_http_methods(["GET", "HEAD", "POST"])
@of_mine
def leave(request: HttpRequest, membership: Membership) -> HttpResponse:
    """GET asks and says what goes and what stays; POST leaves."""
    refusal = ""
    if request.method == "POST":
        try:
            membership.leave(alone="alone" in request.POST)
        except Refused as refused:
            refusal = str(refused)
        else:
            messages.success(request, f"Nie należysz już do grupy „{membership.group.title}”.")
            return redirect("account")
    context = {"membership": membership, "group": membership.group, "refusal": refusal}
    return render(request, "account/leave.html", context, status=422 if refusal else 200)

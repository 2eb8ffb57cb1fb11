"""Ways to stop the mail about mentions: the link in it, and the switch on one's own account."""

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.rules.parameters import flag_in
from portal.slots import Piece
from roadmaps.models import MentionNotice, NotAllowed
from roadmaps.out.mentions import reader_of
from signup.models import User


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the mail: a page with a button, for whoever holds the mail; it names nobody."""
    try:
        user = get_object_or_404(User, pk=reader_of(token))
    except signing.BadSignature as error:
        raise Http404 from error
    if request.method == "POST":
        MentionNotice.objects.set_wanted(user, flag_in(request.POST.get("wanted")))
        return redirect(request.path)
    return render(request, "roadmaps/mentions.html", {"wanted": MentionNotice.objects.wanted_by(user)})


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """The switch on one's own account."""
    if not request.user.is_authenticated:
        raise NotAllowed("Zaloguj się, żeby zmienić ustawienia swojego konta.")
    wanted = flag_in(request.POST.get("wanted"))
    MentionNotice.objects.set_wanted(request.user, wanted)
    told = "Wiadomości o wspomnieniach są włączone." if wanted else "Wiadomości o wspomnieniach są wyłączone."
    messages.success(request, told)
    return redirect("account")


def on_account(request: HttpRequest) -> Piece | None:
    """Slot account: the switch, for whoever is or was in a group."""
    if not request.user.memberships.exists():
        return None
    return Piece("roadmaps/mentions.html#switch", {"wanted": MentionNotice.objects.wanted_by(request.user)})

"""Mail about mentions: the message, the job that sends what was collected, and the ways to stop it."""

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.slots import Piece
from portal.templatetags.polish import quoted
from roadmaps.models import MentionNotice, NotAllowed
from roadmaps.rules.names import called_among_members
from signup.mail import post
from signup.mail_samples import Sample
from signup.models import User

SALT = "roadmaps.mentions"
SUBJECT = "Wspomniano o Tobie w dyskusji"
WHY = "Piszemy, bo ktoś z grupy wspomniał o Tobie w dyskusji. O wspomnieniach piszemy najwyżej raz na dobę."


def write(user, mentions):
    """The one message about all these mentions of a person: who, in which action, each once; none of the words.

    The person is a member of each of the groups (`Mention.concerns`), so names are as members read them.
    """
    places = {}
    for mention in mentions:
        action = mention.comment.action
        address = f"{action.get_absolute_url()}#komentarz-{mention.comment_id}"
        title = quoted(action.public_title)
        place = {"title": title, "group": action.roadmap.group.title, "path": address, "by": []}
        names = places.setdefault(action.pk, place)["by"]
        if (name := called_among_members(mention.comment.by)) not in names:
            names.append(name)
    places = list(places.values())
    context = _context(places, stop_link(user))
    button = ("Otwórz dyskusję", places[0]["path"])
    post("mentioned", user.email, context, subject=SUBJECT, button=button, user=user)


def sample():
    """{kind: Sample}, for those who look at mails before they go."""
    places = [
        {
            "title": "„Debaty przy wspólnym stole”",
            "group": "Edukacja obywatelska",
            "path": "/dzialania/1/#dyskusja",
            "by": ["Ewa Próbna"],
        },
        {
            "title": "„Bank dobrych przykładów”",
            "group": "Edukacja obywatelska",
            "path": "/dzialania/2/#dyskusja",
            "by": ["Ewa Próbna", "Jan Testowy"],
        },
    ]
    context = _context(places, reverse("mentions_stop", args=["wzor"]))
    when = "gdy ktoś wspomni w dyskusji, najwyżej raz na dobę"
    return {"mentioned": Sample(when, SUBJECT, context, ("Otwórz dyskusję", "/dzialania/1/#dyskusja"))}


def _context(places, stop):
    return {"places": places, "why": WHY, "stop": settings.SITE_URL + stop}


def send_collected():
    """Job: whoever was mentioned again after a mail gets the next one when a day is over."""
    for user in User.objects.filter(mentions__told_at=None).distinct().order_by("pk"):
        MentionNotice.objects.tell(user)


# ways to stop it


def stop_link(user):
    return reverse("mentions_stop", args=[signing.dumps(user.pk, salt=SALT)])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token):
    """The link of the mail: a page with a button, for whoever holds the mail; it names nobody."""
    try:
        user = get_object_or_404(User, pk=signing.loads(token, salt=SALT))
    except signing.BadSignature as error:
        raise Http404 from error
    if request.method == "POST":
        MentionNotice.objects.set_wanted(user, request.POST.get("wanted") == "1")
        return redirect(request.path)
    return render(request, "roadmaps/mentions.html", {"wanted": MentionNotice.objects.wanted_by(user)})


@require_POST
def switch(request):
    """The switch on one's own account."""
    if not request.user.is_authenticated:
        raise NotAllowed("Zaloguj się, żeby zmienić ustawienia swojego konta.")
    wanted = request.POST.get("wanted") == "1"
    MentionNotice.objects.set_wanted(request.user, wanted)
    told = "Wiadomości o wspomnieniach są włączone." if wanted else "Wiadomości o wspomnieniach są wyłączone."
    messages.success(request, told)
    return redirect("account")


def on_account(request):
    """Slot account: the switch, for whoever is or was in a group."""
    if not request.user.memberships.exists():
        return None
    return Piece("roadmaps/mentions.html#switch", {"wanted": MentionNotice.objects.wanted_by(request.user)})

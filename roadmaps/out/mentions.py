"""The mail about mentions, the job that sends what was collected, and the link that stops it."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from portal.templatetags.polish import quoted
from roadmaps.models import MentionNotice
from roadmaps.rules.names import called_among_members
from signup.letters.preview import Sample
from signup.letters.queue import post
from signup.models import User

SALT = "roadmaps.mentions"
SUBJECT = "Wspomniano o Tobie w dyskusji"
WHY = "Piszemy, bo ktoś z grupy wspomniał o Tobie w dyskusji. O wspomnieniach piszemy najwyżej raz na dobę."


def write(sender, user, mentions, **kwargs):
    """The one message about all these mentions of a person: who, in which action, each once; none of the words.

    A receiver of `mentions_told`. The person is a member of each of the groups (`Mention.concerns`), so names are as
    members read them.
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


def stop_link(user):
    return reverse("mentions_stop", args=[signing.dumps(user.pk, salt=SALT)])


def reader_of(token):
    """The key of the person whom such a link was written to; signing.BadSignature for anything else."""
    return signing.loads(token, salt=SALT)

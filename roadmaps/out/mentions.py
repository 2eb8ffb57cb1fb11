"""The mail about mentions, the job that sends what was collected, and the link that stops it."""

from collections.abc import Iterable

from django.conf import settings
from django.core import signing
from django.urls import reverse

from portal.templatetags.polish import quoted
from roadmaps.models import Mention, MentionNotice
from roadmaps.rules.names import name_among_members
from signup.letters.letter import Letter
from signup.models import Mail, User

SALT = "roadmaps.mentions"


class Mentioned(Letter):
    """Who mentioned the person, and in which actions; it can be stopped by its own link."""

    kind = "mentioned"
    when = "gdy ktoś wspomni w dyskusji, najwyżej raz na dobę"
    subject = "Wspomniano o Tobie w dyskusji"
    why = "Piszemy, bo ktoś z grupy wspomniał o Tobie w dyskusji. O wspomnieniach piszemy najwyżej raz na dobę."
    button = "Otwórz dyskusję"

    @staticmethod
    def sample() -> dict:
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
        stop = settings.SITE_URL + reverse("mentions_stop", args=["wzor"])
        return {"places": places, "address": "/dzialania/1/#dyskusja", "stop": stop}


def write(sender: type, user: User, mentions: Iterable[Mention], **kwargs: object) -> None:
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
        if (name := name_among_members(mention.comment.by)) not in names:
            names.append(name)
    places = list(places.values())
    context = {"places": places, "address": places[0]["path"], "stop": settings.SITE_URL + stop_link(user)}
    Mail.objects.post("mentioned", user.email, context, user=user)


def letters() -> list[type[Letter]]:
    """Slot letters."""
    return [Mentioned]


def send_collected() -> None:
    """Job: whoever was mentioned again after a mail gets the next one when a day is over."""
    for user in User.objects.filter(mentions__told_at=None).distinct().order_by("pk"):
        MentionNotice.objects.tell(user)


def stop_link(user: User) -> str:
    return reverse("mentions_stop", args=[signing.dumps(user.pk, salt=SALT)])


def reader_of(token: str) -> int:
    """The key of the person whom such a link was written to; signing.BadSignature for anything else."""
    return signing.loads(token, salt=SALT)

"""What goes from boards when somebody's membership is over, or when the person is erased.

What was written for others stays, then as of an „osoba usunięta”: the log of a board is never rewritten.
"""

from datetime import datetime

from django.db.models import Q

from roadmaps.models.action.action import Action
from roadmaps.models.mention import MentionNotice
from roadmaps.models.roadmap import Roadmap
from signup.models import Membership, User


def leave(sender: type, membership: Membership, at: datetime, **kwargs: object) -> None:
    """A membership is over (a signal): the support of the person for open actions goes. An archived board stays."""
    if membership.group.archived:
        return
    for roadmap in Roadmap.objects.of_group(membership.group):
        roadmap.let_go(membership.user, at, note="Koniec członkostwa.")


def forget(user: User, at: datetime) -> None:
    """Slot forget: the person stands behind no open action any more; what is done keeps its numbers.

    Whether somebody looked, and whether they want mail, is nobody's work: it goes.
    """
    user.visits.all().delete()
    # the rows stay: they are what makes „osoba usunięta” of the keys in the texts of others
    user.mentions.filter(told_at=None).update(told_at=at)
    MentionNotice.objects.filter(user=user).delete()
    for roadmap in _boards_of(user):
        roadmap.let_go(user, at, words=True)


def _boards_of(user):
    """Those of the person's groups, and those where anything of the person stands, in one order."""
    mine = Q()
    for path in user.memberships.values_list("group__path", flat=True):
        mine |= Q(page__path__startswith=path)
    for given in ("supports", "pledges", "objections"):
        mine |= Q(pk__in=Action.objects.filter(**{f"{given}__by": user}).order_by().values("roadmap"))
    return Roadmap.objects.filter(mine).order_by("pk")

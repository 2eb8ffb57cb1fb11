"""What a board does when somebody's membership is over: the support of that person for open actions goes."""

from roadmaps.models import Roadmap


def let_go(sender, membership, at, **kwargs):
    """What the person wrote stays. An archived board stays as it is."""
    if membership.group.archived:
        return
    for roadmap in Roadmap.objects.of_group(membership.group):
        roadmap.let_go(membership.user, at, note="Koniec członkostwa.")

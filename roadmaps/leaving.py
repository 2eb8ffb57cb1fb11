"""What a board does when somebody's membership is over: the support of that person for open actions goes."""

from roadmaps.models import Roadmap, Support

OPEN = ["proposed", "discussed", "agreed", "in_progress"]


def withdraw_support(sender, membership, at, **kwargs):
    """Each removed support is an event of its own; what the person wrote stays. An archived board stays as it is."""
    if membership.group.archived:
        return
    # locked before anything is asked: a support that is being given right now is seen, or is refused
    boards = Roadmap.objects.select_for_update(of=("self",))
    for roadmap in boards.filter(page__path__startswith=membership.group.path):
        given = Support.objects.filter(by=membership.user, action__roadmap=roadmap, action__state__in=OPEN)
        for support in given.select_related("action").order_by("action"):
            support.delete()
            # what waits at a duplicate that was joined to it must not come back when they are parted
            Support.objects.filter(by=membership.user, action__merged_into=support.action).delete()
            roadmap.record(
                "support_withdrawn", action=support.action, by=membership.user, at=at, note="Koniec członkostwa."
            )

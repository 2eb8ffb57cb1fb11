"""The picture by which others show an action."""

from portal.out.covers import forget
from roadmaps.models import Action


def cover_of(key: int) -> tuple[str, list] | None:
    """Slot cover: an action, as long as everybody may read it."""
    action = Action.objects.public().select_related("roadmap__page").filter(pk=key).first()
    return action and action.cover()


def forget_cover(sender: type, instance: Action, **kwargs: object) -> None:
    """After an action was saved (a signal): what was drawn of it may say what it says no more."""
    forget("dzialanie", instance.pk)

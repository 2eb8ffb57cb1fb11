"""What the search of the site has of a board: actions, as everybody may read them."""

from portal.search.index import Document, index, unindex
from roadmaps.models import Action
from roadmaps.shown.search import PARTS, source_of


def index_action(sender: type, instance: Action, raw: bool = False, **kwargs: object) -> None:
    """After an action was saved: let it be found by its words, unless it was dropped or is hidden."""
    if raw:
        return
    source = source_of(instance)
    if instance.state == "dropped" or instance.hidden_reason:
        unindex(source)
        return
    page = instance.roadmap.page
    index(
        Document(
            source=source,
            page=page,
            kind="action",
            title=instance.title,
            text=" · ".join(filter(None, (getattr(instance, part) for part in PARTS))),
            date=instance.changed_at,
            groups=(instance.roadmap.group,),
            address=instance.get_absolute_url(),
        )
    )

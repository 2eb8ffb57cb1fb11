"""What search finds on the boards: actions, as everybody may read them."""

from portal.search import Document, drop, put

PARTS = ["description", "goal", "audience", "responsible_organisations", "partners", "indicator", "outcome"]


def keep_action(sender, instance, raw=False, **kwargs):
    """After an action was saved: let it be found by its words, unless it was dropped or is hidden."""
    if raw:
        return
    source = f"action:{instance.pk}"
    if instance.state == "dropped" or instance.hidden_reason:
        drop(source)
        return
    page = instance.roadmap.page
    put(
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

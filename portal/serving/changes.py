"""What of the database the public can see: whatever is written there begins a new generation."""

from django.apps import apps
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.signals import post_page_move

from portal.serving.generations import SITE, change

# what public pages show of Wagtail's own; each model of ours says itself whether they show it (`shown_publicly`)
OF_WAGTAIL = {
    "wagtailcore.collection",
    "wagtailcore.collectionviewrestriction",
    "wagtailcore.locale",
    "wagtailcore.page",
    "wagtailcore.pageviewrestriction",
    "wagtailcore.site",
    "wagtailredirects.redirect",
}
# no page shows these fields: what saving a draft of a live page writes, and signing in
UNSEEN_FIELDS = {
    "draft_title",
    "has_unpublished_changes",
    "last_login",
    "latest_revision",
    "latest_revision_created_at",
}


def is_shown_publicly(model: type[Model]) -> bool:
    """Whether a public page can show anything of its rows; a table of links is shown if its model is."""
    model = model._meta.auto_created or model
    return getattr(model, "shown_publicly", model._meta.label_lower in OF_WAGTAIL)


def watch() -> None:
    """Begin a new generation whenever a row that the public can see is saved, deleted, linked or moved."""
    for model in apps.get_models(include_auto_created=True):
        if is_shown_publicly(model):
            post_save.connect(_saved, sender=model)
            post_delete.connect(_deleted, sender=model)
            m2m_changed.connect(_linked, sender=model)
    post_page_move.connect(_moved)


def _topics_of(row):
    return row.topics() if hasattr(row, "topics") else [SITE]


def _saved(sender, instance, update_fields=None, **kwargs):
    if not (update_fields and UNSEEN_FIELDS.issuperset(update_fields)):
        change(*_topics_of(instance))


def _deleted(sender, instance, **kwargs):
    change(*_topics_of(instance))


def _linked(sender, instance, action, model, pk_set, **kwargs):
    """A link is seen on both sides; those of other rows than ours have no topics of their own."""
    topics = set(_topics_of(instance))
    if pk_set is None:  # all of them, whichever they were
        topics = {SITE}
    elif hasattr(model, "topics") and action.startswith("post"):
        topics.update(topic for row in model._base_manager.filter(pk__in=pk_set) for topic in row.topics())
    change(*topics)


def _moved(sender, **kwargs):
    change()

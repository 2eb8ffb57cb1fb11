"""A group's board shares the group's fate: one page, made with the group, public as long as it; held by its work."""

from django.utils import timezone

from roadmaps.models import Roadmap, RoadmapPage

# what editors write of a board
WRITTEN = ("title", "slug", "introduction", "seo_title", "search_description", "show_in_menus")


def make_page(sender, instance, **kwargs):
    """A published group has the page of its roadmap, once; one that was taken back with it is public again."""
    page = RoadmapPage.objects.child_of(instance).first()
    if page is None:
        page = instance.add_child(instance=RoadmapPage(title="Mapa drogowa", slug="mapa-drogowa"))
        page.save_revision(log_action=True)
        RoadmapPage.objects.filter(pk=page.pk).update(has_unpublished_changes=False)
    elif not page.live:
        bring_back(page)


def bring_back(page):
    """Make a page public as it was; what an editor drafts of it stays a draft."""
    draft = page.get_latest_revision_as_object()
    page.live, page.expired = True, False
    page.last_published_at = timezone.now()
    page.first_published_at = page.first_published_at or page.last_published_at
    page.has_unpublished_changes = any(getattr(draft, name) != getattr(page, name) for name in WRITTEN)
    page.save()


def take_page_back(sender, instance, **kwargs):
    """A group that is taken back takes its board along; one that is deleted is not written, nor is its board."""
    if type(instance).objects.live().filter(pk=instance.pk).exists():
        return
    for page in RoadmapPage.objects.child_of(instance).live():
        page.unpublish()


def stay_back(sender, instance, **kwargs):
    """A board is not published before its group, whoever tries."""
    if not instance.get_parent().live:
        instance.unpublish()


def make_roadmap(sender, instance, created, raw=False, **kwargs):
    """A new page of a roadmap has a roadmap of its own."""
    if created and not raw:
        Roadmap.objects.create(page=instance)


def holds(page):
    """Slot holds: the work on the boards on the page or below it."""
    if Roadmap.objects.filter(page__path__startswith=page.path, last_event__gt=0).exists():
        return "niesie pracę ludzi: działania z mapy drogowej. Grupę, która skończyła pracę, oznacz jako zakończoną."
    return ""

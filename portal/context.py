"""What every page knows: the centre, the menu, whether this is a demo."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from portal.models import Centre


def menu(request):
    """The pages that editors put into the menu, in their order; those above the current page are marked."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    entries = list(site.root_page.get_children().live().in_menu())
    for entry in entries:
        entry.address = entry.get_url(request)
        entry.here = request.path.startswith(entry.address)
    return entries


def site(request):
    return {
        "centre": SimpleLazyObject(lambda: Centre.for_request(request)),
        "menu": SimpleLazyObject(lambda: menu(request)),
        "demo": settings.DEMO,
        "site_url": settings.SITE_URL,
    }

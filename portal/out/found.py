"""For machines that look for pages, and for people who found a hole: sitemap.xml, robots.txt, security.txt."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from wagtail.models import Page, Site

from portal.models import SearchEntry
from portal.models.base import SitePageQuerySet
from portal.models.search_entry import SEARCH
from portal.serving.cached import shows
from portal.serving.page_cache import same_for_everybody
from portal.shown.context import the_centre

# made from settings by plain views, so no page of the tree
PLAIN = ["/deklaracja-dostepnosci/", "/mapa-strony/"]
SECURITY_TEXT_HOLDS = timedelta(days=300)  # RFC 9116 asks for less than a year


@same_for_everybody()
def sitemap(request: HttpRequest) -> HttpResponse:
    """All that everybody may read, with the moment of its last change: pages, and the actions that search knows."""
    shows(SEARCH)
    home = Site.objects.select_related("root_page").get(is_default_site=True).root_page
    pages = SitePageQuerySet(Page).offered().descendant_of(home, inclusive=True).order_by("path")
    entries = [
        ("/" + url_path.removeprefix(home.url_path), changed)
        for url_path, changed in pages.values_list("url_path", "last_published_at")
    ]
    entries += [(address, None) for address in PLAIN]
    entries += SearchEntry.objects.public().exclude(address="").values_list("address", "date")
    return render(request, "portal/sitemap.xml", {"entries": entries}, content_type="application/xml")


@same_for_everybody()
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read: all but search, accounts, the admin and one's own declarations."""
    return render(request, "portal/robots.txt", content_type="text/plain; charset=utf-8")


@same_for_everybody()
def security(request: HttpRequest) -> HttpResponse:
    """/.well-known/security.txt (RFC 9116): whom to tell about a hole."""
    email = the_centre().email
    context = {
        "contact": f"mailto:{email}" if email else f"{settings.SITE_URL}/kontakt/",
        "expires": timezone.now().replace(microsecond=0, second=0, minute=0) + SECURITY_TEXT_HOLDS,
    }
    return render(request, "portal/security.txt", context, content_type="text/plain; charset=utf-8")

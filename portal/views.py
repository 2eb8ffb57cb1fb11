"""Plain views of the portal: pages that are made from settings, and doors."""

import posixpath

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.static import serve
from wagtail.models import Page, Site

from portal.models import MeetingPage, NewsPage
from portal.models.base import SitePageQuerySet
from portal.out.covers import plain_url
from portal.serving.page_cache import same_for_everybody
from portal.shown.context import the_centre


def favicon(request: HttpRequest) -> HttpResponse:
    return redirect(static("img/favicon.svg"), permanent=True)


# pictures as they were uploaded stay with us; files to download go out through /dokumenty/
BY_NAME = ("images/", "avatar_images/")
FOR_EVER = "public, max-age=31536000, immutable"  # another content has another name


def media(request: HttpRequest, path: str) -> HttpResponse | FileResponse:
    """A picture in one of its sizes; 404 for whatever else lies there, and for names that no file can have."""
    path = posixpath.normpath(path)
    if not path.startswith(BY_NAME):
        raise Http404
    try:
        response = serve(request, path, settings.MEDIA_ROOT)
    except (SuspiciousFileOperation, OSError, ValueError) as error:
        raise Http404 from error
    response["Cache-Control"] = FOR_EVER
    return response


@same_for_everybody()
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility declaration (ustawa z 4 kwietnia 2019 r., art. 10) from the settings of the centre."""
    centre = the_centre()
    lines = {
        "gaps": centre.accessibility_gaps,
        "exclusions": centre.accessibility_exclusions,
        "building": centre.accessibility_building,
    }
    shown = {name: _lines(text) for name, text in lines.items()}
    return render(request, "portal/accessibility.html", shown | {"cover_url": plain_url("Deklaracja dostępności")})


def _lines(text):
    return [line.strip() for line in text.splitlines() if line.strip()]


@same_for_everybody()
def site_map(request: HttpRequest) -> HttpResponse:
    """Every public page below home, as a tree; the lists of news and meetings stand for what is in them."""
    home = Site.find_for_request(request).root_page
    pages = SitePageQuerySet(Page).shown().descendant_of(home).not_exact_type(MeetingPage, NewsPage).order_by("path")
    tree = {home.path: []}
    for page in pages:
        above = tree.get(page.path[: -Page.steplen])
        if above is None:
            continue  # below a page that is not public
        branch = {"page": page, "below": []}
        above.append(branch)
        tree[page.path] = branch["below"]
    return render(request, "portal/site_map.html", {"branches": tree[home.path], "cover_url": plain_url("Mapa strony")})

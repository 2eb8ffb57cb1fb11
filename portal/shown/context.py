"""What every page knows: the site, the centre, the menu. Kept until something public changes."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from wagtail.models import Page, Site
from wagtail.models.sites import SiteRootPath

from portal.models import AlertBanner, Centre, Partner
from portal.models.base import SitePageQuerySet
from portal.models.snippets import partners
from portal.serving.cached import cached
from portal.serving.page_cache import is_same_for_everybody


@cached
def the_site() -> tuple[Site, list[SiteRootPath]] | None:
    """The site with its home page as itself, and Wagtail's list of where sites begin; None where there are several."""
    sites = list(Site.objects.select_related("root_page__homepage", "root_page__locale", "centre")[:2])
    if len(sites) != 1:
        return None
    site, root = sites[0], sites[0].root_page
    site.root_page = getattr(root, "homepage", root)
    return site, [SiteRootPath(site.pk, root.url_path, site.root_url, root.locale.language_code)]


@cached
def the_centre() -> Centre:
    known = the_site()
    if known and hasattr(known[0], "centre"):
        return known[0].centre
    return Centre.for_site(Site.objects.get(is_default_site=True))


def address_of(page: Page) -> str:
    """Where a page is read, counted from the home page; without a request, and without asking where sites begin."""
    home = page.url_path.split("/", 2)[1]
    return page.url_path.removeprefix(f"/{home}")


@cached
def menu_entries() -> list[tuple[int, str, str]]:
    """The public pages that editors put into the menu, in their order: (pk, title, address)."""
    known = the_site()
    site = known[0] if known else Site.objects.select_related("root_page").get(is_default_site=True)
    home = site.root_page
    shown = SitePageQuerySet(Page).shown().child_of(home).in_menu().order_by("path")
    return [(page.pk, page.title, address_of(page)) for page in shown]


@cached
def banners() -> list[tuple[str, str]]:
    """The urgent notices of today: (text, address of the page that explains it, if everybody may read that)."""
    shown = list(AlertBanner.objects.shown())
    pages = SitePageQuerySet(Page).shown().in_bulk([banner.page_id for banner in shown if banner.page_id])
    return [(banner.text, address_of(pages[banner.page_id]) if banner.page_id in pages else "") for banner in shown]


def funders() -> list[Partner]:
    """Those whose logo stands at the foot of every page."""
    return [partner for partner in partners() if partner.in_footer and partner.logo]


def menu_place(request: HttpRequest) -> str:
    """Which entries of the menu are marked here, as text."""
    return " ".join(str(entry["pk"]) for entry in menu(request) if entry["here"])


def menu(request: HttpRequest) -> list[dict]:
    """The menu as this page shows it: those above the current page are marked."""
    return [
        {"pk": pk, "title": title, "address": address, "here": request.path.startswith(address)}
        for pk, title, address in menu_entries()
    ]


# what of an address makes it another page: the group of a list, and which of its pages
TELLING = ("grupa", "strona")


def canonical(request: HttpRequest) -> str:
    """The one address of what everybody may read here; empty for what nobody shall find."""
    if request.resolver_match is None or not is_same_for_everybody(request):
        return ""
    reads = getattr(request, "reads", ())  # nobody read the address of what is not there
    told = {name: request.GET[name] for name in TELLING if name in reads and request.GET.get(name)}
    return f"{settings.SITE_URL}{request.path}{'?' if told else ''}{urlencode(told)}"


def site(request: HttpRequest) -> dict:
    """The context processor."""
    return {
        "banners": SimpleLazyObject(banners),
        "canonical": SimpleLazyObject(lambda: canonical(request)),
        "centre": SimpleLazyObject(the_centre),
        "menu": SimpleLazyObject(lambda: menu(request)),
        "menu_place": SimpleLazyObject(lambda: menu_place(request)),
        "demo": settings.DEMO,
        "funders": SimpleLazyObject(funders),
        "site_url": settings.SITE_URL,
    }

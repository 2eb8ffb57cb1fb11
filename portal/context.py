"""What every page knows: the site, the centre, the menu. Kept until something public changes."""

from urllib.parse import urlencode

from django.conf import settings
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from portal.freshness import kept
from portal.models import Centre
from portal.page_cache import is_same_for_everybody


@kept
def the_site():
    """The site with its home page as itself, and Wagtail's list of where sites begin; None where there are several."""
    sites = list(Site.objects.select_related("root_page")[:2])
    if len(sites) != 1:
        return None
    sites[0].root_page = sites[0].root_page.specific
    return sites[0], Site.get_site_root_paths()


@kept
def the_centre():
    return Centre.for_site(Site.objects.get(is_default_site=True))


@kept
def menu_entries():
    """The pages that editors put into the menu, in their order: (pk, title, address)."""
    home = Site.objects.select_related("root_page").get(is_default_site=True).root_page
    pages = home.get_children().live().in_menu()
    return [(page.pk, page.title, "/" + page.url_path.removeprefix(home.url_path)) for page in pages]


def menu(request):
    """The menu as this page shows it: those above the current page are marked."""
    return [
        {"pk": pk, "title": title, "address": address, "here": request.path.startswith(address)}
        for pk, title, address in menu_entries()
    ]


# what of an address makes it another page: the group of a list, and which of its pages
TELLING = ("grupa", "strona")


def canonical(request):
    """The one address of what everybody may read here; empty for what nobody shall find."""
    if request.resolver_match is None or not is_same_for_everybody(request):
        return ""
    told = {name: request.GET[name] for name in TELLING if request.GET.get(name)}
    return f"{settings.SITE_URL}{request.path}{'?' if told else ''}{urlencode(told)}"


def site(request):
    """The context processor."""
    return {
        "canonical": SimpleLazyObject(lambda: canonical(request)),
        "centre": SimpleLazyObject(the_centre),
        "menu": SimpleLazyObject(lambda: menu(request)),
        "demo": settings.DEMO,
        "site_url": settings.SITE_URL,
    }

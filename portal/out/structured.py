"""What pages say of themselves to machines: schema.org as JSON-LD (Google's and Bing's search read it).

Only what the page itself shows to everybody; the link of a meeting that is for members alone is not in here.
"""

from django.conf import settings
from django.utils import timezone

from portal.models import HomePage, MeetingPage, NewsPage, SitePage
from portal.shown.context import address_of, the_centre

CONTEXT = "https://schema.org"
SCHEMA = "https://schema.org/"


def whole(address: str) -> str:
    """The address with scheme and host."""
    return f"{settings.SITE_URL}{address}"


def organization() -> dict:
    """https://schema.org/Organization of the centre, from its settings."""
    centre = the_centre()
    found = {"@type": "Organization", "@id": whole("/#centrum"), "name": centre.name, "url": whole("/")}
    address = {
        "streetAddress": centre.street,
        "postalCode": centre.postal_code,
        "addressLocality": centre.city,
    }
    given = {
        "description": centre.about,
        "email": centre.email,
        "telephone": centre.phone,
        "address": any(address.values()) and {"@type": "PostalAddress", **_known(address), "addressCountry": "PL"},
    }
    return found | _known(given)


def event(meeting: MeetingPage, address: str) -> dict:
    """https://schema.org/Event of a meeting."""
    status = "EventCancelled" if meeting.cancelled else "EventRescheduled" if meeting.moved_from else "EventScheduled"
    place = {"@type": "Place", "name": meeting.place, "address": meeting.place}
    online = {"@type": "VirtualLocation", "url": meeting.public_online_url or whole(address)}
    return {
        "@type": "Event",
        "name": meeting.title,
        "url": whole(address),
        "startDate": _moment(meeting.starts_at),
        "endDate": _moment(meeting.ends_at),
        "eventStatus": SCHEMA + status,
        "eventAttendanceMode": SCHEMA + ("Mixed" if meeting.online_url else "Offline") + "EventAttendanceMode",
        "location": [place, online] if meeting.online_url else place,
        "isAccessibleForFree": True,
        "organizer": organization(),
    } | _known(
        {
            "description": meeting.lead,
            "previousStartDate": meeting.moved_from and _moment(meeting.moved_from),
        }
    )


def article(news: NewsPage, address: str, picture: str) -> dict:
    """https://schema.org/NewsArticle of a piece of news."""
    published = news.first_published_at or news.found_at
    return {
        "@type": "NewsArticle",
        "headline": news.title[:110],
        "description": news.lead,
        "datePublished": news.date.isoformat(),
        "dateModified": _moment(max(news.last_published_at or published, published)),
        "mainEntityOfPage": whole(address),
        "author": organization(),
        "publisher": organization(),
    } | _known({"image": picture})


def crumbs(page: SitePage, address: str) -> dict:
    """https://schema.org/BreadcrumbList of the way from the start to a page."""
    way = [("Start", "/"), *((above.title, address_of(above)) for above in page.above)]
    way.append((page.title, address))
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": whole(there)}
        for place, (name, there) in enumerate(way, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def graph(page: SitePage, picture: str = "") -> dict:
    """All that a page says: {"@context": …, "@graph": [...]}."""
    if isinstance(page, HomePage):
        site = {"@type": "WebSite", "url": whole("/"), "name": settings.WAGTAIL_SITE_NAME, "inLanguage": "pl"}
        return {"@context": CONTEXT, "@graph": [organization(), site]}
    address = address_of(page)
    things = [crumbs(page, address)]
    if isinstance(page, MeetingPage):
        things.append(event(page, address))
    elif isinstance(page, NewsPage):
        things.append(article(page, address, picture))
    return {"@context": CONTEXT, "@graph": things}


def _known(given):
    return {name: value for name, value in given.items() if value}


def _moment(moment):
    return timezone.localtime(moment).isoformat(timespec="minutes")

"""The tree of pages stays whole: what editors may not do with a page is refused with a sentence, one by one or in bulk.

What a kind of page never admits stands on the kind (`SitePage.refuses`); why this one may not be deleted is said by
each room that knows (slot `holds`).
"""

from collections.abc import Iterable

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from portal.models import SitePage
from portal.slots import fillings

CANNOT = {
    "delete": "usunąć",
    "publish": "opublikować",
    "unpublish": "wycofać z publikacji",
    "copy": "skopiować",
    "alias": "powielić jako alias",
    "move": "przenieść",
}


def why_not(act: str, page: Page) -> str:
    """Why this cannot be done with the page, as a sentence; empty when it can."""
    reasons = [filling.function(page) for filling in fillings("holds")] if act == "delete" else []
    page = page.specific
    reasons.append(page.refused(act) if isinstance(page, SitePage) else "")
    reason = next(filter(None, reasons), "")
    title = page.get_admin_display_title()
    return f"Strony „{title}” nie można {CANNOT[act]}: {reason}" if reason else ""


def _refuse(request, act, page):
    """The answer with the sentence, or None."""
    if not (sentence := why_not(act, page)):
        return None
    messages.error(request, sentence)
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_delete_page")
def keep_what_is_held(request: HttpRequest, page: Page) -> HttpResponse | None:
    return _refuse(request, "delete", page)


@hooks.register("before_unpublish_page")
def keep_what_stays(request: HttpRequest, page: Page) -> HttpResponse | None:
    return _refuse(request, "unpublish", page)


@hooks.register("before_publish_page")
def publish_what_may_stand(request: HttpRequest, page: Page) -> HttpResponse | None:
    return _refuse(request, "publish", page)


@hooks.register("before_copy_page")
def copy_what_may_be_two(request: HttpRequest, page: Page) -> HttpResponse | None:
    return _refuse(request, "copy", page) or (_refuse(request, "alias", page) if request.POST.get("alias") else None)


@hooks.register("before_move_page")
def move_what_stands_alone(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    return _refuse(request, "move", page)


@hooks.register("before_bulk_action")
def keep_many(request: HttpRequest, action_type: str, objects: Iterable[Model], action: object) -> HttpResponse | None:
    """The same of several pages at once: if one is refused, nothing is done."""
    if action_type not in CANNOT:
        return None
    pages = (thing for thing in objects if isinstance(thing, Page))
    return next((answer for page in pages if (answer := _refuse(request, action_type, page))), None)

"""Editors may not delete people's work together with a page."""

from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from roadmaps.models import Roadmap
from signup.models import DeclarationChoice, Membership

SENTENCE = (
    "Strony „{}” nie można usunąć, bo niesie pracę ludzi: członkostwa, deklaracje albo działania. "
    "Zamiast tego wycofaj ją z publikacji, a grupę, która skończyła pracę, oznacz jako zakończoną."
)


def carries_work(page):
    """Whether somebody's membership, choice, action or a trace of them hangs on the page or below it."""
    below = page.path
    return (
        Roadmap.objects.filter(page__path__startswith=below, last_event__gt=0).exists()
        or Membership.objects.filter(group__path__startswith=below).exists()
        or DeclarationChoice.objects.filter(group__path__startswith=below).exists()
    )


@hooks.register("before_delete_page")
def keep_work(request, page):
    """Refuse with a sentence, before anything is asked or deleted."""
    if carries_work(page):
        messages.error(request, SENTENCE.format(page.get_admin_display_title()))
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("before_bulk_action")
def keep_work_of_many(request, action_type, objects, action):
    """The same for several pages at once."""
    pages = [thing for thing in objects if isinstance(thing, Page)] if action_type == "delete" else []
    return next((answer for page in pages if (answer := keep_work(request, page))), None)

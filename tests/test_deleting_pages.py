"""Pages that carry people's work are not deleted, whoever tries; an empty group goes with its board."""

import re

import pytest
from django.db import connection
from django.test import Client
from wagtail.models import Page

from portal.models import GroupIndexPage, HomePage, MeetingIndexPage, NewsIndexPage, NewsPage, WorkingGroupPage
from roadmaps.models import Action, Roadmap
from signup.models import CallIndexPage, Declaration, Membership
from tests import page_tree
from tests.page_tree import PAGES, whole

desk = page_tree.desk

# ours, or Wagtail's to editors, who may not delete what has pages below it
SAID = re.compile("nie można usunąć|nie masz uprawnień|nie posiadasz uprawnień", re.IGNORECASE)

pytestmark = pytest.mark.engine


# editors


def test_pages_that_carry_work_cannot_be_deleted(admin, as_user, group, roadmap, make_action):
    make_action()
    client = as_user(admin)
    for page in (group, roadmap.page):
        answer = client.post(f"/redakcja/pages/{page.pk}/delete/", follow=True)
        assert "niesie pracę ludzi" in answer.content.decode()
        # several at once: Wagtail itself refuses where a membership protects the group
        client.post(f"/redakcja/bulk/wagtailcore/page/delete/?id={page.pk}")
        assert type(page).objects.filter(pk=page.pk).exists()
    assert Action.objects.count() == 1


def test_a_board_with_work_is_kept_from_deletion_of_many(admin, as_user, roadmap, make_action):
    make_action()
    answer = as_user(admin).post(f"/redakcja/bulk/wagtailcore/page/delete/?id={roadmap.page.pk}", follow=True)
    assert "niesie pracę ludzi" in answer.content.decode()
    assert Action.objects.count() == 1


def test_an_empty_group_can_be_deleted(admin, as_user, group, roadmap):
    assert as_user(admin).post(f"/redakcja/pages/{group.pk}/delete/").status_code == 302
    assert not type(group).objects.filter(pk=group.pk).exists()
    assert not type(roadmap).objects.filter(pk=roadmap.pk).exists()


# deleting


@pytest.mark.parametrize("kind", ["membership", "declaration", "action", "call", "minutes"])
def test_what_carries_peoples_work_is_not_deleted(desk, kind, group, call, join, jan, make_meeting, request):
    page = {"call": call}.get(kind, group)
    if kind == "minutes":
        page = make_meeting("narada", minutes=[("decision", {"text": "Ustalono plan."})])
    elif kind == "membership":
        join(jan, group)
    elif kind == "action":
        request.getfixturevalue("make_action")()
        Membership.objects.all().delete()
    else:
        request.getfixturevalue("make_declaration")(confirmed=False)
    before = Page.objects.count(), Declaration.objects.count(), Membership.objects.count(), Action.objects.count()
    answer = desk.post(f"{PAGES}{page.pk}/delete/", follow=True)
    assert answer.status_code == 200 and SAID.search(answer.text)
    other = NewsIndexPage.objects.get().add_child(instance=NewsPage(title="Nowina", slug="nowina", lead="Krótko."))
    answer = desk.post(
        f"/redakcja/bulk/wagtailcore/page/delete/?next=/redakcja/&id={other.pk}&id={page.pk}", follow=True
    )
    assert answer.status_code == 200
    NewsPage.objects.all().delete()
    assert before == (
        *(Page.objects.count(), Declaration.objects.count()),
        *(Membership.objects.count(), Action.objects.count()),
    )


def test_the_pages_on_which_the_site_stands_are_not_deleted(desk):
    for kind in (HomePage, GroupIndexPage, NewsIndexPage, MeetingIndexPage, CallIndexPage):
        page = kind.objects.get()
        assert SAID.search(desk.post(f"{PAGES}{page.pk}/delete/", follow=True).text)
        desk.post(f"/redakcja/bulk/wagtailcore/page/delete/?id={page.pk}")
        assert kind.objects.filter(pk=page.pk).exists()
    home = HomePage.objects.get()
    assert "bez strony głównej nie ma serwisu" in desk.post(f"{PAGES}{home.pk}/unpublish/", follow=True).text
    assert HomePage.objects.get().live and Client().get("/").status_code == 200


def test_an_empty_group_goes_with_its_board(admin, as_user, group):
    assert as_user(admin).post(f"{PAGES}{group.pk}/delete/").status_code == 302
    connection.check_constraints()  # what is written while it is deleted, here by search, is seen at the commit
    assert whole() and not WorkingGroupPage.objects.exists() and not Roadmap.objects.exists()


def test_work_that_came_in_between_is_a_sentence_and_no_fault(admin, as_user, group, anna, monkeypatch):
    monkeypatch.setattr("portal.editing.tree.fillings", lambda slot: ())  # as if nobody had been there a moment ago
    answer = as_user(admin, raise_request_exception=False).post(f"{PAGES}{group.pk}/delete/", follow=True)
    assert answer.status_code == 200 and "niesie pracę ludzi" in answer.text
    assert WorkingGroupPage.objects.filter(pk=group.pk).exists() and whole()

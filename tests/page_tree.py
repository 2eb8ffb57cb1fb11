"""The tree of pages as editors copy and publish it, and what must hold of it."""

import pytest
from wagtail.models import Page

from portal.models import WorkingGroupPage
from roadmaps.models import Roadmap, RoadmapPage

PAGES = "/redakcja/pages/"


def whole():
    """Nothing is wrong with the tree, and each live group has one live board of one address."""
    assert not any(Page.find_problems()), Page.find_problems()
    addresses = list(Page.objects.values_list("url_path", flat=True))
    assert len(addresses) == len(set(addresses))
    for group in WorkingGroupPage.objects.all():
        boards = RoadmapPage.objects.child_of(group)
        assert boards.count() <= 1 and boards.live().count() == group.live, group
    assert Roadmap.objects.count() == RoadmapPage.objects.count()
    return True


@pytest.fixture(params=["editor", "admin"])
def desk(request, as_user):
    return as_user(request.getfixturevalue(request.param), raise_request_exception=False)


def publish(page):
    Page.objects.get(pk=page.pk).specific.get_latest_revision().publish()

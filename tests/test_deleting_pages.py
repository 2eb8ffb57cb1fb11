"""Pages that carry people's work are not deleted, whoever tries; an empty group goes with its board."""

import pytest

from roadmaps.models import Action

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

"""A copy has nothing of what belonged to one page: no work, no board of another group, no time of its own."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from portal.models import ContentPage, MeetingPage, NewsIndexPage, NewsPage, WorkingGroupPage
from roadmaps.models import Roadmap, RoadmapPage
from signup.models import DeclarationCallPage, Membership
from tests import page_tree
from tests.page_tree import PAGES, publish, whole

pytestmark = pytest.mark.engine
desk = page_tree.desk


def copy(desk, page, slug="kopia", parent=None, **boxes):
    data = {"new_title": "Kopia", "new_slug": slug, "new_parent_page": (parent or page.get_parent()).pk}
    answer = desk.post(f"{PAGES}{page.pk}/copy/", data | dict.fromkeys(boxes, "on"), follow=True)
    assert answer.status_code == 200
    return answer.text


# copies


def test_a_copied_group_has_one_board_of_its_own_and_an_empty_one(desk, group, make_action, anna, client):
    make_action()
    copy(desk, group, copy_subpages=True, publish_copies=True)
    fresh = WorkingGroupPage.objects.get(slug="kopia")
    assert whole() and fresh.live and not Membership.objects.filter(group=fresh).exists()
    board = RoadmapPage.objects.child_of(fresh).get()
    assert board.roadmap.last_event == 0 and not board.roadmap.actions.exists()
    assert client.get("/grupy/kopia/mapa-drogowa/").status_code == 200
    assert Roadmap.objects.exclude(pk=board.roadmap.pk).get().actions.count() == 1


def test_a_group_copied_as_a_draft_gets_its_board_when_it_is_published(editor, as_user, group, client):
    copy(as_user(editor), group, copy_subpages=True)
    fresh = WorkingGroupPage.objects.get(slug="kopia")
    assert whole() and not fresh.live
    publish(fresh)
    assert whole() and client.get("/grupy/kopia/mapa-drogowa/").status_code == 200


def test_a_board_that_an_older_copy_left_as_a_draft_is_published_with_its_group(group, client):
    RoadmapPage.objects.update(live=False)
    publish(group)
    assert whole() and client.get(f"{group.url}mapa-drogowa/").status_code == 200


def test_a_copied_group_begins_to_work(editor, as_user, group):
    WorkingGroupPage.objects.update(archived=True)
    copy(as_user(editor), group)
    fresh = WorkingGroupPage.objects.get(slug="kopia")
    assert not fresh.archived and not fresh.get_latest_revision_as_object().archived


def test_what_people_work_on_has_no_alias(desk, group, call, make_meeting):
    meeting = make_meeting("narada")
    for page in (group, call, meeting):
        assert "nie można powielić jako alias" in copy(desk, page, alias=True, copy_subpages=True)
        assert 'name="alias"' not in desk.get(f"{PAGES}{page.pk}/copy/").text
    assert not Page.objects.filter(slug="kopia").exists() and whole()


def test_a_board_is_neither_copied_nor_moved_nor_taken_back_nor_deleted_alone(desk, group, other_group, roadmap):
    page, before = roadmap.page, Page.objects.count()
    RoadmapPage.objects.child_of(other_group).get().delete()
    for address, data in (
        ("copy/", {"new_title": "Mapa", "new_slug": "mapa", "new_parent_page": other_group.pk}),
        (f"move/{other_group.pk}/confirm/", {}),
        ("unpublish/", {}),
        ("delete/", {}),
    ):
        answer = desk.post(f"{PAGES}{page.pk}/{address}", data, follow=True)
        assert "mapa drogowa należy do swojej grupy" in answer.text, address
    for act in ("unpublish", "delete", "move"):
        answer = desk.post(f"/redakcja/bulk/wagtailcore/page/{act}/?id={page.pk}", {"chooser": other_group.pk})
        assert answer.status_code < 400, act
    page.refresh_from_db()
    assert page.live and page.get_parent().pk == group.pk and Page.objects.count() == before - 1


def test_a_copy_to_an_address_that_is_taken_says_so(desk, home):
    content = home.add_child(instance=ContentPage(title="Biblioteka", slug="biblioteka"))
    news = NewsIndexPage.objects.get().add_child(instance=NewsPage(title="Nowina", slug="nowina", lead="Krótko."))
    assert "jest zajęty" in copy(desk, content, slug="szukaj")
    assert "jest kanał RSS" in copy(desk, news, slug="rss")
    data = {"new_title": "W" * 300, "new_slug": "w" * 300, "new_parent_page": home.pk}
    assert desk.post(f"{PAGES}{content.pk}/copy/", data).status_code == 200
    assert whole()


# what belongs to one meeting or one day


@pytest.mark.parametrize("boxes", [{}, {"publish_copies": True}], ids=["draft", "published"])
def test_a_copied_meeting_has_nothing_of_the_one_that_was_held(editor, as_user, make_meeting, group, boxes):
    held = timezone.now() - timedelta(days=9)
    page = make_meeting(
        "narada",
        groups=[group],
        starts_at=held,
        ends_at=held + timedelta(hours=2),
        moved_from=held - timedelta(days=7),
        cancelled=True,
        minutes=[("decision", {"text": "Ustalono plan."})],
        minutes_approved=True,
    )
    copy(as_user(editor), page, **boxes)
    fresh = MeetingPage.objects.get(slug="kopia")
    for known in (fresh, fresh.get_latest_revision_as_object(), *(one.as_object() for one in fresh.revisions.all())):
        assert not (known.cancelled or known.moved_from or known.minutes or known.minutes_approved)
        assert list(known.groups.all()) == [group] and known.place == "Sala"
    assert page.minutes_approved


def test_copied_news_is_of_today(editor, as_user, home):
    index = NewsIndexPage.objects.get()
    old = index.add_child(instance=NewsPage(title="Dawna", slug="dawna", lead="Krótko.", date="2017-11-05"))
    old.save_revision().publish()
    copy(as_user(editor), old)
    fresh = NewsPage.objects.get(slug="kopia")
    assert fresh.date == fresh.get_latest_revision_as_object().date == timezone.localdate()


def test_a_copy_has_no_time_of_its_own_to_appear_or_to_end_and_no_lock(editor, as_user, home):
    at = timezone.now() - timedelta(days=1)
    page = home.add_child(instance=ContentPage(title="Akcja", slug="akcja", expire_at=at, go_live_at=at, locked=True))
    page.save_revision()
    copy(as_user(editor), page)
    fresh = ContentPage.objects.get(slug="kopia")
    latest = fresh.get_latest_revision_as_object()
    assert (fresh.expire_at, fresh.go_live_at, fresh.locked) == (None, None, False)
    assert (latest.expire_at, latest.go_live_at, latest.locked) == (None, None, False)
    call_command("publish_scheduled")
    assert not ContentPage.objects.get(slug="kopia").expired


def test_a_copied_call_does_not_say_when_the_first_meeting_was(editor, as_user, call):
    DeclarationCallPage.objects.update(first_meeting="pierwsza połowa lutego 2018 r.")
    copy(as_user(editor), call)
    assert DeclarationCallPage.objects.get(slug="kopia").first_meeting == ""

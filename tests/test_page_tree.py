"""The tree of pages stays whole whatever editors do with it, and what hangs on pages is neither lost nor doubled."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html

from portal.models import (
    ContentPage,
    GroupIndexPage,
    HomePage,
    MeetingIndexPage,
    MeetingPage,
    NewsIndexPage,
    NewsPage,
    WorkingGroupPage,
)
from roadmaps.models import Action, Roadmap, RoadmapPage
from signup.models import CallIndexPage, Declaration, DeclarationCallPage, Membership

pytestmark = pytest.mark.engine

PAGES = "/redakcja/pages/"
# ours, or Wagtail's to editors, who may not delete what has pages below it
SAID = re.compile("nie można usunąć|nie masz uprawnień|nie posiadasz uprawnień", re.IGNORECASE)


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


def copy(desk, page, slug="kopia", parent=None, **boxes):
    data = {"new_title": "Kopia", "new_slug": slug, "new_parent_page": (parent or page.get_parent()).pk}
    answer = desk.post(f"{PAGES}{page.pk}/copy/", data | dict.fromkeys(boxes, "on"), follow=True)
    assert answer.status_code == 200
    return answer.text


def publish(page):
    Page.objects.get(pk=page.pk).specific.get_latest_revision().publish()


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


def test_a_page_is_not_moved_to_an_address_that_is_taken(desk, home):
    above = home.add_child(instance=ContentPage(title="Biblioteka", slug="biblioteka"))
    below = above.add_child(instance=ContentPage(title="Konto", slug="konto"))
    assert desk.post(f"{PAGES}{below.pk}/move/{home.pk}/confirm/").status_code < 500
    assert Page.objects.get(pk=below.pk).get_parent().pk == above.pk and whole()


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


# a board shares its group's fate


def test_a_group_that_is_taken_back_takes_its_board_and_actions_along(desk, group, make_action, anna, client, as_user):
    action, board = make_action(), f"{group.url}mapa-drogowa/"
    assert desk.post(f"{PAGES}{group.pk}/unpublish/").status_code == 302
    assert whole()
    for reader in (client, as_user(anna)):
        for address in (group.url, board, f"{board}?widok=tabela", action.get_absolute_url()):
            assert reader.get(address).status_code == 404, address
    account = as_user(anna).get("/konto/").text
    assert f'href="{group.url}' not in account and "nie jest teraz opublikowana" in account
    publish(group)
    assert whole() and client.get(board).status_code == client.get(action.get_absolute_url()).status_code == 200


def test_a_board_is_not_published_before_its_group(desk, group, client):
    group.unpublish()
    page = RoadmapPage.objects.get()
    form = querydict_from_html(desk.get(f"{PAGES}{page.pk}/edit/").text, form_id="page-edit-form").copy()
    form["action-publish"] = "1"
    assert "Opublikuj grupę" in desk.post(f"{PAGES}{page.pk}/edit/", form, follow=True).text
    assert whole()
    desk.post(f"/redakcja/bulk/wagtailcore/page/publish/?next=/redakcja/&id={page.pk}")
    page.get_latest_revision().publish()
    assert whole() and client.get(page.url).status_code == 404


def test_a_board_that_is_public_again_keeps_what_is_being_written_of_it(group, client):
    page = RoadmapPage.objects.get()
    page.introduction = "Jeszcze nie dla wszystkich."
    page.save_revision()
    group.unpublish()
    publish(group)
    page = RoadmapPage.objects.get()
    assert page.introduction == "" and page.has_unpublished_changes
    assert page.get_latest_revision_as_object().introduction == "Jeszcze nie dla wszystkich."


def test_a_group_that_ends_by_its_date_takes_its_board_along(group):
    WorkingGroupPage.objects.update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")
    assert whole() and not RoadmapPage.objects.live().exists()

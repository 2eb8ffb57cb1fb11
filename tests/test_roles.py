"""Editors publish, authors send in, nobody else writes pages; time publishes what was scheduled."""

import time
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import timezone
from wagtail.models import (
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    PageLogEntry,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.test.utils.form_data import nested_form_data, streamfield

from portal.editing import first_pages
from portal.models import NewsIndexPage, NewsPage
from portal.running import jobs


def form(**fields):
    comments = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 0}
    today = timezone.localdate().isoformat()
    given = {"title": "Nowina", "slug": "nowina", "date": today, "lead": "Krótko.", "body": streamfield([])}
    return nested_form_data(given | {"comments": comments, "picture_alt": ""} | fields)


@pytest.fixture
def index(home):
    return NewsIndexPage.objects.get()


@pytest.fixture
def add(index):
    return f"/redakcja/pages/add/portal/newspage/{index.pk}/"


def test_roles_and_the_way_to_an_editor_are_there_once(home):
    for _ in range(2):
        first_pages.lay()
    assert set(Group.objects.values_list("name", flat=True)) == {"Redaktorzy", "Autorzy"}
    assert [workflow.name for workflow in Workflow.objects.active()] == ["Sprawdzenie przez redakcję"]
    assert home.get_workflow().name == "Sprawdzenie przez redakcję"


def test_an_instance_from_before_the_authors_gets_them(home):
    Group.objects.filter(name="Autorzy").delete()
    Workflow.objects.all().delete()
    first_pages.lay()
    assert Group.objects.filter(name="Autorzy").exists() and home.get_workflow()


def rights():
    """All that the roles may, and the way to an editor."""
    pages = GroupPagePermission.objects.values_list("group__name", "page", "permission__codename")
    files = GroupCollectionPermission.objects.values_list("group__name", "collection", "permission__codename")
    models = Group.objects.values_list("name", "permissions__codename")
    ways = WorkflowPage.objects.values_list(
        "workflow__name", "workflow__active", "workflow__workflow_tasks__task__name"
    )
    return [set(found) for found in (pages, files, models, ways)]


def test_rights_that_were_taken_from_a_role_come_back_with_the_next_migration(home):
    whole = rights()
    for table in (GroupPagePermission, GroupCollectionPermission, WorkflowPage, WorkflowTask, GroupApprovalTask):
        table.objects.all().delete()
        first_pages.lay()
        assert rights() == whole, table
    Group.objects.get(name="Redaktorzy").permissions.clear()
    Workflow.objects.get().deactivate()
    first_pages.lay()
    assert rights() == whole and home.get_workflow().tasks.active().exists()


def test_what_an_office_decided_beside_that_stays(home):
    authors, own = Group.objects.get(name="Autorzy"), Group.objects.create(name="Editors")
    publish = Permission.objects.get(codename="publish_page")
    GroupPagePermission.objects.create(group=authors, page=home, permission=publish)
    workflow = Workflow.objects.create(name="Dwie osoby czytają")
    WorkflowPage.objects.update(workflow=workflow)
    Workflow.objects.filter(name="Sprawdzenie przez redakcję").delete()
    before = rights()
    first_pages.lay()
    assert rights() == before and Group.objects.filter(pk=own.pk).exists()
    assert home.get_workflow() == workflow and Workflow.objects.count() == 1


def test_an_author_writes_a_draft_that_an_editor_publishes(index, add, author, editor, as_user, client):
    writes, decides = as_user(author), as_user(editor)
    writes.post(add, form(**{"action-publish": "1"}))
    assert not NewsPage.objects.live().filter(slug="nowina").exists()
    news = NewsPage.objects.filter(slug="nowina").first()
    if news is None:  # publishing was refused outright
        writes.post(add, form())
        news = NewsPage.objects.get(slug="nowina")
    assert client.get(news.url).status_code == 404
    writes.post(f"/redakcja/pages/{news.pk}/edit/", form(**{"action-submit": "1"}))
    news.refresh_from_db()
    state = news.current_workflow_state
    assert state.status == "in_progress"
    approve = reverse("wagtailadmin_pages:workflow_action", args=(news.pk, "approve", state.current_task_state.pk))
    refused = writes.post(approve)
    assert refused.status_code in (302, 403, 404) and not NewsPage.objects.get(pk=news.pk).live
    decides.post(approve, {"comment": ""})
    assert NewsPage.objects.get(pk=news.pk).live
    told = PageLogEntry.objects.filter(page_id=news.pk).values_list("action", "user__email")
    assert ("wagtail.create", "autorka@example.org") in told
    assert ("wagtail.workflow.approve", "redakcja@example.org") in told


def test_an_author_changes_no_page_of_others(index, author, as_user):
    news = index.add_child(instance=NewsPage(title="Cudza", slug="cudza", lead="Krótko."))
    news.save_revision().publish()
    answer = as_user(author).post(f"/redakcja/pages/{news.pk}/edit/", form(title="Przejęta"))
    assert answer.status_code in (302, 403)
    assert NewsPage.objects.get(pk=news.pk).title == "Cudza"


def test_a_scheduled_page_appears_and_goes_at_its_time(index, client):
    now = timezone.now()
    news = index.add_child(instance=NewsPage(title="Nowina", slug="nowina", lead="Krótko.", live=False))
    news.go_live_at, news.expire_at = now + timedelta(seconds=0.7), now + timedelta(hours=2)
    news.save_revision().publish()
    jobs.publish_scheduled()
    assert client.get(news.url).status_code == 404
    time.sleep(0.8)
    jobs.publish_scheduled()
    assert client.get(news.url).status_code == 200
    NewsPage.objects.update(expire_at=now - timedelta(seconds=1))
    jobs.publish_scheduled()
    assert client.get(news.url).status_code == 404
    told = set(PageLogEntry.objects.filter(page_id=news.pk).values_list("action", flat=True))
    assert {"wagtail.publish.scheduled", "wagtail.unpublish.scheduled"} <= told


def test_letters_on_the_way_to_an_editor_are_polish_and_lead_there(
    index, add, author, editor, admin, as_user, mailoutbox, settings
):
    settings.SITE_URL = settings.WAGTAILADMIN_BASE_URL = "https://portal.example.org"
    first_pages.lay()
    as_user(author).post(add, form(**{"action-submit": "1"}))
    news = NewsPage.objects.get(slug="nowina")
    (asks,) = mailoutbox  # the administrator is spared
    assert asks.to == [editor.email] and asks.subject == "Do sprawdzenia: „Nowina”"
    assert f"https://portal.example.org/redakcja/pages/{news.pk}/edit/" in asks.body
    state = news.current_workflow_state
    decide = reverse("wagtailadmin_pages:workflow_action", args=(news.pk, "approve", state.current_task_state.pk))
    as_user(editor).post(decide)
    tells = mailoutbox[-1]
    assert tells.to == [author.email] and tells.subject == "Redakcja przyjęła tekst „Nowina”."
    assert "https://portal.example.org/aktualnosci/nowina/" in tells.body
    for letter in mailoutbox:
        assert letter.body.lstrip().startswith("Dzień dobry,")

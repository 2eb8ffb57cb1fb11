"""Coordinators write the introduction of their group; drafts and appointments of editors stay as they are."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageLogEntry

from portal.models import WorkingGroupPage
from tests import coordinating
from tests.coordinating import introduction

pytestmark = pytest.mark.django_db
ewas, here = coordinating.ewas, coordinating.here


def test_the_introduction_is_published_with_a_name_in_the_history(client, ewas, ewa, here, group):
    assert ewas.post(f"{here}wprowadzenie/", introduction(group, publish="1")).status_code == 302
    page = client.get(group.url).content.decode()
    assert "Nowy cel." in page and "Wstęp." in page
    assert PageLogEntry.objects.filter(page=group.pk, action="wagtail.publish", user=ewa).exists()
    assert "Ewa" in ewas.get(here).content.decode()


def test_html_in_the_introduction_is_text(client, ewas, here, group):
    ewas.post(f"{here}wprowadzenie/", introduction(group, introduction="<script>alert(1)</script>", publish="1"))
    assert "<script>alert" not in client.get(group.url).content.decode()


def test_an_editors_draft_is_not_published_along(client, ewas, here, group, editor):
    group.body = [("text", "<p>Szkic redakcji</p>")]
    group.title = "Nowa nazwa"
    group.save_revision(user=editor)
    ewas.post(f"{here}wprowadzenie/", introduction(group, publish="1"))
    live = WorkingGroupPage.objects.get(pk=group.pk)
    assert live.purpose == "Nowy cel." and live.title == "Edukacja" and not live.body
    assert live.has_unpublished_changes
    draft = live.newest
    assert draft.title == "Nowa nazwa" and "Szkic redakcji" in str(draft.body) and draft.purpose == "Nowy cel."


def test_a_coordinators_own_draft_leaves_nothing_behind_when_published(ewas, here, group):
    ewas.post(f"{here}wprowadzenie/", introduction(group, draft="1"))
    assert WorkingGroupPage.objects.get(pk=group.pk).purpose == "Po co jesteśmy."
    ewas.post(f"{here}wprowadzenie/", introduction(group, publish="1"))
    assert not WorkingGroupPage.objects.get(pk=group.pk).has_unpublished_changes


def test_an_editors_appointment_is_kept(ewas, here, group, editor):
    group.title = "Od jutra"
    group.go_live_at = timezone.now() + timedelta(days=1)
    group.save_revision(user=editor).publish()
    ewas.post(f"{here}wprowadzenie/", introduction(group, publish="1"))
    live = WorkingGroupPage.objects.get(pk=group.pk)
    assert live.title == "Edukacja" and live.purpose == "Nowy cel."
    assert live.scheduled_revision.as_object().title == "Od jutra"

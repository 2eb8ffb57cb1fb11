"""A board shares its group's fate, and no page takes the address of another."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html

from portal.models import ContentPage, WorkingGroupPage
from roadmaps.models import RoadmapPage
from tests import page_tree
from tests.page_tree import PAGES, publish, whole

pytestmark = pytest.mark.engine
desk = page_tree.desk


def test_a_page_is_not_moved_to_an_address_that_is_taken(desk, home):
    above = home.add_child(instance=ContentPage(title="Biblioteka", slug="biblioteka"))
    below = above.add_child(instance=ContentPage(title="Konto", slug="konto"))
    assert desk.post(f"{PAGES}{below.pk}/move/{home.pk}/confirm/").status_code < 500
    assert Page.objects.get(pk=below.pk).get_parent().pk == above.pk and whole()


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

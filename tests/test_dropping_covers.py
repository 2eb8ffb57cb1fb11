"""The picture of a page dies with its words, in every way in which they can go."""

import shutil

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.models import PageViewRestriction

from portal.models import NewsIndexPage, NewsPage
from portal.out import covers
from tests.covers import cover_of, fetch, pictures


def rename(page):
    page.title = "Nowy tytuł"
    page.save_revision().publish()


def shut(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


OF_PAGES = {
    "renamed": rename,
    "unpublished": lambda page: page.unpublish(),
    "deleted": lambda page: page.delete(),
    "made private": shut,
    "made private from above": lambda page: shut(page.get_parent()),
}
OF_ACTIONS = {
    "hidden": lambda action, ewa, admin: action.hide(ewa, "Obraża."),
    "redacted": lambda action, ewa, admin: action.redact(admin, "Jana Kowalskiego", "Prośba."),
    "revised": lambda action, ewa, admin: action.revise(ewa, 1, title="Inny tytuł"),
    "its board made private": lambda action, ewa, admin: shut(action.roadmap.page),
    "its group taken back": lambda action, ewa, admin: action.roadmap.group.unpublish(),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", OF_PAGES.values(), ids=OF_PAGES)
def test_the_picture_of_a_page_is_gone_with_its_words(client, home, change):
    page = NewsIndexPage.objects.get().add_child(instance=NewsPage(title="Jan Kowalski", slug="jan", lead="Krótko."))
    page.save_revision().publish()
    address = cover_of(client, page)
    assert fetch(client, address).status_code == 200
    change(page)
    assert fetch(client, address).status_code == 404
    covers.sweep()
    assert not pictures()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("change", OF_ACTIONS.values(), ids=OF_ACTIONS)
def test_the_picture_of_an_action_is_gone_with_its_words(client, make_action, ewa, admin, change):
    action = make_action("Ławka imienia Jana Kowalskiego")
    address = cover_of(client, action)
    assert fetch(client, address).status_code == 200
    change(action, ewa, admin)
    assert fetch(client, address).status_code == 404
    covers.sweep()
    assert not pictures()


@pytest.mark.django_db(transaction=True)
def test_the_file_of_words_taken_out_does_not_wait_for_the_sweep(client, make_action, ewa, admin):
    action = make_action("Ławka imienia Jana Kowalskiego")
    fetch(client, cover_of(client, action))
    assert pictures()
    action.redact(admin, "Jana Kowalskiego", "Prośba.")
    assert not pictures()
    # what says it in other words now is drawn anew
    assert fetch(client, cover_of(client, action)).status_code == 200


def test_a_page_that_is_not_for_everybody_and_a_preview_name_no_picture(client, as_user, anna, editor, group):
    shut(group)
    assert "og:image" not in as_user(anna).get(group.url).text
    draft = NewsIndexPage.objects.get().add_child(instance=NewsPage(title="Szkic", slug="szkic", lead="A.", live=False))
    draft.save_revision()
    assert (
        "og:image"
        not in as_user(editor).get(f"/redakcja/pages/{draft.pk}/revisions/{draft.latest_revision.pk}/view/").text
    )


def test_sweeping_leaves_what_is_still_true(client, group, make_action):
    for thing in (group, make_action()):
        fetch(client, cover_of(client, thing))
    default_storage.save("covers/0123456789abcdef0123.png", ContentFile(b"of an earlier version"))
    assert len(pictures()) == 3
    covers.sweep()
    assert len(pictures()) == 2
    shutil.rmtree(default_storage.path("covers"))
    covers.sweep()

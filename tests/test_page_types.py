"""The tree of pages: each kind stands where it belongs, its form speaks plain Polish."""

import gettext
import re

import pytest
from django.conf import settings
from django.utils.module_loading import import_string
from wagtail.models import get_page_models

OURS = {model.__name__: model for model in get_page_models() if model._meta.app_label != "wagtailcore"}
TREE = {
    "HomePage": {"ContentPage", "NewsIndexPage", "GroupIndexPage", "MeetingIndexPage", "CallIndexPage"},
    "ContentPage": {"ContentPage"},
    "NewsIndexPage": {"NewsPage"},
    "GroupIndexPage": {"WorkingGroupPage"},
    "MeetingIndexPage": {"MeetingPage"},
    "CallIndexPage": {"DeclarationCallPage"},
    "WorkingGroupPage": set(),  # a board is made with its group
}


@pytest.mark.parametrize("name", OURS)
def test_each_kind_of_page_names_its_parents_and_so_has_few_children(name):
    model = OURS[name]
    assert "parent_page_types" in vars(model), "a child names its parent"
    assert {child.__name__ for child in model.creatable_subpage_models()} == TREE.get(name, set())


@pytest.mark.parametrize("name", OURS)
def test_what_shows_a_page_is_where_it_is_named(name):
    model = OURS[name]
    named = [getattr(model, attribute) for attribute in dir(model) if attribute.endswith("_by")]
    for dotted in [*filter(lambda value: isinstance(value, str) and "." in value, named), *model.also_at.values()]:
        assert callable(import_string(dotted))


@pytest.mark.parametrize("name", OURS)
def test_a_form_has_polish_names_and_says_what_an_address_is(name):
    model = OURS[name]
    assert re.search("[a-ząćęłńóśźż]", str(model._meta.verbose_name)) and model._meta.verbose_name != name.lower()
    tabs = [str(tab.heading) for tab in model.get_edit_handler().children]
    assert tabs[:2] == ["Treść", "Adres i wyszukiwarki"]
    html = str(model.get_edit_handler().children[1].children[0].help_text)
    assert "stary adres będzie prowadził do nowego" in html


def test_the_mended_words_of_the_admin_are_compiled():
    folder = settings.BASE_DIR / "locale/pl/LC_MESSAGES"
    with (folder / "django.mo").open("rb") as file:
        words = gettext.GNUTranslations(file)
    written = dict(re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', (folder / "django.po").read_text(), re.MULTILINE))
    assert len(written) > 100
    for english, polish in written.items():
        assert words.gettext(english.replace('\\"', '"')) == polish.replace('\\"', '"')


def test_what_the_admin_asks_and_refuses_means_what_it_says(editor, admin, as_user, make_meeting):
    meeting, desk = make_meeting("narada"), as_user(editor)
    asked = desk.get(f"/redakcja/pages/{meeting.pk}/unpublish/").text
    assert "Nie, zostaw opublikowaną" in asked and "Anuluj publikację" not in asked and "Użyto w innych" in asked
    desk.post(f"/redakcja/pages/{meeting.pk}/privacy/", {"restriction_type": "login"})
    desk.post(f"/redakcja/pages/{meeting.pk}/privacy/", {"restriction_type": "none"})
    assert "view restriction" not in desk.get(f"/redakcja/pages/{meeting.pk}/history/").text
    assert "(None)" not in desk.get("/redakcja/pages/search/?q=narada").text
    twice = {"email": editor.email, "first_name": "Ewa", "last_name": "Druga"}
    refused = as_user(admin).post("/redakcja/users/new/", twice).text
    assert "Ktoś ma już konto z tym adresem." in refused and "popraw zaznaczone pola" in refused


def test_the_first_screen_of_the_editor_has_no_english_left(editor, as_user, home):
    page = as_user(editor).get("/redakcja/").content.decode()
    assert "0 zdjęć" in page and "Szukaj w stronach" in page
    assert not re.search(r">\s*\d+ (Images?|Documents?)\b", page)

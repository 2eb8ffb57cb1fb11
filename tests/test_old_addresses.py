"""Old addresses lead on after a rename (pages, lists, feeds, calendars, forms), and never past a page's privacy."""

import pytest
from django.test import Client
from playwright.sync_api import expect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from portal.models import MeetingIndexPage, NewsIndexPage, WorkingGroupPage


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    """rename(page, "slug") is the page with another address."""

    def to(page, slug):
        page = type(page).objects.get(pk=page.pk)
        page.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
        return type(page).objects.get(pk=page.pk)

    return to


@pytest.fixture
def renamed(group, rename):
    rename(group, "nauka")
    return rename(group, "wiedza")


def test_a_renamed_page_keeps_what_was_asked_for(client, renamed, roadmap):
    for old, new in (
        ("/grupy/edukacja/", "/grupy/wiedza/"),
        ("/grupy/nauka/", "/grupy/wiedza/"),
        ("/grupy/edukacja/mapa-drogowa/?stan=done&x=1", "/grupy/wiedza/mapa-drogowa/?stan=done&x=1"),
    ):
        answer = client.get(old)
        assert (answer.status_code, answer["Location"]) == (301, new)
        assert client.get(new).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/spotkania/?grupa={}",
        "/spotkania/kalendarz.ics?grupa={}",
        "/aktualnosci/?strona=1&grupa={}",
        "/aktualnosci/rss/?grupa={}",
    ],
)
def test_lists_feeds_and_calendars_of_a_renamed_group_lead_on(client, renamed, address):
    for old in ("edukacja", "nauka"):
        answer = client.get(address.format(old))
        assert (answer.status_code, answer["Location"]) == (301, address.format("wiedza"))
    assert client.get(address.format("wiedza")).status_code == 200
    assert client.get(address.format("nie-ma")).status_code == 404


def test_nobody_is_led_to_another_site(client, renamed):
    answer = client.get("//obcy.example.org/nie-ma/?grupa=edukacja")
    assert not answer.get("Location", "").startswith("//")


def test_search_is_narrowed_to_a_renamed_group(client, renamed, make_group):
    make_group("Inna")
    assert client.get("/szukaj/?q=jeste%C5%9Bmy&grupa=edukacja").context["group"] == renamed


def test_the_form_comes_with_a_renamed_group_ticked(client, renamed, call):
    form = client.get("/deklaracja/?grupa=edukacja").context["form"]
    assert [group.pk for group in form.initial["groups"]] == [renamed.pk]


def test_calendars_and_feeds_below_a_renamed_page_lead_on(client, make_meeting, rename):
    meeting = rename(make_meeting("narada"), "zebranie")
    assert client.get("/spotkania/narada/spotkanie.ics")["Location"] == f"{meeting.url}spotkanie.ics"
    rename(MeetingIndexPage.objects.get(), "zebrania")
    rename(NewsIndexPage.objects.get(), "nowiny")
    for old, new in (
        ("/spotkania/kalendarz.ics?grupa=x", "/zebrania/kalendarz.ics?grupa=x"),
        ("/aktualnosci/rss/", "/nowiny/rss/"),
        ("/spotkania/zebranie/spotkanie.ics", "/zebrania/zebranie/spotkanie.ics"),
    ):
        answer = client.get(old)
        assert (answer.status_code, answer["Location"].rstrip("/")) == (301, new.rstrip("/"))
    assert client.get("/nowiny/rss/").status_code == 200


def test_a_form_opened_before_its_call_was_renamed_is_taken(client, call, rename):
    rename(call, "nabor-zimowy")
    assert client.get("/deklaracje/nabor/nabor/deklaracja.pdf").status_code == 200
    assert client.post("/deklaracje/nabor/nabor/", {"given_name": "Jan"}).status_code == 422


def test_an_address_taken_by_another_group_is_that_groups(client, group, make_group, rename):
    rename(group, "wiedza")
    fresh = make_group("Edukacja druga", slug="edukacja")
    assert client.get("/spotkania/?grupa=edukacja").context["chosen"] == fresh
    assert client.get("/grupy/edukacja/").context["page"].pk == fresh.pk


def test_an_old_address_tells_nothing_of_a_page_that_is_not_for_everybody(client, as_user, anna, renamed):
    PageViewRestriction.objects.create(page=renamed, restriction_type="login")
    answer = client.get("/grupy/edukacja/?x=1")
    assert answer.status_code == 302 and "wiedza" not in answer["Location"]
    assert answer["Location"].startswith("/konto/logowanie/?next=/grupy/edukacja/")
    assert client.get("/spotkania/?grupa=edukacja").status_code == 404
    assert as_user(anna).get("/grupy/edukacja/")["Location"] == "/grupy/wiedza/"
    WorkingGroupPage.objects.get().unpublish()
    assert Client().get("/grupy/edukacja/").status_code == 404


def test_what_editors_redirect_by_hand_keeps_the_query_too(client, home):
    Redirect.add_redirect("/dawne", "/kontakt/?skad=dawne", is_permanent=False)
    answer = client.get("/dawne/?x=1")
    assert (answer.status_code, answer["Location"]) == (302, "/kontakt/?skad=dawne&x=1")


@pytest.mark.browser
@pytest.mark.any_engine
@pytest.mark.django_db(transaction=True)
def test_an_address_typed_in_polish_keeps_its_letters(editor, make_meeting, server, page, sign_in_as, home):
    meeting = make_meeting("narada")
    sign_in_as(page, editor)
    for form, field in (("edit/#tab-adres_i_wyszukiwarki", "slug"), ("copy/", "new_slug")):
        page.goto(f"{server}/redakcja/pages/{meeting.pk}/{form}")
        page.locator(f"[name='{field}']").fill("Wspólny kalendarz: Żółć 2018")
        page.locator(f"[name='{field}']").press("Tab")
        expect(page.locator(f"[name='{field}']")).to_have_value("wspolny-kalendarz-zolc-2018")

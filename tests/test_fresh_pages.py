"""Pages are kept for visitors, and nobody ever reads an old one or another person's."""

import gzip
import threading
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import parse_http_date
from wagtail.models import Page, PageViewRestriction, Revision

from portal.models import ContentPage, MeetingIndexPage, MeetingPage
from portal.serving import changes, generations
from roadmaps.models import Action

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("nothing_kept")]


@pytest.fixture
def page(home):
    page = home.add_child(instance=ContentPage(title="Biblioteka", slug="biblioteka", lede="Pierwsza wersja."))
    page.save_revision().publish()
    return page


def queries(client, address, **headers):
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address, **headers)
    assert answer.status_code == 200
    return len(seen), answer


def test_a_page_read_again_costs_no_query(client, page):
    first, _ = queries(client, page.url)
    again, answer = queries(client, page.url)
    assert first > 0
    assert again == 0
    assert "Pierwsza wersja." in answer.content.decode()


def test_a_browser_asks_whether_its_copy_is_still_the_page(client, page):
    answer = client.get(page.url)
    assert answer["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert {"Cookie", "Accept-Encoding"} <= set(answer["Vary"].split(", "))
    assert abs(parse_http_date(answer["Last-Modified"]) - timezone.now().timestamp()) < 60
    assert (
        "Set-Cookie" not in answer and "csrf" not in answer.content.decode() and "nonce" not in answer.content.decode()
    )
    same = client.get(page.url, headers={"if-none-match": answer["ETag"]})
    assert same.status_code == 304 and not same.content
    assert client.get(page.url, headers={"if-modified-since": answer["Last-Modified"]}).status_code == 304
    page.lede = "Druga wersja."
    page.save_revision().publish()
    fresh = client.get(page.url, headers={"if-none-match": answer["ETag"]})
    assert fresh.status_code == 200 and "Druga wersja." in fresh.content.decode()


def test_everything_public_can_be_kept(client, group, make_action):
    action = make_action("Ławka przy szkole")
    fixed = ["o-centrum", "kontakt", "partnerzy", "regulamin", "polityka-prywatnosci", "deklaracja-dostepnosci"]
    addresses = ["/", "/grupy/", group.url, action.roadmap.page.url, action.get_absolute_url(), "/aktualnosci/"]
    addresses += ["/spotkania/", "/nabory/", "/mapa-strony/", "/deklaracja/klauzula/", *(f"/{slug}/" for slug in fixed)]
    for address in addresses:
        answer = client.get(address)
        assert answer["Cache-Control"].startswith("public"), address
        personal = answer.cookies or b"csrfmiddleware" in answer.content or b"nonce" in answer.content
        assert not personal, address


def test_a_kept_page_says_the_same_about_safety(client, page):
    first, kept = client.get(page.url), client.get(page.url)
    assert dict(first.items()) == dict(kept.items())
    assert "script-src 'self'" in kept["Content-Security-Policy"]
    assert kept["X-Frame-Options"] == "DENY"


def test_a_page_travels_compressed_to_whom_can_read_that(client, page):
    plain = client.get(page.url)
    small = client.get(page.url, headers={"accept-encoding": "gzip, br"})
    assert small["Content-Encoding"] == "gzip" and len(small.content) < len(plain.content) / 2
    assert gzip.decompress(small.content) == plain.content
    assert int(small["Content-Length"]) == len(small.content)


@pytest.mark.parametrize(
    "said, compressed",
    [
        ("GZIP;q=0.5", True),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", True),
        ("gzip ; q=1", True),
        ("gzip;q=0", False),
        ("br, gzip; q=0.000, *", False),
        ("identity", False),
        ("notgzip", False),
        ("", False),
    ],
)
def test_a_page_is_compressed_for_nobody_who_said_no(client, page, said, compressed):
    client.get(page.url)
    answer = client.get(page.url, headers={"accept-encoding": said})
    assert ("Content-Encoding" in answer) is compressed and answer.status_code == 200


def test_what_is_made_for_one_person_travels_compressed_too(as_user, anna, group):
    reader = as_user(anna)
    board = group.get_children().get().url
    plain = reader.get(board)
    small = reader.get(board, headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in plain and small["Content-Encoding"] == "gzip"
    assert {"Cookie", "Accept-Encoding"} <= set(small["Vary"].split(", "))
    assert gzip.decompress(small.content).count(b"<h1") == 1 and len(small.content) < len(plain.content) / 2
    # the same page has another length each time, so that it says nothing about what is repeated there (BREACH)
    assert len({len(reader.get(board, headers={"accept-encoding": "gzip"}).content) for _ in range(20)}) > 1
    assert "Content-Encoding" not in reader.get(board, headers={"accept-encoding": "gzip;q=0"})
    assert "Content-Encoding" not in reader.get("/konto/grupy/", headers={"accept-encoding": "br"})


def test_a_process_that_has_just_begun_believes_no_moment_of_the_past(client, page, monkeypatch):
    answer = client.get(page.url)
    tomorrow = timezone.now() + timedelta(days=1)  # at midnight some of the page may have changed
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    generations.forget()
    assert client.get(page.url, headers={"if-modified-since": answer["Last-Modified"]}).status_code == 200


def test_asking_for_the_head_gives_no_body(client, page):
    for _ in range(2):
        head = client.head(page.url)
        assert head.status_code == 200 and not head.content
        assert int(head["Content-Length"]) > 1000
        client.get(page.url)


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page.unpublish(),
        lambda page: page.delete(),
        lambda page: PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN),
    ],
    ids=["unpublished", "deleted", "made private"],
)
def test_what_is_taken_back_is_gone_at_once(client, page, change):
    assert client.get(page.url).status_code == 200
    change(page)
    assert client.get(page.url).status_code != 200


@pytest.mark.engine
def test_another_process_is_fresh_within_a_second(client, page, monkeypatch):
    client.get(page.url)
    # what another process does: the row changes without a word to this one
    monkeypatch.setattr(generations, "forget", lambda: None)
    page.lede = "Druga wersja."
    page.save_revision().publish()
    began = timezone.now()
    while "Druga wersja." not in client.get(page.url).content.decode():
        assert timezone.now() - began < timedelta(seconds=1)


def test_a_vote_is_seen_at_once_by_those_who_watch(client, make_action, anna):
    action = make_action("Ławka przy szkole")
    board = action.roadmap.page.url
    assert queries(client, board)[0] > 0
    assert queries(client, board)[0] == 0
    action.support(anna)
    assert "1 głos" in client.get(board).content.decode().replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.engine
def test_a_change_that_is_taken_back_changes_nothing(client, page):
    client.get(page.url)
    before = generations.now()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        page.save()
        raise ZeroDivisionError
    assert generations.now() == before


def test_saving_a_draft_and_signing_in_keep_the_pages(client, page, anna, as_user):
    client.get(page.url)
    before = generations.now()
    page.lede = "Szkic."
    page.save_revision()
    as_user(anna)
    assert generations.now() == before
    assert "Szkic." not in client.get(page.url).content.decode()


def test_nothing_is_kept_inside_a_transaction(client, page):
    client.get(page.url)
    with transaction.atomic():
        page.lede = "Jeszcze nie."
        page.save()
        assert "Jeszcze nie." in client.get(page.url).content.decode()
        transaction.set_rollback(True)
    assert "Pierwsza wersja." in client.get(page.url).content.decode()


def test_a_page_expires_when_a_meeting_begins(client, home, monkeypatch):
    soon = timezone.now() + timedelta(seconds=90)
    meeting = MeetingIndexPage.objects.get().add_child(
        instance=MeetingPage(
            title="Narada", slug="narada", starts_at=soon - timedelta(hours=2), ends_at=soon, place="Sala"
        )
    )
    meeting.save_revision().publish()
    assert generations.now().until == soon
    assert "odbyło się" not in client.get(meeting.url).content.decode().lower()
    monkeypatch.setattr(timezone, "now", lambda: soon + timedelta(seconds=1))
    assert "odbyło się" in client.get(meeting.url).content.decode().lower()


def test_everything_expires_at_midnight_in_warsaw(home, monkeypatch):
    late = timezone.make_aware(timezone.datetime(2026, 7, 1, 23, 58))
    monkeypatch.setattr(timezone, "now", lambda: late)
    assert timezone.localtime(generations.now().until).isoformat() == "2026-07-02T00:00:00+02:00"


def test_nobody_signed_in_is_given_a_kept_page_or_leaves_one(client, page, anna, as_user):
    client.get(page.url)
    hers = as_user(anna).get(page.url)
    assert "Anna" in hers.content.decode()
    assert hers["Cache-Control"] == "private, no-cache" and "Cookie" in hers["Vary"]
    assert "ETag" not in hers
    assert "Anna" not in client.get(page.url).content.decode()
    caches["pages"].clear()
    as_user(anna).get(page.url)
    assert "Anna" not in client.get(page.url).content.decode()


def test_a_form_with_a_token_is_never_kept(client, call, page):
    for address in ("/deklaracja/", "/konto/logowanie/"):
        first, second = Client().get(address), Client().get(address)
        assert first["Cache-Control"] != "public, max-age=0, must-revalidate"
        assert first.cookies["csrftoken"].value != second.cookies["csrftoken"].value
    # nor does a visitor who has such a cookie leave something for others
    client.get("/deklaracja/")
    queries(client, page.url)
    assert queries(client, page.url)[0] > 0
    assert "csrf" not in Client().get(page.url).content.decode()


def test_another_host_is_another_page(page, settings):
    settings.ALLOWED_HOSTS = ["testserver", "inny.example.org"]
    one, other = Client(), Client(SERVER_NAME="inny.example.org")
    assert queries(one, page.url)[0] > 0
    assert queries(other, page.url)[0] > 0
    assert Client(SERVER_NAME="obcy.example.org").get(page.url).status_code == 400


def test_a_part_kept_for_one_host_is_not_shown_at_another(settings):
    settings.ALLOWED_HOSTS = ["testserver", "inny.example.org"]
    settings.CACHES = settings.CACHES | {"pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    for host in ("inny.example.org", "testserver"):
        page = Client(SERVER_NAME=host).get("/spotkania/").content.decode()
        assert f'href="webcal://{host}/spotkania/kalendarz.ics"' in page


@pytest.mark.engine
def test_many_readers_at_once_get_the_page(page):
    found = []

    def read():
        try:
            found.extend(Client().get(page.url).status_code for _ in range(10))
        finally:
            connection.close()

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [200] * 80


@pytest.mark.any_engine
def test_each_model_of_ours_says_whether_public_pages_show_it():
    ours = [model for room in ("portal", "signup", "roadmaps") for model in apps.get_app_config(room).get_models()]
    assert len(ours) > 40
    assert not [model for model in ours if not isinstance(getattr(model, "shown_publicly", None), bool)]
    assert changes.is_shown_publicly(Page) and not changes.is_shown_publicly(Revision)
    assert changes.is_shown_publicly(Action.related.through)

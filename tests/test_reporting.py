"""Anybody can report content that breaks the law; the office gets it, nothing else is kept."""

import pytest

from portal.models import AlertBanner, Centre
from signup.letters import queue
from signup.models import Mail

GOOD = {
    "address": "/dzialania/12/",
    "reason": "personal",
    "text": "W drugim akapicie jest czyjś numer telefonu.",
    "good_faith": "on",
}


@pytest.fixture(autouse=True)
def _office(home):
    Centre.objects.update(email="biuro@example.org")


def test_a_visitor_reports_and_the_office_reads_where_what_and_why(client, settings):
    answer = client.post("/zgloszenie/", GOOD)
    assert answer.status_code == 302 and answer["Location"] == "/zgloszenie/wyslano/"
    assert "zostało wysłane" in client.get(answer["Location"]).content.decode().replace("\xa0", " ")
    (mail,) = Mail.objects.all()
    assert mail.to == "biuro@example.org" and mail.kind == "report"
    for part in (settings.SITE_URL + "/dzialania/12/", "czyjeś dane osobowe", GOOD["text"]):
        assert part in mail.text.replace("\xa0", " ")


def test_who_leaves_an_address_gets_a_receipt(client):
    client.post("/zgloszenie/", GOOD | {"name": "Zofia Kanarkowa", "email": "zofia@example.org"})
    office, sender = Mail.objects.order_by("pk")
    assert "zofia@example.org" in office.text and "Zofia Kanarkowa" in office.text
    assert sender.to == "zofia@example.org" and GOOD["text"] not in sender.text


def test_a_notice_that_says_too_little_comes_back_with_everything_typed(client):
    answer = client.post("/zgloszenie/", {"address": "https://inny.example.org/", "text": "Coś", "email": "zofia"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Popraw 4 pola" in page.replace("\xa0", " ")
    assert "Coś" in page and 'value="zofia"' in page
    assert not Mail.objects.exists()


def test_the_place_is_filled_in_and_a_whole_address_of_ours_will_do(client, settings):
    assert 'value="/dzialania/7/"' in client.get("/zgloszenie/?adres=/dzialania/7/").content.decode()
    client.post("/zgloszenie/", GOOD | {"address": settings.SITE_URL + "/grupy/"})
    assert settings.SITE_URL + "/grupy/" in Mail.objects.get().text


def test_robots_and_floods_reach_nobody(client, settings):
    client.post("/zgloszenie/", GOOD | {"second_subject": "Kup tanio"})
    assert not Mail.objects.exists()
    settings.ACCOUNT_RATE_LIMITS = {"report": "2/10m/ip"}
    statuses = [client.post("/zgloszenie/", GOOD).status_code for _ in range(3)]
    assert statuses == [302, 302, 429] and Mail.objects.count() == 2


def test_nobody_is_flooded_with_receipts_and_the_office_still_hears(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"report_receipt": "1/1h/key"}
    for email in ("zofia@example.org", "ZOFIA@example.org", "jan@example.org"):
        client.post("/zgloszenie/", GOOD | {"email": email})
    receipts = Mail.objects.filter(kind="report_received").values_list("to", flat=True)
    assert sorted(receipts) == ["jan@example.org", "zofia@example.org"]
    assert Mail.objects.filter(kind="report").count() == 3


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example.org/a://b",
        "https://evil.example.org/",
        "/\\evil.example.org/",
        "javascript:alert(1)",
        "/a\r\nBcc: eve@example.org",
        "/" + "a" * 400,
        "/\x00",
    ],
)
def test_the_office_is_led_to_no_place_but_ours(client, address):
    assert client.post("/zgloszenie/", GOOD | {"address": address}).status_code == 422
    assert not Mail.objects.exists()


def test_a_notice_says_what_it_says_and_nothing_beside(client, settings):
    name = "Zofia\r\nOdpowiedź na adres: eve@example.org"
    hostile = "Zobacz \u202ejpg.exe\x1b[2J\x07 <script>alert(1)</script>\r\n.\r\nBcc: eve@example.org"
    answer = client.post(
        "/zgloszenie/",
        GOOD | {"address": "/a://evil.example.org/%0d%0a", "name": name, "text": hostile, "email": "zofia@example.org"},
    )
    assert answer.status_code == 302
    office = Mail.objects.get(kind="report")
    assert "\nOdpowiedź na adres: eve" not in office.text and f"{settings.SITE_URL}/a://evil" in office.text
    assert "<script>" not in office.html and f'href="{settings.SITE_URL}/a://evil' in office.html
    assert not set("\u202e\x1b\x07") & set(office.text + office.html)
    sent = queue.message(office).message()
    assert sent.get_all("To") == ["biuro@example.org"] and "Bcc" not in sent and "\n" not in sent["Subject"]


@pytest.mark.parametrize("field", ["text", "name", "email", "reason"])
def test_what_is_too_long_or_unreadable_is_refused(client, field):
    for value in ("x" * 100_000, "\x00", "9" * 5000):
        assert client.post("/zgloszenie/", GOOD | {field: value}).status_code == 422
    assert not Mail.objects.exists()


def test_every_page_leads_to_the_form(client, group):
    assert 'href="/zgloszenie/?adres=/grupy/edukacja/"' in client.get(group.url).content.decode()


def test_no_private_address_is_told_to_the_form_or_to_paper(client, call, group):
    from signup.models import Declaration

    person = {"given_name": "Zofia", "family_name": "Kanarkowa", "email": "zofia@example.org", "capacity": "own"}
    declaration = Declaration.objects.send(call, groups=[group], **person)
    page = client.get(f"/deklaracje/{declaration.token}/").content.decode()
    assert "/zgloszenie/" in page and "adres=" not in page
    printed = page[page.index('class="printed"') :]
    assert declaration.token not in printed[: printed.index("</p>")]


def test_an_urgent_notice_stands_on_every_page_until_its_last_day(client, home, group, monkeypatch):
    from datetime import date, timedelta

    from django.utils import timezone

    today = timezone.localdate()
    AlertBanner.objects.create(text="Biuro jest dziś zamknięte <b>", page=group, until=today)
    AlertBanner.objects.create(text="Dawno temu", until=today - timedelta(days=1))
    for address in ("/", "/konto/logowanie/", "/nie-ma/"):
        page = client.get(address).content.decode()
        assert "zamknięte &lt;b&gt;" in page and f'href="{group.url}"' in page and "Dawno temu" not in page
    group.unpublish()
    assert "Więcej" not in client.get("/kontakt/").content.decode().split("<main")[0]
    assert not AlertBanner.objects.shown(on=date.max).exists()

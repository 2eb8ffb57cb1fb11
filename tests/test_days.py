"""An editor's day and a visitor's minute on a phone, both in a browser."""

import io
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.utils import timezone
from icalendar import Calendar
from PIL import Image as Drawing
from playwright.sync_api import expect

from portal.running import jobs


def a_picture():
    file = io.BytesIO()
    Drawing.new("RGB", (1200, 800), (14, 74, 57)).save(file, "PNG")
    return {"name": "stol.png", "mimeType": "image/png", "buffer": file.getvalue()}


def minutes(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


@pytest.fixture
def sign_in_by_code(server, mailoutbox):
    def sign_in(page, user):
        page.get_by_label("Adres e-mail").fill(user.email)
        page.get_by_role("button", name="Wyślij kod").click()
        page.get_by_label("Kod").wait_for()
        call_command("db_worker", "--backend=queue", "--queue-name=*", "--batch", "--no-startup-delay", "--no-reload")
        page.get_by_label("Kod").fill(re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", mailoutbox[-1].body).group())
        page.get_by_role("button", name="Zaloguj się").click()

    return sign_in


def choose(page, action):
    """One of the ways to end editing that stand behind the button for a draft."""
    more, way = page.get_by_role("button", name="Więcej akcji"), page.get_by_role("button", name=action)
    page.wait_for_timeout(800)  # by then the admin has begun to save by itself what was typed last
    page.wait_for_load_state("networkidle")
    more.press("Enter")
    try:
        expect(way).to_be_visible()
    except AssertionError:
        more.press("Enter")  # the admin saves by itself and draws its foot anew, which shuts what was open
    way.press("Enter")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_an_editors_day(server, new_page, sign_in_by_code, editor, client, group, monkeypatch):
    page = new_page()
    # Wagtail starts its checker anew for each preview, also while it is at work or finds something
    page.expects("Axe is already running", "axe.run results")
    page.expects(400)  # by which it refuses to save a draft by itself as long as what it needs is not typed yet
    page.goto(f"{server}/redakcja/")
    sign_in_by_code(page, editor)
    expect(page.get_by_role("heading", name="Co czeka")).to_be_visible()

    # a piece of news with a picture and a link: written, looked at, scheduled
    page.get_by_role("link", name="Aktualności", exact=True).click()
    page.get_by_role("link", name="Dodaj stronę podrzędną").click()
    page.get_by_placeholder("Tytuł strony").fill("Spółdzielnia otwiera kuchnię")
    page.get_by_role("textbox", name="Lead").fill("Pierwsze obiady od poniedziałku.")
    page.get_by_role("button", name="Wybierz zdjęcie").click()
    modal = page.locator(".modal-body")
    modal.get_by_role("tab", name="Prześlij").click()
    modal.locator("input[type=file]").set_input_files(a_picture())
    modal.get_by_role("textbox", name="Tytuł").fill("Długi stół w kuchni")
    modal.get_by_role("button", name="Prześlij").click()
    expect(modal).to_be_hidden(timeout=20_000)  # the picture is drawn in its first size before it is chosen
    page.get_by_role("textbox", name="Opis zdjęcia").fill("Długi stół")
    page.get_by_role("button", name="Dodaj blok").click()
    page.get_by_role("option", name="Tekst").click()
    page.locator(".public-DraftEditor-content").click()
    page.keyboard.type("Więcej u nich")
    page.keyboard.press("Shift+Home")
    page.keyboard.press("Control+k")
    modal.get_by_role("link", name="Link zewnętrzny").click()
    modal.get_by_role("textbox", name="URL").fill("https://example.org/")
    modal.locator("[type=submit]").click()
    expect(modal).to_be_hidden()
    page.get_by_role("checkbox", name=group.title).check()
    page.locator("[data-side-panel-toggle=preview]").click()
    preview = page.frame_locator("#w-preview-iframe")
    expect(preview.get_by_role("heading", level=1)).to_have_text("Spółdzielnia otwiera kuchnię")
    expect(preview.get_by_role("link", name="Więcej u nich")).to_have_attribute("href", "https://example.org/")
    page.locator("[data-side-panel-toggle=status]").click()
    page.get_by_role("button", name="Ustaw plan").click()
    page.get_by_label("Data/czas publikacji").fill(minutes(timezone.now() + timedelta(hours=1)))
    page.get_by_role("button", name="Zapisz plan").press("Enter")  # a calendar may lie over it
    choose(page, "Zaplanuj publikację")
    expect(page.get_by_text("została zaplanowana do publikacji")).to_be_visible()
    address = "/aktualnosci/spoldzielnia-otwiera-kuchnie/"
    jobs.publish_scheduled()
    assert client.get(address).status_code == 404

    # its time comes
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(hours=2))
    jobs.publish_scheduled()
    reader = new_page()
    reader.goto(f"{server}/aktualnosci/")
    reader.get_by_role("link", name="Spółdzielnia otwiera kuchnię").click()
    assert urlsplit(reader.url).path == address
    expect(reader.get_by_role("img", name="Długi stół")).to_be_visible()
    expect(reader.get_by_role("link", name="Więcej u nich")).to_have_attribute("href", "https://example.org/")
    assert "Spółdzielnia otwiera kuchnię" in client.get("/aktualnosci/rss/").content.decode()
    assert address in client.get("/szukaj/?q=spoldzielniami").content.decode()

    # a meeting: announced, then called off
    page.goto(f"{server}/redakcja/")
    page.get_by_role("link", name="Spotkania", exact=True).click()
    page.get_by_role("link", name="Dodaj stronę podrzędną").click()
    page.get_by_placeholder("Tytuł strony").fill("Narada w kuchni")
    starts = timezone.now().replace(minute=0) + timedelta(days=7)
    page.get_by_role("textbox", name="Początek").fill(minutes(starts))
    page.get_by_role("textbox", name="Koniec").fill(minutes(starts + timedelta(hours=1)))
    page.get_by_role("textbox", name="Miejsce").fill("Kuchnia, ul. Przykładowa 1")
    choose(page, "Opublikuj")
    expect(page.get_by_text(re.compile("Narada w kuchni' .*opublikowana"))).to_be_visible()
    (event,) = Calendar.from_ical(client.get("/spotkania/kalendarz.ics").content).events
    assert event["summary"] == "Narada w kuchni" and event["status"] == "CONFIRMED"
    page.get_by_role("link", name="Narada w kuchni").first.click()
    page.get_by_role("checkbox", name="Odwołane").check()
    choose(page, "Opublikuj")
    expect(page.get_by_text(re.compile("Narada w kuchni' .*opublikowana"))).to_be_visible()
    (after,) = Calendar.from_ical(client.get("/spotkania/kalendarz.ics").content).events
    assert after["status"] == "CANCELLED" and after["uid"] == event["uid"] and after["sequence"] > event["sequence"]
    reader.goto(f"{server}/spotkania/narada-w-kuchni/")
    expect(reader.get_by_text("Spotkanie zostało odwołane.")).to_be_visible()


@pytest.mark.browser
@pytest.mark.any_engine
@pytest.mark.django_db(transaction=True)
def test_a_visitors_minute_on_a_phone(server, new_page, client):
    call_command("demo", verbosity=0)
    page = new_page()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(server)
    page.get_by_role("link", name="Edukacja obywatelska", exact=True).first.click()  # the first tap
    page.get_by_role("heading", name="Najbliższe spotkanie").wait_for()
    assert page.get_by_role("link", name=re.compile("godz. ")).first.is_visible()
    page.get_by_role("link", name="Wypełnij deklarację").first.click()  # the second
    page.get_by_role("button", name="Wyślij deklarację").wait_for()
    page.goto(server)
    page.get_by_role("button", name="Menu").click()
    page.get_by_label("Szukaj", exact=True).fill("spoldzielniami")
    page.keyboard.press("Enter")
    page.get_by_text(re.compile("Znaleziono")).wait_for()
    marked = page.locator("mark").all_inner_texts()
    assert any(word.lower().startswith("spółdziel") for word in marked), marked

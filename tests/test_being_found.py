"""Machines find the public pages, and what they are told of them is true, whole and public."""

import json
import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.models import Page

from portal.models import Centre, GroupIndexPage, MeetingPage, SitePage
from roadmaps.models import Action


def head(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    html = answer.content.decode()
    return html[: html.index("</head>")]


def meta(html, name):
    (value,) = re.findall(rf'<meta (?:name|property)="{name}" content="([^"]*)">', html)
    return value


def graph(html):
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    found = json.loads(data)
    assert found["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in found["@graph"]}


def test_signs_in_a_title_are_escaped_once(client, make_news):
    news = make_news('Pytania & "odpowiedzi" <b>', lead="Czas & miejsce")
    html = head(client, news.url)
    assert "<title>Pytania &amp; &quot;odpowiedzi&quot; &lt;b&gt; – Drogowskaz</title>" in html
    assert meta(html, "og:title") == "Pytania &amp; &quot;odpowiedzi&quot; &lt;b&gt;"
    assert meta(html, "description") == "Czas &amp; miejsce"


def test_every_public_page_says_what_it_is(client, db, settings):
    call_command("demo", verbosity=0)
    pages = [page.specific for page in Page.objects.live().filter(depth__gt=1)]
    addresses = [page.url for page in pages if isinstance(page, SitePage)]
    addresses += [
        Action.objects.first().get_absolute_url(),
        "/deklaracja-dostepnosci/",
        "/mapa-strony/",
        "/deklaracja/klauzula/",
        "/aktualnosci/?grupa=rozwoj-iii-sektora",
    ]
    addresses += ["/spotkania/?grupa=rozwoj-iii-sektora"]
    titles = {}
    for address in addresses:
        html = head(client, address)
        (title,) = re.findall(r"<title>(.*?) – Drogowskaz</title>", html)
        assert title == meta(html, "og:title") and title.strip() == title != ""
        assert titles.setdefault(title, address) == address, f"{address} is called like {titles[title]}"
        assert client.get(meta(html, "og:image").removeprefix(settings.SITE_URL)).status_code == 200, address
        assert 20 <= len(meta(html, "description")) <= 400 and meta(html, "description") == meta(html, "og:description")
        if 'name="robots"' not in html:
            (canonical,) = re.findall(r'<link rel="canonical" href="([^"]*)">', html)
            assert canonical == settings.SITE_URL + address == meta(html, "og:url")


def test_an_address_with_a_strange_tail_names_its_plain_one(client, group, settings):
    for asked, plain in {
        "/aktualnosci/?utm_source=x&grupa=edukacja": "/aktualnosci/?grupa=edukacja",
        "/aktualnosci/?strona=1&x=<b>": "/aktualnosci/?strona=1",
        "/?x=1": "/",
    }.items():
        assert f'<link rel="canonical" href="{settings.SITE_URL}{plain}">' in head(client, asked)


def test_the_plain_address_of_joining_names_the_call(client, call, settings):
    for address in ("/deklaracja/", call.url):
        html = head(client, address)
        (canonical,) = re.findall(r'<link rel="canonical" href="([^"]*)">', html)
        assert canonical == settings.SITE_URL + call.url == meta(html, "og:url")


def test_what_is_not_for_finding_names_no_address_and_asks_not_to_be_kept(client, home):
    for address in ("/szukaj/?q=x", "/konto/logowanie/"):
        html = head(client, address)
        assert "canonical" not in html and "ld+json" not in html


def test_home_tells_of_the_organisation(client, home):
    centre = Centre.objects.get()
    centre.name, centre.email, centre.city = 'Centrum "Próba" </script>', "biuro@example.org", "Radom"
    centre.save()
    found = graph(head(client, "/"))["Organization"]
    assert found["name"] == centre.name and found["email"] == centre.email
    assert found["address"] == {"@type": "PostalAddress", "addressLocality": "Radom", "addressCountry": "PL"}


def test_a_meeting_tells_when_and_where_and_not_the_link_for_members(client, make_meeting, group):
    link = "https://rozmowa.example.org/tajny-pokoj"
    meeting = make_meeting("narada", [group], online_url=link, online_for_members=True, lead="O czym <b>")
    html = head(client, meeting.url)
    found = graph(html)["Event"]
    assert parse_datetime(found["startDate"]) == meeting.starts_at.replace(second=0)
    assert parse_datetime(found["endDate"]) == meeting.ends_at.replace(second=0)
    assert found["eventStatus"] == "https://schema.org/EventScheduled"
    assert found["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert {place["@type"] for place in found["location"]} == {"Place", "VirtualLocation"}
    assert found["organizer"]["name"] and found["url"].endswith(meeting.url)
    assert link not in html


def test_a_cancelled_and_a_moved_meeting_say_so(client, make_meeting):
    cancelled = make_meeting("odwolane", cancelled=True)
    before = (timezone.now() - timedelta(days=1)).replace(second=0, microsecond=0)
    moved = make_meeting("przelozone", moved_from=before)
    assert graph(head(client, cancelled.url))["Event"]["eventStatus"] == "https://schema.org/EventCancelled"
    event = graph(head(client, moved.url))["Event"]
    assert event["eventStatus"] == "https://schema.org/EventRescheduled"
    assert parse_datetime(event["previousStartDate"]) == before
    assert event["location"]["address"] == "Sala"


def test_news_tell_who_published_them_and_when(client, make_news):
    news = make_news("Ruszył nabór </script><script>alert(1)</script>")
    html = head(client, news.url)
    assert html.count("</script>") == html.count("<script ") and "<script>" not in html
    found = graph(html)["NewsArticle"]
    assert found["headline"] == news.title and found["datePublished"] == news.date.isoformat()
    assert parse_datetime(found["dateModified"]) and found["publisher"]["@type"] == "Organization"


def test_crumbs_lead_from_the_start_to_the_page(client, group, settings):
    items = graph(head(client, "/grupy/edukacja/mapa-drogowa/"))["BreadcrumbList"]["itemListElement"]
    assert [item["position"] for item in items] == [1, 2, 3, 4]
    assert [item["item"].removeprefix(settings.SITE_URL) for item in items] == [
        "/",
        "/grupy/",
        "/grupy/edukacja/",
        "/grupy/edukacja/mapa-drogowa/",
    ]
    for item in items:
        assert client.get(item["item"].removeprefix(settings.SITE_URL)).status_code == 200


# redirects


@pytest.fixture
def rename(django_capture_on_commit_callbacks):
    def give(page, slug):
        with django_capture_on_commit_callbacks(execute=True):
            page.slug = slug
            page.save_revision().publish()

    return give


def test_an_old_address_leads_to_the_new_one_with_all_below(client, group, rename):
    board = f"{group.url}mapa-drogowa/"
    rename(group, "edukacja-i-kultura")
    for old, new in (
        ("/grupy/edukacja/", "/grupy/edukacja-i-kultura/"),
        (board, "/grupy/edukacja-i-kultura/mapa-drogowa/"),
    ):
        answer = client.get(old)
        assert answer.status_code == 301 and answer["Location"].endswith(new), old
        assert client.get(answer["Location"]).status_code == 200
    # and back again: no circle
    rename(group, "edukacja")
    assert client.get("/grupy/edukacja/").status_code == 200
    assert client.get("/grupy/edukacja-i-kultura/", follow=True).redirect_chain[-1][0].endswith("/grupy/edukacja/")


def test_a_new_page_at_an_old_address_wins(client, make_news, rename):
    news = make_news("Nowina", slug="nowina")
    rename(news, "stara-nowina")
    assert client.get("/aktualnosci/nowina/").status_code == 301
    make_news("Druga nowina", slug="nowina")
    assert client.get("/aktualnosci/nowina/").status_code == 200


def test_a_page_that_is_gone_answers_404_with_the_groups(client, group):
    page = client.get("/nie-ma/")
    assert page.status_code == 404
    html = page.content.decode()
    assert "Edukacja" in html and 'role="search"' in html and "canonical" not in html
    assert GroupIndexPage.objects.exists() and not MeetingPage.objects.exists()

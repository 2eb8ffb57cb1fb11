"""Machines are told where to look and where not: the sitemap, robots.txt, security.txt."""

from datetime import timedelta
from xml.etree import ElementTree

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from portal.models import Centre

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


# sitemap, robots, security


def test_the_sitemap_lists_what_is_public_and_nothing_else(client, make_action, make_news, settings):
    action, news, draft = make_action("Ławka przy szkole"), make_news("Nowina"), make_news("Szkic")
    draft.unpublish()
    answer = client.get("/sitemap.xml")
    assert answer["Content-Type"] == "application/xml"
    urls = ElementTree.fromstring(answer.content)
    found = {url.find(f"{NAMESPACE}loc").text: url.find(f"{NAMESPACE}lastmod") for url in urls}
    addresses = {address.removeprefix(settings.SITE_URL) for address in found}
    assert {"/", news.url, action.get_absolute_url(), action.roadmap.page.url, "/mapa-strony/"} <= addresses
    assert draft.url not in addresses
    assert parse_datetime(found[settings.SITE_URL + news.url].text)
    for address in addresses:
        assert client.get(address).status_code == 200, address


def test_the_sitemap_costs_the_same_for_one_page_and_twenty(
    client, pages_made_anew, make_news, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost():
        client.get("/sitemap.xml")
        with CaptureQueriesContext(connection) as seen:
            client.get("/sitemap.xml")
        return len(seen)

    make_news("Pierwsza")
    one = cost()
    for n in range(19):
        make_news(f"Nowina {n}")
    assert cost() == one <= 10


def test_robots_are_told_where_not_to_look(client, home, settings):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    lines = answer.content.decode().splitlines()
    assert f"Sitemap: {settings.SITE_URL}/sitemap.xml" in lines
    for private in ("/redakcja/", "/konto/", "/szukaj/", "/deklaracje/"):
        assert f"Disallow: {private}" in lines


def test_who_finds_a_hole_knows_whom_to_tell(client, home):
    Centre.objects.update(email="biuro@example.org")
    answer = client.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines() if line)
    assert fields["Contact"] == "mailto:biuro@example.org"
    assert timedelta(days=100) < parse_datetime(fields["Expires"]) - timezone.now() < timedelta(days=365)
    assert fields["Canonical"].endswith("/.well-known/security.txt")
    Centre.objects.update(email="")
    assert b"Contact: http" in client.get("/.well-known/security.txt").content

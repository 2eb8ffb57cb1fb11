"""Whoever has read a piece of news passes it on, without anybody else learning of it."""

import pytest

from portal.models import NewsIndexPage, NewsPage


@pytest.fixture
def news(home):
    page = NewsIndexPage.objects.get().add_child(instance=NewsPage(title="Nabór & „kuchnia”", lead="Krótko."))
    page.save_revision().publish()
    return page


def test_a_letter_with_title_and_address_needs_no_script_and_no_third_party(client, news, settings):
    html = client.get(news.url).content.decode()
    share = html.split('<div class="share">')[1].split("</div>")[0]
    assert "mailto:?subject=Nab%C3%B3r%20%26%20%E2%80%9Ekuchnia%E2%80%9D&amp;body=http" in share
    assert f'data-share="{settings.SITE_URL}{news.url}" hidden' in share
    assert "csrf" not in html.lower() and not client.cookies


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_address_is_copied_by_one_button_and_that_is_said(server, new_page, news, settings):
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(server + news.url)
    page.get_by_role("button", name="Kopiuj link").click()
    page.get_by_text("Link skopiowany.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == settings.SITE_URL + news.url

"""News and meetings to read, and what a page says."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.models import MeetingIndexPage, MeetingPage, NewsIndexPage, NewsPage

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def make_news(home):
    def make(title, groups=(), **fields):
        fields = {"date": timezone.localdate(), "lead": "Najważniejsze."} | fields
        page = NewsIndexPage.objects.get().add_child(instance=NewsPage(title=title, **fields))
        page.groups = list(groups)
        page.save_revision().publish()
        return page

    return make


@pytest.fixture
def make_meeting(home):
    def make(title, groups=(), days=7, **fields):
        start = timezone.now() + timedelta(days=days)
        fields = {"starts_at": start, "ends_at": start + timedelta(hours=2), "place": "Sala, ul. Długa 1"} | fields
        page = MeetingIndexPage.objects.get().add_child(instance=MeetingPage(title=title, **fields))
        page.groups = list(groups)
        page.save_revision().publish()
        return page

    return make


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().replace(NBSP, " ")

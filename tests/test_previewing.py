"""Editors preview pages before they publish them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.models import MeetingIndexPage, MeetingPage, NewsIndexPage, NewsPage


@pytest.fixture
def pages(home, group, call):
    now = timezone.now()
    news = NewsIndexPage.objects.get().add_child(instance=NewsPage(title="Nowina", date=now.date(), lead="Krótko."))
    meeting = MeetingPage(title="Spotkanie", starts_at=now, ends_at=now + timedelta(hours=1), place="Sala")
    return [home, group, call, news, MeetingIndexPage.objects.get().add_child(instance=meeting)]


def test_a_preview_opens_in_the_frame_of_the_editor(pages, group):
    for page in pages:
        if hasattr(page, "groups"):
            page.groups = [group]  # as the editor's form leaves them: in memory only
        answer = page.make_preview_request()
        assert answer.status_code == 200 and "<h1" in answer.content.decode(), page
        policy = answer["Content-Security-Policy"]
        assert "frame-ancestors 'self'" in policy and "unsafe" not in policy, page
        assert answer["X-Frame-Options"] == "SAMEORIGIN"

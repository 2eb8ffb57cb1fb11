"""Pages to be found, and what a search finds."""

from datetime import UTC, datetime

import pytest

from portal.models import ContentPage
from portal.search import query as search


@pytest.fixture(autouse=True)
def _no_words_of_another_test():
    search.forget_vocabulary()


@pytest.fixture
def write(home):
    """write(title, body text) publishes a page; `day` says when."""

    def make(title, text="", day=None, **fields):
        page = home.add_child(instance=ContentPage(title=title, body=[("text", f"<p>{text}</p>")], **fields))
        page.save_revision().publish()
        if day:
            page.last_published_at = datetime(2018, 1, day, 12, tzinfo=UTC)
            page.save()
        return page

    return make


def found(client, query, **more):
    answer = client.get("/szukaj/", {"q": query, **more})
    assert answer.status_code == 200
    return [hit["entry"].title for hit in answer.context["shown"]], answer

"""The first screen of the admin shows editors and authors what waits for them."""

import json
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.models import Centre, NewsIndexPage, NewsPage


@pytest.fixture
def write_news(home):
    """write_news(3, owner) writes three drafts of news."""

    def write(count, owner=None):
        index = NewsIndexPage.objects.get()
        made = []
        for _ in range(count):
            number = NewsPage.objects.count()
            page = NewsPage(title=f"Szkic {number}", slug=f"szkic-{number}", lead="Krótko.", live=False, owner=owner)
            index.add_child(instance=page).save_revision()
            made.append(page)
        return made

    return write


def first_screen(client):
    html = client.get("/redakcja/").content.decode().replace("\xa0", " ")
    return html[html.index('class="waiting"') : html.index("</main>")]


def test_what_waits_is_on_the_first_screen(editor, as_user, home, call, make_meeting, write_news):
    now = timezone.now()
    (draft,) = write_news(1)
    (scheduled,) = write_news(1)
    scheduled.go_live_at = now + timedelta(days=2)
    scheduled.save_revision().publish()
    make_meeting("odbyte", title="Odbyte spotkanie", starts_at=now - timedelta(days=2), ends_at=now - timedelta(days=1))
    Centre.objects.update(accessibility_reviewed=date(2015, 1, 1))
    desk = as_user(editor)
    page = first_screen(desk)
    headings = re.findall(r"<h3>.*?</svg>\s*(.*?)\s+<span class=\"waiting-count\">(.*?)</span>", page, re.DOTALL)
    assert headings == [("Terminy", "2"), ("Spotkania bez protokołu", "1"), ("Szkice", "1"), ("Zaplanowane", "1")]
    assert page.count(f"/redakcja/pages/{draft.pk}/edit/") == 1
    for line in ("Odbyte spotkanie", "Nabór „Nabór”</a>", "trwa do", "coroczny przegląd"):
        assert line in page, line
    for address in re.findall(r'href="(.*?)"', page):
        assert desk.get(address).status_code == 200, address  # an editor may go wherever it leads


def test_an_author_meets_their_own_texts_only(author, editor, as_user, home, make_meeting, write_news):
    (mine,), (other,) = write_news(1, author), write_news(1, editor)
    page = first_screen(as_user(author))
    assert mine.title in page and other.title not in page and "Spotkania" not in page
    mine.get_workflow().start(mine, author)
    assert "Czekają na redakcję" in first_screen(as_user(author))
    assert "Teksty do sprawdzenia" in first_screen(as_user(editor))


def test_an_editor_who_has_done_everything_is_told_so(editor, as_user, home):
    Centre.objects.update(accessibility_reviewed=timezone.localdate())
    page = first_screen(as_user(editor)).replace("\xa0", " ")
    assert "Wszystko zrobione." in page and "Teksty są opublikowane" in page and "deklaracja nie czeka" not in page


def test_the_first_screen_asks_as_much_for_one_draft_as_for_twenty(
    editor, as_user, home, write_news, django_assert_num_queries
):
    desk = as_user(editor)
    write_news(1)
    first_screen(desk)
    with CaptureQueriesContext(connection) as one:
        first_screen(desk)
    write_news(19)
    with django_assert_num_queries(len(one)):
        page = first_screen(desk)
    assert ">20</span>" in page and "I jeszcze 15." in page


def test_the_menu_stands_in_the_order_of_an_editors_work(editor, as_user, home):
    page = as_user(editor).get("/redakcja/").content.decode()
    (props,) = re.findall(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', page, re.DOTALL)
    labels = [json.loads(label) for label in re.findall(r'"label": (".*?")', props)]
    work = ["Strony", "Aktualności", "Spotkania", "Nabory", "Grupy", "Zdjęcia", "Dokumenty", "Wspólne"]
    assert [label for label in labels if label in work] == work
    assert not {"Deklaracje", "Moje grupy", "Członkostwa", "Osoby"} & set(labels)

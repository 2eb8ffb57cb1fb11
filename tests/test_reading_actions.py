"""Everybody reads an action with its history and discussion, in as many queries for one comment as for many."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.board_pages import read


def test_everybody_reads_an_action_with_its_history_and_discussion(client, anna, bartek, make_action, agree_to_name):
    agree_to_name(anna)
    action = make_action("Debaty przy stole", term=None)
    action.revise(anna, 1, title="Debaty przy wspólnym stole", note="Bliżej nazwy z uchwały.")
    action.support(bartek)
    action.comment(bartek, "Zobacz https://example.org/<b>\n\n- raz\n- dwa", "question")
    html = read(client, action.get_absolute_url())
    assert re.search(r"<h2[^>]*>Dyskusja</h2>", html) and re.search(r"<h2[^>]*>Historia</h2>", html)
    assert "Debaty przy <ins>wspólnym </ins>stole" in html
    assert "Bliżej nazwy z\xa0uchwały." in html and "Anna Próbna" in html
    assert "Bartek" not in html
    assert "<li>raz</li><li>dwa</li>" in html and 'rel="nofollow"' in html and "&lt;b&gt;" in html


def test_an_action_asks_as_much_for_one_comment_as_for_many(client, anna, bartek, make_action):
    action = make_action()

    asked = []

    def ask():
        with CaptureQueriesContext(connection) as queries:
            read(client, action.get_absolute_url())
        asked[:] = [query["sql"][-300:] for query in queries.captured_queries]
        return len(queries)

    action.comment(anna, "Raz")
    action.revise(anna, 1, title="Debaty 1", responsible_members=[anna])
    ask()
    once = ask()
    for n in range(2, 8):
        action.comment(bartek, "Dwa")
        action.revise(bartek, n, title=f"Debaty {n}", responsible_members=[bartek] if n % 2 else [anna])
    assert ask() == once


@pytest.mark.parametrize("pk", [0, 987654, 10**30])
def test_an_unknown_action_is_404(client, db, home, pk):
    assert client.get(f"/dzialania/{pk}/").status_code == 404

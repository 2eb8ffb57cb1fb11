"""While somebody types, titles are suggested: those that begin so, of what everybody may read."""

import re

import pytest
from wagtail.models import PageViewRestriction

from tests import searches

pytestmark = pytest.mark.engine
_no_words_of_another_test, write = searches._no_words_of_another_test, searches.write


def test_suggestions_are_titles_that_begin_so(client, write):
    write("Regulamin grupy")
    write("Spotkanie", "regulamin")
    page = client.get("/szukaj/podpowiedzi/", {"q": "regul"}).content.decode()
    assert "Regulamin" in page and "Spotkanie" not in page
    assert "<html" not in page
    for query in ("", "%", "x" * 10_000, "\x00", "NOT (", "zzz"):
        assert client.get("/szukaj/podpowiedzi/", {"q": query}).status_code == 200


def test_suggestions_keep_to_the_chosen_kind_and_group(client, write, roadmap, other_group, anna, group):
    write("Kompas")
    roadmap.add(anna, title="Kompas dla grupy", description="Kompas w ręku.")

    def suggested(**more):
        page = client.get("/szukaj/podpowiedzi/", {"q": "komp", **more}).text
        return sorted(re.sub("<[^>]*>", "", found) for found in re.findall(r"<li>.*?<span>(.*?)</span>", page))

    nbsp = "\N{NO-BREAK SPACE}"
    assert [title.replace(nbsp, " ") for title in suggested()] == ["Kompas", "Kompas dla grupy"]
    assert suggested(rodzaj="page") == ["Kompas"]
    assert suggested(grupa=group.slug) == ["Kompas dla grupy"]
    assert suggested(grupa=other_group.slug) == []
    assert len(suggested(rodzaj="%", grupa="\x00")) == 2


def test_suggestions_reveal_nothing_that_is_not_public(client, write):
    write("Tajny kompas").unpublish()
    PageViewRestriction.objects.create(page=write("Tajny kompas prywatny"), restriction_type=PageViewRestriction.LOGIN)
    write("Tajny", "jawny")
    page = client.get("/szukaj/podpowiedzi/", {"q": "tajn"}).text
    assert page.count("<li>") == 1 and "kompas" not in page
    assert "1\N{NO-BREAK SPACE}podpowiedź" in page


def test_suggestions_cost_the_same_for_one_and_for_twenty(client, write, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost():
        client.get("/szukaj/podpowiedzi/", {"q": "kompas"})
        with CaptureQueriesContext(connection) as seen:
            client.get("/szukaj/podpowiedzi/", {"q": "kompas"})
        return len(seen)

    write("Kompas 0", slug="kompas-0")
    one = cost()
    for n in range(1, 20):
        write(f"Kompas {n}", slug=f"kompas-{n}")
    assert cost() == one <= 10

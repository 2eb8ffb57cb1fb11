"""What comes through the editor's form without its script comes out clean, or is refused with a sentence."""

import json
from urllib.parse import urlencode

import pytest
from django.core.exceptions import BadRequest
from django.http import QueryDict
from wagtail.test.utils.form_data import nested_form_data, streamfield

from portal.models import ContentPage
from tests.raw_text import ADDRESSES, TEXTS, Running


def page_form(body, **fields):
    comments = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 0}
    return nested_form_data(
        {"title": "Tekst", "slug": "tekst", "lede": "", "body": body, "comments": comments} | fields
    )


def draftail(text="tu", kind="LINK", **data):
    """The JSON of an editor's paragraph that is one link, or what else is said of it."""
    block = {"key": "a", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "data": {}}
    block["entityRanges"] = [{"offset": 0, "length": len(text), "key": 0}]
    return {"blocks": [block], "entityMap": {"0": {"type": kind, "mutability": "MUTABLE", "data": data}}}


def test_what_an_editor_posts_without_the_editor_comes_out_clean(client, home, editor, as_user):
    given = [draftail(url=address) for address in ADDRESSES if "&" not in address]  # entities are for HTML
    given += [draftail(text, url="/") for text in TEXTS]
    given += [draftail(kind="IMAGE", id=1, src="javascript:zlo()"), draftail(kind="EMBED", url="javascript:zlo()")]
    odd = draftail(url="https://example.org/", onclick="zlo()", style="zlo")
    odd["blocks"][0]["inlineStyleRanges"] = [{"offset": 0, "length": 2, "style": "zlo"}]
    odd["blocks"].append(odd["blocks"][0] | {"type": "zlo"})
    body = [("text", json.dumps(value)) for value in [*given, odd]]
    data = page_form(streamfield([*body, ("heading", "kanarek")]), **{"action-publish": "1"})
    assert as_user(editor).post(f"/redakcja/pages/add/portal/contentpage/{home.pk}/", data).status_code == 302
    html = client.get("/tekst/").content.decode()
    assert "kanarek" in html and "zlo" in html and Running(html).found == []


def test_addresses_that_run_code_are_refused_with_a_sentence(home, editor, as_user):
    for address in ADDRESSES[:-1]:  # the last is one of the web, if a strange one
        body = streamfield([("video", {"title": "Film", "url": address, "minutes": "", "access": ""})])
        answer = as_user(editor).post(f"/redakcja/pages/add/portal/contentpage/{home.pk}/", page_form(body))
        assert answer.status_code == 200 and "Wpisz poprawny URL" in answer.content.decode(), address
    assert not ContentPage.objects.filter(slug="tekst").exists()


WHOLE = [
    ("text", json.dumps(draftail(url="https://example.org/"))),
    ("questions", streamfield([])),
    ("files", streamfield([])),
    ("video", {"title": "Film", "url": "https://example.org/", "minutes": "12", "access": ""}),
    ("table", {"caption": "", "column-count": "0", "row-count": "0"}),
    ("office", ""),
]
BROKEN = [None, "", "x", "-1", "9" * 30, "\x00", "null", "[]", "{}", "[" * 100_000, '{"blocks": 5, "entityMap": {}}']
BROKEN += ['{"blocks": [{"type": 1, "text": null}]}', '{"blocks": [], "entityMap": []}', "<p>zlo</p>"]
BROKEN += [json.dumps(draftail() | {"entityMap": {}}), json.dumps(draftail(id="x")), json.dumps(draftail(url=[1]))]


def test_no_field_of_the_editors_form_is_a_fault_whatever_is_in_it(home, editor):
    """Each field in turn missing or broken: an error beside it, a bad request, or as good as it was."""
    form_class = ContentPage.get_edit_handler().get_form_class()
    whole, answers = page_form(streamfield(WHOLE)), set()

    def answer(data):
        form = form_class(QueryDict(urlencode(data)), instance=ContentPage(), parent_page=home, for_user=editor)
        try:
            return form.is_valid()
        except BadRequest:
            return None

    assert answer(whole) is True
    for name in whole:
        for broken in BROKEN:
            data = whole | {name: broken}
            answers.add(answer({key: value for key, value in data.items() if value is not None}))
    assert answers == {True, False, None}


@pytest.mark.parametrize("broken", [{"body-0-value": "<p>to nie JSON</p>"}, {"body-count": "x"}, {"body-count": "9"}])
def test_a_form_that_cannot_be_read_is_answered_with_400(home, editor, as_user, broken):
    data = page_form(streamfield([("text", json.dumps(draftail()))])) | broken
    client = as_user(editor, raise_request_exception=False)
    add = f"/redakcja/pages/add/portal/contentpage/{home.pk}/"
    for address in (add, f"{add}preview/"):
        assert client.post(address, data).status_code == 400
    assert not ContentPage.objects.filter(slug="tekst").exists()

"""Every mail can be looked at before anybody gets it; none carries what it must not."""

from pathlib import Path

import pytest
from django.conf import settings

from signup.letters.registry import letters

KINDS = sorted(path.stem for path in Path(settings.BASE_DIR, "templates/signup/mail").glob("*.txt"))


def test_every_mail_has_a_sample(db):
    assert sorted([*letters(), "layout"]) == KINDS


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "layout"])
def test_the_office_sees_each_mail_as_it_goes_out(as_user, ewa, kind):
    desk = as_user(ewa)
    page = desk.get(f"/redakcja/wiadomosci/{kind}/")
    assert page.status_code == 200
    body = desk.get(f"/redakcja/wiadomosci/{kind}/tresc/")
    letter = letters()[kind]
    _, text, html = letter(letter.sample()).compose()
    assert body.text == html
    assert "unsafe-inline" in body["Content-Security-Policy"]
    assert "script-src" not in body["Content-Security-Policy"]
    assert text.startswith("Dzień dobry,")
    assert "Piszemy, bo" in text or "wystarczy zignorować" in text
    assert "{{" not in text
    assert "{%" not in text


def test_a_mail_that_is_not_there_is_404(as_user, ewa):
    for address in ("layout/", "nie-ma/", "layout/tresc/"):
        assert as_user(ewa).get(f"/redakcja/wiadomosci/{address}").status_code == 404

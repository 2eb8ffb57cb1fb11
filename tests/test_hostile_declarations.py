"""Each hostile text is typed into a declaration, and into what is written about it; nothing runs, nothing breaks."""

import csv
import io

import pytest
from django.utils import timezone

from signup.declaring import printing
from signup.declaring.precautions import OPENED
from signup.letters import queue
from signup.models import Declaration, DeclarationChoice, Mail
from tests.hostile import TEXTS, Running, encoded, faults

LIMITS = {"org_name": 160, "org_role": 120, "street": 120, "city": 80, "contribution": 1000, "needs": 1000}
FORM = "application/x-www-form-urlencoded"


def post(client, address, fixed="", **texts):
    form = "&".join([fixed, *(encoded(text, name) for name, text in texts.items())])
    return client.post(address, form, content_type=FORM)


def runs(answers):
    return [(sent, found) for sent, answer in answers if (found := Running(answer.text).found)]


@pytest.fixture
def sent(client, call, group):
    """[(text, answer)], a declaration each; its fields say the next texts, until each was said by one of them."""
    fixed = f"given_name=Jan&family_name=Testowy&capacity=representative&org_kind=inny&groups={group.pk}"
    fixed += "&stmt_voluntary=on&stmt_adult=on&stmt_clause=on&shown=clause:1+public_name:1+image:1"
    answers = []
    for place in range(0, len(TEXTS), len(LIMITS)):
        said = {name: TEXTS[(place + n) % len(TEXTS)][:limit] for n, (name, limit) in enumerate(LIMITS.items())}
        person = f"{fixed}&email=osoba{place}%40example.org&opened={OPENED.sign('')}"
        answers.append((TEXTS[place], post(client, f"/deklaracje/nabor/{call.slug}/", person, **said)))
    return answers


def test_no_text_of_a_person_is_a_fault_or_runs_anywhere(sent, client, group, ewa, as_user, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert faults(sent) == []
    assert runs((text, answer) for text, answer in sent if answer.status_code == 422) == []
    declarations = list(Declaration.objects.order_by("pk"))
    assert len(declarations) > 0.9 * len(sent)
    for one in declarations:
        one.confirm()
    desk, part = as_user(ewa), {"HX-Request": "true"}
    shown = [(one.org_name, client.get(one.address)) for one in declarations]
    for one, text in zip(declarations, TEXTS[:: len(LIMITS)], strict=False):
        case = f"/redakcja/deklaracje/{one.code}/"
        for verb, name in (("notatka", "note"), ("popros", "request")):
            shown.append((text, post(desk, f"{case}{group.pk}/{verb}/", **{name: text})))
        shown.append((text, post(client, f"{one.address}uzupelnij/{group.slug}/", answer=text)))
        shown.append((text, desk.post(f"{case}{group.pk}/notatka/", {"note": ""}, headers=part)))
    assert faults(shown) == []
    assert runs((text, answer) for text, answer in shown[: len(declarations)]) == []
    assert (
        runs((text, answer) for text, answer in shown if answer.status_code == 422 and len(answer.text) < 60_000) == []
    )
    for one, text in zip(declarations[::3], TEXTS, strict=False):
        one.decline(ewa, group, text.replace("\x00", "") or "Nie.", "full")
        assert printing.copy(one).startswith(b"%PDF")
    for kind in ("csv", "xlsx"):
        content = b"".join(desk.get(f"/redakcja/deklaracje/eksport.{kind}?lista=wszystkie").streaming_content)
        assert len(content) > 1000
        if kind == "csv":
            rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
            assert len(rows) == len(declarations) + 1
            assert {len(row) for row in rows} == {len(rows[0])}
    assert DeclarationChoice.objects.filter(state="rejected").exists()
    for letter in Mail.objects.exclude(kind__in=["confirm", "received"]):
        assert Running(letter.html).found == [], letter.kind
        headers = queue.message(letter).message()
        assert headers.get_all("Bcc") is None and len(headers.get_all("To")) == 1
        assert "\n" not in letter.subject
    assert Mail.objects.filter(created_at__lte=timezone.now()).count() > 2 * len(declarations)

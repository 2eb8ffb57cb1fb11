"""The declaration on paper: the person's copy, and a blank one of an open call."""

import email
import re
from datetime import timedelta

import pypdfium2
import pytest
from django.core import mail as outbox
from django.utils import timezone

from portal.templatetags.polish import NBSP
from signup.declaring import printing
from signup.letters import queue
from signup.models import Declaration, Mail


def text(pdf):
    """What a reader, or a screen reader, finds on all pages."""
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)).replace(NBSP, " ")


@pytest.fixture
def declaration(call, group):
    return Declaration.objects.send(
        call,
        groups=[group],
        consents=["public_name"],
        given_name="Żółcisława",
        family_name="Gęś-Jaźń",
        email="zolcislawa@example.org",
        phone="+48600000000",
        capacity="representative",
        org_name="Fundacja „Łąka”",
        org_kind="fundacja",
        org_role="prezeska",
        nip="1234563218",
        contribution="Sala i #set page(width: 1cm) *doświadczenie*",
        availability=["evenings"],
        needs="pętla indukcyjna",
    )


def test_the_copy_holds_every_answer_as_it_was_given(declaration):
    declaration.confirm()
    page = text(printing.copy(declaration))
    for words in (
        *(
            "Deklaracja udziału w grupie roboczej",
            declaration.number,
            "Żółcisława",
            "Gęś-Jaźń",
            "zolcislawa@example.org",
        ),
        *("+48 600 000 000", "Fundacja „Łąka”", "fundacja", "prezeska", "NIP 123-456-32-18", "pętla indukcyjna"),
        *("Edukacja", "Klauzula informacyjna", "wersja 1", "#set page(width: 1cm) *doświadczenie*"),
    ):
        assert words in page
    ticked = [line for line in page.splitlines() if "(zaznaczone)" in line]
    assert len(ticked) == 7  # the group, the capacity, one time of day, three statements, one consent
    assert not any("wizerunku" in line for line in ticked)


def test_the_copy_is_tagged_for_those_who_listen(declaration):
    content = printing.copy(declaration)
    assert b"pdfuaid" in content
    assert b"/StructTreeRoot" in content
    assert b"/Lang" in content
    assert pypdfium2.PdfDocument(content).get_metadata_dict()["Title"].startswith("Deklaracja udziału")


@pytest.mark.parametrize("letters", ["😀", "中文", "\u202e", "\ue000", "\ufffe", "e\u0301", "\u200b", "[#"])
def test_no_letter_keeps_anybody_from_a_copy(declaration, letters):
    declaration.contribution = f"przed {letters} po"
    page = text(printing.copy(declaration))
    assert "przed" in page
    assert "po" in page


def test_before_it_has_a_number_the_short_code_names_it(declaration):
    assert declaration.code in text(printing.copy(declaration))
    assert re.fullmatch(r"[A-Z2-9]{4}-[A-Z2-9]{4}", declaration.code)  # and not a number that can be counted on


def test_the_copy_is_for_whoever_holds_the_link_and_for_nobody_else(client, declaration):
    answer = client.get(f"{declaration.address}deklaracja.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in answer["Cache-Control"]
    assert client.get(f"/deklaracje/{declaration.pk}/deklaracja.pdf").status_code == 404
    assert client.get(f"{declaration.address[:-2]}x/deklaracja.pdf").status_code == 404
    declaration.sent_at = timezone.now() - timedelta(days=8)
    declaration.save()
    assert client.get(f"{declaration.address}deklaracja.pdf").status_code == 410


def test_the_copy_goes_with_the_mail_that_gives_the_number(declaration):
    declaration.confirm()
    received = Mail.objects.get(kind="received")
    queue.send.func(received.pk)
    letter = email.message_from_bytes(outbox.outbox[-1].message().as_bytes())
    [attachment] = [part for part in letter.walk() if part.get_content_type() == "application/pdf"]
    assert attachment.get_filename() == f"deklaracja-{declaration.number.replace('/', '-')}.pdf"
    assert declaration.number in text(attachment.get_payload(decode=True))


def test_the_blank_one_asks_for_all_and_knows_nobody(client, call, declaration):
    answer = client.get(f"/deklaracje/nabor/{call.slug}/deklaracja.pdf")
    page = text(answer.content)
    for words in ("Imię", "Numer telefonu", "Edukacja", "Nazwa organizacji", "Mam ukończone 18 lat", "Czytelny podpis"):
        assert words in page
    assert "Wypełnia biuro: numer" in page
    assert "(zaznaczone)" not in page
    assert "Żółcisława" not in page
    assert f"/deklaracje/nabor/{call.slug}/deklaracja.pdf" in client.get(call.url).text


def test_a_closed_call_gives_no_blank_one(client, call):
    call.opens = timezone.localdate() - timedelta(days=9)
    call.closes = timezone.localdate() - timedelta(days=1)
    call.save()
    assert client.get(f"/deklaracje/nabor/{call.slug}/deklaracja.pdf").status_code == 404
    assert client.get("/deklaracje/nabor/nie-ma/deklaracja.pdf").status_code == 404

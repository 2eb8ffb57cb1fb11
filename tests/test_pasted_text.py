"""Text comes as people paste it: what nobody sees in it is stored nowhere and stops nobody."""

import re
import unicodedata

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.urls import reverse

from portal.editing.rich_text import RichTextArea
from portal.rules import cleaning
from signup.models import Declaration, Invitation, Mail, User
from signup.rules import numbers
from tests.pasting import answers
from tests.thorough import chance, steps

pytestmark = pytest.mark.engine

SIGNS = [
    *"aąćńz ŁŻ09-'\".,<>@:;/",
    *"\u00a0\u2009\u202f\u3000\u2028\x0b\x0c\x85\t\n\r",
    *"\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u202e\u2060\u2066\u2069\ufeff\u00ad\u034f\U000e0041",
    *"\u0301\u0328\u0308\u0338ﬁÅ",
    *"‐‑‒–—―−­’‘ʼ´`′„”“«»",
    *"\x00\x01\x1b\x7f\ud800",
    *["🧑\u200d🧒", "👩🏽\u200d🚒", "❤\ufe0f\u200d🔥", "🇵🇱", "mailto:", "1\ufe0f\u20e3"],
]
WAYS = [cleaning.clean, cleaning.without_nul, cleaning.line, cleaning.name, cleaning.code, cleaning.address]


@pytest.mark.any_engine
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_cleaning_twice_is_cleaning_once_and_adds_nothing(way):
    chosen = chance(way.__name__)
    for _ in range(steps(2000, 50_000)):
        text = "".join(chosen.choices(SIGNS, k=chosen.randrange(14)))
        cleaned = way(text)
        assert way(cleaned) == cleaned and unicodedata.is_normalized("NFC", cleaned), ascii(text)
        assert len(cleaned) <= len(text), ascii(text)
        cleaned.encode()
        assert not re.search("[\u00a0\u2009\u200b\u200e\u202a-\u202e\u2060\ufeff\u00ad\x01\x1b]", cleaned), ascii(text)
        emoji = "[\u20e3\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]"
        assert not re.search(f"(?<!{emoji})\u200d|\u200d(?!{emoji})", cleaned), ascii(text)


@pytest.mark.any_engine
@pytest.mark.parametrize(
    ("way", "pasted", "kept"),
    [
        (cleaning.clean, "Spotkanie\u00a0w\u202fRadomiu,\u2009godz. 17", "Spotkanie w Radomiu, godz. 17"),
        (cleaning.clean, "z\u0307o\u0301\u0142w i e\u0328si", "żółw i ęsi"),
        (cleaning.clean, "po\u00ad\u00adrozumie\u00adnie\u200b", "porozumienie"),
        (cleaning.clean, "\ufeffPierwszy wiersz\nDrugi\r\n\tTrzeci", "Pierwszy wiersz\nDrugi\r\n\tTrzeci"),
        (cleaning.clean, "ze slajdu\x0bdalej\u2028i dalej", "ze slajdu dalej i dalej"),
        (cleaning.clean, "\u202eodwr\u00f3cone\u202c", "odwrócone"),
        (cleaning.clean, "rodzina 👩\u200d👩\u200d👧 i 👩🏽\u200d🚒 oraz 🏳\ufe0f\u200d🌈", None),
        (cleaning.clean, "a\u200db 🇵🇱 1\ufe0f\u20e3", "ab 🇵🇱 1\ufe0f\u20e3"),
        (cleaning.name, " Kowalska\u2013Nowak\u200b ", "Kowalska-Nowak"),
        (cleaning.name, "Kowalska \u2011 Nowak", "Kowalska - Nowak"),
        (cleaning.name, "O\u00b4Brien", "O’Brien"),
        (cleaning.name, "D\u02bcArc", "D’Arc"),
        (cleaning.name, "O'Brien", "O'Brien"),
        (cleaning.name, "Z\u0307aneta\u00a0Anna", "Żaneta Anna"),
        (cleaning.code, "LMBQ\u2013PVWP\u200b", "LMBQ-PVWP"),
        (cleaning.code, "\u00a0LMBQ \u2011 PVWP", "LMBQ-PVWP"),
        (cleaning.address, "jan@example.org\u200b", "jan@example.org"),
        (cleaning.address, "\u202ajan@example.org\u202c", "jan@example.org"),
        (cleaning.address, "<Jan@Example.org>;", "Jan@Example.org"),
        (cleaning.address, "mailto:jan@example.org", "jan@example.org"),
        (cleaning.address, "jan@\u00adexample.org\u00a0", "jan@example.org"),
    ],
)
def test_what_is_pasted_comes_out_as_its_person_sees_it(way, pasted, kept):
    assert way(pasted) == (pasted if kept is None else kept)


@pytest.mark.any_engine
@pytest.mark.parametrize(
    ("rule", "pasted", "kept"),
    [
        (numbers.phone, "\u202a+48 600 000 000\u202c", "+48600000000"),
        (numbers.phone, "\u2068600\u2011000\u2011000\u2069", "+48600000000"),
        (numbers.phone, "600\u2009000\u202f000\ufeff", "+48600000000"),
        (numbers.postal_code, "26\u2013600", "26-600"),
        (numbers.postal_code, "26\u2212600\u200b", "26-600"),
        (numbers.nip, "PL 123\u2013456\u201332\u201318\u200e", "1234563218"),
        (numbers.regon, "\u200f123 456 785", "123456785"),
        (numbers.krs, "0000\u00a0012345\u2060", "0000012345"),
    ],
)
def test_numbers_are_read_as_they_are_copied(rule, pasted, kept):
    assert rule(pasted) == kept


MARKED = "\u202aJan@exam\u00adple.org\u202c\u200b\ufeff"


def test_an_address_with_marks_is_the_address_at_every_door(
    client, call, group, ewa, admin, as_user, make_user, capsys, home
):
    shown = client.get(call.url)
    send = reverse("send_declaration", args=[call.slug])
    stamp = {
        name: re.search(rf'name="{name}" value="([^"]*)"', shown.text)[1]
        for name in ("shown", "opened", "form_token")
        if f'name="{name}"' in shown.text
    }
    said = answers(group, email=MARKED, phone="\u202a600\u00a0000\u00a0000\u202c", given_name="Ja\u200bn") | stamp
    assert client.post(send, said).status_code == 302
    declaration = Declaration.objects.get()
    assert (declaration.email, declaration.email_lower) == ("Jan@example.org", "jan@example.org")
    assert (declaration.given_name, declaration.phone) == ("Jan", "+48600000000")
    declaration.confirm()
    declaration.accept(ewa, group)
    # the same address, with other marks, is recognised, and gets its code
    Mail.objects.all().delete()
    assert client.post("/konto/logowanie/", {"email": "\u2067jan@example.org\u2069"}).status_code == 302
    assert Mail.objects.filter(kind="login_code", to="jan@example.org").exists()
    # by invitation, by the verbs, by an administrator, by the command
    invitation = Invitation.objects.invite(ewa, group, "Ola@example.org\u200b")
    assert invitation.email == "ola@example.org"
    paper = Declaration.objects.send(
        call, email="iga@example.org\u200b", capacity="own", groups=[group], given_name="Iga", family_name="Testowa"
    )
    assert paper.email == paper.email_lower == "iga@example.org"
    new = {"email": "\ufeffNowa@example.org", "first_name": "No\u200bwa", "last_name": "Nowak\u2013Nowakowska"}
    assert as_user(admin).post("/redakcja/users/new/", new | {"is_active": "on"}).status_code in (200, 302)
    made = User.objects.get(email="nowa@example.org")
    assert (made.first_name, made.last_name) == ("Nowa", "Nowak-Nowakowska")
    call_command("administrator", "szefowa@example.org\u200b")
    assert User.objects.filter(email="szefowa@example.org").exists()
    assert EmailAddress.objects.filter(email="szefowa@example.org").exists()
    made.email = "x\u200b@example.org"
    made.save()
    User.objects.filter(pk=made.pk).update(email="y\u200b@example.org")
    assert User.objects.get(email="y@example.org\u200b") == User.objects.get(email="y@example.org")
    for model in (User, Declaration, Invitation, Mail):
        for field in model._meta.fields:
            if "email" in field.name or field.name == "to":
                assert isinstance(field, cleaning.AddressField), field


def test_lookups_take_pasted_words(client, make_action, group, ewa, as_user, anna):
    make_action("Debaty przy wspólnym stole")
    for words in ("wspo\u0301lny\u200b sto\u0301ł", "\ufeffdebaty\u00a0przy", "\u202edebaty\u202c", "de\u00adbaty"):
        assert "Debaty przy" in client.get("/szukaj/", {"q": words}).text.replace("<mark>", "").replace("</mark>", "")
    members = as_user(ewa).get(f"/redakcja/moje-grupy/{group.pk}/osoby/", {"q": "An\u200bna"})
    assert "anna@example.org" in members.text or "Anna" in members.text


def test_the_rich_text_of_the_editor_is_cleaned_after_its_letters_were_counted():
    raw = (
        '{"blocks": [{"key": "a", "text": "Za\\u0000z\u0307o\u0301\u0142\u0107\u200b g\u0119\u015bl\u0105",'
        ' "type": "unstyled", "depth": 0, "inlineStyleRanges": [{"offset": 11, "length": 5, "style": "BOLD"}],'
        ' "entityRanges": []}], "entityMap": {}}'
    )
    html = RichTextArea().value_from_datadict({"body": raw}, {}, "body")
    assert "<b>gęślą</b>" in html and "Zażółć " in html and "\x00" not in html

"""Text comes as people paste it: what nobody sees in it is stored nowhere and stops nobody; a NUL is never a fault."""

import re
import unicodedata
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import URLPattern, get_resolver, reverse
from wagtail.models import Collection

from portal.editing.rich_text import RichTextArea
from portal.models import Picture
from portal.rules import cleaning
from signup.models import Declaration, Invitation, Mail, User
from signup.rules import numbers
from tests.hostile import faults
from tests.test_rights import PREFIXES, TABLE, world  # noqa: F401
from tests.thorough import chance, sample, steps

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
SKIPPED = {"healthz", "konto/wylogowanie"}  # no worker runs here; and nobody signs out midway
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


def answers(group, **more):
    return {
        "given_name": "Jan",
        "family_name": "Testowy",
        "email": "jan@example.org",
        "groups": [group.pk],
        "capacity": "own",
        "stmt_voluntary": "on",
        "stmt_adult": "on",
        "stmt_clause": "on",
    } | more


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


# NUL


class Forms(HTMLParser):
    """The forms of a page that are posted: [address, {name: value}]."""

    def __init__(self, page):
        super().__init__()
        self.found, self.open, self.area = [], None, None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.open = [given.get("action") or "", {}] if given.get("method") == "post" else None
            self.found += [self.open] if self.open else []
        name = given.get("name")
        if self.open and name and tag in ("input", "textarea", "select", "button"):
            value = given.get("value") or ""
            self.open[1].setdefault(name, value or {"email": "ktos@example.org"}.get(name, "Jakieś słowa"))


def forms_of(client, addresses):
    found = {}
    for address in addresses:
        answer = client.get(address)
        if answer.status_code == 200 and "html" in answer.get("Content-Type", ""):
            for action, fields in Forms(answer.text).found:
                if "wylogowanie" not in action:
                    found.setdefault(
                        (re.sub(r"\d+", "", action or address), *sorted(fields)), (action or address, fields)
                    )
    return list(found.values())


def routes():
    """Every pattern of the product, ours and Wagtail's and allauth's."""

    def walk(entries, above):
        for entry in entries:
            pattern = above + str(entry.pattern)
            if isinstance(entry, URLPattern):
                yield pattern
            else:
                yield from walk(entry.url_patterns, pattern)

    return list(walk(get_resolver().url_patterns, "/"))


def plainly(pattern):
    """A pattern as an address in which <name> stands for what is asked for."""
    plain = re.sub(r"\(\?P(<\w+>)(?:[^()]|\([^)]*\))*\)", r"\1", pattern).replace("\\.", ".")
    return re.sub(r"[\^$]|\\Z", "", plain)


@pytest.mark.any_engine
def test_a_nul_in_an_address_leads_nowhere(nobody, admin, as_user, home):
    administrator, asked = as_user(admin, raise_request_exception=False), 0
    for plain in sample(map(plainly, routes()), "NUL in addresses"):
        for value in ("%00", "a%00b", "%0a"):
            address = re.sub(r"<(?:\w+:)?(\w+)>", value, plain)
            if address != plain:
                asked += 1
                for client in (nobody, administrator):
                    assert client.get(address).status_code == 404, address
                    assert client.post(address).status_code in (403, 404), address
    assert asked > steps(20, 400)


def test_a_key_that_is_none_is_no_fault_of_the_admin(admin, as_user, home):
    administrator = as_user(admin, raise_request_exception=False)
    addresses = [re.sub(r"<int:\w+>", "1", plain) for plain in map(plainly, routes()) if plain.startswith("/redakcja/")]
    texts = [re.sub(r"<(?:\w+:)?(\w+)>", "ab_2Fc", address) for address in addresses if "<" in address]
    several = [f"{address}?id=1&id=ab" for address in addresses if address.endswith("chosen-multiple/")]
    asked = [(address, administrator.get(address)) for address in texts + several]
    assert len(texts) > 30 and len(several) > 5 and faults(asked) == []
    assert {answer.status_code for address, answer in asked if "/choose" in address and "/chosen/" in address} == {404}


ASKED = """q p strona grupa rodzaj stan kto slowa od next ordering order id tag collection_id user content_type type
    locale root_page key action latest_revision"""
QUERY = urlencode(dict.fromkeys(ASKED.split(), "a\x00b") | {"q\x00": "x"})


def test_a_nul_behind_the_question_mark_is_left_out(nobody, inside, admin, as_user, world):  # noqa: F811
    clients = [nobody, inside, as_user(admin, raise_request_exception=False)]
    addresses = [row[0].format(**world) for row in TABLE.values() if row[1] == "get"]
    addresses += [address.format(**world) for address in PREFIXES]
    plain = [pattern for pattern in routes() if "<" not in pattern and "(" not in pattern]
    plain = [re.sub(r"[\^$]|\\Z", "", pattern).replace("\\.", ".") for pattern in plain]
    # Wagtail's own address whose only purpose is a fault
    plain.remove("/redakcja/failwhale/")
    addresses = [*addresses, *sample(plain, "NUL in queries")]
    asked = [
        (at, client.get(f"{at}?{QUERY}"))
        for at in addresses
        if at != "/healthz" and "wylogowanie" not in at
        for client in clients
    ]
    assert faults(asked) == []


def test_a_nul_in_a_field_or_its_name_is_no_fault(nobody, inside, admin, as_user, world, group):  # noqa: F811
    addresses = [row[0].format(**world) for row in TABLE.values()]
    addresses += [address.format(**world) for address in PREFIXES]
    addresses += ["/grupy/edukacja/mapa-drogowa/?dodaj=1", f"/dzialania/{world['action']}/przenies/?to=done"]
    asked = []
    for name, client in (
        ("nobody", nobody),
        ("inside", inside),
        ("admin", as_user(admin, raise_request_exception=False)),
    ):
        tries = [
            (address, fields, field) for address, fields in forms_of(client, addresses) for field in (*fields, None)
        ]
        for address, fields, field in sample(tries, f"NUL in fields of {name}", one_in=6):
            sent = fields | ({field: "a\x00\x1b\u200bb"} if field else {"x\x00y": "1", "q": "\x00"})
            asked.append(((address, field), client.post(address, sent)))
    assert len(asked) > 20 and faults(asked) == []


@pytest.mark.parametrize("field", ["shown", "given_name", "email", "contribution", "capacity", "groups", "phone"])
def test_a_nul_in_a_declaration_is_refused_in_its_field(nobody, call, group, field):
    said = answers(group) | {field: "a\x00b"}
    assert nobody.post(reverse("send_declaration", args=[call.slug]), said).status_code == 422


def test_a_file_whose_name_has_a_nul_or_marks_is_stored_without(editor, as_user, home, tmp_path):
    from PIL import Image

    Image.new("RGB", (20, 20)).save(tmp_path / "x.png")
    file = SimpleUploadedFile("x.png", (tmp_path / "x.png").read_bytes())
    file.name = "zdje\u0328cie\u200b\u202e\u00a0lata.png"
    data = {"title": "Pr\u200bo\u0301ba", "file": file, "collection": Collection.get_first_root_node().pk, "tags": ""}
    assert as_user(editor).post("/redakcja/images/add/", data).status_code == 302
    picture = Picture.objects.get()
    assert picture.title == "Próba" and not re.search("[\u200b\u202e\u0328]", picture.file.name)

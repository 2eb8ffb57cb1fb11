"""A NUL in an address, in what is asked for, in a field or in its name is never a fault."""

import re
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, get_resolver, reverse
from wagtail.models import Collection

from portal.models import Picture
from tests.hostile import faults
from tests.one_of_each import world  # noqa: F401
from tests.pasting import answers
from tests.test_rights import PREFIXES, TABLE
from tests.thorough import sample, steps

pytestmark = pytest.mark.engine


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

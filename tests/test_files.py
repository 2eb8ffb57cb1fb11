"""Files to download: editors send them, readers save them; what is not what its name says is refused."""

import io
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Collection, CollectionViewRestriction

from portal.models import Attachment

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PAGE = b"<!doctype html><script>alert(document.domain)</script>"
ODT, ODS = (f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "spreadsheet"))


def package(*names, **texts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        for name in names:
            packed.writestr(name, "<w/>")
        for name, text in texts.items():
            packed.writestr(name, text)
    return file.getvalue()


DOCX = package("[Content_Types].xml", "word/document.xml")
XLSX = package("[Content_Types].xml", "xl/workbook.xml")
GOOD = {
    "wzor.pdf": PDF,
    "WZOR.PDF": PDF,
    "wzor.docx": DOCX,
    "plan.xlsx": XLSX,
    "wzor.odt": package(mimetype=ODT),
    "plan.ods": package(mimetype=ODS),
    "wzor.rtf": b"{\\rtf1\\ansi Statut}",
    "lista.csv": "imię;głosy\nŁucja;3\n".encode("cp1250"),
    "opis.txt": "\ufeffŻółta łódź: 3 < 5".encode(),
    "wszystko.zip": package("a.txt"),
}
BAD = {
    "strona.pdf": PAGE,
    "pusty.pdf": b"%PDF-",
    "strona-i.pdf": PAGE + PDF,
    "paczka-i.pdf": PDF + package("a.txt"),
    "program.pdf": b"MZ\x90\x00" + PDF,
    "strona.docx": PAGE,
    "strona-i.docx": PAGE + DOCX,
    "paczka.docx": package("a.txt"),
    "arkusz.docx": XLSX,
    "urwany.docx": DOCX[:60],
    "arkusz.odt": package(mimetype=ODS),
    "bez-rodzaju.odt": package("content.xml"),
    "puste.ods": package(),
    "strona.txt": PAGE,
    "obraz.txt": b'\xef\xbb\xbf  <svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "strona.csv": b"a;b\n<html><body>",
    "dane.csv": b"\x00\x01\x02",
    "strona.rtf": PAGE,
    "strona.zip": PAGE,
    "strona.html": PAGE,
    "obraz.svg": b"<svg/>",
    "program.exe": b"MZ",
    "strona.pdf.html": PDF,
    "bez-konca": PDF,
}


@pytest.fixture
def send(editor, as_user, home):
    """send("wzor.pdf", b"…") sends a file as an editor does."""
    root = Collection.get_first_root_node().pk

    def post(name, content):
        data = {"title": "Wzór", "file": SimpleUploadedFile(name, content), "collection": root, "tags": ""}
        return as_user(editor).post("/redakcja/documents/add/", data)

    return post


@pytest.mark.parametrize("name", GOOD)
def test_a_file_that_is_what_its_name_says_is_taken(send, name):
    assert send(name, GOOD[name]).status_code == 302
    assert Attachment.objects.get().open_file
    with Attachment.objects.get().open_file() as file:
        assert file.read() == GOOD[name]


def test_a_file_that_is_something_else_is_refused_with_a_sentence(send, subtests):
    for name, content in BAD.items():
        with subtests.test(name):
            answer = send(name, content)
            assert answer.status_code == 200 and not Attachment.objects.exists()
            page = answer.content.decode()
            sentences = ("zawartość nie zgadza się z nazwą", "nie jest dozwolone", "niedozwolone", "plik jest pusty")
            assert any(sentence in page for sentence in sentences)


def test_many_files_at_once_are_looked_at_too(editor, as_user, home):
    for name, content, taken in [("strona.pdf", PAGE, False), ("wzor.pdf", PDF, True)]:
        data = {"title": "Wzór", "files[]": SimpleUploadedFile(name, content), "collection": 1}
        answer = as_user(editor).post("/redakcja/documents/multiple/add/", data)
        assert answer.json()["success"] is taken and Attachment.objects.exists() is taken
    (known,) = Attachment.objects.all()
    edit = {"title": "Inny tytuł", "collection": 1, "tags": "", "file": SimpleUploadedFile("strona.pdf", PAGE)}
    assert as_user(editor).post(f"/redakcja/documents/edit/{known.pk}/", edit).status_code == 200
    del edit["file"]
    assert as_user(editor).post(f"/redakcja/documents/edit/{known.pk}/", edit).status_code == 302
    known.refresh_from_db()
    assert known.title == "Inny tytuł" and known.file.read() == PDF


def test_a_file_that_is_too_large_is_refused(send, settings):
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = 100
    answer = send("opis.txt", b"a" * 101)
    assert answer.status_code == 200 and "za duży" in answer.content.decode() and not Attachment.objects.exists()


def test_readers_save_files_and_no_browser_opens_them_as_pages(client, home):
    for name, content in {"wzor.pdf": PDF, "strona.html": PAGE}.items():  # the second got past the form
        file = Attachment.objects.create(title="Wzór", file=ContentFile(content, name=name))
        answer = client.get(file.url)
        assert answer.status_code == 200 and b"".join(answer.streaming_content) == content
        assert answer["Content-Disposition"].startswith("attachment") and answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'"
        assert client.get(file.url.replace(name, "inna.pdf")).status_code == 404
        assert client.get(f"/media/{file.file.name}").status_code == 404


def test_files_of_a_shut_collection_are_for_those_who_may(client, home, jan, as_user):
    shut = Collection.get_first_root_node().add_child(name="Wewnętrzne")
    CollectionViewRestriction.objects.create(collection=shut, restriction_type="login")
    file = Attachment.objects.create(title="Plan", file=ContentFile(PDF, name="plan.pdf"), collection=shut)
    answer = client.get(file.url)
    assert answer.status_code == 302 and answer["Location"].startswith("/konto/logowanie/?next=")
    assert as_user(jan).get(file.url).status_code == 200
    assert "private" in as_user(jan).get(file.url)["Cache-Control"]

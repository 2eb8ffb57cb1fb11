"""Lists of declarations as files that open right in a Polish Excel, and carry no formulas.

A file is made whole before it is sent, row by row, so that five thousand rows need no more memory than fifty.
"""

import csv
import io
import re
import tempfile
from collections.abc import Iterable

from django.http import FileResponse, Http404
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from portal.templatetags.polish import NBSP
from signup.models import Declaration
from signup.rules import numbers

AT_A_TIME = 200  # rows that are in memory together
IN_MEMORY = 100_000  # bytes, before the file goes to the disk
# what a spreadsheet takes for the beginning of a formula
FORMULA = tuple("=+-@\t\r\n＝＋－＠")
NOT_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# health may be read from needs: they stay on the screen of the case
COLUMNS = {
    "Numer": lambda one: one.number,
    "Imię": lambda one: one.given_name,
    "Nazwisko": lambda one: one.family_name,
    "Adres e-mail": lambda one: one.email,
    "Telefon": lambda one: one.shown_phone,
    "Stan": lambda one: one.shown_state(one.my_requests),
    "Grupy": lambda one: "; ".join(f"{c.group.title}: {c.get_state_display()}" for c in one.my_choices),
    "Występuje": lambda one: one.get_capacity_display(),
    "Organizacja": lambda one: one.org_name,
    "Rodzaj podmiotu": lambda one: one.get_org_kind_display(),
    "Funkcja": lambda one: one.org_role,
    "KRS": lambda one: one.krs,
    "NIP": lambda one: numbers.show_nip(one.nip),
    "REGON": lambda one: one.regon,
    "Ulica i numer": lambda one: one.street,
    "Kod pocztowy": lambda one: one.postal_code,
    "Miejscowość": lambda one: one.city,
    "Wkład": lambda one: one.contribution,
    "Dogodne terminy": lambda one: one.available,
    "Źródło": lambda one: one.get_source_display(),
    "Po terminie": lambda one: "tak" if one.late else "nie",
    "Złożona": lambda one: timezone.localtime(one.submitted_at).replace(second=0, microsecond=0, tzinfo=None),
}

# of columns in a spreadsheet, in letters; others are as wide as their heading
WIDTHS = {
    **dict.fromkeys(("Numer", "Imię", "Telefon", "Złożona"), 17),
    **dict.fromkeys(("Nazwisko", "Funkcja", "Stan", "Miejscowość", "Rodzaj podmiotu"), 22),
    **dict.fromkeys(("Adres e-mail", "Organizacja", "Ulica i numer", "Dogodne terminy"), 32),
    **dict.fromkeys(("Grupy", "Wkład"), 50),
}


def download(kind: str, declarations: Iterable[Declaration]) -> FileResponse:
    """A CSV or an XLSX of the declarations (an iterator), with `my_choices` on each; 404 for another kind of file."""
    if kind not in WRITERS:
        raise Http404
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    WRITERS[kind](file, _rows(declarations))
    file.seek(0)
    name = f"deklaracje-{timezone.localdate():%Y-%m-%d}.{kind}"
    return FileResponse(file, as_attachment=True, filename=name, headers={"Cache-Control": "no-store"})


def _rows(declarations):
    yield list(COLUMNS)
    for one in declarations:
        values = (value(one) or "" for value in COLUMNS.values())
        yield [value.replace(NBSP, " ") if isinstance(value, str) else value for value in values]
        # each knows its declaration: a circle, which would stay in memory until the next collection of garbage
        one.my_choices = one.my_requests = ()


def _csv(file, rows):
    """Semicolons and a byte order mark: what Excel in Poland expects of a double click."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in rows:
        texts = [cell if isinstance(cell, str) else f"{cell:%Y-%m-%d %H:%M}" for cell in row]
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in texts])
    text.flush()
    text.detach()


def _xlsx(file, rows):
    """Columns as wide as what they hold, with a filter. Each cell is a moment or text; what would be taken for a
    formula or an error is said to be text.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Deklaracje")
    sheet.freeze_panes = "A2"
    for place, name in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS.get(name, max(12, len(name) + 4))
    written = 0
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
        written += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{written}"
    book.save(file)


def _cell(sheet, value):
    if not isinstance(value, str):
        cell = WriteOnlyCell(sheet, value=value)
        cell.number_format = "dd.mm.yyyy hh:mm"
        return cell
    text = _printable(value)
    if not text.startswith(("=", "#")):
        return text
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    return cell


def _printable(text):
    """Without what XML cannot hold: control characters, halves of letters, the two that are none."""
    return NOT_XML.sub("", text)


WRITERS = {"csv": _csv, "xlsx": _xlsx}

"""The desk's exports: what the filter shows, for one's own groups, and nothing that a spreadsheet would run."""

import csv
import io

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from tests import on_the_desk
from tests.on_the_desk import DESK

HOSTILE = [
    "=HYPERLINK(1)",
    "#N/A",
    "12345",
    "2018-01-15",
    "+48",
    "-1+2",
    "@SUM(A1)",
    "＝1+1",
    "\t=1",
    "\ufffe \uffff \x7f",
    'Łąka; „cudzy” "znak"\nnowy wiersz',
]
desk, log = on_the_desk.desk, on_the_desk.log


@pytest.fixture
def hostile(make_declaration):
    return [make_declaration(f"osoba{i}", contribution=text, phone="+48600000000") for i, text in enumerate(HOSTILE)]


def test_csv_opens_right_in_polish_excel_and_carries_no_formulas(hostile, desk):
    answer = desk.get(f"{DESK}eksport.csv")
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    assert "attachment" in answer["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert [row["Wkład"].lstrip("'") for row in rows] == HOSTILE
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in rows for cell in row.values())
    assert rows[0]["Telefon"] == "'+48 600 000 000"


def test_xlsx_holds_text_and_dates_in_columns_that_can_be_read_and_filtered(hostile, desk):
    content = b"".join(desk.get(f"{DESK}eksport.xlsx").streaming_content)
    sheet = load_workbook(io.BytesIO(content)).active
    rows = list(sheet.iter_rows(min_row=2))
    column = [cell.value for cell in sheet[1]].index("Wkład")
    assert [row[column].value for row in rows] == [text.translate({0xFFFE: "", 0xFFFF: ""}) for text in HOSTILE]
    assert {cell.data_type for row in rows for cell in row[:-1] if cell.value} == {"s"}
    assert sheet[1][-1].value == "Złożona" and {row[-1].data_type for row in rows} == {"d"}
    assert rows[0][-1].number_format == "dd.mm.yyyy hh:mm"
    assert timezone.localdate() == rows[0][-1].value.date()
    assert sheet.auto_filter.ref == f"A1:{sheet[1][-1].column_letter}{len(rows) + 1}" and sheet.freeze_panes == "A2"
    widths = {name.value: sheet.column_dimensions[name.column_letter].width for name in sheet[1]}
    assert widths["Adres e-mail"] == 32 and all(width >= len(name) for name, width in widths.items())


def test_an_export_holds_what_the_filter_shows_of_own_groups_and_no_needs(make_declaration, desk, karol, as_user):
    make_declaration("jan", family_name="Pierwszy", needs="pętla indukcyjna")
    make_declaration("ola", family_name="Druga")
    content = b"".join(desk.get(f"{DESK}eksport.csv", {"q": "pierwszy"}).streaming_content).decode()
    assert "Pierwszy" in content
    assert "Druga" not in content
    assert "pętla" not in content
    foreign = b"".join(as_user(karol).get(f"{DESK}eksport.csv", {"lista": "wszystkie"}).streaming_content).decode()
    assert "Pierwszy" not in foreign
    assert desk.get(f"{DESK}eksport.exe").status_code == 404

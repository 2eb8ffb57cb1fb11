"""What files to download are made of: one is taken only if it is what the end of its name says."""

import re
import struct
import zipfile
import zlib
from typing import BinaryIO

ZIP = b"PK\x03\x04"
# ECMA-376 part 2; OpenDocument 1.3 part 2, section 3.3: the kind is the first thing in the package, as it is
PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
KINDS = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
ENDS_WITHIN = 1024  # bytes: where programs look for the end of a PDF (ISO 32000-1, annex H.3)
_PAGE = re.compile(r"<(?:!doctype|html|head|body|script|svg|iframe|\?xml)", re.IGNORECASE)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


def is_what_it_says(file: BinaryIO, kind: str) -> bool:
    """Whether an open file of that kind (pdf, docx, …) begins, ends and is packed as such; unknown kinds are not."""
    looks = {"pdf": _is_pdf, "rtf": _is_rtf, "zip": _is_zip, "csv": _is_text, "txt": _is_text}
    looks |= dict.fromkeys(PARTS, _is_office) | dict.fromkeys(KINDS, _is_open)
    try:
        return kind in looks and looks[kind](file, kind)
    except _BROKEN:
        return False
    finally:
        file.seek(0)


def _begins(file, sign):
    file.seek(0)
    return file.read(len(sign)) == sign


def _is_pdf(file, kind):
    end = file.seek(0, 2)
    file.seek(max(0, end - ENDS_WITHIN))
    return b"%%EOF" in file.read() and _begins(file, b"%PDF-") and not zipfile.is_zipfile(file)


def _is_rtf(file, kind):
    return _begins(file, b"{\\rtf")


def _is_zip(file, kind):
    return _begins(file, ZIP) and zipfile.is_zipfile(file)


def _is_office(file, kind):
    with zipfile.ZipFile(file) as package:
        return _begins(file, ZIP) and {"[Content_Types].xml", PARTS[kind]} <= set(package.namelist())


def _is_open(file, kind):
    with zipfile.ZipFile(file) as package:
        first, *_ = package.infolist()
        said = package.read(first) if first.filename == "mimetype" and first.file_size < 100 else b""
        return _begins(file, ZIP) and said == KINDS[kind]


def _is_text(file, kind):
    file.seek(0)
    said = file.read()
    try:
        text = said.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = said.decode("cp1250")  # as spreadsheets on Windows still write it; a ValueError is no text at all
    return "\x00" not in text and not _PAGE.search(text[:4096])

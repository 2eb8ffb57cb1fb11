"""Printed matter: accessible PDF (PDF/UA-1, tagged) typeset by Typst from a template and plain data.

The data travel as JSON beside the template, never as a part of it, so nothing that people type is ever markup.
Templates lie beside the others, `templates/…/NAME.typ`; `templates/print/sheet.typ` is the look they share.
"""

import json

import typst
from django.conf import settings
from django.http import HttpResponse

from portal.shown.context import the_centre
from portal.templatetags.polish import bind

TEMPLATES = settings.BASE_DIR / "templates"


def typeset(template: str, data: dict) -> bytes:
    """The bytes of a PDF made of a template (a path below templates/) and data (what JSON can hold)."""
    centre = the_centre()
    office = {"name": centre.name, "address": centre.address, "email": centre.email, "phone": centre.phone}
    everything = _bound(data | {"office": office, "site": settings.SITE_URL.split("://", 1)[1]})
    sheet = {
        "input": TEMPLATES / template,
        "root": TEMPLATES,
        "font_paths": [settings.BASE_DIR / "static" / "fonts"],
        "ignore_system_fonts": True,  # the same sheet on every machine
        "sys_inputs": {"data": json.dumps(everything)},
    }
    try:
        return typst.compile(**sheet, pdf_standards=["ua-1"])
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        # a letter that no font of ours has (an emoji in a name): a box stands for it, and the standard is not claimed
        return typst.compile(**sheet)


def answer(content: bytes, name: str) -> HttpResponse:
    """A PDF to look at or to save under that name."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _bound(value):
    """The data with no-break spaces where a Polish line must not break; characters that no sheet can show left out."""
    if isinstance(value, str):
        return bind("".join(letter for letter in value if letter >= " " or letter == "\n"))
    if isinstance(value, dict):
        return {key: _bound(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_bound(item) for item in value]
    return value

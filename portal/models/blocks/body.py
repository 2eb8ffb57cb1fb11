"""The text of a page: which blocks it is made of, and in which order headings stand."""

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from portal.models.blocks import (
    CallToActionBlock,
    ContactBlock,
    FileBlock,
    FilesBlock,
    PartnersBlock,
    PictureBlock,
    QuestionBlock,
    VideoBlock,
)

TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class Body(blocks.StreamBlock):
    """A text made of blocks. Its headings go down one step at a time: screen readers walk by them."""

    def clean(self, value):
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (place := self.first_heading_too_low(cleaned)) is not None:
            sentence = "Nad śródtytułem niższego rzędu musi stać „Śródtytuł”. Dodaj go wyżej albo zmień rząd tego."
            raise StreamBlockValidationError({place: ValidationError(sentence)})
        return cleaned

    def first_heading_too_low(self, value: blocks.StreamValue) -> int | None:
        """The place of the first block with a lower heading (h3) before which no heading (h2) stands, or None."""
        for place, child in enumerate(value):
            if child.block_type == "heading":
                return None
            if child.block_type == "subheading" or (child.block_type == "text" and "<h3" in child.value.source):
                return place
        return None


BODY = [
    (
        "heading",
        blocks.CharBlock(
            label="Śródtytuł",
            icon="title",
            max_length=120,
            template="portal/blocks.html#heading",
            description="Nagłówek części tekstu.",
            preview_value="Jak pracuje grupa",
        ),
    ),
    (
        "subheading",
        blocks.CharBlock(
            label="Śródtytuł niższego rzędu",
            icon="minus",
            max_length=120,
            template="portal/blocks.html#subheading",
            description="Nagłówek mniejszej części, pod śródtytułem.",
            preview_value="Kto prowadzi spotkania",
        ),
    ),
    (
        "text",
        blocks.RichTextBlock(
            label="Tekst",
            features=TEXT_FEATURES,
            template="portal/blocks.html#text",
            description="Akapity, listy i linki.",
            preview_value="<p>Grupa spotyka się raz w miesiącu. Każda osoba może zaproponować <b>działanie</b>.</p>",
        ),
    ),
    ("picture", PictureBlock()),
    (
        "quote",
        blocks.StructBlock(
            [
                ("text", blocks.TextBlock(label="Cytat")),
                ("who", blocks.CharBlock(label="Podpis", required=False)),
            ],
            label="Cytat",
            icon="openquote",
            template="portal/blocks.html#quote",
            description="Wyróżniona wypowiedź z podpisem roli, bez danych osobowych.",
            preview_value={"text": "Razem idzie się dalej.", "who": "członkini grupy"},
        ),
    ),
    ("action", CallToActionBlock()),
    (
        "questions",
        blocks.ListBlock(
            QuestionBlock(),
            label="Pytania i odpowiedzi",
            icon="help",
            template="portal/blocks.html#questions",
            description="Lista pytań; odpowiedź rozwija się po naciśnięciu.",
            preview_value=[{"question": "Kto może dołączyć?", "answer": "<p>Każda osoba pełnoletnia.</p>"}],
        ),
    ),
    (
        "files",
        FilesBlock(
            FileBlock(),
            label="Pliki do pobrania",
            icon="download",
            template="portal/blocks.html#files",
            description="Lista plików z rodzajem i rozmiarem.",
        ),
    ),
    (
        "table",
        TypedTableBlock(
            [("text", blocks.CharBlock(label="Tekst", required=False))],
            label="Tabela",
            icon="table",
            template="portal/blocks.html#table",
            description="Prosta tabela z podpisem i nagłówkami kolumn.",
            preview_value={
                "caption": "Terminy spotkań",
                "columns": [{"type": "text", "heading": "Miesiąc"}, {"type": "text", "heading": "Gdzie"}],
                "rows": [{"values": ["wrzesień", "biblioteka"]}, {"values": ["październik", "dom kultury"]}],
            },
        ),
    ),
    ("video", VideoBlock()),
    (
        "contact",
        ContactBlock(
            "portal.ContactPerson",
            label="Osoba do kontaktu",
            icon="user",
            template="portal/blocks.html#contact",
            description="Wizytówka z działu „Osoby do kontaktu”.",
        ),
    ),
    (
        "office",
        blocks.StaticBlock(
            label="Biuro i kontakt",
            icon="mail",
            admin_text="Adres, godziny i kontakt z ustawień „Centrum”.",
            template="portal/blocks.html#office",
            description="Dane kontaktowe z ustawień, zawsze aktualne.",
            preview_value="",
        ),
    ),
    (
        "partners",
        PartnersBlock(
            label="Partnerzy",
            icon="group",
            admin_text="Lista z działu „Partnerzy”.",
            template="portal/blocks.html#partners",
            description="Wszyscy partnerzy w swojej kolejności.",
        ),
    ),
]

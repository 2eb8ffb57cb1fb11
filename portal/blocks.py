"""The blocks from which editors build the text of a page."""

from wagtail import blocks

TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]

BODY = [
    (
        "heading",
        blocks.CharBlock(
            label="Śródtytuł",
            icon="title",
            max_length=120,
            template="portal/blocks.html#heading",
            description="Nagłówek części tekstu.",
        ),
    ),
    (
        "text",
        blocks.RichTextBlock(
            label="Tekst",
            features=TEXT_FEATURES,
            template="portal/blocks.html#text",
            description="Akapity, listy i linki.",
        ),
    ),
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
        ),
    ),
    (
        "partners",
        blocks.StaticBlock(
            label="Partnerzy",
            icon="group",
            admin_text="Lista partnerów z ustawień „Centrum”.",
            template="portal/blocks.html#partners",
            description="Partnerzy z ustawień, zawsze aktualni.",
        ),
    ),
]

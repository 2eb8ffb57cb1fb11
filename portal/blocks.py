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
]

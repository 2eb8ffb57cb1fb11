"""The blocks from which editors build the text of a page."""

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock


class PartnersBlock(blocks.StaticBlock):
    """All partners in their order."""

    def get_context(self, value, parent_context=None):
        from portal.models import Partner

        return super().get_context(value, parent_context) | {"partners": Partner.objects.select_related("logo")}


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
        PartnersBlock(
            label="Partnerzy",
            icon="group",
            admin_text="Lista z działu „Partnerzy”.",
            template="portal/blocks.html#partners",
            description="Wszyscy partnerzy w swojej kolejności.",
        ),
    ),
]

# A file to download, with its kind and size; where a screen reader cannot read it the page says whom to ask
FILE = DocumentChooserBlock(label="Plik", icon="doc-full", template="portal/blocks.html#file")

# The minutes (protokół) of a meeting. Public and without a list of names: people are counted, roles are named
# (domain.md section 8). No block here has a chooser, so that coordinators can write them too.
MINUTES_FEATURES = ["bold", "italic", "ol", "ul"]
MINUTES = [
    (
        "facts",
        blocks.StructBlock(
            [
                ("number", blocks.CharBlock(label="Numer protokołu", required=False, max_length=40)),
                ("chair", blocks.CharBlock(label="Kto prowadził", required=False, max_length=120, help_text="Rola.")),
                (
                    "taker",
                    blocks.CharBlock(label="Kto protokołował", required=False, max_length=120, help_text="Rola."),
                ),
                ("present", blocks.IntegerBlock(label="Liczba obecnych", required=False, min_value=0)),
                ("guests", blocks.IntegerBlock(label="W tym gości", required=False, min_value=0)),
            ],
            label="Kto i ile osób",
            icon="group",
            template="portal/minutes.html#facts",
            description="Numer, role i liczby; bez listy nazwisk.",
        ),
    ),
    (
        "course",
        blocks.StructBlock(
            [
                (
                    "heading",
                    blocks.CharBlock(label="Punkt porządku", max_length=160, help_text="np. Ad 1. Zasady pracy"),
                ),
                ("text", blocks.RichTextBlock(label="Przebieg", features=MINUTES_FEATURES)),
            ],
            label="Przebieg punktu",
            icon="list-ul",
            template="portal/minutes.html#course",
            description="Co omówiono w jednym punkcie porządku.",
        ),
    ),
    (
        "decision",
        blocks.StructBlock(
            [
                ("text", blocks.TextBlock(label="Ustalenie", rows=2)),
                ("number", blocks.CharBlock(label="Numer", required=False, max_length=40)),
                ("votes_for", blocks.IntegerBlock(label="Za", required=False, min_value=0)),
                ("votes_against", blocks.IntegerBlock(label="Przeciw", required=False, min_value=0)),
                ("abstained", blocks.IntegerBlock(label="Wstrzymało się", required=False, min_value=0)),
            ],
            label="Ustalenie albo uchwała",
            icon="tick",
            template="portal/minutes.html#decision",
            description="Decyzja z liczbą głosów; bez głosów: przez aklamację.",
        ),
    ),
    (
        "task",
        blocks.StructBlock(
            [
                ("what", blocks.CharBlock(label="Co", max_length=200)),
                (
                    "who",
                    blocks.CharBlock(label="Kto", required=False, max_length=120, help_text="Rola albo organizacja."),
                ),
                ("until", blocks.DateBlock(label="Do kiedy", required=False)),
            ],
            label="Zadanie",
            icon="clipboard-list",
            template="portal/minutes.html#task",
            description="Co, kto i do kiedy.",
        ),
    ),
    (
        "next",
        blocks.CharBlock(
            label="Następne spotkanie",
            icon="date",
            max_length=200,
            template="portal/minutes.html#next",
            description="Termin i miejsce, jeśli je ustalono.",
        ),
    ),
]

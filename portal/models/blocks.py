"""The blocks from which editors build the text of a page."""

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from .addresses import WebAddressBlock
from .attachments import Attachment
from .snippets import ContactPerson, Partner, partners

TEXT_FEATURES = ["h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class Body(blocks.StreamBlock):
    """A text made of blocks. Its headings go down one step at a time: screen readers walk by them."""

    def clean(self, value):
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (place := self.first_heading_too_low(cleaned)) is not None:
            sentence = "Nad śródtytułem niższego rzędu musi stać „Śródtytuł”. Dodaj go wyżej albo zmień rząd tego."
            raise StreamBlockValidationError({place: ValidationError(sentence)})
        return cleaned

    def first_heading_too_low(self, value):
        """The place of the first block with a lower heading (h3) before which no heading (h2) stands, or None."""
        for place, child in enumerate(value):
            if child.block_type == "heading":
                return None
            if child.block_type == "subheading" or (child.block_type == "text" and "<h3" in child.value.source):
                return place
        return None


class PictureBlock(ImageBlock):
    """A picture with words for those who do not see it."""

    class Meta:
        label = "Zdjęcie"
        icon = "image"
        template = "portal/blocks.html#picture"
        preview_template = "portal/admin/picture_block.html"  # there may be no picture yet
        description = "Zdjęcie z opisem dla osób, które go nie zobaczą, albo oznaczone jako ozdoba."

    def __init__(self, **options):
        super().__init__(**options)
        self.child_blocks["image"].label = "Zdjęcie"
        self.child_blocks["decorative"].label = "To tylko ozdoba"
        self.child_blocks["alt_text"].label = "Opis zdjęcia"
        self.child_blocks["alt_text"].field.help_text = "Co na nim widać – dla osób, które go nie zobaczą."


class FileBlock(DocumentChooserBlock):
    """A file to download, with its kind and size; where a screen reader cannot read it the page says whom to ask."""

    class Meta:
        label = "Plik"
        icon = "doc-full"
        template = "portal/blocks.html#file"
        description = "Plik do pobrania z rodzajem i rozmiarem."

    def get_preview_value(self):
        return Attachment(pk=0, title="Wzór pisma do samorządu", file="wzor.pdf", file_size=48_000)


class FilesBlock(blocks.ListBlock):
    def get_preview_value(self):
        return self.normalize([self.child_block.get_preview_value()])


class ContactBlock(SnippetChooserBlock):
    """The card of one contact person."""

    def get_preview_value(self):
        return ContactPerson(role="Koordynatorka grup", email="grupy@example.org", phone="48 123 45 67")


class PartnersBlock(blocks.StaticBlock):
    """All partners in their order."""

    def get_context(self, value, parent_context=None):
        # a preview brings its own
        return super().get_context(value, parent_context) | {"partners": value or partners()}

    def get_preview_value(self):
        words = "Użycza sali i zaprasza swoje stowarzyszenia."
        return [Partner(name="Biblioteka Przykładowa", role="partner", text=words, url="https://example.org/")]


class CallToActionBlock(blocks.StructBlock):
    """One thing to do: a button that leads to a page of ours or elsewhere."""

    words = blocks.CharBlock(label="Napis na przycisku", max_length=60, help_text="Czasownik, np. Wypełnij deklarację")
    page = blocks.PageChooserBlock(label="Strona w serwisie", required=False)
    url = WebAddressBlock(label="Adres poza serwisem", required=False)

    class Meta:
        label = "Przycisk"
        icon = "arrow-right"
        template = "portal/blocks.html#action"
        description = "Jedna rzecz do zrobienia: strona serwisu albo adres."
        preview_value = {"words": "Wypełnij deklarację", "page": None, "url": "https://example.org/"}

    def clean(self, value):
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            raise blocks.StructBlockValidationError({"page": ValidationError("Wybierz stronę albo podaj adres.")})
        return cleaned


class QuestionBlock(blocks.StructBlock):
    """A question that opens to its answer."""

    question = blocks.CharBlock(label="Pytanie", max_length=160)
    answer = blocks.RichTextBlock(label="Odpowiedź", features=["bold", "italic", "ol", "ul", "link"])


class VideoBlock(blocks.StructBlock):
    """A film elsewhere, as a card that leads there: nothing of the other site is loaded here."""

    title = blocks.CharBlock(label="Tytuł filmu", max_length=160)
    url = WebAddressBlock(label="Adres filmu")
    minutes = blocks.IntegerBlock(label="Ile trwa (minuty)", required=False, min_value=1)
    access = blocks.CharBlock(
        label="Dostępność", required=False, max_length=120, help_text="np. napisy, tłumaczenie na polski język migowy"
    )

    class Meta:
        label = "Film"
        icon = "media"
        template = "portal/blocks.html#video"
        description = "Karta z linkiem do filmu w innym serwisie; nie śledzi czytelniczek i czytelników."
        preview_value = {
            "title": "Spotkanie w bibliotece",
            "url": "https://example.org/film",
            "minutes": 12,
            "access": "napisy",
        }


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
            preview_value={"number": "1/2027", "chair": "koordynatorka grupy", "present": 14, "guests": 2},
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
            preview_value={"heading": "Ad 1. Zasady pracy", "text": "<p>Ustalono, jak często się spotykamy.</p>"},
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
            preview_value={"text": "Grupa spotyka się raz w miesiącu.", "votes_for": 12, "abstained": 2},
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
            preview_value={"what": "Zaprosić bibliotekę do współpracy", "who": "koordynatorka grupy"},
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
            preview_value="wtorek 12 października, godz. 17.00, biblioteka",
        ),
    ),
]

"""The kinds of blocks from which editors build the text of a page. Migrations know them by this address."""

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from portal.models.addresses import WebAddressBlock
from portal.models.attachments import Attachment
from portal.models.snippets import ContactPerson, Partner, partners


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

    def get_preview_value(self) -> Attachment:
        return Attachment(pk=0, title="Wzór pisma do samorządu", file="wzor.pdf", file_size=48_000)


class FilesBlock(blocks.ListBlock):
    def get_preview_value(self) -> blocks.list_block.ListValue:
        return self.normalize([self.child_block.get_preview_value()])


class ContactBlock(SnippetChooserBlock):
    """The card of one contact person."""

    def get_preview_value(self) -> ContactPerson:
        return ContactPerson(role="Koordynatorka grup", email="grupy@example.org", phone="48 123 45 67")


class PartnersBlock(blocks.StaticBlock):
    """All partners in their order."""

    def get_context(self, value, parent_context=None):
        # a preview brings its own
        return super().get_context(value, parent_context) | {"partners": value or partners()}

    def get_preview_value(self) -> list[Partner]:
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

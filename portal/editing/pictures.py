"""Pictures: what may be uploaded, what is left of it, and all its sizes before a visitor waits for them."""

import io
from collections.abc import Iterable
from contextlib import suppress

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.template.loader import render_to_string
from PIL import Image as Drawing
from PIL import ImageCms, ImageOps
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtail.models import Page

from portal.models import Partner, Picture
from portal.shown.pictures import pictures_of

# where formats keep what is not the picture: place and time, device, names, remarks
BESIDE_THE_PICTURE = {"exif", "xmp", "comment", "photoshop", "Raw profile type exif", "XML:com.adobe.xmp"}
PLAIN = {"L", "LA", "P", "RGB", "RGBA"}  # modes that any size and format can be made of
LOGO = "portal/picture.html#logo"
QUALITY = 92  # at which nobody sees that it was written anew
BROKEN = "Tego pliku nie da się otworzyć jako zdjęcia. Zapisz go jeszcze raz i wyślij."


def alone(file: UploadedFile) -> UploadedFile:
    """The uploaded picture upright, in colours that every screen knows, and without what a camera wrote beside it.

    Its colour profile stays where it fits. Cameras and phones write JPEG, often with a small film behind the picture,
    so each JPEG is written anew. Of a picture that moves the first frame stays (readers never see another). Raises
    what Pillow says of a broken file, which may be anything.
    """
    picture = Drawing.open(file)
    photo = picture.format in {"JPEG", "MPO"}
    beside = BESIDE_THE_PICTURE & picture.info.keys() or getattr(picture, "text", None)
    picture.load()
    profile = fitting_profile(picture)
    if not (photo or beside) and picture.mode in PLAIN and profile == picture.info.get("icc_profile"):
        file.seek(0)
        return file
    bare, kind = io.BytesIO(), "JPEG" if photo else picture.format
    upright = in_plain_colours(ImageOps.exif_transpose(picture))
    if photo and upright.mode == "RGBA":
        upright = upright.convert("RGB")
    upright.save(bare, kind, icc_profile=profile, comment=b"", quality=QUALITY)
    return SimpleUploadedFile(file.name, bare.getvalue(), file.content_type)


def fitting_profile(picture: Drawing.Image) -> bytes | None:
    """The colour profile, if it can be read and is for the colours in which the picture will be kept; else None."""
    profile = picture.info.get("icc_profile")
    try:
        space = ImageCms.ImageCmsProfile(io.BytesIO(profile)).profile.xcolor_space.strip() if profile else ""
    except (OSError, ImageCms.PyCMSError):
        return None
    return profile if space == ("GRAY" if picture.mode in {"L", "LA"} else "RGB") and picture.mode in PLAIN else None


def in_plain_colours(picture: Drawing.Image) -> Drawing.Image:
    """The same in one of the PLAIN modes: what scanners, printers and drawing programs write, as a screen shows it."""
    if picture.mode in PLAIN:
        return picture
    if picture.mode.startswith(("I", "F")):  # grey of more than eight bits
        least, most = picture.getextrema()
        top = 65535 if picture.mode.startswith("I") and least >= 0 and most <= 65535 else most or 1
        return picture.convert("F").point(lambda value: value * (255 / top)).convert("L")
    if picture.mode == "CMYK" and (profile := picture.info.get("icc_profile")):
        with suppress(OSError, ImageCms.PyCMSError):
            screen = ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(picture, io.BytesIO(profile), screen, outputMode="RGB")
    if picture.mode == "1":
        return picture.convert("L")
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


class PictureField(WagtailImageField):
    """Takes a picture of an allowed kind and size that can be opened; keeps the picture alone."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        millions = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000
        kinds = "Zdjęcie może być plikiem JPG, PNG, WebP, AVIF albo GIF."
        self.help_text = f"{kinds} Najwyżej {self.max_upload_size_text} i {millions} mln pikseli."
        self.error_messages |= {
            "invalid_image": BROKEN,
            "invalid_image_extension": kinds,
            "invalid_image_known_format": "Nazwa pliku kończy się na „.%(extension)s”, a w środku"
            " jest „%(image_format)s”. Zapisz zdjęcie jeszcze raz i wyślij.",
            "file_too_large": "Plik ma %(file_size)s, a może mieć najwyżej %(max_filesize)s. Zmniejsz zdjęcie.",
            "file_too_many_pixels": f"Zdjęcie ma ponad {millions} mln pikseli. Zmniejsz je i wyślij jeszcze raz.",
        }

    def to_python(self, data):
        try:
            file = super().to_python(data)
            return file and alone(file)
        except ValidationError:
            raise
        except Exception as error:  # whatever Pillow and its libraries say of broken files
            raise ValidationError(BROKEN) from error


class PictureForm(BaseImageForm):
    """Wagtail's form of a picture."""

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if file := self.fields.get("file"):
            names = ("label", "required", "widget", "initial")
            self.fields["file"] = PictureField(**{name: getattr(file, name) for name in names})

    def save(self, commit=True):
        picture = super().save(commit)
        if commit and "file" in self.changed_data:
            # the sizes of its old file are gone
            transaction.on_commit(lambda: make_sizes_again(picture))
        return picture


class OwnPictureForm(AvatarPreferencesForm):
    """Wagtail's form of one's own picture in the admin; everybody can fetch that, so it is taken like any other."""

    avatar = PictureField(label="Twoje zdjęcie", required=False)


def make_sizes(pictures: Iterable[Picture], template: str = "portal/picture.html") -> None:
    """Render them once, as templates will."""
    for picture in pictures:
        render_to_string(template, {"picture": picture, "alt": "", "sizes": "100vw"})


def make_logo(sender: type, instance: Partner, **kwargs: object) -> None:
    """After a partner was saved (a signal): the same for its logo."""
    if instance.logo:
        transaction.on_commit(lambda: make_sizes([instance.logo], LOGO))


def make_sizes_again(picture: Picture) -> None:
    """After its file was replaced: pages and partners may show it."""
    make_sizes([picture])
    if Partner.objects.filter(logo=picture).exists():
        make_sizes([picture], LOGO)


def make_pictures(sender: type, instance: Page, **kwargs: object) -> None:
    """After a page was published (a signal): nobody who reads it waits for its pictures."""
    make_sizes(pictures_of(instance))

"""A picture of any kind is taken, without what a camera wrote beside it; what is none is refused with a sentence."""

import html
import io
import random
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Drawing
from PIL import ImageCms
from wagtail.models import Collection

from portal.models import Picture
from tests import pictures
from tests.pictures import drawn, saved, shaded

send = pictures.send


def with_remarks(kind):
    """What a phone writes: lying on its side, with place, device and a remark; and a colour profile."""
    exif = Drawing.Exif()
    exif[0x0112], exif[0x010F] = 6, "Aparat Celiny"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 24.0, 9.0), 3: "E", 4: (21.0, 9.0, 7.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return drawn(kind, exif=exif, icc_profile=profile, xmp=b"<x>Aparat Celiny</x>", comment=b"Aparat Celiny")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("rysunek.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "JPG, PNG, WebP"),
        ("rysunek.png", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "w środku jest „svg”"),
        ("strona.jpg", b"<!doctype html><script>alert(1)</script>", "nie da się otworzyć"),
        ("puste.png", b"", "pusty"),
        ("naglowek.png", drawn()[:40], "nie da się otworzyć"),
        ("urwane.png", drawn()[:-400], "nie da się otworzyć"),
        ("urwane.jpg", drawn("JPEG")[:-4000], "nie da się otworzyć"),
        ("inne.png", drawn("JPEG"), "w środku jest „jpeg”"),
        ("bomba.png", drawn(size=(9000, 7000)), "ponad 60 mln pikseli"),
        ("wielka-bomba.png", drawn(size=(16_000, 12_000)), "ponad 60 mln pikseli"),
        ("ciezkie.png", drawn() + bytes(10 * 1024 * 1024), "może mieć najwyżej 10,0\xa0MB"),
    ],
)
def test_what_is_no_picture_or_too_large_is_refused_with_a_sentence(send, name, content, said):
    answer = send(name, content)
    assert answer.status_code == 200 and not Picture.objects.exists()
    assert said in html.unescape(answer.content.decode())


def test_a_picture_is_taken(send):
    assert send("stol.png", drawn()).status_code == 302
    assert Picture.objects.get().width == 1600


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_what_a_camera_wrote_beside_the_picture_is_not_kept(send, kind):
    sent = with_remarks(kind)
    assert b"Aparat Celiny" in sent and Drawing.open(io.BytesIO(sent)).getexif()
    assert send(f"stol.{kind.lower()}", sent).status_code == 302
    picture = Picture.objects.get()
    assert (picture.width, picture.height) == (900, 1600)  # and it stands upright
    for file in (picture.file, *(picture.get_rendition(f"format-{to}|width-480").file for to in ("jpeg", "webp"))):
        kept = file.open().read()
        shown = Drawing.open(io.BytesIO(kept))
        assert b"Aparat" not in kept and not shown.getexif() and shown.info["icc_profile"]


def test_no_door_takes_more_than_the_picture(editor, as_user, home):
    client, root = as_user(editor), Collection.get_first_root_node()
    several = {"title": "Próba", "collection": root.pk, "files[]": SimpleUploadedFile("a.jpg", with_remarks("JPEG"))}
    assert client.post("/redakcja/images/multiple/add/", several).json()["success"]
    chosen = {"title": "Próba", "collection": root.pk, "file": SimpleUploadedFile("b.png", with_remarks("PNG"))}
    chosen = {f"image-chooser-upload-{name}": value for name, value in chosen.items()}
    assert client.post("/redakcja/images/chooser/create/", chosen).json()["step"] == "chosen"
    assert Picture.objects.count() == 2
    for picture in Picture.objects.all():
        assert b"Aparat" not in picture.file.open().read()


def test_ones_own_picture_in_the_admin_is_taken_like_any_other(client, editor, as_user, home):
    exif = Drawing.Exif()
    exif[0x010F] = "Aparat Celiny"
    names = {"name_email-first_name": "Ala", "name_email-last_name": "Próbna"}
    names |= {"theme-theme": "system", "theme-contrast": "system", "theme-density": "default"}
    for name, content, taken in [
        ("ja.tiff", drawn("TIFF", (90, 60)), False),
        ("ja.jpg", b"<svg onload='alert(1)'/>", False),
        ("ja.jpg", drawn("JPEG", (90, 60), exif=exif), True),
    ]:
        answer = as_user(editor).post(
            "/redakcja/account/", names | {"avatar-avatar": SimpleUploadedFile(name, content)}
        )
        assert answer.status_code == (302 if taken else 200)
    editor.refresh_from_db()
    public = client.get(editor.wagtail_userprofile.avatar.url)
    assert b"Aparat" not in b"".join(public.streaming_content)


def test_of_a_picture_that_moves_readers_see_the_first_frame(send, client, home):
    moving = drawn("GIF", (90, 60), save_all=True, append_images=[Drawing.new("RGB", (90, 60), "white")], duration=50)
    assert send("ruch.gif", moving).status_code == 302
    for kind in ("avif", "webp", "jpeg"):
        shown = Drawing.open(Picture.objects.get().get_rendition(f"format-{kind}|width-480").file)
        assert getattr(shown, "n_frames", 1) == 1


def of_sixteen_bits(size=(120, 90)):
    """A PNG of colours and transparency in sixteen bits each, which Pillow reads but cannot write."""
    rows = b"".join(b"\x00" + struct.pack(">4H", *[y * 65535 // size[1]] * 3, 65535) * size[0] for y in range(size[1]))
    parts = {b"IHDR": struct.pack(">IIBBBBB", *size, 16, 6, 0, 0, 0), b"IDAT": zlib.compress(rows), b"IEND": b""}
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts.items()
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def office_pictures():
    """(name, content) of what scanners, phones, printers and drawing programs make."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"):
        yield f"{mode.replace(';', '')}.png", saved(shaded(mode), "PNG")
    yield "kolor-16.png", of_sixteen_bits()
    yield "przezroczyste.png", saved(shaded("P"), "PNG", transparency=0)
    yield "przezroczysty.gif", saved(shaded("P"), "GIF", transparency=0)
    yield "szary-z-profilem.png", saved(shaded("L"), "PNG", icc_profile=profile)
    yield "zly-profil.png", saved(shaded("RGB"), "PNG", icc_profile=b"to nie jest profil")
    yield "zly-profil.jpg", saved(shaded("RGB"), "JPEG", icc_profile=b"x" * 200)
    yield "drukarnia.jpg", saved(shaded("CMYK"), "JPEG")
    yield "drukarnia-z-profilem.jpg", saved(shaded("CMYK"), "JPEG", icc_profile=profile)
    yield "szary.jpg", saved(shaded("L"), "JPEG")
    yield "telefon.jpg", saved(shaded("RGB"), "MPO", save_all=True, append_images=[shaded("RGB")])
    yield "ruch.webp", saved(shaded("RGBA"), "WEBP", save_all=True, append_images=[shaded("RGBA")])
    yield "kropka.png", saved(shaded("1", (1, 1)), "PNG")
    yield "pasek.png", saved(shaded("I;16", (3000, 1)), "PNG")


OFFICE_PICTURES = dict(office_pictures())


@pytest.mark.parametrize("name", OFFICE_PICTURES)
def test_a_picture_of_any_kind_has_all_its_sizes_or_is_refused(send, name, editor, as_user):
    assert send(name, OFFICE_PICTURES[name]).status_code == 302
    picture = Picture.objects.get()
    for kind in ("avif", "webp", "jpeg", "png"):
        shown = Drawing.open(picture.get_rendition(f"format-{kind}|width-60").file)
        shown.load()
        if picture.height > 50 and "przezroczyst" not in name:
            top, bottom = (shown.convert("L").getpixel((20, y)) for y in (1, shown.height - 2))
            assert top < 60 and bottom > 190, kind  # neither all black nor turned into its negative
    assert as_user(editor).get("/redakcja/images/").status_code == 200


def test_a_picture_of_a_phone_that_is_named_as_another_kind_is_refused_with_a_sentence(send):
    heic = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(400)
    for content in (
        heic,
        b"\x00\x00\x00\x0cjXL \r\n\x87\n",
        b"II*\x00\x08\x00\x00\x00",
        b"BM" + bytes(60),
        b"%PDF-1.7",
    ):
        answer = send("telefon.jpg", content)
        assert answer.status_code == 200 and 'class="error-message"' in answer.text and not Picture.objects.exists()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "AVIF"])
def test_a_spoilt_picture_is_never_a_fault(send, kind):
    content, chance = saved(shaded("RGB"), kind), random.Random(kind)
    for _ in range(6):
        spoilt = bytearray(content)
        for _ in range(chance.randrange(1, 40)):
            spoilt[chance.randrange(12, len(spoilt))] = chance.randrange(256)
        assert send(f"x.{kind.lower()}", bytes(spoilt[: chance.randrange(20, len(spoilt))])).status_code in (200, 302)

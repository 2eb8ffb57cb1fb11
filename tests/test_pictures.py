"""Pictures come in the right size, none is made while a visitor waits, and what is no picture is refused."""

import html
import io
import random
import re
import struct
import zlib

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image as Drawing
from PIL import ImageCms
from wagtail.models import Collection

from portal.models import (
    Attachment,
    ContactPerson,
    ContentPage,
    NewsIndexPage,
    NewsPage,
    Partner,
    Picture,
    PictureRendition,
)
from portal.serving import generations


def drawn(kind="PNG", size=(1600, 900), **options):
    file = io.BytesIO()
    Drawing.new("RGB", size, (14, 74, 57)).save(file, kind, **options)
    return file.getvalue()


def with_remarks(kind):
    """What a phone writes: lying on its side, with place, device and a remark; and a colour profile."""
    exif = Drawing.Exif()
    exif[0x0112], exif[0x010F] = 6, "Aparat Celiny"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 24.0, 9.0), 3: "E", 4: (21.0, 9.0, 7.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return drawn(kind, exif=exif, icc_profile=profile, xmp=b"<x>Aparat Celiny</x>", comment=b"Aparat Celiny")


@pytest.fixture
def send(editor, as_user, home):
    """send(name, content) uploads a picture as an editor; with `to` it takes the place of that one's file."""
    client = as_user(editor)
    root = Collection.get_first_root_node()

    def send(name, content, to=None):
        data = {"title": "Próba", "file": SimpleUploadedFile(name, content), "collection": root.pk, "tags": ""}
        return client.post(f"/redakcja/images/{to.pk}/" if to else "/redakcja/images/add/", data)

    return send


def sizes_shown(client, page):
    (picture,) = re.findall(r"<picture>.*?</picture>", client.get(page.url).content.decode(), re.S)
    return sorted(set(re.findall(r"/media/\S+?(?=[ \",])", picture)))


def opened(client, address):
    return Drawing.open(io.BytesIO(b"".join(client.get(address).streaming_content)))


@pytest.fixture
def news(home):
    picture = Picture.objects.create(title="Stół", file=ImageFile(io.BytesIO(drawn()), name="stol.png"))
    page = NewsPage(title="Nowina", slug="nowina", lead="Krótko.", picture=picture, picture_alt="Długi stół")
    page = NewsIndexPage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    return page


def test_a_published_picture_has_all_its_sizes_before_anybody_comes(client, news):
    made = PictureRendition.objects.count()
    assert made == 9
    page = client.get(news.url).content.decode()
    assert PictureRendition.objects.count() == made
    (picture,) = re.findall(r"<picture>.*?</picture>", page, re.S)
    assert [kind for kind in ("avif", "webp") if f"image/{kind}" in picture] == ["avif", "webp"]
    assert 'alt="Długi stół"' in picture
    assert re.search(r" width=\"\d+\"", picture) and re.search(r" height=\"\d+\"", picture)
    for address in sizes_shown(client, news):
        assert client.get(address).status_code == 200


def test_a_size_is_kept_by_browsers_for_ever_since_another_picture_has_another_name(client, send, news):
    (address, *_) = sizes_shown(client, news)
    answer = client.get(address)
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["Content-Type"] == "image/avif"
    again = client.get(address, headers={"if-modified-since": answer["Last-Modified"]})
    assert again.status_code == 304 and again["Cache-Control"] == answer["Cache-Control"]
    seen = set(sizes_shown(client, news))
    for size in ((1500, 1000), (1200, 800)):
        assert send("stol.png", drawn(size=size), to=news.picture).status_code == 302
        now = set(sizes_shown(client, news))
        assert not now & seen
        seen |= now
        for name in [*default_storage.listdir("images")[1], "../original_images/stol.png"]:  # as the queue does
            if f"/media/images/{name}" not in now:
                default_storage.delete(f"images/{name}".replace("images/../", ""))


@pytest.mark.parametrize("way", ["", "images/../", "x/../", "images//../", "./", "/", "images/../images/../"])
def test_nobody_can_fetch_a_picture_as_it_was_uploaded(client, news, way):
    assert default_storage.exists(news.picture.file.name)
    for address in (news.picture.file.name, "documents/tajne.txt", "tajne.txt"):
        if not default_storage.exists(address):
            default_storage.save(address, ContentFile(b"tajne"))
        assert client.get(f"/media/{way}{address}").status_code == 404


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


def test_a_picture_whose_file_is_replaced_has_its_sizes_before_anybody_comes(
    client, send, news, django_capture_on_commit_callbacks
):
    before = sizes_shown(client, news)
    with django_capture_on_commit_callbacks(execute=True):
        assert send("inny-stol.jpg", drawn("JPEG", (1500, 1000)), to=news.picture).status_code == 302
    assert PictureRendition.objects.count() == 9
    last = PictureRendition.objects.latest("pk")
    after = sizes_shown(client, news)
    assert PictureRendition.objects.latest("pk") == last and not set(before) & set(after)
    for address in after:
        assert opened(client, address).size[0] in (480, 960, 1440)


def test_a_partner_has_its_logo_beside_its_name_and_the_name_alone_without_one(
    client, home, send, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        logo = Picture.objects.create(title="Znak", file=ImageFile(io.BytesIO(drawn(size=(900, 300))), name="znak.png"))
        Partner.objects.create(name="Stowarzyszenie Razem", role="partner", logo=logo)
        Partner.objects.create(name="Biblioteka", role="partner")
    made = PictureRendition.objects.count()
    page = client.get("/partnerzy/").content.decode()
    assert PictureRendition.objects.count() == made == 2
    items = re.findall(r"<li>(.*?)</li>", page[page.index('class="partners"') :], re.S)[:2]
    assert all(
        f"<h2>{name}</h2>" in item for name, item in zip(("Stowarzyszenie Razem", "Biblioteka"), items, strict=True)
    )
    (shown,) = re.findall(r"<img [^>]*>", items[0])
    assert all(said in shown for said in ('width="480"', 'height="160"', 'alt=""')) and "<img" not in items[1]
    with django_capture_on_commit_callbacks(execute=True):
        send("znak.png", drawn(size=(600, 600)), to=logo)
    made = PictureRendition.objects.count()
    assert 'width="160"' in client.get("/partnerzy/").content.decode()
    assert PictureRendition.objects.count() == made


def test_logos_of_funders_stand_at_the_foot_of_every_page(client, home, pages_made_anew):
    logo = Picture.objects.create(title="Znak", file=ImageFile(io.BytesIO(drawn(size=(300, 100))), name="znak.png"))
    Partner.objects.create(name="Fundusz Przykładowy", role="fundator", logo=logo, in_footer=True)
    Partner.objects.create(name="Bez znaku", role="fundator", in_footer=True)
    Partner.objects.create(name="Tylko partner", role="partner", logo=logo)
    for address in ("/", "/kontakt/", "/szukaj/"):
        foot = client.get(address).text.partition("<footer")[2]
        assert foot.count('class="logo"') == 1
        assert 'alt="Fundusz Przykładowy"' in foot
        assert "Bez znaku" not in foot and "Tylko partner" not in foot


def filled(n, home):
    """A text with n of each thing that editors choose from elsewhere."""
    for i in range(n):
        number = n * 100 + i
        picture = Picture.objects.create(title="", file=ImageFile(io.BytesIO(drawn(size=(60, 40 + i))), name="p.png"))
        Partner.objects.create(name="Partner", role="partner", logo=picture)
        page = home.add_child(instance=ContentPage(title="Cel", slug=f"cel-{number}"))
        file = Attachment.objects.create(title="Plik", file=ContentFile(b"x", name=f"{number}.txt"))
        links = f'<p><a linktype="page" id="{page.pk}">a</a> <a linktype="document" id="{file.pk}">b</a></p>'
        yield "picture", picture
        yield "text", links
        yield "questions", [{"question": "Kto?", "answer": links}]
        yield "files", [file]
        yield "contact", ContactPerson.objects.create(role="rola")
        yield "action", {"words": "Idź", "page": page, "url": ""}
    yield "partners", None


@pytest.mark.parametrize("cold", [False, True])
def test_pictures_and_links_cost_the_same_queries_for_one_and_for_twenty(client, home, pages_made_anew, cold):
    asked = []
    for n in (1, 20):
        news = NewsIndexPage.objects.get().add_child(
            instance=NewsPage(title="Nowina", slug=f"nowina-{n}", lead="Krótko.", body=list(filled(n, home)))
        )
        news.save_revision().publish()
        for address in (news.url, "/aktualnosci/rss/"):
            client.get(address)
            if cold:  # as in a process that has just started
                caches["local"].clear()
                caches["renditions"].clear()
                generations.forget()
            with CaptureQueriesContext(connection) as seen:
                answer = client.get(address)
            assert answer.content.count(b"/cel-") >= 2 * n and answer.content.count(b"/media/images/") >= 9 * n
            asked.append(len(seen))
    assert asked[:2] == asked[2:]
    assert cold or max(asked) <= 10


def saved(picture, kind, **options):
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def shaded(mode, size=(120, 90)):
    """Dark at one side and light at the other, in any mode."""
    grey = Drawing.linear_gradient("L").resize(size)
    if mode == "I;16":
        return grey.convert("I").point(lambda value: value * 257).convert("I;16")
    if mode == "P":
        return grey.convert("RGB").quantize(16)
    return grey.convert(mode)


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


@pytest.mark.parametrize("stored", ["gone", "no picture", "grey of sixteen bits"])
def test_one_bad_picture_takes_no_page_and_no_feed_down(
    client, news, stored, pages_made_anew, caplog, admin, as_user, settings
):
    grey = {"no picture": b"to nie jest obraz", "grey of sixteen bits": saved(shaded("I;16"), "PNG")}.get(stored, b"x")
    bad = Picture.objects.create(title="Zły", file=ImageFile(io.BytesIO(drawn()), name="zly.png"))
    default_storage.delete(bad.file.name)
    if stored != "gone":
        default_storage.save(bad.file.name, ContentFile(grey))
    news.picture, news.body = bad, [("picture", {"image": bad, "alt_text": "Stół", "decorative": False})]
    news.save_revision().publish()
    Partner.objects.create(name="Fundusz Przykładowy", role="fundator", logo=bad, in_footer=True)
    Partner.objects.create(name="Biblioteka", role="partner", logo=bad)
    NewsIndexPage.objects.get().add_child(instance=NewsPage(title="Druga", slug="druga", lead="Krótko."))
    for address in (news.url, "/aktualnosci/rss/", "/", "/partnerzy/"):
        answer = client.get(address)
        assert answer.status_code == 200 and "not-found" not in answer.text, address
        assert "<picture" not in answer.text or stored.startswith("grey")
    assert "Fundusz Przykładowy" in client.get("/").text.partition("<footer")[2] or stored.startswith("grey")
    assert "Druga" in client.get("/aktualnosci/rss/").text
    assert "cannot be shown" in caplog.text or stored.startswith("grey")
    assert as_user(admin).get("/redakcja/images/").status_code == 200
    assert as_user(admin).get(f"/redakcja/images/{bad.pk}/").status_code == 200


def test_a_picture_is_sought_by_words_and_a_tag_at_once(editor, as_user):
    answer = as_user(editor).get("/redakcja/images/chooser/?q=kuchnia&tag=lato")
    assert answer.status_code == 200

"""Pictures as tests draw and upload them."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Drawing
from wagtail.models import Collection


def drawn(kind="PNG", size=(1600, 900), **options):
    file = io.BytesIO()
    Drawing.new("RGB", size, (14, 74, 57)).save(file, kind, **options)
    return file.getvalue()


@pytest.fixture
def send(editor, as_user, home):
    """send(name, content) uploads a picture as an editor; with `to` it takes the place of that one's file."""
    client = as_user(editor)
    root = Collection.get_first_root_node()

    def send(name, content, to=None):
        data = {"title": "Próba", "file": SimpleUploadedFile(name, content), "collection": root.pk, "tags": ""}
        return client.post(f"/redakcja/images/{to.pk}/" if to else "/redakcja/images/add/", data)

    return send


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

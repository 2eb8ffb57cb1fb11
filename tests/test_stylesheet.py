"""The style reaches a visitor as one file, made of all its parts."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.management import call_command

from portal import stylesheet

CSS = Path(__file__).parent.parent / "static" / "css"
IN_THE_ADMIN = {"desk"}


def test_every_part_is_in_the_one_file_and_none_is_forgotten():
    parts = {path.stem: path.read_text() for path in CSS.glob("*.css") if path.stem not in IN_THE_ADMIN}
    assert parts.keys() == set(stylesheet.PARTS)
    whole = Path(finders.find(stylesheet.NAME)).read_text()
    places = [whole.index(parts[part]) for part in stylesheet.PARTS]
    assert places == sorted(places)


def test_the_collected_file_names_its_fonts_by_their_hashes(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    call_command("collectstatic", verbosity=0, interactive=False)
    (collected,) = (path for path in (tmp_path / "css").glob("site.*.css"))
    assert (tmp_path / "css" / f"{collected.name}.gz").exists()
    assert "../fonts/overpass.woff2" not in collected.read_text()
    assert "../fonts/overpass." in collected.read_text()

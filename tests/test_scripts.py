"""Our scripts are written for readers, and travel without what only those need."""

import inspect
import os
import time
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from portal.management.commands.run import static_files_are_old
from portal.serving.made_files import JOINED, ScriptFinder, without_comments

SCRIPTS = sorted((Path(__file__).parent.parent / "static" / "js").glob("*.js"))


def test_comments_and_indentation_stay_at_home_and_lines_keep_their_numbers():
    source = '// Why.\n(() => {\n  // why\n  go("https://example.org"); // at its side\n})();\n'
    assert without_comments(source) == '\n(() => {\n\ngo("https://example.org"); // at its side\n})();\n'


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_what_reaches_a_browser_is_the_script(path):
    source = path.read_text()
    # a text over several lines would lose what it begins its lines with
    assert not [line for line in source.splitlines() if line.count("`") % 2] and "/*" not in source
    served = Path(finders.find(f"js/{path.name}")).read_text()
    assert served == without_comments(source)
    assert len(served.splitlines()) == len(source.splitlines())


@pytest.mark.parametrize("name", JOINED)
def test_a_page_with_many_behaviours_loads_them_as_one_file_in_their_order(name):
    served = Path(finders.find(name)).read_text()
    behind = 0
    for part in JOINED[name]:
        behind = served.index(without_comments((SCRIPTS[0].parent / f"{part}.js").read_text()), behind)
    assert name in ScriptFinder().names() and not (SCRIPTS[0].parent.parent / name).exists()


@pytest.mark.parametrize("maker", ["made_files", "stylesheet"])
def test_a_new_way_to_make_files_makes_them_anew_at_the_next_start(settings, tmp_path, monkeypatch, maker):
    settings.STATIC_ROOT = tmp_path
    collected, newer, found = tmp_path / "staticfiles.json", tmp_path / "newer.py", inspect.getfile
    for file, hence in ((collected, 100), (newer, 200)):
        file.touch()
        os.utime(file, (time.time() + hence, time.time() + hence))
    assert not static_files_are_old()
    monkeypatch.setattr(inspect, "getfile", lambda it: str(newer) if it.__module__.endswith(maker) else found(it))
    assert static_files_are_old()

"""Styles and scripts keep to the rules of the house: one thing a file, named by what it is, small on the way."""

import gzip
import re

from portal.serving.made_files import JOINED, ScriptFinder
from tests.test_house import PYTHON, REPOSITORY, ROOMS, ROOT, STYLES, TEMPLATES, named, text


@named(STYLES)
def test_a_declaration_of_a_style_has_its_line(file):
    bare = re.sub(r"/\*.*?\*/|\"[^\"]*\"|url\([^)]*\)", "", text(file), flags=re.DOTALL)
    assert not [line for line in bare.splitlines() if len(re.findall(r"[{};]", line)) > 1]


@named(STYLES)
def test_a_style_is_one_component(file):
    assert len(text(file).splitlines()) <= 300


def test_every_class_of_a_style_stands_somewhere():
    """One that a template calls otherwise would draw nothing; `route-3` and `of-3` are put together of a number."""
    bare = (re.sub(r"/\*.*?\*/|\"[^\"]*\"|url\([^)]*\)", "", text(file), flags=re.DOTALL) for file in STYLES)
    selectors = (selector for style in bare for selector in re.findall(r"([^{}]+){", style) if "@" not in selector)
    drawn = {name for selector in selectors for name in re.findall(r"\.(-?[a-zA-Z_][\w-]*)", selector)}
    scripts = [file for file in REPOSITORY if file.suffix == ".js"]
    ours = [file for file in PYTHON if file.relative_to(ROOT).parts[0] in ROOMS]
    said = set(re.findall(r"[\w-]+", " ".join(text(file) for file in [*TEMPLATES, *scripts, *ours])))
    assert {name for name in drawn - said if not re.fullmatch(r"(route|of)-\d", name)} == set()


@named(STYLES)
def test_a_style_names_no_ids_and_shouts_at_nobody(file):
    bare = re.sub(r"/\*.*?\*/|\"[^\"]*\"|url\([^)]*\)", "", text(file), flags=re.DOTALL)
    assert "!important" not in bare and not re.search(r"#[\w-]+[^;}]*{", bare)


def test_our_javascript_stays_small():
    def weight(names):
        return sum(len(gzip.compress(ScriptFinder().text(name).encode())) for name in names)

    every_page = set(re.findall(r"js/[\w-]+\.js", text(ROOT / "templates" / "base.html")))
    for template in TEMPLATES:
        loaded = every_page | set(re.findall(r"'(js/[\w-]+\.js)'", text(template)))
        # a page loads one of those that are made of several
        heaviest = max((weight([name]) for name in loaded & set(JOINED)), default=0)
        total = weight(loaded - set(JOINED)) + heaviest
        assert total < 14_000, f"{template.relative_to(ROOT)} loads {total} bytes of our scripts, compressed"

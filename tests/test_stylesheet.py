"""The style reaches a browser as one file, made of all its parts, in words that old browsers know."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command

from portal.serving import stylesheet
from tests.css import compounds, rules

CSS = Path(__file__).parent.parent / "static" / "css"
ALL = sorted(stylesheet.STYLESHEETS)


def served(name):
    return Path(finders.find(name)).read_text()


def parts():
    """(file, rule) for every rule of what visitors see but for print, which says what every component is on paper."""
    for part in stylesheet.STYLESHEETS[stylesheet.NAME]:
        if not part.startswith("print/"):
            for rule in rules(stylesheet.lowered((CSS / f"{part}.css").read_text())):
                yield part, rule


def test_every_part_is_in_a_style_sheet_and_none_is_forgotten():
    told = [part for parts in stylesheet.STYLESHEETS.values() for part in parts]
    assert sorted(told) == sorted(str(path.relative_to(CSS).with_suffix("")) for path in CSS.rglob("*.css"))
    whole = stylesheet.source(stylesheet.NAME)
    places = [whole.index((CSS / f"{part}.css").read_text()) for part in stylesheet.STYLESHEETS[stylesheet.NAME]]
    assert places == sorted(places)
    for name in ALL:
        assert served(name) == stylesheet.lowered(stylesheet.source(name))


def test_the_layers_come_in_the_order_that_the_tokens_tell():
    order = re.search(r"@layer ([\w, ]+);", (CSS / "tokens.css").read_text())[1].split(", ")
    assert re.findall(r"@layer (\w+)[{;]", served(stylesheet.NAME)) == order


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
    assert [path.read_text() for path in (tmp_path / "css").glob("desk.*.css")] == [served("css/desk.css")]


# What the oldest browsers (portal/serving/stylesheet.py) do not know and no tool can say in other words
NEW_VALUES = r'color-mix\(|\bsubgrid\b|["\')] / "'  # the last: what is read out instead of a sign
NEW_SELECTORS = r":has\(|:popover-open|::details-content|:open\b|:user-(in)?valid"


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_told_in_words_that_old_browsers_do_not_know(name):
    css = served(name)
    assert "light-dark(" not in css and "&" not in css.replace("&quot;", "")
    for around, selectors, declarations in rules(css):
        asked = any(block.startswith("@supports") for block in around)
        for place, (prop, value) in enumerate(declarations):
            if asked or prop.startswith("-") or not re.search(NEW_VALUES, value):
                continue
            # a value with var() counts as known until it is used, and is nothing then: a fall-back beside it is lost
            assert "var(" not in value, f"{selectors}: ask @supports before {prop}: {value}"
            earlier = [name for name, _ in declarations[:place]]
            assert any(f"{prop}-".startswith(f"{name}-") for name in earlier), (
                f"{selectors}: {prop}: {value} has no fall-back before it"
            )


@pytest.mark.parametrize("name", ALL)
def test_a_new_selector_takes_no_old_one_along(name):
    """A browser leaves out a whole rule for one selector that it does not know."""
    for _, selectors, _ in rules(served(name)):
        # :is() and :where() forgive
        bare = [re.sub(r":(is|where)\((?:[^()]|\([^()]*\))*\)", "", selector) for selector in selectors]
        new = [selector for selector in bare if re.search(NEW_SELECTORS, selector)]
        assert not new or len(new) == len(bare), f"split: {', '.join(selectors)}"


@pytest.mark.parametrize("name", ALL)
def test_hovering_is_drawn_only_where_there_is_hovering(name):
    """On a touch screen it would stay where the finger was."""
    for around, selectors, _ in rules(served(name)):
        if ":hover" in "".join(selectors):
            assert any("(hover: hover)" in block or "(hover:hover)" in block for block in around), selectors


def test_a_component_is_drawn_in_one_file_and_no_other_component_answers_to_its_name():
    """`.plain` was a button of the board, and `.heading.plain` nine headings: all were hidden on touch screens."""
    drawn, variants = defaultdict(set), defaultdict(set)
    for file, (around, selectors, _) in parts():
        if "forced-colors" in "".join(around):
            continue
        for selector in selectors:
            steps = compounds(selector)
            if alone := re.fullmatch(r"\.([\w-]+)(::?(?!has)[\w-]+)*", selector):
                drawn[alone[1]].add(file)
            for step in steps:
                element, *classes = re.sub(r"::?[\w-]+|\[[^]]*\]", "", step).split(".")
                for name in classes if element else classes[1:]:
                    variants[name].add((file, step))
    twice = {name: files for name, files in drawn.items() if len(files) > 1}
    assert not twice, f"drawn in more than one file: {twice}"
    taken = {
        name: uses
        for name, uses in variants.items()
        if name in drawn and any(file not in drawn[name] for file, _ in uses)
    }
    assert not taken, f"a variant has the name of a component: {taken}"

"""Our scripts are written for readers, and travel without what only those need."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from portal.serving.made_files import without_comments

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

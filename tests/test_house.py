"""The rules of the house that a machine can watch."""

import ast
import gzip
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ["portal", "signup", "roadmaps"]  # each may import those before it

REPOSITORY = [
    ROOT / name
    for name in subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    .stdout.strip("\0")
    .split("\0")
    if (ROOT / name).is_file()
]
TEMPLATES = [file for file in REPOSITORY if file.is_relative_to(ROOT / "templates")]
PYTHON = [file for file in REPOSITORY if file.suffix == ".py"]
STYLES = [file for file in REPOSITORY if file.suffix == ".css"]


def named(files):
    return pytest.mark.parametrize("file", files, ids=[str(file.relative_to(ROOT)) for file in files])


def text(file):
    return file.read_text(encoding="utf-8", errors="ignore")


def imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module


@pytest.mark.parametrize("room", ROOMS)
def test_imports_go_only_downwards(room):
    above = ROOMS[ROOMS.index(room) + 1 :]
    files = [file for file in PYTHON if file.is_relative_to(ROOT / room)]
    assert files
    wrong = [
        f"{file.relative_to(ROOT)} imports {name}"
        for file in files
        for name in imports(ast.parse(text(file)))
        if name.split(".")[0] in [*above, "tests"]
    ]
    assert not wrong


def test_no_file_names_a_registry_or_a_path_of_somebodys_machine():
    # written so that this file does not find itself
    hosts = ["py" + "pi.org", "pythonho" + "sted.org", "npm" + "js.org", "jsdelivr" + ".net", "unpkg" + ".com"]
    hosts += ["cdnjs" + ".", "fonts.googleapis" + ".com", "reg" + "istry.npm", "--index" + "-url ", "find" + "-links"]
    paths = ["/ho" + "me/", "/ro" + "ot/", "/Us" + "ers/", "/wo" + "rk/", "/t" + "mp/"]
    wrong = [
        f"{file.relative_to(ROOT)}: {trace}" for file in REPOSITORY for trace in [*hosts, *paths] if trace in text(file)
    ]
    assert not wrong


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_requirement_is_pinned_and_hashed(name):
    entries = re.sub(r"\\\n", "", text(ROOT / name)).splitlines()
    entries = [entry for entry in entries if entry.strip() and not entry.lstrip().startswith("#")]
    assert entries
    wrong = [entry for entry in entries if not re.match(r"[\w.\[\],-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", entry)]
    assert not wrong


@named(TEMPLATES)
def test_templates_keep_to_the_strict_policy_and_to_polish(file):
    source = text(file)
    # the fault page stands without static files; mail programs know no style sheets
    own_styles = file.name == "bare.html" or file.parent.name == "mail"
    assert not re.search(r"\bhx-on\b|\bhx-vals=.js:|\bon(click|submit|change|load|input)=", source)
    if not own_styles:
        assert not re.search(r"\sstyle=|<style\b", source)
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*type=.application/json)", source)
    assert not re.search(r"\|\s*(safe|safeseq|pluralize)\b", source)
    if file.suffix != ".txt":
        assert not re.search(r"{%\s*autoescape\s+off", source)
    assert not re.search(r"""(src|action)=["']https?://(?!{)""", source)


# each of these builds the HTML from escaped parts, or cleans it
MARKED_SAFE = {f"portal/templatetags/{name}.py" for name in ("found", "polish", "plain", "rich")}


def test_html_is_marked_safe_in_few_places():
    found = {str(file.relative_to(ROOT)) for file in PYTHON if re.search(r"\b(mark_safe|SafeString)\(", text(file))}
    assert {path for path in found if not path.startswith("tests/")} <= MARKED_SAFE


@named(STYLES)
def test_a_declaration_of_a_style_has_its_line(file):
    bare = re.sub(r"/\*.*?\*/|\"[^\"]*\"|url\([^)]*\)", "", text(file), flags=re.DOTALL)
    assert not [line for line in bare.splitlines() if len(re.findall(r"[{};]", line)) > 1]


def test_our_javascript_stays_small():
    ours = {file.name: file for file in REPOSITORY if file.is_relative_to(ROOT / "static" / "js")}
    every_page = set(re.findall(r"js/([\w-]+\.js)", text(ROOT / "templates" / "base.html")))
    for template in TEMPLATES:
        loaded = every_page | set(re.findall(r"js/([\w-]+\.js)", text(template)))
        weight = sum(len(gzip.compress(ours[name].read_bytes())) for name in loaded)
        assert weight < 14_000, f"{template.relative_to(ROOT)} loads {weight} bytes of our scripts, compressed"

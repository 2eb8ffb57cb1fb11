"""The rules of the house that a machine can watch."""

import ast
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


# Floors: what stands on one may import what stands on it or below it, in all rooms that it may import.
FLOORS = ["rules", "models", "shown", "out", "views"]
# packages and files that are not called by their floor
FLOOR_OF = {
    "portal.search.words": "rules",
    **dict.fromkeys(["portal.slots", "portal.formats", "portal.internals"], "rules"),
    **{f"portal.serving.{name}": "rules" for name in ("generations", "changes", "cached", "page_cache")},
    **{f"portal.serving.{name}": "rules" for name in ("single_flight", "compression", "outages")},
    "portal.search": "out",
    **dict.fromkeys(["portal.serving", "portal.editing", "portal.running", "portal.settings", "portal.wsgi"], "views"),
    **dict.fromkeys(["portal.templatetags.forms", "portal.templatetags.found"], "views"),
    "signup.privacy.access_log": "rules",
    **dict.fromkeys(["signup.people.holds", "signup.privacy.forgetting"], "models"),
    **dict.fromkeys(["signup.desk.waiting", "signup.privacy.facts", "signup.privacy.personal_data"], "shown"),
    **dict.fromkeys(["signup.letters", "signup.desk.exports", "signup.declaring.printing"], "out"),
    "signup.letters.preview": "views",
    **dict.fromkeys([f"signup.{topic}" for topic in ("declaring", "desk", "people", "privacy", "meetings")], "views"),
    **dict.fromkeys(["signup.account_urls", "signup.backends", "signup.first_pages"], "views"),
    "roadmaps.demo": "views",
    **{
        f"{room}.{name}": floor
        for room in ROOMS
        for name, floor in {
            "templatetags": "shown",
            **dict.fromkeys(["apps", "urls", "forms", "management", "wagtail_hooks"], "views"),
        }.items()
    },
    # what forms and texts share
    **dict.fromkeys(["portal.forms", "portal.templatetags.polish", "portal.templatetags.plain"], "rules"),
}
# An import of our own inside a function needs a reason: {file: reason}.
INLINE = {f"{room}/apps.py": "an app has models only when it is ready" for room in ROOMS}
INLINE |= {"portal/running/web.py": "the application is made by the process that serves it"}
# An import that goes up needs one, too.
UPWARDS = {
    "roadmaps.shown.search imports portal.search.query": "a board is narrowed by the words of the site's search",
}


def module_of(file):
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {
    module_of(file): file
    for file in PYTHON
    if file.relative_to(ROOT).parts[0] in ROOMS and "migrations" not in file.parts
}


def own_imports(module):
    """(module that it imports, whether inside a function) for each import of ours."""
    file = MODULES[module]
    package = module if file.name == "__init__.py" else module.rpartition(".")[0]

    def walk(node, inside):
        for child in ast.iter_child_nodes(node):
            yield from named_by(child, inside)
            yield from walk(child, inside or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef))

    def named_by(node, inside):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            whole = [f"{base}.{alias.name}" for alias in node.names]
            names = {name if name in MODULES else base for name in whole}
        yield from ((name, inside) for name in names if name.split(".")[0] in ROOMS and name != module)

    for name, inside in walk(ast.parse(text(file)), False):
        if name in MODULES:
            yield name, inside


def floor_of(module):
    """The number of its floor: its own one, else that of its name, else that of its package; None for what has none."""
    parts = module.split(".")
    named = [part for part in parts[1:] if part in FLOORS]
    packages = [".".join(parts[:end]) for end in range(len(parts) - 1, 1, -1)]
    found = [FLOOR_OF.get(module), *named[:1], *map(FLOOR_OF.get, packages)]
    return next((FLOORS.index(floor) for floor in found if floor), None)


def of_room(room):
    return [module for module in MODULES if module.split(".")[0] == room]


def circles(graph):
    """The sets of modules each of which reaches every other (Tarjan, 1972)."""
    number, low, path, found = {}, {}, [], []

    def visit(module):
        number[module] = low[module] = len(number)
        path.append(module)
        for other in graph[module]:
            if other not in number:
                visit(other)
            if other in path:
                low[module] = min(low[module], low[other])
        if low[module] == number[module]:
            place = path.index(module)
            found.append(path[place:])
            del path[place:]

    for module in graph:
        if module not in number:
            visit(module)
    return [sorted(one) for one in found if len(one) > 1]


@pytest.mark.parametrize("room", ROOMS)
def test_imports_go_only_down_the_floors(room):
    wrong = [
        f"{module} imports {other}"
        for module in of_room(room)
        for other, _ in own_imports(module)
        if None not in (floor_of(module), floor_of(other)) and floor_of(other) > floor_of(module)
        if f"{module} imports {other}" not in UPWARDS
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("room", ROOMS)
def test_no_files_import_each_other_in_a_circle(room):
    graph = {
        module: {other for other, _ in own_imports(module) if other.split(".")[0] == room} for module in of_room(room)
    }
    found = circles(graph)
    assert not found, found


@pytest.mark.parametrize("room", ROOMS)
def test_imports_inside_functions_have_their_reason(room):
    wrong = [
        f"{path} imports {other}"
        for module in of_room(room)
        for other, inside in own_imports(module)
        if inside and (path := str(MODULES[module].relative_to(ROOT))) not in INLINE
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("room", ROOMS)
def test_every_file_has_a_floor(room):
    without = [module for module in of_room(room) if "." in module and floor_of(module) is None]
    assert not without, without


# What the framework calls, by names and with arguments of its own: it is annotated there or nowhere.
HOOKS = {
    *("save", "delete", "clean", "full_clean", "normalize_email", "create_user", "create_superuser"),
    *("natural_key", "get_by_natural_key", "get_username", "get_absolute_url"),
    *("deconstruct", "to_python", "from_db_value", "get_prep_value"),
    *("route", "serve", "get_context"),
    *("generate_rendition_file", "get_rendition", "get_renditions", "get_upload_to"),
}


def public_functions(node, within=""):
    """(name with that of its class, function) of all that others may call, without properties and hooks."""
    for child in node.body:
        if isinstance(child, ast.ClassDef):
            yield from public_functions(child, f"{within}{child.name}.")
        elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            is_property = any("property" in ast.unparse(one) for one in child.decorator_list)
            if not (child.name.startswith("_") or is_property or (within and child.name in HOOKS)):
                yield within + child.name, child


def without_types(function, is_method):
    """What of a function says no type: the names of its parameters, and „return”."""
    given = function.args
    is_bound = is_method and "staticmethod" not in map(ast.unparse, function.decorator_list)
    asked = [*given.posonlyargs, *given.args][is_bound:] + given.kwonlyargs
    asked += [each for each in (given.vararg, given.kwarg) if each]
    return [each.arg for each in asked if each.annotation is None] + ([] if function.returns else ["return"])


@named([file for file in PYTHON if file.relative_to(ROOT).parts[1:2] in {("models",), ("rules",)}])
def test_verbs_and_rules_say_their_types(file):
    without = {
        name: missing
        for name, function in public_functions(ast.parse(text(file)))
        if (missing := without_types(function, "." in name))
    }
    assert not without


def test_files_are_short():
    """A file is one thing to know: nine in ten have at most 200 lines, none has more than 400. Migrations are made."""
    lines = {
        str(file.relative_to(ROOT)): len(text(file).splitlines()) for file in PYTHON if "migrations" not in file.parts
    }
    assert not {file for file, number in lines.items() if number > 400}
    longer = {file: number for file, number in lines.items() if number > 200}
    assert len(longer) <= len(lines) / 10, longer


def test_no_file_names_a_registry_or_a_path_of_somebodys_machine():
    # written so that this file does not find itself
    hosts = ["py" + "pi.org", "pythonho" + "sted.org", "npm" + "js.org", "jsdelivr" + ".net", "unpkg" + ".com"]
    hosts += ["cdnjs" + ".", "fonts.googleapis" + ".com", "reg" + "istry.npm", "--index" + "-url ", "find" + "-links"]
    paths = ["/ho" + "me/", "/ro" + "ot/", "/Us" + "ers/", "/wo" + "rk/", "/t" + "mp/"]
    wrong = [
        f"{file.relative_to(ROOT)}: {trace}" for file in REPOSITORY for trace in [*hosts, *paths] if trace in text(file)
    ]
    assert not wrong


DOCUMENTS = [file for file in REPOSITORY if file.suffix == ".md" and file.name != "CHANGELOG.md"]


@named([file for file in DOCUMENTS if file.parent.name != "decisions"])
def test_documents_name_files_that_are_there(file):
    said = re.findall(r"`((?:portal|signup|roadmaps|templates|static|tests|deploy|docs|bench)/[\w./-]+)`", text(file))
    said += [
        str((file.parent / link).resolve().relative_to(ROOT)) for link in re.findall(r"\]\(([\w./-]+)\)", text(file))
    ]
    assert not [path for path in said if not (ROOT / path).exists()]


def test_code_names_documents_that_are_there():
    named_there = {(file, name) for file in PYTHON for name in re.findall(r"[\w/-]+\.md\b", text(file))}
    assert not [(file.name, name) for file, name in named_there if not (ROOT / name).exists()]


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


@named(TEMPLATES)
def test_no_line_of_a_template_is_too_long_to_read(file):
    assert not [line for line in text(file).splitlines() if len(line) > 140]


@named([file for file in TEMPLATES if file.suffix == ".html"])
def test_every_attribute_of_a_template_is_in_quotation_marks(file):
    source = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<(script|style)\b.*?</\1>", "", text(file), flags=re.DOTALL)
    tags = re.findall(r"""<[a-z](?:"[^"]*"|'[^']*'|[^"'<>])*>""", source)
    assert not [tag for tag in tags if "=" in re.sub(r"""=("[^"]*"|'[^']*')""", "", tag)]


# each of these builds the HTML from escaped parts, or cleans it
MARKED_SAFE = {f"portal/templatetags/{name}.py" for name in ("found", "polish", "plain", "rich")}


def test_templates_ask_for_words_that_somebody_says():
    """A word that a template compares with stands in our Python, as a text or as the name of a verb, or in a template;
    the only one of Django's own is the type of a tick box."""
    ours = [text(file) for file in PYTHON if file.relative_to(ROOT).parts[0] in ROOMS]
    said = (
        set(re.findall(r'"([^"\n]*)"', "\n".join(ours)))
        | set(re.findall(r"\bdef (\w+)", "\n".join(ours)))
        | {"checkbox"}
    )
    said |= {word for file in TEMPLATES for word in re.findall(r'\w+="([^"]*)"', text(file))}
    wrong = [
        f"{file.relative_to(ROOT)}: {word}"
        for file in TEMPLATES
        for tag in re.findall(r"{%.*?%}", text(file), re.DOTALL)
        for word in re.findall(r"""[!=]=\s*["']([^"']*)["']""", tag)
        if word not in said
    ]
    assert not wrong


def test_html_is_marked_safe_in_few_places():
    found = {str(file.relative_to(ROOT)) for file in PYTHON if re.search(r"\b(mark_safe|SafeString)\(", text(file))}
    assert {path for path in found if not path.startswith("tests/")} <= MARKED_SAFE


def test_migrations_lean_on_none_of_our_models():
    """A migration must still run when what it names has moved; blocks are the exception that Wagtail needs."""
    of_ours = re.compile(r"\b(portal|signup|roadmaps)\.(models|shown|out|editing|serving)\.")
    found = [
        f"{file.parent.parent.name}/{file.name}: {match[0]}"
        for file in ROOT.glob("*/migrations/0*.py")
        for match in of_ours.finditer(file.read_text(encoding="utf-8").replace("'portal.models.blocks.", ""))
    ]
    assert found == []

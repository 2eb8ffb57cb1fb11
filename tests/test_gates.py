"""Each view of ours passes the gate of its noun in its first line (docs/structure.md, „Who may”).

A gate is a function `…_gate` that the view calls first, or a decorator whose inner function is called `gate`.
"""

import ast
import inspect
import textwrap

from django.urls import URLPattern, get_resolver

from tests.test_house import ROOMS

# views of no noun that is somebody's, and those that have a gate of their own kind
FREE = {
    "about the whole site": {
        *("accessibility", "clause", "favicon", "healthz", "robots", "search", "search_suggestions", "security"),
        *("site_map", "sitemap"),
    },
    "only what everybody may see": {"cover", "media"},
    "shows of the calls those that the reader sees (`seen_by`)": {"declare"},
    "for whoever comes": {"report", "reported"},
    "for the browser that has just sent it, by a signed cookie": {"declaration_sent"},
    "signing in and out": {
        *(
            "account_login",
            "account_request_login_code",
            "account_confirm_login_code",
            "account_demo",
            "account_logout",
        ),
        "account_entry",
    },
    "one's own account": {"account", "mentions_switch"},
    "for whoever holds the mail": {"mentions_stop"},
    "Wagtail asks their permission policies": {"index", "index_results", "edit", "add"},
}


def views():
    """(name, view) of each address that leads to us; a view of a class is the class."""

    def walk(entries):
        for entry in entries:
            if isinstance(entry, URLPattern):
                view = getattr(entry.callback, "view_class", entry.callback)
                if view.__module__.split(".")[0] in ROOMS:
                    yield entry.name or view.__name__, view
            else:
                yield from walk(entry.url_patterns)

    return dict(walk(get_resolver().url_patterns))


def decorated(view):
    """The view with all that stands around it, from the outside to its heart."""
    yield view
    while view := getattr(view, "__wrapped__", None):
        yield view


def passes_a_gate(view):
    if any(one.__code__.co_name == "gate" for one in decorated(view)):
        return True
    tree = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(view)))).body[0]
    first = next(node for node in tree.body if not isinstance(getattr(node, "value", None), ast.Constant))
    called = getattr(getattr(getattr(first, "value", None), "func", None), "id", "")
    return called.endswith("_gate")


def test_each_view_passes_a_gate_in_its_first_line_or_has_a_reason():
    free, found = set().union(*FREE.values()), views()
    shut = {name for name, view in found.items() if not inspect.isclass(view) and passes_a_gate(view)}
    assert len(shut) > 60
    assert found.keys() - shut == free

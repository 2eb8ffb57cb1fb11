"""What we lean on inside Django, and what would replace it: the first place to look at when Django is upgraded."""

from collections.abc import Callable, Iterable

from django.core.handlers.wsgi import WSGIRequest
from django.db import connection, transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.http import parse_header_parameters


class Utf8Request(WSGIRequest):
    """A request that is read as UTF-8, whatever it claims to be.

    Django would take the visitor's word for it; half letters, and codecs that are not for text, then end in a fault.

    Leans on the hook by which Django reads the header (since 1.x); a setting of the encodings taken would replace it.
    """

    def _set_content_type_params(self, meta):
        self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))


def once_on_commit(function: Callable) -> None:
    """Call it after this transaction has committed: once, however often it is asked for.

    Leans on the list of `run_on_commit`, whose entries are (savepoints, function, robust) since Django 4.2. What a
    savepoint takes back leaves that list, so no note of our own could replace it; a public way to see it would.
    """
    if not any(entry[1] is function for entry in connection.run_on_commit):
        transaction.on_commit(function, robust=True)


def renew(row: Model, fresh: Model) -> None:
    """Let a row know what a fresh one of its key knows, annotations among it, and nothing of other rows any more.

    Leans on where Model keeps its values, related rows (since 2.0) and prefetched ones (since 1.4). Since 5.1
    `refresh_from_db(from_queryset=…)` does the same but for annotations.
    """
    vars(row).update({name: value for name, value in vars(fresh).items() if not name.startswith("_")})
    row._state.fields_cache.clear()
    vars(row).pop("_prefetched_objects_cache", None)


def when_form_is_read(request: HttpRequest, change: Callable) -> None:
    """Let `change(fields, files)` say the fields that a form sent, once somebody asks for them.

    Leans on where HttpRequest puts what it has read (since 1.x); `request.POST` can be set by a public way, but only
    by reading the form of each request at once, which takes the time of uploads and the choice of their handlers.
    """
    read = request._load_post_and_files

    def read_and_change():
        read()
        request._post = change(request._post, request._files)

    request._load_post_and_files = read_and_change


def changed_query(query: QueryDict, lists: Iterable) -> QueryDict:
    """A QueryDict like that one, with other (name, values), which nobody can change.

    Leans on the flag that QueryDict has had since 1.x; there is no public way to shut one that was filled by hand.
    """
    changed = query.copy()
    changed.clear()
    for name, values in lists:
        changed.setlist(name, values)
    changed._mutable = False
    return changed


def set_policy(response: HttpResponse, policy: dict) -> None:
    """Answer under this content security policy instead of that of the settings.

    Leans on the mark of `csp_override` (since 6.0): views have that decorator, a middleware has nothing but an answer.
    """
    response._csp_config = policy


def has_own_policy(response: HttpResponse) -> bool:
    """Whether a view or a middleware chose its policy; leans on the same mark."""
    return hasattr(response, "_csp_config")


def mark_as_logged(response: HttpResponse) -> None:
    """Have Django write no line of its own about this error: what there is to say stands in the log.

    Leans on the mark by which Django logs each answer once (since 2.1); a filter of the log would have to guess.
    """
    response._has_been_logged = True

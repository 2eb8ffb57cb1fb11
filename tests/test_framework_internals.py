"""What we lean on inside Django, Wagtail and allauth: each tried on the real thing, so that an upgrade which takes it
away is told of here first; and a walk through our code for what leans on more."""

import ast
import importlib

import pytest
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.views import ConfirmLoginCodeView
from allauth.core.context import request_context
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.db import connection, transaction
from django.db.models import Count, prefetch_related_objects
from django.http import HttpResponse, HttpResponseServerError, QueryDict
from django.middleware.csp import ContentSecurityPolicyMiddleware
from django.test import RequestFactory
from django.utils.log import log_response
from django.views.decorators.csp import csp_override
from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.admin.views.account import AccountView, AvatarSettingsPanel
from wagtail.models import Page, Site

from portal.editing.pictures import OwnPictureForm
from portal.internals import django as in_django
from portal.internals import wagtail as in_wagtail
from portal.models import ContentPage
from portal.shown.context import the_site
from roadmaps.models import Action
from signup.people import allauth_internals as in_allauth
from signup.people.forms import AskForCodeForm
from tests.test_house import MODULES, PYTHON, ROOMS, ROOT, text

# Django


@pytest.mark.django_db(transaction=True)
def test_what_is_asked_for_twice_is_called_once_after_the_commit_also_after_a_savepoint_was_taken_back():
    calls = []

    def call():
        calls.append(connection.in_atomic_block)

    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            in_django.once_on_commit(call)
            raise ZeroDivisionError
        in_django.once_on_commit(call)
        in_django.once_on_commit(call)
    assert calls == [False]


def test_a_row_is_renewed_with_annotations_and_forgets_other_rows(anna, make_action, django_assert_num_queries):
    action = make_action()
    prefetch_related_objects([action], "supports", "roadmap")
    action.support(anna)
    fresh = Action.objects.annotate(all_of_them=Count("supports")).get(pk=action.pk)
    action.title, related = "Nie ten", Action._meta.get_field("roadmap")
    in_django.renew(action, fresh)
    assert action.title == fresh.title and action.all_of_them == 1 and not related.is_cached(action)
    with django_assert_num_queries(1):
        assert [support.by_id for support in action.supports.all()] == [anna.pk]


def test_a_request_is_read_as_utf_8_whatever_it_says():
    told = {"CONTENT_TYPE": "text/plain; charset=utf-16"}
    environ = RequestFactory().post("/", "zażółć".encode(), content_type="text/plain").environ | told
    assert WSGIRequest(environ).encoding == "utf-16"
    request = in_django.Utf8Request(environ)
    assert request.encoding is None and request.content_params == {"charset": "utf-16"}


@pytest.mark.parametrize("first", ["POST", "FILES"])
def test_a_form_is_changed_once_and_only_when_it_is_read(first):
    request, calls = RequestFactory().post("/", {"a": "1", "file": SimpleUploadedFile("a.txt", b"b")}), []

    def change(fields, files):
        calls.append(list(files))
        return in_django.changed_query(fields, [("a", ["2"])])

    in_django.when_form_is_read(request, change)
    assert not calls
    assert getattr(request, first) and request.POST.dict() == {"a": "2"} and request.FILES["file"].name == "a.txt"
    assert calls == [["file"]]


def test_a_changed_query_holds_what_it_was_given_and_is_shut():
    query = in_django.changed_query(QueryDict("a=1&b=2"), [("a", ["ż", "2"])])
    assert query.urlencode() == "a=%C5%BC&a=2"
    with pytest.raises(AttributeError, match="immutable"):
        query["a"] = "3"


def test_an_answer_goes_out_under_the_policy_that_it_was_given():
    def sent(response):
        return ContentSecurityPolicyMiddleware(lambda request: response)(RequestFactory().get("/")).headers

    assert "default-src" in sent(HttpResponse())["Content-Security-Policy"]
    response = HttpResponse()
    assert not in_django.has_own_policy(response)
    in_django.set_policy(response, {"img-src": ["'none'"]})
    assert sent(response)["Content-Security-Policy"] == "img-src 'none'"
    assert in_django.has_own_policy(csp_override(settings.SECURE_CSP)(lambda request: HttpResponse())(None))


def test_django_writes_no_line_about_an_answer_that_is_marked(caplog):
    marked, plain = HttpResponseServerError(), HttpResponseServerError()
    in_django.mark_as_logged(marked)
    for name, response in (("marked", marked), ("plain", plain)):
        log_response(name, response=response)
    assert caplog.messages == ["plain"]


# Wagtail


def test_wagtail_asks_for_no_site_that_it_was_told(home, django_assert_num_queries):
    request, known = RequestFactory().get("/"), the_site()
    in_wagtail.know_site(request, *known)
    with django_assert_num_queries(0):
        assert Site.find_for_request(request) is known[0]
        assert home.get_url(request) == "/"


def test_a_page_asks_for_no_parent_that_it_was_told(home, django_assert_num_queries):
    page = ContentPage.objects.child_of(home).first()
    in_wagtail.know_parent(page, home)
    with django_assert_num_queries(0):
        assert page.get_parent() is home


def test_a_free_slug_is_none_of_a_sibling(home):
    home.add_child(instance=ContentPage(title="Łąka", slug="laka"))
    page = home.add_child(instance=ContentPage(title="Żabka", slug="zabka"))
    assert in_wagtail.free_slug(page, "zabka") == "zabka"
    assert in_wagtail.free_slug(page, "laka") == "laka-2"


def test_the_account_in_the_admin_takes_pictures_by_our_form(admin, monkeypatch):
    assert issubclass(OwnPictureForm, AvatarPreferencesForm) and AvatarSettingsPanel.form_class is OwnPictureForm
    monkeypatch.setattr(AvatarSettingsPanel, "form_class", None)
    in_wagtail.set_own_picture_form(OwnPictureForm)
    view = AccountView()
    view.setup(RequestFactory().get("/"))
    view.request.user = admin
    assert [panel for panel in view.get_panels() if isinstance(panel.get_form(), OwnPictureForm)]


# allauth


def test_the_form_that_asks_for_a_code_knows_whose_address_it_is(anna):
    for address, user in ((anna.email.upper(), anna), ("nikt@example.org", None)):
        form = AskForCodeForm({"email": address})
        with request_context(RequestFactory().post("/")):
            assert form.is_valid() and in_allauth.user_found(form) == user


@pytest.mark.django_db
def test_the_view_of_codes_knows_the_sign_in_and_which_button_it_was(monkeypatch, client, anna):
    seen = []

    def look(view, form):
        seen.append((in_allauth.process_of(view), in_allauth.is_asked_to_resend(view)))
        return HttpResponse()

    monkeypatch.setattr("signup.people.sign_in.TypeCode.form_valid", look)
    client.post("/konto/logowanie/", {"email": anna.email})
    client.post("/konto/logowanie/kod/", {"action": "resend"})
    ((process, resends),) = seen
    assert isinstance(process, LoginCodeVerificationProcess) and callable(process.abort)
    assert process.user == anna and process.state["email"] == anna.email and resends
    assert "_action" in vars(ConfirmLoginCodeView)


# What leans on more than that

INTERNALS = {"portal/internals/django.py", "portal/internals/wagtail.py", "signup/people/allauth_internals.py"}
OURS = [file for file in PYTHON if file.relative_to(ROOT).parts[0] in ROOMS and "migrations" not in file.parts]
# told of in the documents of Django and Python
DOCUMENTED = {"_meta", "_base_manager", "_default_manager", "_db", "_replace", "_asdict", "_fields", "_exit"}


def is_private(name):
    return name.startswith("_") and not name.endswith("__") and name.strip("_") and name not in DOCUMENTED


def private_names_of_ours(room):
    """What the code of a room defines: functions, classes, names, and what methods set on themselves."""
    for file in [file for file in OURS if file.is_relative_to(ROOT / room)]:
        for node in ast.walk(ast.parse(text(file))):
            match node:
                case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.Name(id=name, ctx=ast.Store()):
                    yield name
                case ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name, ctx=ast.Store()):
                    yield name


def leans(file):
    """Each private name that a file asks of something, or imports from elsewhere: (line, name)."""
    for node in ast.walk(ast.parse(text(file))):
        match node:
            case ast.Attribute(attr=name):
                yield node.lineno, name
            case ast.Call(func=ast.Name(id="getattr" | "hasattr" | "setattr"), args=[_, ast.Constant(value=name), *_]):
                yield node.lineno, name
            case ast.ImportFrom(module=module, names=names) if module and module.split(".")[0] not in ROOMS:
                yield from ((node.lineno, part) for part in [*module.split("."), *(one.name for one in names)])


def test_only_their_files_lean_on_what_is_private_to_a_framework():
    own = {room: set(private_names_of_ours(room)) for room in ROOMS}
    wrong = [
        f"{path}:{line} leans on {name}"
        for file in OURS
        if (path := str(file.relative_to(ROOT))) not in INTERNALS
        for line, name in leans(file)
        if is_private(name) and name not in own[path.split("/")[0]]
    ]
    assert not wrong, "\n".join(wrong)


def written_in(a_class):
    """The names that the body of a class defines."""
    for node in a_class.body:
        match node:
            case ast.FunctionDef(name=name) | ast.Assign(targets=[ast.Name(id=name)]):
                yield name


def test_only_their_files_override_what_is_private_to_a_framework():
    wrong = []
    for module in [name for name, file in MODULES.items() if str(file.relative_to(ROOT)) not in INTERNALS]:
        for node in ast.parse(text(MODULES[module])).body:
            own = list(filter(is_private, written_in(node))) if isinstance(node, ast.ClassDef) else []
            bases = getattr(importlib.import_module(module), node.name).__mro__[1:] if own else ()
            foreign = [base for base in bases if base.__module__.split(".")[0] not in ROOMS]
            wrong += [f"{module}.{node.name}.{name}" for name in own if any(name in vars(base) for base in foreign)]
    assert not wrong, "\n".join(wrong)


def test_only_their_files_change_a_class_or_a_module_of_a_framework():
    wrong = []
    for file in OURS:
        tree = ast.parse(text(file))
        foreign = {
            (alias.asname or alias.name).split(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            and getattr(node, "module", None) not in MODULES
            and not getattr(node, "level", 0)
            for alias in node.names
        }
        wrong += [
            f"{file.relative_to(ROOT)}:{node.lineno} changes {node.value.id}.{node.attr}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
            if isinstance(node.value, ast.Name) and node.value.id in foreign
            if str(file.relative_to(ROOT)) not in INTERNALS
        ]
    assert not wrong, "\n".join(wrong)


def test_what_is_named_here_is_all_there_is():
    tried = text(ROOT / "tests/test_framework_internals.py")
    for module in (in_django, in_wagtail, in_allauth):
        own = [name for name, one in vars(module).items() if getattr(one, "__module__", "") == module.__name__]
        assert own and not [name for name in own if f".{name}" not in tried]
        assert all("eans on" in getattr(module, name).__doc__ for name in own)
    assert issubclass(ContentPage, Page)

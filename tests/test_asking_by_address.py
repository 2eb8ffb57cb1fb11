"""Every place that asks by address has a reason to."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.engine

# Every place that asks by address, and why it may. A new one needs a reason here, and a look at the tests above.
PLACES = {
    "roadmaps/demo/people.py:People.memberships": "the demo's own people, in a new database",
    "roadmaps/demo/load.py:load": "whether the demo is there",
    "signup/people/sign_in.py:demo_door": "the demo's own people",
    "signup/people/sign_in.py:demo_doors": "the demo's own people",
    "signup/models/declaration/incoming.py:Incoming.claim": "rows of nobody, confirmed, under the same name",
    "signup/models/accounts.py:give_address": "proved a moment ago",
    "signup/models/accounts.py:let_in_by_code": "allauth's row of the account that has the address",
    "signup/models/accounts.py:open_account": "the account that has it now; who is declared otherwise is refused",
    "signup/people/adapter.py:AccountAdapter._send": "whose code it is",
    "signup/privacy/forgetting.py:_not_confirmed": "rows of nobody, whose link is in the mailbox of the person",
    "signup/privacy/forgetting.py:forget": "rows of nobody: only the address goes from them",
    "signup/privacy/personal_data.py:_declarations": "says that there is a form with this address, and not whose",
    "signup/models/declaration/deciding.py:Deciding._lock_with_others_of_the_address": "holds them, and changes none",
    "signup/models/declaration/deciding.py:Deciding._open_account": "refuses who is called otherwise",
    "signup/models/declaration/incoming.py:Incoming.mail_again": "forms whose link goes to the address",
    "signup/models/declaration/telling.py:Telling._waiting_welcomes": "letters of the same account",
    "signup/models/declaration/confirming.py:Confirming.belong_to": "mail of nobody since the declaration was sent",
    "signup/models/declaration/confirming.py:Confirming.recognise_account": "proved a moment ago",
    "signup/models/declaration/paper.py:OnPaper.write_address": "one press too many",
    "signup/models/declaration/incoming.py:Incoming.had_its_share": "how much went to the mailbox",
    "signup/models/declaration/incoming.py:Incoming._known_groups": "memberships of who has the address now",
    "signup/models/declaration/queryset.py:DeclarationQuerySet.announce": "those that have an address",
    "signup/models/declaration/queryset.py:DeclarationQuerySet.from_address": "leaves out those of who had it before",
    "signup/models/invitation/queryset.py:InvitationQuerySet.invite": "an invitation is for a mailbox",
    "signup/models/invitation/queryset.py:InvitationQuerySet.pending": "an invitation is for a mailbox",
    "signup/models/invitation/queryset.py:InvitationQuerySet.to": "since the account has the address, or by the name",
    "signup/models/invitation/queryset.py:on_the_desk": "who is called otherwise is left alone",
    "signup/people/login_codes.py:take_turn": "how much went to the mailbox",
    "signup/models/mail.py:MailQuerySet.of": "mail of nobody since the account has the address",
    "signup/models/mail.py:MailQuerySet.prune": "what went to nobody",
    "signup/models/user.py:User.Meta": "a constraint",
    "signup/models/user.py:UserManager.get_by_natural_key": "the account that has the address",
    "signup/privacy/new_address.py:_send_code": "whether the address is taken; told by mail to the address itself",
    "signup/privacy/retention.py:left": "rows of nobody keep a person longer, never shorter",
}
ASKING = {"filter", "exclude", "get", "get_or_create", "update_or_create", "Q", "get_object_or_404"}
ADDRESSES = {"email", "email_lower", "to"}


def places_that_ask_by_address(node, name=""):
    for child in ast.iter_child_nodes(node):
        inner = f"{name}.{child.name}".lstrip(".") if isinstance(child, ast.FunctionDef | ast.ClassDef) else name
        if isinstance(child, ast.Call):
            called = getattr(child.func, "attr", getattr(child.func, "id", ""))
            names = [keyword.arg for keyword in child.keywords if keyword.arg]
            if called in ASKING and any(ADDRESSES & {*one.split("__")} for one in names):
                yield inner
        yield from places_that_ask_by_address(child, inner)


@pytest.mark.any_engine
def test_every_place_that_asks_by_address_has_a_reason():
    found = set()
    for room in ("portal", "signup", "roadmaps"):
        for file in sorted((Path(settings.BASE_DIR) / room).rglob("*.py")):
            if "migrations" not in file.parts:
                where = file.relative_to(settings.BASE_DIR).as_posix()
                tree = ast.parse(file.read_text(encoding="utf-8"))
                found |= {f"{where}:{name}" for name in places_that_ask_by_address(tree)}
    assert found == {*PLACES}

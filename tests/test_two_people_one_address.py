"""An address is not a person. Zofia had it and took another; now it is Ola's. Nothing of one is the other's."""

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core import serializers
from django.db.models import F
from django.test import Client
from django.utils import timezone

from signup.models import Consent, Declaration, Invitation, Mail, Membership, MembershipChange, Refused, User
from signup.models.accounts import change_address, open_account

pytestmark = pytest.mark.engine

MINE = "/konto/moje-dane/"
SHARED, NEW = "biuro@example.org", "zofia.nowa@example.org"
OF_ZOFIA = ["Zofia", "Kanarkowa", "zofia.nowa", "+48 601 602 603", "Umiem śpiewać"]
OF_OLA = ["Ola", "Sikorkowa", "+48 602 602 602", "Umiem gwizdać"]


@pytest.fixture
def declare(call, group, ewa):
    """declare("Zofia", "Kanarkowa", …) is a declaration from the one address, accepted unless told otherwise."""

    def make(given, family, accepted=True, **answers):
        answers = {"email": SHARED, "capacity": "own", "consents": ["public_name"], "groups": [group]} | answers
        declaration = Declaration.objects.send(call, given_name=given, family_name=family, **answers)
        declaration.confirm()
        if accepted:
            declaration.accept(ewa, group)
        return declaration

    return make


@pytest.fixture
def zofia(declare, other_group, call, group):
    """The first person: one declaration was accepted, one waits for another group."""
    call.groups = [group, other_group]
    call.save_revision().publish()
    declaration = declare("Zofia", "Kanarkowa", phone="+48601602603", contribution="Umiem śpiewać.")
    declare("Zofia", "Kanarkowa", accepted=False, groups=[other_group])
    zofia = User.objects.get(pk=declaration.user.pk)
    change_address(zofia, NEW)
    return zofia


@pytest.fixture
def ola(zofia, declare):
    """The second one, at whose address a paper and an invitation of others stand too."""
    declaration = declare("Ola", "Sikorkowa", phone="+48602602602", contribution="Umiem gwizdać.")
    assert declaration.user != zofia
    return User.objects.get(email=SHARED)


def read(user, client, *addresses):
    pages = [client.get(address).text for address in addresses or ("/konto/", MINE, f"{MINE}moje-dane.json")]
    return " ".join(pages).replace("\N{NO-BREAK SPACE}", " ")


def rows_of(user):
    """Everything that is this person's, as it stands in the tables."""
    declarations = user.declarations.order_by("pk")
    sets = [
        User.objects.filter(pk=user.pk),
        declarations,
        Consent.objects.filter(declaration__in=declarations),
        Membership.objects.filter(user=user),
        MembershipChange.objects.filter(membership__user=user),
        Mail.objects.filter(user=user),
    ]
    return [serializers.serialize("python", found.order_by("pk")) for found in sets]


def test_neither_reads_anything_of_the_other(zofia, ola, as_user):
    for mine, theirs, user in ((OF_ZOFIA, OF_OLA, zofia), (OF_OLA, OF_ZOFIA, ola)):
        shown = read(user, as_user(user))
        assert mine[0] in shown and mine[3] in shown
        assert not [word for word in theirs if word in shown]
        numbers = {one.number for one in Declaration.objects.exclude(user=user)}
        assert numbers and not [number for number in numbers if number in shown]


@pytest.mark.parametrize("acts", ["zofia", "ola"])
def test_neither_changes_anything_of_the_other(zofia, ola, as_user, acts):
    acting, other = (zofia, ola) if acts == "zofia" else (ola, zofia)
    before, client = rows_of(other), as_user(acting)
    correction = {"first_name": "Inna", "last_name": "Osoba", "phone": "603 603 603"}
    assert client.post(f"{MINE}poprawki/", correction).status_code == 302
    client.post(f"{MINE}zgody/public_name/", {"cast": "0"})
    acting.memberships.get().leave()
    change_address(acting, "trzeci@example.org")
    assert rows_of(other) == before
    assert other.agreed_to_name


@pytest.mark.parametrize("goes", ["zofia", "ola"])
def test_neither_is_erased_with_the_other(zofia, ola, admin, other_group, as_user, goes):
    gone, stays = (zofia, ola) if goes == "zofia" else (ola, zofia)
    Invitation.objects.create(group=other_group, email=stays.email, given_name=stays.first_name, family_name="Inna")
    waits, session = Client(), as_user(stays)
    waits.post("/konto/logowanie/", {"email": stays.email})
    before = rows_of(stays)
    gone.erase(admin)
    assert rows_of(stays) == before
    assert Invitation.objects.open().get().email == stays.email
    assert session.get("/konto/").status_code == waits.get("/konto/logowanie/kod/").status_code == 200


def test_the_session_of_somebody_whose_address_only_ends_alike_goes_on(make_user, admin):
    waits = Client()
    make_user("bojan")
    waits.post("/konto/logowanie/", {"email": "bojan@example.org"})
    make_user("jan").erase(admin)
    assert waits.get("/konto/logowanie/kod/").status_code == 200


def test_mail_about_a_declaration_follows_its_person_and_not_the_old_address(zofia, ola, karol, other_group):
    Mail.objects.all().delete()
    accepted, waiting = zofia.declarations.order_by("pk")
    accepted.renew_link()
    waiting.decline(karol, other_group, "Brak miejsc.")
    assert sorted((mail.kind, mail.to) for mail in Mail.objects.all()) == [("declined", NEW), ("link", NEW)]


def test_mail_that_waits_goes_along_and_what_is_out_is_not_kept(call, declare, group, ewa):
    zofia = declare("Zofia", "Kanarkowa").user
    waits = Mail.objects.get(kind="welcome")
    Mail.objects.get(kind="received").went()
    change_address(zofia, NEW)
    assert not Mail.objects.filter(kind="received").exists()
    assert Mail.objects.get(pk=waits.pk).to == NEW
    assert {mail.to for mail in Mail.objects.filter(user=zofia)} == {NEW, SHARED}  # „Adres … jest zmieniony”
    assert Mail.objects.get(kind="address_changed").to == SHARED


def test_the_second_person_is_not_told_that_a_declaration_is_there(zofia, declare, group, ewa):
    """Zofia was declined in this call; her row keeps the address that she gave."""
    row = zofia.declarations.order_by("pk").first()
    row.choices.update(state="rejected")
    zofia.memberships.all().delete()
    assert row.email_lower == SHARED
    assert declare("Ola", "Sikorkowa", accepted=False) is not None
    assert not Mail.objects.filter(kind="already").exists()


def test_mail_about_a_declaration_that_is_there_leads_to_ones_own_case_only(call, group, make_declaration):
    first = make_declaration("jan")
    again = {"groups": [group], "email": "jan@example.org", "capacity": "own"}
    Declaration.objects.send(call, given_name="JAN", family_name="testowy", **again)
    told = Mail.objects.filter(kind="already").first()
    assert first.address in told.text and first.address in told.html and "Zobacz deklarację" in told.text
    Declaration.objects.send(call, given_name="Ola", family_name="Sikorkowa", **again)
    told = Mail.objects.filter(kind="already").first()
    assert first.address not in told.text + told.html


def test_a_stranger_gets_few_mails_about_forms_that_somebody_fills_in(call, make_declaration, group, other_group):
    call.groups = [group, other_group]
    call.save_revision().publish()
    for name in "Abcdefghij":
        Declaration.objects.send(
            call, email=SHARED, given_name=name, family_name="Obca", capacity="own", groups=[group]
        )
    assert Mail.objects.filter(to=SHARED).count() == 3
    # what is new is still confirmed by mail, so nobody shuts the owner of the address out
    own = {"given_name": "Ola", "family_name": "Sikorkowa", "capacity": "own", "groups": [other_group]}
    assert Declaration.objects.send(call, email=SHARED, **own)
    for hours in (2, 4, 6):
        Mail.objects.update(created_at=F("created_at") - timedelta(hours=hours))
        Declaration.objects.send(call, email=SHARED, **own | {"given_name": f"Ola{'a' * hours}"})
    assert Mail.objects.filter(to=SHARED).count() == 6


def test_what_was_confirmed_before_an_account_had_the_address_is_its_by_name_alone(declare, group, ewa, other_group):
    zofia = declare("Zofia", "Kanarkowa", accepted=False)
    own = declare("Ola", "Sikorkowa", accepted=False, groups=[group], email="inny@example.org")
    Declaration.objects.filter(pk=own.pk).update(email=SHARED, email_lower=SHARED)
    ola = open_account(SHARED, first_name="Ola", last_name="Sikorkowa")
    assert list(Declaration.objects.of(ola)) == [own]
    with pytest.raises(Refused, match="kogoś o innym imieniu"):
        zofia.accept(ewa, group)
    zofia.refresh_from_db()
    assert (zofia.user, zofia.state, zofia.choices.get().state) == (None, "submitted", "waiting")


def test_a_paper_with_the_address_of_somebody_stands_on_no_account_before_they_confirm_it(anna, call, other_group, ewa):
    paper = {"given_name": "Zofia", "family_name": "Kanarkowa", "email": "anna@example.org", "capacity": "own"}
    call.groups = [other_group]
    call.save_revision().publish()
    Membership.objects.create(user=ewa, group=other_group, role="coordinator")
    declaration = Declaration.objects.enter(
        ewa, call, groups=[other_group], received_on=timezone.localdate(), phone="+48601602603", **paper
    )
    client = Client()
    client.force_login(anna, backend="signup.backends.MembershipBackend")
    shown = read(anna, client)
    assert not [word for word in (*OF_ZOFIA, declaration.number) if word in shown]
    declaration.confirm()
    assert declaration.number in read(anna, client)


def test_an_invitation_that_names_who_had_the_address_before_is_not_shown(zofia, ola, other_group, as_user):
    before = ola.address_since - timedelta(days=3)
    Invitation.objects.create(group=other_group, email=SHARED, given_name="Zofia", sent_at=before)
    shown = as_user(ola).get(MINE).text
    assert "Zofia" not in shown
    Invitation.objects.all().delete()
    Invitation.objects.create(group=other_group, email=SHARED, given_name="Oleńka")
    assert "Oleńka" in as_user(ola).get(MINE).text


def test_coming_in_by_an_invitation_leaves_the_declaration_of_another_person_alone(declare, group, ewa):
    zofia = declare("Zofia", "Kanarkowa", accepted=False)
    ewa_invites = Invitation.objects.create(group=group, email=SHARED, invited_by=ewa)
    ewa_invites.accept(given_name="Ola", family_name="Sikorkowa", capacity="own")
    zofia.refresh_from_db()
    assert (zofia.user, zofia.choices.get().state) == (None, "waiting")


def test_nobody_is_known_from_a_declined_declaration_once_it_is_forgotten(make_user, make_declaration, group, ewa):
    declaration = make_declaration(make_user("jan").first_name.lower())
    declaration.decline(ewa, group, "Brak miejsc.")
    assert declaration.user
    declaration.anonymise()
    declaration.refresh_from_db()
    assert declaration.user is None


def test_after_erasing_no_queue_keeps_the_address_that_the_person_had_asked_for(anna, admin, as_user):
    as_user(anna).post(f"{MINE}adres/", {"email": "wymarzony@example.org"})
    assert Mail.objects.filter(to="wymarzony@example.org").exists()
    anna.erase(admin)
    assert not Mail.objects.exclude(kind="erased").exists()


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

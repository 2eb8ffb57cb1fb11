"""Who may open and do what: each of our addresses × each role. The table fails when an address is missing from it.

V a visitor · J signed in, belongs nowhere · A a member of the group · C a member of another group
E coordinates the group · K coordinates another group · P an author · R an editor · S an administrator
What J gets, two others get as well: somebody with a declaration that waits, somebody who left the group.
"""

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from roadmaps.models import Action, Comment, Event, MentionNotice, Objection, Pledge, Support
from signup.models import Consent, DeclarationChoice, ErasureRequest, Invitation, Membership, User
from tests import one_of_each

ROLES = "VJACEKPRS"
LIKE_J = ("applicant", "former member")
OUR_ROOMS = ("portal", "signup", "roadmaps")

# what: (address, method, data, the answer of each role in the order of ROLES); asked from top to bottom in one world,
# so that a row stands above the one that drops its action
EVERYBODY = "200 200 200 200 200 200 200 200 200"
NOBODY = "404 404 404 404 404 404 404 404 404"
MEMBERS_ONLY = "403 403 302 403 302 403 403 403 403"
COORDINATORS_ACT = "403 403 403 403 302 403 403 403 403"
AUTHORS_ACT = "403 403 302 403 403 403 403 403 403"  # Anna wrote the comment

# one's own data, whoever one is
OWN = "302 200 200 200 200 200 200 200 200"
WRITES_OWN = "403 302 302 302 302 302 302 302 302"

# the desk: whose group was chosen; another group's coordinator must not know that there is anything
OFFICE = "302 403 403 403 200 200 403 403 200"
COORDINATOR_ONLY = "302 403 403 403 200 404 403 403 403"
ACTS_ON_OWN = "403 403 403 403 302 404 403 403 403"
TYPES_OWN = "403 403 403 403 422 404 403 403 403"  # without the words that are needed
TABLE = {
    "healthz": ("/healthz", "get", None, "503 503 503 503 503 503 503 503 503"),  # no worker runs here
    "favicon": ("/favicon.ico", "get", None, "301 301 301 301 301 301 301 301 301"),
    "accessibility": ("/deklaracja-dostepnosci/", "get", None, EVERYBODY),
    "site_map": ("/mapa-strony/", "get", None, EVERYBODY),
    "sitemap": ("/sitemap.xml", "get", None, EVERYBODY),
    "robots": ("/robots.txt", "get", None, EVERYBODY),
    "security": ("/.well-known/security.txt", "get", None, EVERYBODY),
    "search": ("/szukaj/?q=grupa", "get", None, EVERYBODY),
    "search_suggestions": ("/szukaj/podpowiedzi/?q=gru", "get", None, EVERYBODY),
    "media": ("/media/nie-ma.png", "get", None, NOBODY),
    "cover": ("/media/covers/dzialanie-{action}/nie-ma.png", "get", None, NOBODY),
    "account": ("/konto/", "get", None, "302 200 200 200 200 200 200 200 200"),
    "my_data": ("/konto/moje-dane/", "get", None, OWN),
    "my_data_file": ("/konto/moje-dane/moje-dane.json", "get", None, OWN),
    "correct_my_data": ("/konto/moje-dane/poprawki/", "get", None, OWN),
    "change_address": ("/konto/moje-dane/adres/", "get", None, OWN),
    "confirm_address": ("/konto/moje-dane/adres/kod/", "get", None, "302 302 302 302 302 302 302 302 302"),
    "my_consent": ("/konto/moje-dane/zgody/image/", "post", {"cast": "0"}, WRITES_OWN),
    "ask_for_erasure": ("/konto/moje-dane/usuniecie/", "post", {}, "403 302 302 302 302 302 302 302 409"),
    "take_erasure_back": ("/konto/moje-dane/usuniecie/cofniecie/", "post", {}, WRITES_OWN),
    "account_login": ("/konto/logowanie/", "get", None, "200 302 302 302 302 302 302 302 302"),
    "account_request_login_code": ("/konto/logowanie/", "get", None, "200 302 302 302 302 302 302 302 302"),
    "account_confirm_login_code": ("/konto/logowanie/kod/", "get", None, "302 302 302 302 302 302 302 302 302"),
    "account_demo": ("/konto/logowanie/pokaz/", "post", {"account": "ewa@example.org"}, NOBODY),
    "account_entry": ("/konto/wejscie/1/abc-def/", "get", None, "410 410 410 410 410 410 410 410 410"),
    "account_logout": ("/konto/wylogowanie/", "post", None, "302 302 302 302 302 302 302 302 302"),
    "leave_group": ("/konto/grupy/edukacja/opusc/", "get", None, "302 404 200 404 200 404 404 404 404"),
    "invitation": ("/zaproszenia/{invitation}/", "get", None, EVERYBODY),
    "decline_invitation": ("/zaproszenia/nie-moj/odrzuc/", "post", None, NOBODY),
    "declare": ("/deklaracja/", "get", None, EVERYBODY),
    "clause": ("/deklaracja/klauzula/", "get", None, EVERYBODY),
    "declaration_sent": ("/deklaracje/wyslano/", "get", None, EVERYBODY),
    "report": ("/zgloszenie/?adres=/dzialania/1/", "get", None, EVERYBODY),
    "reported": ("/zgloszenie/wyslano/", "get", None, EVERYBODY),
    "send_declaration": ("/deklaracje/nabor/nabor/", "post", {}, "422 422 422 422 422 422 422 422 422"),
    "check_declaration": ("/deklaracje/nabor/nabor/pole/nip/", "post", {}, "200 200 200 200 200 200 200 200 200"),
    "blank_declaration": ("/deklaracje/nabor/nabor/deklaracja.pdf", "get", None, EVERYBODY),
    "revise_declaration": ("/deklaracje/{token}/popraw/", "get", None, EVERYBODY),
    "withdraw_declaration": ("/deklaracje/{token}/wycofaj/", "get", None, EVERYBODY),
    "complete_declaration": (
        "/deklaracje/{token}/uzupelnij/nie-ma/",
        "post",
        None,
        "404 404 404 404 404 404 404 404 404",
    ),
    "renew_declaration_link": ("/deklaracje/nie-moj/nowy-link/", "post", None, NOBODY),
    "declaration_pdf": ("/deklaracje/{token}/deklaracja.pdf", "get", None, EVERYBODY),
    "declaration": ("/deklaracje/{token}/", "get", None, EVERYBODY),
    "action": ("/dzialania/{action}/", "get", None, EVERYBODY),
    "action_support": ("/dzialania/{action}/glos/", "post", {"cast": "1"}, MEMBERS_ONLY),
    "action_comment": ("/dzialania/{action}/komentarze/", "post", {"kind": "comment", "text": "Tak."}, MEMBERS_ONLY),
    "action_wording": ("/dzialania/{action}/glos/wersja/", "post", {"answer": "later"}, MEMBERS_ONLY),
    "action_pledge": ("/dzialania/{action}/pomoc/", "post", {"kind": "room", "text": "Sala"}, MEMBERS_ONLY),
    "action_objection": ("/dzialania/{action}/zastrzezenie/", "post", {"reason": "Za drogo."}, MEMBERS_ONLY),
    "action_people": ("/dzialania/{action}/osoby/", "get", None, "403 403 200 403 200 403 403 403 403"),
    "action_merge": ("/dzialania/{action}/polacz/", "get", None, "403 403 403 403 200 403 403 403 403"),
    "action_unmerge": ("/dzialania/{action}/rozlacz/", "post", None, COORDINATORS_ACT),
    "comment_answer": ("/dzialania/{action}/komentarze/{comment}/odpowiedz/", "post", {"text": "Tak."}, MEMBERS_ONLY),
    "comment_pin": ("/dzialania/{action}/komentarze/{comment}/przypnij/", "post", {"cast": "1"}, COORDINATORS_ACT),
    "comment_hide": ("/dzialania/{action}/komentarze/{comment}/ukryj/", "post", {"reason": "Nie."}, COORDINATORS_ACT),
    "comment_revise": (
        "/dzialania/{action}/komentarze/{comment}/popraw/",
        "post",
        {"text": "Nie.", "kind": "comment"},
        AUTHORS_ACT,
    ),
    "comment_delete": ("/dzialania/{action}/komentarze/{comment}/usun/", "post", None, AUTHORS_ACT),
    "mentions_switch": ("/dzialania/wspomnienia/", "post", {"wanted": "1"}, "403 302 302 302 302 302 302 302 302"),
    "mentions_stop": ("/dzialania/wspomnienia/{stop}/", "get", None, EVERYBODY),
    "action_edit": ("/dzialania/{action}/edycja/", "get", None, "403 403 200 403 200 403 403 403 403"),
    "action_restore": (
        "/dzialania/{action}/historia/{event}/przywroc/",
        "get",
        None,
        "403 403 200 403 200 403 403 403 403",
    ),
    "action_hide": ("/dzialania/{action}/ukryj/", "get", None, "403 403 403 403 200 403 403 403 403"),
    "action_show": ("/dzialania/{action}/pokaz/", "post", {}, "403 403 403 403 302 403 403 403 403"),
    "action_redact": ("/dzialania/{action}/usun-tresc/", "get", None, "403 403 403 403 403 403 403 403 200"),
    "action_similar": ("/mapy/{roadmap}/podobne/?title=Spacery", "get", None, "403 403 200 403 200 403 403 403 403"),
    "action_links": ("/mapy/{roadmap}/powiazania/?znajdz=related", "get", None, "403 403 200 403 200 403 403 403 403"),
    "action_move": ("/dzialania/{action}/przenies/", "post", {"to": "discussed"}, MEMBERS_ONLY),
    "action_drop": ("/dzialania/{action}/zaniechaj/", "post", {"reason": "Bo tak."}, MEMBERS_ONLY),
    "action_add": (
        "/mapy/{roadmap}/dzialania/",
        "post",
        {"title": "Ławka przy szkole", "description": "Jedna ławka w cieniu."},
        MEMBERS_ONLY,
    ),
    "action_undo": (
        "/dzialania/{action}/historia/{event}/cofnij/",
        "post",
        {},
        "403 403 409 403 409 403 403 403 403",  # by then others have done more
    ),
    "admin_login": ("/redakcja/login/", "get", None, "302 403 403 403 302 302 302 302 302"),
    "my_groups": ("/redakcja/moje-grupy/", "get", None, "302 403 403 403 200 200 403 403 403"),
    "my_group": ("/redakcja/moje-grupy/{group}/", "get", None, COORDINATOR_ONLY),
    "my_introduction": ("/redakcja/moje-grupy/{group}/wprowadzenie/", "get", None, COORDINATOR_ONLY),
    "my_new_meeting": ("/redakcja/moje-grupy/{group}/spotkania/nowe/", "get", None, COORDINATOR_ONLY),
    "my_meeting": ("/redakcja/moje-grupy/{group}/spotkania/{meeting}/", "get", None, COORDINATOR_ONLY),
    "my_minutes": ("/redakcja/moje-grupy/{group}/spotkania/{meeting}/protokol/", "get", None, COORDINATOR_ONLY),
    "my_preview": ("/redakcja/moje-grupy/{group}/spotkania/{meeting}/podglad/", "get", None, COORDINATOR_ONLY),
    "my_discard": (
        "/redakcja/moje-grupy/{group}/spotkania/{meeting}/usuniecie/",
        "post",
        {},
        "403 403 403 403 403 404 403 403 403",  # live, and made by somebody else
    ),
    "my_call_off": (
        "/redakcja/moje-grupy/{group}/spotkania/{meeting}/odwolanie/",
        "post",
        {"cancelled": "1"},
        "403 403 403 403 302 404 403 403 403",
    ),
    "my_members": ("/redakcja/moje-grupy/{group}/osoby/", "get", None, COORDINATOR_ONLY),
    "my_member": ("/redakcja/moje-grupy/{group}/osoby/{member}/", "get", None, COORDINATOR_ONLY),
    "my_member_suspend": ("/redakcja/moje-grupy/{group}/osoby/{member}/zawieszenie/", "post", {}, TYPES_OWN),
    "my_member_resume": ("/redakcja/moje-grupy/{group}/osoby/{member}/wznowienie/", "post", {}, ACTS_ON_OWN),
    "my_member_end": ("/redakcja/moje-grupy/{group}/osoby/{member}/zakonczenie/", "post", {}, TYPES_OWN),
    "my_invite": ("/redakcja/moje-grupy/{group}/zaproszenia/", "post", {}, TYPES_OWN),
    "my_invitation_resend": (
        "/redakcja/moje-grupy/{group}/zaproszenia/{invited}/ponowienie/",
        "post",
        None,
        ACTS_ON_OWN,
    ),
    "my_invitation_withdraw": (
        "/redakcja/moje-grupy/{group}/zaproszenia/{invited}/wycofanie/",
        "post",
        None,
        ACTS_ON_OWN,
    ),
    "index": ("/redakcja/users/", "get", None, "302 403 403 403 403 403 302 302 200"),
    "index_results": ("/redakcja/users/results/", "get", None, "302 403 403 403 403 403 302 302 200"),
    "edit": ("/redakcja/users/edit/{person}/", "get", None, "302 403 403 403 403 403 302 302 200"),
    "add": ("/redakcja/tresci-zgod/new/", "get", None, "302 403 403 403 403 403 302 302 200"),
    "erasure_requests": ("/redakcja/usuwanie-danych/", "get", None, "302 403 403 403 403 403 403 403 200"),
    "erase_person": ("/redakcja/usuwanie-danych/{leaver}/", "post", {}, "403 403 403 403 403 403 403 403 302"),
    "decline_erasure": (
        "/redakcja/usuwanie-danych/{leaver}/odmowa/",
        "post",
        {},
        "403 403 403 403 403 403 403 403 404",
    ),
    "mails": ("/redakcja/wiadomosci/", "get", None, OFFICE),
    "mail": ("/redakcja/wiadomosci/confirm/", "get", None, OFFICE),
    "mail_body": ("/redakcja/wiadomosci/confirm/tresc/", "get", None, OFFICE),
    "desk": ("/redakcja/deklaracje/", "get", None, "302 403 403 403 200 200 403 403 403"),
    "desk_export": ("/redakcja/deklaracje/eksport.csv", "get", None, "302 403 403 403 200 200 403 403 403"),
    "desk_paper": ("/redakcja/deklaracje/papier/", "get", None, "302 403 403 403 200 200 403 403 403"),
    "desk_accept_many": ("/redakcja/deklaracje/przyjmij/", "post", None, "403 403 403 403 302 302 403 403 403"),
    "desk_case": ("/redakcja/deklaracje/{declaration}/", "get", None, COORDINATOR_ONLY),
    "desk_copy": (
        "/redakcja/deklaracje/{declaration}/deklaracja.pdf",
        "get",
        None,
        COORDINATOR_ONLY,
    ),
    "desk_take": ("/redakcja/deklaracje/{declaration}/rozpatrz/", "post", None, ACTS_ON_OWN),
    "desk_address": ("/redakcja/deklaracje/{declaration}/adres/", "post", {}, TYPES_OWN),
    "desk_withdraw": ("/redakcja/deklaracje/{declaration}/wycofaj/", "post", {}, TYPES_OWN),
    "desk_ask": (
        "/redakcja/deklaracje/{declaration}/{group}/popros/",
        "post",
        {},
        TYPES_OWN,
    ),
    "desk_note": (
        "/redakcja/deklaracje/{declaration}/{group}/notatka/",
        "post",
        {},
        TYPES_OWN,
    ),
    "desk_decline": (
        "/redakcja/deklaracje/{declaration}/{group}/nie-przyjmuj/",
        "post",
        {},
        TYPES_OWN,
    ),
    "desk_accept": (
        "/redakcja/deklaracje/{declaration}/{group}/przyjmij/",
        "post",
        {},
        ACTS_ON_OWN,
    ),
}

# pages and the routes of Wagtail: one rule a prefix (all of the admin: test_admin_rights.py)
PREFIXES = {
    "/": EVERYBODY,
    "/grupy/": EVERYBODY,
    "/grupy/edukacja/": EVERYBODY,
    "/grupy/edukacja/mapa-drogowa/": EVERYBODY,
    "/grupy/nie-ma/": NOBODY,
    "/aktualnosci/": EVERYBODY,
    "/aktualnosci/nowina/": EVERYBODY,
    "/aktualnosci/szkic/": NOBODY,
    "/spotkania/": EVERYBODY,
    "/spotkania/kalendarz.ics": EVERYBODY,
    "/spotkania/pierwsze/spotkanie.ics": EVERYBODY,
    "/spotkania/pierwsze/": EVERYBODY,
    "/nabory/": EVERYBODY,
    "/nabory/nabor/": EVERYBODY,
    "/o-centrum/": EVERYBODY,
    "/kontakt/": EVERYBODY,
    "/partnerzy/": EVERYBODY,
    "/regulamin/": EVERYBODY,
    "/polityka-prywatnosci/": EVERYBODY,
    "/konto/rejestracja/": NOBODY,
    "/konto/signup/": NOBODY,
    "/konto/password/reset/": NOBODY,
    "/redakcja/": "302 403 403 403 200 200 200 200 200",
    "/redakcja/pages/": "302 403 403 403 403 403 302 302 200",
    "/redakcja/pages/{home}/": "302 403 403 403 403 403 200 200 200",
    "/redakcja/pages/{home}/edit/": "302 403 403 403 403 403 302 200 200",
    "/redakcja/pages/{draft}/edit/": "302 403 403 403 403 403 302 200 200",
    "/redakcja/pages/{draft}/history/": "302 403 403 403 403 403 302 200 200",
    "/redakcja/pages/{draft}/view_draft/": "302 403 403 403 403 403 302 200 200",
    "/redakcja/images/": "302 403 403 403 403 403 200 200 200",
    "/redakcja/documents/": "302 403 403 403 403 403 200 200 200",
    "/redakcja/groups/": "302 403 403 403 403 403 302 302 200",
    "/redakcja/czlonkostwa/": "302 403 403 403 403 403 302 302 200",
    "/redakcja/tresci-zgod/": "302 403 403 403 403 403 302 302 200",
    "/redakcja/settings/signup/dataprotection/": "302 403 403 403 403 403 302 302 302",
    "/redakcja/settings/portal/centre/": "302 403 403 403 403 403 302 302 302",
    "/redakcja/sites/": "302 403 403 403 403 403 302 302 200",
    "/redakcja/reports/site-history/": "302 403 403 403 403 403 403 200 200",
}
world = one_of_each.world


@pytest.fixture
def roles(
    world, group, anna, jan, ewa, celina, karol, author, editor, admin, as_user, make_user, join, make_declaration
):
    """A client for each role."""
    applicant, former = make_user("olga"), make_user("leon")
    make_declaration("olga")
    join(former, group, status="ended", ended_at=timezone.now())
    people = zip(ROLES[1:], (jan, anna, celina, ewa, karol, author, editor, admin), strict=True)
    everybody = [*people, *zip(LIKE_J, (applicant, former), strict=True)]
    return {"V": Client()} | {role: as_user(person) for role, person in everybody}


def ours():
    """The names of all patterns that lead to our views, wherever they are hooked in."""

    def walk(entries, ours_above=False):
        for entry in entries:
            if isinstance(entry, URLPattern):
                view = getattr(entry.callback, "view_class", entry.callback)
                if ours_above or view.__module__.split(".")[0] in OUR_ROOMS:
                    yield entry.name or str(entry.pattern).split(".")[0]
            else:
                module = getattr(entry.urlconf_name, "__name__", "")
                yield from walk(entry.url_patterns, module.split(".")[0] in OUR_ROOMS)

    return set(walk(get_resolver().url_patterns))


def test_every_address_of_ours_is_in_the_table():
    missing = ours() - TABLE.keys()
    assert not missing, f"add to the table of rights: {sorted(missing)}"


def traces():
    """What a write of somebody without the right must not change."""
    models = (Action, Comment, Event, Support, Invitation, Consent, ErasureRequest, MentionNotice, Objection, Pledge)
    states = tuple(DeclarationChoice.objects.values_list("state", flat=True))
    statuses = tuple(Membership.objects.order_by("pk").values_list("status", "role"))
    waiting = Invitation.objects.open().count()
    erased = User.objects.exclude(erased_at=None).count()
    counts = {model.__name__: model.objects.count() for model in models}
    return counts | {"choices": states, "memberships": statuses, "waiting": waiting, "erased": erased}


@pytest.mark.any_engine
@pytest.mark.django_db(transaction=True)
def test_each_role_gets_the_answer_of_the_table(world, roles, subtests):
    """One world for all cells: rows that write are asked by those without the right first."""
    rows = [(address, "get", None, answers) for address, answers in PREFIXES.items()] + list(TABLE.values())
    rows.sort(key=lambda row: "wylogowanie" in row[0])  # signing out comes last
    wrong = []
    for address, method, data, answers in rows:
        path = address.format(**world)
        expected = dict(zip(ROLES, map(int, answers.split()), strict=True))
        expected |= dict.fromkeys(LIKE_J, expected["J"])
        for role in sorted(expected, key=lambda role: expected[role] < 400):
            before = traces() if method == "post" else None
            response = getattr(roles[role], method)(path, data)
            if response.status_code != expected[role]:
                wrong.append(f"{role} {method} {path}: {response.status_code}, not {expected[role]}")
            if before and expected[role] >= 400 and traces() != before:
                wrong.append(f"{role} {method} {path} changed something")
            if role == "V" and response.status_code == 302 and method == "get" and "/logowanie/kod/" not in path:
                assert response["Location"].startswith("/konto/logowanie/?next="), (path, response["Location"])
    assert not wrong, "\n".join(wrong)


def test_a_post_without_a_token_is_refused(world, anna, as_user):
    client = as_user(anna, enforce_csrf_checks=True)
    response = client.post(reverse("action_support", args=[world["action"]]), {"cast": "1"})
    assert response.status_code == 403
    assert not Support.objects.exists()


def test_a_coordinator_cannot_edit_pages_by_being_an_author_of_nothing(world, ewa, group, as_user):
    assert not ewa.edits_pages and ewa.has_perm("wagtailadmin.access_admin")
    assert as_user(ewa).get(f"/redakcja/pages/{group.pk}/edit/").status_code == 403

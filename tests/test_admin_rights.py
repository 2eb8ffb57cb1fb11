"""Who may open and do what in Wagtail's own admin: every address of it, with the numbers of things that are there.

Whatever Wagtail brings anew is shut until it stands in the lists below.
"""

import io
import re
from datetime import timedelta
from fnmatch import fnmatchcase

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.images import ImageFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve
from django.utils import timezone
from PIL import Image
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import (
    Collection,
    GroupPagePermission,
    Page,
    PageViewRestriction,
    Revision,
    Site,
    Task,
    TaskState,
    UploadedFile,
    Workflow,
    WorkflowTask,
)

from portal.editing.admin_gate import is_open
from portal.models import (
    AlertBanner,
    Attachment,
    Centre,
    ContactPerson,
    MeetingIndexPage,
    MeetingPage,
    NewsIndexPage,
    NewsPage,
    Partner,
    Picture,
)
from signup.models import ConsentText, Declaration, Invitation, Membership, User
from tests.thorough import THOROUGH, sample

# which doors are shut is no matter of the engine, and there are hundreds of them
pytestmark = pytest.mark.any_engine

# what nobody in the office may read in the admin: members, declarations, accounts, and how to reach those who write
SECRETS = ["Kanarkowa", "Pod Kanarkiem", "Wróblewska", "Sikorkowa", "Czyżyk", "@example.org"]
# who writes pages is told by name: each change of a page is in its history
WRITERS = ["Ewa Piszka", "Redakcja Próbna", "Autorka Próbna"]


@pytest.fixture
def office(settings, home, group, other_group, call, make_user, join, editor, author, admin, roadmap, as_user):
    """One of each thing of which the admin has addresses, and people in every role that could leak."""
    settings.TASKS = settings.TASKS | {"default": {"BACKEND": "django.tasks.backends.immediate.ImmediateBackend"}}
    User.objects.filter(pk=admin.pk).update(first_name="", last_name="")  # as `manage.py administrator` makes them
    admin.refresh_from_db()
    ewa = make_user("ewa", last_name="Piszka")
    karol = make_user("karol", last_name="Czyżyk")
    anna = make_user("anna", first_name="Anna", last_name="Wróblewska")
    make_user("lucja", first_name="Łucja", last_name="Sikorkowa")
    join(ewa, group, role="coordinator")
    join(karol, other_group, role="coordinator")
    membership = join(anna, group)
    person = {"given_name": "Zofia", "family_name": "Kanarkowa", "email": "zofia@example.org", "capacity": "own"}
    declaration = Declaration.objects.send(call, groups=[group], org_name="Pod Kanarkiem", **person)
    declaration.confirm()
    action = roadmap.add(anna, title="Spacery po dzielnicach", description="Pytamy, co poprawić.")
    action.support(anna)
    group.revise(ewa, introduction="Wstęp Ewy.", publish=True)
    group.refresh_from_db()
    group.revise(ewa, introduction="Tajny wstęp.")
    now = timezone.now()
    times = {"starts_at": now, "ends_at": now + timedelta(hours=2), "place": "Sala"}
    meeting = MeetingPage.write(ewa, MeetingIndexPage.objects.get(), groups=[group], title="Tajna narada", **times)
    index = NewsIndexPage.objects.get()
    news = index.add_child(instance=NewsPage(title="Tajny szkic", slug="szkic", lead="A.", live=False, owner=editor))
    news.save_revision(user=editor, log_action=True)
    news.save_revision(user=editor, log_action=True)
    live = index.add_child(instance=NewsPage(title="Nowina", slug="nowina", lead="A.", owner=admin))
    live.save_revision(user=admin, log_action=True).publish(user=admin)
    live.go_live_at = now + timedelta(days=1)
    live.save_revision(user=admin, approved_go_live_at=live.go_live_at)
    sent = index.add_child(
        instance=NewsPage(title="Do sprawdzenia", slug="sprawdz", lead="A.", live=False, owner=author)
    )
    sent.save_revision(user=author, log_action=True)
    state = home.get_workflow().start(sent, author)
    locked = index.add_child(instance=NewsPage(title="Zamknięta", slug="zamknieta", lead="A.", owner=ewa))
    locked.save_revision(user=ewa)
    Page.objects.filter(pk=locked.pk).update(locked=True, locked_by=admin, locked_at=now)
    for thing in (anna, membership, admin):
        log(instance=thing, action="wagtail.edit", user=admin)
    picture = io.BytesIO()
    Image.new("RGB", (64, 36), "green").save(picture, "PNG")
    collection = Collection.get_first_root_node().add_child(name="Zbiór")
    group.contact = ContactPerson.objects.create(role="Koordynatorka")
    picture = Picture.objects.create(title="Stół", file=ImageFile(picture, "stol.png"), uploaded_by_user=ewa)
    file = SimpleUploadedFile("wzor.txt", b"Statut")
    page_type = ContentType.objects.get_for_model(MeetingPage)
    restricted = index.add_child(instance=NewsPage(title="Nie dla każdego", slug="ukryta", lead="A."))
    return {
        "pages": [meeting, news, live, sent, group, locked],
        "people": {"V": None, "A": anna, "E": ewa, "K": karol, "P": author, "R": editor, "S": admin},
        "restriction": PageViewRestriction.objects.create(page=restricted, restriction_type="login"),
        "image": picture,
        "document": Attachment.objects.create(title="Wzór", file=file, uploaded_by_user=ewa),
        "upload": UploadedFile.objects.create(for_content_type=page_type, file=file, uploaded_by_user=ewa),
        "collection": collection,
        "workflow": Workflow.objects.first(),
        "task": Task.objects.first(),
        "workflow_state": state,
        "task_state": state.current_task_state,
        "session": EditingSession.objects.create(
            user=ewa, content_type=page_type, object_id=str(meeting.pk), last_seen_at=now
        ),
        "redirect": Redirect.objects.create(old_path="/dawne", redirect_page=live),
        "contactperson": group.contact,
        "partner": Partner.objects.create(name="Partner", role="partner"),
        "alertbanner": AlertBanner.objects.create(text="Komunikat", until=now),
        "site": Site.objects.get(),
        "user": anna,
        "role": Group.objects.get(name="Redaktorzy"),
        "membership": membership,
        "declaration": declaration,
        "invited": Invitation.objects.invite(ewa, group, "dzierzba@example.org", family_name="Sikorkowa"),
        "group": group,
        "home": home,
        "centre": Centre.objects.get(),
        "consent_text": ConsentText.newest("image"),
    }


SNIPPETS = ("contactperson", "partner", "alertbanner")
BULK = [("wagtailcore", "page", verb) for verb in ("delete", "move", "publish", "unpublish")]
BULK += [("portal", "picture", verb) for verb in ("delete", "add_to_collection", "add_tags")]
BULK += [("portal", "attachment", verb) for verb in ("delete", "add_to_collection", "add_tags")]
BULK += [("signup", "user", verb) for verb in ("delete", "assign_role", "set_active_state")]
BULK += [("portal", snippet, "delete") for snippet in SNIPPETS]


def things_of(name, office, page):
    """What the parts of an address of that name stand for: one dictionary for each way to fill them."""
    room = name.split(":")[0]
    pk = {
        "wagtailadmin_api:pages": page,
        "wagtailadmin_api:images": office["image"],
        "wagtailadmin_api:documents": office["document"],
        "wagtailadmin_collections": office["collection"],
        "wagtailadmin_workflows": office["task" if "task" in name else "workflow"],
        "wagtailadmin_pages": page,
        "wagtailsettings": office["centre"],
        "wagtailsites": office["site"],
        "wagtailusers_users": office["user"],
        "wagtailusers_groups": office["role"],
        "wagtaildocs_chooser": office["document"],
        "wagtailimages_chooser": office["image"],
        "czlonkostwa": office["membership"],
        "tresci_zgod": office["consent_text"],
    } | {f"wagtailsnippet{room}_portal_{kind}": office[kind] for room in ("s", "choosers") for kind in SNIPPETS}
    room = ":".join(name.split(":")[:2]) if room == "wagtailadmin_api" else room
    latest = page.latest_revision_id or 0
    filled = {
        "pk": pk[room].pk if room in pk else None,
        **dict.fromkeys(("page_id", "parent_page_id", "page_to_move_id", "page_pk", "object_id"), page.pk),
        "destination_id": office["home"].pk,
        **dict.fromkeys(("revision_id", "revision_id_a"), latest),
        "revision_id_b": "latest",
        "task_id": office["task"].pk,
        "task_state_id": office["task_state"].pk,
        "workflow_pk": office["workflow"].pk,
        "workflow_state_id": office["workflow_state"].pk,
        "collection_id": office["collection"].pk,
        "redirect_id": office["redirect"].pk,
        "session_id": office["session"].pk,
        "uploaded_file_id": office["upload"].pk,
        **dict.fromkeys(("document_id", "doc_id"), office["document"].pk),
        "image_id": office["image"].pk,
        "filter_spec": "max-64x64",
        "restriction_id": office["restriction"].pk,
        "number": office["declaration"].pk,
        "code": office["membership" if "my_member" in name else "invited" if "my_inv" in name else "declaration"].code,
        "kind": "csv" if "export" in name else "confirm",
        "group": office["group"].pk,
        "person": office["user"].pk,
        "meeting": office["pages"][0].pk,
        "action_name": "approve" if "workflow" in name else "delete",
        **dict.fromkeys(("content_type_app_name", "app_label", "app_name"), "portal"),
        **dict.fromkeys(("content_type_model_name", "model_name"), "meetingpage"),
        "uidb64": "MQ",
        "token": "abc-def",
    }
    if name.startswith("wagtailsettings"):
        filled["model_name"] = "centre"
    if "add_task" in name:
        filled |= {"app_label": "wagtailcore", "model_name": "groupapprovaltask"}
    if name != "wagtail_bulk_action":
        return [filled]
    ids = {"page": page, "picture": office["image"], "attachment": office["document"], "user": office["user"]}
    return [
        {"app_label": app, "model_name": model, "action": f"{verb}/?id={ids.get(model, office.get(model)).pk}"}
        for app, model, verb in BULK
    ]


def addresses(office, pages=None):
    """(name, address, page) of everything in the admin; those of pages once for each page, others with the first."""
    pages = office["pages"][:pages]

    def walk(entries, above, rooms):
        for entry in entries:
            pattern = above + str(entry.pattern)
            if isinstance(entry, URLPattern):
                yield ":".join([*rooms, entry.name or "-"]), pattern
            else:
                yield from walk(entry.url_patterns, pattern, [*rooms, *filter(None, [entry.namespace])])

    found = {}
    (admin,) = (
        entry
        for entry in get_resolver().url_patterns
        if str(entry.pattern) == "redakcja/" and hasattr(entry, "url_patterns")
    )
    for name, pattern in walk(admin.url_patterns, "/redakcja/", []):
        plain = re.sub(r"\(\?P(<\w+>)(?:[^()]|\([^)]*\))*\)", r"\1", pattern).replace("\\.", ".")
        plain = re.sub(r"[\^$]|\\Z", "", plain)
        if plain == "/redakcja/.*/":
            continue
        for page in pages:
            for things in things_of(name, office, page):
                address = re.sub(r"<(?:\w+:)?(\w+)>", lambda part, things=things: str(things[part[1]]), plain)
                if "?id=" in address:
                    address = address.removesuffix("/")
                found.setdefault(address, (name, page))
    return [(name, address, page) for address, (name, page) in found.items() if "logout" not in address]


def named(patterns, name):
    return any(fnmatchcase(name, pattern) for pattern in patterns.split())


# what opens by GET; a star stands for the rest of a name
AUTHORS = """
    wagtailadmin_home - wagtailadmin_sprite wagtailadmin_javascript_catalog wagtailadmin_account
    wagtailadmin_dismissibles wagtailadmin_tag_autocomplete wagtailadmin_block_preview
    wagtailadmin_api:*:listing wagtailadmin_api:*:detail
    wagtailadmin_explore wagtailadmin_explore_results wagtailadmin_choose_page*
    wagtailadmin_pages:search* wagtailadmin_pages:type_use*
    wagtailadmin_workflows:task_ch* wagtail_bulk_action
    wagtailadmin_pages:move_confirm wagtailadmin_pages:confirm_workflow_cancellation
    wagtailembeds:chooser* wagtailsnippetchoosers_*:cho*
    wagtailimages:index* wagtailimages:add* wagtailimages_chooser:*
    wagtaildocs:index* wagtaildocs:add* wagtaildocs_chooser:*
"""
# and of the pages only for those of their own
AUTHORS_OWN = """
    wagtailadmin_pages:edit wagtailadmin_pages:preview_on_edit wagtailadmin_pages:view_draft wagtailadmin_pages:usage
    wagtailadmin_pages:delete wagtailadmin_pages:move wagtailadmin_pages:copy wagtailadmin_pages:revisions_[vrc]*
    wagtailadmin_pages:history* wagtailadmin_pages:workflow_history*
"""
EDITORS = f"""{AUTHORS} {AUTHORS_OWN}
    wagtailadmin_pages:add_subpage wagtailadmin_pages:unpublish wagtailadmin_pages:set_privacy
    wagtailadmin_pages:workflow_* wagtailadmin_pages:collect_* wagtailadmin_pages:revisions_unschedule
    wagtailadmin_reports:*
    wagtailimages:edit wagtailimages:delete wagtailimages:preview wagtailimages:image_usage
    wagtaildocs:edit wagtaildocs:delete wagtaildocs:document_usage
    wagtailsnippets_portal_* wagtailsnippetchoosers_*:create wagtailredirects:*
"""
# and what those see who enter by a membership alone: their desk, their groups, their account, the frame of the admin
COORDINATORS = """
    desk* my_* mails mail mail_body
    wagtailadmin_home wagtailadmin_account wagtailadmin_log* wagtailadmin_password_reset*
    wagtailadmin_sprite wagtailadmin_javascript_catalog
"""


def text(answer):
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode(errors="replace")


@pytest.mark.parametrize("role", ["P", "R"])
def test_authors_and_editors_open_what_is_theirs_and_meet_nobody_there(office, as_user, role):
    """Every address by GET: what may open opens; nothing in it tells of members, declarations, accounts."""
    person = office["people"][role]
    client = as_user(person, raise_request_exception=False)
    wrong, told = [], set()
    for name, address, page in sample(addresses(office), f"open to {role}", one_in=4):
        own = role == "R" or page.owner_id == person.pk
        may = named(AUTHORS if role == "P" else EDITORS, name) or (named(AUTHORS_OWN, name) and own)
        more = {"wagtailadmin_reports": "?export=csv", "wagtailadmin_api": "?fields=*"}.get(name.split(":")[0])
        for asked in filter(None, [address, more and address + more]):
            answer = client.get(asked)
            body = text(answer).replace(person.email, "")
            if (answer.status_code == 200 and not may) or (answer.status_code >= 500 and "failwhale" not in address):
                wrong.append(f"{name} {asked}: {answer.status_code}")
            wrong += [f"{name} {asked} tells of {secret}" for secret in SECRETS if secret in body]
            told |= {writer for writer in WRITERS if writer in body}
    assert not wrong, "\n".join(wrong)
    assert told == set(WRITERS) if THOROUGH else told <= set(WRITERS)


def state(but=None):
    """All that an address of the admin could change, without the author's own page."""
    pages = Page.objects.exclude(pk=but).order_by("pk")
    things = [Attachment, Collection, GroupPagePermission, PageViewRestriction, Redirect, Task, Workflow, WorkflowTask]
    things += [AlertBanner, Centre, ConsentText, ContactPerson, Group, Partner, Picture, Revision, Site]
    things += [Invitation, Membership, User]
    kept = ["title", "slug", "path", "live", "locked", "owner", "latest_revision", "alias_of", "go_live_at"]
    return {
        "pages": list(pages.values_list("pk", *kept)),
        "states": list(TaskState.objects.values_list("pk", "status")),
        "active": [list(thing.objects.order_by("pk").values_list("active", flat=True)) for thing in (Task, Workflow)],
        "approved": list(Revision.objects.order_by("pk").values_list("pk", "approved_go_live_at")),
        **{thing.__name__: sorted(thing.objects.values_list("pk", flat=True)) for thing in things},
    }


def test_an_author_changes_nothing_of_others_by_any_address(office, as_user, author):
    """By POST, which for deleting, moving, publishing, locking and approving is all that it takes."""
    client = as_user(author, raise_request_exception=False)
    (own,) = (page for page in office["pages"] if page.owner_id == author.pk)
    before, wrong = state(but=own.pk), []
    data = {"name": "Zbiór", "title": "Przejęte", "new_title": "Moje", "action-publish": "1"}
    others = [row for row in addresses(office) if row[2] != own]
    for name, address, _ in sample(others, "changed by an author", one_in=4):
        answer = client.post(address, data)
        # all is compared for each only to tell which it was
        if THOROUGH and state(but=own.pk) != before:
            wrong.append(f"{name} {address}: {answer.status_code}")
            before = state(but=own.pk)
    assert not wrong, "\n".join(wrong)
    assert state(but=own.pk) == before, "which address did it? THOROUGH=1 tells"


@pytest.mark.parametrize("role", ["V", "A", "K", "E"])
def test_the_admin_is_shut_to_visitors_members_and_beyond_their_rooms_to_coordinators(office, as_user, role):
    person = office["people"][role]
    client, before, opened = as_user(person) if person else Client(), state(), []
    shut = list(addresses(office, pages=None if role == "K" else 1))
    for name, address, _ in sample(shut, f"shut to {role}", one_in=4):
        if role in "KE" and named(COORDINATORS, name):
            continue
        read, written = client.get(address), client.post(address)
        signs_in = role == "V" and read.status_code == 302 and read["Location"].startswith("/konto/logowanie/?next=")
        if not (signs_in or read.status_code in (403, 404)) or written.status_code not in (403, 404):
            opened.append(address)
        assert not [secret for secret in ("Tajn", "Kanarkowa") if secret in text(read) + text(written)], address
    assert not opened and state() == before, opened


def test_only_what_is_named_here_says_that_it_is_open_to_coordinators(office):
    found = {name: is_open(resolve(address.split("?")[0])) for name, address, _ in addresses(office, pages=1)}
    assert len(found) > 200 and not [name for name, says in found.items() if says != named(COORDINATORS, name)]


def test_an_address_of_the_admin_that_nobody_knows_is_not_there_for_coordinators_either(as_user, ewa):
    assert as_user(ewa).get("/redakcja/deklaracje/nie/ma/tego/").status_code == 404
    assert as_user(ewa).get("/redakcja/nie-ma/").status_code == 404


def test_a_coordinator_sees_no_draft_of_another_group_in_the_own_rooms(office, as_user):
    """Karol coordinates another group; his home, his groups, his desk, and all that Ewa's addresses answer him."""
    karol, ewa = (as_user(office["people"][role]) for role in "KE")
    own = {address for _, address, _ in addresses(office) if address.startswith(("/redakcja/moje", "/redakcja/dekl"))}
    assert "Tajna narada" in "".join(text(ewa.get(address)) for address in own)
    for address in [*own, "/redakcja/", "/redakcja/account/", "/redakcja/moje-grupy/"]:
        assert not [secret for secret in ("Tajn", "Kanarkowa", "Piszka") if secret in text(karol.get(address))], address

"""A group that is archived is something to read: it takes no write by any address of ours."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Revision

from portal.models import MeetingPage, WorkingGroupPage
from roadmaps.models import Action, Comment, Event, Objection, Pledge, Roadmap, Support
from signup.models import Declaration, DeclarationChoice, Invitation, Mail, Membership, MembershipChange
from tests.test_rights import TABLE
from tests.thorough import THOROUGH

MEETING = {"title": "Nowe", "day": "15.01.2030", "begins": "17.30", "ends": "19.00", "place": "Sala", "publish": "1"}

# what each address of a group takes, by its name in the table of rights
WRITES = {
    "action_support": {"cast": "1"},
    "action_comment": {"kind": "comment", "text": "Tak."},
    "action_edit": {"title": "Inny tytuł", "description": "Inny opis."},
    "action_move": {"to": "discussed"},
    "action_drop": {"reason": "Bo tak."},
    "action_wording": {"answer": "later"},
    "action_pledge": {"kind": "room", "text": "Sala"},
    "action_objection": {"reason": "Za drogo."},
    "action_restore": {"base": 2},
    "action_undo": {},
    "action_hide": {"reason": "Obraża."},
    "action_show": {},
    "action_merge": {},
    "action_unmerge": {},
    "comment_answer": {"text": "Tak."},
    "comment_pin": {"cast": "1"},
    "comment_hide": {"reason": "Obraża."},
    "comment_revise": {"kind": "comment", "text": "Nie."},
    "comment_delete": {},
    "action_add": {"title": "Ławka przy szkole", "description": "Jedna ławka w cieniu."},
    "my_introduction": {"purpose": "Nowy cel.", "introduction": "Wstęp.", "publish": "1"},
    "my_new_meeting": MEETING,
    "my_meeting": MEETING,
    "my_minutes": {"minutes-count": "0", "publish": "1"},
    "my_call_off": {"cancelled": "1"},
    "my_discard": {},
    "my_member_suspend": {"reason": "Bo tak."},
    "my_member_resume": {"reason": "Bo tak."},
    "my_member_end": {"reason": "Bo tak."},
    "my_invite": {"email": "nowa@example.org"},
    "my_invitation_resend": {},
    "desk_address": {"email": "nowa@example.org"},
    "desk_take": {},
    "desk_accept": {},
    "desk_decline": {"kind": "other", "reason": "Bo tak."},
    "desk_ask": {"request": "Prosimy o nazwę organizacji."},
    "desk_note": {"note": "Zadzwonić."},
}
ONLY_READ = {"action", "my_group", "my_members", "my_member", "my_preview", "desk_case", "desk_copy"}

# whoever declared may take it back at any time, and nobody is kept waiting for an invitation
OF_THE_PERSON = {"desk_withdraw", "my_invitation_withdraw"}

# whoever fills in a form is helped by these; what may not be written has no form
HELP_TO_WRITE = {"action_people", "action_similar", "action_links"}

# the picture of what everybody sees, by a name of its own (test_covers.py)
DRAWN = {"cover"}

# words that the law wants gone are taken out of archives too
OF_ADMINISTRATION = {"action_redact"}


def test_every_address_of_a_group_is_known_to_write_or_to_read():
    parts = ("{action}", "{roadmap}", "{group}", "{meeting}", "{declaration}")
    of_groups = {name for name, (address, *_) in TABLE.items() if any(part in address for part in parts)}
    assert of_groups == WRITES.keys() | ONLY_READ | OF_THE_PERSON | HELP_TO_WRITE | OF_ADMINISTRATION | DRAWN


def state():
    """All that people have done in groups."""
    models = (Action, Comment, Event, Support, Pledge, Objection, MeetingPage, Revision, Mail)
    models += (Membership, MembershipChange, Invitation, DeclarationChoice, Declaration)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


@pytest.fixture
def work(group, call, roadmap, make_meeting, make_action, anna, bartek, jan, ewa, join):
    """A group at work: an action with a vote, a meeting, a declaration that waits, one on paper, an invitation."""
    action = make_action(by=anna)
    action.support(bartek)
    action.revise(anna, 1, goal="Inny cel.")
    comment = action.comment(ewa, "Kto policzy koszty?")
    other, asked, hidden, twin, joined, mine = (make_action(f"Działanie numer {n}", by=ewa) for n in range(6))
    asked.supports.create(by=ewa, wording=1, stale=True)
    hidden.hide(ewa, "Obraża.")
    joined.merge_into(ewa, other)
    person = {"given_name": "Zofia", "family_name": "Kanarkowa", "email": "zofia@example.org", "capacity": "own"}
    declaration = Declaration.objects.send(call, groups=[group], **person)
    declaration.confirm()
    meeting = make_meeting("narada", groups=[group])
    draft = make_meeting("szkic", groups=[group], live=False, owner=ewa)
    paper = Declaration.objects.enter(
        ewa, call, groups=[group], received_on=timezone.localdate(), **(person | {"email": ""})
    )
    codes = {
        "declaration": declaration.code,
        "paper": paper.code,
        "member": anna.membership_in(group).code,
        "resting": join(jan, group, status="suspended").code,
        "invited": Invitation.objects.invite(ewa, group, "ola@example.org").code,
    }
    things = {"action": action, "roadmap": roadmap, "group": group, "meeting": meeting, "draft": draft}
    things |= {"comment": comment, "other": other, "asked": asked, "hidden": hidden, "twin": twin, "joined": joined}
    numbers = {"event": action.events.get(kind="added").number, "own": mine.events.get().number, "mine": mine.pk}
    return {name: thing.pk for name, thing in things.items()} | codes | numbers


@pytest.fixture
def write(work):
    """write(client, "action_support") posts what that address takes, with the page as it stands now."""

    def post(client, name):
        page = MeetingPage if name in ("my_meeting", "my_minutes") else WorkingGroupPage
        pk = work["meeting" if page is MeetingPage else "group"]
        base = page.objects.get(pk=pk).latest_revision_id if name.startswith("my_") else 1
        other = {
            "my_discard": {"meeting": work["draft"]},
            "my_member_resume": {"member": work["resting"]},
            "desk_address": {"declaration": work["paper"]},
            "action_wording": {"action": work["asked"]},
            "action_show": {"action": work["hidden"]},
            "action_merge": {"action": work["twin"]},
            "action_unmerge": {"action": work["joined"]},
            "action_undo": {"action": work["mine"], "event": work["own"]},
        }
        things = work | other.get(name, {})
        more = {"drugie": work["other"]} if name == "action_merge" else {}
        return client.post(TABLE[name][0].format(**things), {"base": base} | WRITES[name] | more)

    return post


def test_a_coordinator_writes_in_a_group_at_work(write, ewa, as_user, subtests):
    before, client = state(), as_user(ewa)
    for name in WRITES:
        with subtests.test(name), transaction.atomic():
            assert write(client, name).status_code == 302 and state() != before
            transaction.set_rollback(True)
    assert state() == before


def test_nobody_writes_in_an_archived_group_by_any_address(
    write, group, anna, jan, ewa, celina, karol, author, editor, admin, as_user, subtests
):
    WorkingGroupPage.objects.filter(pk=group.pk).update(archived=True)
    people = [ewa, anna, jan, celina, karol, author, editor, admin]
    before = state()
    for client in [*map(as_user, people), Client()]:
        for name in WRITES:
            assert write(client, name).status_code in (403, 404, 422), name
            assert not THOROUGH or state() == before, name
        assert state() == before, "which address did it? THOROUGH=1 tells"


def test_the_meeting_of_an_archived_group_and_one_at_work_is_left_to_editors(
    write, group, other_group, ewa, karol, as_user, make_meeting
):
    WorkingGroupPage.objects.filter(pk=group.pk).update(archived=True)
    joint = make_meeting("wspolne", groups=[group, other_group])
    address = f"/redakcja/moje-grupy/{other_group.pk}/spotkania/{joint.pk}/"
    answer = as_user(karol).post(address, MEETING | {"base": joint.latest_revision_id})
    assert answer.status_code == 403 and MeetingPage.objects.get(pk=joint.pk).title == joint.title


def test_everything_of_an_archived_group_stays_to_be_read(work, group, ewa, anna, as_user, client):
    WorkingGroupPage.objects.filter(pk=group.pk).update(archived=True)
    pages = [group.url, f"{group.url}mapa-drogowa/", f"/dzialania/{work['action']}/", "/spotkania/narada/"]
    for reader in (client, as_user(anna), as_user(ewa)):
        assert [reader.get(page).status_code for page in pages] == [200] * 4
    for name in ONLY_READ | {"my_introduction", "my_meeting", "my_minutes"}:
        assert as_user(ewa).get(TABLE[name][0].format(**work)).status_code == 200, name


def test_publishing_a_new_group_makes_its_roadmap_and_a_draft_does_not(home, editor, as_user, client):
    from portal.models import GroupIndexPage

    index = GroupIndexPage.objects.get()
    draft = index.add_child(instance=WorkingGroupPage(title="Nowa", slug="nowa", purpose="Po co.", live=False))
    draft.save_revision()
    assert not Roadmap.objects.exists()
    draft.go_live_at = timezone.now() - timedelta(seconds=1)
    for _ in range(2):
        draft.save_revision(user=editor).publish()
    (roadmap,) = Roadmap.objects.all()
    assert roadmap.group == WorkingGroupPage.objects.get(slug="nowa")
    assert client.get("/grupy/nowa/mapa-drogowa/").status_code == 200

"""Whoever waits for a group that ends hears of it at once; other groups decide on as before."""

from wagtail.models import Revision

from portal.models import MeetingPage, WorkingGroupPage
from roadmaps.models import Action, Comment, Event, Objection, Pledge, Support
from signup.models import Declaration, DeclarationChoice, Invitation, Mail, Membership, MembershipChange


def state():
    """All that people have done in groups."""
    models = (Action, Comment, Event, Support, Pledge, Objection, MeetingPage, Revision, Mail)
    models += (Membership, MembershipChange, Invitation, DeclarationChoice, Declaration)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


# declarations that wait for a group that ends


def archive(group):
    """As an editor does it."""
    page = WorkingGroupPage.objects.get(pk=group.pk)
    page.archived = True
    page.save_revision().publish()


def test_whoever_waits_for_a_group_that_ends_hears_of_it_at_once(make_declaration, group, client):
    declaration = make_declaration("jan")
    Mail.objects.all().delete()
    archive(group)
    archive(group)
    declaration.refresh_from_db()
    choice = declaration.choices.get()
    assert (declaration.state, choice.state, choice.reason_kind) == ("decided", "rejected", "ended")
    assert (choice.reason, choice.decided_by) == ("Grupa zakończyła pracę.", None)
    mail = Mail.objects.get()
    assert (mail.subject, mail.to) == ("Decyzja w sprawie deklaracji", "jan@example.org")
    assert "Grupa zakończyła pracę." in mail.text
    page = client.get(declaration.address).text.replace("\xa0", " ")
    assert "Deklaracja jest rozpatrzona" in page and "Grupa zakończyła pracę." in page


def test_other_groups_decide_on_as_before(make_declaration, call, group, other_group, karol, ewa):
    call.groups.add(other_group)
    call.save()
    declaration = make_declaration("jan", groups=[group, other_group])
    declaration.ask(ewa, group, "Jaka rola?")
    archive(group)
    declaration.refresh_from_db()
    assert declaration.state == "in_review"
    assert not declaration.corrections.open().exists()
    declaration.accept(karol, other_group)
    assert declaration.state == "decided"


def test_what_was_decided_or_withdrawn_stays(make_declaration, group, ewa):
    make_declaration("ola").accept(ewa, group)
    make_declaration("iga").withdraw()
    before = state()["DeclarationChoice"]
    archive(group)
    assert state()["DeclarationChoice"] == before


def test_an_address_confirmed_after_the_end_is_answered_at_once(make_declaration, group, client):
    declaration = make_declaration("jan", confirmed=False)
    archive(group)
    assert Declaration.objects.get().state == "unconfirmed"
    assert client.post(declaration.address).status_code == 302
    assert Declaration.objects.get().state == "decided"
    assert [mail.kind for mail in Mail.objects.order_by("pk")] == ["confirm", "received", "declined"]


def test_a_job_closes_what_was_left_open(make_declaration, group):
    declaration = make_declaration("jan")
    WorkingGroupPage.objects.filter(pk=group.pk).update(archived=True)
    assert Declaration.objects.close_ended() == 1
    assert Declaration.objects.close_ended() == 0
    assert Mail.objects.filter(kind="declined").count() == 1
    assert Declaration.objects.get(pk=declaration.pk).state == "decided"


def test_when_the_group_works_again_one_may_declare_again(make_declaration, group):
    make_declaration("jan")
    archive(group)
    WorkingGroupPage.objects.filter(pk=group.pk).update(archived=False)
    assert make_declaration("jan").choices.get().state == "waiting"


def test_a_coordinator_cannot_say_that_a_group_has_ended(make_declaration, group, ewa, as_user, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    declaration = make_declaration("jan")
    desk, address = as_user(ewa), f"/redakcja/deklaracje/{declaration.code}/"
    assert 'value="ended"' not in desk.get(address).text
    assert desk.post(f"{address}{group.pk}/nie-przyjmuj/", {"kind": "ended"}).status_code == 422

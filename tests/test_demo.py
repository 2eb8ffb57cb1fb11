"""The demo instance."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from wagtail.models import PageLogEntry, Revision

from portal.models import MeetingPage, NewsPage, Partner, WorkingGroupPage
from roadmaps.models import Action, Comment, Event, Mention, Objection, Pledge, Roadmap, Support
from signup.models import Declaration, DeclarationCallPage, Mail, Membership, User

BUTTONS = {f"{name}@example.org" for name in ("admin", "redakcja", "koordynator", "anna", "bartek", "celina")}


def counts():
    models = (Action, Comment, Declaration, Event, Mail, Membership, NewsPage, MeetingPage)
    models += (Mention, Objection, Pledge, Support, User)
    return {model.__name__: model.objects.count() for model in models}


def test_the_demo_has_what_it_promises(db, subtests):
    # loaded once for all questions: it makes a few thousand queries
    call_command("demo")

    with subtests.test("three groups, 24 actions in all states, six news, meetings, calls"):
        assert [group.slug for group in WorkingGroupPage.objects.numbered()] == [
            "rozwoj-iii-sektora",
            "edukacja-obywatelska",
            "rozwoj-sieci-kooperacji",
        ]
        assert Action.objects.filter(merged_into=None).count() == 24
        assert {roadmap.actions.filter(merged_into=None).count() for roadmap in Roadmap.objects.all()} == {8}
        assert set(Action.objects.values_list("state", flat=True)) == {state for state, _ in Action.STATES}
        assert NewsPage.objects.live().count() == 6
        assert MeetingPage.objects.live().coming().count() == 4
        assert MeetingPage.objects.live().past().count() == 5
        assert DeclarationCallPage.objects.open().count() == 1
        assert DeclarationCallPage.objects.live().count() == 2

    with subtests.test("what can be looked at: a picture, a logo, files of which one is a scan"):
        files = [block.value for page in MeetingPage.objects.all() for block in page.attachments]
        assert sorted(file.inaccessible for file in files) == [False, True]
        assert all(file.file_size for file in files)
        assert NewsPage.objects.exclude(picture=None).exists()
        assert Partner.objects.exclude(logo=None).exists() and Partner.objects.filter(logo=None).exists()

    with subtests.test("six accounts with a button, a dozen without, no passwords"):
        assert set(User.objects.values_list("email", flat=True)) >= BUTTONS
        assert User.objects.exclude(email__in=BUTTONS).count() == 12
        assert not any(user.has_usable_password() for user in User.objects.all())

    with subtests.test("the accounts belong where the contract says"):
        groups = WorkingGroupPage.objects.numbered()
        people = {user.email.split("@")[0]: user for user in User.objects.filter(email__in=BUTTONS)}
        assert people["admin"].is_superuser
        assert all(people["koordynator"].coordinates(group) for group in groups)
        assert all(people[name].belongs_to(group) for name in ("anna", "bartek") for group in groups)
        assert [people["celina"].belongs_to(group) for group in groups] == [False, True, False]
        assert not people["redakcja"].coordinates_any
        assert people["redakcja"].groups.filter(name="Redaktorzy").exists()

    with subtests.test("people help, object, answer, link and join"):
        assert Pledge.objects.count() >= 5 and Objection.objects.count() >= 2
        assert Comment.objects.exclude(reply_to=None).count() >= 2 and Mention.objects.exists()
        assert Comment.objects.exclude(pinned_at=None).exists()
        # one of those behind the duplicate supported both
        assert Action.objects.exclude(merged_into=None).get().supports.count() == 1
        assert Support.objects.exclude(came_from=None).count() == 1
        assert Support.objects.filter(stale=True, came_from=None, by__email="anna@example.org").exists()
        assert Action.objects.exclude(depends_on=None).exists() and Action.objects.exclude(related=None).exists()

    with subtests.test("the history is in order"):
        for roadmap in Roadmap.objects.all():
            events = list(roadmap.events.order_by("number"))
            assert [event.number for event in events] == list(range(1, roadmap.last_event + 1))
            assert [event.at for event in events] == sorted(event.at for event in events)
        assert Event.objects.filter(kind="moved", by=None).exists()  # the third support

    with subtests.test("each text can be brought back after an editor changed it"):
        offered = PageLogEntry.objects.filter(content_changed=True).values("revision")
        assert not Revision.page_revisions.exclude(pk__in=offered).exists()

    with subtests.test("nobody gets mail about the past"):
        assert not Mail.objects.exists()

    with subtests.test("loading again changes nothing"):
        before = counts()
        call_command("demo")
        assert counts() == before


def test_the_demo_refuses_a_database_with_content_of_its_own(anna):
    before = counts()
    with pytest.raises(CommandError):
        call_command("demo")
    assert counts() == before

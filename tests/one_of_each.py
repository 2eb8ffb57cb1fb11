"""One of each thing that the portal has, and the addresses that lead to it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.models import MeetingIndexPage, MeetingPage, NewsIndexPage, NewsPage
from roadmaps.out.mentions import stop_link
from signup.models import Declaration, Invitation, Membership


@pytest.fixture
def world(make_user, home, group, other_group, anna, jan, ewa, celina, karol, editor, call, roadmap):
    """One of each thing, and the addresses that lead to it."""
    news = NewsIndexPage.objects.get()
    news.add_child(instance=NewsPage(title="Nowina", slug="nowina", lead="Krótko."))
    draft = news.add_child(instance=NewsPage(title="Szkic", slug="szkic", lead="Jeszcze nie.", live=False))
    draft.save_revision()
    now = timezone.now()
    meeting = MeetingPage(
        title="Pierwsze", slug="pierwsze", starts_at=now, ends_at=now + timedelta(hours=2), place="Sala"
    )
    meeting.groups = [group]
    MeetingIndexPage.objects.get().add_child(instance=meeting)
    action = roadmap.add(anna, title="Spacery po dzielnicach", description="Pytamy, co poprawić.")
    declaration = Declaration.objects.send(
        call, given_name="Zofia", family_name="Kanarkowa", email="zofia@example.org", capacity="own", groups=[group]
    )
    declaration.confirm()
    invited, taken_back = (Invitation.objects.invite(ewa, group, f"{name}@example.org") for name in ("ola", "iga"))
    return {
        "action": action.pk,
        "comment": action.comment(anna, "Pytanie do wszystkich.").pk,
        "event": 1,
        "stop": stop_link(anna).split("/")[-2],
        "roadmap": roadmap.pk,
        "token": declaration.token,
        "person": jan.pk,
        "member": Membership.objects.get(user=anna).code,
        "invitation": invited.token,
        "invited": taken_back.code,
        "declaration": declaration.code,
        "group": group.pk,
        "home": home.pk,
        "draft": draft.pk,
        "meeting": meeting.pk,
        "leaver": make_user("odchodzi").pk,
    }

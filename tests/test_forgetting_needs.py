"""Needs of accessibility are forgotten the day after the meeting that they were told for."""

from datetime import timedelta

import pytest

from portal.models import MeetingPage
from signup.privacy import retention
from tests import kept_data
from tests.kept_data import SENT, numbers, warsaw

pytestmark = pytest.mark.engine
call, declare, folder = kept_data.call, kept_data.declare, kept_data.folder


# needs of accessibility


@pytest.fixture
def meet(make_meeting):
    """meet("2018-02-06 17:00", group) is a meeting of two hours."""

    def make(when, *groups, **fields):
        starts = warsaw(when)
        slug = f"spotkanie-{MeetingPage.objects.count()}"
        return make_meeting(slug, groups, starts_at=starts, ends_at=starts + timedelta(hours=2), **fields)

    return make


@pytest.fixture
def needy(declare, ewa, group):
    declaration = declare("zofia")
    declaration.accept(ewa, group, at=warsaw("2018-01-20 12:00"))
    return declaration


def has_needs(declaration):
    declaration.refresh_from_db()
    return bool(declaration.needs)


def test_needs_go_the_day_after_the_first_meeting_that_follows_the_acceptance(needy, meet, group):
    meet("2018-01-18 17:00", group)  # before the acceptance
    meet("2018-02-06 17:00", group)
    for at in ("2018-01-25 12:00", "2018-02-06 23:59"):
        assert numbers(retention.forget(warsaw(at))) == {}
    assert numbers(retention.report(warsaw("2018-02-07 00:00"))) == {"needs": 1}
    retention.forget(warsaw("2018-02-07 00:00"))
    assert not has_needs(needy)
    assert needy.contribution  # and nothing else
    assert numbers(retention.report(warsaw("2018-02-08 00:00"))) == {}


@pytest.mark.parametrize("kind", ["cancelled", "draft", "other", "nobody"])
def test_a_meeting_that_was_not_theirs_forgets_nothing(needy, meet, group, other_group, kind):
    groups = {"other": [other_group], "nobody": []}.get(kind, [group])
    meet("2018-02-06 17:00", *groups, cancelled=kind == "cancelled", live=kind != "draft")
    assert numbers(retention.forget(warsaw("2018-03-01"))) == {}
    assert has_needs(needy)


def test_needs_wait_for_every_group_that_took_the_person_in(declare, ewa, karol, group, other_group, call, meet):
    call.groups = [group, other_group]
    call.save_revision().publish()
    declaration = declare("zofia", groups=[group, other_group])
    declaration.accept(ewa, group, at=SENT)
    meet("2018-02-06 17:00", group)
    assert numbers(retention.report(warsaw("2018-02-10"))) == {}  # the other has not decided
    declaration.accept(karol, other_group, at=warsaw("2018-02-08"))
    assert numbers(retention.report(warsaw("2018-02-10"))) == {}
    meet("2018-02-20 17:00", other_group)
    assert numbers(retention.report(warsaw("2018-02-21"))) == {"needs": 1}


def test_needs_of_a_person_nobody_took_in_go_with_the_declaration(declare, meet, group):
    declare("zofia")
    meet("2018-02-06 17:00", group)
    assert numbers(retention.report(warsaw("2018-03-01"))) == {}

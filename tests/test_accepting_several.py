"""Coordinators accept several declarations at once, after a summary, each into the group that was looked at."""

import re

from signup.models import Membership
from tests import on_the_desk
from tests.on_the_desk import DESK

desk, log = on_the_desk.desk, on_the_desk.log


def test_several_are_accepted_after_a_summary(make_declaration, group, desk, log):
    chosen = [make_declaration(f"osoba{i}") for i in range(3)]
    left = make_declaration("inna")
    codes = [declaration.code for declaration in chosen]
    summary = desk.post(f"{DESK}przyjmij/", {"code": codes})
    assert "3\xa0decyzje" in summary.text
    assert not Membership.objects.filter(group=group, role="member").exists()
    desk.post(f"{DESK}przyjmij/", {"code": codes, "sure": "1"})
    assert Membership.objects.filter(group=group, role="member").count() == 3
    assert left.choices.get().state == "waiting"
    assert log() == [("list", 3), *[("accept", 1)] * 3]


def test_from_the_list_of_one_group_nobody_is_accepted_into_another(
    make_declaration, call, ewa, join, group, other_group, desk
):
    call.groups.add(other_group)
    call.save_revision().publish()
    join(ewa, other_group, role="coordinator")
    declaration = make_declaration(groups=[group, other_group])
    rows = desk.get(f"{DESK}?grupa={group.slug}&lista=wszystkie").text
    address = re.search(r'action="([^"]*/przyjmij/[^"]*)"', rows)[1].replace("&amp;", "&")
    summary = desk.post(address, {"code": [declaration.code]}).text
    assert "1\xa0decyzja" in summary
    assert f'href="{DESK}?lista=wszystkie&amp;grupa={group.slug}"' in summary
    done = desk.post(address, {"code": [declaration.code], "sure": "1"})
    assert done["Location"] == f"{DESK}?lista=wszystkie&grupa={group.slug}"
    states = dict(declaration.choices.values_list("group", "state"))
    assert states == {group.pk: "accepted", other_group.pk: "waiting"}


def test_nothing_ticked_and_codes_of_others_accept_nothing(make_declaration, karol, as_user, desk):
    declaration = make_declaration()
    assert desk.post(f"{DESK}przyjmij/", {"sure": "1"}).status_code == 302
    stranger = as_user(karol)
    assert stranger.post(f"{DESK}przyjmij/", {"code": [declaration.code], "sure": "1"}).status_code == 302
    assert declaration.choices.get().state == "waiting"


def test_codes_with_a_byte_that_no_database_takes_accept_nothing(make_declaration, desk):
    declaration = make_declaration()
    assert desk.post(f"{DESK}przyjmij/", {"code": ["\x00", "x\x00"], "sure": "1"}).status_code == 302
    assert declaration.choices.get().state == "waiting"

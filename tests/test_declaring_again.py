"""Whoever declares once more gets the same screen, and advice by mail; one press too many makes nothing new."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from signup.models import Declaration, Mail, Membership
from tests import declaring
from tests.threads import at_once

declare, fill = declaring.declare, declaring.fill


def test_the_same_form_twice_is_one_declaration_and_one_mail(fill):
    assert fill().status_code == fill().status_code == 302
    assert Declaration.objects.count() == Mail.objects.count() == 1


def test_a_second_declaration_gets_the_same_screen_and_advice_by_mail(fill, declare):
    declare().confirm()
    mails = Mail.objects.count()
    first, again = fill(email="nowa@example.org"), fill(email="JAN@example.org")
    assert (first.status_code, first.url, first.content) == (again.status_code, again.url, again.content)
    assert Declaration.objects.count() == 2
    advice = Mail.objects.get(kind="already")
    assert advice.to == "jan@example.org"
    assert Mail.objects.count() == mails + 2


def test_advice_about_an_unconfirmed_declaration_brings_its_link_again(declare):
    first = declare(at=timezone.now() - timedelta(hours=2))
    assert declare() is None
    assert first.address in Mail.objects.get(kind="already").text


def test_a_member_is_advised_and_a_new_group_is_taken(declare, call, anna, group, other_group):
    assert declare(email="anna@example.org") is None
    call.groups = [group, other_group]
    call.save()
    declaration = declare(email="ANNA@example.org", groups=[group, other_group])
    assert [choice.group_id for choice in declaration.choices.all()] == [other_group.pk]
    assert "„Edukacja”" in Mail.objects.get(kind="confirm").text


def test_who_left_a_group_may_declare_again(declare, anna):
    Membership.objects.update(status="ended")
    assert declare(email="anna@example.org") is not None


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_ten_posts_at_once_make_one_declaration_and_one_mail(fill):
    assert not at_once(*[lambda: fill(client=Client())] * 10)
    assert Declaration.objects.count() == 1
    assert Mail.objects.count() == 1

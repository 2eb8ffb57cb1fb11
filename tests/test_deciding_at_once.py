"""Who decides at the same time decides once: one decision, one account, one letter of welcome."""

import pytest
from allauth.account.models import EmailAddress

from signup.models import Declaration, Mail, Membership, Refused, User
from tests import reviewing
from tests.threads import at_once

both, submitted = reviewing.both, reviewing.submitted


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_two_coordinators_at_once_make_one_decision(submitted, group, ewa, karol, join):
    join(karol, group, role="coordinator")
    declaration = submitted()
    assert not at_once(*[lambda who=who: Declaration.objects.get().accept(who, group) for who in (ewa, karol) * 5])
    assert User.objects.filter(email="maria@example.org").count() == 1
    assert Membership.objects.filter(user__email="maria@example.org").count() == 1
    assert EmailAddress.objects.filter(email="maria@example.org").count() == 1
    assert Mail.objects.filter(kind="welcome").count() == 1
    declaration.refresh_from_db()
    assert declaration.state == "decided"


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_accepted_and_declined_at_once_only_one_holds(submitted, group, ewa, karol, join):
    join(karol, group, role="coordinator")
    submitted()

    def decline():
        try:
            Declaration.objects.get().decline(karol, group, "Komplet.")
        except Refused:
            refused.append("decline")

    def accept():
        try:
            Declaration.objects.get().accept(ewa, group)
        except Refused:
            refused.append("accept")

    refused = []
    assert not at_once(accept, decline)
    assert len(refused) == 1
    assert Mail.objects.filter(kind__in=["welcome", "declined"]).count() == 1


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_two_declarations_of_one_person_accepted_at_once_open_one_account(submitted, group, other_group, ewa, karol):
    first, second = submitted(groups=[group]), submitted(groups=[other_group])
    assert not at_once(lambda: first.accept(ewa, group), lambda: second.accept(karol, other_group))
    assert User.objects.filter(email="maria@example.org").count() == 1
    assert Membership.objects.filter(user__email="maria@example.org").count() == 2


def test_three_groups_that_accept_at_once_welcome_in_one_letter(call, group, other_group, make_group, make_declaration):
    third = make_group("Rozwój", slug="rozwoj")
    groups = [group, other_group, third]
    call.groups = groups
    call.save_revision().publish()
    everywhere = User.objects.create_user("wszedzie@example.org")
    for one in groups:
        Membership.objects.create(user=everywhere, group=one, role="coordinator")
    declaration = make_declaration("ola", groups=groups)
    declaration.accept(everywhere, group)
    first = Mail.objects.get(kind="welcome")
    assert Mail.objects.take(first.pk) is None  # it waits for the others
    declaration.accept(everywhere, other_group)
    assert Mail.objects.get(kind="welcome").taken_until == first.taken_until  # and no longer for the third
    declaration.accept(everywhere, third)
    letter = Mail.objects.get(kind="welcome")
    assert letter.subject == "Witamy w grupach roboczych"
    assert all(f"„{one.title}”" in letter.text and f"„{one.title}”" in letter.html for one in groups)
    assert Mail.objects.take(letter.pk)  # nobody has to decide: it goes, and the next letter is another one
    letter.refresh_from_db()
    letter.went()
    other = make_declaration("iga", groups=[group])
    other.accept(everywhere, group)
    assert Mail.objects.filter(kind="welcome").count() == 2
    assert Mail.objects.first().subject == "Witamy w grupie roboczej «Edukacja»"


def test_a_welcome_waits_for_no_group_that_has_said_no(call, group, other_group, ewa, karol, make_declaration):
    call.groups = [group, other_group]
    call.save_revision().publish()
    declaration = make_declaration("ola", groups=[group, other_group])
    declaration.accept(ewa, group)
    assert Mail.objects.get(kind="welcome").taken_until
    declaration.decline(karol, other_group, "Za rok.")
    assert Mail.objects.get(kind="welcome").taken_until is None

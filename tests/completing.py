"""Jan's declaration for two groups, its state, and the subjects of mails about it."""

import pytest

from signup.models import Declaration, Mail


@pytest.fixture
def declaration(make_declaration, group, other_group, call):
    call.groups.add(other_group)
    call.save()
    declaration = make_declaration("jan", groups=[group, other_group])
    Mail.objects.all().delete()
    return declaration


def subjects():
    return list(Mail.objects.order_by("pk").values_list("subject", flat=True))


def state(declaration):
    return Declaration.objects.get(pk=declaration.pk).state

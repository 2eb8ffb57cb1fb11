"""What we lean on inside Django, Wagtail and allauth: a line for each, tried on the real thing, so that an upgrade
that takes it away is told of here first."""

import pytest
from django.db import connection, transaction

from portal.internals.django import once_on_commit


@pytest.mark.django_db(transaction=True)
def test_what_is_asked_for_twice_is_called_once_after_the_commit_and_again_after_a_savepoint_was_taken_back():
    calls = []

    def call():
        calls.append(connection.in_atomic_block)

    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            once_on_commit(call)
            raise ZeroDivisionError
        once_on_commit(call)
        once_on_commit(call)
    assert calls == [False]

"""What we lean on inside Django, and what would replace it: the first place to look at when Django is upgraded."""

from django.db import connection, transaction


def once_on_commit(function):
    """Call it after this transaction has committed: once, however often it is asked for.

    Leans on the list of `run_on_commit`, whose entries are (savepoints, function, robust) since Django 4.2. What a
    savepoint takes back leaves that list, so no note of our own could replace it; a public way to see it would.
    """
    if not any(entry[1] is function for entry in connection.run_on_commit):
        transaction.on_commit(function, robust=True)

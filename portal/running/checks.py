"""Whether the database can be trusted with people's work; asked by `check`, by `migrate` and at each start."""

from collections.abc import Iterable

from django.conf import settings
from django.core import checks
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from portal.models import Centre
from portal.running.environment import SettingError
from portal.search import words

# what PRAGMA answers when a commit survives a power cut and no row points into nowhere
DURABLE = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@checks.register(checks.Tags.database)
def sqlite_is_durable(
    app_configs: Iterable | None = None, databases: Iterable[str] | None = None, **kwargs: object
) -> list[checks.CheckMessage]:
    """An error for each of our SQLite settings that the file or its file system did not take."""
    errors = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor != "sqlite" or connection.is_in_memory_db():
            continue
        with connection.cursor() as cursor:
            for pragma, wanted in DURABLE.items():
                found = cursor.execute(f"PRAGMA {pragma}").fetchone()[0]
                if found != wanted:
                    errors.append(checks.Error(f"SQLite answers {pragma}={found}, not {wanted}.", id="portal.E001"))
    return errors


@checks.register(checks.Tags.database)
def older_database_is_complete(
    app_configs: Iterable | None = None, databases: Iterable[str] | None = None, **kwargs: object
) -> list[checks.CheckMessage]:
    """An error when a database of an older version has some of the migrations that were squashed since, but not all.

    With all of them it is what the squashed ones make; between the two Django knows no way.
    """
    squashed = [found for found in MigrationLoader(None).disk_migrations.values() if found.replaces]
    errors = []
    for alias in databases or []:
        try:
            applied = MigrationRecorder(connections[alias]).applied_migrations().keys()
        except DatabaseError:
            continue  # it does not answer, which others say
        missing = {key for found in squashed for key in found.replaces if key not in applied}
        if missing and any(key in applied for found in squashed for key in found.replaces):
            names = ", ".join(sorted(".".join(key) for key in missing))
            sentence = f"The database is of an older version and was left unfinished there: {names}."
            hint = "Run `manage.py migrate` of the version that made it, then that of this one."
            errors.append(checks.Error(sentence, hint=hint, id="portal.E005"))
    return errors


@checks.register(deploy=True)
def hosts_are_named(app_configs: Iterable | None = None, **kwargs: object) -> list[checks.CheckMessage]:
    """An error when the portal answers to every name: links in mails would lead wherever a request says."""
    if "*" in settings.ALLOWED_HOSTS:
        return [checks.Error("ALLOWED_HOSTS names no host: “*” is every host.", id="portal.E004")]
    return []


@checks.register()
def dictionary_is_there(app_configs: Iterable | None = None, **kwargs: object) -> list[checks.CheckMessage]:
    """A warning when search has no dictionary: it then knows words by their stems only."""
    if words.morfeusz2 is None:
        return [checks.Warning("morfeusz2 is not installed: search finds fewer forms of words.", id="portal.W002")]
    return []


@checks.register(checks.Tags.database)
def accessibility_is_reviewed(
    app_configs: Iterable | None = None, databases: Iterable[str] | None = None, **kwargs: object
) -> list[checks.CheckMessage]:
    """A warning when the yearly review of the accessibility declaration is due."""
    if DEFAULT_DB_ALIAS not in (databases or []):
        return []
    try:
        due = any(centre.review_is_due() for centre in Centre.objects.all())
    except DatabaseError:
        return []  # not migrated yet
    sentence = "The accessibility declaration has not been reviewed since the latest 31 March."
    return [
        checks.Warning(sentence, hint="Settings of the centre, „data ostatniego przeglądu”.", id="portal.W003")
    ] * due


def stop_unless_reachable(alias: str = DEFAULT_DB_ALIAS) -> None:
    """Stop with one sentence when the database does not answer; past the pool, which would hide the reason."""
    connection = connections[alias]
    parameters = connection.get_connection_params()
    if connection.vendor == "postgresql":
        parameters.pop("pool", None)
        parameters.setdefault("connect_timeout", 5)
    try:
        connection.Database.connect(**parameters).close() if connection.vendor == "postgresql" else connection.connect()
    except (DatabaseError, connection.Database.Error) as error:
        reason = " ".join(str(error).split()).split(" Is the server running")[0].rstrip(".")
        raise SettingError(f"DATABASE_URL points to a database that does not answer: {reason}.") from error


def stop_unless_durable(alias: str = DEFAULT_DB_ALIAS, must_answer: bool = True) -> None:
    """Stop with one sentence when SQLite would not keep what it is given; PostgreSQL is asked by /healthz alone."""
    connection = connections[alias]
    if connection.vendor != "sqlite":
        return
    if must_answer:
        stop_unless_reachable(alias)
    try:
        errors = sqlite_is_durable(databases=[alias])
    except DatabaseError:
        return  # pages say that it is away, until it is back
    if errors:
        raise SettingError(f"DATABASE_URL names a file that is not safe to write to: {errors[0].msg}")
    connection.close()


def stop_unless_complete(alias: str = DEFAULT_DB_ALIAS) -> None:
    """Stop with two sentences when an older version left the database between two migrations."""
    for error in older_database_is_complete(databases=[alias]):
        raise SettingError(f"{error.msg} {error.hint}")

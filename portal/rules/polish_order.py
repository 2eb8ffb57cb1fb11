"""Names and titles in the order of the Polish alphabet, in the database as in memory: neither engine sorts by it.

The same key on both engines: letters stand for others that compare as the alphabet goes.
"""

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import CharField, Func
from django.db.models.sql.compiler import SQLCompiler

from portal.search.words import ORDER, in_order


class InPolishOrder(Func):
    """To order by a field: `order_by(InPolishOrder("last_name"), InPolishOrder("first_name"))`."""

    function = "IN_POLISH_ORDER"
    arity = 1
    output_field = CharField()

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: object
    ) -> tuple[str, tuple]:
        sql, params = compiler.compile(self.source_expressions[0])
        letters, places = "".join(map(chr, ORDER)), "".join(ORDER.values())  # no quotation mark among them
        return f"TRANSLATE({sql}, '{letters}', '{places}') COLLATE \"C\"", params


def by_name() -> tuple:
    """The order of people: by family name, then by first name."""
    return InPolishOrder("last_name"), InPolishOrder("first_name"), "pk"


def teach(sender: type, connection: BaseDatabaseWrapper, **kwargs: object) -> None:
    """What SQLite does not know, as soon as there is a connection (a signal)."""
    if connection.vendor == "sqlite":
        key = lambda text: None if text is None else in_order(str(text))  # noqa: E731
        connection.connection.create_function(InPolishOrder.function, 1, key, deterministic=True)


def teach_sqlite() -> None:
    connection_created.connect(teach, dispatch_uid="in Polish order")

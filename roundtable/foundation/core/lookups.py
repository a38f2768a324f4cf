"""`field__any=values`: as `__in`, but one parameter, so that the text of a query never varies."""

from typing import Any

from django.db.models import Field, ForeignObject, Lookup
from django.db.models.sql.compiler import SQLCompiler


class AnyOf(Lookup):
    """The field is one of these values; of none, if there are none."""

    lookup_name = "any"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> Any:
        field, params = self.process_lhs(compiler, connection)
        if hasattr(self.rhs, "as_sql"):
            values, more = compiler.compile(self.rhs)
        else:
            values, more = "%s", [sorted(self.rhs)]  # type: ignore[assignment]
        return f"{field} = ANY({values})", [*params, *more]


def register() -> None:
    """Make it known for fields and foreign keys."""
    for kind in (Field, ForeignObject):
        kind.register_lookup(AnyOf)

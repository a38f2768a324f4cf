"""References that cannot cross from one authority to another."""

from typing import Any

from django.db import models


class ScopedForeignKey(models.ForeignKey):  # type: ignore[type-arg]
    """
    A foreign key whose constraint is `(authority_id, id)`, so that no row can point across.

    Django would add a plain one on `id`; `core.isolation.IsolateAuthorities` adds the composite
    one instead, which is why `db_constraint` is off here.
    """

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        kwargs.setdefault("related_name", "+")
        super().__init__(to, on_delete, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("db_constraint", None)
        return name, path, args, kwargs

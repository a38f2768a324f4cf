"""Authorities, and the shape every casework row shares. No casework word belongs here."""

import uuid
from collections.abc import Collection, Mapping
from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.base import ModelState

from roundtable.rules.settings import with_defaults


class Row(models.Model):
    """
    A row of ours, quick to read.

    Django makes a row it has read as it makes a new one: a default, a signal and a setter for each
    column. What comes from the database needs none of them, and pages read hundreds of rows.
    """

    class Meta:
        abstract = True

    @classmethod
    def from_db(  # type: ignore[override]  # the stubs are of a later Django
        cls, db: str | None, field_names: Collection[str], values: Collection[Any]
    ) -> Self:
        row = cls.__new__(cls)
        row._state = ModelState()
        row._state.adding, row._state.db = False, db
        vars(row).update(zip(field_names, values, strict=True))
        return row


class Authority(Row):
    """A local authority: the owner of every row of casework, and the key rows are kept apart by."""

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    # An authority can change its number mid-year, so a return may carry an earlier one.
    lea_numbers = ArrayField(models.CharField(max_length=3), default=list)
    settings = models.JSONField(default=dict)
    branding = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.code

    @property
    def effective_settings(self) -> Mapping[str, Any]:
        """Every setting, the authority's own value where it has one."""
        return with_defaults(self.settings)


class Record(Row):
    """A row that belongs to one authority; `public_id` is all that a link or letter may show."""

    id = models.BigAutoField(primary_key=True)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")

    append_only: ClassVar[bool] = False

    class Meta:
        abstract = True


class Line(Row):
    """An append-only row of one authority that nothing links to from outside."""

    id = models.BigAutoField(primary_key=True)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")

    append_only: ClassVar[bool] = True

    class Meta:
        abstract = True


class BankHoliday(Row):
    """A working day that stopped being one after the shipped list was made."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    day = models.DateField()
    name = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "day"], name="one_holiday_a_day")
        ]


class IdempotencyKey(models.Model):
    """A form's one-time key: a second post with the same key does nothing twice."""

    key = models.UUIDField(primary_key=True)
    user_id = models.BigIntegerField()
    claimed_at = models.DateTimeField()
    answered_with = models.CharField(max_length=500, default="")


class Draft(Row):
    """
    What somebody has typed into a form and not sent yet; theirs alone, and gone once it is sent.

    `name` stands for the person and the form's address, and gives neither away.
    """

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    user_id = models.BigIntegerField()
    name = models.CharField(max_length=64)
    fields = models.JSONField(default=list)  # pairs of name and value, as a browser sends them
    caret = models.CharField(max_length=120, default="", blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user_id", "name"], name="one_draft_of_a_form")
        ]

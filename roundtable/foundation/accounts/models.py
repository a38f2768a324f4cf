"""Who can sign in, and as what. Knows people only by plain id: casework is above."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from roundtable.foundation.core import clock
from roundtable.foundation.core.kept import Slot
from roundtable.foundation.core.models import Authority, Row
from roundtable.rules.access import Role


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, email: str, name: str, password: str | None = None, **rest: Any
    ) -> "User":
        """Create a user; without a password, one who cannot sign in by password."""
        user = self.model(email=self.normalize_email(email).lower(), name=name, **rest)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person who signs in. What they may do is in their appointments, never here."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    # Shown on the demo sign-in page; empty for everyone who is not an invented person.
    demo_description = models.CharField(max_length=200, default="", blank=True)
    demo_order = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[UserManager] = UserManager()

    # What they hold on which day, where it was read together with them.
    held: "tuple[date, Sequence[Appointment]] | None" = None

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return str(self.pk)  # never a name: this ends up in logs


class Appointment(Row):
    """
    One role of one user in one authority, for as long as it lasts.

    Read before any authority is known, so it is the one table with an authority that row-level
    security leaves alone. `professional_id`, `person_id` and `agency_id` are ids in `people`.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="appointments")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    role = models.CharField(max_length=30, choices=[(role.value, role.value) for role in Role])
    professional_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    agency_id = models.BigIntegerField(null=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "authority", "role"],
                condition=models.Q(ends_on=None),
                name="one_open_appointment",
            )
        ]


@dataclass(frozen=True, slots=True)
class Actor:
    """The person acting, in one role: what every query and act is asked with."""

    user_id: int
    name: str
    role: Role
    authority_id: int  # the one they work for, or the first of those they are invited by
    authority_ids: tuple[int, ...]
    professional_ids: frozenset[int] = frozenset()
    person_id: int | None = None
    agency_ids: frozenset[int] = frozenset()

    @property
    def professional_id(self) -> int | None:
        """The one professional this actor is, where they serve one authority."""
        return next(iter(sorted(self.professional_ids)), None)

    @property
    def person_ids(self) -> tuple[int, ...]:
        """The person this actor is, for queries; empty for whoever is here by profession alone."""
        return () if self.person_id is None else (self.person_id,)

    @property
    def today(self) -> date:
        """The day on which their rights are looked at."""
        return clock.today()

    @property
    def now(self) -> datetime:
        """The moment at which they look: what has not left yet is not theirs."""
        return clock.now()


class AnyActor(Actor):
    """
    Whoever acts in a role: an actor with slots where a kept query is told what is theirs.

    Given to functions that take an actor, it makes of their query one for everybody in the role;
    `slots_of` says what to fill in.
    """

    __slots__ = ()

    def __init__(self, role: Role) -> None:
        slots: dict[str, Any] = {name: Slot(name) for name in _OF_ONE}
        super().__init__(name="", role=role, authority_id=0, **slots)

    @property
    def person_ids(self) -> Any:
        return Slot("person_ids")

    @property
    def today(self) -> Any:
        return Slot("today")

    @property
    def now(self) -> Any:
        return Slot("now")


_OF_ONE = ("user_id", "authority_ids", "professional_ids", "agency_ids")


def slots_of(actor: Actor) -> dict[str, object]:
    """Return what the slots of `AnyActor` stand for when it is `actor` who asks."""
    return {
        "user_id": actor.user_id,
        "authority_ids": list(actor.authority_ids),
        "professional_ids": sorted(actor.professional_ids),
        "agency_ids": sorted(actor.agency_ids),
        "person_ids": list(actor.person_ids),
        "today": actor.today,
        "now": actor.now,
    }

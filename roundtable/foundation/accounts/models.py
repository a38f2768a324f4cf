"""Who can sign in, and as what. Knows people only by plain id: casework is above."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from roundtable.foundation.core.models import Authority
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

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return str(self.pk)  # never a name: this ends up in logs


class Appointment(models.Model):
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

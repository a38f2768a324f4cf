"""Children born and unborn, adults, how they are related, where they live, and professionals."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from roundtable.foundation.core.fields import ScopedForeignKey
from roundtable.foundation.core.history import with_history
from roundtable.foundation.core.models import Record


class Origin(models.TextChoices):
    """Where a row comes from. All but OWN are reconstructed history, not a new case."""

    OWN = "own", "Recorded here"
    CENSUS = "census", "Reconstructed from a census return"
    PAPER = "paper", "Taken over from paper"


class Sex(models.TextChoices):
    MALE = "M", "Male"
    FEMALE = "F", "Female"
    UNKNOWN = "U", "Not known"


@with_history
class Person(Record):
    """
    A child or an adult; the same person can be a parent here and a child elsewhere.

    A child is born (`birth_on`) or expected (`expected_on`), never both. `forename` and `surname`
    are the current name that is safe to print; every name they had is a `PersonName`.
    """

    forename = models.CharField(max_length=80, default="", blank=True)
    surname = models.CharField(max_length=80, default="", blank=True)
    search_name = models.CharField(max_length=170, default="")
    sex = models.CharField(max_length=1, choices=Sex.choices, default=Sex.UNKNOWN)
    birth_on = models.DateField(null=True)
    birth_is_estimated = models.BooleanField(default=False)
    expected_on = models.DateField(null=True)
    died_on = models.DateField(null=True)
    ethnicity = models.CharField(max_length=7, default="")
    disabilities = ArrayField(models.CharField(max_length=4), default=list)
    la_child_id = models.CharField(max_length=20, default="")
    upn = models.CharField(max_length=13, default="")
    former_upn = models.CharField(max_length=13, default="")
    upn_unknown = models.CharField(max_length=3, default="")
    nhs_number = models.CharField(max_length=10, default="")
    language = models.CharField(max_length=60, default="")
    interpreter_language = models.CharField(max_length=60, default="")
    communication_needs = models.TextField(default="")
    # Calendars are shared and shown on locked screens: entries only for who asked (A14).
    wants_calendar = models.BooleanField(default=False)
    # When they last said that every way to reach them is still as it stands, and who asked them.
    contact_confirmed_on = models.DateField(null=True)
    contact_confirmed_by = models.CharField(max_length=120, default="", blank=True)
    # What letters, lists and pages tell them: who else of the family is asked to a conference, and
    # that some come at another time. Nobody is told before somebody has decided that they may be.
    may_know_who_comes = models.BooleanField(default=False)
    may_know_of_sessions = models.BooleanField(default=False)
    # A child who came from a return has no name yet: tasks to complete it gate invitations.
    identity_complete = models.BooleanField(default=True)
    # What a return said of this child that could not be read, for a person to put right.
    flags = models.JSONField(default=list)
    # Something unreadable could be an open plan: nobody may be told a bare "no" about this child.
    plan_in_doubt = models.BooleanField(default=False)
    # Of what the last return said, to tell on the next import that nothing is new.
    return_digest = models.CharField(max_length=64, default="", blank=True)
    origin = models.CharField(max_length=6, choices=Origin.choices, default=Origin.OWN)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="born_or_expected_never_both",
                condition=models.Q(birth_on=None) | models.Q(expected_on=None),
            ),
            models.UniqueConstraint(
                fields=["authority", "la_child_id"],
                condition=~models.Q(la_child_id=""),
                name="one_child_for_each_local_id",
            ),
        ]
        indexes = [
            models.Index(
                fields=["search_name"], name="person_search", opclasses=["text_pattern_ops"]
            ),
            models.Index(
                fields=["authority", "id"],
                name="identity_to_complete",
                condition=models.Q(identity_complete=False),
            ),
        ]

    @property
    def name(self) -> str:
        """The name to print; an unborn or imported child has words in its place."""
        if self.forename or self.surname:
            return f"{self.forename} {self.surname}".strip()
        if self.expected_on:
            return "Unborn baby"
        return f"Child {self.la_child_id}" if self.la_child_id else "Name not known"

    @property
    def is_unborn(self) -> bool:
        return self.expected_on is not None


# What returns and searches know somebody by; whoever sits at a table is shown by none of it.
_NUMBERS = (
    "search_name",
    "ethnicity",
    "disabilities",
    "upn",
    "former_upn",
    "upn_unknown",
    "nhs_number",
    "contact_confirmed_on",
    "contact_confirmed_by",
    "flags",
    "return_digest",
    "origin",
)


def numbers_of(*people: str) -> tuple[str, ...]:
    """Return the columns to leave out, for `defer`, of people who are read for a list of them."""
    return tuple(f"{person}__{one}" for person in people for one in _NUMBERS)


def named(person: str) -> tuple[str, ...]:
    """Return the columns to read, for `only`, of somebody whose name is all that is said of them."""
    return tuple(
        f"{person}__{one}" for one in ("forename", "surname", "expected_on", "la_child_id")
    )


class PersonName(Record):
    """A name over a span of days; `ends_on` is the last day it was used."""

    person = ScopedForeignKey(Person, models.PROTECT, related_name="names")
    forename = models.CharField(max_length=80, default="", blank=True)
    surname = models.CharField(max_length=80, default="", blank=True)
    kind = models.CharField(max_length=12, default="legal")  # legal, known_as, former
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)


@with_history
class Address(Record):
    """Where a person lives, over a span of days."""

    person = ScopedForeignKey(Person, models.PROTECT, related_name="addresses")
    lines = models.TextField()
    postcode = models.CharField(max_length=10)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    confirmed_on = models.DateField(null=True)

    @property
    def one_line(self) -> str:
        parts = [part.strip() for part in self.lines.splitlines() if part.strip()]
        return ", ".join([*parts, self.postcode])


class Channel(models.TextChoices):
    PHONE = "phone", "Telephone"
    TEXT = "text", "Text message"
    EMAIL = "email", "E-mail"
    POST = "post", "Post"
    HAND = "hand", "By hand"
    PORTAL = "portal", "Sign-in page"


@with_history
class ContactPoint(Record):
    """A way to reach a person, and whether it is safe. Unmarked is not safe (amendment A14)."""

    person = ScopedForeignKey(Person, models.PROTECT, related_name="contact_points")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    value = models.CharField(max_length=200, default="", blank=True)
    is_safe = models.BooleanField(null=True)
    safe_when = models.CharField(max_length=200, default="", blank=True)
    marked_on = models.DateField(null=True)
    marked_by = models.CharField(max_length=120, default="", blank=True)


class Confidentiality(Record):
    """An address or contact point that is confidential *from* one named person."""

    address = ScopedForeignKey(Address, models.PROTECT, null=True, related_name="kept_from")
    contact = ScopedForeignKey(ContactPoint, models.PROTECT, null=True, related_name="kept_from")
    from_person = ScopedForeignKey(Person, models.PROTECT, related_name="kept_from_them")
    reason = models.TextField()
    since = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="one_thing_is_kept_confidential",
                condition=models.Q(address=None) ^ models.Q(contact=None),
            )
        ]


class Kinship(models.TextChoices):
    MOTHER = "mother", "Mother"
    FATHER = "father", "Father"
    STEP_PARENT = "step_parent", "Step-parent"
    GRANDPARENT = "grandparent", "Grandparent"
    AUNT_UNCLE = "aunt_uncle", "Aunt or uncle"
    CARER = "carer", "Carer"
    SIBLING = "sibling", "Brother or sister"
    OTHER = "other", "Other"


@with_history
class Relationship(Record):
    """
    One adult to one child, with parental responsibility held or not.

    Kept for each pair: brothers and sisters in one conference may have different holders.
    """

    child = ScopedForeignKey(Person, models.PROTECT, related_name="adults")
    adult = ScopedForeignKey(Person, models.PROTECT, related_name="children")
    kinship = models.CharField(max_length=12, choices=Kinship.choices)
    has_parental_responsibility = models.BooleanField(default=False)
    responsibility_basis = models.CharField(max_length=120, default="", blank=True)
    responsibility_from = models.DateField(null=True)
    lives_with_child = models.BooleanField(default=False)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "child", "adult"],
                condition=models.Q(ended_on=None),
                name="one_current_relationship",
            )
        ]


class AgencyKind(models.TextChoices):
    """What an agency does, as far as quorum and reports need to know."""

    SOCIAL_CARE = "social_care", "Children's social care"
    POLICE = "police", "Police"
    HEALTH_VISITING = "health_visiting", "Health visiting"
    MIDWIFERY = "midwifery", "Midwifery"
    GP = "gp", "GP"
    SCHOOL_NURSING = "school_nursing", "School nursing"
    PAEDIATRICS = "paediatrics", "Paediatrics"
    MENTAL_HEALTH = "mental_health", "Mental health"
    EDUCATION = "education", "School, nursery or college"
    PROBATION = "probation", "Probation"
    HOUSING = "housing", "Housing"
    DOMESTIC_ABUSE = "domestic_abuse", "Domestic abuse service"
    LEGAL = "legal", "Legal services"
    ADVOCACY = "advocacy", "Advocacy"
    INTERPRETING = "interpreting", "Interpreting"
    CONFERENCE_SERVICE = "conference_service", "Conference service"
    OTHER = "other", "Other"


class Agency(Record):
    """A school, a police unit, a health team: who a professional speaks for."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=AgencyKind.choices)
    address = models.CharField(max_length=200, default="", blank=True)
    phone = models.CharField(max_length=40, default="", blank=True)


class Professional(Record):
    """One post of one person in one agency; someone who works for two has two."""

    agency = ScopedForeignKey(Agency, models.PROTECT, related_name="professionals")
    name = models.CharField(max_length=120)
    job_title = models.CharField(max_length=120)
    email = models.EmailField(default="", blank=True)
    phone = models.CharField(max_length=40, default="", blank=True)
    # Of an interpreter; British Sign Language is one.
    languages = ArrayField(models.CharField(max_length=60), default=list)
    left_on = models.DateField(null=True)

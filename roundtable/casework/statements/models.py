"""
Statements: every sentence that matters, with who said it, how they know and who may read it.

`Statement` is the identity; `StatementVersion` the append-only text and marks. Nothing is edited
in place.
"""

from django.db import models
from django.db.models.functions import Lower

from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.people.models import Person
from roundtable.foundation.core.fields import ScopedForeignKey
from roundtable.foundation.core.history import with_history
from roundtable.foundation.core.models import Line, Record
from roundtable.rules.disclosure import Audience


class Kind(models.TextChoices):
    FACT = "fact", "Fact"
    OBSERVATION = "observation", "I saw it"
    ALLEGATION = "allegation", "Alleged"
    OPINION = "opinion", "Opinion"
    VIEW = "view", "View"
    UNMARKED = "", "Not marked yet"


class Provenance(models.TextChoices):
    FIRST = "first", "First hand"
    SECOND = "second", "Someone told me"
    THIRD = "third", "Third hand"
    UNMARKED = "", "Not marked yet"


class Domain(models.TextChoices):
    WORKING_WELL = "working_well", "Working well"
    WORRIED = "worried", "Worried about"
    IMPACT = "impact", "Impact on the child"
    GREY = "grey", "Grey areas"
    UNMARKED = "", "Not placed yet"


class MadeIn(models.TextChoices):
    """Where a statement was made: it decides who may put it right."""

    REPORT = "report", "In a report"
    MEETING = "meeting", "In the meeting"
    VIEWS = "views", "As somebody's views"


class Statement(Record):
    """The identity of something said; what it says is its current version."""

    conference = ScopedForeignKey(Conference, models.PROTECT, related_name="statements")
    author = ScopedForeignKey(Participant, models.PROTECT, null=True, related_name="statements")
    # Whose words these are, where the author wrote down somebody else's: a child's, mostly.
    said_by = ScopedForeignKey(Person, models.PROTECT, null=True)
    made_in = models.CharField(max_length=7, choices=MadeIn.choices, default=MadeIn.REPORT)
    # The session it was said or read out in; each closed part has a number of its own.
    session = models.BigIntegerField(null=True)
    position = models.PositiveIntegerField(default=0)
    current_number = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    # Empty while the report it stands in is a draft: until then nobody but its author reads it.
    finished_at = models.DateTimeField(null=True)
    # Its author took it out again before anybody else had read it; what it said is kept.
    left_out_at = models.DateTimeField(null=True)
    is_after_decision = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["authority", "conference", "position"])]


class StatementVersion(Line):
    """What a statement said from `at` on. Never changed, never deleted."""

    statement = ScopedForeignKey(Statement, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    kind = models.CharField(max_length=12, choices=Kind.choices, default="", blank=True)
    provenance = models.CharField(max_length=7, choices=Provenance.choices, default="", blank=True)
    source = models.CharField(max_length=200, default="", blank=True)
    happened_on = models.DateField(null=True)
    domain = models.CharField(max_length=12, choices=Domain.choices, default="", blank=True)
    audience = models.CharField(
        max_length=20,
        choices=[(a.value, a.value) for a in Audience],
        default=Audience.EVERYONE.value,
    )
    withheld_reason = models.TextField(default="", blank=True)
    is_correction = models.BooleanField(default=False)
    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    by = models.CharField(max_length=120, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "statement", "number"], name="statement_version_number"
            )
        ]


class StatementChild(Line):
    """A child whom this version is about."""

    version = ScopedForeignKey(StatementVersion, models.PROTECT, related_name="about")
    child = ScopedForeignKey(Person, models.PROTECT)


class StatementReader(Line):
    """A named person this version is kept from, or, for a child's words, is meant for."""

    version = ScopedForeignKey(StatementVersion, models.PROTECT, related_name="readers")
    person = ScopedForeignKey(Person, models.PROTECT)
    may_read = models.BooleanField()


class Given(Line):
    """That a member of the family was given this statement: only then can they read it."""

    statement = ScopedForeignKey(Statement, models.PROTECT, related_name="given")
    number = models.PositiveIntegerField()  # the version it was then
    person = ScopedForeignKey(Person, models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "statement", "person"], name="given_to_a_person_once"
            )
        ]


class Reply(Record):
    """What a family member answers to a statement. It is evidence, so it is kept as given."""

    class Answer(models.TextChoices):
        RIGHT = "right", "That's right"
        NOT_RIGHT = "not_right", "That's not right"
        MORE = "more", "I want to say more"

    append_only = True

    statement = ScopedForeignKey(Statement, models.PROTECT, related_name="replies")
    person = ScopedForeignKey(Person, models.PROTECT)
    answer = models.CharField(max_length=9, choices=Answer.choices)
    text = models.TextField(default="", blank=True)
    at = models.DateTimeField()
    # That they were told first: nobody has to answer, who reads it, and what it may be used for.
    was_told = models.BooleanField(default=False)
    # Who wrote it down with them, and how they said it; empty where they wrote it themselves.
    written_by = models.CharField(max_length=120, default="", blank=True)
    how_given = models.CharField(max_length=120, default="", blank=True)
    user_id = models.BigIntegerField(null=True)


@with_history
class TradeWord(Record):
    """A word of the trade that an authority looks for too, says differently, or leaves alone."""

    word = models.CharField(max_length=60)
    instead = models.CharField(max_length=120, default="", blank=True)
    meaning = models.CharField(max_length=200, default="", blank=True)
    # One of the words that everybody starts with, and this authority does not mind.
    is_left_alone = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "authority", Lower("word"), name="trade_word_once_in_an_authority"
            )
        ]

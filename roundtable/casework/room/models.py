"""The meeting itself: who is here, what is being discussed, what is said, and the record of it."""

from django.db import models

from roundtable.casework.conferences.models import Conference, ConferenceChild, Participant
from roundtable.casework.people.models import Person, Professional
from roundtable.casework.statements.models import Statement
from roundtable.foundation.core.fields import ScopedForeignKey
from roundtable.foundation.core.history import with_history
from roundtable.foundation.core.models import Line, Record


class Mode(models.TextChoices):
    IN_PERSON = "in_person", "In the room"
    REMOTE = "remote", "By video or telephone"


@with_history
class Attendance(Record):
    """One stay of one participant; someone who leaves and comes back has two."""

    participant = ScopedForeignKey(Participant, models.PROTECT, related_name="attendances")
    conference = ScopedForeignKey(Conference, models.PROTECT, related_name="attendances")
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.IN_PERSON)
    in_their_room = models.CharField(max_length=250, default="", blank=True)
    """Of who joins from elsewhere: who is in the room with them, as they said when they joined."""
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "participant"],
                condition=models.Q(left_at=None),
                name="here_once",
            )
        ]


class Apology(Record):
    """Someone invited who did not come, and whether they said so."""

    participant = ScopedForeignKey(Participant, models.PROTECT, related_name="apologies")
    was_given = models.BooleanField()
    note = models.CharField(max_length=250, default="", blank=True)
    at = models.DateTimeField()


class SessionEvent(Line):
    """The course of the meeting: opened, recess, closed part, stood down, adjourned, decided."""

    conference = ScopedForeignKey(Conference, models.PROTECT, related_name="session_events")
    at = models.DateTimeField()
    event = models.CharField(max_length=30)
    reason = models.TextField(default="")
    out_of_room = models.JSONField(default=list)  # participant ids, in a closed part
    by = models.CharField(max_length=120, default="")
    user_id = models.BigIntegerField(null=True)


@with_history
class AgendaItem(Record):
    """A step of the meeting, in the authority's order, with the time it took."""

    conference = ScopedForeignKey(Conference, models.PROTECT, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)


class PromptTick(Line):
    """
    The chair has said what their prompt sheet reminds them of, or takes that back.

    The last line of a code counts; the codes are those of `rules.spoken_prompts`.
    """

    conference = ScopedForeignKey(Conference, models.PROTECT, related_name="prompt_ticks")
    code = models.CharField(max_length=60)
    is_said = models.BooleanField()
    at = models.DateTimeField()
    by = models.CharField(max_length=120, default="")
    user_id = models.BigIntegerField(null=True)


class Turn(Line):
    """Whose turn it is to speak from now on; nobody's, where `participant` is empty."""

    conference = ScopedForeignKey(Conference, models.PROTECT, related_name="turns")
    participant = ScopedForeignKey(Participant, models.PROTECT, null=True, related_name="turns")
    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)


@with_history
class BreakRequest(Record):
    """Somebody in the meeting needs a break, and has said so without a word to the others."""

    conference = ScopedForeignKey(Conference, models.PROTECT, related_name="break_requests")
    participant = ScopedForeignKey(Participant, models.PROTECT, related_name="break_requests")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "participant"],
                condition=models.Q(answered_at=None),
                name="break_asked_once",
            )
        ]


class LiveItem(Record):
    """A statement made in the meeting, under the agenda item it was made in."""

    agenda_item = ScopedForeignKey(AgendaItem, models.PROTECT, null=True, related_name="items")
    conference = ScopedForeignKey(Conference, models.PROTECT, related_name="live_items")
    statement = ScopedForeignKey(Statement, models.PROTECT, related_name="live_items")
    in_closed_part = models.BooleanField(default=False)


@with_history
class Views(Record):
    """
    What a child or parent thinks, for one child of the conference; or why it is not known.

    A conference cannot be completed with the child's views empty: a reason counts, silence not.
    """

    conference_child = ScopedForeignKey(ConferenceChild, models.PROTECT, related_name="views")
    person = ScopedForeignKey(Person, models.PROTECT)
    is_the_childs = models.BooleanField()
    statement = ScopedForeignKey(Statement, models.PROTECT, null=True)
    how_given = models.CharField(max_length=120, default="", blank=True)
    not_obtained_reason = models.TextField(default="", blank=True)
    read_out_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "conference_child", "person"], name="views_of_a_person_once"
            ),
            models.CheckConstraint(
                name="views_or_reason_why_not",
                condition=models.Q(statement__isnull=False) | ~models.Q(not_obtained_reason=""),
            ),
        ]


@with_history
class ConferenceRecord(Record):
    """The record of the conference: drafted, approved by the chair, then never changed."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        APPROVED = "approved", "Approved"
        DISTRIBUTED = "distributed", "Distributed"

    conference = ScopedForeignKey(Conference, models.PROTECT, related_name="records")
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=State.choices, default=State.DRAFT)
    summary = models.TextField(default="", blank=True)
    analysis = models.TextField(default="", blank=True)
    closed_part = models.TextField(default="", blank=True)
    drafted_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)
    approved_by = ScopedForeignKey(Professional, models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "conference", "version"], name="record_version_number"
            )
        ]

"""Reports to the conference: statements in sections, in the family's hands before the day."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.people.models import Agency, Person, Professional
from roundtable.casework.statements.models import Statement
from roundtable.foundation.core.fields import ScopedForeignKey
from roundtable.foundation.core.history import with_history
from roundtable.foundation.core.models import Record
from roundtable.foundation.documents.models import Document
from roundtable.rules.report_states import State


class Section(models.TextChoices):
    """The sections every agency's report has; a school must fill in education."""

    INVOLVEMENT = "involvement", "Your involvement"
    HEALTH = "health", "Health and development"
    EDUCATION = "education", "Education"
    PARENTING = "parenting", "Parenting"
    FAMILY = "family", "Family and environment"
    WORKING_WELL = "working_well", "What is working well"
    WORRIED = "worried", "What are we worried about"
    IMPACT = "impact", "What is the impact on the child"
    GREY = "grey", "Grey areas"
    WISHES = "wishes", "The child's wishes and feelings"
    ANALYSIS = "analysis", "What this means for the child"
    NEXT = "next", "What needs to happen, and what my agency will do"


@with_history
class Report(Record):
    """One author's report to one conference. Its sentences are statements."""

    conference = ScopedForeignKey(Conference, models.PROTECT, related_name="reports")
    participant = ScopedForeignKey(Participant, models.PROTECT, related_name="reports")
    agency = ScopedForeignKey(Agency, models.PROTECT)
    state = models.CharField(max_length=20, default=State.REQUESTED.value)
    cannot_share_something = models.BooleanField(null=True)
    sharing_difficulty = models.TextField(default="", blank=True)
    chair_sharing_decision = models.TextField(default="", blank=True)
    provisional_threshold = models.BooleanField(null=True)
    provisional_categories = ArrayField(models.CharField(max_length=3), default=list)
    submitted_at = models.DateTimeField(null=True)
    is_after_decision = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "participant"], name="one_report_for_a_participant"
            )
        ]


class ReportItem(Record):
    """A statement's place in a report."""

    report = ScopedForeignKey(Report, models.PROTECT, related_name="items")
    statement = ScopedForeignKey(Statement, models.PROTECT, related_name="report_items")
    section = models.CharField(max_length=20, choices=Section.choices)


class Sharing(Record):
    """That a report was shared with a member of the family, when and how; or why it was not."""

    append_only = True

    report = ScopedForeignKey(Report, models.PROTECT, related_name="sharings")
    person = ScopedForeignKey(Person, models.PROTECT)
    shared_on = models.DateField(null=True)
    method = models.CharField(max_length=120, default="", blank=True)
    reaction = models.TextField(default="", blank=True)
    not_shared_reason = models.TextField(default="", blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = ScopedForeignKey(Professional, models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="shared_or_reason_why_not",
                condition=models.Q(shared_on__isnull=False) | ~models.Q(not_shared_reason=""),
            )
        ]


class Reading(Record):
    """A family member says they have read a report. What they did not say is not "read"."""

    append_only = True

    report = ScopedForeignKey(Report, models.PROTECT, related_name="readings")
    person = ScopedForeignKey(Person, models.PROTECT)
    said_at = models.DateTimeField()


class PaperCopy(Record):
    """
    A printed copy of somebody's papers for the meeting; what it says is its document.

    A professional's has a number and is counted back; one of the family's has none.
    """

    append_only = True

    participant = ScopedForeignKey(Participant, models.PROTECT, related_name="paper_copies")
    number = models.PositiveSmallIntegerField(null=True)
    document = ScopedForeignKey(Document, models.PROTECT)
    pages = models.PositiveSmallIntegerField()
    back_by = models.DateField(null=True)
    printed_at = models.DateTimeField()
    printed_by = ScopedForeignKey(Professional, models.PROTECT, null=True)


class CopyNote(Record):
    """What became of a printed copy: handed out, returned, shredded or lost, and on which day."""

    append_only = True

    copy = ScopedForeignKey(PaperCopy, models.PROTECT, related_name="notes")
    state = models.CharField(max_length=10)
    on = models.DateField()
    words = models.CharField(max_length=250, default="", blank=True)
    at = models.DateTimeField()
    noted_by = ScopedForeignKey(Professional, models.PROTECT, null=True)

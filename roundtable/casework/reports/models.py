"""Reports to the conference: statements in sections, in the family's hands before the day."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.information.models import InformationVersion
from roundtable.casework.people.models import Agency, Person, Professional
from roundtable.casework.statements.models import Statement
from roundtable.foundation.core.fields import ScopedForeignKey
from roundtable.foundation.core.history import with_history
from roundtable.foundation.core.models import Line, Record
from roundtable.foundation.documents.models import Document
from roundtable.rules.report_states import RECEIVED, ReturnedFor, State

_RECEIVED = sorted(state.value for state in RECEIVED)
ON_ITS_WAY = frozenset({State.DRAFT.value, State.WITH_AGENCY.value})


class Form(models.TextChoices):
    """Which sections an author is asked for: `pro_forma` says what belongs in each."""

    AGENCY = "agency", "Report of an agency"
    SOCIAL_WORK = "social_work", "Social worker's report"
    SOCIAL_WORK_REVIEW = "social_work_review", "Social worker's report to a review"


class Section(models.TextChoices):
    """Every section that a report can have, whoever writes it."""

    DETAILS = "details", "The children's details"
    HOUSEHOLD = "household", "Household and family"
    REASON = "reason", "Why there is a conference"
    CONSIDERED = "considered", "Other children"
    GENOGRAM = "genogram", "Who is who in the family"
    CHRONOLOGY = "chronology", "What happened, and when"
    FINDINGS = "findings", "What the enquiry found"
    PROGRESS = "progress", "Progress of the plan"
    VISITS = "visits", "Visits"
    CORE_GROUPS = "core_groups", "Core groups"
    ENGAGEMENT = "engagement", "What the parents did"
    SEEN = "seen", "When the children were seen"
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
    PARENTS_VIEWS = "parents_views", "What the parents and family say"
    ANALYSIS = "analysis", "What this means for the child"
    DANGER = "danger", "What may happen if nothing changes"
    INTERIM_PLAN = "interim_plan", "What keeps the children safe now"
    OUTLINE_PLAN = "outline_plan", "The plan as we propose it"
    MUST_CHANGE = "must_change", "What still must change"
    NEXT = "next", "What needs to happen, and what my agency will do"


@with_history
class Report(Record):
    """One author's report to one conference. Its sentences are statements."""

    conference = ScopedForeignKey(Conference, models.PROTECT, related_name="reports")
    participant = ScopedForeignKey(Participant, models.PROTECT, related_name="reports")
    agency = ScopedForeignKey(Agency, models.PROTECT)
    form = models.CharField(max_length=20, choices=Form.choices, default=Form.AGENCY)
    form_version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=20, default=State.REQUESTED.value)
    cannot_share_something = models.BooleanField(null=True)
    sharing_difficulty = models.TextField(default="", blank=True)
    chair_sharing_decision = models.TextField(default="", blank=True)
    provisional_threshold = models.BooleanField(null=True)
    provisional_categories = ArrayField(models.CharField(max_length=3), default=list)
    # When its author was done with it, and when the chair had it: a second look lies between.
    handed_in_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    is_after_decision = models.BooleanField(default=False)
    # Why it came late, kept while the agency looks at it.
    late_reason = models.TextField(default="", blank=True)
    signed_off_by = ScopedForeignKey(Professional, models.PROTECT, null=True)
    signed_off_at = models.DateTimeField(null=True)
    returned_for = models.CharField(
        max_length=12,
        choices=[(one.value, one.value) for one in ReturnedFor],
        default="",
        blank=True,
    )
    returned_reason = models.TextField(default="", blank=True)
    returned_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(default="", blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "participant"], name="one_report_for_a_participant"
            ),
            models.CheckConstraint(
                name="received_report_has_its_day",
                condition=~models.Q(state__in=_RECEIVED) | models.Q(submitted_at__isnull=False),
            ),
            # By whom is looked at by the trigger of the third migration.
            models.CheckConstraint(
                name="report_signed_off_by_somebody",
                condition=~models.Q(state=State.SIGNED_OFF.value)
                | models.Q(signed_off_by__isnull=False, signed_off_at__isnull=False),
            ),
            models.CheckConstraint(
                name="report_returned_with_a_reason",
                condition=~models.Q(state=State.RETURNED.value) | ~models.Q(returned_reason=""),
            ),
            models.CheckConstraint(
                name="report_withdrawn_with_a_reason",
                condition=~models.Q(state=State.WITHDRAWN.value)
                | (~models.Q(withdrawn_reason="") & models.Q(withdrawn_at__isnull=False)),
            ),
        ]

    @property
    def is_being_rewritten(self) -> bool:
        """A new version is on its way, and the chair has the one before."""
        return self.submitted_at is not None and self.state in ON_ITS_WAY


class GuidanceRead(Record):
    """
    That somebody read this guidance, in this version, before they wrote: whoever takes a report over
    reads it too. The newest of a text is the version that stays with the report.
    """

    append_only = True

    report = ScopedForeignKey(Report, models.PROTECT, related_name="guidance_read")
    version = ScopedForeignKey(InformationVersion, models.PROTECT)
    read_by = models.CharField(max_length=120)
    user_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "report", "version", "user_id"],
                name="guidance_read_once_by_a_writer",
                nulls_distinct=False,
            )
        ]


class ReportItem(Record):
    """A statement's place in a report."""

    report = ScopedForeignKey(Report, models.PROTECT, related_name="items")
    statement = ScopedForeignKey(Statement, models.PROTECT, related_name="report_items")
    section = models.CharField(max_length=20, choices=Section.choices)
    # Taken from an earlier report of the agency, and not looked at again until it is confirmed.
    carried_from = ScopedForeignKey(Report, models.PROTECT, null=True)
    # What it was there, with what the family answered to it.
    earlier = ScopedForeignKey(Statement, models.PROTECT, null=True)
    confirmed_at = models.DateTimeField(null=True)

    @property
    def is_carried_over(self) -> bool:
        return self.carried_from_id is not None and self.confirmed_at is None


class ReportVersion(Record):
    """
    A report as it came to the chair, on the day it came: nothing of it changes afterwards.

    The newest takes the place of those before it, which stay readable as what they were.
    """

    append_only = True

    report = ScopedForeignKey(Report, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    handed_in_at = models.DateTimeField()
    came_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    late_reason = models.TextField(default="", blank=True)
    is_after_decision = models.BooleanField(default=False)
    signed_off_by = ScopedForeignKey(Professional, models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "report", "number"], name="report_version_number"
            )
        ]


class ReportVersionLine(Line):
    """A statement as one version of a report had it."""

    version = ScopedForeignKey(ReportVersion, models.PROTECT, related_name="lines")
    statement = ScopedForeignKey(Statement, models.PROTECT)
    number = models.PositiveIntegerField()  # the version of the statement
    section = models.CharField(max_length=20, choices=Section.choices)


@with_history
class DisclosureCheck(Record):
    """Who could have seen a report that should not have been there, and what was done about it."""

    report = ScopedForeignKey(Report, models.PROTECT, related_name="disclosure_checks")
    reason = models.TextField()
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=120)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=120, default="", blank=True)
    conclusion = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="disclosure_check_closed_with_words",
                condition=models.Q(closed_at=None) | ~models.Q(conclusion=""),
            )
        ]


class CouldHaveSeen(Line):
    """Somebody who could have seen it, as things stood when it was taken out."""

    check_on = ScopedForeignKey(DisclosureCheck, models.PROTECT, related_name="people")
    person = ScopedForeignKey(Person, models.PROTECT, null=True)
    professional = ScopedForeignKey(Professional, models.PROTECT, null=True)
    how = models.CharField(max_length=250)
    has_opened = models.BooleanField(default=False)


class Way(models.TextChoices):
    """How a report reached somebody of the family."""

    TOGETHER = "together", "Read together"
    PAPER = "paper", "Given on paper"
    POST = "post", "Posted"
    PAGE = "page", "On their own page"
    OTHER = "other", "Another way"


class Sharing(Record):
    """That a report was shared with a member of the family, when and how; or why it was not."""

    append_only = True

    report = ScopedForeignKey(Report, models.PROTECT, related_name="sharings")
    person = ScopedForeignKey(Person, models.PROTECT)
    shared_on = models.DateField(null=True)
    way = models.CharField(max_length=10, choices=Way.choices, default="", blank=True)
    with_interpreter = models.BooleanField(default=False)
    # Where, or whatever else there is to say of how.
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
    # Which reports are in it, by their ids: who has a copy could have read them.
    reports = ArrayField(models.BigIntegerField(), default=list)


class CopyNote(Record):
    """What became of a printed copy: handed out, returned, shredded or lost, and on which day."""

    append_only = True

    copy = ScopedForeignKey(PaperCopy, models.PROTECT, related_name="notes")
    state = models.CharField(max_length=10)
    on = models.DateField()
    words = models.CharField(max_length=250, default="", blank=True)
    at = models.DateTimeField()
    noted_by = ScopedForeignKey(Professional, models.PROTECT, null=True)

"""What leads to a request for a conference: the booking form, and how else one can be asked for."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from roundtable.casework.cases.models import Case, Standing
from roundtable.casework.people.models import Person, Professional
from roundtable.foundation.core.fields import ScopedForeignKey
from roundtable.foundation.core.history import with_history
from roundtable.foundation.core.models import Record
from roundtable.rules.avoided_times import Because
from roundtable.rules.transfer_states import State as TransferState


@with_history
class BookingForm(Record):
    """
    All that is asked on the way to a conference, from the first answer on.

    `typed` is what was typed, page by page: who leaves half way finds it again. What the answers
    mean is written when the form is sent, and anew when a returned request is sent again.
    """

    case = ScopedForeignKey(Case, models.PROTECT, related_name="booking_forms")
    started_by = ScopedForeignKey(Professional, models.PROTECT, null=True)
    started_at = models.DateTimeField()
    typed = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    # For who visits and who meets the family; never for the family.
    risk_to_staff = models.TextField(default="", blank=True)
    # Whom the police look up: the household, and whoever else of the family matters.
    police_names = ArrayField(models.CharField(max_length=160), default=list)
    travel = models.TextField(default="", blank=True)
    others_to_invite = models.TextField(default="", blank=True)
    # What is not known yet of the people, their homes and who holds responsibility.
    missing_people = models.TextField(default="", blank=True)
    # Why the conference cannot be held by its limit, and who agreed to that.
    late_reason = models.TextField(default="", blank=True)
    late_manager = ScopedForeignKey(Professional, models.PROTECT, null=True)
    late_chair = ScopedForeignKey(Professional, models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "case"],
                condition=models.Q(sent_at=None),
                name="one_unsent_booking_form",
            )
        ]


class Attends(models.TextChoices):
    """Whether a child can come; their views are heard either way."""

    WHOLE = "whole", "Yes, to all of it"
    PART = "part", "Yes, to part of it"
    NO = "no", "No"


class FormChild(Record):
    """A child of the household: subject of the conference, considered or not, and why."""

    form = ScopedForeignKey(BookingForm, models.CASCADE, related_name="children")
    child = ScopedForeignKey(Person, models.PROTECT)
    standing = models.CharField(max_length=14, choices=Standing.choices)
    reason = models.CharField(max_length=250, default="", blank=True)
    attends = models.CharField(max_length=5, choices=Attends.choices, default="", blank=True)
    # By what means their views come, or why they do not come themselves.
    attends_note = models.CharField(max_length=250, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "form", "child"], name="child_once_on_a_form"
            )
        ]


class TimeToAvoid(Record):
    """A day, or days of every week, on which the family said they cannot come, or not then."""

    form = ScopedForeignKey(BookingForm, models.CASCADE, related_name="avoided")
    because = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Because])
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list)
    starts = models.TimeField(null=True)
    ends = models.TimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="avoided_on_days_or_weekdays",
                condition=models.Q(first_on__isnull=False) ^ ~models.Q(weekdays=[]),
            )
        ]


class StatedNeed(Record):
    """
    What somebody of the family needs in order to take part, as the booking form says it.

    `kind` is one of the needs that the desk arranges (`invitations.models.NeedKind`).
    """

    form = ScopedForeignKey(BookingForm, models.CASCADE, related_name="needs")
    person = ScopedForeignKey(Person, models.PROTECT)
    kind = models.CharField(max_length=20)
    detail = models.CharField(max_length=250, default="", blank=True)


class WantedProfessional(Record):
    """A professional whom the booking form asks to invite."""

    form = ScopedForeignKey(BookingForm, models.CASCADE, related_name="wanted")
    professional = ScopedForeignKey(Professional, models.PROTECT)


class ProposedExclusion(Record):
    """Somebody whom the social worker would keep out of the meeting. The chair alone decides."""

    form = ScopedForeignKey(BookingForm, models.CASCADE, related_name="exclusions")
    person = ScopedForeignKey(Person, models.PROTECT)
    ground = models.CharField(max_length=1)
    evidence = models.TextField()


class Backing(models.TextChoices):
    """Who stands behind an agency's request. With one of these it is normally agreed."""

    SENIOR_MANAGER = "senior_manager", "A senior manager"
    NAMED = "named", "A named professional for safeguarding"
    DESIGNATED = "designated", "A designated professional for safeguarding"


class AgencyAnswer(models.TextChoices):
    AGREED = "agreed", "Agreed"
    REFUSED = "refused", "Not agreed"


@with_history
class AgencyRequest(Record):
    """Another agency asks for a conference, and is answered with reasons."""

    case = ScopedForeignKey(Case, models.PROTECT, related_name="agency_requests")
    asked_by = ScopedForeignKey(Professional, models.PROTECT)
    asked_at = models.DateTimeField()
    # In their own words: who asks may not know every child of the family.
    children = models.CharField(max_length=250)
    reason = models.TextField()
    backed_as = models.CharField(max_length=14, choices=Backing.choices, default="", blank=True)
    backed_by = models.CharField(max_length=120, default="", blank=True)
    answer = models.CharField(max_length=8, choices=AgencyAnswer.choices, default="", blank=True)
    answer_reason = models.TextField(default="", blank=True)
    answered_by = ScopedForeignKey(Professional, models.PROTECT, null=True)
    answered_at = models.DateTimeField(null=True)
    chair_consulted = ScopedForeignKey(Professional, models.PROTECT, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="agency_is_answered_with_a_reason",
                condition=models.Q(answer="")
                | (~models.Q(answer_reason="") & models.Q(answered_at__isnull=False)),
            )
        ]


@with_history
class TransferIn(Record):
    """
    Children on a plan of another authority who have moved here.

    The limit of their conference runs from the day on which it was asked for in writing. Until
    that conference the other authority keeps its plan.
    """

    case = ScopedForeignKey(Case, models.PROTECT, related_name="transfers_in")
    state = models.CharField(max_length=20, default=TransferState.NOTIFIED.value)
    from_authority = models.CharField(max_length=120)
    contact = models.TextField(default="", blank=True)
    notified_on = models.DateField()
    moved_on = models.DateField(null=True)
    move_reason = models.TextField(default="", blank=True)
    requested_on = models.DateField(null=True)
    # Which papers came with the written request (`choices.TRANSFER_PAPERS`).
    papers = ArrayField(models.CharField(max_length=20), default=list)
    risk_after_move = models.TextField(default="", blank=True)
    next_review_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    answered_by = ScopedForeignKey(Professional, models.PROTECT, null=True)
    answer_reason = models.TextField(default="", blank=True)


class TransferChild(Record):
    """A child who moved here, with the plan that they are subject to elsewhere."""

    transfer = ScopedForeignKey(TransferIn, models.PROTECT, related_name="children")
    child = ScopedForeignKey(Person, models.PROTECT, related_name="transfers_in")
    categories = ArrayField(models.CharField(max_length=3), default=list)
    plan_since = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "transfer", "child"], name="child_once_in_a_transfer"
            )
        ]

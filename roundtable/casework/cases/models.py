"""A family's case: who belongs to it, who works on it, and what led to a conference."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from roundtable.casework.people.models import Origin, Person, Professional
from roundtable.foundation.core.fields import ScopedForeignKey
from roundtable.foundation.core.history import with_history
from roundtable.foundation.core.models import Line, Record
from roundtable.rules.enquiry_states import State as EnquiryState


@with_history
class Case(Record):
    """One family known to the authority. Children of one household share it."""

    reference = models.CharField(max_length=20)
    family_name = models.CharField(max_length=80, default="", blank=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    # A restricted case is seen only by those allocated to it; to others it does not exist.
    is_restricted = models.BooleanField(default=False)
    restriction_reason = models.TextField(default="", blank=True)
    origin = models.CharField(max_length=6, choices=Origin.choices, default=Origin.OWN)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "reference"], name="one_case_reference")
        ]


class Standing(models.TextChoices):
    """How a child of the household stands in the case."""

    SUBJECT = "subject", "Subject"
    CONSIDERED = "considered", "Considered, not subject"
    NOT_CONSIDERED = "not_considered", "Not considered"
    ADULT = "adult", "Adult"


@with_history
class CaseMember(Record):
    """A child or adult of the case, living in the household or not."""

    case = ScopedForeignKey(Case, models.PROTECT, related_name="members")
    person = ScopedForeignKey(Person, models.PROTECT, related_name="memberships")
    standing = models.CharField(max_length=14, choices=Standing.choices)
    in_household = models.BooleanField(default=True)
    note = models.CharField(max_length=200, default="", blank=True)
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "case", "person"], name="one_membership_of_a_case"
            )
        ]


class Capacity(models.TextChoices):
    """In what capacity a professional is on a case; titles are the authority's own words."""

    SOCIAL_WORKER = "social_worker", "Social worker"
    MANAGER = "manager", "Team manager"
    SOLICITOR = "solicitor", "Authority's solicitor"
    CHAIR = "chair", "Conference chair"
    INVOLVED = "involved", "Works with the family"
    # By name only where a case is restricted; elsewhere their role opens it.
    ADMINISTRATOR = "administrator", "Conference administrator"
    HEAD_OF_SERVICE = "head", "Head of service"


@with_history
class Allocation(Record):
    """A professional's work on a case, from one day to another; the last day is inclusive."""

    case = ScopedForeignKey(Case, models.PROTECT, related_name="allocations")
    professional = ScopedForeignKey(Professional, models.PROTECT, related_name="allocations")
    capacity = models.CharField(max_length=14, choices=Capacity.choices)
    # Quorum counts agencies that have had direct contact with the child or family.
    has_direct_contact = models.BooleanField(default=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "case", "professional", "capacity"],
                condition=models.Q(ends_on=None),
                name="one_open_allocation",
            )
        ]


class DutyTurn(Record):
    """Days on which a professional is on the duty rota, both inclusive."""

    professional = ScopedForeignKey(Professional, models.PROTECT, related_name="duty_turns")
    starts_on = models.DateField()
    ends_on = models.DateField()


class Denial(Record):
    """A user who must never see this case, whatever their role: it beats every grant."""

    case = ScopedForeignKey(Case, models.PROTECT, related_name="denials")
    user_id = models.BigIntegerField()
    reason = models.TextField()
    ended_on = models.DateField(null=True)


class Referral(Record):
    """An episode of need: a referral and what came of it."""

    case = ScopedForeignKey(Case, models.PROTECT, related_name="referrals")
    child = ScopedForeignKey(Person, models.PROTECT, related_name="referrals")
    # Unknown only in history: a return whose date could not be read.
    received_on = models.DateField(null=True)
    source = models.CharField(max_length=2, default="")
    primary_need = models.CharField(max_length=2, default="")
    no_further_action = models.BooleanField(null=True)
    closed_on = models.DateField(null=True)
    closure_reason = models.CharField(max_length=3, default="")
    # Assessments, child in need plans and pre-proceedings as a return gave them.
    reported = models.JSONField(default=dict)
    origin = models.CharField(max_length=6, choices=Origin.choices, default=Origin.OWN)


class StrategyDiscussion(Record):
    """Where police, health and social care decide whether enquiries are needed."""

    case = ScopedForeignKey(Case, models.PROTECT, related_name="strategy_discussions")
    held_at = models.DateTimeField()
    decisions = models.TextField()
    # The one that started the enquiry sets its limit; a further one never moves it.
    is_further = models.BooleanField(default=False)


class StrategyAttendee(Record):
    discussion = ScopedForeignKey(StrategyDiscussion, models.PROTECT, related_name="attendees")
    professional = ScopedForeignKey(Professional, models.PROTECT)


class Harm(models.TextChoices):
    """How harm comes about; the category of abuse is decided at the conference."""

    PHYSICAL = "physical", "Physical harm"
    EMOTIONAL = "emotional", "Emotional harm"
    SEXUAL = "sexual", "Sexual harm"
    NEGLECT = "neglect", "Neglect"
    WITNESSING = "witnessing", "Seeing or hearing violence or abuse at home"
    FAILURE_TO_PROTECT = "failure_to_protect", "Not protected from another person"


@with_history
class Section47Enquiry(Record):
    """
    The enquiry into one child's safety under section 47 of the Children Act 1989.

    Both conditions of a conference are recorded apart: concerns substantiated, and the child
    judged at continuing risk of significant harm.
    """

    case = ScopedForeignKey(Case, models.PROTECT, related_name="enquiries")
    child = ScopedForeignKey(Person, models.PROTECT, related_name="enquiries")
    referral = ScopedForeignKey(Referral, models.PROTECT, null=True)
    discussion = ScopedForeignKey(StrategyDiscussion, models.PROTECT, null=True)
    started_on = models.DateField()
    is_joint = models.BooleanField(default=False)
    state = models.CharField(max_length=40, default=EnquiryState.OPEN.value)
    child_seen_on = models.DateField(null=True)
    child_seen_alone = models.BooleanField(null=True)
    not_alone_reason = models.TextField(default="", blank=True)
    concerns_substantiated = models.BooleanField(null=True)
    continuing_risk = models.BooleanField(null=True)
    harms = ArrayField(models.CharField(max_length=20), default=list)
    harmed_by = models.CharField(max_length=200, default="", blank=True)
    findings = models.TextField(default="", blank=True)
    interim_safety_plan = models.TextField(default="", blank=True)
    outcome_on = models.DateField(null=True)
    authorised_by = ScopedForeignKey(Professional, models.PROTECT, null=True)
    chair_consulted = ScopedForeignKey(Professional, models.PROTECT, null=True)
    chair_consulted_on = models.DateField(null=True)
    chair_advice = models.TextField(default="", blank=True)
    conference_not_required = models.BooleanField(null=True)
    # Who agreed to an outcome that something stood against, their words and the day.
    outcome_agreed = models.TextField(default="", blank=True)
    origin = models.CharField(max_length=6, choices=Origin.choices, default=Origin.OWN)

    class Meta:
        constraints = [
            # Census rule 8890: a second enquiry cannot start before the first has its conference.
            models.UniqueConstraint(
                fields=["authority", "child"],
                condition=models.Q(
                    state__in=["OPEN", "SUBSTANTIATED_CONTINUING_RISK"], origin="own"
                ),
                name="one_unfinished_enquiry",
            )
        ]


class SpokenTo(Record):
    """Who was spoken to in the enquiry. A child can be seen with or without consent."""

    enquiry = ScopedForeignKey(Section47Enquiry, models.PROTECT, related_name="spoken_to")
    person = ScopedForeignKey(Person, models.PROTECT, null=True)
    professional = ScopedForeignKey(Professional, models.PROTECT, null=True)
    on = models.DateField()
    alone = models.BooleanField(default=False)
    with_consent = models.BooleanField(null=True)
    note = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="spoken_to_one_person",
                condition=models.Q(person=None) ^ models.Q(professional=None),
            )
        ]


class TimelineEntry(Line):
    """A line of the case's timeline: what happened, when, and who recorded it."""

    case = ScopedForeignKey(Case, models.PROTECT, related_name="timeline")
    child_id = models.BigIntegerField(null=True)
    happened_on = models.DateField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    detail = models.TextField(default="")
    subject_type = models.CharField(max_length=40, default="")
    subject_id = models.BigIntegerField(null=True)
    from_state = models.CharField(max_length=40, default="")
    to_state = models.CharField(max_length=40, default="")
    user_id = models.BigIntegerField(null=True)
    by = models.CharField(max_length=120, default="")

    class Meta:
        indexes = [
            models.Index(fields=["authority", "case", "-happened_on"]),
            models.Index(fields=["authority", "subject_type", "subject_id"]),
        ]

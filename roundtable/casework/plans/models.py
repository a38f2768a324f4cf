"""The child protection plan: what must change, who does what, core groups, visits, reviews."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models

from roundtable.casework.cases.models import Case
from roundtable.casework.conferences.models import ConferenceChild
from roundtable.casework.decisions.models import Decision
from roundtable.casework.people.models import Origin, Person, Professional
from roundtable.foundation.core.fields import ScopedForeignKey
from roundtable.foundation.core.history import with_history
from roundtable.foundation.core.models import Line, Record
from roundtable.rules.action_states import State as ActionState
from roundtable.rules.core_group_states import State as CoreGroupState
from roundtable.rules.plan_states import State


def _same(column: str) -> tuple[models.Func, str]:
    one_id = models.Func(column, column, models.Value("[]"), function="int8range")
    return one_id, RangeOperators.EQUAL


@with_history
class Outline(Record):
    """
    What is written in the room for a child: outcomes, actions, key worker, contingency, dates.

    It is not a plan. If the chair decides that there is to be one, it becomes the plan's body.
    """

    child = ScopedForeignKey(Person, models.PROTECT, related_name="outlines")
    conference_child = ScopedForeignKey(ConferenceChild, models.PROTECT, null=True)
    key_worker = ScopedForeignKey(Professional, models.PROTECT, null=True)
    protection = models.TextField(default="", blank=True)
    contingency = models.TextField(default="", blank=True)
    monitoring = models.TextField(default="", blank=True)
    support_to_family = models.TextField(default="", blank=True)
    what_would_end_it = models.TextField(default="", blank=True)
    visit_every_working_days = models.PositiveSmallIntegerField(null=True)
    unannounced_visits = models.BooleanField(default=False)
    core_group_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    review_late_reason = models.TextField(default="", blank=True)
    review_late_agreed_by = models.CharField(max_length=250, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "conference_child"],
                condition=models.Q(conference_child__isnull=False),
                name="one_outline_for_a_child_in_a_conference",
            )
        ]


class Term(models.TextChoices):
    SHORT = "short", "Short term"
    LONG = "long", "Long term"


@with_history
class PlanOutcome(Record):
    """Something that must change for the child, how much and by when."""

    outline = ScopedForeignKey(Outline, models.PROTECT, related_name="outcomes")
    position = models.PositiveSmallIntegerField(default=0)
    what_must_change = models.TextField()
    term = models.CharField(max_length=5, choices=Term.choices, default=Term.SHORT)
    how_we_will_know = models.TextField(default="", blank=True)
    by = models.DateField(null=True)
    closed_on = models.DateField(null=True)


class Progress(models.TextChoices):
    """How far something that must change has come."""

    ACHIEVED = "achieved", "Achieved"
    BETTER = "better", "On the way"
    UNCHANGED = "unchanged", "No change"
    WORSE = "worse", "Worse"
    NEW = "new", "Added at this review"


@with_history
class OutcomeReview(Record):
    """What a review conference says of one outcome of the plan: how far it has come, and why."""

    conference_child = ScopedForeignKey(
        ConferenceChild, models.PROTECT, related_name="outcome_reviews"
    )
    outcome = ScopedForeignKey(PlanOutcome, models.PROTECT, related_name="reviews")
    progress = models.CharField(max_length=9, choices=Progress.choices)
    words = models.TextField(default="", blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "conference_child", "outcome"],
                name="outcome_reviewed_once_at_a_conference",
            )
        ]


@with_history
class PlanAction(Record):
    """What someone will do, who, by when. The owner is a professional or one of the family."""

    outcome = ScopedForeignKey(PlanOutcome, models.PROTECT, related_name="actions")
    position = models.PositiveSmallIntegerField(default=0)
    what = models.TextField()
    professional = ScopedForeignKey(Professional, models.PROTECT, null=True)
    person = ScopedForeignKey(Person, models.PROTECT, null=True)
    due_on = models.DateField(null=True)
    is_for_safety = models.BooleanField(default=False)
    support_offered = models.TextField(default="", blank=True)
    state = models.CharField(max_length=12, default=ActionState.PROPOSED.value)
    evidence = models.TextField(default="", blank=True)
    family_says_done_at = models.DateTimeField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="action_has_at_most_one_owner",
                condition=models.Q(professional=None) | models.Q(person=None),
            )
        ]


@with_history
class CoreGroupMember(Record):
    """One of the people who develop and carry out the plan, family included."""

    outline = ScopedForeignKey(Outline, models.PROTECT, related_name="core_group")
    professional = ScopedForeignKey(Professional, models.PROTECT, null=True)
    person = ScopedForeignKey(Person, models.PROTECT, null=True)
    joined_on = models.DateField()
    left_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="core_group_member_is_person_or_professional",
                condition=models.Q(person=None) ^ models.Q(professional=None),
            )
        ]


class EndReason(models.TextChoices):
    RISK_REDUCED = "risk_reduced", "No longer at risk of significant harm"
    MOVED_LA = "moved_la", "Moved for good to another authority"
    AGE_18 = "age_18", "Reached 18"
    DIED = "died", "Died"
    LEFT_UK = "left_uk", "Left the United Kingdom for good"
    LOOKED_AFTER = "looked_after", "Looked after by the authority"
    PREGNANCY_ENDED = "pregnancy_ended", "The pregnancy ended"
    ADOPTED = "adopted", "Adopted"
    STARTED_IN_ERROR = "started_in_error", "Started in error (appeal upheld)"
    NOT_REPORTED = "not_reported", "Not reported: a return gives no reason"


@with_history
class Plan(Record):
    """
    A child protection plan. Starts only by a decision of ours, or is reconstructed history.

    The period is half-open: the plan is not in force on `ends_on`.
    """

    case = ScopedForeignKey(Case, models.PROTECT, related_name="plans")
    child = ScopedForeignKey(Person, models.PROTECT, related_name="plans")
    origin = models.CharField(max_length=6, choices=Origin.choices, default=Origin.OWN)
    started_by = ScopedForeignKey(Decision, models.PROTECT, null=True, related_name="started")
    ended_by = ScopedForeignKey(Decision, models.PROTECT, null=True, related_name="ended")
    outline = ScopedForeignKey(Outline, models.PROTECT, null=True, related_name="plans")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    state = models.CharField(max_length=10, default=State.OUTLINE.value)
    key_worker = ScopedForeignKey(Professional, models.PROTECT, null=True)
    initial_categories = ArrayField(models.CharField(max_length=3), default=list)
    latest_categories = ArrayField(models.CharField(max_length=3), default=list)
    # As decided or, for history, as it was reported: a reported MUL has no known categories.
    initial_code = models.CharField(max_length=3)
    latest_code = models.CharField(max_length=3)
    previous_plans = models.PositiveSmallIntegerField(default=0)
    end_reason = models.CharField(max_length=20, choices=EndReason.choices, default="", blank=True)
    end_note = models.TextField(default="", blank=True)
    flags = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "child"],
                condition=models.Q(ends_on=None),
                name="one_open_plan",
            ),
            ExclusionConstraint(
                name="plans_of_a_child_never_overlap",
                expressions=[
                    _same("authority_id"),
                    _same("child_id"),
                    (
                        models.Func("starts_on", "ends_on", function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
            models.CheckConstraint(
                name="plan_never_starts_and_ends_on_one_day",
                condition=models.Q(ends_on=None) | models.Q(ends_on__gt=models.F("starts_on")),
            ),
            models.CheckConstraint(
                name="our_plan_has_our_decision",
                condition=~models.Q(origin="own") | models.Q(started_by__isnull=False),
            ),
            models.CheckConstraint(
                name="ended_plan_says_why",
                condition=models.Q(ends_on=None) | ~models.Q(end_reason=""),
            ),
        ]
        indexes = [models.Index(fields=["authority", "case"])]

    @property
    def is_open(self) -> bool:
        return self.ends_on is None


class PlanVersion(Line):
    """What the plan said after a conference or core group; every past one can be read again."""

    plan = ScopedForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    because = models.CharField(max_length=120)
    content = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "plan", "number"], name="plan_version_number"
            )
        ]


class PlanReview(Record):
    """A plan looked at by a review conference, and what came of it."""

    append_only = True

    plan = ScopedForeignKey(Plan, models.PROTECT, related_name="reviews")
    conference_child = ScopedForeignKey(ConferenceChild, models.PROTECT, related_name="reviews")
    held_on = models.DateField()
    result = models.CharField(max_length=20)
    ratings = models.JSONField(default=list)  # per outcome: what, progress, words
    origin = models.CharField(max_length=6, choices=Origin.choices, default=Origin.OWN)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "plan", "conference_child"], name="plan_reviewed_once"
            )
        ]


@with_history
class CoreGroupMeeting(Record):
    """A meeting of the core group, for all the children of the family who are on a plan."""

    case = ScopedForeignKey(Case, models.PROTECT, related_name="core_groups")
    state = models.CharField(max_length=12, default=CoreGroupState.PLANNED.value)
    planned_on = models.DateField()
    held_on = models.DateField(null=True)
    is_first = models.BooleanField(default=False)
    led_by = ScopedForeignKey(Professional, models.PROTECT, null=True)
    progress = models.TextField(default="", blank=True)
    family_update = models.TextField(default="", blank=True)
    childs_views = models.TextField(default="", blank=True)
    new_risks = models.TextField(default="", blank=True)
    asks_early_review = models.BooleanField(default=False)
    asks_legal_advice = models.BooleanField(default=False)
    next_on = models.DateField(null=True)
    cancelled_reason = models.TextField(default="", blank=True)
    recorded_at = models.DateTimeField(null=True)


class CoreGroupPlan(Record):
    """A plan that a core group meeting worked on."""

    meeting = ScopedForeignKey(CoreGroupMeeting, models.PROTECT, related_name="plans")
    plan = ScopedForeignKey(Plan, models.PROTECT, related_name="core_groups")


class CoreGroupPresence(Record):
    """Who came to a core group meeting, and who sent apologies."""

    meeting = ScopedForeignKey(CoreGroupMeeting, models.PROTECT, related_name="presences")
    professional = ScopedForeignKey(Professional, models.PROTECT, null=True)
    person = ScopedForeignKey(Person, models.PROTECT, null=True)
    was_present = models.BooleanField()
    note = models.CharField(max_length=250, default="", blank=True)


@with_history
class Visit(Record):
    """A social worker's visit to one child, announced or not."""

    plan = ScopedForeignKey(Plan, models.PROTECT, related_name="visits")
    child = ScopedForeignKey(Person, models.PROTECT, related_name="visits")
    visited_at = models.DateTimeField()
    visited_on = models.DateField()
    by = ScopedForeignKey(Professional, models.PROTECT)
    place = models.CharField(max_length=120, default="Home", blank=True)
    was_announced = models.BooleanField()
    child_seen = models.BooleanField()
    not_seen_reason = models.TextField(default="", blank=True)
    seen_alone = models.BooleanField(default=False)
    not_alone_reason = models.TextField(default="", blank=True)
    bedroom_seen = models.BooleanField(default=False)
    who_was_there = models.CharField(max_length=250, default="", blank=True)
    observations = models.TextField(default="", blank=True)
    childs_words = models.TextField(default="", blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["authority", "plan", "-visited_on"])]


class UnreadChild(Record):
    """
    A child of a return who could not be held, because nothing says which child it is.

    Until a person has looked, a look-up must not answer a bare "no" because of them.
    """

    la_child_id = models.CharField(max_length=40, default="", blank=True)
    position = models.PositiveIntegerField()  # among the children of the file
    line = models.PositiveIntegerField()
    reason = models.TextField()
    may_have_open_plan = models.BooleanField()
    read_from = models.CharField(max_length=64)  # the file's fingerprint
    resolved_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "read_from", "position"], name="unread_child_once"
            )
        ]

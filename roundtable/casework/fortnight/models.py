"""A plan for many conferences at once: a proposal, until a person accepts it line by line."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from roundtable.casework.cases.models import Case
from roundtable.casework.conferences.models import Conference, Room
from roundtable.casework.people.models import Professional
from roundtable.foundation.core.fields import ScopedForeignKey
from roundtable.foundation.core.models import Record


class PlanState(models.TextChoices):
    WORKING = "working", "Being worked out"
    PROPOSED = "proposed", "Worked out"
    FAILED = "failed", "Could not be worked out"


class FortnightPlan(Record):
    """All that had to be arranged on one day, placed at once between two days."""

    state = models.CharField(
        max_length=10, choices=PlanState.choices, default=PlanState.WORKING.value
    )
    first_on = models.DateField()
    last_on = models.DateField()
    asked_by = ScopedForeignKey(Professional, models.PROTECT, null=True)
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    # It was proved that no other plan would be better for the children and families.
    is_best = models.BooleanField(default=False)
    failed_because = models.CharField(max_length=200, default="", blank=True)


class LineState(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    NO_PLACE = "no_place", "No time found"
    ACCEPTED = "accepted", "Accepted"
    SET_ASIDE = "set_aside", "Set aside"


class PlannedConference(Record):
    """
    One conference of a plan. A review that nobody has asked for yet has a case alone.

    A person can put it elsewhere within the plan; the audit keeps what was proposed. What was
    arranged in the end is on the conference.
    """

    plan = ScopedForeignKey(FortnightPlan, models.CASCADE, related_name="lines")
    case = ScopedForeignKey(Case, models.PROTECT)
    conference = ScopedForeignKey(Conference, models.PROTECT, null=True)
    state = models.CharField(
        max_length=10, choices=LineState.choices, default=LineState.PROPOSED.value
    )
    position = models.PositiveSmallIntegerField(default=0)
    children = models.CharField(max_length=300)
    limit_on = models.DateField(null=True)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    chair = ScopedForeignKey(Professional, models.PROTECT, null=True)
    minute_taker = ScopedForeignKey(Professional, models.PROTECT, null=True)
    room = ScopedForeignKey(Room, models.PROTECT, null=True)
    why = ArrayField(models.TextField(), default=list)
    # Why it could not be in time; empty where it is.
    why_late = models.TextField(default="", blank=True)
    # Who put it where it is now, if a person did, and who agreed to what that breaks.
    adjusted_by_user_id = models.BigIntegerField(null=True)
    adjusted_at = models.DateTimeField(null=True)
    agreed = models.TextField(default="", blank=True)
    decided_by_user_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="planned_line_has_a_time_or_a_reason",
                condition=models.Q(starts_at__isnull=False) | ~models.Q(why_late=""),
            )
        ]

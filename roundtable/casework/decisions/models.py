"""Each professional's opinion, and the chair's decision, for each child."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from roundtable.casework.conferences.models import Conference, ConferenceChild, Participant
from roundtable.casework.people.models import Person, Professional
from roundtable.foundation.core.fields import ScopedForeignKey
from roundtable.foundation.core.history import with_history
from roundtable.foundation.core.models import Record
from roundtable.rules.decision_guards import Outcome


class Threshold(models.TextChoices):
    MET = "met", "Yes, the threshold is met"
    NOT_MET = "not_met", "No, it is not met"
    NO_OPINION = "no_opinion", "No opinion on this child"
    ABSTAINED = "abstained", "Would rather not say"
    LEFT = "left", "Left before opinions were given"


@with_history
class Opinion(Record):
    """One professional's own opinion on one child, given at the end of the conference."""

    conference_child = ScopedForeignKey(ConferenceChild, models.PROTECT, related_name="opinions")
    participant = ScopedForeignKey(Participant, models.PROTECT, related_name="opinions")
    threshold = models.CharField(max_length=10, choices=Threshold.choices)
    categories = ArrayField(models.CharField(max_length=3), default=list)
    reasons = models.TextField(default="", blank=True)
    given_at = models.DateTimeField()
    entered_by_user_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "conference_child", "participant"],
                name="one_opinion_of_each_on_each_child",
            )
        ]


OUTCOMES = [(one.value, one.label) for one in Outcome]


class Weighing(Record):
    """
    What the conference makes of what it heard, for one child, before anything is decided.

    The child, the parents, what is around them, and what is likely to happen.
    """

    childs_needs = models.TextField(default="", blank=True)
    parents_capacity = models.TextField(default="", blank=True)
    family_circumstances = models.TextField(default="", blank=True)
    likelihood_of_harm = models.TextField(default="", blank=True)

    class Meta:
        abstract = True


WEIGHED = ("childs_needs", "parents_capacity", "family_circumstances", "likelihood_of_harm")


@with_history
class ProposedDecision(Weighing):
    """
    What the chair is about to decide for a child, kept while the meeting is still on.

    It is nothing until the conference is concluded: then it becomes the decision.
    """

    conference_child = ScopedForeignKey(ConferenceChild, models.PROTECT, related_name="proposals")
    outcome = models.CharField(max_length=20, choices=OUTCOMES, default="", blank=True)
    legal_planning = models.BooleanField(default=False)
    categories = ArrayField(models.CharField(max_length=3), default=list)
    reasons = models.TextField(default="", blank=True)
    recommended_support = models.TextField(default="", blank=True)
    against_majority = models.TextField(default="", blank=True)
    who_tells_the_child = models.CharField(max_length=250, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "conference_child"], name="one_proposal_for_a_child"
            )
        ]


@with_history
class Decision(Weighing):
    """
    The chair's decision for one child at one conference. The current one is not superseded.

    `child` and `decided_on` are kept here too, so that the database itself can tie a plan to the
    decision that made it.
    """

    conference = ScopedForeignKey(Conference, models.PROTECT, related_name="decisions")
    conference_child = ScopedForeignKey(ConferenceChild, models.PROTECT, related_name="decisions")
    child = ScopedForeignKey(Person, models.PROTECT, related_name="decisions")
    decided_on = models.DateField()
    outcome = models.CharField(max_length=20, choices=OUTCOMES)
    legal_planning = models.BooleanField(default=False)
    categories = ArrayField(models.CharField(max_length=3), default=list)
    census_code = models.CharField(max_length=3, default="", blank=True)
    reasons = models.TextField()
    recommended_support = models.TextField(default="", blank=True)
    against_majority = models.TextField(default="", blank=True)
    who_tells_the_child = models.CharField(max_length=250, default="", blank=True)
    decided_by = ScopedForeignKey(Professional, models.PROTECT)
    decided_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    superseded_reason = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "conference_child"],
                condition=models.Q(superseded_at=None),
                name="one_current_decision",
            ),
            models.UniqueConstraint(
                fields=["authority", "id", "child", "decided_on"], name="decision_of_a_plan"
            ),
            models.CheckConstraint(
                name="plan_decision_has_a_category",
                condition=~models.Q(outcome__in=["plan", "continue", "change_category"])
                | ~models.Q(categories=[]),
            ),
        ]


class Dissent(Record):
    """A professional disagrees with the decision; it stands while the dissent is considered."""

    append_only = True

    decision = ScopedForeignKey(Decision, models.PROTECT, related_name="dissents")
    participant = ScopedForeignKey(Participant, models.PROTECT)
    is_formal = models.BooleanField(default=False)
    reasons = models.TextField()
    at = models.DateTimeField()

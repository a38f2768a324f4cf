"""What is done with the family before the day, and the time they ask for."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from roundtable.casework.conferences.models import Conference, ConferenceChild, Participant
from roundtable.casework.people.models import Person, Professional
from roundtable.foundation.core.fields import ScopedForeignKey
from roundtable.foundation.core.history import with_history
from roundtable.foundation.core.models import Record


class ContactKind(models.TextChoices):
    """What a contact before the meeting was for. The first two are the chair's."""

    CHAIR_BEFORE = "chair_before", "The chair met them before the day"
    CHAIR_ON_DAY = "chair_on_day", "The chair met them on the day, before the start"
    VISIT = "visit", "The social worker visited them"
    SAID = "said", "The invitation was said to them"
    REPORTS = "reports", "The reports were gone through with them"
    ADVOCACY = "advocacy", "An advocate was offered"


BY_CHAIR_ALONE = frozenset({ContactKind.CHAIR_BEFORE, ContactKind.CHAIR_ON_DAY})
BY_WORKER_ALONE = frozenset({ContactKind.VISIT, ContactKind.SAID, ContactKind.REPORTS})


class Advocate(models.TextChoices):
    """What became of the offer of an advocate."""

    WANTED = "wanted", "They would like one"
    HAS_ONE = "has_one", "They have one already"
    NOT_WANTED = "not_wanted", "They do not want one"
    NONE_TO_BE_HAD = "none", "One was sought, and there was none to be had"


@with_history
class FamilyContact(Record):
    """One contact with one of the family, or why it was not possible."""

    # A child who is too young to come is on no list, and is seen all the same.
    conference = ScopedForeignKey(Conference, models.PROTECT, related_name="family_contacts")
    person = ScopedForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=ContactKind.choices)
    on = models.DateField()
    by = ScopedForeignKey(Professional, models.PROTECT, null=True, related_name="+")
    by_chair = models.BooleanField()
    how = models.TextField(default="", blank=True)
    promised = models.TextField(default="", blank=True)
    # Taken with their agreement, and theirs to read: on their page, and when they were shown.
    notes = models.TextField(default="", blank=True)
    notes_agreed = models.BooleanField(default=False)
    notes_shown_on = models.DateField(null=True)
    advocate = models.CharField(max_length=10, choices=Advocate.choices, default="", blank=True)
    not_possible_reason = models.TextField(default="", blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="contact_or_reason_why_not",
                condition=~models.Q(how="") ^ ~models.Q(not_possible_reason=""),
            ),
            models.CheckConstraint(
                name="notes_only_with_agreement",
                condition=models.Q(notes="") | models.Q(notes_agreed=True),
            ),
        ]


class Wanted(models.TextChoices):
    """What somebody asks for who has not had time to read."""

    RECESS = "recess", "A break in the meeting, to read"
    DELAY = "delay", "The meeting begins later"
    STAND_DOWN = "stand_down", "The meeting is on another day"


class TimeDecision(models.TextChoices):
    RECESS = "recess", "There will be a break to read"
    DELAY = "delay", "The meeting begins later"
    STAND_DOWN = "stand_down", "The meeting will be on another day"
    GO_ON = "go_on", "The meeting goes on as planned"


@with_history
class TimeRequest(Record):
    """ "I have not had time to read this": who asked, for what, and what the chair decided."""

    participant = ScopedForeignKey(Participant, models.PROTECT, related_name="time_requests")
    wanted = models.CharField(max_length=10, choices=Wanted.choices)
    words = models.TextField(default="", blank=True)
    asked_at = models.DateTimeField()
    # Whom they told, where they did not ask on their own page.
    told_to = ScopedForeignKey(Professional, models.PROTECT, null=True, related_name="+")
    decision = models.CharField(max_length=10, choices=TimeDecision.choices, default="", blank=True)
    reasons = models.TextField(default="", blank=True)
    decided_by = ScopedForeignKey(Professional, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "participant"],
                condition=models.Q(decision=""),
                name="one_open_time_request",
            ),
            models.CheckConstraint(
                name="time_decision_has_reasons",
                condition=models.Q(decision="") | ~models.Q(reasons=""),
            ),
        ]


class Means(models.TextChoices):
    """By what means a child's views come. Coming is only one of them."""

    SELF = "self", "They say it themselves in the meeting"
    ADVOCATE = "advocate", "An advocate says it for them"
    WORKER = "worker", "The social worker says it for them"
    WRITING = "writing", "A letter, or what they wrote on their page"
    DRAWING = "drawing", "A drawing, a model or pictures"
    RECORDING = "recording", "A sound or video recording"
    WATCHED = "watched", "By being with them: they are too young to say"


class HearsReports(models.TextChoices):
    """What a child is given of the reports, by age and understanding."""

    READ = "read", "They read them, with somebody who goes through them"
    TOLD = "told", "They are told what the reports say, in words for their age"
    NOT = "not", "Nothing: not at their age, or not now"


@with_history
class ChildsPart(Record):
    """How one child takes part in one conference."""

    conference_child = ScopedForeignKey(ConferenceChild, models.PROTECT, related_name="childs_part")
    is_invited = models.BooleanField()
    # Parts of the agenda they come to; empty is all of it, for a child who is invited.
    comes_to = ArrayField(models.CharField(max_length=120), default=list)
    reason = models.TextField()
    means = ArrayField(models.CharField(max_length=10), default=list)
    # A letter or page for a child is given to somebody who goes through it with them.
    with_worker = ScopedForeignKey(Professional, models.PROTECT, null=True, related_name="+")
    kept_where = models.CharField(max_length=250, default="", blank=True)
    hears_reports = models.CharField(
        max_length=4, choices=HearsReports.choices, default="", blank=True
    )
    no_reports_reason = models.CharField(max_length=250, default="", blank=True)
    settled_by = ScopedForeignKey(Professional, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "conference_child"], name="one_part_for_a_child"
            ),
            models.CheckConstraint(
                name="no_reports_for_a_child_with_reason",
                condition=~models.Q(hears_reports=HearsReports.NOT.value)
                | ~models.Q(no_reports_reason=""),
            ),
        ]


class GoneThrough(Record):
    """
    A worker has gone through a letter with the child it is for. From then on it is on the child's
    own pages.
    """

    append_only = True

    conference_child = ScopedForeignKey(
        ConferenceChild, models.PROTECT, related_name="gone_through"
    )
    document_id = models.BigIntegerField()
    worker = ScopedForeignKey(Professional, models.PROTECT, related_name="+")
    on = models.DateField()
    kept_where = models.CharField(max_length=250)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "document_id"], name="letter_gone_through_once"
            )
        ]

"""A conference: one meeting about one or more children, and each person's part in it."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models

from roundtable.casework.cases.models import Case, Section47Enquiry
from roundtable.casework.convening.models import BookingForm
from roundtable.casework.people.models import Origin, Person, Professional
from roundtable.foundation.core.fields import ScopedForeignKey
from roundtable.foundation.core.history import with_history
from roundtable.foundation.core.models import Line, Record
from roundtable.rules.conference_states import State


class Kind(models.TextChoices):
    """What the meeting is for *this child*: it may review one and be the first for another."""

    INITIAL = "initial", "Initial"
    PRE_BIRTH = "pre_birth", "Initial, before birth"
    TRANSFER_IN = "transfer_in", "Initial, moved here on a plan"
    REVIEW = "review", "Review"
    RECONVENED = "reconvened", "Reconvened"


INITIAL_KINDS = frozenset({Kind.INITIAL, Kind.PRE_BIRTH, Kind.TRANSFER_IN})


class Room(Record):
    """A place to meet, with what families need to know of it."""

    name = models.CharField(max_length=80)
    address = models.TextField()
    postcode = models.CharField(max_length=10)
    capacity = models.PositiveSmallIntegerField()
    is_step_free = models.BooleanField(default=False)
    has_hearing_loop = models.BooleanField(default=False)
    has_separate_waiting = models.BooleanField(default=False)
    directions = models.TextField(default="", blank=True)


@with_history
class Conference(Record):
    """One meeting. What it is for each child is on `ConferenceChild`."""

    case = ScopedForeignKey(Case, models.PROTECT, related_name="conferences")
    state = models.CharField(max_length=20, default=State.REQUESTED.value)
    origin = models.CharField(max_length=6, choices=Origin.choices, default=Origin.OWN)
    earlier = ScopedForeignKey("self", models.PROTECT, null=True, related_name="later")

    # What was asked on the way here: the family's days and needs, whom to invite, what to mind.
    booking_form = ScopedForeignKey(
        BookingForm, models.PROTECT, null=True, related_name="conferences"
    )
    requested_by = ScopedForeignKey(Professional, models.PROTECT, null=True)
    requested_at = models.DateTimeField(null=True)
    reason = models.TextField(default="", blank=True)
    expected_categories = ArrayField(models.CharField(max_length=3), default=list)
    authorised_by = ScopedForeignKey(Professional, models.PROTECT, null=True)
    interim_safety_plan = models.TextField(default="", blank=True)
    # What the conference service found missing in the request, until it is sent again.
    gaps = ArrayField(models.CharField(max_length=250), default=list)

    includes_initial = models.BooleanField(default=False)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    # The London day of `starts_at`, or the day a return gives: what the database's rules look at.
    on = models.DateField(null=True)
    room = ScopedForeignKey(Room, models.PROTECT, null=True)
    link = models.URLField(default="", blank=True)
    home_venue_reason = models.TextField(default="", blank=True)
    chair = ScopedForeignKey(Professional, models.PROTECT, null=True, related_name="chaired")
    minute_taker = ScopedForeignKey(Professional, models.PROTECT, null=True, related_name="minuted")
    late_reason = models.TextField(default="", blank=True)
    late_agreed_by = models.CharField(max_length=250, default="", blank=True)
    # The second person who looked at the list before it goes out. Every change of it clears this.
    checked_by_user_id = models.BigIntegerField(null=True)
    checked_at = models.DateTimeField(null=True)

    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    held_on = models.DateField(null=True)
    is_quorate = models.BooleanField(null=True)
    inquorate_reason = models.TextField(default="", blank=True)
    # How it ended (a state in ENDED), kept here because the record moves the state on.
    ending = models.CharField(max_length=20, default="", blank=True)
    ending_reason = models.TextField(default="", blank=True)
    interim_plan = models.TextField(default="", blank=True)
    next_on = models.DateField(null=True)

    class Meta:
        constraints = [
            # Census rule 8875; bank holidays are refused by the trigger of the first migration.
            models.CheckConstraint(
                name="initial_conference_on_a_weekday",
                condition=~models.Q(origin="own", includes_initial=True, on__week_day__in=[1, 7]),
            ),
            # However it ended, a conference that opened leaves an interim plan and a next date.
            models.CheckConstraint(
                name="unfinished_conference_leaves_a_way_on",
                condition=~models.Q(
                    ending__in=["STOOD_DOWN", "ADJOURNED", "INQUORATE_CLOSED"], origin="own"
                )
                | (~models.Q(interim_plan="") & models.Q(next_on__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "state", "starts_at"]),
            models.Index(fields=["authority", "chair", "starts_at"]),
        ]


@with_history
class ConferenceChild(Record):
    """
    A child of a conference, with the kind and the basis it has for that child.

    A reconvened conference keeps the section 47 enquiry of the one that it goes on with.
    """

    conference = ScopedForeignKey(Conference, models.PROTECT, related_name="children")
    child = ScopedForeignKey(Person, models.PROTECT, related_name="conferences")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    enquiry = ScopedForeignKey(Section47Enquiry, models.PROTECT, null=True, related_name="led_to")
    basis_note = models.CharField(max_length=200, default="", blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    origin = models.CharField(max_length=6, choices=Origin.choices, default=Origin.OWN)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "conference", "child"], name="child_once_in_a_conference"
            ),
            models.CheckConstraint(
                name="initial_conference_follows_an_enquiry",
                condition=~models.Q(origin="own", kind__in=["initial", "pre_birth"])
                | models.Q(enquiry__isnull=False),
            ),
        ]

    @property
    def is_initial(self) -> bool:
        """Whether it is held under the rules of a first conference for this child."""
        return self.kind in INITIAL_KINDS or (
            self.kind == Kind.RECONVENED and self.enquiry_id is not None
        )


class Part(models.TextChoices):
    WHOLE = "whole", "The whole meeting"
    PART = "part", "Part of the meeting"
    SEPARATE = "separate", "A separate session"
    NONE = "none", "Not in the meeting"


class ParticipantRole(models.TextChoices):
    CHAIR = "chair", "Chair"
    MINUTE_TAKER = "minute_taker", "Minute taker"
    SOCIAL_WORKER = "social_worker", "Social worker"
    MANAGER = "manager", "Team manager"
    PROFESSIONAL = "professional", "Professional"
    SOLICITOR = "solicitor", "Authority's solicitor"
    INTERPRETER = "interpreter", "Interpreter"
    OBSERVER = "observer", "Observer"
    CHILD = "child", "Child"
    PARENT = "parent", "Parent or carer"
    FAMILY = "family", "Family member"
    ADVOCATE = "advocate", "Advocate"
    SUPPORTER = "supporter", "Supporter"
    FAMILY_SOLICITOR = "family_solicitor", "Family's solicitor"


@with_history
class Participant(Record):
    """
    A person or professional of the conference: in what role, why, and in which part.

    Who may know of whom is decided by `rules.disclosure` from what is kept here.
    """

    conference = ScopedForeignKey(Conference, models.PROTECT, related_name="participants")
    person = ScopedForeignKey(Person, models.PROTECT, null=True, related_name="participations")
    professional = ScopedForeignKey(
        Professional, models.PROTECT, null=True, related_name="participations"
    )
    role = models.CharField(max_length=16, choices=ParticipantRole.choices)
    reason = models.CharField(max_length=250, default="", blank=True)
    part = models.CharField(max_length=10, choices=Part.choices, default=Part.WHOLE)
    session = models.PositiveSmallIntegerField(default=1)
    # The start of their own session, where it is not that of the meeting.
    comes_at = models.DateTimeField(null=True)
    own_room = ScopedForeignKey(Room, models.PROTECT, null=True, related_name="own_sessions")
    # When they were first told that they are asked to come; empty until then.
    # From when they are asked: once their letter can be called back no more. Who was asked before
    # and is asked again, since the first time.
    invited_at = models.DateTimeField(null=True)
    # The SEQUENCE of the last calendar entry they were sent; empty if they never had one.
    calendar_sequence = models.PositiveIntegerField(null=True)
    has_direct_contact = models.BooleanField(default=False)
    gives_opinion = models.BooleanField(default=False)
    writes_report = models.BooleanField(default=False)
    speaks_for = ScopedForeignKey("self", models.PROTECT, null=True, related_name="spoken_for_by")
    deputises_for = ScopedForeignKey("self", models.PROTECT, null=True, related_name="deputies")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=250, default="", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="participant_is_person_or_professional",
                condition=models.Q(person=None) ^ models.Q(professional=None),
            ),
            models.UniqueConstraint(
                fields=["authority", "conference", "person"],
                condition=models.Q(person__isnull=False),
                name="person_once_in_a_conference",
            ),
            models.UniqueConstraint(
                fields=["authority", "conference", "professional"],
                condition=models.Q(professional__isnull=False),
                name="professional_once_in_a_conference",
            ),
        ]

    @property
    def name(self) -> str:
        known: Person | Professional | None = self.person or self.professional
        return known.name if known is not None else ""

    @property
    def is_family(self) -> bool:
        return self.person_id is not None


class ParticipantChild(Record):
    """A child of the conference whom this participant may know about."""

    participant = ScopedForeignKey(Participant, models.CASCADE, related_name="may_know")
    child = ScopedForeignKey(Person, models.PROTECT)
    # Related to this child or working with them. Somebody who is here for one child alone gives
    # that child away by being on the list.
    is_here_for = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "participant", "child"], name="known_child_once"
            )
        ]


class Papers(models.TextChoices):
    DECISION_LETTERS = "decision_letters", "Decision letters"
    RECORD = "record", "Copies of the record"
    INVITATIONS = "invitations", "Invitations"
    AGREED = "agreed", "What was agreed in the room"


class SecondLook(Line):
    """
    That a second person looked at what leaves for a conference, at each reader's rendition.

    `seen` holds a digest of each by participant: what has changed since has not been looked at.
    """

    conference = ScopedForeignKey(Conference, models.PROTECT, related_name="second_looks")
    papers = models.CharField(max_length=20, choices=Papers.choices)
    seen = models.JSONField()
    by_user_id = models.BigIntegerField()
    at = models.DateTimeField()


class Discretion(Record):
    """
    A participant of whom one named person must not know: a refuge worker, a new midwife.

    To that person, and to whoever speaks for them, the participant is not on any list.
    """

    participant = ScopedForeignKey(Participant, models.PROTECT, related_name="kept_from")
    from_person = ScopedForeignKey(Person, models.PROTECT)
    reason = models.TextField()
    since = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "participant", "from_person"],
                condition=models.Q(ended_on=None),
                name="one_discretion_from_a_person",
            )
        ]


def _same(column: str) -> tuple[models.Func, str]:
    """Return equality of an id as an exclusion can use it: btree_gist is not everywhere."""
    one_id = models.Func(column, column, models.Value("[]"), function="int8range")
    return one_id, RangeOperators.EQUAL


def _booked_once(what: str) -> ExclusionConstraint:
    return ExclusionConstraint(
        name=f"{what}_booked_once",
        expressions=[
            _same("authority_id"),
            _same(f"{what}_id"),
            ("period", RangeOperators.OVERLAPS),
        ],
        condition=models.Q(released_at=None, **{f"{what}__isnull": False}),
    )


class Purpose(models.TextChoices):
    """What somebody is held for: the meeting, or what the chair does on the way to it."""

    MEETING = "meeting", "The meeting"
    FAMILY = "family", "Meeting the family before"
    READING = "reading", "Reading the reports"


class Booking(Record):
    """
    The chair, minute taker, interpreter or room, held for the meeting's time.

    The chair is held besides to meet the family before it, and to read.
    """

    conference = ScopedForeignKey(Conference, models.PROTECT, related_name="bookings")
    professional = ScopedForeignKey(Professional, models.PROTECT, null=True)
    room = ScopedForeignKey(Room, models.PROTECT, null=True)
    purpose = models.CharField(max_length=7, choices=Purpose.choices, default=Purpose.MEETING.value)
    period = DateTimeRangeField()
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="booking_of_one_thing",
                condition=models.Q(room=None) ^ models.Q(professional=None),
            ),
            *(_booked_once(what) for what in ("professional", "room")),
        ]


class Ground(models.TextChoices):
    """Why someone may be kept from all or part of a conference."""

    WELFARE = "A", "Being there could seriously harm the child's welfare"
    DISRUPTION = "B", "There is evidence they may seriously disrupt the meeting"
    CHILD_ASKS = "C", "The child asks that they are not there at the same time"
    SILENCES_OTHERS = "D", "Being there would stop someone else from taking part"
    CONFIDENTIAL = "E", "Confidential information must be heard"
    CONFLICT = "F", "Conflict between family members: they should come separately"


class ExclusionDecision(models.TextChoices):
    WHOLE = "whole", "Not at the meeting"
    PART = "part", "Not at part of the meeting"
    SEPARATE = "separate", "At a separate session"
    REFUSED = "refused", "At the whole meeting"


@with_history
class Exclusion(Record):
    """A request to exclude, and the chair's decision. Decided afresh for every conference."""

    participant = ScopedForeignKey(Participant, models.PROTECT, related_name="exclusions")
    ground = models.CharField(max_length=1, choices=Ground.choices)
    evidence = models.TextField()
    asked_by = ScopedForeignKey(Professional, models.PROTECT, null=True)
    # A child may ask for it themselves.
    asked_by_person = ScopedForeignKey(Person, models.PROTECT, null=True)
    late_reason = models.TextField(default="", blank=True)
    asked_at = models.DateTimeField()
    decision = models.CharField(
        max_length=10, choices=ExclusionDecision.choices, default="", blank=True
    )
    reasons = models.TextField(default="", blank=True)
    decided_by = ScopedForeignKey(Professional, models.PROTECT, null=True)
    decided_at = models.DateTimeField(null=True)
    views_by = models.CharField(max_length=250, default="", blank=True)
    # An exclusion is complete when the letter went and their views have come another way.
    views_came_on = models.DateField(null=True)
    views_came_how = models.TextField(default="", blank=True)

    class Meta:
        constraints = [
            # An excluded person must still have a voice.
            models.CheckConstraint(
                name="excluded_person_keeps_a_voice",
                condition=models.Q(decision__in=["", "refused"]) | ~models.Q(views_by=""),
            ),
            models.CheckConstraint(
                name="exclusion_asked_by_one",
                condition=models.Q(asked_by=None) ^ models.Q(asked_by_person=None),
            ),
        ]

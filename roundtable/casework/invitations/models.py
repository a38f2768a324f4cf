"""Who is asked to come, what they answer in writing, who comes in their place, what they need."""

from django.db import models

from roundtable.casework.cases.models import Case
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.information.models import InformationVersion
from roundtable.casework.people.models import Confidentiality, Person, Professional
from roundtable.foundation.core.fields import ScopedForeignKey
from roundtable.foundation.core.history import with_history
from roundtable.foundation.core.models import Line, Record
from roundtable.foundation.documents.models import KeptFile
from roundtable.rules.invitation_states import State
from roundtable.rules.need_states import State as NeedState


class ComingHow(models.TextChoices):
    ROOM = "room", "In the room"
    VIDEO = "video", "By video"
    TELEPHONE = "telephone", "By telephone"


@with_history
class Invitation(Record):
    """One participant's invitation to one conference, and their answer."""

    participant = ScopedForeignKey(Participant, models.PROTECT, related_name="invitations")
    conference = ScopedForeignKey(Conference, models.PROTECT, related_name="invitations")
    state = models.CharField(max_length=20, default=State.DRAFTED.value)
    channel = models.CharField(max_length=10, default="", blank=True)
    document_id = models.BigIntegerField(null=True)
    sent_at = models.DateTimeField(null=True)
    chased_on = models.DateField(null=True)
    bounced_because = models.CharField(max_length=200, default="", blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_user_id = models.BigIntegerField(null=True)
    answer_note = models.TextField(default="", blank=True)
    # How they take part, to which part they come, and who is in the room of who joins from afar.
    coming_how = models.CharField(max_length=10, choices=ComingHow.choices, default="", blank=True)
    coming_part = models.CharField(max_length=250, default="", blank=True)
    in_their_room = models.CharField(max_length=250, default="", blank=True)
    deputy = ScopedForeignKey(Professional, models.PROTECT, null=True, related_name="deputising")
    report_still_due = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "participant"], name="one_invitation_for_a_participant"
            )
        ]


@with_history
class AnswerLink(Record):
    """
    A link by which somebody answers once without signing in, and the code that goes with it.

    Neither is kept: the link is signed, and of the code there is a digest.
    """

    invitation = ScopedForeignKey(Invitation, models.PROTECT, related_name="links")
    link_channel = models.CharField(max_length=10)
    code_channel = models.CharField(max_length=10)
    code_digest = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    # When the right code came: from then on the link belongs to the browser that sent it.
    opened_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "invitation"],
                condition=models.Q(ended_at=None),
                name="one_link_for_an_invitation",
            )
        ]


class NeedKind(models.TextChoices):
    INTERPRETER = "interpreter", "Interpreter"
    ADVOCATE = "advocate", "Advocate"
    SUPPORTER = "supporter", "Someone to support me"
    SOLICITOR = "solicitor", "Solicitor"
    TRANSPORT = "transport", "Help to get there"
    ACCESS = "access", "Access to the building or room"
    CHILD_CARE = "child_care", "Child care"
    SEPARATE_ARRIVAL = "separate_arrival", "Arriving apart from someone"
    REMOTE = "remote", "Joining by video or telephone"
    OTHER = "other", "Something else"


# Whoever brings them asks the chair first. They listen and help; they do not speak for them.
BROUGHT_ALONG = frozenset({NeedKind.SUPPORTER, NeedKind.SOLICITOR})
# What is arranged of these is about them alone, and they read it on their page.
TOLD_TO_THEM = frozenset(
    {NeedKind.TRANSPORT, NeedKind.ACCESS, NeedKind.CHILD_CARE, NeedKind.REMOTE}
)


@with_history
class Need(Record):
    """What a participant needs in order to take part, from asked to done, each step with its day."""

    participant = ScopedForeignKey(Participant, models.PROTECT, related_name="needs")
    kind = models.CharField(max_length=20, choices=NeedKind.choices)
    state = models.CharField(max_length=13, default=NeedState.ASKED.value)
    detail = models.TextField(default="", blank=True)
    # Of an interpreter; British Sign Language is a language.
    language = models.CharField(max_length=60, default="", blank=True)
    dialect = models.CharField(max_length=60, default="", blank=True)
    # A member of the family who interprets, and who agreed to that.
    relative = ScopedForeignKey(Person, models.PROTECT, null=True, related_name="interprets")
    agreed_by = models.CharField(max_length=250, default="", blank=True)
    # Whom they would bring, and who of us decided about it.
    who = models.CharField(max_length=120, default="", blank=True)
    decided_by = ScopedForeignKey(Professional, models.PROTECT, null=True, related_name="+")
    outcome = models.TextField(default="", blank=True)
    asked_on = models.DateField()
    arranged_on = models.DateField(null=True)
    confirmed_on = models.DateField(null=True)
    # Done, fallen through, refused, or not to be had.
    ended_on = models.DateField(null=True)
    arrangement = models.TextField(default="", blank=True)
    not_available_reason = models.TextField(default="", blank=True)


class EnclosureKind(models.TextChoices):
    LEAFLET = "leaflet", "Leaflet"
    TRANSLATION = "translation", "The letter in another language"
    EASY_READ = "easy_read", "Easy-read version"
    OTHER = "other", "Something else"


@with_history
class Enclosure(Record):
    """
    What goes with one reader's letter: a file that somebody added, or a version of a leaflet.

    `title` is what its reader sees; the name the file had is not kept. What could not be searched
    by machine needs a second person, who is not the one who added it, to have read it.
    """

    participant = ScopedForeignKey(Participant, models.PROTECT, related_name="enclosures")
    kind = models.CharField(max_length=12, choices=EnclosureKind.choices)
    title = models.CharField(max_length=120)
    file = ScopedForeignKey(KeptFile, models.PROTECT, null=True, related_name="enclosed")
    version = ScopedForeignKey(
        InformationVersion, models.PROTECT, null=True, related_name="enclosures"
    )
    added_by_user_id = models.BigIntegerField()
    added_at = models.DateTimeField()
    read_by_user_id = models.BigIntegerField(null=True)
    read_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    # The letter it went with; none until it is sent.
    document_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["authority", "document_id"], name="enclosed_with_letter")]
        constraints = [
            models.CheckConstraint(
                name="enclosure_is_read_by_another",
                condition=models.Q(read_by_user_id=None)
                | ~models.Q(read_by_user_id=models.F("added_by_user_id")),
            ),
            models.CheckConstraint(
                name="enclosure_is_a_file_or_a_leaflet",
                condition=models.Q(file=None) ^ models.Q(version=None),
            ),
        ]


@with_history
class Incident(Record):
    """Papers told somebody what was not for them: what happened, and when it was found."""

    case = ScopedForeignKey(Case, models.PROTECT, related_name="incidents")
    # Where something became confidential after letters had gone: what, and from whom.
    confidentiality = ScopedForeignKey(Confidentiality, models.PROTECT, null=True)
    what_happened = models.TextField()
    found_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=120)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "confidentiality"],
                condition=models.Q(closed_at=None),
                name="one_open_incident_for_what_is_kept",
            )
        ]


class IncidentPaper(Line):
    """What exactly went to whom, as it was when the incident was found."""

    incident = ScopedForeignKey(Incident, models.PROTECT, related_name="papers")
    message_id = models.BigIntegerField()
    reader = models.CharField(max_length=250)
    what = models.CharField(max_length=120)
    channel = models.CharField(max_length=20)
    places = models.JSONField(default=list)
    # None: it had not left, and was called back.
    left_at = models.DateTimeField(null=True)


class IncidentStep(Line):
    """One thing that was done about an incident: what, when, and whose words these are."""

    incident = ScopedForeignKey(Incident, models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12)  # rules.incidents.Step
    words = models.TextField()
    done_at = models.DateTimeField()
    noted_by = models.CharField(max_length=120)
    noted_at = models.DateTimeField()

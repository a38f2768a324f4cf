"""What the pages about invitations show: who said what, and what stands in the way of sending."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from roundtable.casework.conferences.actions.contact import BY_CHAIR, BY_WORKER, contacts_with
from roundtable.casework.conferences.channels import safe_ways
from roundtable.casework.conferences.models import (
    Conference,
    ConferenceChild,
    Papers,
    Participant,
)
from roundtable.casework.conferences.queries import participants_of
from roundtable.casework.conferences.second_look import (
    LookedOver,
    confidences_of,
    flags_of,
    note_opened,
)
from roundtable.casework.invitations.actions.telling import CODE
from roundtable.casework.invitations.enclosed import unread_in
from roundtable.casework.invitations.letter_round import compose_round, look_over_round
from roundtable.casework.invitations.looking_over import (
    as_round,
    has_no_channel,
    is_confidential,
    no_channel,
    not_gone_through,
    people_with_something_kept,
    without_identity,
)
from roundtable.casework.invitations.meeting import load_meeting
from roundtable.casework.invitations.models import Enclosure, Invitation, Need
from roundtable.casework.invitations.queries import OPEN_NEEDS
from roundtable.casework.invitations.ways import HAS_A_LETTER, way_of
from roundtable.casework.people.models import Professional
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.core.kept import Kept, Slot
from roundtable.foundation.documents.rendition import Rendition
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.rules.answer_links import BY_WORD_OF_MOUTH
from roundtable.rules.conference_guards import reasons_cannot_invite
from roundtable.rules.invitation_states import ANSWERED, OUT, State
from roundtable.rules.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one participant answered, what they still need, and when a worker last saw them."""

    participant_id: int
    invitation_id: uuid.UUID | None = None
    state: str = ""
    sent_at: datetime | None = None
    answered_at: datetime | None = None
    note: str = ""
    how: str = ""
    coming_part: str = ""
    in_their_room: str = ""
    chased_on: date | None = None
    bounced_because: str = ""
    deputy: str = ""
    open_needs: int = 0
    chair_spoke_on: date | None = None
    worker_spoke_on: date | None = None
    has_code_to_tell: bool = False
    """Whether the code of their link waits for somebody who tells it to them."""

    @property
    def is_outstanding(self) -> bool:
        return self.state in OUT

    @property
    def is_answered(self) -> bool:
        return self.state in ANSWERED

    @property
    def is_coming(self) -> bool:
        return self.state == State.ACCEPTED

    @property
    def has_bounced(self) -> bool:
        return self.state == State.BOUNCED


def answers_by_participant(conference: Conference) -> Mapping[int, Answer]:
    """Return what each participant answered; one query."""
    rows = _ANSWERS.rows(conference_id=conference.pk)
    return {row["participant_id"]: Answer(**row) for row in rows}


def _answers(given: type[Slot]) -> QuerySet[Participant, Any]:
    open_needs = (
        Need.objects.filter(participant=OuterRef("pk"), state__in=OPEN_NEEDS)
        .order_by()
        .values("participant")
        .annotate(number=Count("pk"))
        .values("number")
    )
    listed = Participant.objects.filter(conference_id=given("conference_id"), withdrawn_at=None)
    return listed.values(
        participant_id=F("pk"),
        invitation_id=F("invitations__public_id"),
        state=_words("invitations__state"),
        sent_at=F("invitations__sent_at"),
        answered_at=F("invitations__answered_at"),
        note=_words("invitations__answer_note"),
        how=_words("invitations__coming_how"),
        coming_part=_words("invitations__coming_part"),
        in_their_room=_words("invitations__in_their_room"),
        chased_on=F("invitations__chased_on"),
        bounced_because=_words("invitations__bounced_because"),
        deputy=_words("invitations__deputy__name"),
        open_needs=Coalesce(Subquery(open_needs), 0),
        chair_spoke_on=_spoke_on(BY_CHAIR),
        worker_spoke_on=_spoke_on(BY_WORKER),
        has_code_to_tell=Exists(_codes_to_tell()),
    )


def _codes_to_tell() -> QuerySet[OutboxMessage]:
    theirs = Q(person_id=OuterRef("person_id")) | Q(
        person_id=None, professional_id=OuterRef("professional_id")
    )
    return OutboxMessage.objects.filter(
        theirs,
        case_id=OuterRef("conference__case_id"),
        kind=CODE,
        channel__in=sorted(BY_WORD_OF_MOUTH),
        by_hand_at__isnull=False,
        sent_at=None,
        stopped_at=None,
    )


def _words(path: str) -> Coalesce:
    return Coalesce(F(path), Value(""), output_field=TextField())


def _spoke_on(kind: str) -> Subquery:
    return Subquery(contacts_with(OuterRef("pk"), kind=kind).values("happened_on")[:1])


_ANSWERS = Kept(_answers)


# Before sending


@dataclass(frozen=True, slots=True)
class BeforeSending:
    """The next round of invitations, looked over: to whom, how, and what stops it."""

    participants: Sequence[Participant]
    to: Sequence[Participant]
    channels: Mapping[int, str]
    reasons: Sequence[Reason]
    without_channel: Sequence[Participant]
    not_gone_through: Mapping[int, Reason]
    without_identity: Sequence[ConferenceChild]
    kept: frozenset[int]
    enclosures: Mapping[int, Sequence[Enclosure]]
    with_a_letter: Sequence[Participant]
    cannot_print: Sequence[Reason]
    look: LookedOver
    """What a second person sees of it."""

    @property
    def needs_second_person(self) -> bool:
        return bool(self.look.reasons)


def before_sending(
    conference: Conference, children: Sequence[ConferenceChild], *, actor: Actor, now: datetime
) -> BeforeSending:
    """
    Return what is known of an arranged conference before its letters are sent.

    The act looks at all of it once more. Each letter is composed as it would go now, so that what is asked about it stands beside it. A
    constant number of queries.
    """
    meeting = load_meeting(conference, children=children)
    letters = compose_round(meeting, now=now)
    to, channels = letters.to, letters.channels
    silent = [one for one in to if has_no_channel(one, channels)]
    unknown, kept = without_identity(meeting), people_with_something_kept(conference)
    stale = not_gone_through(conference, to, letters.confirmed_on, today=actor.today)
    look = look_over_round(
        letters,
        is_confidential=is_confidential(kept, meeting.participants),
        by_user=actor.user_id,
    )
    round_ = as_round(
        meeting.participants,
        without_identity=unknown,
        leaks=0,
        unread=[place for one in letters.enclosed for place in unread_in(one)],
    )
    return BeforeSending(
        participants=meeting.participants,
        to=to,
        channels=channels,
        reasons=[
            *map(no_channel, silent),
            *letters.cannot_print,
            *stale.values(),
            *reasons_cannot_invite(round_),
            *look.reasons,
        ],
        without_channel=silent,
        not_gone_through=stale,
        without_identity=unknown,
        kept=kept,
        enclosures=meeting.enclosures,
        with_a_letter=list(letters.letters),
        cannot_print=letters.cannot_print,
        look=look,
    )


def preview_of(
    conference: Conference, *, participant_id: uuid.UUID, actor: Actor, now: datetime
) -> Rendition:
    """
    Return one reader's letter as it would be made now, and note that `actor` opened it.

    :raises RecordNotFound: if no letter goes to them.
    :raises CannotRender: if it would say something blank, or what they may not know.
    """
    meeting = load_meeting(conference)
    for one in meeting.participants:
        if one.public_id == participant_id and way_of(one) in HAS_A_LETTER:
            letters = compose_round(meeting, to=[one], now=now)
            for why in letters.blank.values():
                raise why
            note_opened(Papers.INVITATIONS, one, letters.contents[one], actor=actor, now=now)
            return letters.letters[one]
    raise RecordNotFound("participant")


# Needs


def get_need(*, public_id: uuid.UUID, conference: Conference) -> Need:
    """
    Return a need of somebody on the list of the conference that was opened.

    :raises RecordNotFound: if it is about another conference.
    """
    needs = Need.objects.filter(participant__conference=conference, public_id=public_id)
    found = needs.select_related("participant__person", "participant__professional").first()
    if found is None:
        raise RecordNotFound("need")
    return found


def colleagues_of(participant: Participant) -> list[Professional]:
    """Return who could come in a professional's place: the others of their agency, by name."""
    professional = participant.professional
    if professional is None:
        return []
    same = Professional.objects.filter(agency_id=professional.agency_id, left_on=None)
    return list(same.exclude(pk=professional.pk).order_by("name", "pk")[:200])


@dataclass(frozen=True, slots=True)
class WaysToSend:
    """How a link, and how its code, can go to somebody, as (channel, words)."""

    links: Sequence[tuple[str, str]]
    codes: Sequence[tuple[str, str]]


def ways_to_send_a_link(participant: Participant) -> WaysToSend:
    """Return the ways that are safe for them. A code can always be told by who knows them."""
    safe = safe_ways(participant)
    return WaysToSend(
        links=[(key, text) for key, text in _LINK_WAYS if key in safe],
        codes=[(key, text) for key, text in _CODE_WAYS if key in safe | {"hand"}],
    )


_LINK_WAYS = (("email", "By e-mail"), ("text", "By text message"), ("post", "By post"))
_CODE_WAYS = (
    ("text", "By text message"),
    ("phone", "You tell them on the telephone"),
    ("email", "By e-mail"),
    ("post", "By post"),
    ("hand", "Somebody who knows them gives it to them by hand"),
)


def invitation_of(participant: Participant) -> Invitation | None:
    """Return the invitation of somebody who is still asked to come, if there is one yet."""
    still_open = sorted(state.value for state in OUT | ANSWERED | {State.DRAFTED})
    return Invitation.objects.filter(participant=participant, state__in=still_open).first()


def kept_from_who_reads(participant: Participant, conference: Conference) -> Sequence[str]:
    """Return what is kept from a reader, for who goes through what no program could search."""
    everybody = participants_of(conference)
    readers = [one for one in everybody if one.pk == participant.pk]
    return flags_of(everybody, readers, confidences_of(readers)).get(participant.pk, ())

"""
Who reads: the one place that builds a `Reader`. Whom of the others they may know: `coming`.

A `Reader` holds every right somebody has. What was released to them, and in which parts of the
meeting they really were, is known above and is passed in.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from itertools import count

from django.db.models import Q, QuerySet

from roundtable.casework.cases.models import CaseMember, Standing
from roundtable.casework.conferences.facts import is_actor
from roundtable.casework.conferences.models import (
    Conference,
    ConferenceChild,
    Part,
    Participant,
    ParticipantRole,
    Room,
)
from roundtable.casework.conferences.queries import (
    facts_about_conference,
    participants_of,
    with_what_makes_a_reader,
)
from roundtable.casework.people.models import Address, Confidentiality
from roundtable.foundation.access.gate import may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.kept import Kept, Slot
from roundtable.foundation.documents.rendition import KEPT_PRIVATE
from roundtable.rules.access import Facts, Permission, Role
from roundtable.rules.disclosure import (
    NEVER_TOLD,
    Reader,
    ReaderKind,
)

# Sessions of the meeting. A closed part has a number of its own, from CLOSED_PARTS on, so that
# nobody is taken to have heard it who was merely at the meeting.
TOGETHER = 1
SEPARATE = 2
CLOSED_PARTS = 100
OPEN_SESSIONS = frozenset({TOGETHER, SEPARATE})

_FAMILY_SIDE = frozenset({Role.FAMILY, Role.CHILD, Role.ADVOCATE})
_KIND_OF_ROLE = {
    Role.CHAIR: ReaderKind.CHAIR,
    Role.SOCIAL_WORKER: ReaderKind.STAFF_IN_CASE,
    Role.MANAGER: ReaderKind.STAFF_IN_CASE,
    Role.HEAD_OF_SERVICE: ReaderKind.STAFF_IN_CASE,
    Role.ADMINISTRATOR: ReaderKind.ADMINISTRATOR,
    Role.MINUTE_TAKER: ReaderKind.MINUTE_TAKER,
    Role.SOLICITOR: ReaderKind.SOLICITOR,
    Role.PARTNER: ReaderKind.PROFESSIONAL,
    Role.AGENCY_LEAD: ReaderKind.PROFESSIONAL,
    Role.INTERPRETER: ReaderKind.INTERPRETER,
    Role.FAMILY: ReaderKind.FAMILY,
    Role.CHILD: ReaderKind.CHILD,
    Role.ADVOCATE: ReaderKind.ADVOCATE,
    Role.DATA_OFFICER: ReaderKind.DATA_OFFICER,
}
_KIND_AT_THE_TABLE = {
    ParticipantRole.CHAIR: ReaderKind.CHAIR,
    ParticipantRole.MINUTE_TAKER: ReaderKind.MINUTE_TAKER,
    ParticipantRole.SOCIAL_WORKER: ReaderKind.STAFF_IN_CASE,
    ParticipantRole.MANAGER: ReaderKind.STAFF_IN_CASE,
    ParticipantRole.PROFESSIONAL: ReaderKind.PROFESSIONAL,
    ParticipantRole.SOLICITOR: ReaderKind.SOLICITOR,
    ParticipantRole.INTERPRETER: ReaderKind.INTERPRETER,
    ParticipantRole.OBSERVER: ReaderKind.PROFESSIONAL,
    ParticipantRole.CHILD: ReaderKind.CHILD,
    ParticipantRole.PARENT: ReaderKind.FAMILY,
    ParticipantRole.FAMILY: ReaderKind.FAMILY,
    ParticipantRole.ADVOCATE: ReaderKind.ADVOCATE,
    # What is kept from the person they stand by is kept from them too.
    ParticipantRole.SUPPORTER: ReaderKind.ADVOCATE,
    ParticipantRole.FAMILY_SOLICITOR: ReaderKind.ADVOCATE,
}
_SEES_THE_CASE = frozenset(
    {
        ReaderKind.CHAIR,
        ReaderKind.STAFF_IN_CASE,
        ReaderKind.ADMINISTRATOR,
        ReaderKind.MINUTE_TAKER,
        ReaderKind.SOLICITOR,
    }
)


def reader_for(
    actor: Actor,
    conference: Conference,
    *,
    released: frozenset[str] = frozenset(),
    sessions: frozenset[int] | None = None,
    facts: Facts | None = None,
    children: frozenset[int] | None = None,
) -> Reader:
    """
    Return `actor` as a reader of what belongs to this conference.

    `sessions` are those they were in, where that is known; else those that are open to them. A
    professional who may not open the conference is an outsider; somebody of the family who may
    not still reads what was released to them. At most four queries; one less where a page has read
    the facts, and one where it has the `children_of_the_case`.
    """
    facts = facts or facts_about_conference(actor, conference.pk)
    may_open = may(actor, Permission.VIEW_CONFERENCE, facts)
    on_family_side = actor.role in _FAMILY_SIDE
    refused = not facts.same_authority or facts.denied or facts.conflicted
    kind = _KIND_OF_ROLE.get(actor.role, ReaderKind.OUTSIDER)
    if refused or not (may_open or on_family_side or actor.role is Role.AGENCY_LEAD):
        return Reader(kind=ReaderKind.OUTSIDER)
    if kind is ReaderKind.CHAIR and not facts.allocated:
        kind = ReaderKind.STAFF_IN_CASE
    if kind in _SEES_THE_CASE:
        return Reader(
            kind=kind,
            professional_id=actor.professional_id,
            may_know_children=children_of_the_case(conference) if children is None else children,
            released_items=released,
            sessions=OPEN_SESSIONS if sessions is None else sessions,
        )
    return _listed(actor, conference, kind, released, sessions)


def _listed(
    actor: Actor,
    conference: Conference,
    kind: ReaderKind,
    released: frozenset[str],
    sessions: frozenset[int] | None,
) -> Reader:
    """A reader whose rights come from the list of participants, and from nothing else."""
    mine = is_actor(actor)
    if actor.role is Role.AGENCY_LEAD:
        mine = Q(professional__agency_id__any=actor.agency_ids)
    rows = list(
        with_what_makes_a_reader(
            Participant.objects.filter(mine, conference=conference, withdrawn_at=None)
        )
    )
    if not rows and actor.role is Role.AGENCY_LEAD:
        return Reader(kind=ReaderKind.OUTSIDER)
    readers = [reader_of_participant(row) for row in rows]
    nothing = frozenset[int]()
    # Who leads an agency reads beside its people, and does not become the author of their drafts.
    own = (r.professional_id for r in readers if r.professional_id in actor.professional_ids)
    return Reader(
        kind=kind,
        person_id=actor.person_id if kind is not ReaderKind.PROFESSIONAL else None,
        professional_id=next(own, actor.professional_id),
        agency_id=next((r.agency_id for r in readers), None),
        represents=next((r.represents for r in readers), None),
        may_know_children=nothing.union(*(r.may_know_children for r in readers)),
        released_items=released,
        sessions=nothing.union(*(r.sessions for r in readers)) if sessions is None else sessions,
        may_know_who_comes=all(r.may_know_who_comes for r in readers),
    )


def reader_of_participant(
    participant: Participant,
    *,
    released: frozenset[str] = frozenset(),
    sessions: frozenset[int] | None = None,
) -> Reader:
    """
    Return a participant as a reader: for their letters, and for a screen that they can see.

    No query, if the row comes from `queries.participants_of`. Who was withdrawn is an outsider.
    """
    if participant.withdrawn_at is not None:
        return Reader(kind=ReaderKind.OUTSIDER)
    role = ParticipantRole(participant.role)
    kind = _KIND_AT_THE_TABLE[role]
    speaks_for, professional = participant.speaks_for, participant.professional
    return Reader(
        kind=kind,
        person_id=participant.person_id,
        professional_id=participant.professional_id,
        agency_id=professional.agency_id if professional is not None else None,
        represents=speaks_for.person_id if speaks_for is not None else None,
        may_know_children=frozenset(row.child_id for row in participant.may_know.all()),
        released_items=released,
        sessions=_open_to(participant, kind) if sessions is None else sessions,
        may_know_who_comes=_is_told_who_comes(participant),
    )


def _is_told_who_comes(participant: Participant) -> bool:
    """As they said themselves; who speaks for somebody knows no more than they do."""
    principal = participant.speaks_for or participant
    return principal.person is None or principal.person.may_know_who_comes


def is_told_of_sessions(participant: Participant, everyone: Iterable[Participant]) -> bool:
    """
    Return whether somebody may know that there is another session, where there is one.

    As was decided for them; whose session it is they are not told. Who speaks for somebody knows
    no more than they do.
    """
    principal = participant.speaks_for or participant
    if principal.person is None or not principal.person.may_know_of_sessions:
        return False
    return any(
        one.is_family and one.part != Part.NONE and one.session != participant.session
        for one in everyone
    )


def _open_to(participant: Participant, kind: ReaderKind) -> frozenset[int]:
    if participant.part == Part.NONE:
        return frozenset()
    if kind in NEVER_TOLD or participant.part == Part.SEPARATE:
        return frozenset({participant.session})
    return OPEN_SESSIONS


def begins_for(participant: Participant, starts_at: datetime | None) -> datetime | None:
    """
    Return when a meeting that starts at `starts_at` begins for one participant, if that is known.

    Who has a session of their own is never told when the others meet, and who is kept out of the
    whole is not told when it is.
    """
    if participant.part == Part.NONE:
        return None
    if participant.comes_at is not None:
        return participant.comes_at
    return starts_at if participant.session == TOGETHER else None


def ends_for(participant: Participant, ends_at: datetime | None) -> datetime | None:
    """Return when it ends for who is there with the others; when they part is theirs to know."""
    is_with_the_others = participant.comes_at is None and participant.session == TOGETHER
    return ends_at if is_with_the_others and participant.part != Part.NONE else None


def room_for(participant: Participant, conference: Conference) -> Room | None:
    """Return where one participant goes: to the room of their own session, if they have one."""
    own: Room | None = participant.own_room
    return conference.room if own is None else own


def copy_numbers(participants: Iterable[Participant]) -> dict[int, int | None]:
    """
    Return the number on each participant's copy of a paper; on a family's there is none.

    Copies are counted back from professionals alone. The others' are theirs to keep, and a number
    would tell them how many people there are whom they do not know of.
    """
    numbers = count(1)
    return {
        one.pk: None
        if _KIND_AT_THE_TABLE[ParticipantRole(one.role)] in NEVER_TOLD
        else next(numbers)
        for one in participants
    }


def readers_present(
    conference: Conference,
    participant_ids: Collection[int],
    *,
    sessions: Mapping[int, frozenset[int]] | None = None,
) -> list[Reader]:
    """
    Return everyone present, for a screen they all see; `sessions` by participant id, if known.

    Four queries. A participant who is unknown here is an outsider, who stops everything.
    """
    known = {row.pk: row for row in participants_of(conference)}
    sessions = sessions or {}
    return [
        reader_of_participant(known[pk], sessions=sessions.get(pk))
        if pk in known
        else Reader(kind=ReaderKind.OUTSIDER)
        for pk in participant_ids
    ]


def children_of_the_case(conference: Conference) -> frozenset[int]:
    """Return the children whom those who work on the case know: of the conference and beyond."""
    return frozenset(_OF_THE_CASE.rows(conference_id=conference.pk, case_id=conference.case_id))


def _of_the_case(given: type[Slot]) -> QuerySet[ConferenceChild, int]:
    held = ConferenceChild.objects.filter(conference_id=given("conference_id"))
    return held.values_list("child_id", flat=True).union(
        children_in_case(given("case_id")).values_list("person_id", flat=True)
    )


def children_in_case(case_id: Slot) -> QuerySet[CaseMember]:
    """Return the children of a case, as members of it."""
    members = CaseMember.objects.filter(case_id=case_id, ended_on=None)
    return members.exclude(standing=Standing.ADULT)


_OF_THE_CASE = Kept(_of_the_case)


def confidential_addresses(person_id: int) -> frozenset[int]:
    """Return the ids of the addresses that are kept from this person today."""
    rows = Confidentiality.objects.filter(
        from_person_id=person_id, ended_on=None, address__isnull=False
    )
    return frozenset(rows.values_list("address_id", flat=True))


def addresses_on_lists(person_ids: Collection[int]) -> Mapping[int, str]:
    """
    Return each person's present address as a list or letter to professionals prints it.

    An address that is kept from anybody is masked: papers travel further than their reader.
    """
    addresses = Address.objects.filter(person__in=person_ids, ends_on=None)
    found: dict[int, str] = {}
    for address in addresses.order_by("pk").prefetch_related("kept_from"):
        is_kept = any(row.ended_on is None for row in address.kept_from.all())
        found[address.person_id] = KEPT_PRIVATE if is_kept else address.one_line
    return found

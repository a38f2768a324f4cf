"""Who is coming, as far as one reader may know: what a reader may know of the others."""

from collections.abc import Collection
from dataclasses import dataclass

from roundtable.casework.conferences.models import (
    Conference,
    Part,
    Participant,
    ParticipantChild,
    ParticipantRole,
)
from roundtable.casework.conferences.queries import participants_of
from roundtable.foundation.documents.rendition import KEPT_PRIVATE
from roundtable.rules.disclosure import (
    NEVER_TOLD,
    Audience,
    Item,
    ItemKind,
    Outcome,
    Reader,
    ReaderKind,
    disclose,
)


@dataclass(frozen=True, slots=True)
class Coming:
    """A line of the list of people, as one reader may have it."""

    participant_id: int
    name: str
    job: str
    agency: str
    why: str
    reach: str
    role: ParticipantRole
    part: Part
    is_family: bool


def who_is_coming(
    conference: Conference, reader: Reader, participants: Collection[Participant] | None = None
) -> tuple[Coming, ...]:
    """
    Return the people asked to come, as far as `reader` may know of them.

    For family, people of another session are not there, nor is anybody kept from them, nor who
    comes only for a child they must not know of. `participants`, from `participants_of`, saves
    the queries.
    """
    if participants is None:
        participants = participants_of(conference)
    return tuple(
        _line(participant, reader)
        for participant in participants
        if _is_listed(participant, reader) and knows(reader, participant)
    )


def names_known_to(reader: Reader, conference: Conference) -> frozenset[int]:
    """Return the ids of the participants, gone ones too, whose name `reader` may know."""
    everyone = participants_of(conference, with_withdrawn=True)
    return frozenset(one.pk for one in everyone if knows(reader, one))


def are_listed_for(
    readers: Collection[Reader], participants: Collection[Participant]
) -> list[Participant]:
    """Return the participants whom all of `readers` find on their list; nobody finds nobody."""
    return [
        one
        for one in participants
        if readers and all(_is_listed(one, reader) and knows(reader, one) for reader in readers)
    ]


def knows(reader: Reader, participant: Participant) -> bool:
    """Return whether `reader` may know that this person takes part."""
    return _is_self(reader, participant) or (
        disclose(reader, _person_item(participant, reader)) is Outcome.READ
    )


def _is_self(reader: Reader, participant: Participant) -> bool:
    if reader.kind is ReaderKind.OUTSIDER:
        return False
    if participant.person_id is not None:
        return participant.person_id == reader.person_id
    return participant.professional_id == reader.professional_id


def _person_item(participant: Participant, reader: Reader) -> Item:
    # Somebody who comes for several children gives none of them away to a reader who knows one.
    here_for = _here_for(participant)
    return Item(
        kind=ItemKind.PERSON,
        id=f"participant:{participant.pk}",
        audience=Audience.EVERYONE,
        children=here_for & reader.may_know_children or here_for,
        confidential_from=_kept_from(participant) | _not_told(participant, reader),
        session=_session_of(participant),
    )


def _session_of(participant: Participant) -> int | None:
    """A family's sessions are theirs; whoever comes to one of them alone gives it away too."""
    is_apart = (
        participant.is_family
        or participant.speaks_for_id is not None
        or participant.part == Part.SEPARATE
    )
    return participant.session if is_apart else None


def _here_for(participant: Participant) -> frozenset[int]:
    rows: Collection[ParticipantChild] = participant.may_know.all()
    return frozenset(row.child_id for row in rows if row.is_here_for)


def _kept_from(participant: Participant) -> frozenset[int]:
    return frozenset(
        row.from_person_id for row in participant.kept_from.all() if row.ended_on is None
    )


def _not_told(participant: Participant, reader: Reader) -> frozenset[int]:
    """Somebody who may not know who else of the family comes is told of none of them."""
    is_of_family = participant.is_family or participant.speaks_for_id is not None
    whose = reader.person_id if reader.represents is None else reader.represents
    if reader.may_know_who_comes or not is_of_family or whose in (None, participant.person_id):
        return frozenset()  # whom they speak or interpret for is known to them
    return frozenset({whose})


def _is_listed(participant: Participant, reader: Reader) -> bool:
    """Who is kept out does not come; professionals are told, the family is not."""
    if participant.withdrawn_at is not None:
        return False
    return participant.part != Part.NONE or reader.kind not in NEVER_TOLD


def _line(participant: Participant, reader: Reader) -> Coming:
    professional, role = participant.professional, ParticipantRole(participant.role)
    return Coming(
        participant_id=participant.pk,
        name=participant.name,
        job=professional.job_title if professional is not None else role.label,
        agency=professional.agency.name if professional is not None else "",
        why=_why(participant, reader),
        reach=_reach(participant),
        role=role,
        part=Part(participant.part) if reader.kind not in NEVER_TOLD else Part.WHOLE,
        is_family=participant.is_family,
    )


def _why(participant: Participant, reader: Reader) -> str:
    """The reason may name a child, so it needs every child it could name to be known."""
    named = Item(
        kind=ItemKind.PERSON,
        audience=Audience.EVERYONE,
        children=_here_for(participant),
    )
    may_read = _is_self(reader, participant) or disclose(reader, named) is Outcome.READ
    if participant.reason and may_read:
        return participant.reason
    return "Part of the family" if participant.is_family else "Works with the family"


def _reach(participant: Participant) -> str:
    """How to reach a professional. What belongs to a person is never on a list."""
    professional = participant.professional
    if professional is None:
        return KEPT_PRIVATE
    known = (professional.phone, professional.agency.phone, professional.email)
    return next((way for way in known if way), KEPT_PRIVATE)

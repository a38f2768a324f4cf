"""How each participant hears of the meeting, by what they are there."""

from enum import StrEnum

from roundtable.casework.conferences.models import Part, Participant, ParticipantRole


class Way(StrEnum):
    """How somebody hears of the meeting."""

    LETTER = "letter"
    NOTE = "note"
    """Staff, interpreters and advocates: when and where, without the family's papers."""
    THROUGH_WORKER = "through_worker"
    """A child: the social worker brings a letter for their age, and goes through it with them."""
    NONE = "none"
    """The family brings their own supporters; who is kept out has had the chair's letter."""


_WAYS = {
    ParticipantRole.CHAIR: Way.NOTE,
    ParticipantRole.MINUTE_TAKER: Way.NOTE,
    ParticipantRole.SOCIAL_WORKER: Way.NOTE,
    ParticipantRole.MANAGER: Way.NOTE,
    ParticipantRole.SOLICITOR: Way.NOTE,
    ParticipantRole.INTERPRETER: Way.NOTE,
    ParticipantRole.OBSERVER: Way.NOTE,
    ParticipantRole.ADVOCATE: Way.NOTE,
    ParticipantRole.PROFESSIONAL: Way.LETTER,
    ParticipantRole.PARENT: Way.LETTER,
    ParticipantRole.FAMILY: Way.LETTER,
    ParticipantRole.CHILD: Way.THROUGH_WORKER,
    ParticipantRole.SUPPORTER: Way.NONE,
    ParticipantRole.FAMILY_SOLICITOR: Way.NONE,
}
NOT_INVITED = frozenset(role for role, way in _WAYS.items() if way is Way.NONE)
HAS_A_LETTER = frozenset({Way.LETTER, Way.THROUGH_WORKER})
# They come because it is their meeting: nobody waits for an answer.
BY_OFFICE = frozenset(
    {
        ParticipantRole.CHAIR,
        ParticipantRole.MINUTE_TAKER,
        ParticipantRole.SOCIAL_WORKER,
        ParticipantRole.MANAGER,
    }
)


def has_leaflets(participant: Participant) -> bool:
    """Return whether the authority's leaflets go with this participant's letter."""
    return participant.is_family and way_of(participant) is Way.LETTER


def way_of(participant: Participant) -> Way:
    """Return how this participant is asked to come."""
    if participant.part == Part.NONE or participant.deputises_for_id is not None:
        return Way.NONE
    return _WAYS[ParticipantRole(participant.role)]

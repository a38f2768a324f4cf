"""
Entries of the wall: what several people say alike, together, and what speaks against it.

Made of what has been shown, after disclosure: an entry tells nobody that somebody said a thing of
which they have no statement.
"""

from collections.abc import Collection, Sequence

from roundtable.casework.conferences.coming import are_listed_for
from roundtable.casework.conferences.models import Participant, ParticipantRole
from roundtable.casework.statements.shown import Entry, ShownStatement
from roundtable.rules import wall as rules
from roundtable.rules.disclosure import Reader

_WRITE_REPORTS = frozenset({ParticipantRole.SOCIAL_WORKER, ParticipantRole.PROFESSIONAL})


def entries_of(statements: Sequence[ShownStatement]) -> tuple[Entry, ...]:
    """Return the entries that statements make, each where it was said last. No query."""
    said = [
        rules.Sentence(one.text, one.domain, frozenset(one.child_ids), one.audience_code)
        for one in statements
    ]
    groups = rules.joined(said)
    of_entry = {place: group for group in groups for place in group}
    against: dict[tuple[int, ...], dict[tuple[int, ...], None]] = {one: {} for one in groups}
    for first, second in rules.contradicting(said):
        against[of_entry[first]][of_entry[second]] = None
        against[of_entry[second]][of_entry[first]] = None
    return tuple(
        Entry(
            statements=tuple(statements[place] for place in group),
            against=tuple(statements[other[0]] for other in against[group]),
        )
        for group in groups
    )


def silent_agencies(
    readers: Sequence[Reader],
    participants: Collection[Participant],
    shown: Collection[ShownStatement],
    *,
    child_id: int | None = None,
) -> tuple[str, ...]:
    """
    Return the agencies asked to come of whom nothing is shown, of those all `readers` may know of.

    With `child_id`, those who work with this child.
    """
    spoke = {one.agency for one in shown}
    names = (
        one.professional.agency.name
        for one in are_listed_for(readers, participants)
        if one.role in _WRITE_REPORTS
        and one.professional is not None
        and (child_id is None or _works_with(one, child_id))
    )
    return tuple(name for name in dict.fromkeys(names) if name not in spoke)


def _works_with(participant: Participant, child_id: int) -> bool:
    return any(row.child_id == child_id and row.is_here_for for row in participant.may_know.all())

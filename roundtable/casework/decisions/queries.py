"""Reads of opinions and decisions."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from roundtable.casework.conferences.models import Conference, ConferenceChild, Participant
from roundtable.casework.decisions.actions import OPINIONS_OPENED
from roundtable.casework.decisions.models import Decision, Opinion, ProposedDecision
from roundtable.casework.room.models import SessionEvent
from roundtable.casework.room.queries import present_professionals
from roundtable.rules.conference_states import UNDER_WAY, State
from roundtable.rules.disclosure import Audience, Item, ItemKind, Outcome, Reader, disclose


@dataclass(frozen=True, slots=True)
class OpinionCell:
    """One professional's opinion on one child, as far as a reader may see it."""

    participant_id: int
    conference_child_id: int
    is_given: bool
    threshold: str = ""  # empty while it is hidden or waited for
    categories: tuple[str, ...] = ()
    reasons: str = ""
    given_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OpinionTable:
    """All opinions of a conference: who gives one, on which children, and whether they are open."""

    givers: tuple[Participant, ...]
    open_for: frozenset[int]  # conference children about whom all who are here have spoken
    cells: dict[tuple[int, int], OpinionCell]  # (conference child, participant)


def opinion_givers(conference: Conference) -> list[Participant]:
    """Return the professionals who give an opinion, in the order they were added."""
    return list(
        Participant.objects.filter(conference=conference, gives_opinion=True, withdrawn_at=None)
        .select_related("professional__agency")
        .order_by("pk")
    )


@dataclass(frozen=True, slots=True)
class Opinions:
    """Every opinion of a conference, read once for all who read them."""

    children: tuple[ConferenceChild, ...]
    givers: tuple[Participant, ...]
    given: Mapping[tuple[int, int], Opinion]  # (conference child, participant)
    here: tuple[Participant, ...]  # of the givers, those who are at the table now
    open_for: frozenset[int]

    def as_read_by(self, reader: Reader) -> OpinionTable:
        """Return them as one reader may have them; no query."""
        cells = {
            (child.pk, giver.pk): _cell(
                child,
                giver,
                self.given.get((child.pk, giver.pk)),
                child.pk in self.open_for,
                reader,
            )
            for child in self.children
            for giver in self.givers
        }
        return OpinionTable(self.givers, self.open_for, cells)


def opinion_table(conference: Conference, *, reader: Reader) -> OpinionTable:
    """
    Return every opinion on every child, hidden until all who are present have given theirs on it.

    Until then a reader sees their own, and of each other only whether it is given. The chair may
    open them earlier.
    """
    return opinions_of(conference).as_read_by(reader)


def opinions_of(conference: Conference) -> Opinions:
    """Return every opinion, and for which children they are open. Five queries."""
    children = list(ConferenceChild.objects.filter(conference=conference).order_by("position"))
    givers = opinion_givers(conference)
    given = {
        (opinion.conference_child_id, opinion.participant_id): opinion
        for opinion in Opinion.objects.filter(conference_child__in=children)
    }
    here = tuple(one for one in present_professionals(conference) if one.gives_opinion)
    opened = are_opened_early(conference)
    is_over = State(conference.state) not in UNDER_WAY
    open_for = frozenset(
        child.pk
        for child in children
        if opened or is_over or (here and all((child.pk, one.pk) in given for one in here))
    )
    return Opinions(tuple(children), tuple(givers), given, here, open_for)


def are_opened_early(conference: Conference) -> bool:
    """Return whether the chair has opened the opinions before all were in."""
    return SessionEvent.objects.filter(conference=conference, event=OPINIONS_OPENED).exists()


def _cell(
    child: ConferenceChild,
    giver: Participant,
    opinion: Opinion | None,
    are_open: bool,
    reader: Reader,
) -> OpinionCell:
    if opinion is None:
        return OpinionCell(giver.pk, child.pk, is_given=False)
    hidden = OpinionCell(giver.pk, child.pk, is_given=True, given_at=opinion.given_at)
    item = Item(
        kind=ItemKind.OPINION,
        id=f"opinion:{opinion.pk}",
        audience=Audience.PROFESSIONALS if are_open else Audience.AUTHOR,
        children=frozenset({child.child_id}),
        author_professional=giver.professional_id,
    )
    if disclose(reader, item) is not Outcome.READ:
        return hidden
    return replace(
        hidden,
        threshold=opinion.threshold,
        categories=tuple(opinion.categories),
        reasons=opinion.reasons,
    )


def proposals_of(conference: Conference) -> dict[int, ProposedDecision]:
    """Return what the chair is about to decide, by conference child."""
    found = ProposedDecision.objects.filter(conference_child__conference=conference)
    return {proposal.conference_child_id: proposal for proposal in found}


def current_decisions(conference: Conference) -> dict[int, Decision]:
    """Return the decisions that stand, by conference child, with their dissents prefetched."""
    found = Decision.objects.filter(conference=conference, superseded_at=None)
    found = found.select_related("decided_by").prefetch_related("dissents__participant")
    return {decision.conference_child_id: decision for decision in found}

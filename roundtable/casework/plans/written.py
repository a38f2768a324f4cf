"""What is about to be decided, looked at as each of the family will read it."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from roundtable.casework.conferences.leaks import count_leaks, people_kept_apart, words_kept_from
from roundtable.casework.conferences.models import Conference, ConferenceChild, Participant
from roundtable.casework.conferences.queries import participants_of
from roundtable.casework.decisions.models import WEIGHED, ProposedDecision
from roundtable.casework.plans.checklist import ToDecide
from roundtable.casework.plans.models import Outline
from roundtable.rules.decision_guards import reasons_cannot_decide
from roundtable.rules.letter_guards import Written, reasons_to_rewrite
from roundtable.rules.reasons import Reason


def as_each_reads_it(conference: Conference, to_decide: ToDecide) -> list[Written]:
    """Return what would tell somebody of the family too much, child by child. Seven queries."""
    people = participants_of(conference)
    family = [one for one in people if one.person_id is not None]
    apart = people_kept_apart(conference)
    kept = words_kept_from([one.person_id or 0 for one in family])
    found = []
    for reader in family:
        unknown = _unknown_to(reader, to_decide.children, people)
        known = _children_known_to(reader)
        for child in to_decide.children:
            if child.child_id not in known:
                continue
            outline = None if reader.person_id in apart else to_decide.outlines.get(child.pk)
            words = "\n".join(_words(to_decide.proposals.get(child.pk), outline))
            found.append(
                Written(
                    child_id=child.child_id,
                    child=child.child.name,
                    reader=reader.name,
                    holds_what_is_kept=bool(
                        count_leaks({"words": words}, kept.get(reader.person_id or 0, ()))
                    ),
                    names=_named(words, unknown),
                )
            )
    return found


def _children_known_to(reader: Participant) -> set[int]:
    return {row.child_id for row in reader.may_know.all()}


def _unknown_to(
    reader: Participant, children: Sequence[ConferenceChild], people: Collection[Participant]
) -> Mapping[str, str]:
    """Return the words by which somebody would know of whom they may not, each with the name."""
    known = _children_known_to(reader)
    words = {
        one.child.forename: one.child.forename
        for one in children
        if one.child_id not in known and one.child.forename
    }
    for one in people:
        if any(row.from_person_id == reader.person_id for row in one.kept_from.all()):
            words |= {one.name: one.name, one.name.split()[-1]: one.name}
    return words


def _named(words: str, unknown: Mapping[str, str]) -> tuple[str, ...]:
    found = (name for word, name in unknown.items() if re.search(rf"\b{re.escape(word)}\b", words))
    return tuple(dict.fromkeys(found))


def _words(proposal: ProposedDecision | None, outline: Outline | None) -> Iterator[str]:
    if proposal is not None:
        yield from (
            proposal.reasons,
            *(getattr(proposal, what) for what in WEIGHED),
            proposal.recommended_support,
            proposal.who_tells_the_child,
        )
    if outline is None:
        return
    yield from (
        outline.protection,
        outline.contingency,
        outline.monitoring,
        outline.support_to_family,
        outline.what_would_end_it,
    )
    for outcome in outline.outcomes.all():
        yield from (outcome.what_must_change, outcome.how_we_will_know)
        for action in outcome.actions.all():
            yield from (action.what, action.support_offered)


def reasons_to_conclude_later(conference: Conference, to_decide: ToDecide) -> list[Reason]:
    """Return everything that is missing, or has to be put in other words, before it is decided."""
    return [
        *reasons_cannot_decide(to_decide.meeting),
        *reasons_to_rewrite(as_each_reads_it(conference, to_decide)),
    ]

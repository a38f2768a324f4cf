"""Another agency's right to ask for a conference."""

from dataclasses import dataclass

from roundtable.rules.reasons import Reason, hard


@dataclass(frozen=True, slots=True)
class AgencyAsks:
    """An agency's request, and the answer that somebody would give to it."""

    is_answered: bool = False
    is_agreed: bool = True
    is_backed: bool = False
    """A senior manager, or a named or designated professional, stands behind it."""
    reason: str = ""
    chair_consulted: bool = False


def reasons_cannot_answer_agency(asks: AgencyAsks) -> list[Reason]:
    """
    Return why an agency cannot be answered like that.

    With backing a request is normally agreed: it is refused only after a chair was asked.
    """
    reasons = []
    if asks.is_answered:
        reasons.append(hard("ANSWERED", "It has been answered already."))
    if not asks.reason.strip():
        reasons.append(hard("NO_REASON", "Say why: the agency is told."))
    if not asks.is_agreed and asks.is_backed and not asks.chair_consulted:
        reasons.append(
            hard(
                "CHAIR_NOT_CONSULTED",
                "A request with such backing is normally agreed. Ask a conference chair before you"
                " refuse it.",
            )
        )
    return reasons

"""What a section 47 enquiry found for one child, in our words and as its guards ask for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from roundtable.casework.cases.models import Section47Enquiry
from roundtable.rules import enquiry_states
from roundtable.rules.enquiry_states import Finding, State
from roundtable.rules.reasons import Reason

# The state of an enquiry, to say after "Section 47 enquiry:".
OUTCOMES: Mapping[State, str] = {
    State.OPEN: "under way",
    State.NOT_SUBSTANTIATED: "concerns not substantiated",
    State.SUBSTANTIATED_NO_CONTINUING_RISK: "concerns substantiated, no continuing risk",
    State.SUBSTANTIATED_CONTINUING_RISK: "continuing risk of significant harm",
    State.COMPLETED: "conference held",
    State.CANCELLED_IN_ERROR: "opened by mistake",
}


@dataclass(frozen=True, slots=True)
class EnquiryOutcome:
    """What the enquiry found for one child. The two conditions of a conference are kept apart."""

    concerns_substantiated: bool
    continuing_risk: bool
    findings: str
    harms: tuple[str, ...] = ()
    harmed_by: str = ""
    interim_safety_plan: str = ""
    not_alone_reason: str = ""

    @property
    def event(self) -> str:
        if not self.concerns_substantiated:
            return "find_not_substantiated"
        return "find_continuing_risk" if self.continuing_risk else "find_no_continuing_risk"


def reasons_against(outcome: EnquiryOutcome, enquiry: Section47Enquiry) -> list[Reason]:
    """Return why the enquiry cannot have this outcome yet."""
    finding = Finding(
        has_strategy_discussion=enquiry.discussion_id is not None,
        concerns_substantiated=outcome.concerns_substantiated,
        continuing_risk=outcome.continuing_risk,
        harm_occurred=outcome.concerns_substantiated,
        chair_consulted=enquiry.chair_consulted_id is not None,
        interim_safety_plan=outcome.interim_safety_plan,
        reason=outcome.findings,
    )
    guard = {
        "find_not_substantiated": enquiry_states.reasons_cannot_find_not_substantiated,
        "find_no_continuing_risk": enquiry_states.reasons_cannot_find_no_continuing_risk,
        "find_continuing_risk": enquiry_states.reasons_cannot_find_continuing_risk,
    }[outcome.event]
    return guard(finding)

"""
A child's history as another record tells it: what `import_child` takes.

Plain values, so that a census return, a paper file or another system can all be the teller.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class PastEnquiry:
    """A section 47 enquiry; `started_on` is the strategy discussion that began it."""

    started_on: date
    conference_on: date | None
    conference_not_required: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPlan:
    """A plan as it was reported: codes as given, `MUL` included. Reviews in order of date."""

    starts_on: date
    ends_on: date | None
    initial_code: str
    latest_code: str
    review_dates: tuple[date, ...] = ()
    previous_plans: int = 0
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PastReferral:
    """An episode of need and all that came of it; `reported` is kept as it was given."""

    received_on: date | None
    source: str
    primary_need: str
    no_further_action: bool | None
    closed_on: date | None
    closure_reason: str
    reported: dict[str, Any] = field(default_factory=dict)
    # A conference without an enquiry of ours: the child moved here on a plan.
    transfer_conference_on: date | None = None
    enquiries: tuple[PastEnquiry, ...] = ()
    conferences_without_enquiry: tuple[date, ...] = ()
    plans: tuple[PastPlan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildHistory:
    """One child. There is no name in a return, so none is here: it is completed by a person."""

    la_child_id: str
    sex: str
    digest: str
    birth_on: date | None
    expected_on: date | None
    died_on: date | None
    ethnicity: str = ""
    disabilities: tuple[str, ...] = ()
    upn: str = ""
    former_upn: str = ""
    upn_unknown: str = ""
    flags: tuple[str, ...] = ()
    plan_in_doubt: bool = False
    referrals: tuple[PastReferral, ...] = ()

    @property
    def plans(self) -> tuple[PastPlan, ...]:
        plans = (plan for referral in self.referrals for plan in referral.plans)
        return tuple(sorted(plans, key=lambda plan: plan.starts_on))

"""Why a conference cannot be requested, arranged, invited to, moved, cancelled or opened yet."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from roundtable.rules.enquiry_states import State as EnquiryState
from roundtable.rules.explanations import in_words
from roundtable.rules.permissions import Role
from roundtable.rules.reasons import Reason, hard, soft


class Kind(StrEnum):
    """What the meeting is for one child: it may review one and be the first for another."""

    INITIAL = "initial"
    PRE_BIRTH = "pre_birth"
    TRANSFER_IN = "transfer_in"
    REVIEW = "review"
    RECONVENED = "reconvened"


INITIAL_KINDS = frozenset({Kind.INITIAL, Kind.PRE_BIRTH, Kind.TRANSFER_IN})


class PostponedFor(StrEnum):
    LATE_REPORTS = "late_reports"
    INQUORATE_EXPECTED = "inquorate_expected"
    ILLNESS = "illness"
    SAFETY = "safety"
    INTERPRETER_FAILED = "interpreter_failed"
    FAMILY_REQUEST = "family_request"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class RequestedChild:
    """One child of a request, and the basis there is for a conference about them."""

    child_id: int
    name: str
    kind: Kind
    enquiry: EnquiryState | None = None
    is_adult: bool = False
    has_expected_birth: bool = False
    has_open_plan: bool = False
    transfer_accepted: bool = False
    earlier_was_adjourned_or_appeal_upheld: bool = False


def reasons_cannot_request(
    children: tuple[RequestedChild, ...], *, is_authorised: bool
) -> list[Reason]:
    """Return why a conference about these children cannot be asked for."""
    if not children:
        return [hard("NO_CHILDREN", "Name the children it is about.")]
    reasons = [reason for child in children for reason in _no_basis(child)]
    needs_authority = any(child.kind in INITIAL_KINDS for child in children)
    if needs_authority and not is_authorised:
        reasons.append(
            soft("NOT_AUTHORISED", "The team manager has not authorised it.", Role.MANAGER)
        )
    return reasons


_BASIS = {
    Kind.INITIAL: "an enquiry that found continuing risk of significant harm",
    Kind.PRE_BIRTH: "an enquiry that found continuing risk, and an expected date of birth",
    Kind.TRANSFER_IN: "a transfer that has been accepted",
    Kind.REVIEW: "a child protection plan that is open",
    Kind.RECONVENED: "a conference that was adjourned, stood down or inquorate, or an upheld appeal",
}


def _no_basis(child: RequestedChild) -> list[Reason]:
    reasons = []
    if child.is_adult:
        reasons.append(hard("NOT_A_CHILD", f"{child.name} is 18 or over.", child_id=child.child_id))
    if not _has_basis(child):
        reasons.append(
            hard("NO_BASIS", f"{child.name}: needs {_BASIS[child.kind]}.", child_id=child.child_id)
        )
    return reasons


def _has_basis(child: RequestedChild) -> bool:
    found_risk = child.enquiry is EnquiryState.SUBSTANTIATED_CONTINUING_RISK
    return {
        Kind.INITIAL: found_risk,
        Kind.PRE_BIRTH: found_risk and child.has_expected_birth,
        Kind.TRANSFER_IN: child.transfer_accepted,
        Kind.REVIEW: child.has_open_plan,
        Kind.RECONVENED: child.earlier_was_adjourned_or_appeal_upheld,
    }[child.kind]


@dataclass(frozen=True, slots=True)
class ChildLimit:
    """
    By when the conference must be held for one child.

    For one that meets again `kind` is what it was at first: an adjourned initial conference is
    still an initial one.
    """

    child_id: int
    name: str
    kind: Kind
    due_on: date


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A date and place for a conference, as the desk would like to book it."""

    on: date | None
    is_past: bool = False
    is_working_day: bool = True
    limits: tuple[ChildLimit, ...] = ()
    has_place: bool = True
    has_chair: bool = True
    chair_chairs_here: bool = True
    """They are one of the authority's chairs on that day."""
    chair_is_independent: bool = True
    has_minute_taker: bool = True
    minute_taker_has_other_role: bool = False
    access_needs_met: bool = True
    is_in_the_home: bool = False
    home_reason: str = ""


def reasons_cannot_arrange(arrangement: Arrangement) -> list[Reason]:
    """Return why the conference cannot be booked so."""
    return [*_date(arrangement), *_chair(arrangement), *_place(arrangement)]


def reasons_cannot_reschedule(arrangement: Arrangement, *, reason: str) -> list[Reason]:
    """Return why the conference cannot be moved to this date. The old one is kept."""
    return [*_no_words(reason), *reasons_cannot_arrange(arrangement)]


def _date(arrangement: Arrangement) -> list[Reason]:
    if arrangement.on is None:
        return [hard("NO_DATE", "Choose a date and time.")]
    reasons = []
    if arrangement.is_past:
        reasons.append(hard("IN_THE_PAST", f"{in_words(arrangement.on)} has passed."))
    first = any(limit.kind in INITIAL_KINDS for limit in arrangement.limits)
    if first and not arrangement.is_working_day:
        reasons.append(
            hard(
                "NOT_A_WORKING_DAY",
                f"{in_words(arrangement.on)} is not a working day. An initial conference is.",
            )
        )
    reasons += [_past_limit(limit) for limit in arrangement.limits if arrangement.on > limit.due_on]
    return reasons


def _past_limit(limit: ChildLimit) -> Reason:
    approvers: tuple[Role, ...]
    if limit.kind in INITIAL_KINDS:
        who = "the social care manager and the chair must both agree, each with a reason"
        approvers = (Role.MANAGER, Role.CHAIR)
    else:
        who, approvers = "a senior manager must agree, with a reason", (Role.HEAD_OF_SERVICE,)
    return soft(
        "PAST_LIMIT",
        f"{limit.name}: this is after the limit, {in_words(limit.due_on)}; {who}.",
        *approvers,
        child_id=limit.child_id,
    )


def _chair(arrangement: Arrangement) -> list[Reason]:
    reasons = []
    if not arrangement.has_chair:
        reasons.append(hard("NO_CHAIR", "Choose a chair."))
    elif not arrangement.chair_chairs_here:
        reasons.append(hard("NOT_A_CHAIR", "They do not chair conferences here on that day."))
    elif not arrangement.chair_is_independent:
        reasons.append(
            hard("CHAIR_NOT_INDEPENDENT", "This chair has worked on or managed the case.")
        )
    if not arrangement.has_minute_taker:
        reasons.append(soft("NO_MINUTE_TAKER", "There is no minute taker.", Role.CHAIR))
    elif arrangement.minute_taker_has_other_role:
        reasons.append(
            soft("MINUTE_TAKER_INVOLVED", "The minute taker has another part in it.", Role.CHAIR)
        )
    return reasons


def _place(arrangement: Arrangement) -> list[Reason]:
    reasons = []
    if not arrangement.has_place:
        reasons.append(hard("NO_PLACE", "Choose a room, or give a link."))
    if not arrangement.access_needs_met:
        reasons.append(
            soft("ACCESS_NOT_MET", "The room does not meet somebody's access needs.", Role.CHAIR)
        )
    if arrangement.is_in_the_home and not arrangement.home_reason.strip():
        reasons.append(
            hard("NO_HOME_REASON", "Say why it is held in the home: a disability, for example.")
        )
    return reasons


@dataclass(frozen=True, slots=True)
class InvitationRound:
    """What has been looked at before the invitations go."""

    children_without_identity: tuple[str, ...] = ()
    unmasked_addresses: int = 0
    undecided_exclusions: int = 0
    unread: tuple[str, ...] = ()
    """What is enclosed, could not be searched, and nobody second has said they have read."""


def reasons_cannot_invite(sending: InvitationRound) -> list[Reason]:
    """Return why the invitations cannot go yet."""
    reasons = [
        hard("IDENTITY_INCOMPLETE", f"{name}: complete who they are and who their parents are.")
        for name in sending.children_without_identity
    ]
    if sending.unmasked_addresses:
        reasons.append(
            hard(
                "ADDRESS_NOT_MASKED",
                f"{sending.unmasked_addresses} confidential address would be read by somebody it"
                " is kept from.",
            )
        )
    if sending.undecided_exclusions:
        reasons.append(
            soft(
                "EXCLUSION_UNDECIDED",
                f"The chair has not decided {sending.undecided_exclusions} exclusion request.",
                Role.CHAIR,
            )
        )
    reasons += [
        hard("NOT_SEARCHED", f"{place}: it could not be searched. A second person must read it.")
        for place in sending.unread
    ]
    return reasons


@dataclass(frozen=True, slots=True)
class Postponement:
    """A conference put off before it opened. `latest_on` is the last day that is early enough."""

    why: PostponedFor | None
    words: str = ""
    interim_safety: str = ""
    new_on: date | None = None
    latest_on: date | None = None


def reasons_cannot_postpone(postponement: Postponement) -> list[Reason]:
    """Return why the conference cannot be put off."""
    reasons = []
    if postponement.why is None:
        reasons.append(hard("NO_REASON", "Choose why it is postponed."))
    if postponement.why is PostponedFor.OTHER:
        reasons += _no_words(postponement.words)
    if not postponement.interim_safety.strip():
        reasons.append(
            hard("NO_INTERIM_PLAN", "Say what keeps the children safe until it is held.")
        )
    new_on, latest_on = postponement.new_on, postponement.latest_on
    if new_on is not None and latest_on is not None and new_on > latest_on:
        reasons.append(
            soft(
                "NEW_DATE_TOO_LATE",
                f"The new date is after {in_words(latest_on)}.",
                Role.CHAIR,
                Role.MANAGER,
            )
        )
    return reasons


@dataclass(frozen=True, slots=True)
class Cancellation:
    """A conference given up before it opened."""

    reason: str = ""
    children_with_enquiry_outcome_unchanged: tuple[str, ...] = ()
    children_with_open_plan: tuple[str, ...] = ()
    because_of_a_death: bool = False
    """The only child it was about has died: nobody is waited for."""

    @property
    def is_still_needed(self) -> bool:
        """Whether a conference must still be held for a child, if not this one."""
        return bool(self.children_with_enquiry_outcome_unchanged or self.children_with_open_plan)


def reasons_cannot_cancel(cancellation: Cancellation) -> list[Reason]:
    """Return why the conference cannot be cancelled: mostly it should be moved instead."""
    if cancellation.because_of_a_death:
        return []
    reasons = _no_words(cancellation.reason)
    reasons += [
        soft(
            "ENQUIRY_STILL_SAYS_RISK",
            f"{name}: the enquiry still says continuing risk. Change its outcome first.",
            Role.HEAD_OF_SERVICE,
        )
        for name in cancellation.children_with_enquiry_outcome_unchanged
    ]
    reasons += [
        soft(
            "PLAN_STILL_OPEN",
            f"{name}: the plan is open and needs its review.",
            Role.HEAD_OF_SERVICE,
        )
        for name in cancellation.children_with_open_plan
    ]
    reasons.append(
        soft(
            "AGREEMENT_NEEDED",
            "The chair and the team manager must both agree, each with a reason.",
            Role.CHAIR,
            Role.MANAGER,
        )
    )
    return reasons


@dataclass(frozen=True, slots=True)
class Readiness:
    """How well prepared a conference is, at a glance."""

    reports_missing: int = 0
    reports_not_with_family: int = 0
    has_childs_views: bool = True
    chair_met_family: bool = True
    interpreter_outstanding: bool = False
    quorum_forecast: bool = True


def reasons_not_ready(readiness: Readiness) -> list[Reason]:
    """Return what is still open before the meeting. Shown to the chair; it never stops anything."""
    open_points = [
        ("REPORTS_MISSING", "Reports are missing.", readiness.reports_missing > 0),
        (
            "REPORTS_NOT_WITH_FAMILY",
            "The family has not been given every report.",
            readiness.reports_not_with_family > 0,
        ),
        ("NO_CHILD_VIEWS", "A child's views are missing.", not readiness.has_childs_views),
        ("FAMILY_NOT_MET", "The chair has not met the family.", not readiness.chair_met_family),
        (
            "INTERPRETER_OUTSTANDING",
            "An interpreter is not confirmed.",
            readiness.interpreter_outstanding,
        ),
        ("QUORUM_DOUBTFUL", "It may not be quorate.", not readiness.quorum_forecast),
    ]
    return [soft(code, text, Role.CHAIR) for code, text, is_open in open_points if is_open]


def reasons_cannot_delay_start(*, reason: str) -> list[Reason]:
    """Return why the start cannot be delayed, for instance while the family reads."""
    return _no_words(reason)


def reasons_cannot_open(*, chair_is_present: bool, is_today: bool) -> list[Reason]:
    """Return why the chair cannot open the meeting. Not being quorate is none of them."""
    reasons = []
    if not chair_is_present:
        reasons.append(hard("NO_CHAIR", "The chair is not present."))
    if not is_today:
        # A plan starts on the day of the decision, so the day must be the true one.
        reasons.append(hard("NOT_TODAY", "It is arranged for another day. Move it first."))
    return reasons


def _no_words(reason: str) -> list[Reason]:
    return [] if reason.strip() else [hard("NO_REASON", "Say why.")]

"""
Every timescale, one row each: how long, from what, on whose authority, and who may vary it.

The number itself is the setting that the row names; the row says how it is counted. Left out are
clocks that begin before the field this is about (referral, assessment), those of other duties
(subject access, freedom of information), and times of day, which are settings only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from roundtable.rules import sources as src
from roundtable.rules.settings import SETTINGS
from roundtable.rules.sources import Source


class Unit(StrEnum):
    WORKING_DAYS = "working days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    HOURS = "hours"
    MIDPOINT = "half of the time"


class Direction(StrEnum):
    AFTER = "after"
    BEFORE = "before"


INITIAL = "initial"
REVIEW = "review"
KINDS = (INITIAL, REVIEW)


@dataclass(frozen=True, slots=True)
class Timescale:
    """
    One rule about time.

    `setting` names the setting that holds the number; where the number differs by kind of
    conference, `settings_by_kind` does instead. `length` is its default, None where only the
    authority can say.
    """

    name: str
    length: int | None
    unit: Unit
    direction: Direction
    runs_from: str
    source: Source
    setting: str | None
    statutory: bool
    text: str
    varied_by: str = ""
    settings_by_kind: Mapping[str, str] = field(default_factory=dict)
    weeks_of_pregnancy: bool = False
    """The setting is a week of pregnancy, counted back from an expected birth in week 40."""
    approximate_days: int | None = None
    """A count of days that some tools use instead; shown where it gives another date."""
    is_window: bool = False
    """Until when something can be asked for: nobody has to, and it closes by itself."""

    def setting_for(self, kind: str | None) -> str | None:
        """Return the key of the setting that holds the number, for this kind of conference."""
        return self.settings_by_kind.get(kind or "", self.setting)


_MANAGER_AND_CHAIR = "A later date needs the social care manager and the chair, each with a reason."
_SENIOR_MANAGER = "A later date needs a senior manager and a reason."
_CHAIR = "The chair may accept it later, with a reason."
_NO_LATER = "Nobody can agree a later date."

_CONFERENCE = "the conference"
_INITIAL_CONFERENCE = "the initial conference"


def _row(
    name: str,
    setting: str,
    runs_from: str,
    text: str,
    *,
    unit: Unit = Unit.WORKING_DAYS,
    direction: Direction = Direction.AFTER,
    varied_by: str = "",
    approximate_days: int | None = None,
    is_window: bool = False,
) -> Timescale:
    """A row whose number, source and standing are those of its setting."""
    held = SETTINGS[setting]
    return Timescale(
        name=name,
        length=held.default if isinstance(held.default, int) else None,
        unit=unit,
        direction=direction,
        runs_from=runs_from,
        source=held.source,
        setting=setting,
        statutory=held.statutory,
        text=text,
        varied_by=varied_by,
        approximate_days=approximate_days,
        is_window=is_window,
    )


def _before(name: str, settings: Mapping[str, str], text: str, *, varied_by: str = "") -> Timescale:
    """A row counted back from a conference, with a number for each kind of it."""
    held = SETTINGS[settings[INITIAL]]
    return Timescale(
        name=name,
        length=held.default if isinstance(held.default, int) else None,
        unit=Unit.WORKING_DAYS,
        direction=Direction.BEFORE,
        runs_from=_CONFERENCE,
        source=held.source,
        setting=None,
        statutory=False,
        text=text,
        varied_by=varied_by,
        settings_by_kind=settings,
    )


_TO_CHAIR = {INITIAL: "report_wd_icpc", REVIEW: "report_wd_rcpc"}
_TO_FAMILY = {INITIAL: "report_to_parent_wd_icpc", REVIEW: "report_to_parent_wd_rcpc"}

_REQUESTING = (
    _row(
        "initial_conference", "icpc_working_days",
        "the strategy discussion that started the section 47 enquiry",
        "The initial conference is held. A further strategy discussion does not move this.",
        varied_by=_MANAGER_AND_CHAIR,
    ),
    _row(
        "booking_form", "booking_form_hours", "the strategy discussion",
        "The booking form for the conference is complete.", unit=Unit.HOURS,
    ),
    _row(
        "conference_request", "conference_request_wd", "the decision to go to a conference",
        "The request reaches the conference service.",
    ),
    _row(
        "child_advocate", "child_advocate_wd", "the request for the conference",
        "An advocate is arranged for the child.",
    ),
    _row(
        "police_checks", "police_checks_wd", "the request for the conference",
        "The police have answered what they know of the family and household.",
        varied_by="If they have not, the chair is told before the day.",
    ),
    Timescale(
        name="pre_birth_conference", length=34, unit=Unit.WEEKS, direction=Direction.BEFORE,
        runs_from="the expected date of birth", source=src.LOCAL_PRE_BIRTH,
        setting="prebirth_latest_week", statutory=False,
        text="The pre-birth conference is held.", varied_by=_MANAGER_AND_CHAIR,
        weeks_of_pregnancy=True,
    ),
    Timescale(
        name="pre_birth_plan_earliest", length=0, unit=Unit.WEEKS, direction=Direction.BEFORE,
        runs_from="the expected date of birth", source=src.LOCAL_PRE_BIRTH,
        setting="prebirth_earliest_plan_week", statutory=False,
        text="A plan for the unborn child starts on this day at the earliest.",
        weeks_of_pregnancy=True,
    ),
    _row(
        "birth_plan", "birth_plan_hours", "the pre-birth conference",
        "The birth plan reaches the hospital.", unit=Unit.HOURS,
    ),
)  # fmt: skip

_INVITING = (
    _row(
        "family_invitation", "invite_family_days", _CONFERENCE,
        "The family has its letter of invitation.",
        unit=Unit.DAYS, direction=Direction.BEFORE,
        varied_by="Where there is less time, as before an initial conference, it goes at once and"
        " is marked as short notice.",
    ),
    _row(
        "professional_invitation", "invite_professionals_wd", _CONFERENCE,
        "Professionals are invited; to an initial conference as soon as it is booked.",
        direction=Direction.BEFORE,
    ),
    _row(
        "invitation_reply", "reply_wd", "the day the invitation was sent",
        "The invitation is answered in writing.",
    ),
    _row(
        "exclusion_request", "exclusion_request_wd", _CONFERENCE,
        "Whoever wants a person kept out has asked the chair, with the ground and the evidence.",
        direction=Direction.BEFORE, varied_by=_CHAIR, is_window=True,
    ),
    _row(
        "supporter_notice", "supporter_notice_wd", _CONFERENCE,
        "The chair knows who comes as a supporter or solicitor.",
        direction=Direction.BEFORE, varied_by="The chair may still welcome them later.",
        is_window=True,
    ),
    _row(
        "family_interpreter", "family_interpreter_wd", _CONFERENCE,
        "The social worker and the chair have agreed to a relative as interpreter, where the"
        " authority allows one at all.",
        direction=Direction.BEFORE, varied_by=_NO_LATER, is_window=True,
    ),
    _row(
        "chair_contact", "chair_contact_days", _CONFERENCE,
        "The chair has spoken with the parents, and with the child where that is right.",
        unit=Unit.DAYS, direction=Direction.BEFORE,
        varied_by="If it was not possible, the chair records why.",
    ),
)  # fmt: skip

_REPORTING = (
    _before(
        "agency_report", _TO_CHAIR, "The agency's report reaches the chair.", varied_by=_CHAIR
    ),
    _before(
        "parent_report", _TO_FAMILY, "The family has the social worker's report.",
        varied_by="If it comes later, the family may ask for a later start or another day.",
    ),
    _before(
        "agency_report_to_family", _TO_FAMILY,
        "The family has the agency's report; before the day of the conference at the very least.",
        varied_by="If it comes later, the family may ask for a later start or another day.",
    ),
    _row(
        "report_bundle", "report_bundle_wd", _CONFERENCE,
        "Professionals have the reports, by ten in the morning.", direction=Direction.BEFORE,
    ),
)  # fmt: skip

_AFTERWARDS = (
    _row(
        "decision_letter", "decision_letter_wd", _CONFERENCE,
        "The decision letter and outline plan are sent to everyone who was invited.",
    ),
    _row("record", "record_wd", _CONFERENCE, "The full record of the conference is sent."),
    _row(
        "record_corrections", "record_corrections_wd", "the day the record was received",
        "Corrections to the record are asked for; later, a disagreement is added, not edited in.",
        is_window=True,
    ),
    _row(
        "dissent", "dissent_hours", _CONFERENCE,
        "A professional who formally dissents has said so. The decision stands meanwhile.",
        unit=Unit.HOURS, varied_by="One that comes later is noted as out of time.",
        is_window=True,
    ),
    _row(
        "professional_disagreement", "disagreement_wd", "the day the disagreement was raised",
        "The first discussion has taken place, sooner where a child's safety needs it.",
    ),
    _row(
        "complaint", "complaint_days", _CONFERENCE,
        "A complaint about the conference has been made. The decision stands meanwhile.",
        unit=Unit.DAYS, varied_by="A later one may still be heard.", is_window=True,
    ),
    _row(
        "complaint_response", "complaint_response_wd", "the day the complaint was received",
        "The chair has given a first answer.",
    ),
    _row(
        "appeal", "appeal_days", _CONFERENCE,
        "An appeal against the decision has been made. The decision stands meanwhile.",
        unit=Unit.DAYS, is_window=True,
    ),
    _row(
        "reconvened_conference", "inquorate_rerun_wd",
        "the conference that was inquorate, adjourned or stood down",
        "The conference meets again. Until then the interim plan applies.",
    ),
    _row(
        "postponed_conference", "postponed_rerun_wd", "the day the conference should have been",
        "The conference is held. A statutory limit that comes sooner still stands.",
    ),
)  # fmt: skip

_PLANS = (
    _row(
        "first_core_group", "first_core_group_wd", _INITIAL_CONFERENCE,
        "The core group meets for the first time.",
        varied_by="A later date needs the chair and a reason.",
    ),
    _row(
        "detailed_plan", "first_core_group_wd", _INITIAL_CONFERENCE,
        "The outline plan is worked out in detail, by the first core group.",
    ),
    _row(
        "next_core_group", "core_group_interval_days", "the last core group",
        "The core group meets again.", unit=Unit.DAYS,
    ),
    _row(
        "last_core_group", "last_core_group_wd", _CONFERENCE,
        "The core group has met, so that the review has its account.", direction=Direction.BEFORE,
    ),
    _row(
        "core_group_record", "core_group_record_wd", "the core group",
        "The record of the core group is circulated.",
    ),
    _row(
        "first_review", "first_review_months", _INITIAL_CONFERENCE,
        "The first review conference is held.", unit=Unit.MONTHS, varied_by=_SENIOR_MANAGER,
        approximate_days=91,
    ),
    _row(
        "next_review", "later_review_months", "the last review conference",
        "The next review conference is held.", unit=Unit.MONTHS, varied_by=_SENIOR_MANAGER,
        approximate_days=183,
    ),
    _row(
        "review_after_birth", "review_after_birth_days", "the birth",
        "The plan made before birth is reviewed.", unit=Unit.DAYS,
    ),
    Timescale(
        name="midway_review", length=None, unit=Unit.MIDPOINT, direction=Direction.AFTER,
        runs_from=_CONFERENCE, source=src.LOCAL_DRIFT, setting=None, statutory=False,
        text="The chair has looked at the plan midway to the next review.",
    ),
    _row(
        "next_visit", "visit_interval_wd", "the start of the plan, or the last visit",
        "The social worker visits and sees the child.",
    ),
    _row(
        "visit_record", "visit_record_wd", "the visit", "The visit is written up.",
    ),
    _row(
        "visit_record_significant", "visit_record_significant_wd", "the visit",
        "A visit with a significant event is written up.",
    ),
    _row(
        "visit_record_critical", "visit_record_critical_hours", "the visit",
        "A visit with a critical event is written up.", unit=Unit.HOURS,
    ),
    _row(
        "bedroom_seen", "bedroom_seen_wd", "the last time the bedroom was seen",
        "The social worker has seen where the child sleeps.",
    ),
)  # fmt: skip

_MOVING_AND_ENDING = (
    _row(
        "transfer_in_conference", "transfer_wd",
        "the day the written notice of a permanent move was received",
        "The transfer-in conference is held. Until then the old authority keeps the plan.",
        varied_by=_MANAGER_AND_CHAIR,
    ),
    _row(
        "transfer_details", "transfer_details_wd", "the day the move became known",
        "Written details have reached the new authority.",
    ),
    _row(
        "temporary_move", "temporary_move_days", "the move",
        "A move that was to be temporary is looked at again.", unit=Unit.DAYS,
    ),
    _row(
        "ending_objections", "ending_objection_wd", "the day the letter was sent",
        "Agencies have objected, if they do, to the plan ending without a conference.",
        is_window=True,
    ),
    _row(
        "plan_end_notice", "plan_end_notice_wd", "the end of the plan",
        "Every agency that was invited knows that the plan has ended.",
    ),
    _row(
        "child_in_need_review", "cin_review_days", "the end of the plan",
        "The child in need plan that follows is reviewed.", unit=Unit.DAYS,
    ),
    Timescale(
        name="eighteenth_birthday_review", length=18, unit=Unit.YEARS, direction=Direction.AFTER,
        runs_from="the birth", source=src.WT_ENDING, setting=None, statutory=True,
        text="A review has been held and the plan ends: nobody has one from the age of 18.",
        varied_by=_NO_LATER,
    ),
)  # fmt: skip

_INCIDENTS = (
    Timescale(
        name="breach_report", length=72, unit=Unit.HOURS, direction=Direction.AFTER,
        runs_from="the moment it was found that papers had told what was not theirs to tell",
        source=src.UK_GDPR, setting=None, statutory=True,
        text="It is decided, with a reason, whether the Information Commissioner is told.",
        varied_by=_NO_LATER,
    ),
)  # fmt: skip

_LOOKED_AT_BY_MONTH = {
    9: "The conference is challenged on why the plan is still needed.",
    12: "The chair reviews the plan between conferences.",
    15: "A manager decides whether to take legal advice or escalate.",
    18: "The plan is audited by a senior manager.",
    21: "A designated review is held, and the next conference comes before 24 months.",
    24: "The plan counts as open for two years or more; the head of service knows why.",
}


def plan_open(months: int) -> Timescale:
    """Return the row for a plan that has been open for so many months."""
    return Timescale(
        name=f"plan_open_{months}_months",
        length=months,
        unit=Unit.MONTHS,
        direction=Direction.AFTER,
        runs_from="the start of the plan",
        source=src.LOCAL_DRIFT,
        setting="escalation_months",
        statutory=False,
        text=_LOOKED_AT_BY_MONTH.get(months, "The plan is looked at from higher up."),
    )


_ROWS = (
    *_REQUESTING,
    *_INVITING,
    *_REPORTING,
    *_AFTERWARDS,
    *_PLANS,
    *_MOVING_AND_ENDING,
    *_INCIDENTS,
    *(plan_open(months) for months in _LOOKED_AT_BY_MONTH),
)

TIMESCALES: dict[str, Timescale] = {row.name: row for row in _ROWS}

WINDOWS = frozenset(row.name for row in _ROWS if row.is_window)
"""Clocks nobody is late for: when their day has passed they are over."""

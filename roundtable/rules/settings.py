"""
What an authority may set for itself, with the default, the source, and who it comes from.

A statutory limit may be made stricter, never looser: a looser one would need other guidance, which
is a change of the rules and not of a setting. A default of None means that nothing may be promised
until the authority has said what applies.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from roundtable.rules import sources as src
from roundtable.rules.agenda import STEPS
from roundtable.rules.sources import Source

Value = int | bool | str | tuple[int, ...] | Mapping[str, tuple[str, ...]] | None


class SettingNotAllowed(ValueError):
    """The setting does not exist, or cannot have this value."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `kind` is the type its value must have; `choices`, if any, all it can be."""

    key: str
    kind: type
    default: Value
    source: Source
    text: str
    statutory: bool = False
    choices: tuple[str, ...] = ()


_S = Setting

_ROWS = (
    # Conferences and their limits
    _S("icpc_working_days", int, 15, src.WT_INITIAL_CONFERENCE,
       "Working days from the strategy discussion to the initial conference", True),
    _S("first_review_months", int, 3, src.WT_REVIEW_CONFERENCE,
       "Months from the initial conference to the first review", True),
    _S("later_review_months", int, 6, src.WT_REVIEW_CONFERENCE,
       "Months from one review to the next", True),
    _S("transfer_wd", int, 15, src.WT_TRANSFER,
       "Working days from written notice of a permanent move to the transfer-in conference", True),
    _S("inquorate_rerun_wd", int, 10, src.LOCAL_QUORUM,
       "Working days from an inquorate conference to the next"),
    _S("postponed_rerun_wd", int, 10, src.LOCAL_QUORUM,
       "Working days from the postponed date to the new one"),
    _S("review_after_birth_days", int, 28, src.LOCAL_PRE_BIRTH,
       "Days from birth to the review of a plan made before birth"),
    _S("prebirth_latest_week", int, 34, src.LOCAL_PRE_BIRTH,
       "Week of pregnancy by which a pre-birth conference is held"),
    _S("prebirth_earliest_plan_week", int, 0, src.LOCAL_PRE_BIRTH,
       "Week of pregnancy before which no plan starts; 0 for none"),
    _S("birth_plan_hours", int, 48, src.LOCAL_PRE_BIRTH,
       "Hours from a pre-birth conference to the birth plan reaching the hospital"),
    # Requesting
    _S("conference_request_wd", int, 1, src.LOCAL_REQUEST,
       "Working days from the decision to the request for a conference"),
    _S("booking_form_hours", int, 24, src.LOCAL_REQUEST,
       "Hours from the strategy discussion to a complete booking form"),
    _S("child_advocate_wd", int, 1, src.LOCAL_ADVOCACY,
       "Working days from the request to an advocate for the child being arranged"),
    _S("police_checks_wd", int, 7, src.LOCAL_REQUEST,
       "Working days from the request to the answer of the police on the family"),
    # Finding a time
    _S("report_writing_wd", int, 3, src.LOCAL_REPORTS,
       "Working days from a date being set to the reports being written, for foreseeing how long"
       " the family has with them (the number is a default)"),
    _S("reading_min_a_report", int, 10, src.PRACTICE,
       "Minutes the chair is kept free to read each report (the number is a default)"),
    _S("pre_meeting_min", int, 30, src.PARENTS_GUIDE,
       "Minutes before the start that the chair is kept free to meet the family"),
    _S("chair_meetings_a_day", int, 2, src.PRACTICE,
       "Conferences that one chair can be given on one day (the number is a default)"),
    _S("chair_day_min", int, 450, src.PRACTICE,
       "Minutes of a chair's day that meetings, reading and meeting families can take"
       " (the number is a default)"),
    # Inviting
    _S("invite_family_days", int, 14, src.PARENTS_GUIDE,
       "Days before the conference by which the family has its letter"),
    _S("invite_professionals_wd", int, 10, src.PRACTICE,
       "Working days before the conference by which professionals are invited"),
    _S("reply_wd", int, 3, src.STANDARDS,
       "Working days in which an invitation is answered in writing (the number is a default)"),
    _S("reminders_enabled", bool, False, src.STANDARDS,
       "Whether reminders are sent; by default only a changed date is announced"),
    _S("parent_arrive_min", int, 15, src.PARENTS_GUIDE,
       "Minutes before the start at which the family is asked to come"),
    _S("professional_arrive_min", int, 30, src.STANDARDS,
       "Minutes before the start at which professionals are asked to come"),
    _S("supporter_notice_wd", int, 3, src.PARENTS_GUIDE,
       "Working days before the conference by which the chair hears of a supporter"),
    _S("family_interpreter_allowed", bool, False, src.LOCAL_INTERPRETERS,
       "Whether a relative may interpret, if the social worker and the chair agree"),
    _S("family_interpreter_wd", int, 3, src.PARENTS_GUIDE,
       "Working days before the conference by which a relative as interpreter is agreed"),
    _S("exclusion_request_wd", int, 3, src.LOCAL_EXCLUSION,
       "Working days before the conference by which an exclusion is asked for"),
    _S("chair_contact_days", int, 1, src.PARENTS_GUIDE,
       "Days before the conference by which the chair has spoken with the family"),
    _S("child_invite_age", int, 10, src.LOCAL_ADVOCACY,
       "Age from which a child is invited by default"),
    _S("child_letter_older_age", int, 12, src.LOCAL_ADVOCACY,
       "Age from which a child's letter has the words for older children"),
    _S("advocate_offer_age", int, 5, src.LOCAL_ADVOCACY,
       "Age from which a child is offered an advocate"),
    # Sending
    _S("recall_minutes", int, 10, src.PRACTICE,
       "Minutes for which a letter can be called back after it is released"),
    _S("address_confirmed_days", int, 28, src.PRACTICE,
       "Days for which an address or number counts as confirmed when something is sent there"),
    # Reports
    _S("report_wd_icpc", int, 2, src.STANDARDS,
       "Working days before an initial conference by which reports reach the chair"),
    _S("report_wd_rcpc", int, 5, src.STANDARDS,
       "Working days before a review by which reports reach the chair"),
    _S("report_to_parent_wd_icpc", int, 2, src.PARENTS_GUIDE,
       "Working days before an initial conference by which the family has every report"),
    _S("report_to_parent_wd_rcpc", int, 5, src.LOCAL_REPORTS,
       "Working days before a review by which the family has every report"),
    _S("report_bundle_wd", int, 1, src.LOCAL_BUNDLE,
       "Working days before the conference by which professionals have the reports"),
    _S("report_sign_off", bool, False, src.PRACTICE,
       "Whether somebody else of the agency signs a report off before the chair has it"),
    _S("lead_told_of_late_reports", bool, False, src.LOCAL_REPORTS,
       "Whether the lead of an agency has an e-mail, once, that a report of theirs is late; they"
       " see it on their page in any case"),
    _S("copies_of_report", int, 10, src.STANDARDS, "Copies of a report to bring"),
    _S("copies_back_wd", int, 5, src.PRACTICE,
       "Working days from the conference to the professionals' numbered copies being back"),
    # The room
    _S("recess_min", int, 10, src.PARENTS_GUIDE, "Minutes of a recess"),
    _S("quorum_min_agencies_besides_CSC", int, 2, src.LOCAL_QUORUM,
       "Agencies that must be there besides children's social care"),
    _S("quorum_health_counts_once", bool, False, src.LOCAL_QUORUM,
       "Whether all health services count as one agency"),
    _S("quorum_requires_direct_contact", bool, True, src.LOCAL_QUORUM,
       "Whether only agencies in direct contact with the family count"),
    _S("plan_before_decision", bool, True, src.PRACTICE,
       "Whether the outline plan is built before the decision is made"),
    _S("domains_model", str, "four domains", src.STANDARDS,
       "The headings under which information is heard", False,
       ("four domains", "strengthening families", "signs of safety", "restorative")),
    _S("wall_title_working_well", str, "Working well", src.STANDARDS,
       "What the first column of the wall is called here"),
    _S("wall_title_worried", str, "Worried about", src.STANDARDS,
       "What the second column of the wall is called here"),
    _S("wall_title_impact", str, "Impact on the child", src.STANDARDS,
       "What the third column of the wall is called here"),
    _S("wall_title_grey", str, "Grey areas", src.STANDARDS,
       "What the fourth column of the wall is called here"),
    _S("agenda", dict, dict(STEPS), src.PRACTICE,
       "The titles of the steps of the agenda: each can have another name or be split into several,"
       " and none can be left out"),
    _S("recording_policy", str, "ask the chair", src.LOCAL_RECORDING,
       "Whether those present may record the meeting", False,
       ("ask the chair", "not allowed", "the authority records")),
    # Letters and record
    _S("agreed_within_minutes", int, 10, src.PRACTICE,
       "Minutes from the end of the meeting in which everybody there has the outline plan and the"
       " next dates"),
    _S("decision_letter_wd", int, 1, src.LOCAL_DECISION,
       "Working days from the conference to the decision letter"),
    _S("record_wd", int, 20, src.LOCAL_DECISION,
       "Working days from the conference to the full record"),
    _S("record_corrections_wd", int, 10, src.LOCAL_CORRECTIONS,
       "Working days from receiving the record to asking for a correction"),
    _S("dissent_hours", int, 72, src.LOCAL_DISSENT,
       "Hours from the conference to lodging a formal dissent"),
    _S("disagreement_wd", int, 5, src.LOCAL_DISSENT,
       "Working days to the first discussion of a professional disagreement"),
    _S("complaint_days", int, 28, src.LOCAL_COMPLAINT,
       "Days from the conference to a complaint about it"),
    _S("complaint_response_wd", int, 10, src.LOCAL_COMPLAINT,
       "Working days from a complaint to the chair's first answer"),
    _S("appeal_enabled", bool, None, src.PARENTS_RIGHTS,
       "Whether a decision can be appealed; not set until the authority says"),
    _S("appeal_days", int, None, src.PARENTS_RIGHTS,
       "Days from the conference to an appeal; not set until the authority says"),
    # Plans
    _S("first_core_group_wd", int, 10, src.WT_CORE_GROUP,
       "Working days from the initial conference to the first core group", True),
    _S("core_group_interval_days", int, 42, src.LOCAL_CORE_GROUP,
       "Days from one core group to the next"),
    _S("last_core_group_wd", int, 10, src.LOCAL_CORE_GROUP,
       "Working days before a review by which the core group has met"),
    _S("core_group_record_wd", int, 10, src.PRACTICE,
       "Working days from a core group to its record"),
    _S("visit_interval_wd", int, 10, src.LOCAL_VISITS, "Working days from one visit to the next"),
    _S("visit_record_wd", int, 5, src.LOCAL_VISITS, "Working days from a visit to its record"),
    _S("visit_record_significant_wd", int, 2, src.LOCAL_VISITS,
       "Working days from a visit with a significant event to its record"),
    _S("visit_record_critical_hours", int, 24, src.LOCAL_VISITS,
       "Hours from a visit with a critical event to its record"),
    _S("bedroom_seen_wd", int, 20, src.LOCAL_VISITS,
       "Working days in which the child's bedroom is seen again: every other visit"),
    _S("transfer_details_wd", int, 1, src.LOCAL_TRANSFER,
       "Working days from hearing of a move to written details reaching the new authority"),
    _S("temporary_move_days", int, 15, src.LOCAL_TRANSFER,
       "Days after which a temporary move is looked at again"),
    _S("escalation_months", tuple, (9, 12, 15, 18, 21, 24), src.LOCAL_DRIFT,
       "Months after which an open plan is looked at from higher up"),
    _S("end_at_first_review_allowed", str, "with reason", src.LOCAL_ENDING,
       "Whether a plan can end at its first review", False, ("yes", "with reason", "no")),
    _S("ending_objection_wd", int, 10, src.LOCAL_ENDING,
       "Working days for agencies to object when a plan ends without a conference"),
    _S("plan_end_notice_wd", int, 5, src.LOCAL_ENDING,
       "Working days from the end of a plan to the agencies being told"),
    _S("cin_review_days", int, 28, src.LOCAL_ENDING,
       "Days from the end of a plan to the first review of the child in need plan"),
    _S("overdue_actions_before_escalation", int, 2, src.PRACTICE,
       "How often an action may be overdue before it is raised with a manager"),
    # The authority
    _S("role_label_chair", str, "chair", src.PARENTS_GUIDE, "What the chair is called here"),
    _S("role_label_key_worker", str, "key worker", src.STANDARDS,
       "What the social worker who holds the plan is called here"),
    _S("complaints_addressee", str, "the safeguarding partnership", src.PARENTS_RIGHTS,
       "To whom a complaint about a conference is addressed"),
    _S("access_after_end_days", int, 60, src.PRACTICE,
       "Days after a family's last plan or conference for which those who worked with it can read"
       " what they were sent"),
    _S("retention_years_after_close", int, 35, src.LOCAL_RETENTION,
       "Years for which a closed record is kept, unless another rule asks for longer"),
)  # fmt: skip

SETTINGS: dict[str, Setting] = {row.key: row for row in _ROWS}


def with_defaults(overrides: Mapping[str, object]) -> Mapping[str, Value]:
    """
    Return every setting, with the authority's own values in place of the defaults.

    :raises SettingNotAllowed: for a key that does not exist, a value of the wrong type or outside
        the choices, or a statutory limit made looser.
    """
    values = {key: setting.default for key, setting in SETTINGS.items()}
    for key, value in overrides.items():
        if key not in SETTINGS:
            raise SettingNotAllowed(f"{key}: there is no such setting.")
        values[key] = checked(SETTINGS[key], value)
    return MappingProxyType(values)


def number(settings: Mapping[str, Value], key: str) -> int:
    """
    Return a setting that is counted with.

    :raises SettingNotAllowed: if the authority has not set it, or it is no number.
    """
    value = settings[key]
    if type(value) is not int:
        raise SettingNotAllowed(f"{key}: the authority has not set this.")
    return value


def checked(setting: Setting, value: object) -> Value:
    """Return `value` as the setting keeps it. Lists, as JSON has them, become tuples."""
    if value is None and setting.default is None:
        return None
    if setting.kind is tuple:
        return _months(setting, value)
    if setting.kind is dict:
        return _titles(setting, value)
    # A bool is an int to Python, and a number of days to nobody.
    if type(value) is not setting.kind:
        raise SettingNotAllowed(f"{setting.key}: must be {_KINDS[setting.kind]}, not {value!r}.")
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return _number(setting, value)
    return _words(setting, str(value))


_KINDS = {int: "a whole number", bool: "yes or no", str: "text", tuple: "a list of months"}


def _number(setting: Setting, value: int) -> int:
    if value < 0:
        raise SettingNotAllowed(f"{setting.key}: cannot be less than 0.")
    if setting.statutory and not 0 < value <= int(str(setting.default)):
        raise SettingNotAllowed(
            f"{setting.key}: the statutory limit is {setting.default}. A local one can only be"
            " shorter, and not 0."
        )
    return value


def _words(setting: Setting, value: str) -> str:
    if not value.strip():
        raise SettingNotAllowed(f"{setting.key}: cannot be empty.")
    if setting.choices and value not in setting.choices:
        raise SettingNotAllowed(f"{setting.key}: must be one of {', '.join(setting.choices)}.")
    return value


def _months(setting: Setting, value: object) -> tuple[int, ...]:
    if not isinstance(value, list | tuple) or not all(
        type(month) is int and month > 0 for month in value
    ):
        raise SettingNotAllowed(f"{setting.key}: must be {_KINDS[tuple]}, not {value!r}.")
    return tuple(sorted(set(value)))


_LONGEST_TITLE = 120


def _titles(setting: Setting, value: object) -> Mapping[str, tuple[str, ...]]:
    """Return the titles of every step: the authority's where it has set them."""
    usual = setting.default
    assert isinstance(usual, dict)  # noqa: S101 - the type of this kind of setting
    if not isinstance(value, Mapping) or not value.keys() <= usual.keys():
        raise SettingNotAllowed(f"{setting.key}: must be titles for any of {', '.join(usual)}.")
    for code, titles in value.items():
        if not isinstance(titles, list | tuple) or not titles or not all(map(_is_title, titles)):
            raise SettingNotAllowed(
                f"{setting.key}: {code} must be a list of one title or more, each of at most"
                f" {_LONGEST_TITLE} letters."
            )
    return {code: tuple(value.get(code, titles)) for code, titles in usual.items()}


def _is_title(title: object) -> bool:
    return isinstance(title, str) and len(title.strip()) > 0 and len(title) <= _LONGEST_TITLE

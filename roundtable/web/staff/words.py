"""What staff pages call things. The same words everywhere."""

from collections.abc import Mapping, Sequence

from roundtable.rules.categories import MULTIPLE, Category
from roundtable.rules.timescales import timescale
from roundtable.web.design_system.wording import listed

Tag = tuple[str, str]
"""Words and a colour."""

_WORK = {
    "conference_request": "Request the conference",
    "initial_conference": "Initial conference",
    "transfer_in_conference": "Transfer-in conference",
    "first_core_group": "First core group",
    "next_core_group": "Core group",
    "next_visit": "Visit",
    "first_review": "First review conference",
    "next_review": "Review conference",
    "review_after_birth": "Review after the birth",
    "eighteenth_birthday_review": "Review before the eighteenth birthday",
    "agency_report": "Your report to the chair",
    "agency_report_to_family": "Your report to the family",
    "parent_report": "Your report to the family",
    "decision_letter": "Decision letters",
    "record": "Record of the conference",
    "postponed_conference": "Postponed conference",
    "reconvened_conference": "Reconvened conference",
    "midway_review": "Chair's look halfway",
}
CATEGORIES = {
    Category.NEG: "neglect",
    Category.PHY: "physical abuse",
    Category.SAB: "sexual abuse",
    Category.EMO: "emotional abuse",
}
KINDS = {
    "initial": "initial",
    "pre_birth": "initial (before birth)",
    "transfer_in": "transfer in",
    "review": "review",
    "reconvened": "reconvened",
}
_CONFERENCE: Mapping[str, Tag] = {
    "REQUESTED": ("Requested", "yellow"),
    "RETURNED": ("Returned", "orange"),
    "SCHEDULED": ("Arranged", "teal"),
    "INVITED": ("Invitations sent", "blue"),
    "READY": ("Ready", "green"),
    "DELAYED": ("Start delayed", "orange"),
    "POSTPONED": ("Postponed", "orange"),
    "CANCELLED": ("Cancelled", "grey"),
    "IN_SESSION": ("In session", "purple"),
    "RECESS": ("Recess", "purple"),
    "CLOSED_PART": ("Closed part", "purple"),
    "STOOD_DOWN": ("Stood down", "orange"),
    "ADJOURNED": ("Adjourned", "orange"),
    "INQUORATE_CLOSED": ("Not quorate", "orange"),
    "DECIDED": ("Decided", "green"),
    "RECORD_DRAFT": ("Record being written", "blue"),
    "RECORD_APPROVED": ("Record approved", "green"),
    "DISTRIBUTED": ("Done", "grey"),
    "CORRECTED": ("Record corrected", "blue"),
}


def work(rule: str) -> str:
    """Return what a clock asks for, in two or three words."""
    return _WORK.get(rule) or timescale(rule).text


def conference_tag(state: str) -> Tag:
    return _CONFERENCE[state]


def categories_in_words(categories: Sequence[str], code: str = "") -> str:
    """Return `neglect and emotional abuse`; a reported MUL says that they are not known."""
    if categories:
        return listed([CATEGORIES[Category(one)] for one in categories])
    return "more than one, not reported which" if code == MULTIPLE else "not known"

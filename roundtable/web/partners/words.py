"""What partner pages call things. The same words everywhere."""

from roundtable.rules.categories import Category

Tag = tuple[str, str]
"""Words and a colour."""

CATEGORIES = {
    Category.NEG.value: "Neglect",
    Category.PHY.value: "Physical abuse",
    Category.SAB.value: "Sexual abuse",
    Category.EMO.value: "Emotional abuse",
}
_ANSWERS: dict[str, Tag] = {
    "ACCEPTED": ("Coming", "green"),
    "DECLINED": ("Not coming", "grey"),
    "DEPUTY_NAMED": ("A colleague comes", "blue"),
    "ATTENDED": ("Came", "green"),
    "ABSENT_APOLOGY": ("Sent apologies", "grey"),
    "ABSENT_NO_APOLOGY": ("Did not come", "grey"),
    "WITHDRAWN": ("Taken back", "grey"),
}
_REPORTS: dict[str, Tag] = {
    "REQUESTED": ("Not started", "blue"),
    "DRAFT": ("Being written", "light-blue"),
    "RETURNED": ("Sent back to you", "orange"),
    "WITH_AGENCY": ("With your agency, to be signed off", "yellow"),
    "SUBMITTED": ("Handed in", "green"),
    "SIGNED_OFF": ("Handed in and signed off", "green"),
    "ACCEPTED": ("Received by the chair", "green"),
    "WITHDRAWN": ("Taken out", "grey"),
}
RULES = {
    "invitation_reply": "Answer the invitation",
    "agency_report": "Hand in your report",
    "agency_report_to_family": "Share the report with the family",
    "first_core_group": "First core group",
    "next_core_group": "Core group",
    "first_review": "First review conference, at the latest",
    "next_review": "Review conference, at the latest",
}
ACTIONS: dict[str, Tag] = {
    "PROPOSED": ("Proposed", "grey"),
    "AGREED": ("To do", "blue"),
    "IN_PROGRESS": ("Under way", "light-blue"),
    "SAID_DONE": ("Family says done", "yellow"),
    "DONE": ("Done", "green"),
    "NOT_DONE": ("Not done", "red"),
    "DROPPED": ("Given up", "grey"),
}
THRESHOLDS = {
    "met": "Yes, the threshold is met",
    "not_met": "No, it is not met",
    "no_opinion": "No opinion on this child",
    "abstained": "Would rather not say",
    "left": "Left before opinions were given",
}


def answer_tag(state: str) -> Tag:
    return _ANSWERS.get(state, ("Not answered", "yellow"))


def report_tag(state: str) -> Tag:
    return _REPORTS.get(state, ("Not started", "blue"))

"""Our lean macros make the same HTML as the reference templates of GOV.UK Frontend."""

import pytest

from roundtable.web.design_system.presenters import Pagination, Row, Task
from roundtable.web.design_system.tests.reference import comparable, ours, theirs
from roundtable.web.design_system.tests.reference_forms import FORM_CASES, Case

# (our macro, our arguments, their component, their params)
CASES: dict[str, Case] = FORM_CASES | {
    "button": (
        "button",
        {"text": "Save", "kind": "secondary", "once": True, "name": "_step", "value": "save"},
        "button",
        {
            "text": "Save",
            "classes": "govuk-button--secondary",
            "preventDoubleClick": True,
            "name": "_step",
            "value": "save",
        },
    ),
    "link button": (
        "button",
        {"text": "Arrange", "href": "/arrange/"},
        "button",
        {"text": "Arrange", "href": "/arrange/"},
    ),
    "back link": (
        "back_link",
        {"href": "/case/"},
        "back-link",
        {"href": "/case/"},
    ),
    "breadcrumbs": (
        "breadcrumbs",
        {"items": [("Cases", "/cases/"), ("Hartley", "")]},
        "breadcrumbs",
        {"items": [{"text": "Cases", "href": "/cases/"}, {"text": "Hartley"}]},
    ),
    "error summary": (
        "error_summary",
        {"errors": [("Enter a room", "#room"), ("The chair is booked then", "")]},
        "error-summary",
        {
            "titleText": "There is a problem",
            "errorList": [
                {"text": "Enter a room", "href": "#room"},
                {"text": "The chair is booked then"},
            ],
        },
    ),
    "inset text": ("inset_text", {"text": "Note"}, "inset-text", {"text": "Note"}),
    "warning text": ("warning_text", {"text": "Careful"}, "warning-text", {"text": "Careful"}),
    "details": (
        "details",
        {"summary": "Why this date?", "text": "Because", "open": True},
        "details",
        {"summaryText": "Why this date?", "text": "Because", "open": True},
    ),
    "tag": (
        "tag",
        {"text": "Late", "colour": "red"},
        "tag",
        {"text": "Late", "classes": "govuk-tag--red"},
    ),
    "summary list": (
        "summary_list",
        {
            "rows": [
                Row("Chair", "Mr Lowe", actions=(("Change", "/chair/", "the chair"),)),
                Row("Room", "Oak"),
                Row("Time", "10am", actions=(("Change", "/time/", ""), ("Remove", "/no/", "it"))),
            ]
        },
        "summary-list",
        {
            "rows": [
                {
                    "key": {"text": "Chair"},
                    "value": {"text": "Mr Lowe"},
                    "actions": {
                        "items": [
                            {"text": "Change", "href": "/chair/", "visuallyHiddenText": "the chair"}
                        ]
                    },
                },
                {"key": {"text": "Room"}, "value": {"text": "Oak"}},
                {
                    "key": {"text": "Time"},
                    "value": {"text": "10am"},
                    "actions": {
                        "items": [
                            {"text": "Change", "href": "/time/"},
                            {"text": "Remove", "href": "/no/", "visuallyHiddenText": "it"},
                        ]
                    },
                },
            ]
        },
    ),
    "summary card": (
        "summary_list",
        {"rows": [Row("Chair", "Lowe", actions=(("Change", "/", "chair"),))], "card": "Meeting"},
        "summary-list",
        {
            "card": {"title": {"text": "Meeting"}},
            "rows": [
                {
                    "key": {"text": "Chair"},
                    "value": {"text": "Lowe"},
                    "actions": {
                        "items": [{"text": "Change", "href": "/", "visuallyHiddenText": "chair"}]
                    },
                }
            ],
        },
    ),
    "table": (
        "table",
        {
            "head": ["Agency", "Reports"],
            "rows": [["Police", "4"], ["Health", "2"]],
            "caption": "Reports",
            "numeric": (1,),
            "stack": False,
        },
        "table",
        {
            "caption": "Reports",
            "captionClasses": "govuk-table__caption--m",
            "firstCellIsHeader": True,
            "head": [{"text": "Agency"}, {"text": "Reports", "format": "numeric"}],
            "rows": [
                [{"text": "Police"}, {"text": "4", "format": "numeric"}],
                [{"text": "Health"}, {"text": "2", "format": "numeric"}],
            ],
        },
    ),
    "task list": (
        "task_list",
        {
            "items": [
                Task(
                    "Invite", href="/invite/", hint="11 people", status="Incomplete", colour="blue"
                ),
                Task("Decide", status="Cannot start yet"),
            ]
        },
        "task-list",
        {
            "items": [
                {
                    "title": {"text": "Invite"},
                    "href": "/invite/",
                    "hint": {"text": "11 people"},
                    "status": {"tag": {"text": "Incomplete", "classes": "govuk-tag--blue"}},
                },
                {"title": {"text": "Decide"}, "status": {"text": "Cannot start yet"}},
            ]
        },
    ),
    "pagination": (
        "pagination",
        {"pages": Pagination.of(2, 12, link=lambda number: f"?page={number}")},
        "pagination",
        {
            "previous": {"href": "?page=1"},
            "next": {"href": "?page=3"},
            "items": [
                {"number": 1, "href": "?page=1"},
                {"number": 2, "href": "?page=2", "current": True},
                {"number": 3, "href": "?page=3"},
                {"ellipsis": True},
                {"number": 12, "href": "?page=12"},
            ],
        },
    ),
    "notification banner": (
        "notification_banner",
        {"text": "Conference arranged", "kind": "success"},
        "notification-banner",
        {"text": "Conference arranged", "type": "success"},
    ),
    "panel": (
        "panel",
        {"title": "Sent", "text": "Your receipt is 4711"},
        "panel",
        {"titleText": "Sent", "text": "Your receipt is 4711"},
    ),
    "skip link": (
        "skip_link",
        {},
        "skip-link",
        {"text": "Skip to main content", "href": "#main-content"},
    ),
    "exit this page": (
        "exit_this_page",
        {"href": "/leave/"},
        "exit-this-page",
        {"redirectUrl": "/leave/"},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_component_is_what_the_reference_makes(case: str) -> None:
    name, arguments, their_name, params = CASES[case]
    made = getattr(ours(), name)(**arguments)
    assert comparable(made) == comparable(theirs(their_name, params))


def test_the_comparison_sees_a_missing_class() -> None:
    made = str(ours().tag("Late", colour="red"))
    assert comparable(made) != comparable(made.replace(" govuk-tag--red", ""))

"""The form components and what the reference calls the same: see the test that compares them."""

from typing import Any

from roundtable.web.design_system.presenters import Choice

Case = tuple[str, dict[str, Any], str, dict[str, Any]]
AGENCIES = [Choice("police", "Police"), Choice("health", "Health", hint="Midwife, health visitor")]
THEIR_AGENCIES = [
    {"value": "police", "text": "Police"},
    {"value": "health", "text": "Health", "hint": {"text": "Midwife, health visitor"}},
]
# (our macro, our arguments, their component, their params)
FORM_CASES: dict[str, Case] = {
    "input": (
        "input",
        {
            "name": "name",
            "label": "Name",
            "value": "O'Brien <Ava>",
            "hint": "As on the letter",
            "width": "20",
            "autocomplete": "name",
            "spellcheck": False,
        },
        "input",
        {
            "name": "name",
            "id": "name",
            "label": {"text": "Name"},
            "value": "O'Brien <Ava>",
            "hint": {"text": "As on the letter"},
            "classes": "govuk-input--width-20",
            "autocomplete": "name",
            "spellcheck": False,
        },
    ),
    "input with an error, as the page's heading": (
        "input",
        {
            "name": "room",
            "label": "Which room?",
            "error": "Enter a room",
            "hint": "Any",
            "heading": True,
        },
        "input",
        {
            "name": "room",
            "id": "room",
            "label": {
                "text": "Which room?",
                "isPageHeading": True,
                "classes": "govuk-label--l",
            },
            "hint": {"text": "Any"},
            "errorMessage": {"text": "Enter a room"},
        },
    ),
    "input with prefix and suffix": (
        "input",
        {"name": "cost", "label": "Cost", "prefix": "£", "suffix": "each"},
        "input",
        {
            "name": "cost",
            "id": "cost",
            "label": {"text": "Cost"},
            "prefix": {"text": "£"},
            "suffix": {"text": "each"},
        },
    ),
    "file_upload": (
        "file_upload",
        {"name": "file", "label": "The file", "hint": "A PDF", "error": "Choose the file"},
        "file-upload",
        {
            "name": "file",
            "id": "file",
            "label": {"text": "The file"},
            "hint": {"text": "A PDF"},
            "errorMessage": {"text": "Choose the file"},
        },
    ),
    "textarea": (
        "textarea",
        {"name": "reason", "label": "Why?", "value": "Because", "rows": 8, "error": "Enter why"},
        "textarea",
        {
            "name": "reason",
            "id": "reason",
            "label": {"text": "Why?"},
            "value": "Because",
            "rows": 8,
            "errorMessage": {"text": "Enter why"},
        },
    ),
    "textarea with a limit": (
        "textarea",
        {
            "name": "reason",
            "label": "Why?",
            "max_length": 500,
            "hint": "Short",
            "error": "Enter why",
        },
        "character-count",
        {
            "name": "reason",
            "id": "reason",
            "label": {"text": "Why?"},
            "maxlength": "500",
            "hint": {"text": "Short"},
            "errorMessage": {"text": "Enter why"},
            "value": "",
            # The reference prints what it is not given as a class of that name.
            "countMessage": {"classes": ""},
            "formGroup": {"classes": ""},
            "classes": "",
        },
    ),
    "select": (
        "select",
        {"name": "agency", "label": "Agency", "items": AGENCIES, "value": "health", "error": "No"},
        "select",
        {
            "name": "agency",
            "id": "agency",
            "label": {"text": "Agency"},
            "items": [{"value": "police", "text": "Police"}, {"value": "health", "text": "Health"}],
            "value": "health",
            "errorMessage": {"text": "No"},
        },
    ),
    "radios": (
        "radios",
        {
            "name": "agency",
            "legend": "Agency",
            "items": AGENCIES,
            "value": "health",
            "hint": "One",
            "error": "Select an agency",
        },
        "radios",
        {
            "name": "agency",
            "items": THEIR_AGENCIES,
            "value": "health",
            "hint": {"text": "One"},
            "errorMessage": {"text": "Select an agency"},
            "fieldset": {"legend": {"text": "Agency"}},
        },
    ),
    "inline radios as the page's heading": (
        "radios",
        {
            "name": "held",
            "legend": "Was it held?",
            "items": [Choice("yes", "Yes"), Choice("no", "No")],
            "inline": True,
            "heading": True,
        },
        "radios",
        {
            "name": "held",
            "classes": "govuk-radios--inline",
            "items": [{"value": "yes", "text": "Yes"}, {"value": "no", "text": "No"}],
            "fieldset": {
                "legend": {
                    "text": "Was it held?",
                    "isPageHeading": True,
                    "classes": "govuk-fieldset__legend--l",
                }
            },
        },
    ),
    "radios that reveal": (
        "radios",
        {
            "name": "why",
            "legend": "Why?",
            "items": [Choice("other", "Other", conditional="more"), Choice("none", "None")],
            "value": "none",
        },
        "radios",
        {
            "name": "why",
            "items": [
                {"value": "other", "text": "Other", "conditional": {"html": "more"}},
                {"value": "none", "text": "None"},
            ],
            "value": "none",
            "fieldset": {"legend": {"text": "Why?"}},
        },
    ),
    "checkboxes": (
        "checkboxes",
        {"name": "who", "legend": "Who?", "items": AGENCIES, "values": ["police"], "small": True},
        "checkboxes",
        {
            "name": "who",
            "classes": "govuk-checkboxes--small",
            "items": THEIR_AGENCIES,
            "values": ["police"],
            "fieldset": {"legend": {"text": "Who?"}},
        },
    ),
    "date input": (
        "date_input",
        {
            "name": "held_on",
            "legend": "When?",
            "day": "5",
            "month": "12",
            "hint": "Like 5 12 2026",
            "error": "The date must include a year",
            "wrong": ("year",),
        },
        "date-input",
        {
            "id": "held_on",
            "namePrefix": "held_on",
            "fieldset": {"legend": {"text": "When?"}},
            "hint": {"text": "Like 5 12 2026"},
            "errorMessage": {"text": "The date must include a year"},
            "items": [
                {"name": "day", "value": "5", "classes": "govuk-input--width-2"},
                {"name": "month", "value": "12", "classes": "govuk-input--width-2"},
                {"name": "year", "classes": "govuk-input--width-4 govuk-input--error"},
            ],
        },
    ),
}

"""`roundtable deadlines`: the rules as text and as JSON, and one clear line for a bad question."""

import json

import pytest
from django.core.management import call_command


def test_json_has_the_date_the_reason_and_the_source(capsys):
    call_command("deadlines", "strategy-discussion", "2026-12-11", "--json")
    found = {due["clock"]: due for due in json.loads(capsys.readouterr().out)}
    conference = found["initial_conference"]
    assert conference["due_on"] == conference["last_working_day"] == "2027-01-06"
    assert conference["provisional"] is False
    assert conference["source"].startswith("Working Together to Safeguard Children")
    assert (
        "15 working days. Not counted: weekends, 25 and 28 December, 1 January."
        in conference["steps"]
    )


@pytest.mark.parametrize("kind, report_due", [("initial", "2026-12-31"), ("review", "2026-12-24")])
def test_what_must_come_before_a_conference_depends_on_its_kind(capsys, kind, report_due):
    call_command("deadlines", "conference", "2027-01-05", "--kind", kind, "--json")
    due = {each["clock"]: each["due_on"] for each in json.loads(capsys.readouterr().out)}
    assert due["agency_report"] == due["parent_report"] == report_due
    assert due["family_invitation"] == "2026-12-22"


def test_text_is_headed_by_the_question_and_explains_every_date(capsys):
    call_command("deadlines", "conference", "2027-01-05", "--kind", "review")
    text = capsys.readouterr().out
    assert text.startswith("conference (review), Tuesday 5 January 2027\n")
    assert "agency_report                Thursday 24 December 2026\n" in text
    assert "    Source: Practice standards for conferences" in text
    call_command("deadlines", "visit", "2026-12-03")
    assert capsys.readouterr().out.startswith("visit, Thursday 3 December 2026\n")


@pytest.mark.parametrize(
    "question, complaint",
    [
        (["party", "2026-12-11"], "party: there is no such event."),
        (["visit", "2026-13-11"], "2026-13-11: not a date."),
        (["visit", "tomorrow"], "tomorrow: not a date."),
        (["visit", "2026-02-29"], "2026-02-29: not a date."),
        (["visit", "20261211"], "20261211: not a date."),
        (["visit", "2026-W50-5"], "2026-W50-5: not a date."),
        (["visit", ""], "Nothing: not a date."),
        (["visit", "2099-01-01"], "The bank holidays are known for the years 1990 to"),
        (["conference", "2027-01-05"], "conference: say whether it is initial or review."),
        (["conference", "2027-01-05", "--kind", "last"], "last: a conference is initial or review"),
    ],
)
def test_a_bad_question_gets_one_line_and_code_2(capsys, question, complaint):
    with pytest.raises(SystemExit) as ended:
        call_command("deadlines", *question, "--json")
    assert ended.value.code == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(complaint)
    assert printed.err.count("\n") == 1

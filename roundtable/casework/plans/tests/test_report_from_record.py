"""What is on record becomes sentences of the social worker's report to a review."""

from datetime import date, timedelta

import pytest

from roundtable.casework.conferences.actions.answer_request import authorise_request
from roundtable.casework.conferences.tests import family as conference_family
from roundtable.casework.conferences.tests.family import Family
from roundtable.casework.plans.actions import core_groups, visits
from roundtable.casework.plans.actions.core_groups import Presence
from roundtable.casework.plans.actions.report_from_record import SOURCE, fill_in_from_record
from roundtable.casework.plans.actions.visits import WhatWasSeen
from roundtable.casework.plans.models import CoreGroupMeeting, Plan
from roundtable.casework.plans.review_record import on_record
from roundtable.casework.plans.tests import table
from roundtable.casework.plans.tests.test_review import requested
from roundtable.casework.reports.actions import CannotWriteReport
from roundtable.casework.reports.actions.guidance import read_guidance
from roundtable.casework.reports.actions.requesting import request_reports
from roundtable.casework.reports.models import Report
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised

REVIEWED_AT = clock.at(date(2027, 2, 25), 10)
NOW = clock.at(date(2027, 2, 1), 9)


@pytest.fixture
def report(cast: Family) -> Report:
    """Ava is on a plan, was visited twice, and her core group met."""
    table.decided(cast, "ava")
    plan = Plan.objects.get()
    worker = {"actor": cast.actor("social_worker")}
    for day, seen in (
        (date(2026, 12, 8), WhatWasSeen(child_seen=True, seen_alone=True, observations="Warm.")),
        (
            date(2026, 12, 15),
            WhatWasSeen(
                child_seen=False, not_seen_reason="Nobody was at home", observations="No light."
            ),
        ),
    ):
        visits.record_visit(
            plan_id=plan.pk,
            visited_at=clock.at(day, 15),
            place="Home",
            was_announced=seen.child_seen,
            seen=seen,
            now=clock.at(day, 16),
            **worker,
        )
    core_groups.hold_core_group(
        meeting_id=CoreGroupMeeting.objects.get(state="PLANNED").pk,
        held_on=date(2026, 12, 15),
        present=[
            Presence(was_present=True, professional=cast.professionals["social_worker"]),
            Presence(was_present=True, person=cast.mother),
        ],
        progress="Breakfast club every day.",
        next_on=date(2027, 1, 19),
        now=clock.at(date(2026, 12, 15), 17),
        **worker,
    )
    conference = requested(cast, "ava")
    authorise_request(conference_id=conference.pk, actor=cast.actor("manager"), now=table.NOW)
    conference_family.arrange(
        cast,
        conference,
        starts_at=REVIEWED_AT,
        ends_at=REVIEWED_AT + timedelta(hours=2),
        now=NOW,
    )
    request_reports(conference_id=conference.pk, actor=cast.actor("administrator"), now=NOW)
    report = Report.objects.get(
        participant__professional=cast.professionals["social_worker"], conference=conference
    )
    read_guidance(report_id=report.pk, actor=cast.actor("social_worker"), now=NOW)
    return report


def fill_in(cast: Family, report: Report, texts: list[str], name: str = "social_worker") -> int:
    return fill_in_from_record(report_id=report.pk, texts=texts, actor=cast.actor(name), now=NOW)


def test_the_record_is_put_in_words_and_names_nobody_who_came(cast: Family, report: Report) -> None:
    said = {(one.section, one.text) for one in on_record(report)}
    assert {
        (
            "visits",
            "2 visits to Ava Hartley since 3 December 2026, 1 of them unannounced."
            " The plan says one every 10 working days.",
        ),
        (
            "seen",
            "Ava Hartley was seen on 1 of 2 visits, 1 of them alone. Last seen on 8 December 2026.",
        ),
        ("seen", "Ava Hartley was not seen on 15 December 2026: Nobody was at home."),
        ("core_groups", "The core group met on 15 December 2026: 2 came, 1 of them of the family."),
    } <= {(section, text.replace("\xa0", " ")) for section, text in said}
    assert {"progress", "engagement"} & {section for section, _ in said}
    assert not any(cast.mother.name in text for _, text in said)


def test_what_is_chosen_stands_in_the_report_once(cast: Family, report: Report) -> None:
    every = [one.text for one in on_record(report)]
    assert fill_in(cast, report, every[:2]) == 2
    assert [one.text for one in on_record(report)] == every[2:]
    version = report.items.get(statement__versions__text=every[0]).statement.versions.get()
    assert (version.kind, version.provenance, version.source) == ("fact", "first", SOURCE)
    assert AuditEvent.objects.get(verb="report.filled_in_from_record").details == {"statements": 2}
    for nothing in ([], [every[0]], ["Something else."]):
        with pytest.raises(CannotWriteReport, match="Choose"):
            fill_in(cast, report, nothing)


def test_it_is_the_authors_alone_and_only_for_a_review(cast: Family, report: Report) -> None:
    every = [one.text for one in on_record(report)]
    for name in ("manager", "chair", "administrator", "other_social_worker", "mother"):
        with pytest.raises(NotAuthorised):
            fill_in(cast, report, every, name)
    report.form = "social_work"
    assert on_record(report) == []

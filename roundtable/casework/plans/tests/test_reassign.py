"""The lead of an agency gives a report, and the place at the table, to a colleague for good."""

from typing import Any

import pytest

from roundtable.casework.conferences.actions.participants import keep_from
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.queries import conferences_visible_to
from roundtable.casework.conferences.tests.family import Family
from roundtable.casework.conferences.tests.looking import audited, codes, queued, running
from roundtable.casework.invitations.actions.answer import name_deputy
from roundtable.casework.invitations.models import Invitation
from roundtable.casework.plans.actions.reassign import CannotReassignReport, reassign_report
from roundtable.casework.plans.tests.table import invited
from roundtable.casework.reports.actions import request_reports, write_statement_in_report
from roundtable.casework.reports.actions.guidance import read_guidance
from roundtable.casework.reports.actions.writing import CannotWriteReport
from roundtable.casework.reports.models import Report
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised


@pytest.fixture
def conference(cast: Family) -> Conference:
    found = invited(cast, "ava", "ben")
    request_reports(conference_id=found.pk, actor=cast.actor("administrator"), now=clock.now())
    return found


def seat_of(cast: Family, conference: Conference, name: str) -> Participant:
    return conference.participants.get(professional=cast.professionals[name])


def reassign(
    cast: Family, conference: Conference, to: str = "other_health_visitor", by: str = "agency_lead"
) -> Participant:
    report = Report.objects.get(participant=seat_of(cast, conference, "health_visitor"))
    return reassign_report(
        report_id=report.pk,
        professional_id=cast.professionals[to].pk,
        actor=cast.actor(by),
        now=clock.now(),
    )


def test_the_colleague_has_the_report_and_the_place_and_keeps_its_day(
    cast: Family, conference: Conference
) -> None:
    before = seat_of(cast, conference, "health_visitor")
    due_on = running(Report.objects.get(participant=before))["agency_report"].due_on
    after = reassign(cast, conference)
    report = Report.objects.get(participant=after)
    due = running(report)["agency_report"]
    colleague = cast.professionals["other_health_visitor"]
    assert (due.due_on, due.owner_id) == (due_on, colleague.pk)
    assert (after.writes_report, after.role, after.reason) == (True, before.role, before.reason)
    known = {row.child_id for row in after.may_know.all()}
    assert known == {row.child_id for row in before.may_know.all()}
    (event,) = audited("report.reassigned")
    assert event.details["to_participant"] == after.pk


def test_who_was_asked_is_told_and_sees_it_no_more(cast: Family, conference: Conference) -> None:
    before = seat_of(cast, conference, "health_visitor")
    reassign(cast, conference)
    before.refresh_from_db()
    assert before.withdrawn_at is not None
    assert Invitation.objects.get(participant=before).state == "WITHDRAWN"
    assert not running(Invitation.objects.get(participant=before))
    (word,) = queued("invitation_withdrawn")
    assert word.professional_id == cast.health_visitor.pk
    seen = conferences_visible_to(cast.actor("health_visitor"))
    assert not seen.filter(pk=conference.pk).exists()


def test_the_colleague_is_invited_by_the_conference_service_and_not_before(
    cast: Family, conference: Conference
) -> None:
    Conference.objects.filter(pk=conference.pk).update(checked_by_user_id=1, checked_at=clock.now())
    after = reassign(cast, conference)
    conference.refresh_from_db()
    assert after.invited_at is None
    assert conference.checked_by_user_id is None  # a second person looks at the list anew
    assert not Invitation.objects.filter(participant=after).exists()


def test_from_whom_the_part_of_the_one_was_kept_that_of_the_other_is(
    cast: Family, conference: Conference
) -> None:
    keep_from(
        participant_id=seat_of(cast, conference, "health_visitor").pk,
        person_id=cast.people["mother"].pk,
        reason="He would ask her.",
        actor=cast.actor("chair"),
        now=clock.now(),
    )
    kept = reassign(cast, conference).kept_from.filter(ended_on=None)
    assert {row.from_person_id for row in kept} == {cast.people["mother"].pk}


def test_whoever_was_to_come_for_the_day_can_have_it_for_good(
    cast: Family, conference: Conference
) -> None:
    asked: dict[str, Any] = {"actor": cast.actor("agency_lead"), "now": clock.now()}
    before = seat_of(cast, conference, "health_visitor")
    name_deputy(
        invitation_id=Invitation.objects.get(participant=before).pk,
        professional_id=cast.professionals["other_health_visitor"].pk,
        **asked,
    )
    assert reassign(cast, conference).deputises_for is None


@pytest.mark.parametrize(
    ("to", "change", "code"),
    [
        ("head_teacher", {}, "NO_COLLEAGUE"),
        ("other_health_visitor", {"state": "DRAFT"}, "BEGUN"),
        ("health_visitor", {}, "NO_COLLEAGUE"),
    ],
)
def test_only_to_a_colleague_and_only_what_nobody_has_begun(
    cast: Family, conference: Conference, to: str, change: dict[str, str], code: str
) -> None:
    Report.objects.filter(conference=conference).update(**{"state": "REQUESTED"} | change)
    with pytest.raises(CannotReassignReport) as refused:
        reassign(cast, conference, to)
    assert code in codes(refused.value)


def test_not_once_the_conference_has_opened(cast: Family, conference: Conference) -> None:
    Conference.objects.filter(pk=conference.pk).update(state="IN_SESSION")
    with pytest.raises(CannotReassignReport) as refused:
        reassign(cast, conference)
    assert codes(refused.value) == {"NOT_AHEAD"}


@pytest.mark.parametrize(
    "by", ["health_visitor", "head_teacher", "administrator", "chair", "mother", "stranger"]
)
def test_only_the_lead_of_the_agency_does(cast: Family, conference: Conference, by: str) -> None:
    with pytest.raises(NotAuthorised):
        reassign(cast, conference, by=by)


def test_the_colleague_reads_how_to_write_before_their_first_word(
    cast: Family, conference: Conference
) -> None:
    before = Report.objects.get(participant=seat_of(cast, conference, "health_visitor"))
    read_guidance(report_id=before.pk, actor=cast.actor("health_visitor"), now=clock.now())
    after = reassign(cast, conference)
    Participant.objects.filter(pk=after.pk).update(invited_at=clock.now())
    report = Report.objects.get(participant=after)
    once: dict[str, Any] = {
        "report_id": report.pk,
        "actor": cast.actor("other_health_visitor"),
        "now": clock.now(),
    }
    words: dict[str, Any] = {"section": "health", "text": "Weighed on Monday."}
    with pytest.raises(CannotWriteReport) as refused:
        write_statement_in_report(**words, **once)
    assert codes(refused.value) == {"GUIDANCE_FIRST"}
    assert len(read_guidance(**once)) == 2
    assert write_statement_in_report(**words, **once)

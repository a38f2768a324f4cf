"""The record of a conference with all it decided, for each reader."""

from dataclasses import replace

import pytest

from roundtable.casework.conferences.models import Participant
from roundtable.casework.conferences.queries import participants_of
from roundtable.casework.conferences.readers import reader_of_participant
from roundtable.casework.conferences.tests.family import Family
from roundtable.casework.plans.letters.chapters import chapters_for
from roundtable.casework.plans.tests.table import NOW, WEIGHED, decided
from roundtable.casework.reports.actions import (
    answer_cannot_share,
    read_guidance,
    request_reports,
    share_report,
    submit_report,
    write_statement_in_report,
)
from roundtable.casework.reports.models import Report
from roundtable.casework.room.actions import (
    approve_record,
    check_copies_of_record,
    distribute_record,
    draft_record,
)
from roundtable.casework.room.letters.record import ReportHeard, Weighed
from roundtable.foundation.core import clock
from roundtable.foundation.documents.models import Document


@pytest.fixture
def documents(cast: Family) -> dict[str, Document]:
    """The copies of the record of a decided conference about Ava and Ben, by who reads them."""
    conference, _ = decided(cast, "ava", "ben")
    by_desk = {"actor": cast.actor("administrator"), "now": NOW}
    record = draft_record(
        conference_id=conference.pk, summary="We met.", actor=cast.actor("minute_taker"), now=NOW
    )
    approve_record(record_id=record.pk, actor=cast.actor("chair"), now=NOW)
    conference.refresh_from_db()
    seats = Participant.objects.filter(conference=conference)
    given = {"conference_id": conference.pk, "chapters_for": chapters_for(conference)}
    looked_at = set(seats.values_list("pk", flat=True))
    check_copies_of_record(
        **given, looked_at=looked_at, actor=cast.actor("second_administrator"), now=NOW
    )
    copies = distribute_record(
        **given,
        checked=set(seats.values_list("pk", flat=True)),
        **by_desk,
    )
    names = {one.pk: name for name, one in cast.professionals.items()}
    people = {one.pk: name for name, one in cast.people.items()}
    return {
        names.get(one.reader_professional_id or 0) or people[one.reader_person_id or 0]: one
        for one in copies
    }


def test_record_has_decision_and_plan_for_every_child(documents: dict[str, Document]) -> None:
    for reader in ("chair", "mother", "health_visitor"):
        children = documents[reader].content["children"]
        assert [one["name"] for one in children] == ["Ava Hartley", "Ben Hartley"], reader
        for child in children:
            assert child["decision"] == "Child protection plan"
            assert child["reasons"] == "They were left alone at night, twice."
            assert child["categories"] == ["NEG"]
            assert child["plan"]["contingency"] == "A legal planning meeting."
            assert child["plan"]["next_core_group"]["on"] == "2026-12-15"
            assert child["plan"]["review"]["on"] == "2027-03-02"


def test_record_has_what_the_conference_made_of_what_it_heard(
    documents: dict[str, Document],
) -> None:
    for reader in ("chair", "mother", "health_visitor"):
        for child in documents[reader].content["children"]:
            assert child["weighed"] == WEIGHED, reader
            assert child["plan"]["protection"].startswith("Grandmother sleeps there")


def test_what_is_said_of_the_whole_family_is_for_those_who_know_every_child(cast: Family) -> None:
    conference, _ = decided(cast, "ava", "ben")
    seats = {one.name: one for one in participants_of(conference)}
    mother = seats["Rosa Hartley"]
    about_ben = replace(
        reader_of_participant(mother), may_know_children=frozenset({cast.people["ben"].pk})
    )
    (found,) = chapters_for(conference)(conference, about_ben, mother).decided.values()
    assert found.weighed == Weighed(
        childs_needs=WEIGHED["childs_needs"], likelihood_of_harm=WEIGHED["likelihood_of_harm"]
    )


def test_opinions_are_as_the_decision_page_shows_them(documents: dict[str, Document]) -> None:
    opinions = documents["chair"].content["children"][0]["opinions"]
    assert {one["by"] for one in opinions} == {
        "Sam Iqbal",
        "Kezia Ncube",
        "Mia Stone",
        "PC Grant",
    }
    assert {one["threshold"] for one in opinions} == {"Yes, the threshold is met"}
    assert documents["mother"].content["children"][0]["opinions"] == []


def test_reports_say_to_each_reader_what_they_may_know(cast: Family) -> None:
    conference, _ = decided(cast, "ava", "ben")
    by = {"actor": cast.actor("head_teacher"), "now": clock.now()}
    Report.objects.filter(conference=conference).delete()
    request_reports(conference_id=conference.pk, actor=cast.actor("administrator"), now=clock.now())
    report = Report.objects.get(participant__professional=cast.professionals["head_teacher"])
    conference.state = "INVITED"
    conference.save()
    read_guidance(report_id=report.pk, **by)
    write_statement_in_report(
        report_id=report.pk, section="education", text="Reads.", children=[cast.ava], **by
    )
    answer_cannot_share(report_id=report.pk, cannot_share=False, **by)
    share_report(report_id=report.pk, person=cast.mother, shared_on=clock.today(), **by)
    submit_report(report_id=report.pk, **by)
    conference.state = "DECIDED"
    conference.save()
    chapters = chapters_for(conference)
    seats = {one.name: one for one in participants_of(conference)}

    def heard(name: str) -> ReportHeard:
        [report] = chapters(conference, reader_of_participant(seats[name]), seats[name]).reports
        return report

    day = f"{clock.today().day} {clock.today():%B}"
    assert heard("Dele Lowe") == ReportHeard(
        author="Mia Stone, St Anne's Primary",
        received=f"Received on {day}",
        shared_with_family=f"Given to Rosa Hartley on {day}",
    )
    assert heard("Rosa Hartley").shared_with_family == f"Given to you on {day}"

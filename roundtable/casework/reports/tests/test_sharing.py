"""Sharing a report with the family, and what stands in the way of it."""

from datetime import date, timedelta

import pytest

from roundtable.casework.cases.models import TimelineEntry
from roundtable.casework.conferences.tests.family import agrees
from roundtable.casework.reports.actions import (
    CannotDecideSharing,
    CannotSayRead,
    CannotShareReport,
    decide_sharing_method,
    record_sharing_difficulty,
    say_read,
)
from roundtable.casework.reports.choices import how_shared
from roundtable.casework.reports.models import Reading, Report, Sharing
from roundtable.casework.reports.tests.desk import answer, ask, hand_in, report_of, share, write
from roundtable.casework.statements.queries import statements_for
from roundtable.casework.statements.tests.table import Table
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.rules.disclosure import Audience

CANARY = "The canary is at 9 Wren Row"


@pytest.fixture(autouse=True)
def _written(table: Table) -> None:
    """The head teacher has begun a report, and answered what cannot be shared."""
    ask(table)
    write(table, "head_teacher", "Reads with grandad.", "ava")
    write(table, "head_teacher", CANARY, "ava", audience=Audience.PROFESSIONALS)
    answer(table, "head_teacher")


def texts(table: Table, name: str) -> list[str]:
    return [one.text for one in statements_for(table.reader(name), table.conference)]


def test_sharing_a_draft_makes_its_open_statements_theirs(table: Table) -> None:
    sharing = share(table, "head_teacher", "mother", reaction="She agrees.")
    assert (sharing.shared_on, sharing.method, sharing.reaction) == (
        date(2026, 11, 24),
        "Read together at home",
        "She agrees.",
    )
    assert texts(table, "mother") == ["Reads with grandad."]
    assert texts(table, "half_siblings_father") == []
    assert AuditEvent.objects.get(verb="report.shared").details == {
        "person": table.person("mother").pk,
        "statements": 1,
        "overrides": [],
    }
    assert TimelineEntry.objects.filter(title="Report shared with the family").exists()


def test_what_is_added_later_needs_sharing_again(table: Table) -> None:
    share(table, "head_teacher", "mother")
    write(table, "head_teacher", "Added later.", "ava")
    hand_in(table, "head_teacher")
    assert texts(table, "mother") == ["Reads with grandad."]
    share(table, "head_teacher", "mother")
    assert texts(table, "mother") == ["Reads with grandad.", "Added later."]


def test_half_siblings_father_is_given_what_is_about_his_child_alone(table: Table) -> None:
    write(table, "head_teacher", "Ben cries at the gate.", "ben")
    write(table, "head_teacher", "Ava minds Ben.", "ava", "ben")
    share(table, "head_teacher", "half_siblings_father")
    assert texts(table, "half_siblings_father") == ["Ben cries at the gate."]


def test_not_sharing_needs_a_reason_and_gives_nothing(table: Table) -> None:
    with pytest.raises(CannotShareReport, match="why it was not"):
        share(table, "head_teacher", "mother", shared_on=None, not_shared_reason=" ")
    sharing = share(
        table, "head_teacher", "mother", shared_on=None, not_shared_reason="She was in hospital."
    )
    assert sharing.not_shared_reason == "She was in hospital."
    assert texts(table, "mother") == []
    assert AuditEvent.objects.filter(verb="report.not_shared").count() == 1


def test_report_without_words_and_a_day_to_come_are_refused(table: Table) -> None:
    with pytest.raises(CannotShareReport, match="nothing in this report"):
        share(table, "police_officer", "mother")
    with pytest.raises(CannotShareReport, match="future"):
        share(table, "head_teacher", "mother", shared_on=clock.today() + timedelta(days=1))


def test_it_is_shared_with_those_of_the_family_who_are_in_the_conference(table: Table) -> None:
    with pytest.raises(CannotShareReport, match="part of this conference"):
        share(table, "head_teacher", "grandmother")
    # A child may be told without a seat at the table.
    assert share(table, "head_teacher", "ava").person == table.person("ava")


@pytest.mark.parametrize("name", ["chair", "social_worker", "manager"])
def test_those_who_work_with_the_family_share_it_too(table: Table, name: str) -> None:
    share(table, "head_teacher", "mother", actor=table.actor(name))
    assert texts(table, "mother") == ["Reads with grandad."]


@pytest.mark.parametrize(
    "name", ["police_officer", "administrator", "minute_taker", "mother", "stranger"]
)
def test_others_do_not_share_it(table: Table, name: str) -> None:
    with pytest.raises(NotAuthorised):
        share(table, "head_teacher", "mother", actor=table.actor(name))
    assert not Sharing.objects.exists()


def test_question_that_nobody_answered_waits_for_the_chair(table: Table) -> None:
    write(table, "midwife", "Scan on Monday.", "unborn")
    with pytest.raises(CannotShareReport, match="Nobody has said") as refusal:
        share(table, "midwife", "mother")
    assert refusal.value.can_be_overridden
    agreed = agrees(table.cast, "chair", "RESTRICTION_UNKNOWN", "I have asked her.")
    share(table, "midwife", "mother", overrides=[agreed])
    assert texts(table, "mother") == ["Scan on Monday."]


def test_difficulty_reaches_the_chair_at_once_and_holds_up_the_sharing(table: Table) -> None:
    report = record_sharing_difficulty(
        report_id=report_of(table, "head_teacher").pk,
        difficulty=CANARY,
        actor=table.actor("head_teacher"),
        now=clock.now(),
    )
    message = OutboxMessage.objects.get(kind="sharing_difficulty")
    assert message.professional_id == table.cast.professionals["chair"].pk
    assert CANARY not in message.subject_line + message.body
    line = TimelineEntry.objects.get(title="Difficulty in sharing a report raised with the chair")
    assert CANARY not in line.detail
    with pytest.raises(CannotShareReport, match="chair decides"):
        share(table, "head_teacher", "mother")
    decide_sharing_method(
        report_id=report.pk,
        decision="Read it to her, without the address.",
        actor=table.actor("chair"),
        now=clock.now(),
    )
    told = OutboxMessage.objects.get(kind="sharing_decided")
    assert told.professional_id == table.cast.professionals["head_teacher"].pk
    share(table, "head_teacher", "mother")
    assert texts(table, "mother") == ["Reads with grandad."]


def test_yes_with_words_raises_the_difficulty_and_a_new_one_needs_a_new_decision(
    table: Table,
) -> None:
    report = answer(table, "head_teacher", cannot_share=True, difficulty="Third-party facts.")
    assert report.cannot_share_something
    assert report.sharing_difficulty == "Third-party facts."
    for _ in range(2):
        decide_sharing_method(
            report_id=report.pk, decision="Orally.", actor=table.actor("chair"), now=clock.now()
        )
        record_sharing_difficulty(
            report_id=report.pk,
            difficulty="Something else.",
            actor=table.actor("head_teacher"),
            now=clock.now(),
        )
    assert Report.objects.get(pk=report.pk).chair_sharing_decision == ""
    references = OutboxMessage.objects.filter(kind="sharing_difficulty").values_list("reference")
    assert len(set(references)) == 3


def test_difficulty_and_decision_need_words(table: Table) -> None:
    report = report_of(table, "head_teacher")
    with pytest.raises(CannotShareReport, match="what makes it difficult"):
        record_sharing_difficulty(
            report_id=report.pk, difficulty=" ", actor=table.actor("head_teacher"), now=clock.now()
        )
    with pytest.raises(CannotDecideSharing, match="Nobody has raised"):
        decide_sharing_method(
            report_id=report.pk, decision="Yes.", actor=table.actor("chair"), now=clock.now()
        )
    answer(table, "head_teacher", cannot_share=True, difficulty="Third-party facts.")
    with pytest.raises(CannotDecideSharing, match="Say how"):
        decide_sharing_method(
            report_id=report.pk, decision=" ", actor=table.actor("chair"), now=clock.now()
        )


@pytest.mark.parametrize("name", ["head_teacher", "social_worker", "other_chair", "stranger"])
def test_how_it_is_shared_is_for_its_chair_to_decide(table: Table, name: str) -> None:
    report = answer(table, "head_teacher", cannot_share=True, difficulty="Third-party facts.")
    with pytest.raises(NotAuthorised):
        decide_sharing_method(
            report_id=report.pk, decision="Mine.", actor=table.actor(name), now=clock.now()
        )


def test_clocks_of_the_family_stop_when_every_parent_has_it_or_a_reason(table: Table) -> None:
    Report.objects.exclude(
        participant__in=[table.seat("head_teacher"), table.seat("social_worker")]
    ).delete()
    write(table, "social_worker", "We met.", "ben")
    answer(table, "social_worker")
    running = Clock.objects.filter(subject_type="conferencechild", stopped_on=None)
    family = ("mother", "half_siblings_father", "excluded_father")
    for name in family[:2]:
        share(table, "social_worker", name)
    assert running.filter(rule="parent_report").count() == 3
    share(table, "social_worker", "excluded_father", shared_on=None, not_shared_reason="Bail.")
    assert not running.filter(rule="parent_report").exists()
    assert running.filter(rule="agency_report_to_family").count() == 3
    for name in family:
        share(table, "head_teacher", name)
    assert not running.filter(rule="agency_report_to_family").exists()


def test_read_means_that_they_said_so(table: Table) -> None:
    report = report_of(table, "head_teacher")
    with pytest.raises(NotAuthorised):
        say_read(report_id=report.pk, actor=table.actor("mother"), now=clock.now())
    share(table, "head_teacher", "mother")
    assert not Reading.objects.exists()
    first = say_read(report_id=report.pk, actor=table.actor("mother"), now=clock.now())
    again = say_read(report_id=report.pk, actor=table.actor("mother"), now=clock.now())
    assert first == again
    assert first.person == table.person("mother")
    with pytest.raises(NotAuthorised):
        say_read(report_id=report.pk, actor=table.actor("half_siblings_father"), now=clock.now())
    with pytest.raises(CannotSayRead):
        say_read(report_id=report.pk, actor=table.actor("chair"), now=clock.now())


@pytest.mark.parametrize(("day", "needs"), [(2, False), (3, True), (4, True)])
def test_what_is_not_shared_before_the_day_says_why(table: Table, day: int, needs: bool) -> None:
    later = clock.at(date(2026, 12, 5), 10)
    share_on = {"shared_on": date(2026, 12, day), "now": later}
    if not needs:
        assert share(table, "head_teacher", "mother", **share_on).not_shared_reason == ""
        return
    with pytest.raises(CannotShareReport, match="before the day"):
        share(table, "head_teacher", "mother", **share_on)
    sharing = share(
        table, "head_teacher", "mother", not_shared_reason="She was in hospital.", **share_on
    )
    assert sharing.not_shared_reason == "She was in hospital."


@pytest.mark.parametrize(
    ("way", "with_interpreter", "more", "how"),
    [
        ("together", False, "", "Read together"),
        ("together", True, " at home ", "Read together, with an interpreter: at home"),
        ("paper", False, "", "Given on paper"),
        ("post", True, "", "Posted, with an interpreter"),
        ("page", False, "", "On their own page"),
        ("other", False, "by telephone", "by telephone"),
    ],
)
def test_how_it_was_shared_is_said_in_a_line(
    way: str, with_interpreter: bool, more: str, how: str
) -> None:
    assert how_shared(way, with_interpreter=with_interpreter, more=more) == how

"""Printed copies: numbered for professionals, counted back from them, the family's are theirs."""

import io
from datetime import date, timedelta

import pypdf
import pytest
import time_machine

from roundtable.casework.reports.actions import withdraw_report
from roundtable.casework.reports.actions.copies import (
    CannotNoteCopy,
    CannotPrintCopies,
    note_copy,
    print_paper_copies,
)
from roundtable.casework.reports.copies import copies_of, copies_overdue, get_copy
from roundtable.casework.reports.models import CopyNote, PaperCopy
from roundtable.casework.reports.tests.desk import (
    answer,
    ask,
    hand_in,
    report_of,
    share,
    write,
)
from roundtable.casework.statements.tests.table import Table
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.core import clock as time
from roundtable.foundation.core.errors import NotAuthorised, RecordNotFound
from roundtable.foundation.documents.actions import pdf_of

NOT_THE_DESK = ["chair", "social_worker", "police_officer", "mother", "stranger"]


@pytest.fixture(autouse=True)
def _written(table: Table) -> None:
    ask(table)
    write(table, "head_teacher", "Reads with grandad.", "ava", section="education")
    answer(table, "head_teacher")
    hand_in(table, "head_teacher")
    share(table, "head_teacher", "mother")


def print_for(table: Table, *names: str, by: str = "administrator") -> list[PaperCopy]:
    return print_paper_copies(
        conference_id=table.conference.pk,
        participant_ids=[table.seat(name).pk for name in names],
        actor=table.actor(by),
        now=time.now(),
    )


def note(table: Table, copy: PaperCopy, event: str, **changes: object) -> CopyNote:
    noted: dict[str, object] = {
        "copy_id": copy.pk,
        "event": event,
        "on": time.today(),
        "actor": table.actor("administrator"),
        "now": time.now(),
    }
    return note_copy(**{**noted, **changes})  # type: ignore[arg-type]


def test_professionals_copies_are_numbered_and_the_familys_are_not(table: Table) -> None:
    copies = print_for(table, "chair", "mother", "police_officer")
    copies += print_for(table, "head_teacher")
    numbers = {copy.participant.name: copy.number for copy in copies}
    assert numbers.pop("Rosa Hartley") is None
    assert sorted(numbers.values()) == [1, 2, 3]
    assert numbers["Mia Stone"] == 3
    # The conference is on Thursday 3 December; five working days on is the Thursday after.
    assert {copy.back_by for copy in copies} == {date(2026, 12, 10), None}
    assert AuditEvent.objects.filter(verb="papers.printed").count() == 2


def test_what_was_printed_stays_as_it_was(table: Table) -> None:
    (copy,) = print_for(table, "chair")
    write(table, "police_officer", "Came later.", "ava")
    answer(table, "police_officer")
    hand_in(table, "police_officer")
    kept = get_copy(public_id=copy.public_id, actor=table.actor("administrator"))
    text = "".join(
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf_of(kept.document))).pages
    )
    assert "Reads with grandad." in text
    assert "Copy 1, for Dele Lowe" in text
    assert "Came later." not in text


@pytest.mark.parametrize("name", NOT_THE_DESK)
def test_the_desk_alone_prints_notes_and_sees_the_register(table: Table, name: str) -> None:
    with pytest.raises(NotAuthorised):
        print_for(table, "chair", by=name)
    (copy,) = print_for(table, "chair")
    with pytest.raises(NotAuthorised):
        note(table, copy, "hand_out", actor=table.actor(name))
    with pytest.raises(RecordNotFound):
        get_copy(public_id=copy.public_id, actor=table.actor(name))
    with pytest.raises(RecordNotFound):
        copies_overdue(table.actor(name), today=time.today())
    assert not CopyNote.objects.exists()


@pytest.mark.parametrize("names", [(), ("excluded_father",), ("chair", "excluded_father")])
def test_nothing_is_printed_for_who_has_nothing_to_read(
    table: Table, names: tuple[str, ...]
) -> None:
    with pytest.raises(CannotPrintCopies, match="something to read"):
        print_for(table, *names)
    assert not PaperCopy.objects.exists()


def test_a_copy_goes_out_comes_back_and_is_shredded(table: Table) -> None:
    (copy,) = print_for(table, "police_officer")
    for event in ("hand_out", "take_back", "shred"):
        note(table, copy, event)
    (line,) = copies_of(table.conference, today=time.today())
    assert (line.state, line.since) == ("SHREDDED", time.today())
    assert AuditEvent.objects.filter(verb="papers.copy_noted").count() == 3
    with pytest.raises(CannotNoteCopy, match="Cannot take back: it is shredded"):
        note(table, copy, "take_back")


def test_a_familys_copy_is_never_counted_back(table: Table, clock: time_machine.Traveller) -> None:
    (copy,) = print_for(table, "mother")
    note(table, copy, "hand_out")
    with pytest.raises(CannotNoteCopy, match="theirs"):
        note(table, copy, "take_back")
    clock.shift(timedelta(days=60))
    assert copies_overdue(table.actor("administrator"), today=time.today()) == ()


def test_what_is_out_after_its_day_is_overdue_until_something_is_noted(
    table: Table, clock: time_machine.Traveller
) -> None:
    desk = table.actor("administrator")
    out, waiting = print_for(table, "police_officer", "head_teacher")
    note(table, out, "hand_out")
    clock.move_to(time.at(date(2026, 12, 10), 9))
    assert copies_overdue(desk, today=time.today()) == ()
    clock.move_to(time.at(date(2026, 12, 11), 9))
    (line,) = copies_overdue(desk, today=time.today())
    assert (line.name, line.number, line.is_overdue) == ("PC Grant", out.number, True)
    assert waiting.public_id not in {line.public_id}
    with pytest.raises(CannotNoteCopy, match="what happened"):
        note(table, out, "lose")
    note(table, out, "lose", words="Left on a train. The data officer was told.")
    assert copies_overdue(desk, today=time.today()) == ()


def test_a_copy_is_outdated_once_a_report_came_or_changed(
    table: Table, clock: time_machine.Traveller
) -> None:
    print_for(table, "chair", "mother")

    def outdated() -> dict[str, bool]:
        lines = copies_of(table.conference, today=time.today())
        return {one.name: one.is_outdated for one in lines}

    chair, mother = table.seat("chair").name, table.seat("mother").name
    assert outdated() == {chair: False, mother: False}
    clock.shift(timedelta(hours=1))
    write(table, "police_officer", "Two calls.", "ava")
    assert outdated() == {chair: False, mother: False}  # a draft is nobody's yet
    answer(table, "police_officer")
    hand_in(table, "police_officer")
    assert outdated() == {chair: True, mother: False}
    share(table, "police_officer", "mother")
    assert outdated() == {chair: True, mother: True}


def test_who_has_it_on_paper_is_on_the_check_when_it_is_taken_out(table: Table) -> None:
    copies = print_for(table, "refuge_worker", "mother")
    note(table, copies[0], "hand_out")
    check = withdraw_report(
        report_id=report_of(table, "head_teacher").pk,
        reason="It is about another child.",
        actor=table.actor("chair"),
        now=time.now(),
    )
    how = {one.professional_id or one.person_id: one.how for one in check.people.all()}
    paper = how[table.seat("refuge_worker").professional_id]
    assert paper == "In copy 1, printed on 24 November 2026: they have it"

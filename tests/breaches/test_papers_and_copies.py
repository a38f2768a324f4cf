"""
Breaches that happened, in the papers and copies of conferences: each must be impossible here.

The names are of what was published about them; the families here are invented.
"""

import ast
import io
import json
from pathlib import Path

import pikepdf
import pypdf
import pytest

from roundtable.casework.conferences.actions.participants import (
    CannotAddParticipant,
    add_participant,
)
from roundtable.casework.conferences.models import Discretion, ParticipantRole
from roundtable.casework.invitations.actions.send import send_invitations
from roundtable.casework.plans.family_queries import family_report
from roundtable.casework.reports.actions.copies import note_copy, print_paper_copies
from roundtable.casework.reports.copies import copies_overdue
from roundtable.casework.reports.models import PaperCopy
from roundtable.casework.reports.queries import reports_visible_to
from roundtable.casework.reports.reading import own_papers
from roundtable.casework.reports.tests.desk import answer, ask, hand_in, report_of, write
from roundtable.casework.room.actions import CannotDistributeRecord, CannotEditRecord
from roundtable.casework.room.tests.conftest import (
    _django_db_helper,
    approved,
    drafted,
    ended,
    laid_table,
    meeting,
    table,
)
from roundtable.casework.room.tests.meeting import Meeting
from roundtable.casework.room.tests.minutes import edit, hand_out
from roundtable.casework.statements.tests.table import Table
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.documents.actions import pdf_of
from roundtable.foundation.documents.models import Document
from roundtable.foundation.messaging.models import OutboxMessage

__all__ = ["_django_db_helper", "approved", "drafted", "ended", "laid_table", "meeting", "table"]

PACKAGE = Path(__file__).parents[2] / "roundtable"


@pytest.fixture
def printed(table: Table) -> dict[str, Document]:
    """Four professionals' copies of the papers."""
    ask(table)
    write(table, "head_teacher", "Reads with grandad.", "ava", section="education")
    answer(table, "head_teacher")
    hand_in(table, "head_teacher")
    names = ("chair", "police_officer", "head_teacher", "social_worker")
    copies = print_paper_copies(
        conference_id=table.conference.pk,
        participant_ids=[table.seat(name).pk for name in names],
        actor=table.actor("administrator"),
        now=clock.now(),
    )
    by_seat = {copy.participant.pk: copy.document for copy in copies}
    return {name: by_seat[table.seat(name).pk] for name in names}


def pages(document: Document) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(pdf_of(document)))
    return [page.extract_text() for page in reader.pages]


def test_7_worcestershire_no_list_of_recipients_can_be_added_by_mistake(table: Table) -> None:
    """One contact list too many, and twenty-three people had it."""
    # Who gets an invitation is who is on the list of this conference: there is nothing to choose.
    taken = set(send_invitations.__wrapped__.__code__.co_varnames[:6])  # type: ignore[attr-defined]
    assert not taken & {"to", "recipients", "emails", "addresses", "participant_ids"}
    # And nobody comes onto the list without a reason that the family will read.
    with pytest.raises(CannotAddParticipant):
        add_participant(
            conference_id=table.conference.pk,
            professional_id=table.cast.professionals["other_health_visitor"].pk,
            role=ParticipantRole.PROFESSIONAL,
            reason="  ",
            actor=table.actor("administrator"),
            now=clock.now(),
        )


def test_9_plymouth_every_page_says_whose_it_is(table: Table, printed: dict[str, Document]) -> None:
    """Two families' pages lay in one printer, and were put into one envelope."""
    for name, document in printed.items():
        own, texts = table.seat(name).name, pages(document)
        for number, text in enumerate(texts, start=1):
            assert f"for {own}." in text
            assert f"Page {number} of {len(texts)}" in text
            assert f"Reference {str(table.conference.public_id)[:8]}" in text
    assert len({pages(document)[0] for document in printed.values()}) == len(printed)


def test_10_croydon_every_copy_that_is_out_is_known_and_asked_back(
    table: Table, printed: dict[str, Document]
) -> None:
    """Papers were stolen from a pub, and nobody knew which."""
    desk = table.actor("administrator")
    copies = list(PaperCopy.objects.order_by("number"))
    assert [copy.number for copy in copies] == [1, 2, 3, 4]
    now = copies[0].printed_at
    for copy in copies:
        note_copy(copy_id=copy.pk, event="hand_out", on=now.date(), actor=desk, now=now)
    back_by = copies[0].back_by
    assert back_by is not None
    after = back_by.replace(day=back_by.day + 1)
    assert len(copies_overdue(desk, today=after)) == 4
    note_copy(copy_id=copies[0].pk, event="take_back", on=now.date(), actor=desk, now=now)
    note_copy(copy_id=copies[1].pk, event="shred", on=now.date(), actor=desk, now=now)
    assert [one.number for one in copies_overdue(desk, today=after)] == [3, 4]


def test_11_hammersmith_and_fulham_no_file_holds_what_is_not_seen(
    printed: dict[str, Document],
) -> None:
    """Hidden worksheets went out with thirty-five answers."""
    imported = {
        name.split(".")[0]
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
        )
    }
    # Nothing here makes a workbook, so none can hide a sheet.
    assert not imported & {"openpyxl", "xlsxwriter", "xlwt", "pandas", "odf"}
    for document in printed.values():
        with pikepdf.open(io.BytesIO(pdf_of(document))) as pdf:
            assert set(pdf.docinfo.keys()) == {"/Title", "/Author", "/Creator"}
            assert str(pdf.docinfo["/Title"]) == "Papers for a child protection conference"
            assert not pdf.attachments
            assert "/OCProperties" not in pdf.Root  # no layer that can be switched off
            assert "/Names" not in pdf.Root or "/EmbeddedFiles" not in pdf.Root.Names
            assert all("/Annots" not in page for page in pdf.pages)


def test_15_only_the_approved_record_goes_out_and_is_never_changed(drafted: Meeting) -> None:
    """A wrong version was sent, and its errors went on into later reports."""
    with pytest.raises(CannotDistributeRecord):
        hand_out(drafted)
    assert not OutboxMessage.objects.filter(kind="record").exists()


def test_15_what_is_approved_stays_word_for_word(approved: Meeting) -> None:
    with pytest.raises(CannotEditRecord):
        edit(approved, by="chair", summary="Something else was said.")
    documents = hand_out(approved)
    kept = [json.dumps(one.content, sort_keys=True) for one in documents]
    again = [
        json.dumps(one.content, sort_keys=True)
        for one in Document.objects.filter(pk__in=[one.pk for one in documents]).order_by("pk")
    ]
    assert kept == again
    assert OutboxMessage.objects.filter(kind="record").count() == len(documents)


def test_2_a_report_given_by_mistake_says_nothing_of_who_is_kept_from_its_reader(
    table: Table,
) -> None:
    """A half-sibling's father is handed what the refuge worker wrote."""
    Discretion.objects.create(
        authority=table.cast.authority,
        participant=table.seat("refuge_worker"),
        from_person=table.person("half_siblings_father"),
        reason="He is looking for her.",
        since=clock.today(),
    )
    ask(table)
    report = report_of(table, "refuge_worker")
    father = table.actor("half_siblings_father")
    report.sharings.create(
        authority=table.cast.authority,
        person=table.person("half_siblings_father"),
        shared_on=clock.today(),
        recorded_at=clock.now(),
    )
    assert reports_visible_to(father).filter(pk=report.pk).exists()
    with pytest.raises(RecordNotFound):
        family_report(public_id=report.public_id, actor=father)
    assert own_papers(public_id=table.conference.public_id, actor=father) is None

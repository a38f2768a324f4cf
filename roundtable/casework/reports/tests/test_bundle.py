"""The papers for the meeting: for each reader what they may read, under one cover."""

import io

import pikepdf
import pypdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roundtable.casework.conferences.models import Part, Participant
from roundtable.casework.conferences.queries import participants_of
from roundtable.casework.reports.actions import begin_new_version
from roundtable.casework.reports.bundle import Copy, Papers, papers_for, print_copies
from roundtable.casework.reports.reading import reading_of
from roundtable.casework.reports.tests.desk import answer, ask, hand_in, report_of, share, write
from roundtable.casework.statements.tests.table import Table
from roundtable.foundation.core import clock
from roundtable.rules.disclosure import Audience
from roundtable.rules.reading import Reading
from tests.letters import tagged

FOR_ALL = "Reads with grandad every evening."
CANARY = "The canary is at 9 Wren Row."
FOR_PROFESSIONALS = "There was a call on 3 May."
OF_BEN = "Ben sleeps badly."
NEVER_HANDED_IN = "Only a draft."


@pytest.fixture(autouse=True)
def _written(table: Table) -> None:
    ask(table)
    write(table, "head_teacher", FOR_ALL, "ava", section="education")
    write(table, "head_teacher", CANARY, "ava", kept_from=[table.person("mother")])
    write(table, "police_officer", FOR_PROFESSIONALS, "ava", audience=Audience.PROFESSIONALS)
    write(table, "police_officer", OF_BEN, "ben")
    write(table, "midwife", NEVER_HANDED_IN, "unborn")
    for name in ("head_teacher", "police_officer"):
        answer(table, name)
        hand_in(table, name)
    share(table, "head_teacher", "mother")
    share(table, "police_officer", "half_siblings_father")


def read(table: Table) -> dict[str, Papers]:
    return {one.participant.name: one for one in papers_for(table.conference)}


def name_of(table: Table, name: str) -> str:
    return table.seat(name).name


def words(papers: Papers) -> set[str]:
    return {
        one.text
        for paper in papers.papers
        for section in paper.sections
        for one in section.statements
    }


def printed(papers: Papers, number: int | None = None) -> bytes:
    (copy,) = print_copies([Copy(papers, number)], today=clock.today())
    return copy.pdf


def test_each_reader_has_what_they_may_read_and_nothing_else(table: Table) -> None:
    found = {name: words(one) for name, one in read(table).items()}
    everything = {FOR_ALL, CANARY, FOR_PROFESSIONALS, OF_BEN}
    assert found[name_of(table, "chair")] == everything
    assert found[name_of(table, "police_officer")] == everything
    assert found[name_of(table, "mother")] == {FOR_ALL}
    assert found[name_of(table, "half_siblings_father")] == {OF_BEN}
    assert name_of(table, "excluded_father") not in found
    assert all(NEVER_HANDED_IN not in one for one in found.values())


def test_who_left_or_is_not_to_be_there_has_none(table: Table) -> None:
    for name, changes in (
        ("police_officer", {"part": Part.NONE}),
        ("head_teacher", {"withdrawn_at": clock.now()}),
    ):
        Participant.objects.filter(pk=table.seat(name).pk).update(**changes)
    found = read(table)
    assert name_of(table, "police_officer") not in found
    assert name_of(table, "head_teacher") not in found
    # What the teacher wrote is still before the conference.
    assert FOR_ALL in words(found[name_of(table, "chair")])


def test_the_cover_tells_a_reader_of_their_children_and_their_time_alone(table: Table) -> None:
    found = read(table)
    father = found[name_of(table, "half_siblings_father")]
    assert father.children == ("Ben Hartley",)
    assert found[name_of(table, "chair")].when == "Thursday 3\u00a0December 2026, 10am"


def test_the_chairs_reading_is_counted_as_in_their_papers(table: Table) -> None:
    def counted() -> tuple[Reading, Reading]:
        in_papers = read(table)[name_of(table, "chair")].reading
        return in_papers, reading_of([table.conference.pk])[table.conference.pk]

    in_papers, in_database = counted()
    assert in_papers == in_database == Reading(pages=3, minutes=1)
    report = report_of(table, "head_teacher")
    begin_new_version(report_id=report.pk, actor=table.actor("head_teacher"), now=clock.now())
    write(table, "head_teacher", "Many more words. " * 300, "ava")
    # The chair has the version before, until the new one comes.
    assert counted() == (in_papers, in_database)
    hand_in(table, "head_teacher")
    in_papers, in_database = counted()
    assert in_papers == in_database == Reading(pages=6, minutes=5)


def test_the_same_queries_for_any_number_of_readers(table: Table) -> None:
    def asked(*names: str) -> int:
        ids = {table.seat(name).pk for name in names}
        seats = [one for one in participants_of(table.conference) if one.pk in ids]
        with CaptureQueriesContext(connection) as captured:
            papers_for(table.conference, seats)
        return len(captured)

    asked("chair")  # the authority's own settings are read once
    assert asked("chair") == asked("chair", "police_officer", "mother", "social_worker")


def test_what_several_read_alike_is_one_paper(table: Table) -> None:
    found = read(table)
    chair, officer = found[name_of(table, "chair")], found[name_of(table, "police_officer")]
    assert set(chair.papers) == set(officer.papers)


def test_a_bundle_is_one_tagged_file_with_bookmarks_and_a_foot_on_each_page(table: Table) -> None:
    chair = read(table)[name_of(table, "chair")]
    pdf = printed(chair, 3)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    pages = [page.extract_text() for page in reader.pages]
    assert len(pages) == 3
    for number, text in enumerate(pages, start=1):
        assert f"Copy 3, for {chair.participant.name}." in text
        assert f"Page {number} of 3" in text
        assert chair.reference in text
    assert [one["/Title"] for one in reader.outline] == [
        "Contents",
        *(f"Report by {paper.author}" for paper in chair.papers),
    ]
    assert [reader.get_destination_page_number(one) for one in reader.outline] == [0, 1, 2]
    tree = tagged.read(pdf)
    assert [one.text for one in tree.all("Title")] == ["Papers for a child protection conference"]
    assert [one.text for one in tree.all("H1")] == [
        "What is in it",
        *(f"Report by {paper.author}" for paper in chair.papers),
    ]
    assert all(said in tree.text for said in (FOR_ALL, CANARY, FOR_PROFESSIONALS, OF_BEN))


def test_a_bundle_keeps_the_profile_and_says_nothing_of_people_in_its_metadata(
    table: Table,
) -> None:
    mother = read(table)[name_of(table, "mother")]
    with pikepdf.open(io.BytesIO(printed(mother))) as document:
        assert document.Root.MarkInfo.Marked is True
        assert str(document.Root.Lang) == "en-GB"
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        known = document.Root.Metadata.read_bytes().decode() + str(dict(document.docinfo))
        for name in ("Hartley", "Rosa", "Ava", "Marlsea Police"):
            assert name not in known
        assert str(document.docinfo["/Title"]) == "Papers for a child protection conference"
        numbers = list(document.Root.StructTreeRoot.ParentTree.Nums)[::2]
        assert numbers == sorted(set(numbers))
        own = [int(page.StructParents) for page in document.pages]
        assert len(set(own)) == len(own)
        assert set(own) <= set(map(int, numbers))


def test_the_same_papers_are_the_same_file(table: Table) -> None:
    mother = read(table)[name_of(table, "mother")]
    assert printed(mother) == printed(mother)


def test_a_familys_copy_is_theirs_and_a_numbered_one_comes_back(table: Table) -> None:
    found = read(table)
    texts = {
        name: tagged.read(printed(found[name_of(table, name)], number)).text
        for name, number in (("mother", None), ("chair", 1))
    }
    assert "This copy is yours to keep" in texts["mother"]
    assert "This copy is numbered" in texts["chair"]
    assert "copy 1" in texts["chair"]

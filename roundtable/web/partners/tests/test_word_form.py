"""A report as a Word form: taken away, filled in, sent back, looked at, and then saved."""

import io
import re
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from roundtable.casework.reports.actions import write_statement_in_report
from roundtable.casework.reports.models import ReportItem
from roundtable.casework.reports.pro_forma import sections_of
from roundtable.casework.reports.word import CannotReadWord, read_back
from roundtable.casework.statements.models import StatementVersion
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.core import clock
from roundtable.web.partners.tests.people import report_of, send, sign_in, text_of

WORRIED = "roundtable:worried"


@pytest.fixture
def address(cast, conference) -> str:
    report = report_of(cast, conference, "head_teacher")
    write_statement_in_report(
        report_id=report.pk,
        section="worried",
        text="Late 14 times.\nSince September.",
        kind="fact",
        provenance="first",
        children=[cast.ava],
        actor=cast.actor("head_teacher"),
        now=clock.now(),
    )
    return f"/partners/reports/{report.public_id}/"


@pytest.fixture
def client(cast, address):
    return sign_in(cast, "head_teacher")


def form_of(client, address: str) -> Any:
    return Document(io.BytesIO(client.get(f"{address}form.docx").content))


def table_of(document: Any, name: str) -> Any:
    def caption(table: Any) -> str:
        return str(table._tbl.tblPr.xpath("./w:tblCaption/@w:val")[0])

    return next(one for one in document.tables if caption(one) == name)


def file_of(document: Any) -> SimpleUploadedFile:
    whole = io.BytesIO()
    document.save(whole)
    return SimpleUploadedFile("anything.docx", whole.getvalue())


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {one.date_time[0] for one in archive.infolist()} == {1980}
        return {name: archive.read(name) for name in archive.namelist()}


def texts() -> list[str]:
    return sorted(StatementVersion.objects.values_list("text", flat=True))


def test_what_is_written_already_stands_in_the_form_beside_what_belongs_there(
    client, address
) -> None:
    document = form_of(client, address)
    assert table_of(document, WORRIED).rows[1].cells[0].text == "Late 14 times.\nSince September."
    words = [one.text for one in document.paragraphs]
    for asked in sections_of("agency"):
        assert {asked.heading, *asked.lines} <= set(words)
    read = read_back(client.get(f"{address}form.docx").content, sections_of("agency"))
    [(section, row)] = read.rows
    assert (section, row.kind, row.how_known, row.children) == (
        "worried",
        "fact",
        "first",
        "Ava Hartley",
    )


def test_no_copy_says_who_made_it_or_when(client, address) -> None:
    for name in ("form.docx", "copy.docx"):
        parts = parts_of(client.get(f"{address}{name}").content)
        assert not [one for one in parts if one.startswith(("docProps", "customXml"))]
        everything = b"".join(parts.values())
        assert b"python-docx" not in everything
        assert not re.search(rb"<w:(ins|del|rsids?)\b|thumbnail|core-properties", everything)


def test_nothing_is_saved_before_its_author_has_seen_what_was_read(cast, client, address) -> None:
    document = form_of(client, address)
    table = table_of(document, WORRIED)
    table.rows[1].cells[0].paragraphs[0].runs[0].text = "Late 15 times."
    cells = table.rows[2].cells
    cells[0].text = "She says she is hungry."
    cells[1].text, cells[2].text = "Alleged", "second hand"
    cells[3].text, cells[4].text = "Her friend", "Ava"
    before = texts()
    page = client.post(f"{address}word/", {"file": file_of(document)})
    words = text_of(page)
    assert page.status_code == 200
    assert "She says she is hungry." in words
    assert "Somebody says so · Told by who was there: Her friend" in words
    assert "(changed)" in words
    assert texts() == before
    read = re.search(r'name="read" value="([^"]+)"', page.text)
    assert read is not None
    done = send(client, f"{address}word/", read=read[1])
    assert done.status_code == 302
    new = StatementVersion.objects.get(text="She says she is hungry.")
    assert (new.kind, new.provenance, new.source) == ("allegation", "second", "Her friend")
    assert [one.child_id for one in new.about.all()] == [cast.ava.pk]
    assert ReportItem.objects.filter(section="worried").count() == 2
    assert AuditEvent.objects.get(verb="report.taken_in").details == {"statements": 2}


def test_the_same_form_sent_twice_changes_nothing(client, address) -> None:
    page = client.post(f"{address}word/", {"file": file_of(form_of(client, address))})
    words = text_of(page)
    assert "1 of the statements are in your report already" in words
    assert "There is nothing new in it." in words
    assert "Save in your report" not in words


def test_what_was_read_for_one_author_is_worth_nothing_for_another(
    cast, conference, client, address
) -> None:
    document = form_of(client, address)
    table_of(document, WORRIED).rows[2].cells[0].text = "One more."
    page = client.post(f"{address}word/", {"file": file_of(document)})
    read = re.search(r'name="read" value="([^"]+)"', page.text)
    assert read is not None
    other = report_of(cast, conference, "police_officer")
    stolen = send(
        sign_in(cast, "police_officer"),
        f"/partners/reports/{other.public_id}/word/",
        read=read[1],
    )
    assert stolen.status_code == 404
    assert send(client, f"{address}word/", read="{}").status_code == 404


def test_lines_beneath_a_heading_and_tables_without_a_name_are_read_too(client, address) -> None:
    document = form_of(client, address)
    table = table_of(document, WORRIED)
    caption = table._tbl.tblPr.xpath("./w:tblCaption")[0]
    caption.getparent().remove(caption)
    heading = next(one for one in document.paragraphs if one.text == "Grey areas")
    heading._p.addnext(document.add_paragraph("Who lives there is not known.")._p)
    whole = io.BytesIO()
    document.save(whole)
    rows = read_back(whole.getvalue(), sections_of("agency")).rows
    assert [(section, row.text) for section, row in rows] == [
        ("worried", "Late 14 times. Since September."),
        ("grey", "Who lives there is not known."),
    ]


HOSTILE = [
    b"",
    b"PK\x03\x04 and no more",
    b"%PDF-1.7\n%%EOF",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>",
]


def _zip(**parts: bytes) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return whole.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        *HOSTILE,
        _zip(a=b"1"),
        _zip(**{"word__document.xml": b"<not closed"}),
        _zip(**{"[Content_Types].xml": b"<Types/>", "word__document.xml": b"<x/>"}),
        _zip(**{"word__document.xml": b"0" * 40_000_000, "[Content_Types].xml": b"<Types/>"}),
    ],
    ids=range(9),
)
def test_a_file_that_is_none_of_ours_is_refused_in_words(client, address, data) -> None:
    before = texts()
    page = client.post(f"{address}word/", {"file": SimpleUploadedFile("x.docx", data)})
    assert page.status_code == 422
    assert "There is a problem" in text_of(page)
    assert texts() == before


def test_a_form_that_cannot_be_read_says_so() -> None:
    for data in (b"nothing", _zip(**{"word__document.xml": b"<x/>"})):
        with pytest.raises(CannotReadWord):
            read_back(data, sections_of("agency"))


def test_a_copy_is_made_for_one_reader(cast, conference, client, address) -> None:
    write_statement_in_report(
        report_id=report_of(cast, conference, "head_teacher").pk,
        section="worried",
        text="Her new school is not to be named.",
        audience="SOCIAL_CARE",
        withheld_reason="He is looking for her.",
        children=[cast.ava],
        actor=cast.actor("head_teacher"),
        now=clock.now(),
    )
    send(client, f"{address}hand-in/", cannot_share="no")
    other = sign_in(cast, "police_officer").get(f"{address}copy.docx")
    assert other["Content-Disposition"] == 'attachment; filename="report.docx"'
    words = "\n".join(one.text for one in Document(io.BytesIO(other.content)).paragraphs)
    assert "Late 14 times." in words
    assert "PC Grant" in words
    assert "new school" not in words
    assert "Withheld from this copy." in words

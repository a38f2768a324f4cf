"""
A report as a Word document: written out to be filled in, and read back when it has been.

Each section is a table with a name of its own, which Word keeps; each statement a row, with the
statement's id as a bookmark. Reading is forgiving: a table whose name was lost is known by the
heading above it, a line typed beneath a heading counts as well, and what nobody understands is
shown for the author to place. Nothing is saved by reading.
"""

import io
import uuid
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from lxml import etree

from roundtable.casework.reports.pro_forma import Asked
from roundtable.casework.statements.models import Kind, Provenance
from roundtable.foundation.documents.printable import printable
from roundtable.foundation.documents.word_out import bytes_of, new_document

MOST_STATEMENTS: Final = 400
MOST_CHARACTERS: Final = 2000
_NAME = "roundtable:"
_MARK = "rt_"
COLUMNS = (
    "What you want to say",
    "What is it?",
    "How do you know?",
    "Who told you?",
    "Which child?",
)
KINDS = {
    Kind.FACT.value: "A fact",
    Kind.OBSERVATION.value: "I saw or heard it",
    Kind.ALLEGATION.value: "Somebody says so",
    Kind.OPINION.value: "My opinion",
}
HOW_KNOWN = {
    Provenance.FIRST.value: "First hand",
    Provenance.SECOND.value: "Told by who was there",
    Provenance.THIRD.value: "Told by who had heard of it",
}
# How people put it when they do not choose from the list.
_KIND_WORDS = {
    "fact": Kind.FACT.value,
    "i saw": Kind.OBSERVATION.value,
    "saw": Kind.OBSERVATION.value,
    "seen": Kind.OBSERVATION.value,
    "observ": Kind.OBSERVATION.value,
    "somebody says": Kind.ALLEGATION.value,
    "someone says": Kind.ALLEGATION.value,
    "alleg": Kind.ALLEGATION.value,
    "my opinion": Kind.OPINION.value,
    "opinion": Kind.OPINION.value,
}
_HOW_WORDS = {
    "first": Provenance.FIRST.value,
    "told by who was": Provenance.SECOND.value,
    "second": Provenance.SECOND.value,
    "told by who had": Provenance.THIRD.value,
    "third": Provenance.THIRD.value,
}
_EMPTY_ROWS = 3
_HOW_TO = (
    "One thing in each row, in words the family uses. Leave rows empty that you do not need, and"
    " add rows where you need more. Send the document back on the page of your report: you see"
    " what was read before anything is saved. Who may read a statement is chosen there as well."
)


class CannotReadWord(Exception):
    """The document is none of ours, or too much was done to it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A statement as it stands in a table: `mark` is its id, where it was there before."""

    text: str
    kind: str = ""
    how_known: str = ""
    source: str = ""
    children: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What was found: statements by section, and lines that belong nowhere."""

    rows: tuple[tuple[str, Row], ...]
    not_placed: tuple[str, ...]


# Out


def to_fill_in(
    *,
    title: str,
    facts: Sequence[tuple[str, str]],
    sections: Sequence[Asked],
    written: Mapping[str, Sequence[Row]],
    beside: Mapping[str, Sequence[str]],
) -> bytes:
    """
    Return the form with what is known and written already, to be filled in with Word.

    `beside` is the guidance to each section.
    """
    document = _begun(title, facts)
    document.add_paragraph(_HOW_TO)
    for asked in sections:
        document.add_heading(asked.heading, level=2)
        for line in beside.get(asked.code, ()):
            document.add_paragraph(line, style="Quote")
        empty = [Row("")] * _EMPTY_ROWS
        _add_table(document, asked.code, [*written.get(asked.code, ()), *empty])
    return bytes_of(document)


def to_read(
    *,
    title: str,
    facts: Sequence[tuple[str, str]],
    sections: Sequence[tuple[str, Sequence[tuple[str, str]]]],
) -> bytes:
    """Return a report for one reader: each statement, and what is said of it beneath."""
    document = _begun(title, facts)
    for heading, lines in sections:
        document.add_heading(heading, level=2)
        for text, marks in lines:
            document.add_paragraph(printable(text))
            if marks:
                document.add_paragraph(printable(marks), style="Quote")
    return bytes_of(document)


def _begun(title: str, facts: Sequence[tuple[str, str]]) -> Any:
    document = new_document()
    document.styles["Normal"].font.size = Pt(11)
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
    document.add_heading(title, level=1)
    for name, value in facts:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{name}: ").bold = True
        paragraph.add_run(printable(value))
    return document


def _add_table(document: Any, code: str, rows: Sequence[Row]) -> None:
    table = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), f"{_NAME}{code}")
    table._tbl.tblPr.append(caption)
    for cell, heading in zip(table.rows[0].cells, COLUMNS, strict=True):
        cell.paragraphs[0].add_run(heading).bold = True
    header = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(header)
    for number, row in enumerate(rows):
        cells = table.add_row().cells
        cells[0].text = printable(row.text)
        if row.mark:
            _bookmark(cells[0].paragraphs[0], f"{_MARK}{row.mark}", number)
        _choice(cells[1].paragraphs[0], f"{_NAME}kind", KINDS, row.kind)
        _choice(cells[2].paragraphs[0], f"{_NAME}how", HOW_KNOWN, row.how_known)
        cells[3].text = printable(row.source)
        cells[4].text = printable(row.children)


def _bookmark(paragraph: Any, name: str, number: int) -> None:
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        element = OxmlElement(tag)
        element.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            element.set(qn("w:name"), name)
        paragraph._p.append(element)


def _choice(paragraph: Any, tag: str, choices: Mapping[str, str], chosen: str) -> None:
    """Add a list to choose from, with nothing chosen where nobody has said yet."""
    control, properties = OxmlElement("w:sdt"), OxmlElement("w:sdtPr")
    name = OxmlElement("w:tag")
    name.set(qn("w:val"), tag)
    options = OxmlElement("w:dropDownList")
    for text in ("Choose", *choices.values()):
        option = OxmlElement("w:listItem")
        option.set(qn("w:displayText"), text)
        option.set(qn("w:value"), text)
        options.append(option)
    properties.append(name)
    properties.append(options)
    content, run, words = (OxmlElement(one) for one in ("w:sdtContent", "w:r", "w:t"))
    words.text = choices.get(chosen, "Choose")
    run.append(words)
    content.append(run)
    control.append(properties)
    control.append(content)
    paragraph._p.append(control)


# Back

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_back(
    data: bytes, sections: Collection[Asked], *, beside: Collection[Sequence[str]] = ()
) -> ReadBack:
    """
    Return what a filled-in form says. The file was looked at before: this only reads its text.

    `beside` is the guidance that was printed in it, and is nobody's statement.

    :raises CannotReadWord: if it cannot be read, or there is far more in it than in any report.
    """
    body = _body(data)
    by_heading = {one.heading.casefold(): one.code for one in sections}
    codes = {one.code for one in sections}
    printed = [*beside, *(one.lines for one in sections)]
    ours = {line for lines in printed for line in lines} | {_HOW_TO}
    rows: list[tuple[str, Row]] = []
    not_placed: list[str] = []
    under = ""
    for element in body:
        if element.tag == f"{_W}tbl":
            code = _name_of(element)
            code = code if code in codes else under
            for row in _rows_of(element):
                if code:
                    rows.append((code, row))
                else:
                    not_placed.append(row.text)
        else:
            text = _text(element)
            if text.casefold() in by_heading:
                under = by_heading[text.casefold()]
            elif text and under and text not in ours:
                rows.append((under, Row(text)))
    if len(rows) > MOST_STATEMENTS:
        raise CannotReadWord("There is more in this document than a report can hold.")
    return ReadBack(tuple(rows), tuple(one for one in not_placed if one))


def _body(data: bytes) -> list[Any]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = etree.fromstring(archive.read("word/document.xml"), _PARSER)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, NotImplementedError) as fault:
        raise CannotReadWord("We could not read this document.") from fault
    body = root.find(f"{_W}body")
    if body is None:
        raise CannotReadWord("We could not read this document.")
    return list(_blocks(body))


def _blocks(element: Any) -> Iterator[Any]:
    """Yield paragraphs and tables, those inside a content control too."""
    for child in element:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"):
            yield from _blocks(child)


def _name_of(table: Any) -> str:
    for tag in ("tblCaption", "tblDescription"):
        named = table.find(f"{_W}tblPr/{_W}{tag}")
        value = str(named.get(f"{_W}val", "")) if named is not None else ""
        if value.startswith(_NAME):
            return value.removeprefix(_NAME)
    return ""


def _rows_of(table: Any) -> Iterator[Row]:
    for line in table.iter(f"{_W}tr"):
        cells = list(line.iter(f"{_W}tc"))
        texts = [_text(one) for one in cells]
        texts += [""] * (len(COLUMNS) - len(texts))
        if not texts[0] or texts[0].casefold() == COLUMNS[0].casefold():
            continue
        yield Row(
            text=texts[0][:MOST_CHARACTERS],
            kind=_known(texts[1], _KIND_WORDS, KINDS),
            how_known=_known(texts[2], _HOW_WORDS, HOW_KNOWN),
            source=texts[3][:200],
            children=texts[4][:200],
            mark=_mark_of(cells[0]),
        )


def _known(said: str, words: Mapping[str, str], labels: Mapping[str, str]) -> str:
    text = said.casefold().strip()
    for value, label in labels.items():
        if text == label.casefold():
            return value
    return next((value for word, value in words.items() if text.startswith(word)), "")


def _mark_of(cell: Any) -> str:
    for bookmark in cell.iter(f"{_W}bookmarkStart"):
        name = str(bookmark.get(f"{_W}name", ""))
        if name.startswith(_MARK):
            try:
                return uuid.UUID(name.removeprefix(_MARK)).hex
            except ValueError:
                return ""
    return ""


def _text(element: Any) -> str:
    """Return what it says now: deleted words are no text, and a line break is a space."""
    parts = []
    for one in element.iter(f"{_W}t", f"{_W}br", f"{_W}tab", f"{_W}p"):
        if one.tag == f"{_W}t":
            parts.append(one.text or "")
        else:
            parts.append(" ")
    return " ".join("".join(parts).replace("\x00", "").split())

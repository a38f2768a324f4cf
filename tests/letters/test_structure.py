"""Every letter can be used with a screen reader, and its file says nothing of people."""

import io
import re
from itertools import pairwise

import pikepdf
import pypdf
import pytest

from roundtable.foundation.documents.rendering import render
from tests.letters import printed, samples, tagged
from tests.letters.tagged import MM

pytestmark = pytest.mark.parametrize("name", printed.LETTERS)

PEOPLE = re.compile(r"Hartley|Rosa|Ava|Ben\b|Kezia|Ncube|Iqbal|Doyle|Lowe|Nair", re.IGNORECASE)


@pytest.fixture
def document(name):
    with pikepdf.open(io.BytesIO(printed.pdf_of(name))) as document:
        yield document


@pytest.fixture
def tree(name):
    return tagged.read(printed.pdf_of(name))


def test_language_title_and_profile_are_declared(document):
    assert str(document.Root.Lang) == "en-GB"
    assert document.Root.MarkInfo.Marked is True
    assert document.Root.ViewerPreferences.DisplayDocTitle is True
    with document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:language"] == {"en-GB"}
    assert all(str(page.Tabs) == "/S" for page in document.pages)


def test_metadata_is_the_kind_of_document_and_the_authority(name, document):
    assert str(document.docinfo["/Title"]) == printed.LETTERS[name].TITLE
    assert str(document.docinfo["/Author"]) == "Marlsea Council"
    assert set(document.docinfo.keys()) == {"/Title", "/Author", "/Creator"}
    everything = document.Root.Metadata.read_bytes().decode() + str(dict(document.docinfo))
    assert not PEOPLE.search(everything)
    assert samples.ROSA.address[0] not in everything


def test_bookmarks_exist_for_long_documents(document):
    with document.open_outline() as outline:
        assert len(outline.root) >= 1


def test_headings_never_skip_a_level(tree):
    levels = [int(h.tag[1]) for h in tree.all("H1", "H2", "H3", "H4", "H5", "H6")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(h.text for h in tree.all("H1", "H2", "H3", "Title"))
    assert len(tree.all("Title")) == 1


def test_tables_have_column_headers(name, tree):
    for table in tree.all("Table"):
        head, *bodies = [part for part in table.children if part.tag in {"THead", "TBody"}]
        assert head.tag == "THead"
        columns = head.all("TH")
        assert columns
        assert {cell.attributes["Scope"] for cell in columns} == {"Column"}
        for row in bodies[0].all("TR"):
            assert len(row.all("TD")) == len(columns)
    assert tree.all("Table") or name in {"unfinished", "agreed_to_meet_again", "exclusion"}


def test_lists_are_lists(tree):
    for item in tree.all("LI"):
        assert [child.tag for child in item.children] == ["Lbl", "LBody"]


def test_every_page_says_whose_copy_it_is_and_which_page(name):
    reader = pypdf.PdfReader(io.BytesIO(printed.pdf_of(name)))
    letter = printed.LETTERS[name]
    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text()
        whose = f"Copy {letter.copy_number}, for" if letter.copy_number else "For"
        assert f"{whose} {letter.recipient.name}." in text
        assert f"Page {number} of {len(reader.pages)}" in text
        assert letter.reference in text


def test_nothing_is_outside_the_margins(name):
    reader = pypdf.PdfReader(io.BytesIO(printed.pdf_of(name)))
    for page in reader.pages:
        for x, y, _ in tagged.positions(page):
            assert 20 * MM < x < 190 * MM
            assert 10 * MM < y < 285 * MM


def test_the_same_letter_is_the_same_file(name):
    assert render(printed.LETTERS[name]) == printed.pdf_of(name)

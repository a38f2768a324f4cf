"""Every place in a file where an address has been found too late is read."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from docx import Document
from docx.shared import Inches
from PIL import Image

from roundtable.foundation.documents.files.findings import Findings, Passage
from roundtable.foundation.documents.files.look import look_here, look_into
from roundtable.foundation.documents.files.pictures import Pictures
from roundtable.foundation.documents.files.tests import making

SECRET = "12 Safe Street, PR7 2AB"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def says(found: Findings) -> str:
    return "\n".join(one.text for one in found.passages)


def header() -> bytes:
    document = Document()
    document.sections[0].header.paragraphs[0].text = SECRET
    return making.saved(document)


def footer() -> bytes:
    document = Document()
    document.sections[0].footer.paragraphs[0].text = SECRET
    return making.saved(document)


def table() -> bytes:
    document = Document()
    document.add_table(1, 1).cell(0, 0).text = SECRET
    return making.saved(document)


def comment() -> bytes:
    document = Document()
    run = document.add_paragraph("A letter.").add_run(" More.")
    document.add_comment(run, text=SECRET, author="A. Writer")
    return making.saved(document)


def in_runs() -> bytes:
    document = Document()
    paragraph = document.add_paragraph()
    for part in ("12 Sa", "fe Str", "eet, PR7", " 2AB"):
        paragraph.add_run(part).bold = True
    return making.saved(document)


def deleted() -> bytes:
    gone = f"<w:p><w:r><w:t>12 </w:t></w:r><w:ins {W}><w:r><w:t>New</w:t></w:r></w:ins>"
    gone += f"<w:del {W}><w:r><w:delText>Safe</w:delText></w:r></w:del>"
    gone += "<w:r><w:t> Street, PR7 2AB</w:t></w:r></w:p>"
    return making.word_with(
        {"word/document.xml": making.body_of(making.word()).replace("<w:body>", f"<w:body>{gone}")}
    )


def text_box() -> bytes:
    box = '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
    box += f"<w:txbxContent><w:p><w:r><w:t>{SECRET}</w:t></w:r></w:p></w:txbxContent>"
    box += "</v:textbox></v:shape></w:pict></w:r></w:p>"
    return making.word_with(
        {"word/document.xml": making.body_of(making.word()).replace("<w:body>", f"<w:body>{box}")}
    )


def described_picture() -> bytes:
    document = Document()
    document.add_picture(BytesIO(making.png()), width=Inches(1))
    body = making.body_of(making.saved(document)).replace('name="Picture 1"', f'descr="{SECRET}"')
    return making.word_with({"word/document.xml": body}, data=making.saved(document))


def linked() -> bytes:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" TargetMode="External" Type="http://schemas.openxmlformats.org/'
        f'officeDocument/2006/relationships/hyperlink" Target="{SECRET}"/></Relationships>'
    )
    return making.word_with({"word/_rels/comments.xml.rels": rels})


def on_a_page() -> pikepdf.Pdf:
    return making.pdf_with_text(SECRET)


def under_a_black_box() -> pikepdf.Pdf:
    pdf = making.pdf_with_text(SECRET)
    page = pdf.pages[0]
    page.contents_add(pdf.make_stream(b"0 0 0 rg 0 600 595 200 re f"))
    return pdf


def off_the_page() -> pikepdf.Pdf:
    pdf = making.pdf_with_text(SECRET)
    pdf.pages[0].cropbox = [0, 0, 100, 100]
    return pdf


def in_properties() -> pikepdf.Pdf:
    pdf = making.pdf_with_text("A letter.")
    pdf.docinfo["/Keywords"] = SECRET
    return pdf


def in_description() -> pikepdf.Pdf:
    pdf = making.pdf_with_text("A letter.")
    with pdf.open_metadata() as described:
        described["dc:description"] = SECRET
    return pdf


def in_a_note() -> pikepdf.Pdf:
    pdf = making.pdf_with_text("A letter.")
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 10, 10], Contents=SECRET
    )
    pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([note]))
    return pdf


def in_a_bookmark() -> pikepdf.Pdf:
    pdf = making.pdf_with_text("A letter.")
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(SECRET, 0))
    return pdf


def in_an_attached_file() -> pikepdf.Pdf:
    pdf = making.pdf_with_text("A letter.")
    pdf.attachments["letter.docx"] = pikepdf.AttachedFileSpec(pdf, making.word(SECRET))
    return pdf


def in_the_name_of_one() -> pikepdf.Pdf:
    pdf = making.pdf_with_text("A letter.")
    pdf.attachments[f"{SECRET}.docx"] = pikepdf.AttachedFileSpec(pdf, making.word())
    return pdf


@pytest.mark.parametrize(
    "make",
    [header, footer, table, comment, in_runs, deleted, text_box, described_picture, linked],
    ids=lambda make: make.__name__,
)
def test_all_of_a_word_document_is_read(make: Callable[[], bytes]) -> None:
    found = look_here(make())
    assert not found.refused
    assert SECRET in says(found)


@pytest.mark.parametrize("name", ["author", "title", "comments", "keywords", "subject"])
def test_the_properties_of_a_word_document_are_read(name: str) -> None:
    assert SECRET in says(look_here(making.word(**{name: SECRET})))


def test_custom_parts_of_a_word_document_are_read() -> None:
    made = making.word_with({"customXml/item9.xml": f"<place>{SECRET}</place>"})
    assert SECRET in says(look_here(made))


@pytest.mark.parametrize(
    "make",
    [
        on_a_page,
        under_a_black_box,
        off_the_page,
        in_properties,
        in_description,
        in_a_note,
        in_a_bookmark,
        in_an_attached_file,
        in_the_name_of_one,
    ],
    ids=lambda make: make.__name__,
)
def test_all_of_a_pdf_is_read(make: Callable[[], pikepdf.Pdf]) -> None:
    found = look_here(making.as_bytes(make()))
    assert not found.refused
    assert SECRET in says(found)


def test_what_no_database_could_keep_is_left_out() -> None:
    found = Findings()
    found.add("page\x001", "12 Sa\x00fe Street \ud800")
    assert found.passages == [Passage("page1", "12 Safe Street ?")]


def test_what_is_written_beside_the_pixels_is_read() -> None:
    assert SECRET in says(look_here(making.png(Comment=SECRET)))


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    """A program that stands in for the engine: it says what the picture would."""
    program = tmp_path / "tesseract"  # type: ignore[operator]
    program.write_text(f"#!/bin/sh\ncat > /dev/null\necho '{SECRET}'\n")
    program.chmod(0o700)
    monkeypatch.setattr("shutil.which", lambda name: str(program))


def word_with_a_picture() -> bytes:
    document = Document()
    document.add_picture(BytesIO(making.png()), width=Inches(1))
    return making.saved(document)


PICTURES = {
    "page 1": making.picture_pdf,
    "picture": making.png,
    "picture 1": word_with_a_picture,
}


@pytest.mark.parametrize("place", PICTURES)
@pytest.mark.usefixtures("no_engine")
def test_without_the_engine_a_picture_counts_as_unsearched(place: str) -> None:
    found = look_here(PICTURES[place]())
    assert place in found.unsearched
    assert not found.refused


@pytest.mark.parametrize("place", PICTURES)
@pytest.mark.usefixtures("engine")
def test_with_the_engine_a_picture_is_read(place: str) -> None:
    found = look_here(PICTURES[place]())
    assert SECRET in says(found)
    assert found.unsearched == []


@pytest.mark.usefixtures("engine")
def test_a_picture_the_engine_has_no_time_for_counts_as_unsearched() -> None:
    assert look_here(making.png(), Pictures(seconds=0)).unsearched == ["picture"]


def test_a_page_of_words_is_not_taken_for_a_picture() -> None:
    assert look_here(making.as_bytes(making.pdf_with_text("A letter of words."))).unsearched == []


def test_a_line_or_bullet_is_not_taken_for_a_picture() -> None:
    pdf = pikepdf.open(BytesIO(making.picture_pdf(30, 8)))
    assert look_here(making.as_bytes(pdf)).unsearched in ([], ["page 1"])
    written = BytesIO()
    Image.new("L", (30, 8)).save(written, "PNG")
    assert look_here(written.getvalue()).unsearched == []


def test_it_is_read_in_a_process_of_its_own() -> None:
    assert SECRET in says(look_into(making.as_bytes(on_a_page())))

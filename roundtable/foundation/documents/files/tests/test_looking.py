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
from roundtable.foundation.documents.files.tests import making
from roundtable.foundation.documents.traces import Text, of_address, of_contact

SECRET = "12 Safe Street, PR7 2AB"
TRACES = of_address("12 Safe Street\nChorley", "PR7 2AB") | of_contact("07700 900123")
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


def in_body(xml: str) -> str:
    return making.body_of(making.word()).replace("<w:body>", f"<w:body>{xml}")


BOX = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
PARTS = {
    "word/footnotes.xml": f"<w:footnotes {W}><w:t>{SECRET}</w:t></w:footnotes>",
    "word/endnotes.xml": f"<w:endnotes {W}><w:t>{SECRET}</w:t></w:endnotes>",
    "word/header7.xml": f"<w:hdr {W}><w:t>12 Safe</w:t><w:br/><w:t>Street</w:t></w:hdr>",
    "word/settings.xml": f'<w:settings {W}><w:docVar w:val="{SECRET}"/></w:settings>',
    "word/glossary/document.xml": f"<w:glossaryDocument {W}><w:t>{SECRET}</w:t></w:glossaryDocument>",
    "word/charts/chart1.xml": "<chart><v>12 Safe Street</v></chart>",
    "docProps/app.xml": f'<Properties xmlns="{PROPERTIES}"><Company>{SECRET}</Company></Properties>',
    "docProps/custom.xml": f"<Properties><property><lpwstr>{SECRET}</lpwstr></property></Properties>",
    "word/_rels/footer.xml.rels": f'<Relationships xmlns="{RELATIONSHIPS}"><Relationship Id="r1"'
    f' TargetMode="External" Type="{LINK}" Target="https://maps.example/?q=12%20Safe%20Street"/>'
    "</Relationships>",
    "word/comments2.xml": f"<!-- {SECRET} --><a/>",
    "word/document.xml": in_body(
        f'<w:p><w:r><w:drawing><wps:txbx xmlns:wps="{BOX}"><w:txbxContent><w:p><w:r><w:t>12 Sa</w:t>'
        "</w:r><w:proofErr/><w:r><w:t>fe Street</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
        "</w:drawing></w:r></w:p>"
    ),
    "word/document2.xml": in_body("<w:p><w:r><w:vanish/><w:t>12 Safe St</w:t></w:r></w:p>"),
    "word/document3.xml": in_body(
        '<w:p><w:r><w:instrText>HYPERLINK "tel:+447700</w:instrText></w:r>'
        '<w:r><w:instrText>900123"</w:instrText></w:r></w:p>'
    ),
    "word/document4.xml": in_body("<w:p><w:t>07700</w:t><w:noBreakHyphen/><w:t>900123</w:t></w:p>"),
}


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


def in_rich_text() -> pikepdf.Pdf:
    pdf = in_a_note()
    note = pdf.pages[0].Annots[0]
    note.Contents = "A note."
    note.RC = pdf.make_stream(f"<body><p>{SECRET}</p></body>".encode())
    return pdf


def on_a_stamp() -> pikepdf.Pdf:
    """What a stamp says stands in a drawing of its own; this one is hidden besides."""
    pdf = making.pdf_with_text("A letter of many words, and nothing else in it.")
    drawing = pdf.make_stream(f"BT /F1 10 Tf 5 5 Td ({SECRET}) Tj ET".encode())
    drawing.stream_dict.update(
        pikepdf.Dictionary(
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 200, 20]
        )
    )
    drawing.Resources = pdf.pages[0].Resources
    stamp = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Stamp,
        Rect=[0, 0, 200, 20],
        F=2,
        AP=pikepdf.Dictionary(N=drawing),
    )
    pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(stamp)]))
    return pdf


def form(**field: object) -> pikepdf.Pdf:
    pdf = making.pdf_with_text("A letter.")
    held = {
        key: pdf.make_stream(one) if isinstance(one, bytes) else one for key, one in field.items()
    }
    entry = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="where", **held)
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([pdf.make_indirect(entry)]))
    return pdf


def in_a_form_field() -> pikepdf.Pdf:
    return form(V=SECRET)


def in_a_long_form_field() -> pikepdf.Pdf:
    return form(V=SECRET.encode())


def in_a_form_in_xml() -> pikepdf.Pdf:
    pdf = form()
    parts = [pikepdf.String("datasets"), pdf.make_stream(f"<value>{SECRET}</value>".encode())]
    pdf.Root.AcroForm.XFA = pikepdf.Array(parts)
    return pdf


def in_letters_apart() -> pikepdf.Pdf:
    pdf = making.pdf_with_text("A letter.")
    apart = b"BT /F1 12 Tf 3 Tr 40 600 Td [(12 Sa)-30(fe Str)20(eet, PR7 2)-20(AB)] TJ ET"
    pdf.pages[0].contents_add(pdf.make_stream(apart))
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


@pytest.mark.parametrize("name, content", PARTS.items())
def test_every_part_of_a_word_document_is_read(name: str, content: str) -> None:
    found = look_here(making.word_with({name: content}))
    assert not found.refused
    assert Text(says(found)).holds_any(TRACES)


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
        in_rich_text,
        on_a_stamp,
        in_a_form_field,
        in_a_long_form_field,
        in_a_form_in_xml,
        in_letters_apart,
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
    assert SECRET in says(look_here(making.png(**{SECRET: "x"})))


def exif(tag: int, value: object, *, within: int | None = None) -> Image.Exif:
    written = Image.Exif()
    (written.get_ifd(within) if within else written)[tag] = value
    return written


JPEG = {
    "comment": {"comment": SECRET},
    "description": {"exif": exif(0x010E, SECRET)},
    "Windows comment": {"exif": exif(0x9C9C, SECRET.encode("utf-16-le"))},
    "camera's comment": {"exif": exif(0x9286, b"ASCII\0\0\0" + SECRET.encode(), within=0x8769)},
}


@pytest.mark.parametrize("options", JPEG.values(), ids=JPEG)
def test_what_a_camera_wrote_is_read(options: dict[str, object]) -> None:
    assert Text(
        says(look_here(making.picture_as("JPEG", Image.new("L", (9, 9)), **options)))
    ).holds_any(TRACES)


ORDINARY = (
    "The meeting is on 12 May at 10.30. Ring 01632 960999. Safe journeys: 120 streets, PR7 3AB."
)


@pytest.mark.parametrize(
    "make", [lambda: making.word(ORDINARY), lambda: making.as_bytes(making.pdf_with_text(ORDINARY))]
)
def test_an_ordinary_letter_raises_no_alarm(
    make: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    found = look_here(make())
    assert not Text(says(found)).holds_any(TRACES)
    assert found.unsearched == []


def test_it_is_read_in_a_process_of_its_own() -> None:
    assert SECRET in says(look_into(making.as_bytes(on_a_page())))

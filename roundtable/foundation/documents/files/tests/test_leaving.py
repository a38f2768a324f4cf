"""What leaves is opened again: everything a reader reads is there, and nothing of who made it."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from docx import Document
from PIL import Image

from roundtable.foundation.documents.files.leaving import copy_to_leave
from roundtable.foundation.documents.files.look import look_here, look_into
from roundtable.foundation.documents.files.tests import making

SECRET = "Ann Author, 12 Safe Street"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def inside(data: bytes) -> str:
    """Return all that anybody can find in a file: as it is, unpacked, and as it is read."""
    parts = [data]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts += [archive.read(name) for name in archive.namelist()]
    if data.startswith(b"%PDF"):
        with pikepdf.open(BytesIO(data)) as pdf:
            parts += [
                one.read_raw_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)
            ]
    read = [one.text for one in look_here(data).passages]
    return "\n".join([*(part.decode("latin-1") for part in parts), *read])


# Word


def with_properties() -> bytes:
    return making.word(author=SECRET, title=SECRET, comments=SECRET, last_modified_by=SECRET)


def with_a_comment() -> bytes:
    document = Document()
    run = document.add_paragraph("A letter.").add_run(" More.")
    document.add_comment(run, text="Is this so?", author=SECRET, initials="AA12")
    return making.saved(document)


def with_changes() -> bytes:
    changed = f'<w:p w:rsidR="00AB12CD"><w:ins w:id="1" w:author="{SECRET}" w:date="2026-11-01T10:00:00Z">'
    changed += "<w:r><w:t>New words.</w:t></w:r></w:ins></w:p>"
    return making.word_with(
        {
            "word/document.xml": making.body_of(making.word()).replace(
                "<w:body>", f"<w:body>{changed}"
            )
        }
    )


def with_people_behind() -> bytes:
    rels = f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="people" Target="people.xml"/>'
    rels += '<Relationship Id="r2" Type="x" Target="../customXml/item1.xml"/></Relationships>'
    return making.word_with(
        {
            "word/people.xml": f"<people><person>{SECRET}</person></people>",
            "customXml/item1.xml": f"<data>{SECRET}</data>",
            "docProps/custom.xml": f"<Properties><p>{SECRET}</p></Properties>",
            "word/_rels/footer1.xml.rels": rels,
            "word/settings.xml": f'<w:settings {W}><w:rsids><w:rsid w:val="00AB12CD"/></w:rsids>'
            f'<w:docVars><w:docVar w:name="a" w:val="{SECRET}"/></w:docVars></w:settings>',
            "word/comments3.xml": f"<!-- {SECRET} --><a/>",
        }
    )


def with_a_photograph() -> bytes:
    document = Document()
    document.add_paragraph("A letter.")
    document.add_picture(BytesIO(photograph()))
    return making.saved(document)


@pytest.mark.parametrize(
    "make",
    [with_properties, with_a_comment, with_changes, with_people_behind, with_a_photograph],
)
def test_a_word_document_leaves_without_who_made_it(make: Callable[[], bytes]) -> None:
    came = make()
    leaves = copy_to_leave(came)
    assert "Ann Author" in inside(came)
    for trace in ("Ann Author", "AA12", "00AB12CD", "2026-11-01", "python-docx", "people.xml"):
        assert trace not in inside(leaves)
    assert not look_here(leaves).refused
    Document(BytesIO(leaves))


def test_what_a_reader_reads_in_a_word_document_stays() -> None:
    words = inside(copy_to_leave(with_a_comment())) + inside(copy_to_leave(with_changes()))
    for text in ("A letter.", "Is this so?", "New words."):
        assert text in words
    assert "Ann Author" not in words


# PDF


def with_everything() -> bytes:
    pdf = making.pdf_with_text("What the reader reads.")
    pdf.docinfo["/Author"] = SECRET
    with pdf.open_metadata() as described:
        described["dc:creator"] = [SECRET]
    page = pdf.pages[0]
    page.PieceInfo = pikepdf.Dictionary(Program=pikepdf.Dictionary(Private=SECRET))
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 10, 10],
        Contents="Is this so?", T=SECRET, M="D:20261101", NM=SECRET,
    )  # fmt: skip
    attached = pikepdf.AttachedFileSpec(pdf, making.word(SECRET))
    pinned = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 10, 10],
        FS=attached.obj,
    )  # fmt: skip
    page.Annots = pdf.make_indirect(pikepdf.Array([note, pinned]))
    pdf.attachments[f"{SECRET}.docx"] = attached
    held = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="where", V="Here")
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([pdf.make_indirect(held)]))
    picture = pdf.make_stream(photograph())
    picture.stream_dict.update(
        pikepdf.Dictionary(
            Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=64, Height=48,
            ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
        )
    )  # fmt: skip
    page.Resources.XObject = pikepdf.Dictionary(P=picture)
    return making.as_bytes(pdf)


def test_a_pdf_leaves_without_who_made_it() -> None:
    came = with_everything()
    leaves = copy_to_leave(came)
    assert "Ann Author" in inside(came)
    assert "Ann Author" not in inside(leaves)
    with pikepdf.open(BytesIO(leaves)) as pdf:
        assert not pdf.docinfo
        assert "/Metadata" not in pdf.Root
        assert not pdf.attachments
        assert len(pdf.pages[0].Annots) == 1
        assert str(pdf.Root.AcroForm.Fields[0].T) == "where"
    words = inside(leaves)
    for text in ("What the reader reads.", "Is this so?", "Here"):
        assert text in words


def test_a_pdf_leaves_without_what_it_said_before() -> None:
    first = making.as_bytes(making.pdf_with_text(SECRET), compress_streams=False)
    start = first.index(b"stream\n") + 7
    number = first[: first.rindex(b" 0 obj", 0, start)].rsplit(b"\n", 1)[-1]
    drawn = b"BT /F1 12 Tf 40 700 Td (Other words.) Tj ET"
    changed = b"%s 0 obj\n<</Length %d>>stream\n%s\nendstream\nendobj\n" % (
        number,
        len(drawn),
        drawn,
    )
    table = b"xref\n%s 1\n%010d 00000 n \ntrailer\n" % (number, len(first))
    with pikepdf.open(BytesIO(first)) as pdf:
        size, root = int(pdf.trailer.Size), pdf.Root.objgen[0]
    old = int(first.rsplit(b"startxref\n", 1)[1].split()[0])
    trailer = b"<</Size %d/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        size, root, old, len(first) + len(changed),
    )  # fmt: skip
    came = first + changed + table + trailer
    assert SECRET in inside(came)
    leaves = copy_to_leave(came)
    assert SECRET not in inside(leaves)
    assert "Other words." in inside(leaves)


# Pictures


def photograph(side: int = 1, **options: object) -> bytes:
    """As a telephone takes it: where, when, by whom, and what comes after the picture."""
    exif = Image.Exif()
    exif[0x010E] = SECRET
    exif[0x0112] = side
    exif.get_ifd(0x8825)[2] = (53.0, 39.0, 12.5)
    picture = Image.effect_mandelbrot((64, 48), (-3, -2.5, 2, 2.5), 100).convert("RGB")
    written = making.picture_as(
        "JPEG",
        picture,
        exif=exif,
        comment=SECRET,
        dpi=(300, 300),
        icc_profile=b"colours",
        **options,
    )
    return written + SECRET.encode()


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"restart_marker_blocks": 1}])
@pytest.mark.parametrize("side", [1, 6])
def test_a_photograph_leaves_without_where_it_was_taken(
    side: int, options: dict[str, object]
) -> None:
    came = photograph(side, **options)
    leaves = copy_to_leave(came)
    assert "Ann Author" not in inside(leaves)
    with Image.open(BytesIO(came)) as old, Image.open(BytesIO(leaves)) as new:
        assert new.tobytes() == old.tobytes()
        assert dict(new.getexif()) == ({} if side == 1 else {0x0112: 6})
        assert new.info["icc_profile"] == b"colours"
        assert "comment" not in new.info


def test_a_png_leaves_without_what_is_written_beside_it() -> None:
    came = making.png(Comment=SECRET, Software=SECRET) + SECRET.encode()
    leaves = copy_to_leave(came)
    assert "Ann Author" not in inside(leaves)
    with Image.open(BytesIO(came)) as old, Image.open(BytesIO(leaves)) as new:
        assert new.tobytes() == old.tobytes()


# All of them


KINDS = {"Word": with_properties, "PDF": with_everything, "JPEG": photograph, "PNG": making.png}


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_file_gives_the_same_copy_and_a_copy_is_not_changed_again(kind: str) -> None:
    came = KINDS[kind]()
    leaves = copy_to_leave(came)
    assert copy_to_leave(came) == leaves
    assert copy_to_leave(leaves) == leaves


def test_the_copy_is_made_where_the_file_is_looked_into() -> None:
    assert look_into(with_properties()).leaves == copy_to_leave(with_properties())
    assert look_into(b"GIF89a").leaves == b""


@pytest.mark.parametrize("data", [b"GIF89a", b"%PDF-1.7 not one", b"PK\x03\x04 not one"])
def test_what_cannot_be_written_anew_does_not_leave(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"anew|not a kind"):
        copy_to_leave(data)

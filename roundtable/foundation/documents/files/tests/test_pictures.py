"""
A picture is read where the program for it is installed, and else left to a person: never passed by.

What follows asks the real program where there is one. Where there is none, each of these pictures
has to be named as unsearched, and the same tests say so.
"""

import shutil
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from docx import Document
from docx.shared import Inches
from PIL import Image

from roundtable.foundation.documents.files.findings import Findings
from roundtable.foundation.documents.files.look import look_here
from roundtable.foundation.documents.files.pictures import PROGRAM, Pictures
from roundtable.foundation.documents.files.tests import making
from roundtable.foundation.documents.traces import Text, of_address

SECRET = "12 Safe Street, PR7 2AB"
TRACES = of_address("12 Safe Street\nChorley", "PR7 2AB")


def says(found: Findings) -> str:
    return "\n".join(one.text for one in found.passages)


def under_a_black_box() -> bytes:
    pdf = making.scan(SECRET)
    pdf.pages[0].contents_add(pdf.make_stream(b"0 0 0 rg 0 0 600 600 re f"))
    return making.as_bytes(pdf)


def cut_off() -> bytes:
    pdf = making.scan(SECRET)
    pdf.pages[0].cropbox = [0, 0, 100, 40]
    return making.as_bytes(pdf)


def in_strips() -> bytes:
    """As some scanners write a page: each strip too low to be taken for a picture."""
    whole = making.drawn(SECRET)
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(whole.width, whole.height))
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary())
    for top in range(0, whole.height, 10):
        strip = whole.crop((0, top, whole.width, top + 10))
        image = pdf.make_stream(strip.tobytes())
        image.stream_dict.update(
            pikepdf.Dictionary(
                Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=whole.width,
                Height=10, ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8,
            )
        )  # fmt: skip
        page.Resources.XObject[f"/S{top}"] = image
        bottom = whole.height - top - 10
        page.contents_add(f"q {whole.width} 0 0 10 0 {bottom} cm /S{top} Do Q\n".encode())
    return making.as_bytes(pdf)


def in_word() -> bytes:
    document = Document()
    picture = making.picture_as("PNG", making.drawn(SECRET))
    document.add_picture(BytesIO(picture), width=Inches(5))
    return making.saved(document)


def by_a_turned_camera() -> bytes:
    turned = Image.Exif()
    turned[0x0112] = 6
    return making.picture_as("JPEG", making.drawn(SECRET, turned=90), exif=turned)


def see_through() -> bytes:
    ink = Image.eval(making.drawn(SECRET), lambda value: 255 - value)
    picture = Image.new("RGBA", ink.size, (0, 0, 0, 0))
    picture.paste((0, 0, 0, 255), mask=ink)
    return making.picture_as("PNG", picture)


def turned_in_part() -> Image.Image:
    picture = Image.new("L", (1000, 1500), 255)
    picture.paste(making.drawn("all is well."), (0, 0))
    picture.paste(making.drawn(SECRET, turned=90), (300, 450))
    return picture


SCANS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "PNG": ("picture", lambda: making.picture_as("PNG", making.drawn(SECRET))),
    "JPEG": ("picture", lambda: making.picture_as("JPEG", making.drawn(SECRET))),
    "PDF": ("page 1", lambda: making.as_bytes(making.scan(SECRET))),
    "PDF on its side": ("page 1", lambda: making.as_bytes(making.scan(SECRET, turned=90))),
    "turned in part": ("picture", lambda: making.picture_as("PNG", turned_in_part())),
    "upside down": ("picture", lambda: making.picture_as("PNG", making.drawn(SECRET, turned=180))),
    "faint": ("picture", lambda: making.picture_as("PNG", making.drawn(SECRET, ink=245))),
    "dark": ("picture", lambda: making.picture_as("PNG", making.drawn(SECRET, ink=60, paper=30))),
    "by a turned camera": ("picture", by_a_turned_camera),
    "see-through": ("picture", see_through),
    "Word": ("picture 1", in_word),
    "in strips": ("page 1", in_strips),
    "cut off": ("page 1", cut_off),
    "under a black box": ("page 1", under_a_black_box),
}


@pytest.mark.parametrize("place, make", SCANS.values(), ids=SCANS)
def test_an_address_in_a_picture_is_read_or_left_to_a_person(
    place: str, make: Callable[[], bytes]
) -> None:
    found = look_here(make())
    assert not found.refused
    if shutil.which(PROGRAM):
        assert Text(says(found)).holds_any(TRACES)
    else:
        assert place in found.unsearched


def crooked() -> Image.Image:
    return making.drawn(SECRET, turned=9)


@pytest.mark.parametrize("make", [crooked, making.with_handwriting])
def test_what_the_program_cannot_be_sure_of_is_left_to_a_person(
    make: Callable[[], Image.Image],
) -> None:
    assert look_here(making.picture_as("PNG", make())).unsearched == ["picture"]


@pytest.mark.parametrize(
    "data",
    [
        making.picture_as("PNG", making.drawn("all is well.")),
        making.as_bytes(making.scan("all is well.")),
    ],
    ids=["picture", "scan"],
)
def test_good_print_needs_nobody_where_the_program_is(data: bytes) -> None:
    found = look_here(data)
    assert (found.unsearched == []) is bool(shutil.which(PROGRAM))


def outlines() -> bytes:
    """Letters that were turned into shapes, on a page that has other letters."""
    pdf = making.pdf_with_text("A letter of many words, and nothing else in it.")
    curves = " ".join("10 0 20 0 30 10 c" for _ in range(80))
    pdf.pages[0].contents_add(pdf.make_stream(f"0 0 m {curves} f".encode()))
    return making.as_bytes(pdf)


def letters_of_an_unknown_font() -> bytes:
    """What looks like words, and says to no program which letters they are."""
    pdf = making.pdf_with_text("AB BA ABBA BAAB ABAB BABA AABB")
    pdf.pages[0].Resources.Font.F1.Encoding = pikepdf.Dictionary(
        Type=pikepdf.Name.Encoding,
        Differences=pikepdf.Array([65, pikepdf.Name("/g001"), pikepdf.Name("/g002")]),
    )
    return making.as_bytes(pdf)


@pytest.mark.parametrize("make", [outlines, letters_of_an_unknown_font])
@pytest.mark.usefixtures("no_engine")
def test_letters_that_are_drawn_are_taken_for_a_picture(make: Callable[[], bytes]) -> None:
    assert look_here(make()).unsearched == ["page 1"]


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    """A program that stands in for the engine: it says what the picture would."""
    program = tmp_path / "tesseract"  # type: ignore[operator]
    rows = "\n".join(
        f"5\t1\t1\t1\t1\t{number}\t0\t0\t9\t9\t96.0\t{word}"
        for number, word in enumerate(SECRET.split())
    )
    program.write_text(f"#!/bin/sh\ncat > /dev/null\ncat <<'END'\nlevel\n{rows}\nEND\n")
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


def test_a_page_that_nothing_can_read_is_not_drawn_either(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred of them would take all the time there is, and the file be taken for damaged."""
    monkeypatch.delattr("pypdfium2.PdfPage.render")
    scan = making.as_bytes(making.scan(SECRET))
    assert look_here(scan, Pictures(seconds=0)).unsearched == ["page 1"]

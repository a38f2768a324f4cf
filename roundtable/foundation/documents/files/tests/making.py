"""Files as people and their enemies send them, made where a test needs one."""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

import pikepdf
from docx import Document
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from roundtable.foundation.documents.printable import FONTS

CONTENT_TYPES = "[Content_Types].xml"


def word(text: str = "A letter.", **properties: str) -> bytes:
    document = Document()
    document.add_paragraph(text)
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    return saved(document)


def saved(document: object) -> bytes:
    written = BytesIO()
    document.save(written)  # type: ignore[attr-defined]
    return written.getvalue()


def word_with(parts: Mapping[str, str | bytes], *, data: bytes | None = None) -> bytes:
    """A Word document with parts added or replaced."""
    written = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data or word())) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            if entry.filename not in parts:
                new.writestr(entry.filename, old.read(entry.filename))
        for name, content in parts.items():
            new.writestr(name, content)
    return written.getvalue()


def body_of(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


def expanding_word(gigabytes: int = 10) -> bytes:
    """A Word document that would become that large: its entries say so, and are packed so."""
    written = BytesIO()
    block = b"\0" * 1_000_000
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr(CONTENT_TYPES, "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as entry:
            entry.write(block)
    return _say_larger(written.getvalue(), gigabytes)


def _say_larger(data: bytes, gigabytes: int) -> bytes:
    """Repeat an entry of the directory until all of them become so much, as a bomb does."""
    directory = data.rindex(b"PK\x01\x02")
    end = data.rindex(b"PK\x05\x06")
    entry, tail = data[directory:end], data[end:]
    count = gigabytes * 1000
    entries = b"".join(
        entry.replace(b"word/document.xml", b"word/docum%03d.xml" % (number % 1000))
        for number in range(count)
    )
    start, first = struct.unpack("<L", tail[16:20])[0], struct.unpack("<H", tail[10:12])[0]
    size = len(data[start:directory]) + len(entries)
    total = min(first - 1 + count, 65_534)
    head = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, total, total, size, start, 0)
    return data[:directory] + entries + head


def pdf_with_text(text: str) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    drawn = f"BT /F1 12 Tf 40 700 Td ({text}) Tj ET"
    page.Contents = pdf.make_stream(drawn.encode("latin-1"))
    return pdf


def as_bytes(pdf: pikepdf.Pdf, **options: object) -> bytes:
    written = BytesIO()
    pdf.save(written, **options)  # type: ignore[arg-type]
    return written.getvalue()


def picture_pdf(width: int = 600, height: int = 200) -> bytes:
    """A PDF whose one page is a picture, as a scanner makes them."""
    written = BytesIO()
    Image.new("L", (width, height), 255).save(written, "PDF")
    return written.getvalue()


def png(width: int = 200, height: int = 100, **info: str) -> bytes:
    written, words = BytesIO(), PngInfo()
    for key, value in info.items():
        words.add_text(key, value)
    Image.new("L", (width, height), 255).save(written, "PNG", pnginfo=words)
    return written.getvalue()


def drawn(text: str, *, turned: int = 0, ink: int = 0, paper: int = 255) -> Image.Image:
    """A letter as a scanner or a camera sees it: pixels alone."""
    picture = Image.new("L", (1000, 400), paper)
    font = ImageFont.truetype(FONTS / "DejaVuSans.ttf", 28)
    words = f"Dear Mr Hartley, this is about the meeting.\nIt is said that {text}\nYours sincerely"
    ImageDraw.Draw(picture).multiline_text((60, 80), words, fill=ink, font=font, spacing=16)
    return picture.rotate(turned, expand=True, fillcolor=paper)


def with_handwriting() -> Image.Image:
    """A printed letter on which somebody wrote a line with a pen."""
    picture = drawn("all is well.")
    path = [(60 + 6 * step, 330 + (17 * step * step) % 40) for step in range(60)]
    ImageDraw.Draw(picture).line(path, fill=0, width=3)
    return picture


def picture_as(kind: str, picture: Image.Image, **options: object) -> bytes:
    written = BytesIO()
    picture.save(written, kind, **options)  # type: ignore[arg-type]
    return written.getvalue()


def scan(text: str, *, turned: int = 0) -> pikepdf.Pdf:
    """A PDF of one page that a scanner made."""
    return pikepdf.open(BytesIO(picture_as("PDF", drawn(text, turned=turned), resolution=150)))


def png_that_says(width: int, height: int) -> bytes:
    """A picture of a few bytes that says it has so many pixels."""

    def chunk(name: bytes, content: bytes) -> bytes:
        packed = name + content
        return struct.pack("!L", len(content)) + packed + struct.pack("!L", zlib.crc32(packed))

    header = struct.pack("!2L5B", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 100)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )

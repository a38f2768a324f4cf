"""What people send is taken, or refused in words that say what to do instead."""

import socket
import socketserver
import struct
import threading
import time
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

import pikepdf
import pytest
from pytest_django import Settings

from roundtable.foundation.documents.files import limits, uploads, word
from roundtable.foundation.documents.files.kinds import FileKind
from roundtable.foundation.documents.files.pdf import RUNS
from roundtable.foundation.documents.files.tests import making
from roundtable.foundation.documents.files.uploads import UploadRefused, check_upload

HARMLESS_VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relationship(kind: str, target: str, mode: str = "External") -> bytes:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{RELATION}/{kind}" Target="{target}" TargetMode="{mode}"/>'
        "</Relationships>"
    )
    return making.word_with({"word/_rels/settings.xml.rels": rels})


def field(instruction: str) -> bytes:
    run = f"<w:p><w:r><w:instrText>{instruction}</w:instrText></w:r></w:p>"
    body = making.body_of(making.word()).replace("<w:body>", f"<w:body>{run}")
    return making.word_with({"word/document.xml": body})


def locked_pdf(**passwords: str) -> bytes:
    return making.as_bytes(making.pdf_with_text("x"), encryption=pikepdf.Encryption(**passwords))


def running_pdf(action: str) -> bytes:
    pdf = making.pdf_with_text("x")
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name(action), JS="app.alert(1)")
    return making.as_bytes(pdf)


def expanding_pdf() -> bytes:
    pdf = making.pdf_with_text("x")
    bomb = zlib.compress(b"\0" * (limits.MAX_EXPANDED + 1), 9)
    pdf.Root.Bomb = pikepdf.Stream(pdf, bomb, Filter=pikepdf.Name.FlateDecode)
    return making.as_bytes(pdf, compress_streams=False)


def flooding_pdf() -> bytes:
    pdf = making.pdf_with_text("x")
    pdf.Root.Picture = pikepdf.Stream(
        pdf, b"\0", Subtype=pikepdf.Name.Image, Width=60_000, Height=60_000
    )
    return making.as_bytes(pdf)


def with_attached(content: bytes) -> bytes:
    pdf = making.pdf_with_text("x")
    pdf.attachments["more"] = pikepdf.AttachedFileSpec(pdf, content)
    return making.as_bytes(pdf)


def encrypted_entry() -> bytes:
    made = bytearray(making.word())
    start = made.index(b"PK\x01\x02")
    made[start + 8] |= 1
    return bytes(made)


def laughing() -> bytes:
    entities = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    return making.word_with({"word/document.xml": entities})


REFUSED = {
    "empty": (lambda: b"", uploads.EMPTY),
    "too large": (lambda: b"%PDF-" + b"\0" * limits.MAX_BYTES, limits.TOO_LARGE),
    "a program": (lambda: b"MZ\x90\0" + b"\0" * 99, word.NOT_WORD),
    "a page": (lambda: b"<html></html>", word.NOT_WORD),
    "old or locked Word": (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 99,
                           uploads.OLD_OR_LOCKED),
    "a zip of something else": (lambda: making.word_with({}, data=_plain_zip()), word.NOT_WORD),
    "a zip cut short": (lambda: making.word()[:2000], limits.DAMAGED),
    "a PDF cut short": (lambda: b"%PDF-1.7\nnothing", limits.DAMAGED),
    "macros": (lambda: making.word_with({"word/vbaProject.bin": b"x"}), word.MACROS),
    "macros by type": (
        lambda: making.word_with(
            {making.CONTENT_TYPES: '<Types t="application/vnd.ms-word.document.macroEnabled"/>'}
        ),
        word.MACROS,
    ),
    "a template from elsewhere": (
        lambda: relationship("attachedTemplate", "https://example.org/a.dotm"), word.LINKED),
    "a picture from elsewhere": (
        lambda: relationship("image", "https://example.org/a.png"), word.LINKED),
    "a linked object": (lambda: relationship("oleObject", "file.xls"), word.INSIDE),
    "a part of another kind": (
        lambda: relationship("aFChunk", "more.html", "Internal"), word.INSIDE),
    "an embedded file": (
        lambda: making.word_with({"word/embeddings/oleObject1.bin": b"x"}), word.INSIDE),
    "a control": (lambda: making.word_with({"word/activeX/activeX1.xml": "<x/>"}), word.INSIDE),
    "a field that runs": (lambda: field(" DDEAUTO c:\\\\run "), word.LINKED),
    "a field that fetches": (lambda: field("INCLUDETEXT other.docx "), word.LINKED),
    "an encrypted part": (encrypted_entry, limits.PROTECTED),
    "entities": (laughing, limits.DAMAGED),
    "10 GB of Word": (making.expanding_word, limits.EXPANDS),
    "a locked PDF": (lambda: locked_pdf(user="u", owner="o"), limits.PROTECTED),
    "a PDF locked by halves": (lambda: locked_pdf(user="u"), limits.PROTECTED),
    "a script": (lambda: running_pdf("/JavaScript"), RUNS),
    "a program started": (lambda: running_pdf("/Launch"), RUNS),
    "an expanding PDF": (expanding_pdf, limits.EXPANDS),
    "a flood of pixels in a PDF": (flooding_pdf, limits.PIXELS),
    "a flood of pixels": (lambda: making.png_that_says(60_000, 60_000), limits.PIXELS),
    "half a picture": (lambda: making.png()[:60], limits.DAMAGED),
    "macros in an attached file": (
        lambda: with_attached(making.word_with({"word/vbaProject.bin": b"x"})), word.MACROS),
    "a program attached": (lambda: with_attached(b"MZ\x90\0"), word.NOT_WORD),
}  # fmt: skip


def _plain_zip() -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("notes.txt", "x")
    return written.getvalue()


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_in_words(name: str) -> None:
    make, reason = REFUSED[name]
    data = make()
    started = time.monotonic()
    with pytest.raises(UploadRefused) as refusal:
        check_upload(data)
    assert reason in refusal.value.reasons
    assert time.monotonic() - started < 10


def test_ten_gigabytes_are_refused_in_under_two_seconds() -> None:
    bomb = making.expanding_word()
    started = time.monotonic()
    with pytest.raises(UploadRefused):
        check_upload(bomb)
    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    "data, kind",
    [
        (making.word("Words."), FileKind.WORD),
        (making.as_bytes(making.pdf_with_text("Words.")), FileKind.PDF),
        (locked_pdf(owner="o"), FileKind.PDF),
        (making.png(), FileKind.PNG),
    ],
    ids=["word", "pdf", "pdf that may not be changed", "png"],
)
def test_what_is_harmless_is_taken_for_what_it_is(data: bytes, kind: FileKind) -> None:
    taken = check_upload(data)
    assert taken.kind is kind
    assert taken.data == data


def test_a_link_to_a_page_does_no_harm() -> None:
    assert check_upload(relationship("hyperlink", "https://example.org/")).kind is FileKind.WORD


def test_only_the_kinds_that_are_asked_for_are_taken() -> None:
    with pytest.raises(UploadRefused) as refusal:
        check_upload(making.png(), only=frozenset({FileKind.WORD}))
    assert str(refusal.value) == "This is a picture. Send a Word document."


class Scanner(socketserver.ThreadingTCPServer):
    """A ClamAV daemon, as far as we speak with one. It keeps what it was shown."""

    daemon_threads = True
    answer: bytes | None = None

    def __init__(self) -> None:
        self.seen = b""
        super().__init__(("127.0.0.1", 0), Session)


class Session(socketserver.StreamRequestHandler):
    server: Scanner

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        seen = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            seen += self.rfile.read(size)
        self.server.seen = seen
        found = b"stream: Eicar-Test-Signature FOUND\0" if HARMLESS_VIRUS in seen else None
        self.wfile.write(self.server.answer or found or b"stream: OK\0")


@pytest.fixture
def scanner(settings: Settings) -> Iterator[Scanner]:
    with Scanner() as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        settings.VIRUS_SCANNER = f"127.0.0.1:{server.server_address[1]}"
        yield server
        server.shutdown()


def test_a_configured_scanner_sees_the_whole_file(scanner: Scanner) -> None:
    data = making.as_bytes(making.pdf_with_text("A letter. " * 20_000), compress_streams=False)
    check_upload(data)
    assert scanner.seen == data


def test_what_the_scanner_knows_is_refused(scanner: Scanner) -> None:
    with pytest.raises(UploadRefused) as refusal:
        check_upload(making.word_with({"word/media/a.txt": HARMLESS_VIRUS}) + HARMLESS_VIRUS)
    assert refusal.value.reasons == (uploads.INFECTED,)


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"\0"])
def test_an_answer_that_is_neither_yes_nor_no_takes_nothing(
    scanner: Scanner, answer: bytes
) -> None:
    scanner.answer = answer
    with pytest.raises(UploadRefused) as refusal:
        check_upload(making.png())
    assert refusal.value.reasons == (uploads.NOT_SCANNED,)


@pytest.mark.parametrize("address", ["127.0.0.1:{port}", "/nowhere/clamd.sock", "nonsense"])
def test_a_scanner_that_does_not_answer_takes_nothing(settings: Settings, address: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings.VIRUS_SCANNER = address.format(port=port)
    with pytest.raises(UploadRefused) as refusal:
        check_upload(making.png())
    assert refusal.value.reasons == (uploads.NOT_SCANNED,)

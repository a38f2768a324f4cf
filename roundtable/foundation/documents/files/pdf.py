"""
A PDF: what in it could do harm, and every word of it.

The words on a page are one place among many. Notes, form fields, bookmarks, properties and attached
files are all strings of the file, so every string is read, wherever it hangs.
"""

import zlib
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

import pikepdf
import pypdfium2
from lxml import etree

from roundtable.foundation.documents.files import limits
from roundtable.foundation.documents.files.findings import ATTACHED, Findings, joined
from roundtable.foundation.documents.files.pdf_objects import dictionaries_of
from roundtable.foundation.documents.files.pdf_pages import laid_flat, read_pages
from roundtable.foundation.documents.files.pictures import Pictures

RUNS: Final = "The PDF runs a program when it is opened. Print it to a new PDF, and send that."
TOO_MANY_PAGES: Final = f"The PDF has more than {limits.MAX_PAGES} pages. Send it in parts."
_RUNNING = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/RichMedia", "/3D"})
# The most that one byte can become, for what is not unpacked to find out.
_GROWTH = {"/LZWDecode": 2_700, "/LZW": 2_700, "/RunLengthDecode": 64, "/RL": 64}
_FLATE = frozenset({"/FlateDecode", "/Fl"})
# Where a text may stand in a stream of its own: rich text, what a field holds, a form in XML.
_TEXT_IN_A_STREAM = ("/RC", "/V", "/DV", "/XFA")


def look_into_pdf(data: bytes, pictures: Pictures) -> tuple[Findings, dict[str, bytes]]:
    """Return what a PDF holds, or why it is refused; and the files that are attached to it."""
    found = Findings()
    attached: dict[str, bytes] = {}
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            found.refuse(*_reasons_to_refuse(pdf))
            if not found.refused:
                found.add("properties, notes and bookmarks", joined(_strings(pdf)))
                found.add("properties", _properties(pdf))
                attached = _attached(pdf, found)
                read_pages(laid_flat(pdf) or data, found, pictures)
    except pikepdf.PasswordError:
        return Findings(refused=[limits.PROTECTED]), {}
    except (pikepdf.PdfError, pypdfium2.PdfiumError, ValueError, RecursionError) as failure:
        needs_password = "password" in str(failure).lower()
        return Findings(refused=[limits.PROTECTED if needs_password else limits.DAMAGED]), {}
    return found, attached


def _reasons_to_refuse(pdf: pikepdf.Pdf) -> list[str]:
    if len(pdf.pages) > limits.MAX_PAGES:
        return [TOO_MANY_PAGES]
    expanded = 0
    for one in pdf.objects:
        if _runs(one):
            return [RUNS]
        if isinstance(one, pikepdf.Stream):
            if _pixels(one) > limits.MAX_PIXELS:
                return [limits.PIXELS]
            expanded += _expanded(one, most=limits.MAX_EXPANDED - expanded)
            if expanded >= limits.MAX_EXPANDED:
                return [limits.EXPANDS]
    return []


def _runs(one: Any) -> bool:
    return any(
        part.get("/S") in _RUNNING or part.get("/Subtype") in _RUNNING or "/JS" in part
        for part in dictionaries_of(one)
    )


def _pixels(stream: pikepdf.Stream) -> int:
    if stream.get("/Subtype") != "/Image":
        return 0
    return _whole(stream.get("/Width", 0)) * _whole(stream.get("/Height", 0))


def _whole(number: Any) -> int:
    return int(number) if isinstance(number, int | Decimal | float) else 0


def _expanded(stream: pikepdf.Stream, *, most: int) -> int:
    """Return how many bytes a stream becomes; it stops counting at `most`."""
    filters = stream.get("/Filter")
    names = [str(one) for one in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    raw = bytes(stream.read_raw_bytes())
    size = len(raw)
    for name in names:
        if name in _FLATE and raw:
            raw = _inflate(raw, most)
            size = max(size, len(raw))
        else:
            size *= _GROWTH.get(name, 1)
            raw = b""
    return size


def _inflate(raw: bytes, most: int) -> bytes:
    """Return what a stream unpacks to, up to `most`; a damaged one as far as it goes."""
    try:
        return zlib.decompressobj().decompress(raw, most + 1)
    except zlib.error:
        return b""


def _strings(pdf: pikepdf.Pdf) -> Iterator[str]:
    seen: set[str] = set()
    for one in [*pdf.objects, pdf.trailer]:
        for part in dictionaries_of(one):
            for value in (*_direct_strings(part), *_strings_in_streams(part)):
                if value not in seen:
                    seen.add(value)
                    yield value


def _direct_strings(part: Any) -> Iterator[str]:
    for _, value in part.items():
        values = list(value) if isinstance(value, pikepdf.Array) else [value]
        yield from (str(one) for one in values if isinstance(one, pikepdf.String))


def _strings_in_streams(part: Any) -> Iterator[str]:
    for key in _TEXT_IN_A_STREAM:
        value = part.get(key)
        for one in list(value) if isinstance(value, pikepdf.Array) else [value]:
            if isinstance(one, pikepdf.Stream):
                yield _text_of_xml(bytes(one.read_bytes()))


def _properties(pdf: pikepdf.Pdf) -> str:
    """The descriptions beside the pages, which are XML."""
    texts = []
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream) and one.get("/Type") == "/Metadata":
            texts.append(_text_of_xml(bytes(one.read_bytes())))
    return joined(texts)


def _text_of_xml(content: bytes) -> str:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:  # nothing in it, even mended
        root = None
    if root is None:
        return str(pikepdf.String(content)) if content else ""
    inside = [one for one in root.iter() if isinstance(one.tag, str)]
    return joined([*root.itertext(), *(value for one in inside for value in one.attrib.values())])


def _attached(pdf: pikepdf.Pdf, found: Findings) -> dict[str, bytes]:
    attached = {}
    for name, one in pdf.attachments.items():
        found.add(ATTACHED, joined([name, one.filename, one.description]))
        attached[one.filename or name] = bytes(one.get_file().read_bytes())
    return attached

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
from roundtable.foundation.documents.files.findings import Findings, joined
from roundtable.foundation.documents.files.pictures import Pictures, is_readable

RUNS: Final = "The PDF runs a program when it is opened. Print it to a new PDF, and send that."
TOO_MANY_PAGES: Final = f"The PDF has more than {limits.MAX_PAGES} pages. Send it in parts."
_RUNNING = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/RichMedia", "/3D"})
# The most that one byte can become, for what is not unpacked to find out.
_GROWTH = {"/LZWDecode": 2_700, "/LZW": 2_700, "/RunLengthDecode": 64, "/RL": 64}
_FLATE = frozenset({"/FlateDecode", "/Fl"})
_IMAGE_OBJECT, _TEXT_OBJECT = 3, 1
# A page with fewer letters than this is taken for a picture of a page.
_FEW_LETTERS = 20
_DOTS_PER_INCH = 200
_POINTS_PER_INCH = 72


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
        if not found.refused:
            _read_pages(data, found, pictures)
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
        for part in _dictionaries(one)
    )


def _dictionaries(one: Any) -> Iterator[Any]:
    """Yield the dictionaries of one object; what it only points at is an object of its own."""
    waiting, is_first = [one], True
    while waiting:
        part = waiting.pop()
        if not is_first and getattr(part, "is_indirect", False):
            continue
        is_first = False
        if isinstance(part, pikepdf.Dictionary | pikepdf.Stream):
            yield part
            waiting += [value for _, value in part.items()]
        elif isinstance(part, pikepdf.Array):
            waiting += list(part)


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
        for part in _dictionaries(one):
            for value in _direct_strings(part):
                if value not in seen:
                    seen.add(value)
                    yield value


def _direct_strings(part: Any) -> Iterator[str]:
    for _, value in part.items():
        values = list(value) if isinstance(value, pikepdf.Array) else [value]
        yield from (str(one) for one in values if isinstance(one, pikepdf.String))


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
    root = etree.fromstring(content, parser)
    if root is None:
        return content.decode("utf-8", "replace")
    inside = [one for one in root.iter() if isinstance(one.tag, str)]
    return joined([*root.itertext(), *(value for one in inside for value in one.attrib.values())])


def _attached(pdf: pikepdf.Pdf, found: Findings) -> dict[str, bytes]:
    attached = {}
    for name, one in pdf.attachments.items():
        found.add("attached files", joined([name, one.filename, one.description]))
        attached[one.filename or name] = bytes(one.get_file().read_bytes())
    return attached


def _read_pages(data: bytes, found: Findings, pictures: Pictures) -> None:
    document = pypdfium2.PdfDocument(data)
    try:
        document.init_forms()
        for number, page in enumerate(document, start=1):
            _read_page(f"page {number}", page, found, pictures)
            page.close()
    finally:
        document.close()


def _read_page(place: str, page: Any, found: Findings, pictures: Pictures) -> None:
    text = page.get_textpage().get_text_bounded(
        left=-1e6, bottom=-1e6, right=1e6, top=1e6, errors="replace"
    )
    found.add(place, text)
    if not _has_more_than_letters(page, text):
        return
    width, height = page.get_size()
    scale = _DOTS_PER_INCH / _POINTS_PER_INCH
    if width * height * scale * scale > limits.MAX_PIXELS:
        found.unsearched.append(place)
        return
    pictures.read_pixels(place, page.render(scale=scale, may_draw_forms=True).to_pil(), found)


def _has_more_than_letters(page: Any, text: str) -> bool:
    """Whether something on the page could be read by a person and is not in its text."""
    objects = list(page.get_objects(max_depth=8))
    if any(_is_picture(one) for one in objects):
        return True
    letters = sum(letter.isalnum() for letter in text)
    return letters < _FEW_LETTERS and any(one.type != _TEXT_OBJECT for one in objects)


def _is_picture(one: Any) -> bool:
    if one.type != _IMAGE_OBJECT:
        return False
    return is_readable(*one.get_px_size())

"""
The pages of a PDF: their text, and what on them is drawn and not written.

A page may hold more than is seen: beyond its edge, under a black box, in a note that lies upon it.
"""

from io import BytesIO
from typing import Any, Final

import pikepdf
import pypdfium2
from pypdfium2 import raw

from roundtable.foundation.documents.files import limits
from roundtable.foundation.documents.files.findings import Findings
from roundtable.foundation.documents.files.pictures import Pictures, is_readable

_TEXT, _PATH, _IMAGE = raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE
# A page with fewer letters than this is taken for a picture of a page.
_FEW_LETTERS = 20
# Letters that are drawn are made of curves; a page with fewer has lines and a logo at most.
_MANY_CURVES = 60
# A scan may come in strips, each too low to be read by itself.
_LEAST_PIXELS = 5_000
_DOTS_PER_INCH: Final = 200
_POINTS_PER_INCH: Final = 72


def laid_flat(pdf: pikepdf.Pdf) -> bytes | None:
    """
    Return the file with its notes and stamps made part of the pages, and nothing cut off.

    None if there is nothing of the kind. The file that was opened is used up by it.
    """
    cut = [page for page in pdf.pages if list(page.cropbox) != list(page.mediabox)]
    notes = [
        note
        for page in pdf.pages
        for note in page.get("/Annots", [])
        if isinstance(note, pikepdf.Dictionary) and "/AP" in note
    ]
    if not cut and not notes:
        return None
    for page in cut:
        page.cropbox = page.mediabox
    for note in notes:
        note.F = 0  # what is hidden is laid flat too
    pdf.flatten_annotations("all")
    written = BytesIO()
    pdf.save(written)
    return written.getvalue()


def read_pages(data: bytes, found: Findings, pictures: Pictures) -> None:
    """Add what stands on each page, or say that it was not searched."""
    document = pypdfium2.PdfDocument(data)
    try:
        for number, page in enumerate(document, start=1):
            _read_page(f"page {number}", page, found, pictures)
            page.close()
    finally:
        document.close()


def _read_page(place: str, page: Any, found: Findings, pictures: Pictures) -> None:
    written = page.get_textpage()
    text = written.get_text_bounded(left=-1e6, bottom=-1e6, right=1e6, top=1e6, errors="replace")
    found.add(place, text)
    objects = list(page.get_objects(max_depth=8))
    images = [one for one in objects if one.type == _IMAGE]
    is_few = sum(letter.isalnum() for letter in text) < _FEW_LETTERS
    is_garbled = _has_unknown_letters(written)
    is_picture = is_few or is_garbled or _cover(images, page) >= 0.5
    if not (
        _has_pictures(images)
        or is_garbled
        or (is_few and any(one.type != _TEXT for one in objects))
        or _curves(objects) >= _MANY_CURVES
    ):
        return
    width, height = page.get_size()
    scale = _DOTS_PER_INCH / _POINTS_PER_INCH
    if width * height * scale * scale > limits.MAX_PIXELS or not pictures.can_read:
        found.not_searched(place)
        return
    seen = page.render(scale=scale, may_draw_forms=False).to_pil()
    pictures.read_pixels(place, seen, found, is_whole=is_picture)
    if is_picture and any(one.type == _PATH for one in objects):
        _read_beneath(place, images, found, pictures)


def _read_beneath(place: str, images: list[Any], found: Findings, pictures: Pictures) -> None:
    """Read the pictures by themselves too: a black box upon one hides it, and takes nothing away."""
    for image in images:
        if is_readable(*image.get_px_size()):
            try:
                pixels = image.get_bitmap().to_pil()
            except pypdfium2.PdfiumError:
                found.not_searched(place)
            else:
                pictures.read_pixels(place, pixels, found)


def _has_unknown_letters(written: Any) -> bool:
    """Return whether a font does not say which letters it draws: they look like words, only."""
    return any(
        raw.FPDFText_HasUnicodeMapError(written, index) == 1
        for index in range(written.count_chars())
    )


def _has_pictures(images: list[Any]) -> bool:
    sizes = [image.get_px_size() for image in images]
    return any(is_readable(*size) for size in sizes) or sum(w * h for w, h in sizes) > _LEAST_PIXELS


def _cover(images: list[Any], page: Any) -> float:
    """Return how much of the page is pictures, as a share; more than 1 where they overlap."""
    width, height = page.get_size()
    bounds = [image.get_bounds() for image in images]
    covered = sum((right - left) * (top - bottom) for left, bottom, right, top in bounds)
    return float(covered / (width * height)) if width and height else 1.0


def _curves(objects: list[Any]) -> int:
    return sum(
        raw.FPDFPathSegment_GetType(raw.FPDFPath_GetPathSegment(one, number))
        == raw.FPDF_SEGMENT_BEZIERTO
        for one in objects
        if one.type == _PATH
        for number in range(min(raw.FPDFPath_CountSegments(one), 4 * _MANY_CURVES))
    )

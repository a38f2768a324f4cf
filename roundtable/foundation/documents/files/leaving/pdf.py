"""
A PDF without its properties, what its programs keep for themselves, and what it said before.

Writing it anew leaves behind every earlier version that the file still held.
"""

from io import BytesIO
from typing import Any, Final

import pikepdf

from roundtable.foundation.documents.files.leaving.pictures import jpeg_to_leave
from roundtable.foundation.documents.files.pdf_objects import dictionaries_of

_KEPT_FOR_PROGRAMS: Final = (
    "/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/AF", "/Collection", "/SpiderInfo",
)  # fmt: skip
# Who wrote a note, and when. A form's field has its name under the first: that stays.
_ABOUT_A_NOTE: Final = ("/T", "/M", "/CreationDate", "/NM")
_NOT_NOTES = frozenset({"/Widget", "/Link"})


def pdf_to_leave(data: bytes) -> bytes:
    """
    Return the PDF as its reader sees it: no properties, no authors of notes, no attached files.

    :raises ValueError: if it cannot be written anew.
    """
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            _clean(pdf)
            written = BytesIO()
            pdf.save(written, deterministic_id=True)
    except pikepdf.PdfError as failure:
        raise ValueError("it cannot be written anew") from failure
    return written.getvalue()


def _clean(pdf: pikepdf.Pdf) -> None:
    for name in ("/Info", "/ID"):
        if name in pdf.trailer:
            del pdf.trailer[name]
    for name in list(pdf.attachments):
        del pdf.attachments[name]
    for page in pdf.pages:
        _without_attached_files(page)
    for one in pdf.objects:
        for part in dictionaries_of(one):
            _clean_part(part)


def _clean_part(part: Any) -> None:
    for key in _KEPT_FOR_PROGRAMS:
        if key in part:
            del part[key]
    if part.get("/FT") == "/Sig" and "/V" in part:  # a signature is of the file as it was
        del part["/V"]
    is_note = "/Rect" in part and "/Subtype" in part and part.Subtype not in _NOT_NOTES
    for key in _ABOUT_A_NOTE if is_note else ():
        if key in part:
            del part[key]
    if (
        isinstance(part, pikepdf.Stream)
        and part.get("/Filter") == "/DCTDecode"
        and "/DecodeParms" not in part
    ):
        picture = jpeg_to_leave(part.read_raw_bytes(), keeps_orientation=False)
        part.write(picture, filter=pikepdf.Name.DCTDecode)


def _without_attached_files(page: pikepdf.Page) -> None:
    notes = page.get("/Annots")
    if notes is None:
        return
    kept = [one for one in notes if one.get("/Subtype") != "/FileAttachment"]
    if len(kept) != len(notes):
        page.Annots = pikepdf.Array(kept)

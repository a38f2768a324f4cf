"""
The copy of a file that leaves: what its reader reads, and nothing of who wrote it, when, or where.

A photograph says where it was taken, a Word document who changed it and when, a PDF what it said
before it was changed. The file that came is kept as it was; what leaves is made from it here.
"""

from roundtable.foundation.documents.files.kinds import FileKind, kind_of
from roundtable.foundation.documents.files.leaving.pdf import pdf_to_leave
from roundtable.foundation.documents.files.leaving.pictures import jpeg_to_leave, png_to_leave
from roundtable.foundation.documents.files.leaving.word import word_to_leave

_MAKERS = {
    FileKind.PDF: pdf_to_leave,
    FileKind.WORD: word_to_leave,
    FileKind.PNG: png_to_leave,
    FileKind.JPEG: jpeg_to_leave,
}


def copy_to_leave(data: bytes) -> bytes:
    """
    Return the file as it leaves. It has been looked into before; the same file gives the same copy.

    :raises ValueError: if it is none of the kinds that are taken, or cannot be written anew.
    """
    kind = kind_of(data)
    if kind is None:
        raise ValueError("not a kind of file that leaves")
    return _MAKERS[kind](data)

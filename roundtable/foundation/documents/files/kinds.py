"""What a file is, by what is in it. Its name is only what somebody called it."""

from enum import StrEnum


class FileKind(StrEnum):
    """The kinds of file that are taken."""

    PDF = "pdf"
    WORD = "docx"
    PNG = "png"
    JPEG = "jpg"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES[self]

    @property
    def is_picture(self) -> bool:
        return self in (FileKind.PNG, FileKind.JPEG)


_LABELS = {
    FileKind.PDF: "PDF",
    FileKind.WORD: "Word document",
    FileKind.PNG: "picture",
    FileKind.JPEG: "picture",
}
_MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
}
ZIP = b"PK\x03\x04"
# What Office before 2007 wrote, and what it still wraps a file in that has a password.
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINS = {
    b"%PDF-": FileKind.PDF,
    ZIP: FileKind.WORD,
    b"\x89PNG\r\n\x1a\n": FileKind.PNG,
    b"\xff\xd8\xff": FileKind.JPEG,
}


def kind_of(data: bytes) -> FileKind | None:
    """Return what the file begins as. A zip is taken for Word here: `word.py` looks inside."""
    return next((kind for begin, kind in _BEGINS.items() if data.startswith(begin)), None)

"""Taking a file from somebody: looked at before anything else is done with it."""

import zipfile
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from roundtable.foundation.documents.files import limits
from roundtable.foundation.documents.files.archives import open_archive, reasons_not_to_open
from roundtable.foundation.documents.files.findings import Passage
from roundtable.foundation.documents.files.kinds import OLD_OFFICE, FileKind, kind_of
from roundtable.foundation.documents.files.look import look_into
from roundtable.foundation.documents.files.virus_scanner import ScannerUnavailable, VirusScanner
from roundtable.foundation.documents.files.word import NOT_WORD

EMPTY: Final = "The file is empty."
OLD_OR_LOCKED: Final = (
    "This is an old Word document, or one with a password. Save it as a Word document (.docx)"
    " without a password, and send that."
)
INFECTED: Final = "The file has a virus or something like it. It was not kept."
NOT_SCANNED: Final = (
    "We cannot check files for viruses at the moment, so we cannot take any. Try again later."
    " Nothing else you wrote is lost."
)


class UploadRefused(Exception):
    """The file is not taken; `reasons` say why, in words for the person who sent it."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__(" ".join(reasons))


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that may be kept, and what was read in it."""

    kind: FileKind
    data: bytes
    passages: tuple[Passage, ...]
    unsearched: tuple[str, ...]
    leaves: bytes
    """The same without what says who made it, when, and where."""


def check_upload(data: bytes, *, only: frozenset[FileKind] = frozenset(FileKind)) -> Upload:
    """
    Return the file as one that may be kept.

    The cheap questions come first, so that a bomb is refused unopened. `only` narrows the kinds.

    :raises UploadRefused: with every reason why it is not taken.
    """
    kind = _kind(data, only)
    if kind is FileKind.WORD:
        _refuse(_reasons_by_directory(data))
    _scan_for_viruses(data)
    found = look_into(data)
    _refuse(found.refused)
    return Upload(
        kind=kind,
        data=data,
        passages=tuple(found.passages),
        unsearched=tuple(found.unsearched),
        leaves=found.leaves,
    )


def _kind(data: bytes, only: frozenset[FileKind]) -> FileKind:
    if not data:
        raise UploadRefused(EMPTY)
    if len(data) > limits.MAX_BYTES:
        raise UploadRefused(limits.TOO_LARGE)
    if data.startswith(OLD_OFFICE):
        raise UploadRefused(OLD_OR_LOCKED)
    kind = kind_of(data)
    if kind is None:
        raise UploadRefused(NOT_WORD)
    if kind not in only:
        wanted = " or a ".join(sorted({one.label for one in only}))
        raise UploadRefused(f"This is a {kind.label}. Send a {wanted}.")
    return kind


def _reasons_by_directory(data: bytes) -> list[str]:
    try:
        with open_archive(data) as archive:
            return reasons_not_to_open(archive)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return [limits.DAMAGED]


def _scan_for_viruses(data: bytes) -> None:
    address = settings.VIRUS_SCANNER
    if not address:
        return
    try:
        if VirusScanner(address).finds_something(data):
            raise UploadRefused(INFECTED)
    except ScannerUnavailable as failure:
        raise UploadRefused(NOT_SCANNED) from failure


def _refuse(reasons: list[str]) -> None:
    if reasons:
        raise UploadRefused(*reasons)

"""Reading a zip without letting it grow: everything is judged by its directory first."""

import zipfile
from io import BytesIO

from roundtable.foundation.documents.files import limits

_IS_ENCRYPTED = 0x1


def open_archive(data: bytes) -> zipfile.ZipFile:
    """
    Return the archive, to be read with `read_entry` alone.

    :raises zipfile.BadZipFile: if it is none.
    """
    return zipfile.ZipFile(BytesIO(data))


def reasons_not_to_open(archive: zipfile.ZipFile) -> list[str]:
    """Return why the archive is not unpacked; nothing of it is unpacked to find out."""
    entries = archive.infolist()
    if any(entry.flag_bits & _IS_ENCRYPTED for entry in entries):
        return [limits.PROTECTED]
    total = sum(entry.file_size for entry in entries)
    grows = any(
        entry.file_size > limits.RATIO_MATTERS_FROM
        and entry.file_size > limits.MAX_RATIO * max(entry.compress_size, 1)
        for entry in entries
    )
    if grows or total > limits.MAX_EXPANDED or len(entries) > limits.MAX_ENTRIES:
        return [limits.EXPANDS]
    return []


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """
    Return one entry, and no byte more than its directory said.

    :raises zipfile.BadZipFile: if it holds something else.
    """
    with archive.open(entry) as opened:
        content = opened.read(entry.file_size)
    if len(content) != entry.file_size:
        raise zipfile.BadZipFile(entry.filename)
    return content

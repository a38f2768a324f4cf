"""
Pictures without what the camera wrote beside the pixels: the place, the time, the device, a smaller
picture of what was cut off.

No pixel is drawn anew: only parts of the file that are not the picture are left out.
"""

from collections.abc import Iterator
from io import BytesIO

from PIL import Image

_PNG = b"\x89PNG\r\n\x1a\n"
# What the pixels need, and which colours they mean.
_PNG_PARTS = frozenset(
    {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
     b"bKGD", b"pHYs"}
)  # fmt: skip
_ORIENTATION = 0x0112
_START, _END, _SCAN, _COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
# Markers that stand alone: they have no length.
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_APPLICATIONS = range(0xE0, 0xF0)
# Of what programs write beside the pixels, what says how to show them: its marker and its name.
_SHOWN_BY = ((0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))


def png_to_leave(data: bytes) -> bytes:
    """Return a PNG of its pixels and colours alone."""
    parts, at = [_PNG], len(_PNG)
    while at + 8 <= len(data):
        name, end = data[at + 4 : at + 8], at + 12 + int.from_bytes(data[at : at + 4])
        if name in _PNG_PARTS:
            parts.append(data[at:end])
        if name == b"IEND":
            break
        at = end
    return b"".join(parts)


def jpeg_to_leave(data: bytes, *, keeps_orientation: bool = True) -> bytes:
    """Return a JPEG of its pixels and colours alone, the right way up as before."""
    parts = [data[:2]]
    if keeps_orientation:
        parts.append(_orientation(data))
    parts += _segments(data)
    return b"".join(parts)


def _segments(data: bytes) -> Iterator[bytes]:
    """Yield what the picture is made of, to its end; what comes after it is no part of it."""
    at = 2
    while at + 2 <= len(data):
        marker = data[at + 1]
        if data[at] != 0xFF or marker == _END:
            break
        if marker in _ALONE or marker == 0xFF:
            at += 2 if marker in _ALONE else 1
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if marker == _SCAN:
            end = _end_of_scan(data, end)
        if _is_shown(marker, data[at + 4 : at + 16]):
            yield data[at:end]
        at = end
    yield bytes([0xFF, _END])


def _end_of_scan(data: bytes, at: int) -> int:
    while (at := data.find(b"\xff", at)) >= 0:
        if data[at + 1 : at + 2] == b"\0" or (at + 1 < len(data) and data[at + 1] in _ALONE):
            at += 2
            continue
        return at
    return len(data)


def _is_shown(marker: int, begins: bytes) -> bool:
    if marker == _COMMENT:
        return False
    if marker not in _APPLICATIONS:
        return True
    return any(marker == one and begins.startswith(name) for one, name in _SHOWN_BY)


def _orientation(data: bytes) -> bytes:
    """Return the one thing of the camera's that is needed: which side is up. Empty if it is."""
    with Image.open(BytesIO(data), formats=("JPEG",)) as picture:
        side = picture.getexif().get(_ORIENTATION, 1)
    if side not in range(2, 9):
        return b""
    exif = Image.Exif()
    exif[_ORIENTATION] = side
    written = exif.tobytes()
    return b"\xff\xe1" + (len(written) + 2).to_bytes(2) + written

"""
Pictures: how large they are, and what stands in them.

Reading them needs the program `tesseract`. A picture counts as searched when the program is sure of
what it read, and nothing else is drawn there: handwriting, a stamp and a crooked scan are for a
person, and so is every picture where the program is not installed or has not got the time.
"""

import shutil
import subprocess
import time
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from roundtable.foundation.documents.files import limits
from roundtable.foundation.documents.files.findings import AS_A_PICTURE, Findings, joined

PROGRAM: Final = "tesseract"
# Lines of words with where each stands; the page is turned upright first.
_ASKED = ("stdin", "stdout", "-l", "eng", "--psm", "1", "tsv")
# Smaller than this nothing can be read: a line, a bullet, a shadow.
_LEAST_WIDTH, _LEAST_HEIGHT = 40, 12
# Smaller than this it is an ornament within other text: a logo, a symbol.
_ORNAMENT = 150_000
# How sure the program has to be, of all words and of one; good print comes to 90 and more.
_SURE, _SURE_OF_A_WORD = 85, 60
# What is left when the words that were read are taken away, in squares of so many pixels.
_SQUARE, _SQUARES_LEFT = 16, 10
_INK, _INK_IN_A_SQUARE = 64, 16


@dataclass(frozen=True, slots=True)
class _Word:
    line: tuple[str, ...]
    box: tuple[int, int, int, int]
    sure: float
    text: str


class Pictures:
    """Reads the pictures of one file, until the time for it is used up."""

    def __init__(self, *, seconds: float = limits.OCR_SECONDS) -> None:
        self._program = shutil.which(PROGRAM)
        self._until = time.monotonic() + seconds

    @property
    def can_read(self) -> bool:
        """Whether the program is there, and has time left."""
        return self._program is not None and time.monotonic() < self._until

    def read(self, place: str, data: bytes, found: Findings, *, is_whole: bool = True) -> None:
        """
        Add what stands in a PNG or JPEG; refuse one that is too large or none at all.

        `is_whole` says that there is nothing else beside it that its reader would read.
        """
        picture = _open(data, found)
        if picture is None:
            return
        with picture:
            try:
                found.add(f"{place}, properties", joined(_properties(picture)))
                picture.load()
            except (OSError, ValueError, SyntaxError, EOFError):
                found.refuse(limits.DAMAGED)
                return
            if is_readable(*picture.size):
                is_large = picture.width * picture.height >= _ORNAMENT
                upright = ImageOps.exif_transpose(picture)
                self.read_pixels(place, upright, found, is_whole=is_whole or is_large)

    def read_pixels(
        self, place: str, picture: Image.Image, found: Findings, *, is_whole: bool = True
    ) -> None:
        """Add the text in a picture, and say where it was not searched or not for certain."""
        seen = _as_seen(picture)
        words = self._recognise(seen)
        if words is None:
            found.not_searched(place)
            return
        found.add(f"{place}, {AS_A_PICTURE}", _in_lines(words))
        if not _is_sure(words) or (is_whole and _has_more_than(words, seen)):
            found.not_searched(place)

    def _recognise(self, picture: Image.Image) -> list[_Word] | None:
        if self._program is None or not self.can_read:
            return None
        left = max(self._until - time.monotonic(), 0)
        written = BytesIO()
        picture.save(written, "PNG")
        try:
            done = subprocess.run(
                [self._program, *_ASKED],
                input=written.getvalue(),
                capture_output=True,
                timeout=min(left, limits.OCR_SECONDS_A_PICTURE),
                check=True,
            )
        except (subprocess.SubprocessError, OSError):
            return None
        return _words(done.stdout.decode("utf-8", "replace"))


def is_readable(width: float, height: float) -> bool:
    return width >= _LEAST_WIDTH and height >= _LEAST_HEIGHT


def _as_seen(picture: Image.Image) -> Image.Image:
    """Return it in greys, what is see-through as white paper, and what is faint made plain."""
    if picture.has_transparency_data:
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture.convert("RGBA"))
    return ImageOps.autocontrast(picture.convert("L"))


def _words(answer: str) -> list[_Word]:
    rows = (row.split("\t") for row in answer.splitlines()[1:])
    return [
        _Word(
            line=tuple(row[1:5]),
            box=(int(row[6]), int(row[7]), int(row[6]) + int(row[8]), int(row[7]) + int(row[9])),
            sure=float(row[10]),
            text=row[11],
        )
        for row in rows
        if len(row) == 12 and row[11].strip()
    ]


def _in_lines(words: Sequence[_Word]) -> str:
    lines: dict[tuple[str, ...], list[str]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word.text)
    return "\n".join(" ".join(line) for line in lines.values())


def _is_sure(words: Sequence[_Word]) -> bool:
    return not words or sum(word.sure for word in words) / len(words) >= _SURE


def _has_more_than(words: Sequence[_Word], picture: Image.Image) -> bool:
    """Return whether something is drawn there besides the words that were read."""
    counts = picture.histogram()
    paper = counts.index(max(counts))
    ink = picture.point([255 if abs(value - paper) > _INK else 0 for value in range(256)])
    for word in words:
        if word.sure < _SURE_OF_A_WORD:
            continue
        left, top, right, bottom = word.box
        ink.paste(0, (max(left - 4, 0), max(top - 4, 0), right + 4, bottom + 4))
    squares = ink.reduce(_SQUARE).histogram()
    return sum(squares[_INK_IN_A_SQUARE:]) > _SQUARES_LEFT


def _open(data: bytes, found: Findings) -> Image.Image | None:
    """Only the size is read here; the pixels follow if there are not too many."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            picture = Image.open(BytesIO(data), formats=("PNG", "JPEG"))
        except Image.DecompressionBombError:
            found.refuse(limits.PIXELS)
            return None
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
            found.refuse(limits.DAMAGED)
            return None
    width, height = picture.size
    if width * height > limits.MAX_PIXELS:
        picture.close()
        found.refuse(limits.PIXELS)
        return None
    return picture


def _properties(picture: Image.Image) -> list[str]:
    """What the camera or the program wrote beside the pixels: place, author, description."""
    exif = picture.getexif()
    written = [*exif.values(), *exif.get_ifd(0x8825).values(), *exif.get_ifd(0x8769).values()]
    beside = {key: one for key, one in picture.info.items() if key not in {"exif", "icc_profile"}}
    return [_as_text(value) for value in [*written, *beside.keys(), *beside.values()]]


def _as_text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)

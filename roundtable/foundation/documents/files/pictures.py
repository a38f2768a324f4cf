"""
Pictures: how large they are, and what stands in them.

Reading them needs the program `tesseract`. Where it is not installed, or has not got the time, a
picture counts as unsearched, and a person has to read it.
"""

import shutil
import subprocess
import time
import warnings
from io import BytesIO

from PIL import Image, UnidentifiedImageError

from roundtable.foundation.documents.files import limits
from roundtable.foundation.documents.files.findings import Findings, joined

PROGRAM = "tesseract"
# Smaller than this nothing can be read: a line, a bullet, a shadow.
_LEAST_WIDTH, _LEAST_HEIGHT = 40, 12


class Pictures:
    """Reads the pictures of one file, until the time for it is used up."""

    def __init__(self, *, seconds: float = limits.OCR_SECONDS) -> None:
        self._program = shutil.which(PROGRAM)
        self._until = time.monotonic() + seconds

    def read(self, place: str, data: bytes, found: Findings) -> None:
        """Add what stands in a PNG or JPEG; refuse one that is too large or none at all."""
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
                self.read_pixels(place, picture, found)

    def read_pixels(self, place: str, picture: Image.Image, found: Findings) -> None:
        """Add the text in a picture, or say that it was not searched."""
        text = self._recognise(picture)
        if text is None:
            found.unsearched.append(place)
        else:
            found.add(place, text)

    def _recognise(self, picture: Image.Image) -> str | None:
        left = self._until - time.monotonic()
        if self._program is None or left <= 0:
            return None
        written = BytesIO()
        picture.convert("L").save(written, "PNG")
        try:
            done = subprocess.run(
                [self._program, "stdin", "stdout", "-l", "eng", "--psm", "3"],
                input=written.getvalue(),
                capture_output=True,
                timeout=min(left, limits.OCR_SECONDS_A_PICTURE),
                check=True,
            )
        except (subprocess.SubprocessError, OSError):
            return None
        return done.stdout.decode("utf-8", "replace")


def is_readable(width: float, height: float) -> bool:
    return width >= _LEAST_WIDTH and height >= _LEAST_HEIGHT


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
    written += [value for key, value in picture.info.items() if key not in {"exif", "icc_profile"}]
    return [_as_text(value) for value in written]


def _as_text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)

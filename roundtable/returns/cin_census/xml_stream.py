"""
Reading a return as a stream of elements, safely.

Expat is used rather than a tree builder because it stops on the very token: a DOCTYPE is
refused before one entity has been declared, nothing is ever fetched, and every element
knows its line. A chunk of the file and the element under construction are all that is held.
"""

import codecs
import stat
from collections.abc import Iterator
from os import stat_result
from pathlib import Path
from typing import NoReturn, Protocol
from xml.parsers import expat

from roundtable.returns.cin_census.errors import CannotReadReturn

CHUNK_BYTES = 64 * 1024
# Expat buffers a tag, comment or instruction until it is complete; text it hands on in pieces.
LONGEST_TOKEN_BYTES = 1024 * 1024
# A census return is nine deep.
DEEPEST_ELEMENT = 40
# No census element has an attribute, but suppliers add schema references. Expat keeps every
# attribute name it has met, so a file of invented names must not go on for ever.
MOST_ATTRIBUTE_NAMES = 100

UTF_8_NAMES = frozenset({"utf8", "usascii", "ascii"})

COMPRESSED = {
    b"\x1f\x8b": "gzip",
    b"PK\x03\x04": "zip",
    b"PK\x05\x06": "zip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"7z\xbc\xaf": "7-Zip",
}

# Expat's own words, where plainer ones exist.
PLAINER_WORDS = {
    expat.errors.codes[expat.errors.XML_ERROR_TAG_MISMATCH]: (
        "an element is closed that is not the one last opened"
    ),
    expat.errors.codes[expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]: (
        "something follows the end of the message"
    ),
    expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]: (
        "an entity is used that XML does not define"
    ),
    expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]: (
        "a character stands where XML does not allow it"
    ),
}
# What expat says when the file ends too early, whichever part it was in.
CUT_SHORT = frozenset(
    expat.errors.codes[error]
    for error in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
    )
)


class ElementHandler(Protocol):
    """What listens to the elements of a return. Names come without a namespace prefix."""

    def start(self, tag: str, line: int) -> None: ...

    def text(self, text: str) -> None: ...

    def end(self, tag: str) -> None: ...


def parse(path: Path, handler: ElementHandler) -> Iterator[bytes]:
    """
    Read the file through `handler`, and yield each chunk once it has been handled.

    :raises CannotReadReturn: if it is not a file of well-formed XML in UTF-8 to its last byte.
    """
    parser = _Parser(handler)
    encoding = _Utf8Check()
    for chunk in _chunks(path):
        encoding.feed(chunk)
        parser.feed(chunk)
        yield chunk
    encoding.close()
    parser.close()


def stat_file(path: Path) -> stat_result:
    """
    Return the file's details.

    :raises CannotReadReturn: if there is no file, or it is not an ordinary one.
    """
    try:
        details = path.stat()
    except FileNotFoundError:
        raise CannotReadReturn(f"There is no file called {path.name!r} there.") from None
    except (OSError, ValueError) as error:
        raise CannotReadReturn(_cannot_open(error)) from None
    if stat.S_ISDIR(details.st_mode):
        raise CannotReadReturn("This is a folder, not a file: name the return inside it.")
    if not stat.S_ISREG(details.st_mode):
        raise CannotReadReturn("This is not an ordinary file: save the return to disk first.")
    return details


def _cannot_open(error: OSError | ValueError) -> str:
    why = error.strerror if isinstance(error, OSError) else None
    return f"The file could not be opened: {(why or 'its name is not allowed').lower()}."


def _chunks(path: Path) -> Iterator[bytes]:
    stat_file(path)
    try:
        with path.open("rb") as file:
            chunk = file.read(CHUNK_BYTES)
            _check_beginning(chunk)
            while chunk:
                yield chunk
                chunk = file.read(CHUNK_BYTES)
    except OSError as error:
        raise CannotReadReturn(_cannot_open(error)) from None


def _check_beginning(beginning: bytes) -> None:
    if not beginning:
        raise CannotReadReturn("The file is empty.")
    for magic, kind in COMPRESSED.items():
        if beginning.startswith(magic):
            raise CannotReadReturn(f"This is a compressed file ({kind}): unpack it first.")
    if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in beginning[:4]:
        raise CannotReadReturn("The file is written in UTF-16 or UTF-32: save it as UTF-8.")
    text = beginning.removeprefix(codecs.BOM_UTF8).lstrip()
    if text and not text.startswith(b"<"):
        raise CannotReadReturn("This is not an XML file: it does not begin with '<'.")


class _Utf8Check:
    """
    Says on which line the bytes stop being UTF-8.

    Expat would refuse them too, but with words that do not tell the reader what to do.
    """

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._line = 1

    def feed(self, chunk: bytes, *, final: bool = False) -> None:
        try:
            self._decoder.decode(chunk, final)
        except UnicodeDecodeError as error:
            line = self._line + error.object.count(b"\n", 0, error.start)
            raise CannotReadReturn(
                f"Line {line} holds characters that are not UTF-8 (the file was probably saved "
                f"as Windows-1252 or Latin-1): save it as UTF-8."
            ) from None
        self._line += chunk.count(b"\n")

    def close(self) -> None:
        self.feed(b"", final=True)


class _Parser:
    """Expat with every door closed, speaking plain words."""

    def __init__(self, handler: ElementHandler) -> None:
        # The argument overrides the declaration, which is then only looked at.
        self._expat = expat.ParserCreate("utf-8")
        self._expat.buffer_text = True
        self._expat.XmlDeclHandler = self._declaration
        self._expat.StartDoctypeDeclHandler = self._doctype
        self._expat.StartElementHandler = self._start
        self._expat.EndElementHandler = self._end
        self._expat.CharacterDataHandler = handler.text
        self._handler = handler
        self._bytes_fed = 0
        self._depth = 0
        self._attribute_names: set[str] = set()
        self._has_begun = False

    def feed(self, chunk: bytes) -> None:
        try:
            self._expat.Parse(chunk, False)
        except expat.ExpatError as error:
            self._refuse(error)
        self._bytes_fed += len(chunk)
        if self._bytes_fed - self._expat.CurrentByteIndex > LONGEST_TOKEN_BYTES:
            raise CannotReadReturn(
                f"Line {self._expat.CurrentLineNumber} begins a tag or comment of more than a "
                f"million characters: this is not a census return."
            )

    def close(self) -> None:
        try:
            self._expat.Parse(b"", True)
        except expat.ExpatError as error:
            self._refuse(error)

    def _refuse(self, error: expat.ExpatError) -> NoReturn:
        if error.code in CUT_SHORT and not self._has_begun:
            message = "The file holds no XML: it is empty or stops before the message begins."
        elif error.code in CUT_SHORT:
            message = f"The file stops in the middle, on line {error.lineno}: it is incomplete."
        else:
            words = PLAINER_WORDS.get(error.code) or expat.ErrorString(error.code)
            message = f"The file is not well-formed XML: on line {error.lineno}, {words}."
        raise CannotReadReturn(message) from None

    def _declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        name = (encoding or "utf-8").lower().replace("-", "").replace("_", "")
        if name not in UTF_8_NAMES:
            raise CannotReadReturn(
                f"The file says that it is written in {encoding}: save it as UTF-8."
            )

    def _doctype(self, *declaration: object) -> None:
        raise CannotReadReturn(
            f"Line {self._expat.CurrentLineNumber} has a document type declaration (DOCTYPE), "
            f"which a census return never has: the file is refused as unsafe."
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._has_begun = True
        self._depth += 1
        line = self._expat.CurrentLineNumber
        if self._depth > DEEPEST_ELEMENT:
            raise CannotReadReturn(
                f"Line {line}: elements are nested more than {DEEPEST_ELEMENT} deep: "
                f"this is not a census return."
            )
        if attributes:
            self._attribute_names.update(attributes)
            if len(self._attribute_names) > MOST_ATTRIBUTE_NAMES:
                raise CannotReadReturn(
                    f"Line {line}: there are more than {MOST_ATTRIBUTE_NAMES} kinds of "
                    f"attribute: this is not a census return."
                )
        self._handler.start(_local_name(tag), line)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        self._handler.end(_local_name(tag))


def _local_name(tag: str) -> str:
    """Return the name without its namespace prefix: the census has no namespace of its own."""
    return tag.rpartition(":")[2]

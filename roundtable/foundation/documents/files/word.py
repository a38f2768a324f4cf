"""
A Word document: what in it could do harm, and every word of it.

All parts are read, not the body alone: an address has left in a header, a comment, a deleted
line, a text box and the properties before.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

from lxml import etree

from roundtable.foundation.documents.files import limits
from roundtable.foundation.documents.files.archives import (
    open_archive,
    read_entry,
    reasons_not_to_open,
)
from roundtable.foundation.documents.files.findings import (
    CHANGES,
    COMMENTS,
    Findings,
    joined,
)
from roundtable.foundation.documents.files.leaving.word import is_left_behind
from roundtable.foundation.documents.files.pictures import Pictures

MACROS: Final = "The file has macros. Save it as a plain Word document (.docx), and send that."
LINKED: Final = (
    "The file fetches something from elsewhere when it is opened: a template, a picture or another"
    " file. Put it in or take it out, and send that."
)
INSIDE: Final = "The file has another file inside it. Take it out, and send it by itself."
NOT_WORD: Final = (
    "This is not a file we can take. Send a PDF, a Word document (.docx), or a picture as PNG or"
    " JPEG."
)

_BODY = "word/document.xml"
_PARTS = ("[Content_Types].xml", _BODY)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
_MACRO_PARTS = re.compile(r"(vbaproject|vbadata|vbasignature)[^/]*$", re.IGNORECASE)
_INNER_FILES = re.compile(r"(^|/)(embeddings|activex|afchunk)[^/]*(/|$)|oleobject", re.IGNORECASE)
_FETCHING_FIELDS = re.compile(
    r"(^|\s)(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|RD)\s", re.IGNORECASE
)
_PICTURES = re.compile(r"(^|/)(media/|thumbnail)", re.IGNORECASE)
_READABLE_PICTURE = re.compile(r"\.(png|jpe?g)$", re.IGNORECASE)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACES = {
    _BODY: "text",
    "word/comments.xml": COMMENTS,
    "word/footnotes.xml": "footnotes",
    "word/endnotes.xml": "endnotes",
}


def look_into_word(data: bytes, pictures: Pictures) -> Findings:
    """Return what a Word document holds, or why it is refused."""
    found = Findings()
    try:
        with open_archive(data) as archive:
            found.refuse(*_reasons_to_refuse(archive))
            if not found.refused:
                _read_parts(archive, found, pictures)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, NotImplementedError, zlib.error, EOFError):
        return Findings(refused=[limits.DAMAGED])
    return found


def _reasons_to_refuse(archive: zipfile.ZipFile) -> list[str]:
    reasons = reasons_not_to_open(archive)
    if reasons:
        return reasons
    names = archive.namelist()
    if any(part not in names for part in _PARTS):
        return [NOT_WORD]
    if len(set(names)) != len(names):
        return [limits.DAMAGED]
    if any(_MACRO_PARTS.search(name) for name in names):
        reasons.append(MACROS)
    if any(_INNER_FILES.search(name) for name in names):
        reasons.append(INSIDE)
    return reasons


def _read_parts(archive: zipfile.ZipFile, found: Findings, pictures: Pictures) -> None:
    numbers = 0
    found.add("properties", archive.comment.decode("utf-8", "replace"))
    for entry in archive.infolist():
        name = entry.filename
        found.add("names of its parts", joined([name, entry.comment.decode("utf-8", "replace")]))
        if name.lower().endswith((".xml", ".rels")):
            _read_xml(name, read_entry(archive, entry), found)
        elif is_left_behind(name):  # a picture of the first page, the settings of a printer
            continue
        elif _PICTURES.search(name) or _READABLE_PICTURE.search(name):
            numbers += 1
            _read_picture(f"picture {numbers}", archive, entry, found, pictures)
        elif not entry.is_dir() and entry.file_size:
            found.not_searched(f"part {name.rsplit('/', 1)[-1]}")


def _read_picture(
    place: str,
    archive: zipfile.ZipFile,
    entry: zipfile.ZipInfo,
    found: Findings,
    pictures: Pictures,
) -> None:
    if _READABLE_PICTURE.search(entry.filename):
        pictures.read(place, read_entry(archive, entry), found, is_whole=False)
    else:
        found.not_searched(place)


def _read_xml(name: str, content: bytes, found: Findings) -> None:
    if b"<!DOCTYPE" in content[:4096].upper() or b"<!ENTITY" in content.upper():
        found.refuse(limits.DAMAGED)
        return
    root = etree.fromstring(content, _PARSER)
    if name.endswith(".rels"):
        found.refuse(*_reasons_in_relationships(root))
    if name == "[Content_Types].xml" and b"macroenabled" in content.lower():
        found.refuse(MACROS)
    fields = "".join(text.text or "" for text in root.iter(f"{_W}instrText"))
    fields += joined(one.get(f"{_W}instr") for one in root.iter(f"{_W}fldSimple"))
    if _FETCHING_FIELDS.search(fields):
        found.refuse(LINKED)
    place = _place(name)
    for how, text in _readings(root):
        found.add(f"{place}, {how}" if how else place, text)


def _reasons_in_relationships(root: etree._Element) -> list[str]:
    reasons = []
    for relationship in root.iter("{*}Relationship"):
        kind = str(relationship.get("Type", "")).rsplit("/", 1)[-1].lower()
        is_outside = str(relationship.get("TargetMode", "")).lower() == "external"
        if is_outside and kind != "hyperlink":
            reasons.append(LINKED)
        if kind in {"oleobject", "package", "afchunk", "control"}:
            reasons.append(INSIDE)
        if kind == "vbaproject":
            reasons.append(MACROS)
    return reasons


def _place(name: str) -> str:
    if name in _PLACES:
        return _PLACES[name]
    last = name.rsplit("/", 1)[-1]
    if last.startswith(("header", "footer")):
        return last[:6]
    return "properties" if name.startswith(("docProps/", "customXml/")) else f"part {last}"


def _readings(root: etree._Element) -> Iterator[tuple[str, str]]:
    """
    Yield the text of a part in each way it can be read, and then what its marks hold.

    With everything; as it stands when the changes are accepted; as it stood before them.
    """
    is_tracked = any(
        True for _ in root.iter(f"{_W}ins", f"{_W}del", f"{_W}moveTo", f"{_W}moveFrom")
    )
    yield "", _text_without(root, frozenset())
    if is_tracked:
        yield CHANGES, _text_without(root, frozenset({f"{_W}del", f"{_W}moveFrom"}))
        yield CHANGES, _text_without(root, frozenset({f"{_W}ins", f"{_W}moveTo"}))
    inside = [one for one in root.iter() if isinstance(one.tag, str)]
    yield "", joined(dict.fromkeys(str(value) for one in inside for value in one.attrib.values()))
    beside = (etree.Comment, etree.ProcessingInstruction)
    around = (*root.itersiblings(preceding=True), *root.itersiblings())
    yield "", joined(one.text for one in (*root.iter(*beside), *around))


_ENDS_A_LINE = frozenset({f"{_W}p", f"{_W}br", f"{_W}tab", f"{_W}cr"})
# Within these a sentence goes on from one element to the next; elsewhere each says its own.
_RUNNING_TEXT = (_W, "{http://schemas.openxmlformats.org/drawingml/2006/main}")


def _text_without(element: etree._Element, left_out: frozenset[str]) -> str:
    parts: list[str] = []
    for event, one in etree.iterwalk(element, events=("start", "end")):
        if not isinstance(one.tag, str):
            continue
        if event == "start" and one.text and not _is_within(one, left_out, element):
            parts.append(one.text)
        if event == "end":
            parts.append("\n" if _ends_a_line(one.tag) else "")
            if one.tail and one.tail.strip():
                parts.append(one.tail)
    return "".join(parts)


def _ends_a_line(tag: str) -> bool:
    return tag in _ENDS_A_LINE or not tag.startswith(_RUNNING_TEXT)


def _is_within(one: etree._Element, tags: frozenset[str], top: etree._Element) -> bool:
    if not tags:
        return False
    return any(parent.tag in tags for parent in one.iterancestors() if parent is not top)

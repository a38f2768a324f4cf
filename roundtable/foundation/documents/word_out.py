"""
Word documents that say nothing of who made them, when, or with what.

The library's own template brings an author, dates, a picture of a first page and styles of an
office; what leaves here has none of it. The same content gives the same bytes.
"""

import io
import zipfile
from typing import Any, Final

from docx import Document
from lxml import etree

_PARTS_KEPT = ("word/", "[Content_Types].xml", "_rels/.rels")
# What an archive says of when its parts were written: the first day it can.
_NO_DAY: Final = (1980, 1, 1, 0, 0, 0)
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


def new_document() -> Any:
    """Return an empty document to write in; `save` it with `bytes_of`."""
    return Document()


def bytes_of(document: Any) -> bytes:
    """Return the document without a word about its making."""
    whole = io.BytesIO()
    document.save(whole)
    clean = io.BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(clean, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            if name.startswith(_PARTS_KEPT):
                entry = zipfile.ZipInfo(name, date_time=_NO_DAY)
                entry.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(entry, _without_mentions(name, old.read(name)))
    return clean.getvalue()


def _without_mentions(name: str, content: bytes) -> bytes:
    """Take out what points at the parts that were left behind."""
    if name == "[Content_Types].xml":
        return _filtered(content, f"{_TYPES}Override", "PartName", "/")
    if name == "_rels/.rels":
        return _filtered(content, "{*}Relationship", "Target", "")
    if name == "word/_rels/document.xml.rels":
        return _filtered(content, "{*}Relationship", "Target", "../", is_kept=False)
    if name.endswith(".xml"):  # in which sittings it was written
        return _without(content, "{*}rsids", "{*}rsid")
    return content


def _without(content: bytes, *tags: str) -> bytes:
    root = etree.fromstring(content)
    for element in list(root.iter(*tags)):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _filtered(
    content: bytes, tag: str, attribute: str, begins: str, *, is_kept: bool = True
) -> bytes:
    root = etree.fromstring(content)
    for element in list(root.iter(tag)):
        at = str(element.get(attribute))
        starts = at.startswith(f"{begins}word/" if is_kept else begins)
        if starts is not is_kept:
            root.remove(element)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

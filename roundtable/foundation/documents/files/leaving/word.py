"""
A Word document without its properties, its authors' names and its days.

What was changed and not accepted, and comments, are what a reader sees: they stay, without a name.
"""

import posixpath
import re
import zipfile
from io import BytesIO
from typing import Final

from lxml import etree

from roundtable.foundation.documents.files.kinds import FileKind, kind_of
from roundtable.foundation.documents.files.leaving.pictures import jpeg_to_leave, png_to_leave

# What an archive says of when its parts were written: the first day it can.
_NO_DAY: Final = (1980, 1, 1, 0, 0, 0)
# Who wrote it and on which machine, data behind it, when each comment was made, which printer.
_LEFT_BEHIND = re.compile(
    r"^(docProps|customXml|docMetadata)/|^word/(people|commentsExtensible)\w*\.xml"
    r"|^word/printerSettings|^word/(_rels/)?mailMerge",
    re.IGNORECASE,
)
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True, remove_comments=True
)
_DROPPED = ("rsids", "rsid", "docVars", "mailMerge", "docId", "attachedTemplate", "dataBinding")
_PICTURES = {FileKind.PNG: png_to_leave, FileKind.JPEG: jpeg_to_leave}
_AUTHOR, _DAYS = "author", frozenset({"date", "dateUtc", "initials", "userId", "providerId"})


def is_left_behind(name: str) -> bool:
    """Return whether a part of the document goes to no reader."""
    return _LEFT_BEHIND.match(name) is not None


def word_to_leave(data: bytes) -> bytes:
    """
    Return the document as its reader sees it, with nobody's name on it.

    :raises ValueError: if it cannot be written anew.
    """
    written = BytesIO()
    try:
        with (
            zipfile.ZipFile(BytesIO(data)) as old,
            zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for name in sorted(old.namelist()):
                if not is_left_behind(name) and not name.endswith("/"):
                    entry = zipfile.ZipInfo(name, date_time=_NO_DAY)
                    entry.compress_type = zipfile.ZIP_DEFLATED
                    new.writestr(entry, _part(name, old.read(name)))
    except (zipfile.BadZipFile, etree.XMLSyntaxError) as failure:
        raise ValueError("it cannot be written anew") from failure
    return written.getvalue()


def _part(name: str, content: bytes) -> bytes:
    lower = name.lower()
    kind = kind_of(content)
    if kind in _PICTURES:
        return _PICTURES[kind](content)
    if not lower.endswith((".xml", ".rels")):
        return content
    root = etree.fromstring(content, _PARSER)
    if name == "[Content_Types].xml":
        _forget(root, "{*}Override", "PartName", within="/")
    elif lower.endswith(".rels"):
        _forget(
            root, "{*}Relationship", "Target", within=posixpath.dirname(posixpath.dirname(name))
        )
    else:
        _clean(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _forget(root: etree._Element, tag: str, attribute: str, *, within: str) -> None:
    """Take out what points at a part that is left behind."""
    for one in list(root.iter(tag)):
        if str(one.get("TargetMode", "")).lower() == "external":
            continue
        path = posixpath.normpath(posixpath.join("/", within, str(one.get(attribute))))
        if is_left_behind(path.lstrip("/")):
            root.remove(one)


def _clean(root: etree._Element) -> None:
    for one in list(root.iter(*(f"{{*}}{name}" for name in _DROPPED))):
        parent = one.getparent()
        if parent is not None:
            parent.remove(one)
    for one in root.iter("{*}*"):
        for key in list(one.attrib):
            name = etree.QName(key).localname
            if name.startswith("rsid") or name in _DAYS:
                del one.attrib[key]
            elif name == _AUTHOR:  # Word wants one
                one.attrib[key] = "Author"

"""
Bind printed parts into one tagged PDF for one reader, without printing any of them again.

What several readers may read alike is printed once. A reader's own cover carries, after its own
pages, one empty page for each page of the parts: the foot of each says whose copy it is and which
page of how many. Binding lays those feet beneath the pages of the parts.
"""

import io
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String


@dataclass(frozen=True, slots=True)
class Part:
    """A printed part: how the bookmarks call it, its PDF, and how many pages it has."""

    title: str
    pdf: bytes
    pages: int

    @classmethod
    def of(cls, title: str, pdf: bytes) -> "Part":
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            return cls(title, pdf, len(opened.pages))


def bind(cover: bytes, parts: Sequence[Part]) -> bytes:
    """
    Return one PDF: the cover's own pages, then every part, each page with the cover's foot.

    The same cover and parts give the same bytes. The file keeps the cover's metadata and no other.
    """
    with ExitStack() as stack:
        bound = stack.enter_context(pikepdf.open(io.BytesIO(cover)))
        own = len(bound.pages) - sum(part.pages for part in parts)
        feet = [page.as_form_xobject() for page in bound.pages[own:]]
        del bound.pages[own:]
        _forget_beyond(bound)
        for part in parts:
            _append(bound, stack.enter_context(pikepdf.open(io.BytesIO(part.pdf))))
        for page, foot in zip(bound.pages[own:], feet, strict=True):
            _lay_beneath(page, foot)
        _bookmark(bound, parts, own)
        return _saved(bound)


def _saved(bound: Pdf) -> bytes:
    out = io.BytesIO()
    bound.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


# The structure a screen reader goes by


def _append(bound: Pdf, part: Pdf) -> None:
    """Add the pages of a part, and its structure as one more part of the document's."""
    first = len(bound.pages)
    bound.pages.extend(part.pages)
    tree, theirs = bound.Root.StructTreeRoot, part.Root.StructTreeRoot
    # The pages are copied already, so that what is copied now points at the copies.
    copied: Any = bound.copy_foreign(_indirect(part, theirs))
    offset = int(tree.ParentTreeNextKey)
    for number in range(first, len(bound.pages)):
        page = bound.pages[number].obj
        if Name.StructParents in page:
            page.StructParents = int(page.StructParents) + offset
    for key, value in _numbers(copied.ParentTree):
        tree.ParentTree.Nums.append(key + offset)
        tree.ParentTree.Nums.append(value)
    tree.ParentTreeNextKey = offset + int(copied.ParentTreeNextKey)
    document = _kids(tree)[0]
    for element in _kids(copied):
        element.S, element.P = Name.Part, document
        document.K.append(element)


def _indirect(pdf: Pdf, thing: Any) -> Any:
    return thing if thing.is_indirect else pdf.make_indirect(thing)


def _kids(tree: Any) -> list[Any]:
    return list(tree.K) if isinstance(tree.K, Array) else [tree.K]


def _numbers(tree: Any) -> list[tuple[int, Any]]:
    """Return what a number tree holds, however deep it is."""
    if Name.Kids in tree:
        return [pair for kid in tree.Kids for pair in _numbers(kid)]
    flat = list(tree.Nums)
    return [(int(key), value) for key, value in zip(flat[::2], flat[1::2], strict=True)]


def _forget_beyond(bound: Pdf) -> None:
    """Flatten the cover's number tree, without the empty pages that are taken off."""
    tree = bound.Root.StructTreeRoot
    kept = {int(page.StructParents) for page in bound.pages if Name.StructParents in page.obj}
    left = [(key, value) for key, value in _numbers(tree.ParentTree) if key in kept]
    tree.ParentTree = bound.make_indirect(
        Dictionary(Nums=Array([item for pair in left for item in pair]))
    )
    document = _kids(tree)[0]
    if not isinstance(document.K, Array):
        document.K = Array([document.K])


# The foot, and the bookmarks


def _lay_beneath(page: pikepdf.Page, foot: Any) -> None:
    page.add_resource(foot, Name.XObject, Name.Foot)
    drawn = b"/Artifact<</Type/Pagination/Subtype/Footer>>BDC q /Foot Do Q EMC\n"
    page.contents_add(drawn, prepend=True)


def _bookmark(bound: Pdf, parts: Sequence[Part], first: int) -> None:
    with bound.open_outline() as outline:
        outline.root.clear()
        outline.root.append(pikepdf.OutlineItem(str(String("Contents")), 0))
        for part in parts:
            outline.root.append(pikepdf.OutlineItem(part.title, first))
            first += part.pages

"""Read a tagged PDF as a screen reader would: its elements in order, each with its own text."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
import pypdf

MM = 72 / 25.4  # points

_HEX = re.compile(rb"<([0-9A-Fa-f]+)>")
_CMAP_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.S)


@dataclass
class Element:
    """One element of the structure tree: `tag` is P, H1, L, LI, TH ..."""

    tag: str
    own_text: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    children: list["Element"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All its text, its children's too, with single spaces and without break marks."""
        parts = [self.own_text, *(child.text for child in self.children)]
        return _squeezed("".join(parts))

    def walk(self) -> Iterator["Element"]:
        yield self
        for child in self.children:
            yield from child.walk()

    def all(self, *tags: str) -> list["Element"]:
        return [element for element in self.walk() if element.tag in tags]


def read(pdf: bytes) -> Element:
    """Return the root of the document's structure tree."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        texts = {
            (page.objgen, mcid): text
            for page in document.pages
            for mcid, text in _marked_texts(page).items()
        }
        root = Element("Root")
        kids = document.Root.StructTreeRoot.K
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            _add(root, kid, None, texts)
        return root


def positions(page: pypdf.PageObject) -> list[tuple[float, float, str]]:
    """Return where each piece of text begins: points from the left, from the bottom, the text."""
    found = []

    def visit(
        text: str, place: list[float], line: list[float], _font: object, _size: float
    ) -> None:
        if text.strip():
            x = line[4] * place[0] + line[5] * place[2] + place[4]
            y = line[4] * place[1] + line[5] * place[3] + place[5]
            found.append((x, y, text))

    page.extract_text(visitor_text=visit)
    return found


BLOCKS = frozenset({"P", "H1", "H2", "H3", "Title", "TH", "TD", "L", "Lbl", "LBody", "Table"})


def outline(root: Element) -> str:
    """Return the document as lines of `TAG text`, in reading order, for a golden file."""
    lines = []
    for element in root.walk():
        text = _squeezed(_text_until_blocks(element)) if element.tag in BLOCKS else ""
        # A bullet or number says nothing; the name of a fact does.
        if re.search(r"\w\w", text) or (text and element.tag != "Lbl"):
            lines.append(f"{element.tag:<5} {text}")
    return "\n".join(lines) + "\n"


def _text_until_blocks(element: Element) -> str:
    """Return what stands in the element itself, not in a block within it."""
    return element.own_text + "".join(
        " " if child.tag in BLOCKS else _text_until_blocks(child) for child in element.children
    )


def _squeezed(text: str) -> str:
    return " ".join(text.replace("\u200b", "").split())


def _add(parent: Element, node: Any, page: Any, texts: dict[Any, str]) -> None:
    if isinstance(node, int):
        _add_text(parent, texts.get((page, node), ""))
        return
    page = node.Pg.objgen if "/Pg" in node else page
    if "/MCID" in node:
        _add_text(parent, texts.get((page, int(node.MCID)), ""))
        return
    if "/S" not in node:
        return
    element = Element(str(node.S).lstrip("/"), attributes=_attributes(node))
    parent.children.append(element)
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        _add(element, kid, page, texts)


def _add_text(parent: Element, text: str) -> None:
    # Text and elements may alternate, so text that comes after a child becomes a child itself.
    if parent.children:
        parent.children.append(Element("#text", own_text=text))
    else:
        parent.own_text += text


def _attributes(node: Any) -> dict[str, Any]:
    given = node.get("/A", [])
    dictionaries = given if isinstance(given, pikepdf.Array) else [given]
    return {
        key.lstrip("/"): str(value).lstrip("/")
        for dictionary in dictionaries
        if isinstance(dictionary, pikepdf.Dictionary)
        for key, value in dictionary.items()
    }


def _marked_texts(page: pikepdf.Page) -> dict[int, str]:
    """Return the text of each marked content id on the page; artefacts have none."""
    fonts = {name: _decoder(font) for name, font in page.Resources.get("/Font", {}).items()}
    texts: dict[int, str] = {}
    marks: list[tuple[int | None, str | None]] = []
    decode: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        said = ""
        match str(operator):
            case "Tf":
                decode = fonts[str(operands[0])]
            case "BDC" | "BMC":
                marks.append(_mark(operands))
                said = marks[-1][1] or ""
            case "EMC":
                marks.pop()
            case "Tj" | "TJ" if all(instead is None for _, instead in marks):
                said = _decoded(operands, decode)
        mcid = next((mark for mark, _ in reversed(marks) if mark is not None), None)
        if said and mcid is not None:
            texts[mcid] = texts.get(mcid, "") + said
    return texts


def _mark(operands: Any) -> tuple[int | None, str | None]:
    if len(operands) < 2 or not isinstance(operands[1], pikepdf.Dictionary):
        return None, None
    properties = operands[1]
    mcid = properties.get("/MCID")
    instead = properties.get("/ActualText")
    return (None if mcid is None else int(mcid)), (None if instead is None else str(instead))


def _decoded(operands: Any, decode: dict[int, str]) -> str:
    shown = operands[0] if isinstance(operands[0], pikepdf.Array) else [operands[0]]
    text = ""
    for part in shown:
        if isinstance(part, pikepdf.String):
            codes = bytes(part)
            pairs = (codes[i : i + 2] for i in range(0, len(codes), 2))
            text += "".join(decode.get(int.from_bytes(pair, "big"), "\ufffd") for pair in pairs)
    return text


def _decoder(font: Any) -> dict[int, str]:
    """Return the font's ToUnicode table."""
    table: dict[int, str] = {}
    for kind, body in _CMAP_BLOCK.findall(font.ToUnicode.read_bytes()):
        values = _HEX.findall(body)
        if kind == b"bfchar":
            for code, text in zip(values[::2], values[1::2], strict=True):
                table[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
        else:
            for first, last, text in zip(values[::3], values[1::3], values[2::3], strict=True):
                start = int(text, 16)
                for code in range(int(first, 16), int(last, 16) + 1):
                    table[code] = chr(start + code - int(first, 16))
    return table

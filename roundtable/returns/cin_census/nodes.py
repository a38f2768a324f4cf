from collections.abc import Iterator
from dataclasses import dataclass, field

# No item of the census comes near it, so a longer text can only fail to be read.
LONGEST_TEXT = 500


@dataclass(slots=True)
class Node:
    """One element of a child under construction. `text` has no space around it when done."""

    tag: str
    line: int
    text: str = ""
    children: list["Node"] = field(default_factory=list)
    # Of a Child: its number in the file.
    position: int = 0

    def all(self, tag: str) -> Iterator["Node"]:
        """Yield the elements of that name directly inside this one."""
        return (child for child in self.children if child.tag == tag)

    @property
    def is_empty(self) -> bool:
        """Return whether it says nothing, which is read as if it were not there."""
        return not self.text and not self.children

    def mentions(self, tag: str) -> bool:
        """Return whether this element, or one anywhere inside it, has that name."""
        return self.tag == tag or any(child.mentions(tag) for child in self.children)


class ChildCollector:
    """Builds each Child element of the stream, wherever it stands, and hands it over."""

    def __init__(self) -> None:
        self._path: list[Node] = []
        self._done: list[Node] = []
        self._count = 0

    def start(self, tag: str, line: int) -> None:
        if not self._path and tag != "Child":
            return
        node = Node(tag, line)
        if self._path:
            self._path[-1].children.append(node)
        self._path.append(node)

    def text(self, text: str) -> None:
        if not self._path:
            return
        node = self._path[-1]
        if len(node.text) < LONGEST_TEXT:
            node.text += text if node.text else text.lstrip()

    def end(self, tag: str) -> None:
        if not self._path:
            return
        node = self._path.pop()
        node.text = node.text[:LONGEST_TEXT].rstrip()
        if not self._path:
            self._count += 1
            node.position = self._count
            self._done.append(node)

    def take(self) -> list[Node]:
        """Return the children finished since the last call, in the file's order."""
        done, self._done = self._done, []
        return done

"""Reading the items of one child: what can be read is returned, the rest becomes a problem."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TypeVar

from roundtable.returns.cin_census.codes import CODE_SETS, year_label
from roundtable.returns.cin_census.findings import Findings
from roundtable.returns.cin_census.layout import (
    CHILD_LAYOUT,
    KNOWN_ELEMENTS,
    NO_ELEMENTS,
    words_for,
)
from roundtable.returns.cin_census.nodes import Node
from roundtable.returns.cin_census.values import (
    Unreadable,
    read_code,
    read_count,
    read_date_until,
    read_upn,
    read_yes_no,
)

PLAN = "ChildProtectionPlans"

Value = TypeVar("Value")


class Fields(Findings):
    """Reads items by element name. An empty element counts as absent, as suppliers mean it."""

    def __init__(self, *, year: int, as_at: date) -> None:
        super().__init__()
        self.year = year
        self.as_at = as_at

    def only(self, parent: Node, tag: str) -> Node | None:
        """Return the one element of that name; further ones are set aside."""
        found = [node for node in parent.all(tag) if not node.is_empty]
        for extra in found[1:]:
            if not extra.children and extra.text == found[0].text:
                self.kept(
                    "repeated",
                    line=extra.line,
                    element=tag,
                    value=extra.text,
                    reason=f"The {words_for(tag)} is given twice, the same both times.",
                )
            else:
                self.left_out(
                    "repeated",
                    line=extra.line,
                    element=tag,
                    value=extra.text,
                    reason=f"The {words_for(tag)} is given again (first on line "
                    f"{found[0].line}); the first was kept and this one left out.",
                    hides_open_plan=extra.mentions(PLAN),
                )
        return found[0] if found else None

    def day(self, parent: Node, tag: str, *, latest: date | None = None) -> date | None:
        """Return the day, if it is one and not after `latest` (the return's last day)."""
        node = self.only(parent, tag)
        return None if node is None else self.day_in(node, latest=latest)

    def day_in(self, node: Node, *, latest: date | None = None) -> date | None:
        """Return the day that this very element holds."""
        return self._read(node, partial(read_date_until, latest=latest or self.as_at))

    def needed_date(
        self, parent: Node, tag: str, *, loses: str, hides_open_plan: bool = False
    ) -> date | None:
        """Return the day without which the whole item (`loses`, in words) is left out."""
        node = self.only(parent, tag)
        if node is None:
            self.left_out(
                "date_missing",
                line=parent.line,
                element=tag,
                reason=f"The {words_for(tag)} is missing, so the {loses} was left out.",
                hides_open_plan=hides_open_plan,
            )
            return None
        return self._read(
            node,
            partial(read_date_until, latest=self.as_at),
            loses=f"the {loses}",
            hides_open_plan=hides_open_plan,
        )

    def yes_no(self, parent: Node, tag: str) -> bool | None:
        return self._item(parent, tag, read_yes_no)

    def count(self, parent: Node, tag: str) -> int | None:
        return self._item(parent, tag, read_count)

    def upn(self, parent: Node, tag: str) -> str | None:
        return self._item(parent, tag, read_upn)

    def code(self, parent: Node, tag: str) -> str | None:
        """Return the code, if any year's census knows it."""
        node = self.only(parent, tag)
        return None if node is None else self.code_in(node)

    def code_in(self, node: Node) -> str | None:
        """Return the code that this very element holds, if any year's census knows it."""
        code_set = CODE_SETS[node.tag]
        code = self._read(node, partial(read_code, codes=code_set.codes))
        if code and code not in code_set.in_year(self.year):
            self.kept(
                "code_of_another_year",
                line=node.line,
                element=node.tag,
                value=code,
                reason=f"The {words_for(node.tag)} {code} did not belong to the "
                f"{year_label(self.year)} census; it was kept.",
            )
        return code

    def check_places(self, node: Node) -> None:
        """Report each known element that stands where it cannot be read."""
        allowed = CHILD_LAYOUT.get(node.tag, NO_ELEMENTS)
        for child in node.children:
            if child.tag in allowed or child.tag not in KNOWN_ELEMENTS:
                # An unknown element is remarked on once for the file; what it hides counts here.
                self.check_places(child)
            elif not child.is_empty:
                self.left_out(
                    "misplaced_element",
                    line=child.line,
                    element=child.tag,
                    value=child.text,
                    reason=f"{child.tag} does not belong inside {node.tag}, so it was left out.",
                    hides_open_plan=child.mentions(PLAN) or child.mentions("CPPstartDate"),
                )

    def _item(self, parent: Node, tag: str, read: Callable[[str], Value]) -> Value | None:
        node = self.only(parent, tag)
        return None if node is None else self._read(node, read)

    def _read(
        self,
        node: Node,
        read: Callable[[str], Value],
        *,
        loses: str = "it",
        hides_open_plan: bool = False,
    ) -> Value | None:
        try:
            return read(node.text)
        except Unreadable as error:
            self.left_out(
                error.code,
                line=node.line,
                element=node.tag,
                value=node.text,
                reason=f"The {words_for(node.tag)} {error}, so {loses} was left out.",
                hides_open_plan=hides_open_plan,
            )
            return None

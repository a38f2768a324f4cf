"""The children of a meeting as tabs of one page, in the room and for those who take part."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from roundtable.web.design_system.presenters import NavItem

if TYPE_CHECKING:
    from roundtable.casework.conferences.models import ConferenceChild


def child_tabs(
    children: "Sequence[ConferenceChild]",
    shown: "ConferenceChild | None",
    *,
    address: str,
    with_everyone: bool = True,
) -> tuple[NavItem, ...]:
    """Return a tab for each child, and one for all of them. Where there is one child, none."""
    if len(children) < 2:
        return ()
    tabs = [
        NavItem(one.child.name, f"{address}?child={one.public_id}", current=one == shown)
        for one in children
    ]
    if with_everyone:
        tabs.append(NavItem("Everyone", address, current=shown is None))
    return tuple(tabs)

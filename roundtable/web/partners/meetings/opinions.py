"""What the others at the table think, for a professional: hidden until it is open."""

from collections.abc import Iterator
from dataclasses import dataclass

from roundtable.casework.plans.partner_queries import PartnerMeeting
from roundtable.web.design_system.wording import listed
from roundtable.web.partners.words import CATEGORIES

_SAYS = {
    "met": "yes, the threshold is met",
    "not_met": "no, it is not met",
    "no_opinion": "no opinion on this child",
    "abstained": "would rather not say",
    "left": "left before opinions were given",
}


@dataclass(frozen=True, slots=True)
class Said:
    name: str
    says: str
    why: str


@dataclass(frozen=True, slots=True)
class OpinionsOn:
    """What the others think of one child, or whether they have said."""

    name: str
    opinions: tuple[Said, ...]


def opinions_shown(page: PartnerMeeting) -> Iterator[OpinionsOn]:
    """Return them child by child, of those this person may know of; none outside the meeting."""
    if page.opinions is None or not page.me.gives_opinion:
        return
    others = [one for one in page.givers if one.pk != page.me.pk]
    for child in page.children:
        said = []
        for giver in others:
            cell = page.opinions.cells[child.held.pk, giver.pk]
            says = _SAYS.get(cell.threshold, "given" if cell.is_given else "waited for")
            harms = listed([CATEGORIES[one].lower() for one in cell.categories])
            said.append(Said(giver.name, f"{says}: {harms}" if harms else says, cell.reasons))
        yield OpinionsOn(child.held.child.name, tuple(said))

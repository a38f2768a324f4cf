"""Pages of partners whose text the family reads: that something is kept is said, and not by whom."""

from typing import TYPE_CHECKING

from roundtable.casework.conferences.leaks import whereabouts_kept
from roundtable.web.design_system.whereabouts import AsksWhereabouts

if TYPE_CHECKING:
    from roundtable.casework.conferences.models import Conference


class AsksPartner(AsksWhereabouts):
    """Whoever works with the family is asked; who hides from whom is not theirs to learn here."""

    restricts = True

    def minded(self) -> "Conference":
        """Return the conference whose family may read it."""
        raise NotImplementedError

    def kept_here(self) -> str:
        if not whereabouts_kept(self.minded().case_id):
            return ""
        return "In this family somebody's address or number is kept from somebody."

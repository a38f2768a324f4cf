"""Pages of ours whose text the family reads: who types is told what is kept from whom."""

from typing import TYPE_CHECKING

from roundtable.casework.conferences.leaks import whereabouts_kept
from roundtable.web.design_system.whereabouts import AsksWhereabouts

if TYPE_CHECKING:
    from roundtable.casework.conferences.models import Conference


class AsksStaff(AsksWhereabouts):
    """Whoever works on the case knows what is kept there, and is told it in words."""

    conference: "Conference"

    def kept_here(self) -> str:
        return " ".join(whereabouts_kept(self.conference.case_id))

"""Pages of the family whose text others of the family may read."""

from roundtable.web.design_system.whereabouts import AsksWhereabouts


class AsksFamily(AsksWhereabouts):
    """Asks everybody alike: being asked must not tell anybody that something is kept from them."""

    def kept_here(self) -> str:
        return "Other people in your family may read what you write here."

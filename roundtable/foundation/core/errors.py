"""The refusals an act can answer with. Their text is written for the person who reads it."""

from collections.abc import Iterable

from roundtable.rules.reasons import Reason


class CannotProceed(Exception):
    """An act was refused by a rule; `reasons` says why, for the page to list."""

    def __init__(self, reasons: str | Reason | Iterable[Reason]) -> None:
        if isinstance(reasons, str):
            reasons = [Reason("refused", reasons, hard=True)]
        elif isinstance(reasons, Reason):
            reasons = [reasons]
        self.reasons: tuple[Reason, ...] = tuple(reasons)
        super().__init__(" ".join(reason.text for reason in self.reasons))

    @property
    def can_be_overridden(self) -> bool:
        """Whether a reason and an approver would let the act through."""
        return bool(self.reasons) and not any(reason.hard for reason in self.reasons)


class NotAuthorised(Exception):
    """The actor may not do this. Pages show the same as for what does not exist."""


class RecordNotFound(Exception):
    """It does not exist, or it is not this actor's to see: the two look alike."""

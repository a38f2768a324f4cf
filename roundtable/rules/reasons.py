"""
Why something cannot be done, in words for the person who tried.

Guards return reasons, never False. A hard reason can never be set aside. A soft one can, by the
people it names, each saying why.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from roundtable.rules.permissions import Role


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason; `approvers` must *all* agree before a soft one is set aside."""

    code: str
    text: str
    hard: bool = True
    approvers: frozenset[Role] = frozenset()
    child_id: int | None = None

    def __post_init__(self) -> None:
        # A soft reason that nobody answers for would set itself aside.
        if not self.hard and not self.approvers:
            raise ValueError(f"{self.code}: name who may agree to set this aside.")


@dataclass(frozen=True, slots=True)
class Override:
    """
    One approver's agreement, in their words, to go on in spite of one soft reason.

    `by` is the id of the professional who agreed; `approver` the role in which they did.
    """

    code: str
    words: str
    approver: Role
    child_id: int | None = None
    by: int | None = None


def hard(code: str, text: str, *, child_id: int | None = None) -> Reason:
    """Return a reason that nobody can set aside."""
    return Reason(code=code, text=text, hard=True, child_id=child_id)


def soft(code: str, text: str, *approvers: Role, child_id: int | None = None) -> Reason:
    """
    Return a reason that all of `approvers` together can set aside.

    :raises ValueError: if nobody is named.
    """
    return Reason(
        code=code,
        text=text,
        hard=False,
        approvers=frozenset(approvers),
        child_id=child_id,
    )


def reasons_left(reasons: Iterable[Reason], overrides: Collection[Override]) -> list[Reason]:
    """
    Return the reasons that still stand, in their order.

    An override counts only for its own code and child, from an approver the reason names, and
    with words in it.
    """
    return [reason for reason in reasons if reason.hard or not _is_set_aside(reason, overrides)]


def _is_set_aside(reason: Reason, overrides: Collection[Override]) -> bool:
    agreed = {
        override.approver
        for override in overrides
        if override.code == reason.code
        and override.child_id == reason.child_id
        and override.words.strip()
    }
    return reason.approvers <= agreed


def reasons_not_an_approver(
    override: Override,
    *,
    holds_role: bool,
    agreed_in_another_role: bool,
) -> list[Reason]:
    """
    Return why this agreement does not count: nobody is named, or not somebody who can give it.

    Where two roles are asked, two people agree, even if one of them holds both.
    """
    role = override.approver.value.replace("_", " ").lower()
    if override.by is None:
        return [hard("NO_APPROVER", f"Choose which {role} has agreed.")]
    if not holds_role:
        return [hard("NOT_AN_APPROVER", f"Choose somebody who works here as {role}.")]
    if agreed_in_another_role:
        return [hard("ONE_APPROVER", "Two people have to agree: choose another for one of them.")]
    return []

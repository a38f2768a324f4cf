"""What is in force, and what was."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from roundtable.casework.information.models import InformationText, InformationVersion
from roundtable.casework.information.shipped import SHIPPED
from roundtable.casework.information.shown import InformationShown, Kind, TextSection
from roundtable.foundation.access.gate import authorise, decided
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.errors import NotAuthorised, RecordNotFound
from roundtable.foundation.core.kept import Kept
from roundtable.rules.access import Facts, Permission

# What an invitation to the family encloses.
ENCLOSED = frozenset({Kind.LEAFLET})
# What the family's pages show.
FOR_FAMILIES = frozenset({Kind.LEAFLET, Kind.YOUNG})
_IN_OWN_AUTHORITY = Facts(same_authority=True)
_VERSIONS = Kept(
    lambda given: (
        InformationVersion.objects.filter(authority_id=given("authority_id"))
        .select_related("text")
        .order_by("number")
    )
)


def in_force(authority_id: int, *, kinds: Collection[Kind] = tuple(Kind)) -> list[InformationShown]:
    """Return the version in force of every text, in the order they are read; one query."""
    latest = {row.text.code: row for row in _VERSIONS.rows(authority_id=authority_id)}
    return [
        as_shown(latest[code]) if code in latest else shipped
        for code, shipped in SHIPPED.items()
        if shipped.kind in kinds
    ]


def one_in_force(
    authority_id: int, code: str, *, kinds: Collection[Kind] = tuple(Kind)
) -> InformationShown:
    """
    Return the version of a text that is in force.

    :raises RecordNotFound: if there is no such text of these kinds.
    """
    decided.set(True)  # it is for everybody
    for one in in_force(authority_id, kinds=kinds):
        if one.code == code:
            return one
    raise RecordNotFound("information")


def as_shown(row: Any) -> InformationShown:
    shipped = SHIPPED[row.text.code]
    return replace(
        shipped,
        title=row.title,
        sections=sections_of(row.sections),
        number=row.number,
        dated=row.dated,
        what_changed=row.what_changed,
        approved_by=row.approved_by,
    )


def sections_of(kept: Sequence[dict[str, Any]]) -> tuple[TextSection, ...]:
    return tuple(TextSection.of(one) for one in kept)


@dataclass(frozen=True, slots=True)
class TextPage:
    """A text for those who look after it: what is in force, earlier versions, and the draft."""

    current: InformationShown
    versions: Sequence[InformationShown]
    draft: InformationShown | None
    drafted_by: str = ""

    @property
    def latest(self) -> InformationShown:
        """What a change begins from."""
        return self.draft or self.current


def list_information(actor: Actor) -> list[TextPage]:
    """
    Return every text of the actor's authority. Two queries.

    :raises RecordNotFound: if it is not theirs to look after.
    """
    _may(actor, Permission.EDIT_INFORMATION)
    authority_id = actor.authority_id
    versions: dict[str, list[InformationShown]] = {code: [] for code in SHIPPED}
    for row in _VERSIONS.rows(authority_id=authority_id):
        versions[row.text.code].insert(0, as_shown(row))
    texts = {one.code: one for one in InformationText.objects.filter(authority_id=authority_id)}
    return [_page(code, found, texts.get(code)) for code, found in versions.items()]


def _page(
    code: str, versions: Sequence[InformationShown], text: InformationText | None
) -> TextPage:
    current = versions[0] if versions else SHIPPED[code]
    draft = None
    if text is not None and text.drafted_at is not None:
        draft = replace(
            current,
            title=text.draft_title,
            sections=sections_of(text.draft_sections),
            number=current.number + 1,
        )
    drafted_by = text.drafted_by if text is not None and draft is not None else ""
    return TextPage(current, versions or [current], draft, drafted_by)


def get_text(
    *, code: str, actor: Actor, permission: Permission = Permission.EDIT_INFORMATION
) -> TextPage:
    """
    Return a text with its versions and its draft.

    :raises RecordNotFound: if there is none, or it is not theirs to look after.
    """
    _may(actor, permission)
    for one in list_information(actor):
        if one.current.code == code:
            return one
    raise RecordNotFound("information")


def _may(actor: Actor, permission: Permission) -> None:
    try:
        authorise(actor, permission, _IN_OWN_AUTHORITY)
    except NotAuthorised:
        raise RecordNotFound("information") from None


def changed_on(texts: Collection[InformationShown]) -> date:
    """Return the day on which any of them was last changed."""
    return max(one.dated for one in texts)

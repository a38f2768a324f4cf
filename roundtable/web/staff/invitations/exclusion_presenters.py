"""What the pages about keeping somebody out show, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from roundtable.casework.conferences.choices import GROUNDS
from roundtable.web.design_system.wording import day, moment
from roundtable.web.staff.words import Tag

if TYPE_CHECKING:
    from roundtable.casework.conferences.models import Exclusion

_DECIDED: Mapping[str, Tag] = {
    "": ("The chair has not decided", "yellow"),
    "refused": ("Can be at the whole meeting", "green"),
    "part": ("Not at part of it", "orange"),
    "separate": ("At a session of their own", "orange"),
    "whole": ("Not at the meeting", "red"),
}


@dataclass(frozen=True, slots=True)
class ExclusionShown:
    """A request to keep somebody out, and what the chair decided."""

    who: str
    ground: str
    evidence: str
    asked: str
    late_reason: str
    status: Tag
    decided: str
    reasons: str
    views_by: str
    views_came: str
    href: str
    views_href: str

    @classmethod
    def of(
        cls, one: "Exclusion", *, href: str, in_full: bool, views_href: str = ""
    ) -> "ExclusionShown":
        """Return it; what it rests on is for the chair and for those who may ask for one."""
        asked_by = one.asked_by or one.asked_by_person
        decided_by = one.decided_by.name if one.decided_by else "The chair"
        is_kept_out = one.decision not in ("", "refused")
        return cls(
            who=one.participant.name,
            ground=dict(GROUNDS)[one.ground],
            evidence=one.evidence if in_full else "",
            asked=f"{asked_by.name if asked_by else 'Somebody'}, {moment(one.asked_at)}",
            late_reason=one.late_reason,
            status=_DECIDED[one.decision],
            decided=f"{decided_by}, {moment(one.decided_at)}" if one.decided_at else "",
            reasons=one.reasons if in_full else "",
            views_by=one.views_by,
            views_came=_views_came(one) if is_kept_out else "",
            href="" if one.decision else href,
            views_href=views_href if is_kept_out else "",
        )


def _views_came(one: "Exclusion") -> str:
    if one.views_came_on is None:
        return "Not yet: it is not complete before they have come"
    return f"{day(one.views_came_on)}: {one.views_came_how}"


@dataclass(frozen=True, slots=True)
class EarlierShown:
    """Somebody who was kept out of the last conference, which says nothing about this one."""

    who: str
    what: str
    on: str

    @classmethod
    def of(cls, one: "Exclusion") -> "EarlierShown":
        return cls(
            who=one.participant.name,
            what=_DECIDED[one.decision][0].lower(),
            on=day(one.decided_at) if one.decided_at else "",
        )

"""The guidance that an author reads first, and the version of it that stays with their report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from roundtable.casework.information.models import InformationVersion
from roundtable.casework.information.queries import as_shown, in_force
from roundtable.casework.information.shipped import SHIPPED
from roundtable.casework.information.shown import InformationShown, Kind
from roundtable.casework.reports.models import GuidanceRead, Report
from roundtable.casework.reports.pro_forma import sections_of
from roundtable.foundation.core.kept import Kept, Slot

KINDS = frozenset({Kind.GUIDANCE, Kind.SECTIONS})


@dataclass(frozen=True, slots=True)
class Guidance:
    """
    The texts that stay with a report: those its author read, or else those in force.

    `is_newer` says that the authority has changed one of them since, `is_read` that whoever looks
    has read it for this report: who takes it over reads it too.
    """

    texts: Sequence[InformationShown]
    read_at: datetime | None = None
    read_by: str = ""
    is_newer: bool = False
    is_read: bool = False

    @property
    def what(self) -> str:
        """Return what was read, each text with its version."""
        return "; ".join(f"“{one.title}”, version {one.number}" for one in self.texts)

    @property
    def beside(self) -> Mapping[str, tuple[str, ...]]:
        """Return what stands beside each section, by its code."""
        return {
            section.about: (*section.paragraphs, *section.points)
            for text in self.texts
            for section in text.sections
            if section.about
        }


READ_BEFORE = Guidance((), is_read=True)
"""For a page that need not say when, and by whom."""


def guidance_of(report: Report, *, user_id: int) -> Guidance:
    """Return the guidance that stays with a report, and whether this user read it. One query."""
    now = {code: shipped for code, shipped in SHIPPED.items() if shipped.kind in KINDS}
    theirs: dict[str, InformationShown] = {}
    read, is_read = [], False
    for row in _VERSIONS.rows(
        authority_id=report.authority_id, report_id=report.pk, user_id=user_id
    ):
        is_read = is_read or row.is_read
        now[row.text.code] = as_shown(row)
        if row.read_at is not None:
            theirs[row.text.code] = as_shown(row)
            read.append((row.read_at, row.read_by))
    read_at, read_by = max(read, default=(None, ""))
    return Guidance(
        texts=[theirs.get(code, one) for code, one in now.items()],
        read_at=read_at,
        read_by=read_by,
        is_read=is_read,
        is_newer=any(one.number < now[code].number for code, one in theirs.items()),
    )


def guidance_to_read(report: Report) -> list[InformationShown]:
    """Return what is in force for an author to read: of the sections, those of their form."""
    asked = {one.code for one in sections_of(report.form)}
    return [
        replace(
            text,
            sections=tuple(one for one in text.sections if not one.about or one.about in asked),
        )
        for text in in_force(report.authority_id, kinds=KINDS)
    ]


def _versions(given: type[Slot]) -> QuerySet[InformationVersion, Any]:
    """Every version of these texts, the newest last, with who read it for this report."""
    read = GuidanceRead.objects.filter(
        report_id=given("report_id"), version=OuterRef("pk")
    ).order_by("-pk")
    return (
        InformationVersion.objects.filter(
            authority_id=given("authority_id"),
            text__code__in=[code for code, one in SHIPPED.items() if one.kind in KINDS],
        )
        .select_related("text")
        .annotate(
            read_at=Subquery(read.values("at")[:1]),
            read_by=Subquery(read.values("read_by")[:1]),
            is_read=Exists(read.filter(user_id=given("user_id"))),
        )
        .order_by("number")
    )


_VERSIONS = Kept(_versions)

"""The shape of what people say in the demonstration; the sentences themselves are in `themes`."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from roundtable.casework.reports.models import Section
from roundtable.casework.statements.models import Domain, Kind, Provenance

_SECTION_OF = {
    Domain.WORKING_WELL: Section.WORKING_WELL,
    Domain.WORRIED: Section.WORRIED,
    Domain.IMPACT: Section.IMPACT,
    Domain.GREY: Section.GREY,
}


@dataclass(frozen=True)
class Said:
    """
    One sentence, as it stands in a report or was said in the meeting.

    `about` names the children; all whom the speaker knows, if it is empty.
    """

    text: str
    domain: Domain
    kind: Kind = Kind.FACT
    provenance: Provenance = Provenance.FIRST
    source: str = ""
    about: tuple[str, ...] = ()
    audience: str = ""
    kept_from: tuple[str, ...] = ()

    @property
    def section(self) -> str:
        return str(_SECTION_OF[self.domain].value)


def well(text: str, *about: str, saw: bool = True) -> Said:
    """Something that works well."""
    return Said(text, Domain.WORKING_WELL, Kind.OBSERVATION if saw else Kind.FACT, about=about)


def worry(text: str, *about: str, kind: Kind = Kind.FACT) -> Said:
    """Something to worry about, known at first hand."""
    return Said(text, Domain.WORRIED, kind, about=about)


def heard(text: str, source: str, *about: str) -> Said:
    """Something to worry about that somebody else told the speaker."""
    return Said(
        text, Domain.WORRIED, Kind.ALLEGATION, Provenance.SECOND, source=source, about=about
    )


def impact(text: str, *about: str) -> Said:
    """What it does to the child."""
    return Said(text, Domain.IMPACT, Kind.OBSERVATION, about=about)


def grey(text: str, *about: str) -> Said:
    """What nobody knows yet."""
    return Said(text, Domain.GREY, Kind.OPINION, about=about)


@dataclass(frozen=True)
class Task:
    """What somebody will do: `who` is a key of the cast, "worker" or "mother"; days from now."""

    what: str
    who: str
    within_days: int
    support: str = ""
    is_for_safety: bool = False


@dataclass(frozen=True)
class Aim:
    """Something that must change, and how everybody will know."""

    what: str
    known_by: str
    tasks: tuple[Task, ...]
    is_long: bool = False


@dataclass(frozen=True, kw_only=True)
class Theme:
    """
    What one kind of worry sounds like, from the first discussion to the last review.

    In every sentence {child}, {mother} and {other} stand for names of the family.
    """

    categories: tuple[str, ...]
    harms: tuple[str, ...]
    discussed: str
    found: str
    safety: str
    advice: str
    reason: str
    reports: Mapping[str, tuple[Said, ...]]
    in_the_room: tuple[Said, ...]
    child_says: tuple[str, ...]
    mother_says: str
    other_says: str
    needs: str
    capacity: str
    circumstances: str
    likelihood: str
    decided: str
    aims: tuple[Aim, ...]
    monitoring: str
    contingency: str
    would_end_it: str
    progress: tuple[str, ...]
    seen: tuple[str, ...]
    review_reports: Mapping[str, tuple[Said, ...]] = field(default_factory=dict)
    continues: str = "Things are better, but not yet for long enough."
    ends: str = "The change has lasted, and the family knows whom to ask for help."

"""What the answers of a booking form mean, as the act that sends it writes them."""

from collections.abc import Sequence
from dataclasses import dataclass

from roundtable.rules.avoided_times import AvoidedTime


@dataclass(frozen=True, slots=True)
class ChildOnForm:
    """A child of the household: subject, considered or not, and how they take part."""

    child_id: int
    standing: str
    reason: str = ""
    attends: str = ""
    attends_note: str = ""


@dataclass(frozen=True, slots=True)
class NeedOnForm:
    person_id: int
    kind: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ExclusionOnForm:
    person_id: int
    ground: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Lateness:
    """Why the conference will be later than its limit, and who agreed to that."""

    reason: str
    manager_id: int | None = None
    chair_id: int | None = None


@dataclass(frozen=True, slots=True)
class Details:
    """Everything a booking form says beside why, for whom, and what keeps the children safe."""

    children: Sequence[ChildOnForm] = ()
    needs: Sequence[NeedOnForm] = ()
    avoided: Sequence[AvoidedTime] = ()
    wanted_ids: Sequence[int] = ()
    exclusions: Sequence[ExclusionOnForm] = ()
    others_to_invite: str = ""
    missing_people: str = ""
    risk_to_staff: str = ""
    police_names: Sequence[str] = ()
    travel: str = ""
    late: Lateness | None = None

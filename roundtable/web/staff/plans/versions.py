"""A past version of a plan, as it stood."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from roundtable.web.design_system.wording import day as in_words
from roundtable.web.staff.plans.presenters import categories_in_words

if TYPE_CHECKING:
    from roundtable.casework.plans.models import Plan, PlanVersion

Names = Mapping[tuple[str, int], str]


@dataclass(frozen=True, slots=True)
class VersionShown:
    """One version: every past one can be read again, as it was."""

    child: str
    plan_id: str
    number: int
    because: str
    made: str
    categories: str
    key_worker: str
    likelihood_of_harm: str
    protection: str
    contingency: str
    outcomes: tuple[tuple[str, str, tuple[tuple[str, str, str], ...]], ...]

    @classmethod
    def of(cls, plan: "Plan", version: "PlanVersion", names: Names) -> "VersionShown":
        content: dict[str, Any] = version.content
        body = content.get("outline") or {}
        return cls(
            child=plan.child.name,
            plan_id=str(plan.public_id),
            number=version.number,
            because=version.because,
            made=in_words(version.made_at),
            categories=categories_in_words(content["categories"], content["code"]),
            key_worker=names.get(("professional", content["key_worker"] or 0), "Nobody"),
            likelihood_of_harm=content.get("likelihood_of_harm", ""),
            protection=body.get("protection", ""),
            contingency=body.get("contingency", ""),
            outcomes=tuple(
                (
                    one["what"],
                    one["how_we_will_know"],
                    tuple((a["what"], _who(a, names), _by(a)) for a in one["actions"]),
                )
                for one in body.get("outcomes", [])
            ),
        )


def _by(action: Mapping[str, Any]) -> str:
    return in_words(date.fromisoformat(action["due_on"])) if action["due_on"] else "No date"


def _who(action: Mapping[str, Any], names: Names) -> str:
    for kind in ("person", "professional"):
        if action[kind]:
            return names.get((kind, action[kind]), "")
    return "Nobody yet"

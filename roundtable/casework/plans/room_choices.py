"""The answers that the pages of the room offer, in words."""

from roundtable.casework.decisions.models import Threshold
from roundtable.casework.statements.models import Domain, Kind, Provenance
from roundtable.rules.categories import Category
from roundtable.rules.decision_guards import ENDS_PLAN, KEEPS_PLAN, Outcome

CATEGORY_WORDS = {
    Category.NEG: "Neglect",
    Category.PHY: "Physical abuse",
    Category.SAB: "Sexual abuse",
    Category.EMO: "Emotional abuse",
}
CATEGORIES = [(one.value, text) for one, text in CATEGORY_WORDS.items()]
THRESHOLDS = [(one.value, str(one.label)) for one in Threshold if one is not Threshold.LEFT]
KINDS = [(one.value, str(one.label)) for one in Kind if one.value]
PROVENANCES = [(one.value, str(one.label)) for one in Provenance if one.value]
DOMAINS = [(one.value, str(one.label)) for one in Domain if one.value]
AUDIENCES = [
    ("EVERYONE", "Everyone at the table"),
    ("PROFESSIONALS", "Professionals only"),
    ("SOCIAL_CARE", "Social care only"),
]


def outcomes_for(*, has_plan: bool) -> list[tuple[str, str]]:
    """Return everything that can be decided for a child who has, or has not, a plan."""
    of_plan = KEEPS_PLAN | ENDS_PLAN
    return [(one.value, one.label) for one in Outcome if (one.value in of_plan) is has_plan]

"""The words for what can be chosen, for forms."""

from roundtable.casework.preparing.models import (
    Advocate,
    ContactKind,
    HearsReports,
    Means,
    TimeDecision,
    Wanted,
)

WANTED = [(value, str(label)) for value, label in Wanted.choices]
TIME_DECISIONS = [(value, str(label)) for value, label in TimeDecision.choices]
DELAY, STAND_DOWN = TimeDecision.DELAY.value, TimeDecision.STAND_DOWN.value
KINDS = [(value, str(label)) for value, label in ContactKind.choices]
ADVOCATE = [(value, str(label)) for value, label in Advocate.choices]
MEANS = [(value, str(label)) for value, label in Means.choices]
HEARS_REPORTS = [(value, str(label)) for value, label in HearsReports.choices]
HEARS_NOTHING = HearsReports.NOT.value

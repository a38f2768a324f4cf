"""One invented family, as each letter would have it. Fixed values, so that letters are too."""

from tests.letters.samples.decisions import (
    AGREED,
    AGREED_TO_MEET_AGAIN,
    APPEAL,
    AVA_PLAN,
    DECISION,
    DECISION_FOR_PROFESSIONAL,
    UNFINISHED,
)
from tests.letters.samples.family import (
    ADMINISTRATOR,
    ADVICE,
    AVA,
    BABY,
    BEN,
    CHAIR,
    COMPLAINTS,
    KEZIA,
    LETTERHEAD,
    ROSA,
    SOCIAL_WORKER,
)
from tests.letters.samples.invitations import (
    CHILD_INVITATION,
    EXCLUSION,
    INVITATION,
    PROFESSIONAL_INVITATION,
)
from tests.letters.samples.records import PLAN, RECORD

__all__ = [
    "LETTERHEAD",
    "ROSA",
    "KEZIA",
    "CHAIR",
    "SOCIAL_WORKER",
    "ADMINISTRATOR",
    "ADVICE",
    "COMPLAINTS",
    "AVA",
    "BEN",
    "BABY",
    "EXCLUSION",
    "CHILD_INVITATION",
    "INVITATION",
    "PROFESSIONAL_INVITATION",
    "AVA_PLAN",
    "AGREED",
    "AGREED_TO_MEET_AGAIN",
    "DECISION",
    "DECISION_FOR_PROFESSIONAL",
    "APPEAL",
    "UNFINISHED",
    "RECORD",
    "PLAN",
]

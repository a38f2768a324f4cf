"""The answers that the booking form and its neighbours offer, in words."""

from roundtable.casework.convening.models import AgencyAnswer, Attends, Backing
from roundtable.rules.exclusions import GROUND_TEXTS

ATTENDS = [(one.value, str(one.label)) for one in Attends]
GROUNDS = [(ground.value, text) for ground, text in GROUND_TEXTS.items()]
BACKINGS = [(one.value, str(one.label)) for one in Backing]
AGENCY_ANSWERS = [(one.value, str(one.label)) for one in AgencyAnswer]
# What a family can say at once that they need; the desk knows more kinds.
NEEDS = [
    ("interpreter", "An interpreter, or British Sign Language"),
    ("advocate", "An advocate"),
    ("access", "Access: steps, hearing, sight, reading, a quiet place"),
    ("transport", "Help to get there"),
    ("child_care", "Child care during the meeting"),
    ("separate_arrival", "To arrive, and wait, apart from somebody"),
    ("remote", "To join by video or telephone"),
    ("other", "Something else"),
]
# What should come with another authority's written request.
TRANSFER_PAPERS = [
    ("plan", "The child protection plan"),
    ("reports", "Reports of earlier conferences"),
    ("assessment", "The current assessment, with the risk"),
    ("risk_of_move", "How the move changes the risk"),
    ("housing", "Why the family moved, and evidence of their home"),
    ("health_education", "What the child needs in health and education"),
    ("chronology", "The chronology"),
    ("agencies", "Which agencies go on, and which are new"),
]

"""The answers that pages about plans offer, in words."""

from roundtable.casework.plans.models import EndReason, Progress, Term

TERMS = [(term.value, str(term.label)) for term in Term]

PROGRESS = {one.value: str(one.label) for one in Progress}
# That an outcome is new at a review is known without asking.
PROGRESSES = [(value, text) for value, text in PROGRESS.items() if value != Progress.NEW]

# Without a conference. That the risk is lower is never found this way, and only history may
# leave the reason open.
END_REASONS = [
    (reason.value, str(reason.label))
    for reason in (
        EndReason.MOVED_LA,
        EndReason.AGE_18,
        EndReason.LOOKED_AFTER,
        EndReason.LEFT_UK,
        EndReason.PREGNANCY_ENDED,
        EndReason.ADOPTED,
        EndReason.DIED,
    )
]

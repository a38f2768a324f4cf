"""The answers that pages about plans offer, in words."""

from roundtable.casework.plans.models import EndReason, Term

TERMS = [(term.value, str(term.label)) for term in Term]

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

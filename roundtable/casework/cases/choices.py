"""The answers that pages about cases offer, in words."""

from roundtable.casework.cases.models import Capacity, Harm, Standing

HARMS = [(one.value, str(one.label)) for one in Harm]
INVOLVED = (
    Capacity.INVOLVED.value,
    "Works with the family: school, health, police or another agency",
)
CAPACITIES = [
    (Capacity.SOCIAL_WORKER.value, "Social worker"),
    (Capacity.MANAGER.value, "Team manager"),
    (Capacity.SOLICITOR.value, "Authority's solicitor"),
    INVOLVED,
]
# Of a manager or a solicitor nobody needs to ask whether they see the family.
MAY_SEE_THE_FAMILY = (Capacity.SOCIAL_WORKER.value, INVOLVED[0])
STANDINGS = [
    (Standing.SUBJECT.value, "Yes: we are worried about this child"),
    (Standing.CONSIDERED.value, "No, but they are to be thought of: a brother or sister"),
    (Standing.NOT_CONSIDERED.value, "No: they only belong to the family"),
]
SUBJECT, CONSIDERED, NOT_CONSIDERED = (
    one.value for one in (Standing.SUBJECT, Standing.CONSIDERED, Standing.NOT_CONSIDERED)
)

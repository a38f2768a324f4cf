"""What pages read of people who belong to no case."""

from django.db.models import Q

from roundtable.casework.people.models import AgencyKind, Professional
from roundtable.foundation.access.gate import may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Facts, Permission


def interpreters_on_file(actor: Actor) -> list[Professional]:
    """
    Return the interpreters of the authority by name, with their agency. One query.

    :raises RecordNotFound: if `actor` does not arrange conferences there.
    """
    if not may(actor, Permission.ARRANGE_CONFERENCE, Facts(same_authority=True)):
        raise RecordNotFound("interpreters")
    interprets = Q(agency__kind=AgencyKind.INTERPRETING) | ~Q(languages=[])
    rows = Professional.objects.filter(
        interprets, authority_id__in=actor.authority_ids, left_on=None
    )
    return list(rows.select_related("agency").order_by("name", "pk"))

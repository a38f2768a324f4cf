"""Whom a family can turn to."""

from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.models import Authority


def authority_of(actor: Actor) -> Authority:
    """Return the authority whose conference it is."""
    return Authority.objects.get(pk=actor.authority_id)

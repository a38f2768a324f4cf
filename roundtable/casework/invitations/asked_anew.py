"""Who was invited to one session and is asked to another: their first invitation holds no more."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from roundtable.casework.cases.facts import NOT_BARRED, used_by
from roundtable.casework.conferences.facts import is_actor, participant_facts
from roundtable.casework.conferences.models import Part
from roundtable.casework.invitations.models import Invitation
from roundtable.foundation.accounts.models import Actor, AnyActor, slots_of
from roundtable.foundation.core.kept import Kept, Slot
from roundtable.rules.access import Role
from roundtable.rules.conference_states import ARRANGED
from roundtable.rules.invitation_states import ANSWERED, OUT


def being_asked_anew(actor: Actor) -> list[datetime]:
    """
    Return when each invitation was sent in whose place a new one follows. One query.

    Nothing else of the meeting is theirs until the new one has left. What was called back never
    reached them, and is not here.
    """
    found: list[datetime] = _ANEW.rows(actor.role, **slots_of(actor))
    return found


def _anew(_given: type[Slot], role: Role) -> QuerySet[Invitation, Any]:
    actor = AnyActor(role)
    involved = Q(fact_involvement_open=True) & NOT_BARRED
    facts = used_by(participant_facts(actor, path="participant__"), involved)
    theirs = Invitation.objects.filter(
        is_actor(actor, path="participant__"),
        participant__withdrawn_at=None,
        participant__invited_at=None,
        conference__state__in=sorted(state.value for state in ARRANGED),
        state__in=sorted(state.value for state in OUT | ANSWERED),
    ).exclude(participant__part=Part.NONE)
    rows = theirs.alias(**facts).filter(involved).order_by("sent_at", "pk")
    return rows.values_list("sent_at", flat=True)


_ANEW = Kept(_anew)

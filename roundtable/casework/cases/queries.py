"""Reads of cases. Every list starts from `visible_to`; every page from `get_case`."""

import uuid
from collections.abc import Mapping

from django.db.models import Q, QuerySet

from roundtable.casework.cases.facts import case_facts, read_facts
from roundtable.casework.cases.models import Case, TimelineEntry
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import NotAuthorised, RecordNotFound
from roundtable.rules.access import Facts, Permission, Role

# The same conditions as VIEW_CASE in `rules.grants`; a test holds the two together.
_SEEN_BY: Mapping[Role, Q] = {
    Role.CHAIR: Q(fact_allocated=True) | Q(fact_on_duty=True),
    Role.SOCIAL_WORKER: Q(fact_allocated=True),
    Role.MANAGER: Q(fact_allocated=True),
    Role.SOLICITOR: Q(fact_allocated=True),
    Role.HEAD_OF_SERVICE: Q(),
    Role.ADMINISTRATOR: Q(fact_allocated=True) | Q(fact_open_window=True),
}


def cases_visible_to(actor: Actor) -> QuerySet[Case]:
    """Return the cases whose page `actor` may open, and no trace of any other."""
    if actor.role not in _SEEN_BY:
        return Case.objects.none()
    return Case.objects.alias(**case_facts(actor)).filter(
        _SEEN_BY[actor.role],
        Q(fact_restricted=False) | Q(fact_allocated=True),
        fact_same_authority=True,
        fact_denied=False,
    )


def facts_about_case(actor: Actor, case_id: int) -> Facts:
    """Return the facts for the access table."""
    return read_facts(Case.objects.all(), case_facts(actor), case_id)


def get_case(*, public_id: uuid.UUID, actor: Actor, permission: Permission) -> Case:
    """
    Return the case, if `actor` holds `permission` on it. Pages have no other door.

    :raises RecordNotFound: if it does not exist or is not theirs to see.
    """
    try:
        case = Case.objects.get(public_id=public_id)
        authorise(actor, permission, facts_about_case(actor, case.pk))
    except (Case.DoesNotExist, NotAuthorised):
        raise RecordNotFound("case") from None
    audit.note_read("case", case.pk)
    return case


def timeline(case: Case, *, limit: int = 50, before: int | None = None) -> list[TimelineEntry]:
    """Return the newest lines of the case's timeline, `before` an id for the next page."""
    events = TimelineEntry.objects.filter(case=case)
    if before is not None:
        events = events.filter(pk__lt=before)
    return list(events.order_by("-happened_on", "-pk")[:limit])

"""What is true of an actor and one report: the facts the access table asks for, as SQL."""

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.expressions import Combinable

from roundtable.casework.conferences.facts import participant_facts
from roundtable.casework.people.models import Professional
from roundtable.casework.reports.models import Report, Sharing
from roundtable.foundation.access.doors import Door, Expressions
from roundtable.foundation.accounts.models import Actor
from roundtable.rules.access import Facts, Role

_ON_FAMILY_SIDE = frozenset({Role.FAMILY, Role.CHILD, Role.ADVOCATE})


def report_facts(actor: Actor) -> Expressions:
    """
    Return the facts as expressions over `Report`.

    To professionals on the list a report is released when it is handed in: it was written for
    them. To a member of the family it is released when it is shared with them.
    """
    return {
        **participant_facts(actor, path="participant__"),
        "fact_own_agency": _of_own_agency(actor),
        "fact_author": _is(Q(participant__professional_id__any=actor.professional_ids)),
        "fact_released": _released(actor),
    }


def facts_about_report(actor: Actor, report_id: int) -> Facts:
    """Return the facts for the access table."""
    return REPORTS.facts(actor, report_id)


def _of_own_agency(actor: Actor) -> Combinable:
    """A lead is appointed for an agency; everybody else belongs to that of their post."""
    posts = Professional.objects.filter(pk__any=actor.professional_ids)
    return _is(Q(agency_id__any=actor.agency_ids) | Q(agency_id__in=posts.values("agency_id")))


def _released(actor: Actor) -> Combinable:
    if actor.role in _ON_FAMILY_SIDE:
        shared = Sharing.objects.filter(
            report_id=OuterRef("pk"), person_id__any=actor.person_ids, shared_on__isnull=False
        )
        return Exists(shared)
    # A new version in the making takes nothing from those who have the one before.
    return _is(Q(submitted_at__isnull=False))


def _is(condition: Q) -> Combinable:
    return ExpressionWrapper(condition, output_field=BooleanField())


# A report with its author, and with what stands above every page of a conference.
REPORTS = Door(
    "report",
    lambda: Report.objects.select_related(
        "agency",
        "participant__professional",
        "signed_off_by",
        "participant__conference",
        "conference__authority",
        "conference__case",
        "conference__room",
        "conference__chair",
        "conference__minute_taker",
    ),
    report_facts,
)

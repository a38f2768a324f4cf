"""How a child takes part: whether they are invited, to what, and by what means they are heard."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from roundtable.casework.cases.timeline import note
from roundtable.casework.conferences.actions.states import lock_conference
from roundtable.casework.conferences.facts import NOT_OVER
from roundtable.casework.conferences.models import Conference, ConferenceChild
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.people.models import Professional
from roundtable.casework.preparing.models import ChildsPart, HearsReports, Means
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.access import Permission
from roundtable.rules.reasons import Reason, hard


class CannotSettleChildsPart(CannotProceed):
    """The meeting is over, or it is not said why, or by what means the child is heard."""


@transaction.atomic
def settle_childs_part(
    *,
    conference_child_id: int,
    is_invited: bool,
    comes_to: Sequence[str] = (),
    reason: str,
    means: Collection[str],
    with_worker: Professional | None = None,
    kept_where: str = "",
    hears_reports: str = "",
    no_reports_reason: str = "",
    actor: Actor,
    now: datetime,
) -> ChildsPart:
    """
    Settle whether a child is invited, to which parts, how what they think comes in, and what they
    hear of the reports.

    A letter for a child goes to a named worker, who goes through it with them.

    :raises CannotSettleChildsPart: if the meeting is over, or something is missing.
    """
    held = ConferenceChild.objects.select_related("child").get(pk=conference_child_id)
    conference = lock_conference(held.conference_id)
    authorise(actor, Permission.SETTLE_CHILDS_PART, facts_about_conference(actor, conference.pk))
    reasons = _reasons(conference, held, is_invited, reason, means, with_worker)
    is_without = hears_reports == HearsReports.NOT
    if is_without and not no_reports_reason.strip():
        reasons.append(hard("NO_REPORTS_REASON", "Enter why they hear nothing of the reports."))
    if reasons:
        raise CannotSettleChildsPart(reasons)
    part, _ = ChildsPart.objects.update_or_create(
        authority_id=conference.authority_id,
        conference_child=held,
        defaults={
            "is_invited": is_invited,
            "comes_to": list(comes_to) if is_invited else [],
            "reason": reason.strip(),
            "means": [one for one in Means.values if one in means],
            "with_worker": with_worker,
            "kept_where": kept_where.strip(),
            "hears_reports": hears_reports if hears_reports in HearsReports.values else "",
            "no_reports_reason": no_reports_reason.strip() if is_without else "",
            "settled_by_id": actor.professional_id,
            "settled_at": now,
        },
    )
    title = "is invited to the meeting" if is_invited else "is heard without coming to the meeting"
    note(
        case=conference.case_id,
        kind="childs_part",
        title=f"{held.child.name} {title}",
        detail=reason.strip(),
        subject=conference,
        child_id=held.child_id,
        actor=actor,
        now=now,
    )
    audit.record(
        actor=actor,
        verb="child.part_settled",
        subject=part,
        now=now,
        conference=conference.pk,
        is_invited=is_invited,
    )
    return part


def _reasons(
    conference: Conference,
    held: ConferenceChild,
    is_invited: bool,
    reason: str,
    means: Collection[str],
    with_worker: Professional | None,
) -> list[Reason]:
    found = []
    if conference.state not in NOT_OVER:
        found.append(hard("OVER", "The meeting is over."))
    if held.child.is_unborn:
        found.append(hard("UNBORN", "The child is not born yet."))
    if not reason.strip():
        found.append(hard("NO_REASON", "Enter why."))
    if not set(means) & set(Means.values):
        found.append(hard("NO_MEANS", "Select how what they think comes to the meeting."))
    if is_invited and with_worker is None:
        found.append(hard("NO_WORKER", "Select who goes through the invitation with them."))
    return found

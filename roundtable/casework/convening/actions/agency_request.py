"""Another agency asks for a conference, and the manager answers with reasons."""

from datetime import date, datetime

from django.db import transaction

from roundtable.casework.cases.facts import open_on
from roundtable.casework.cases.models import Allocation, Capacity, Case
from roundtable.casework.cases.queries import facts_about_case
from roundtable.casework.cases.timeline import note
from roundtable.casework.convening.models import AgencyAnswer, AgencyRequest, Backing
from roundtable.casework.people.models import Professional
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.messaging.actions import queue
from roundtable.rules.access import Permission
from roundtable.rules.convening import AgencyAsks, reasons_cannot_answer_agency


class CannotAskForConference(CannotProceed):
    """It is not said for whom or why, or their first request waits for an answer."""


class CannotAnswerAgency(CannotProceed):
    """It was answered already, or it is not said why; a backed one needs the chair's view too."""


@transaction.atomic
def ask_for_conference(
    *,
    case_id: int,
    children: str,
    reason: str,
    backed_as: str = "",
    backed_by: str = "",
    actor: Actor,
    now: datetime,
) -> AgencyRequest:
    """
    Ask for a conference from another agency, with who of it stands behind the request.

    :raises CannotAskForConference: if it is not said for whom or why, or one waits already.
    """
    case = Case.objects.select_for_update().get(pk=case_id)
    authorise(actor, Permission.ASK_FOR_CONFERENCE, facts_about_case(actor, case.pk))
    if not children.strip() or not reason.strip():
        raise CannotAskForConference("Say for which children you ask, and why.")
    if bool(backed_as) != bool(backed_by.strip()):
        raise CannotAskForConference("Say who stands behind the request, and what they are.")
    waiting = AgencyRequest.objects.filter(case=case, asked_by_id=actor.professional_id, answer="")
    if waiting.exists():
        raise CannotAskForConference("You have asked already. The team manager answers you.")
    by = Professional.objects.select_related("agency").get(pk__in=[actor.professional_id])
    asked = AgencyRequest.objects.create(
        authority_id=case.authority_id,
        case=case,
        asked_by=by,
        asked_at=now,
        children=children.strip(),
        reason=reason.strip(),
        backed_as=Backing(backed_as).value if backed_as else "",
        backed_by=backed_by.strip(),
    )
    _note(asked, f"{by.agency.name} asks for a conference", actor, now)
    audit.record(actor=actor, verb="agency_request.made", subject=asked, now=now)
    for manager in _managers(case, clock.day_of(now)):
        _tell(
            asked,
            manager,
            kind="agency_asks",
            title="An agency asks for a conference",
            body=f"{by.agency.name} asks for a conference. Please read why, and answer.",
            now=now,
        )
    return asked


@transaction.atomic
def answer_agency(
    *,
    request_id: int,
    answer: AgencyAnswer | str,
    reason: str,
    chair: Professional | None = None,
    actor: Actor,
    now: datetime,
) -> AgencyRequest:
    """
    Answer an agency. A request with backing is normally agreed.

    :raises CannotAnswerAgency: if it was answered, it is not said why, or a backed one would be
        refused without asking a chair.
    """
    asked = AgencyRequest.objects.select_for_update(of=("self",)).get(pk=request_id)
    authorise(actor, Permission.ANSWER_AGENCY_REQUEST, facts_about_case(actor, asked.case_id))
    given = AgencyAnswer(answer)
    reasons = reasons_cannot_answer_agency(
        AgencyAsks(
            is_answered=bool(asked.answer),
            is_agreed=given is AgencyAnswer.AGREED,
            is_backed=bool(asked.backed_as),
            reason=reason,
            chair_consulted=chair is not None,
        )
    )
    if reasons:
        raise CannotAnswerAgency(reasons)
    asked.answer, asked.answer_reason = given.value, reason.strip()
    asked.answered_by_id, asked.answered_at = actor.professional_id, now
    asked.chair_consulted = chair
    asked.save()
    _note(asked, f"Agency's request for a conference: {given.label.lower()}", actor, now)
    audit.record(
        actor=actor, verb="agency_request.answered", subject=asked, now=now, answer=given.value
    )
    _tell(
        asked,
        asked.asked_by,
        kind="agency_answered",
        title="Your request for a conference has an answer",
        body="You asked for a conference. The answer, and why, is on your page.",
        now=now,
    )
    return asked


def _managers(case: Case, today: date) -> list[Professional]:
    rows = Allocation.objects.filter(
        open_on(today), case=case, capacity=Capacity.MANAGER, professional__left_on=None
    ).select_related("professional")
    return [one.professional for one in rows.order_by("pk")]


def _tell(
    asked: AgencyRequest,
    reader: Professional,
    *,
    kind: str,
    title: str,
    body: str,
    now: datetime,
) -> None:
    """Say that there is something to read. Neither a name nor a reason goes by e-mail."""
    queue(
        reference=f"{kind}:{asked.pk}:{reader.pk}",
        kind=kind,
        channel="email",
        subject=asked,
        subject_line=title,
        body=body,
        case_id=asked.case_id,
        professional_id=reader.pk,
        now=now,
    )


def _note(asked: AgencyRequest, title: str, actor: Actor, now: datetime) -> None:
    note(
        case=asked.case_id,
        kind="agency_request",
        title=title,
        subject=asked,
        happened_on=clock.day_of(now),
        actor=actor,
        now=now,
    )

"""Sharing a report with the family: what stands in its way, who decides, and what they say."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from roundtable.casework.cases.timeline import note
from roundtable.casework.conferences.channels import reach_professional
from roundtable.casework.conferences.models import (
    Conference,
    ConferenceChild,
    Participant,
    ParticipantRole,
)
from roundtable.casework.conferences.queries import (
    facts_about_conference,
    with_what_makes_a_reader,
)
from roundtable.casework.conferences.readers import reader_of_participant
from roundtable.casework.people.approvals import in_codes, settle
from roundtable.casework.people.models import Person
from roundtable.casework.reports.actions.report import authorise_author, lock_report
from roundtable.casework.reports.facts import facts_about_report
from roundtable.casework.reports.models import Reading, Report, ReportItem, Sharing, Way
from roundtable.casework.statements.actions import give_statements
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.actions import stop_clocks
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.messaging.actions import queue
from roundtable.rules.access import Permission
from roundtable.rules.reasons import Override
from roundtable.rules.report_states import State, reasons_cannot_share

# Others of the family's side see what the person they stand by shows them.
SHARED_WITH = frozenset({ParticipantRole.PARENT, ParticipantRole.FAMILY, ParticipantRole.CHILD})
_NOTHING_TO_SHARE = frozenset({State.REQUESTED, State.WITHDRAWN})


class CannotShareReport(CannotProceed):
    """There is nothing to share yet, the chair has to decide how, or it is not for this person."""


class CannotDecideSharing(CannotProceed):
    """Nobody raised a difficulty, or the chair has not said how."""


class CannotSayRead(CannotProceed):
    """Only who was given a report can say that they have read it."""


@transaction.atomic
def answer_cannot_share(
    *, report_id: int, cannot_share: bool, difficulty: str = "", actor: Actor, now: datetime
) -> Report:
    """
    Answer whether something in the report cannot be shared with the family.

    A yes with words goes to the chair at once.
    """
    report = lock_report(report_id)
    authorise_author(report, actor)
    report.cannot_share_something = cannot_share
    report.save(update_fields=["cannot_share_something"])
    audit.record(
        actor=actor, verb="report.restriction_answered", subject=report, now=now, yes=cannot_share
    )
    if cannot_share and difficulty.strip():
        _raise_with_chair(report, difficulty, actor=actor, now=now)
    return report


@transaction.atomic
def record_sharing_difficulty(
    *, report_id: int, difficulty: str, actor: Actor, now: datetime
) -> Report:
    """
    Tell the chair at once that sharing this report is difficult, and ask how to go about it.

    :raises CannotShareReport: if nothing says what the difficulty is.
    """
    report = lock_report(report_id)
    authorise_author(report, actor)
    if not difficulty.strip():
        raise CannotShareReport("Say what makes it difficult to share.")
    _raise_with_chair(report, difficulty, actor=actor, now=now)
    return report


def _raise_with_chair(report: Report, difficulty: str, *, actor: Actor, now: datetime) -> None:
    report.sharing_difficulty = difficulty.strip()
    # A new difficulty needs a new decision; the earlier one stays in the row's history.
    report.chair_sharing_decision = ""
    report.save(update_fields=["sharing_difficulty", "chair_sharing_decision"])
    conference = report.conference
    line = note(
        case=conference.case_id,
        kind="report",
        title="Difficulty in sharing a report raised with the chair",
        subject=report,
        actor=actor,
        now=now,
    )
    audit.record(actor=actor, verb="report.difficulty_raised", subject=report, now=now)
    if conference.chair is not None:
        queue(
            reference=f"sharing-difficulty:{line.pk}",
            kind="sharing_difficulty",
            channel=reach_professional(conference.chair) or "email",
            subject=report,
            subject_line="A report is difficult to share",
            body="Sign in to read why, and to decide how it is shared.",
            case_id=conference.case_id,
            professional_id=conference.chair_id,
            now=now,
        )


@transaction.atomic
def decide_sharing_method(*, report_id: int, decision: str, actor: Actor, now: datetime) -> Report:
    """
    Decide, as the chair, how a report that is difficult to share is shared all the same.

    :raises CannotDecideSharing: if nobody raised a difficulty, or the decision has no words.
    """
    report = lock_report(report_id)
    authorise(actor, Permission.DECIDE, facts_about_conference(actor, report.conference_id))
    if not report.sharing_difficulty:
        raise CannotDecideSharing("Nobody has raised a difficulty with this report.")
    if not decision.strip():
        raise CannotDecideSharing("Say how the report is shared.")
    report.chair_sharing_decision = decision.strip()
    report.save(update_fields=["chair_sharing_decision"])
    line = note(
        case=report.conference.case_id,
        kind="report",
        title="Chair decided how a report is shared",
        subject=report,
        actor=actor,
        now=now,
    )
    audit.record(actor=actor, verb="report.sharing_decided", subject=report, now=now)
    author = report.participant.professional
    if author is not None:
        queue(
            reference=f"sharing-decided:{line.pk}",
            kind="sharing_decided",
            channel=reach_professional(author) or "email",
            subject=report,
            subject_line="The chair has decided how your report is shared",
            body="Sign in to read the decision.",
            case_id=report.conference.case_id,
            professional_id=author.pk,
            now=now,
        )
    return report


@transaction.atomic
def share_report(
    *,
    report_id: int,
    person: Person,
    shared_on: date | None,
    way: str = "",
    with_interpreter: bool = False,
    method: str = "",
    reaction: str = "",
    not_shared_reason: str = "",
    overrides: Collection[Override] = (),
    actor: Actor,
    now: datetime,
) -> Sharing:
    """
    Record that a report was shared with one of the family, or why it was not.

    From draft on, whenever it happens: the statements in it that they may read are theirs from
    then on. What is added later needs sharing again. `way` is how, one of `models.Way`, and `method`
    what else there is to say of it; `not_shared_reason` says why it was not shared, or why not
    before the day of the conference.

    :raises CannotShareReport: if nothing is written, it is not for this person, the day is to
        come, the reason is missing, or the chair has still to decide how.
    """
    report = lock_report(report_id)
    authorise(actor, Permission.SHARE_REPORT, facts_about_report(actor, report.pk))
    participant = _participant(report, person)
    if way not in ("", *Way.values):
        raise CannotShareReport("Choose how it was shared.")
    if needs_reason(report.conference, shared_on) and not not_shared_reason.strip():
        raise CannotShareReport(
            "Say why it was not shared before the day of the conference."
            if shared_on
            else "Say on which day it was shared, or why it was not."
        )
    agreed = _check_sharing(report, shared_on, overrides, now) if shared_on else ()
    sharing = Sharing.objects.create(
        authority_id=report.authority_id,
        report=report,
        person=person,
        shared_on=shared_on,
        way=way,
        with_interpreter=with_interpreter,
        method=method.strip(),
        reaction=reaction.strip(),
        not_shared_reason=not_shared_reason.strip()
        if needs_reason(report.conference, shared_on)
        else "",
        recorded_at=now,
        recorded_by_id=_post_of(actor, report),
    )
    given = 0
    if shared_on is not None and participant is not None:
        statements = ReportItem.objects.filter(report=report).values_list("statement_id", flat=True)
        reader = reader_of_participant(participant)
        given = give_statements(statement_ids=statements, reader=reader, now=now)
    note(
        case=report.conference.case_id,
        kind="report",
        title="Report shared with the family" if shared_on else "Report not shared with the family",
        subject=report,
        happened_on=shared_on,
        actor=actor,
        now=now,
    )
    stop_if_family_has_all(report.conference, on=shared_on, actor=actor, now=now)
    audit.record(
        actor=actor,
        verb="report.shared" if shared_on else "report.not_shared",
        subject=report,
        now=now,
        person=person.pk,
        statements=given,
        overrides=in_codes(agreed, actor=actor),
    )
    return sharing


def needs_reason(conference: Conference, shared_on: date | None) -> bool:
    """Return whether it is not shared, or was not before the day of the conference."""
    return shared_on is None or (conference.on is not None and shared_on >= conference.on)


def _post_of(actor: Actor, report: Report) -> int | None:
    """Return the actor's post here: who serves several authorities has one in each."""
    author_id = report.participant.professional_id
    return author_id if author_id in actor.professional_ids else actor.professional_id


def _participant(report: Report, person: Person) -> Participant | None:
    """Return the person's place in the conference; a child may have none and still be told."""
    rows = Participant.objects.filter(
        conference_id=report.conference_id, person=person, withdrawn_at=None, role__in=SHARED_WITH
    )
    participant = with_what_makes_a_reader(rows).first()
    children = ConferenceChild.objects.filter(conference_id=report.conference_id, child=person)
    if participant is None and not children.exists():
        raise CannotShareReport("Choose somebody of the family who is part of this conference.")
    return participant


def _check_sharing(
    report: Report, shared_on: date, overrides: Collection[Override], now: datetime
) -> tuple[Override, ...]:
    if State(report.state) in _NOTHING_TO_SHARE:
        raise CannotShareReport("There is nothing in this report to share.")
    if shared_on > clock.day_of(now):
        raise CannotShareReport("The day it was shared cannot be in the future.")
    reasons = reasons_cannot_share(
        difficulty_raised=bool(report.sharing_difficulty),
        chair_has_decided_how=bool(report.chair_sharing_decision),
        restricted_question_answered=report.cannot_share_something is not None,
    )
    return settle(
        reasons, overrides, authority_id=report.authority_id, refusal=CannotShareReport, now=now
    )


def stop_if_family_has_all(
    conference: Conference, *, on: date | None = None, actor: Actor, now: datetime
) -> None:
    """Stop what runs for each child until every parent has the reports, or a reason stands."""
    parents = set(
        Participant.objects.filter(
            conference=conference, role=ParticipantRole.PARENT, withdrawn_at=None
        ).values_list("person_id", flat=True)
    )
    dealt_with = set(
        Sharing.objects.filter(report__conference=conference).values_list("report_id", "person_id")
    )
    reports = Report.objects.filter(conference=conference, participant__withdrawn_at=None)
    waiting = {
        one.participant.role == ParticipantRole.SOCIAL_WORKER
        for one in reports.select_related("participant")
        if any((one.pk, parent) not in dealt_with for parent in parents)
    }
    rules = set()
    if True not in waiting:
        rules.add("parent_report")
    if not waiting:
        rules.add("agency_report_to_family")
    for child in ConferenceChild.objects.filter(conference=conference):
        stop_clocks(subject=child, rules=rules, on=on or clock.day_of(now), actor=actor, now=now)


@transaction.atomic
def say_read(*, report_id: int, actor: Actor, now: datetime) -> Reading:
    """
    Keep that a member of the family says they have read a report. Saying it again changes nothing.

    Nobody else can say so for them: "read" means that they said it.

    :raises CannotSayRead: if somebody else than who was given it says so.
    """
    report = lock_report(report_id)
    authorise(actor, Permission.VIEW_REPORT, facts_about_report(actor, report.pk))
    if actor.person_id is None:
        raise CannotSayRead("Only who was given this report can say that they have read it.")
    said = Reading.objects.filter(report=report, person_id=actor.person_id).first()
    if said is not None:
        return said
    reading = Reading.objects.create(
        authority_id=report.authority_id, report=report, person_id=actor.person_id, said_at=now
    )
    audit.record(actor=actor, verb="report.said_read", subject=report, now=now)
    return reading

"""The record of the conference: drafted, and approved by the chair."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from roundtable.casework.conferences.actions.states import enter, lock_conference, state_after
from roundtable.casework.conferences.queries import (
    facts_about_conference,
)
from roundtable.casework.people.approvals import in_codes, settle
from roundtable.casework.room.models import ConferenceRecord
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.access import Permission, Role
from roundtable.rules.meeting_guards import (
    reasons_cannot_approve_record,
)
from roundtable.rules.reasons import Override


class CannotDraftRecord(CannotProceed):
    """The conference has not ended, or a record has been begun."""


class CannotEditRecord(CannotProceed):
    """The record is approved: from then on it is corrected, never changed."""


class CannotApproveRecord(CannotProceed):
    """There is nothing in it yet, or queries are open."""


@transaction.atomic
def draft_record(
    *, conference_id: int, summary: str = "", actor: Actor, now: datetime
) -> ConferenceRecord:
    """
    Begin the record of a conference that has ended, however it ended.

    :raises CannotDraftRecord: if it has not ended, or the record was begun before.
    """
    conference = lock_conference(conference_id)
    authorise(actor, Permission.DRAFT_RECORD, facts_about_conference(actor, conference.pk))
    state = state_after(conference, "draft_record", refusal=CannotDraftRecord)
    record = ConferenceRecord.objects.create(
        authority_id=conference.authority_id,
        conference=conference,
        summary=summary.strip(),
        drafted_at=now,
    )
    enter(conference, state, title="Record of the conference begun", actor=actor, now=now)
    audit.record(actor=actor, verb="record.drafted", subject=record, now=now)
    return record


@transaction.atomic
def edit_record(
    *,
    record_id: int,
    summary: str | None = None,
    analysis: str | None = None,
    closed_part: str | None = None,
    actor: Actor,
    now: datetime,
) -> ConferenceRecord:
    """
    Write what the statements do not say: a summary, the analysis, and a closed part's own text.

    Minute taker and chair both write; what is not given stays as it is.

    :raises CannotEditRecord: once it is approved.
    """
    record = _lock(record_id)
    permission = Permission.APPROVE_RECORD if actor.role is Role.CHAIR else Permission.DRAFT_RECORD
    authorise(actor, permission, facts_about_conference(actor, record.conference_id))
    if record.state != ConferenceRecord.State.DRAFT:
        raise CannotEditRecord("The record is approved. A correction makes a new version of it.")
    given = {"summary": summary, "analysis": analysis, "closed_part": closed_part}
    written = {name: text.strip() for name, text in given.items() if text is not None}
    for name, text in written.items():
        setattr(record, name, text)
    record.save(update_fields=list(written))
    audit.record(actor=actor, verb="record.edited", subject=record, now=now, fields=sorted(written))
    return record


@transaction.atomic
def approve_record(
    *,
    record_id: int,
    open_queries: int = 0,
    overrides: Sequence[Override] = (),
    actor: Actor,
    now: datetime,
) -> ConferenceRecord:
    """
    Approve the record, as the chair. From now on nobody changes it.

    :raises CannotApproveRecord: if nothing is written, queries are open, or it is approved already.
    """
    record = _lock(record_id)
    conference = record.conference
    authorise(actor, Permission.APPROVE_RECORD, facts_about_conference(actor, conference.pk))
    state = state_after(conference, "approve_record", refusal=CannotApproveRecord)
    if not record.summary:
        raise CannotApproveRecord("Write a summary first.")
    agreed = settle(
        reasons_cannot_approve_record(open_queries=open_queries),
        overrides,
        authority_id=conference.authority_id,
        refusal=CannotApproveRecord,
        now=now,
    )
    record.state = ConferenceRecord.State.APPROVED
    record.approved_at, record.approved_by_id = now, actor.professional_id
    record.save(update_fields=["state", "approved_at", "approved_by"])
    enter(conference, state, title="Record approved by the chair", actor=actor, now=now)
    audit.record(
        actor=actor,
        verb="record.approved",
        subject=record,
        now=now,
        overrides=in_codes(agreed, actor=actor),
    )
    return record


def _lock(record_id: int) -> ConferenceRecord:
    """Lock the conference first, as every act in the room does, then its record."""
    record = ConferenceRecord.objects.get(pk=record_id)
    conference = lock_conference(record.conference_id)
    record = ConferenceRecord.objects.select_for_update().get(pk=record_id)
    record.conference = conference
    return record

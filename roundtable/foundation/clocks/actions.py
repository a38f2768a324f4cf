"""Starting and stopping clocks. Dates come from `rules.timescales`; none is worked out here."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.db import models

from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.clocks.models import Clock, ClockEvent
from roundtable.foundation.core.calendars import calendar_of
from roundtable.foundation.core.models import Authority
from roundtable.rules import timescales


def _note(clock: Clock, event: str, *, actor: Actor, now: datetime, **details: Any) -> ClockEvent:
    return ClockEvent(
        authority_id=clock.authority_id,
        clock=clock.pk,
        at=now,
        event=event,
        user_id=actor.user_id or None,
        details=details,
    )


def start_clock(
    rule: str,
    *,
    subject: models.Model,
    authority: Authority,
    starts_on: date,
    actor: Actor,
    now: datetime,
    case_id: int | None = None,
    child_id: int | None = None,
    owner_id: int | None = None,
    reconstructed: bool = False,
    facts: Mapping[str, Any] | None = None,
) -> Clock:
    """
    Start the clock `rule` for `subject`, day 0 being `starts_on`.

    If one is already running it is stopped as replaced: a subject has one clock of each rule.
    """
    due = timescales.due(
        rule,
        starts_on,
        calendar=calendar_of(authority),
        settings=authority.effective_settings,
        **(facts or {}),
    )
    stop_clocks(subject=subject, rules={rule}, on=starts_on, how="replaced", actor=actor, now=now)
    clock = Clock.objects.create(
        authority=authority,
        rule=rule,
        subject_type=subject._meta.model_name or "",
        subject_id=subject.pk,
        case_id=case_id,
        child_id=child_id,
        owner_id=owner_id,
        started_on=starts_on,
        due_on=due.due_on,
        last_working_day=due.last_working_day,
        steps=list(due.steps),
        source=str(due.source),
        provisional=due.provisional,
        reconstructed=reconstructed,
    )
    _note(clock, "started", actor=actor, now=now, due_on=due.due_on.isoformat()).save()
    return clock


def stop_clocks(
    *,
    subject: models.Model,
    on: date,
    actor: Actor,
    now: datetime,
    rules: Collection[str] | None = None,
    how: str = "met",
    late_reason: str = "",
    late_agreed_by: str = "",
) -> int:
    """Stop the running clocks of `subject` (of `rules` only, if given); return how many."""
    running = Clock.objects.filter(
        authority_id=subject.authority_id,  # type: ignore[attr-defined]
        subject_type=subject._meta.model_name,
        subject_id=subject.pk,
    )
    if rules is not None:
        running = running.filter(rule__in=rules)
    return _stop(
        running,
        on=on,
        how=how,
        late_reason=late_reason,
        late_agreed_by=late_agreed_by,
        actor=actor,
        now=now,
    )


def stop_clocks_about(
    child: models.Model, *, on: date, how: str, actor: Actor, now: datetime
) -> int:
    """Stop every running clock about one child, whatever its subject; return how many."""
    about = Clock.objects.filter(
        authority_id=child.authority_id,  # type: ignore[attr-defined]
        child_id=child.pk,
    )
    return _stop(about, on=on, how=how, actor=actor, now=now)


def _stop(
    clocks: models.QuerySet[Clock],
    *,
    on: date,
    how: str,
    late_reason: str = "",
    late_agreed_by: str = "",
    actor: Actor,
    now: datetime,
) -> int:
    stopped = list(clocks.filter(stopped_on=None).select_for_update())
    for clock in stopped:
        clock.stopped_on, clock.stopped_by = on, how
        if on > clock.due_on:
            clock.late_reason, clock.late_agreed_by = late_reason, late_agreed_by
        clock.save(update_fields=["stopped_on", "stopped_by", "late_reason", "late_agreed_by"])
    ClockEvent.objects.bulk_create(
        _note(clock, "stopped", actor=actor, now=now, on=on.isoformat(), how=how)
        for clock in stopped
    )
    return len(stopped)

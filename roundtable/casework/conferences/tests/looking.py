"""What an act leaves behind, in the words tests ask about it."""

from django.db import models

from roundtable.casework.cases.models import TimelineEntry
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.messaging.models import OutboxMessage


def codes(refusal: CannotProceed) -> set[str]:
    """Return the codes of the reasons an act was refused for."""
    return {reason.code for reason in refusal.reasons}


def audited(verb: str) -> list[AuditEvent]:
    """Return the audit's rows of one verb, oldest first."""
    return list(AuditEvent.objects.filter(verb=verb).order_by("pk"))


def running(subject: models.Model) -> dict[str, Clock]:
    """Return the clocks that run for one subject, by rule."""
    found = Clock.objects.filter(
        subject_type=subject._meta.model_name, subject_id=subject.pk, stopped_on=None
    )
    return {clock.rule: clock for clock in found}


def queued(kind: str) -> list[OutboxMessage]:
    """Return the messages of one kind that wait to be sent, oldest first."""
    return list(OutboxMessage.objects.filter(kind=kind).order_by("pk"))


def titles() -> list[str]:
    """Return the lines of the timeline, oldest first."""
    return list(TimelineEntry.objects.order_by("pk").values_list("title", flat=True))

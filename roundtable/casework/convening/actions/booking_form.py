"""The booking form: begun, kept page by page as it was typed, and filled in when it is sent."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from roundtable.casework.cases.models import Case, CaseMember
from roundtable.casework.cases.queries import facts_about_case
from roundtable.casework.convening.details import Details
from roundtable.casework.convening.models import (
    BookingForm,
    FormChild,
    ProposedExclusion,
    StatedNeed,
    TimeToAvoid,
    WantedProfessional,
)
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.access import Permission


class CannotKeepAnswers(CannotProceed):
    """The form has been sent, and has not come back."""


@transaction.atomic
def start_booking_form(*, case_id: int, actor: Actor, now: datetime) -> BookingForm:
    """Return the form that was begun for this case and not sent yet, or begin one."""
    case = Case.objects.select_for_update().get(pk=case_id)
    authorise(actor, Permission.REQUEST_CONFERENCE, facts_about_case(actor, case.pk))
    begun = BookingForm.objects.filter(case=case, sent_at=None).first()
    if begun is not None:
        return begun
    form = BookingForm.objects.create(
        authority_id=case.authority_id,
        case=case,
        started_by_id=actor.professional_id,
        started_at=now,
        saved_at=now,
    )
    audit.record(actor=actor, verb="booking_form.started", subject=form, now=now)
    return form


@transaction.atomic
def keep_answers(
    *,
    form_id: int,
    page: str,
    typed: Mapping[str, Sequence[str]],
    actor: Actor,
    now: datetime,
) -> BookingForm:
    """
    Keep what was typed on one page, right or not: nobody types it twice.

    :raises CannotKeepAnswers: if the form has been sent, and the request was not returned.
    """
    form = lock_form(form_id)
    authorise(actor, Permission.REQUEST_CONFERENCE, facts_about_case(actor, form.case_id))
    if form.sent_at is not None and not form.conferences.filter(state="RETURNED").exists():
        raise CannotKeepAnswers("The request has been sent. It can change once it is returned.")
    form.typed = {**form.typed, page: {name: list(values) for name, values in typed.items()}}
    form.saved_at = now
    form.save(update_fields=["typed", "saved_at"])
    audit.record(actor=actor, verb="booking_form.kept", subject=form, now=now, page=page)
    return form


def lock_form(form_id: int) -> BookingForm:
    """Return the form, held until the transaction ends."""
    return BookingForm.objects.select_for_update(of=("self",)).get(pk=form_id)


def fill_in(form: BookingForm, details: Details, *, now: datetime) -> BookingForm:
    """
    Write what the answers mean, in place of what they meant before.

    Part of the act that sends the form, which has asked who may.

    :raises CannotKeepAnswers: if somebody named is not of the case.
    """
    named = {one.child_id for one in details.children}
    named |= {one.person_id for one in details.needs}
    named |= {one.person_id for one in details.exclusions}
    known = CaseMember.objects.filter(case=form.case_id, ended_on=None, person__in=named)
    if known.count() != len(named):
        raise CannotKeepAnswers("Choose people of this case.")
    form.risk_to_staff = details.risk_to_staff
    form.police_names = list(details.police_names)
    form.travel = details.travel
    form.others_to_invite = details.others_to_invite
    form.missing_people = details.missing_people
    form.late_reason = details.late.reason if details.late else ""
    form.late_manager_id = details.late.manager_id if details.late else None
    form.late_chair_id = details.late.chair_id if details.late else None
    form.sent_at = now
    form.save()
    _write_people(form, details)
    _write_days(form, details)
    return form


def _write_people(form: BookingForm, details: Details) -> None:
    of = {"authority_id": form.authority_id, "form": form}
    for rows in (form.children, form.needs, form.wanted, form.exclusions):
        rows.all().delete()
    FormChild.objects.bulk_create(
        FormChild(
            child_id=one.child_id,
            standing=one.standing,
            reason=one.reason,
            attends=one.attends,
            attends_note=one.attends_note,
            **of,
        )
        for one in details.children
    )
    StatedNeed.objects.bulk_create(
        StatedNeed(person_id=one.person_id, kind=one.kind, detail=one.detail, **of)
        for one in details.needs
    )
    WantedProfessional.objects.bulk_create(
        WantedProfessional(professional_id=one, **of) for one in details.wanted_ids
    )
    ProposedExclusion.objects.bulk_create(
        ProposedExclusion(person_id=one.person_id, ground=one.ground, evidence=one.evidence, **of)
        for one in details.exclusions
    )


def _write_days(form: BookingForm, details: Details) -> None:
    form.avoided.all().delete()
    TimeToAvoid.objects.bulk_create(
        TimeToAvoid(
            authority_id=form.authority_id,
            form=form,
            because=one.because.value,
            first_on=one.first_on,
            last_on=one.last_on,
            weekdays=sorted(one.weekdays),
            starts=one.starts,
            ends=one.ends,
        )
        for one in details.avoided
    )

"""What somebody needs in order to take part: asked for, booked, confirmed, done; or not to be had."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from roundtable.casework.conferences.actions.states import lock_conference, lock_participant
from roundtable.casework.conferences.facts import NOT_OVER
from roundtable.casework.conferences.leaks import count_leaks, selves_of, words_kept_from
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.queries import (
    facts_about_conference,
    facts_about_participant,
)
from roundtable.casework.convening.queries import stated_needs
from roundtable.casework.invitations.models import (
    BROUGHT_ALONG,
    TOLD_TO_THEM,
    Need,
    NeedKind,
)
from roundtable.casework.people.approvals import in_codes, settle, who_agreed
from roundtable.casework.people.models import Person
from roundtable.foundation.access.gate import authorise, may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.calendars import calendar_of
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules import need_states as rules
from roundtable.rules.access import Permission
from roundtable.rules.ages import is_adult
from roundtable.rules.exclusions import reasons_cannot_interpret
from roundtable.rules.need_states import State
from roundtable.rules.reasons import Override, Reason, hard
from roundtable.rules.settings import number
from roundtable.rules.transitions import TransitionNotAllowed, next_state


class CannotRecordNeed(CannotProceed):
    """They are not on the list of a coming conference."""


class CannotArrangeNeed(CannotProceed):
    """Not said what was arranged or why it cannot be; or somebody who may not interpret."""


@transaction.atomic
def record_need(
    *,
    participant_id: int,
    kind: NeedKind,
    detail: str = "",
    language: str = "",
    dialect: str = "",
    actor: Actor,
    now: datetime,
) -> Need:
    """
    Record what somebody needs: they say so themselves, or the desk or their worker heard it.

    :raises CannotRecordNeed: if they are not on the list of a coming conference.
    """
    participant, conference = lock_participant(participant_id)
    own = facts_about_participant(actor, participant.pk)
    if not may(actor, Permission.ANSWER_INVITATION, own):
        facts = facts_about_conference(actor, conference.pk)
        authorise(actor, Permission.REQUEST_CONFERENCE, facts)
    if participant.withdrawn_at is not None or conference.state not in NOT_OVER:
        raise CannotRecordNeed("They are not on the list of a coming conference.")
    return _record(
        participant,
        kind=NeedKind(kind),
        detail=detail,
        language=language,
        dialect=dialect,
        actor=actor,
        now=now,
    )


def _record(
    participant: Participant,
    *,
    kind: NeedKind,
    detail: str,
    language: str,
    dialect: str,
    actor: Actor,
    now: datetime,
) -> Need:
    person = participant.person
    speaks = language.strip() or (person.interpreter_language if person is not None else "")
    need = Need.objects.create(
        authority_id=participant.authority_id,
        participant=participant,
        kind=kind,
        detail=detail.strip(),
        language=speaks if kind is NeedKind.INTERPRETER else "",
        dialect=dialect.strip() if kind is NeedKind.INTERPRETER else "",
        asked_on=clock.day_of(now),
    )
    audit.record(
        actor=actor,
        verb="need.recorded",
        subject=need,
        now=now,
        kind=need.kind,
        conference=participant.conference_id,
    )
    return need


def take_up_stated_needs(conference: Conference, *, actor: Actor, now: datetime) -> list[Need]:
    """
    Put on the desk what the booking form says people need, as soon as they are on the list.

    Part of another act. What is there already is not put there twice.
    """
    form = conference.booking_form
    if form is None:
        return []
    seats = {
        one.person_id: one
        for one in conference.participants.filter(
            withdrawn_at=None, person__isnull=False
        ).select_related("person")
    }
    known = set(
        Need.objects.filter(participant__in=seats.values()).values_list("participant_id", "kind")
    )
    return [
        _record(
            seats[stated.person_id],
            kind=NeedKind(stated.kind),
            detail="" if stated.kind == NeedKind.INTERPRETER else stated.detail,
            language=stated.detail[:60] if stated.kind == NeedKind.INTERPRETER else "",
            dialect="",
            actor=actor,
            now=now,
        )
        for stated in stated_needs(form)
        if stated.person_id in seats and (seats[stated.person_id].pk, stated.kind) not in known
    ]


@transaction.atomic
def arrange_need(
    *,
    need_id: int,
    arrangement: str = "",
    not_available_reason: str = "",
    language: str = "",
    dialect: str = "",
    relative_id: int | None = None,
    is_alleged_abuser: bool = False,
    overrides: Sequence[Override] = (),
    actor: Actor,
    now: datetime,
) -> Need:
    """
    Say what was booked, or why it cannot be had ("an advocate was sought, none is free").

    `relative_id` is a member of the family who would interpret: only where the authority lets
    them, never a child nor whoever is said to have harmed one, and with the agreement of social
    worker and chair.

    :raises CannotArrangeNeed: if neither or both is said, or they may not interpret.
    """
    need, conference = lock_need(need_id)
    facts = facts_about_conference(actor, conference.pk)
    if not may(actor, Permission.ARRANGE_CONFERENCE, facts):
        authorise(actor, Permission.REQUEST_CONFERENCE, facts)
    if bool(arrangement.strip()) == bool(not_available_reason.strip()):
        raise CannotArrangeNeed("Say what was arranged, or why it cannot be had.")
    is_booked = bool(arrangement.strip())
    if is_booked and need.kind in BROUGHT_ALONG:
        raise CannotArrangeNeed(hard("CHAIR_DECIDES", "The chair decides who may come along."))
    relative = Person.objects.get(pk=relative_id) if relative_id is not None else None
    need.language = language.strip() or need.language
    need.dialect = dialect.strip() or need.dialect
    reasons = (
        _reasons_cannot_interpret(need, conference, relative, is_alleged_abuser, now)
        if is_booked and need.kind == NeedKind.INTERPRETER
        else []
    )
    reasons += _reasons_cannot_tell(need, arrangement)
    agreed = settle(
        reasons,
        overrides,
        authority_id=need.authority_id,
        refusal=CannotArrangeNeed,
        now=now,
    )
    need.state = state_after(need, "book" if is_booked else "give_up", CannotArrangeNeed)
    need.arrangement = arrangement.strip()
    need.not_available_reason = not_available_reason.strip()
    need.arranged_on = clock.day_of(now) if is_booked else None
    need.confirmed_on = None
    need.ended_on = None if is_booked else clock.day_of(now)
    need.relative = relative if is_booked else None
    need.agreed_by = who_agreed(agreed)
    need.save()
    audit.record(
        actor=actor,
        verb="need.arranged",
        subject=need,
        now=now,
        conference=conference.pk,
        is_available=is_booked,
        overrides=in_codes(agreed, actor=actor),
    )
    return need


def _reasons_cannot_tell(need: Need, arrangement: str) -> list[Reason]:
    """What they read of it themselves gives nothing away that is kept from them."""
    if need.kind not in TOLD_TO_THEM:
        return []
    kept = words_kept_from(selves_of(need.participant)).values()
    if any(count_leaks({"arrangement": arrangement}, one) for one in kept):
        text = "They read this, and something in it is kept from them. Take it out."
        return [hard("KEPT_FROM_THEM", text)]
    return []


def _reasons_cannot_interpret(
    need: Need,
    conference: Conference,
    relative: Person | None,
    is_alleged_abuser: bool,
    now: datetime,
) -> list[Reason]:
    settings, today = conference.authority.effective_settings, clock.day_of(now)
    is_in_time = conference.on is None or today <= calendar_of(conference.authority).add(
        conference.on, -number(settings, "family_interpreter_wd")
    )
    is_child = relative is not None and (
        conference.children.filter(child=relative).exists()
        or relative.is_unborn
        or (relative.birth_on is not None and not is_adult(relative.birth_on, today))
    )
    return [
        *rules.reasons_interpreter_unclear(
            language=need.language or need.detail,
            is_family=relative is not None,
            is_in_time=is_in_time,
        ),
        *reasons_cannot_interpret(
            is_family=relative is not None,
            family_allowed=bool(settings["family_interpreter_allowed"]),
            is_child=is_child,
            is_alleged_abuser=is_alleged_abuser,
        ),
    ]


@transaction.atomic
def follow_need(*, need_id: int, step: str, words: str = "", actor: Actor, now: datetime) -> Need:
    """
    Say how what was booked goes on: "confirm", "finish" or "fail", each with its day.

    :raises CannotArrangeNeed: if it is not booked, or fell through without a word of why.
    """
    need, conference = lock_need(need_id)
    facts = facts_about_conference(actor, conference.pk)
    if not may(actor, Permission.ARRANGE_CONFERENCE, facts):
        authorise(actor, Permission.REQUEST_CONFERENCE, facts)
    if step == "fail" and not words.strip():
        raise CannotArrangeNeed(hard("NO_WORDS", "Enter what went wrong."))
    write_step(need, conference, step, words=words.strip(), actor=actor, now=now)
    return need


def write_step(
    need: Need, conference: Conference, step: str, *, words: str, actor: Actor, now: datetime
) -> None:
    """Write down the next step of what was booked, with its day; it is part of an act."""
    need.state = state_after(need, step, CannotArrangeNeed)
    today = clock.day_of(now)
    if step == "confirm":
        need.confirmed_on = today
    else:
        need.ended_on = today
    need.outcome = words
    need.save()
    audit.record(
        actor=actor,
        verb="need.followed",
        subject=need,
        now=now,
        step=step,
        conference=conference.pk,
    )


def lock_need(need_id: int) -> tuple[Need, Conference]:
    """Return the need with its conference, held until the transaction ends."""
    conference_id = Need.objects.values_list("participant__conference_id", flat=True).get(
        pk=need_id
    )
    conference = lock_conference(conference_id)
    needs = Need.objects.select_related("participant__person", "participant__professional__agency")
    return needs.get(pk=need_id), conference


def state_after(need: Need, event: str, refusal: type[CannotProceed]) -> str:
    """Return the state that `event` leads to, or refuse with `refusal`, in words."""
    try:
        return next_state(rules.TRANSITIONS, State(need.state), event).value
    except TransitionNotAllowed as not_now:
        raise refusal(str(not_now)) from not_now

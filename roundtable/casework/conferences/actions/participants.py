"""The list of people: who is added to it and why, who leaves it, and who must not know of whom."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import models, transaction

from roundtable.casework.cases.actions.membership import put_on_case, take_off_case
from roundtable.casework.cases.models import Capacity
from roundtable.casework.conferences.actions.booking import book_interpreter
from roundtable.casework.conferences.actions.contact import CHAIR_CLOCK, all_parents_contacted
from roundtable.casework.conferences.actions.interpreting import give_interpreter
from roundtable.casework.conferences.actions.states import lock_conference, lock_participant
from roundtable.casework.conferences.actions.table import Seat, seat, withdraw
from roundtable.casework.conferences.facts import NOT_OVER
from roundtable.casework.conferences.models import (
    Booking,
    Conference,
    Discretion,
    Part,
    Participant,
    ParticipantRole,
)
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.people.approvals import in_codes, settle
from roundtable.casework.people.models import Person, Professional, Relationship
from roundtable.foundation.access.gate import authorise, may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.actions import stop_clocks
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules import exclusions as guards
from roundtable.rules.access import Permission
from roundtable.rules.ages import is_adult
from roundtable.rules.reasons import Override, Reason, hard

# They come by their office, which arranging fills.
_BY_OFFICE = frozenset({ParticipantRole.CHAIR, ParticipantRole.MINUTE_TAKER})
_SUPPORTERS = frozenset({ParticipantRole.SUPPORTER, ParticipantRole.FAMILY_SOLICITOR})
# What is kept from whom they speak for is kept from them: without that person nothing would be.
_SPEAKS_FOR_SOMEBODY = _SUPPORTERS | {ParticipantRole.ADVOCATE}
_CAPACITY = {
    ParticipantRole.PROFESSIONAL: Capacity.INVOLVED,
    ParticipantRole.SOLICITOR: Capacity.SOLICITOR,
}


class CannotAddParticipant(CannotProceed):
    """They are on the list already, cannot come in this role, or it is too late."""


class CannotWithdrawParticipant(CannotProceed):
    """Without a reason, or in place of an exclusion, which is the chair's."""


class CannotKeepFrom(CannotProceed):
    """It was not said why, or from whom."""


class WithdrawnBecause(models.TextChoices):
    """Why somebody leaves the list. "Excluded" is no such reason: that is the chair's decision."""

    LEFT_POST = "left_post", "Has left the post"
    NOT_INVOLVED = "not_involved", "Does not work with the family any more"
    OWN_WISH = "own_wish", "Does not wish to come"
    BY_MISTAKE = "by_mistake", "Was added by mistake"
    OTHER = "other", "Another reason"


_ENDS_INVOLVEMENT = frozenset({WithdrawnBecause.LEFT_POST, WithdrawnBecause.NOT_INVOLVED})


@transaction.atomic
def add_participant(
    *,
    conference_id: int,
    role: ParticipantRole,
    reason: str,
    person_id: int | None = None,
    professional_id: int | None = None,
    part: Part = Part.WHOLE,
    session: int = 1,
    comes_at: datetime | None = None,
    has_direct_contact: bool = False,
    gives_opinion: bool | None = None,
    writes_report: bool | None = None,
    may_know: Collection[int] | None = None,
    here_for: Collection[int] | None = None,
    speaks_for_id: int | None = None,
    confidentiality_acknowledged: bool = False,
    is_alleged_abuser: bool = False,
    overrides: Sequence[Override] = (),
    actor: Actor,
    now: datetime,
) -> Participant:
    """
    Put a person or professional on the list, with the reason that the family will read.

    `may_know` are the children they may know are part of this: by default, for family, those they
    have a relationship with, and for professionals all. `here_for` are those they are related to
    or work with (all whom they may know, if not given): somebody who comes for one child alone
    gives that child away by being listed. A professional joins the case as involved; an
    interpreter is booked for the time. `comes_at` is the start of a session of their own. Whoever
    speaks for somebody comes to the session of that person.

    :raises CannotAddParticipant: if they cannot come in this role, or the conference is over.
    """
    conference = lock_conference(conference_id)
    authorise_change_of_list(conference, actor)
    person = Person.objects.get(pk=person_id) if person_id is not None else None
    professional = (
        Professional.objects.select_related("agency").get(pk=professional_id)
        if professional_id is not None
        else None
    )
    wanted = Seat(
        role=ParticipantRole(role),
        reason=reason.strip(),
        person=person,
        professional=professional,
        part=part,
        session=session,
        comes_at=comes_at,
        has_direct_contact=has_direct_contact,
        gives_opinion=gives_opinion,
        writes_report=writes_report,
        may_know=frozenset(may_know) if may_know is not None else None,
        here_for=frozenset(here_for) if here_for is not None else None,
        speaks_for=conference.participants.get(pk=speaks_for_id, withdrawn_at=None)
        if speaks_for_id is not None
        else None,
    )
    reasons = [
        *_reasons_cannot_sit(conference, wanted),
        *_reasons_of_role(
            conference,
            wanted,
            confidentiality_acknowledged=confidentiality_acknowledged,
            is_alleged_abuser=is_alleged_abuser,
            today=clock.day_of(now),
        ),
    ]
    agreed = settle(
        reasons,
        overrides,
        authority_id=conference.authority_id,
        refusal=CannotAddParticipant,
        now=now,
    )
    participant = seat(conference, wanted)
    if professional is not None:
        _take_on(conference, participant, professional, actor=actor, now=now)
    give_interpreter(participant)
    list_changed(conference)
    audit.record(
        actor=actor,
        verb="conference.participant_added",
        subject=participant,
        now=now,
        conference=conference.pk,
        role=participant.role,
        overrides=in_codes(agreed, actor=actor),
    )
    return participant


def authorise_change_of_list(conference: Conference, actor: Actor) -> None:
    """The desk and the chair keep the list; so do those who asked for the conference."""
    facts = facts_about_conference(actor, conference.pk)
    if not may(actor, Permission.REQUEST_CONFERENCE, facts):
        authorise(actor, Permission.ARRANGE_CONFERENCE, facts)


def _reasons_cannot_sit(conference: Conference, wanted: Seat) -> list[Reason]:
    if (wanted.person is None) == (wanted.professional is None):
        return [hard("NOBODY", "Choose a person or a professional.")]
    reasons = []
    if conference.state not in NOT_OVER:
        reasons.append(hard("OVER", "The conference is over: its list is part of the record."))
    if wanted.role in _BY_OFFICE:
        reasons.append(hard("BY_OFFICE", "Chair and minute taker are chosen where it is arranged."))
    if not wanted.reason:
        reasons.append(hard("NO_REASON", "Say why they are asked to come: the family reads it."))
    if wanted.role in _SPEAKS_FOR_SOMEBODY and wanted.speaks_for is None:
        reasons.append(hard("HELPS_NOBODY", "Say whom they help or speak for."))
    sitting = conference.participants.filter(
        person=wanted.person, professional=wanted.professional, withdrawn_at=None
    )
    if sitting.exists():
        reasons.append(hard("ON_THE_LIST", "They are on the list already."))
    return reasons


def _reasons_of_role(
    conference: Conference,
    wanted: Seat,
    *,
    confidentiality_acknowledged: bool,
    is_alleged_abuser: bool,
    today: date,
) -> list[Reason]:
    person = wanted.person
    if wanted.role in _SUPPORTERS:
        is_subject = conference.children.filter(child=person).exists() if person else False
        return guards.reasons_cannot_accept_supporter(
            is_subject_or_alleged_abuser=is_subject or is_alleged_abuser,
            confidentiality_acknowledged=confidentiality_acknowledged,
        )
    if wanted.role == ParticipantRole.INTERPRETER:
        return guards.reasons_cannot_interpret(
            is_family=person is not None,
            family_allowed=bool(
                conference.authority.effective_settings["family_interpreter_allowed"]
            ),
            is_child=person is not None
            and person.birth_on is not None
            and not is_adult(person.birth_on, today),
            is_alleged_abuser=is_alleged_abuser,
        )
    return []


def _take_on(
    conference: Conference,
    participant: Participant,
    professional: Professional,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """What coming means for a professional: being involved with the family, or being booked."""
    role = ParticipantRole(participant.role)
    if role in _CAPACITY:
        put_on_case(
            case=conference.case,
            professional=professional,
            capacity=_CAPACITY[role],
            starts_on=clock.day_of(now),
            has_direct_contact=participant.has_direct_contact,
            actor=actor,
            now=now,
        )
    book_interpreter(conference, participant, refusal=CannotAddParticipant, now=now)


def list_changed(conference: Conference) -> None:
    """Forget that a second person checked the list: they did not see it as it is now."""
    Conference.objects.filter(pk=conference.pk).exclude(checked_by_user_id=None).update(
        checked_by_user_id=None, checked_at=None
    )


@transaction.atomic
def withdraw_participant(
    *,
    participant_id: int,
    because: WithdrawnBecause,
    words: str = "",
    actor: Actor,
    now: datetime,
) -> Participant:
    """
    Take somebody off the list, and whoever was to come in their place.

    :raises CannotWithdrawParticipant: if that would keep them out without the chair's decision.
    """
    participant, conference = lock_participant(participant_id)
    authorise_change_of_list(conference, actor)
    because = WithdrawnBecause(because)
    reasons = _reasons_cannot_withdraw(conference, participant, because, words)
    if reasons:
        raise CannotWithdrawParticipant(reasons)
    withdraw(participant, reason=words.strip() or because.label, now=now)
    if participant.professional_id is not None:
        Booking.objects.filter(
            conference=conference, professional_id=participant.professional_id, released_at=None
        ).update(released_at=now)
    if because in _ENDS_INVOLVEMENT:
        _let_go(conference, participant, actor=actor, now=now)
    list_changed(conference)
    if participant.role == ParticipantRole.PARENT and all_parents_contacted(conference):
        stop_clocks(
            subject=conference,
            rules={CHAIR_CLOCK},
            on=clock.day_of(now),
            how="no longer needed",
            actor=actor,
            now=now,
        )
    audit.record(
        actor=actor,
        verb="conference.participant_withdrawn",
        subject=participant,
        now=now,
        conference=conference.pk,
        because=because.value,
    )
    return participant


def _let_go(
    conference: Conference, participant: Participant, *, actor: Actor, now: datetime
) -> None:
    """Whoever does not work with the family any more sees nothing of it any more."""
    role = ParticipantRole(participant.role)
    if participant.professional is not None and role in _CAPACITY:
        take_off_case(
            case=conference.case,
            professional=participant.professional,
            capacity=_CAPACITY[role],
            actor=actor,
            now=now,
        )


def _reasons_cannot_withdraw(
    conference: Conference, participant: Participant, because: WithdrawnBecause, words: str
) -> list[Reason]:
    reasons = []
    if participant.withdrawn_at is not None or conference.state not in NOT_OVER:
        reasons.append(hard("NOT_ON_THE_LIST", "They are not on the list of a coming conference."))
    if participant.role in _BY_OFFICE:
        reasons.append(hard("BY_OFFICE", "Choose somebody else where the conference is arranged."))
    if because is WithdrawnBecause.OTHER and not words.strip():
        reasons.append(hard("NO_REASON", "Say why they leave the list."))
    holds_responsibility = participant.person_id is not None and (
        Relationship.objects.filter(
            adult_id=participant.person_id,
            child__conferences__conference=conference,
            has_parental_responsibility=True,
            ended_on=None,
        ).exists()
    )
    if holds_responsibility and because is not WithdrawnBecause.BY_MISTAKE:
        reasons.append(
            hard(
                "HOLDS_RESPONSIBILITY",
                f"{participant.name} has parental responsibility. They need not come, but only the"
                " chair can decide that they may not.",
            )
        )
    if participant.exclusions.filter(decision="").exists():
        reasons.append(
            hard(
                "EXCLUSION_ASKED_FOR",
                "Somebody has asked for them to be excluded: the chair decides that.",
            )
        )
    return reasons


@transaction.atomic
def keep_from(
    *, participant_id: int, person_id: int, reason: str, actor: Actor, now: datetime
) -> Discretion:
    """
    Keep a participant's part in the conference from one person: they are on no list they see.

    :raises CannotKeepFrom: without a reason, or from the participant themselves.
    """
    participant, conference = lock_participant(participant_id)
    authorise_change_of_list(conference, actor)
    if not reason.strip():
        raise CannotKeepFrom("Say why they must not know.")
    if participant.person_id == person_id:
        raise CannotKeepFrom("Nobody can be kept from themselves.")
    discretion, _ = Discretion.objects.get_or_create(
        authority_id=participant.authority_id,
        participant=participant,
        from_person_id=person_id,
        ended_on=None,
        defaults={"reason": reason.strip(), "since": clock.day_of(now)},
    )
    list_changed(conference)
    audit.record(
        actor=actor,
        verb="conference.participant_kept_from",
        subject=participant,
        now=now,
        conference=conference.pk,
        person=person_id,
    )
    return discretion

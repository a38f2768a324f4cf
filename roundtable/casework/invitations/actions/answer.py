"""What people answer, in writing, and who comes in somebody's place."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from roundtable.casework.conferences.actions.calendars import cancel_entry, send_entry
from roundtable.casework.conferences.actions.notices import NEUTRAL_SUBJECT, at_words
from roundtable.casework.conferences.actions.participants import (
    WithdrawnBecause,
    list_changed,
    withdraw_participant,
)
from roundtable.casework.conferences.actions.states import lock_conference
from roundtable.casework.conferences.actions.table import seat, seat_for_colleague, withdraw
from roundtable.casework.conferences.channels import (
    FOR_NOTICES,
    channels_for,
    reach_professional,
)
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.queries import facts_about_participant
from roundtable.casework.conferences.readers import begins_for
from roundtable.casework.invitations.actions.send import REPLY_CLOCK
from roundtable.casework.invitations.models import AnswerLink, ComingHow, Invitation
from roundtable.casework.people.models import Professional
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.actions import stop_clocks
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.messaging.actions import queue
from roundtable.rules.access import Permission
from roundtable.rules.conference_states import ARRANGED
from roundtable.rules.invitation_states import TRANSITIONS, State
from roundtable.rules.reasons import Reason, hard
from roundtable.rules.transitions import TransitionNotAllowed, next_state

_FROM_AFAR = frozenset({ComingHow.VIDEO, ComingHow.TELEPHONE})


class CannotAnswerInvitation(CannotProceed):
    """It was withdrawn or not sent, or the conference has opened."""


class CannotNameDeputy(CannotProceed):
    """Not this colleague, or not any more."""


class Answer(StrEnum):
    ACCEPT = "accept"
    DECLINE = "decline"


@transaction.atomic
def answer_invitation(
    *,
    invitation_id: int,
    answer: Answer,
    how: str = "",
    part: str = "",
    in_their_room: str = "",
    note: str = "",
    actor: Actor,
    now: datetime,
) -> Invitation:
    """
    Answer an invitation, or change the answer, up to the day.

    Who comes says how, to which part if not to the whole, and, from afar, who is in the room with
    them: what is said in the meeting is for those who were asked to it. Whoever answers for somebody (the desk, on the telephone) says so in the note. A report stays
    due whoever comes. A colleague named earlier is not needed any more.

    :raises CannotAnswerInvitation: if it was not sent, was withdrawn, or the conference has opened.
    """
    invitation, conference = _lock(invitation_id)
    facts = facts_about_participant(actor, invitation.participant_id)
    authorise(actor, Permission.ANSWER_INVITATION, facts)
    answer = Answer(answer)
    state = _state_after(invitation, conference, answer.value, CannotAnswerInvitation)
    comes = answer is Answer.ACCEPT
    invitation.coming_how = ComingHow(how).value if comes and how else ""
    invitation.coming_part = part.strip() if comes else ""
    is_afar = invitation.coming_how in _FROM_AFAR
    if is_afar and not in_their_room.strip():
        raise CannotAnswerInvitation(
            hard("WHO_IS_THERE", "Say who will be in the room with you, or that nobody will.")
        )
    invitation.in_their_room = in_their_room.strip() if is_afar else ""
    # Who stands in and says that they come does not send themselves away.
    if answer is Answer.DECLINE or not _stands_in(actor, invitation):
        dismiss_deputies(invitation, now=now)
        invitation.deputy = None
    _keep_answer(invitation, state, note, actor=actor, now=now)
    audit.record(
        actor=actor,
        verb="invitation.answered",
        subject=invitation,
        now=now,
        answer=answer.value,
        conference=conference.pk,
    )
    return invitation


@transaction.atomic
def name_deputy(
    *, invitation_id: int, professional_id: int, note: str = "", actor: Actor, now: datetime
) -> Participant:
    """
    Send a colleague of the same agency; return them as a participant.

    They may know and do what the person they stand in for may, until the conference closes. The
    report stays with the person who was asked for it.

    :raises CannotNameDeputy: if it is nobody of the same agency, or somebody on the list already.
    """
    invitation, conference = _lock(invitation_id)
    facts = facts_about_participant(actor, invitation.participant_id)
    authorise(actor, Permission.NAME_DEPUTY, facts)
    state = _state_after(invitation, conference, "name_deputy", CannotNameDeputy)
    principal = invitation.participant
    colleague = Professional.objects.select_related("agency").get(pk=professional_id)
    dismiss_deputies(invitation, now=now)
    reasons = reasons_no_colleague(conference, principal, colleague)
    if reasons:
        raise CannotNameDeputy(reasons)
    wanted = seat_for_colleague(principal, colleague, writes_report=False)
    deputy = seat(conference, replace(wanted, deputises_for=principal))
    deputy.invited_at = now
    deputy.save(update_fields=["invited_at"])
    list_changed(conference)
    invitation.deputy = colleague
    invitation.coming_how = invitation.coming_part = invitation.in_their_room = ""
    _keep_answer(invitation, state, note, actor=actor, now=now)
    audit.record(
        actor=actor,
        verb="invitation.deputy_named",
        subject=invitation,
        now=now,
        deputy=deputy.pk,
        conference=conference.pk,
    )
    queue(
        reference=f"deputy:{invitation.public_id}:{deputy.pk}:{now.timestamp():.0f}",
        kind="deputy",
        channel=reach_professional(colleague) or "email",
        subject=conference,
        subject_line="You are asked to come in a colleague's place",
        body=f"{_on(deputy, conference)} Sign in to see more.".strip(),
        case_id=conference.case_id,
        professional_id=colleague.pk,
        now=now,
    )
    send_entry(deputy, conference, now=now)
    return deputy


@transaction.atomic
def withdraw_invitation(
    *,
    invitation_id: int,
    because: WithdrawnBecause,
    words: str = "",
    actor: Actor,
    now: datetime,
) -> Invitation:
    """
    Take somebody off the list who was asked to come, and tell them that they need not.

    :raises CannotWithdrawParticipant: if that would keep them out without the chair's decision.
    """
    invitation, conference = _lock(invitation_id)
    participant = withdraw_participant(
        participant_id=invitation.participant_id,
        because=because,
        words=words,
        actor=actor,
        now=now,
    )
    return take_back(invitation, participant, conference, actor=actor, now=now)


def take_back(
    invitation: Invitation,
    participant: Participant,
    conference: Conference,
    *,
    actor: Actor,
    now: datetime,
) -> Invitation:
    """Take an invitation back and tell them so, as part of the act that took them off the list."""
    invitation.state = next_state(TRANSITIONS, State(invitation.state), "withdraw").value
    invitation.save(update_fields=["state"])
    _leave_calendar(participant, conference, now=now)
    AnswerLink.objects.filter(invitation=invitation, ended_at=None).update(ended_at=now)
    _stop_waiting(invitation, how="no longer needed", actor=actor, now=now)
    channel = channels_for([participant], FOR_NOTICES).get(participant.pk)
    begins = begins_for(participant, conference.starts_at)
    if channel and invitation.sent_at is not None:
        queue(
            reference=f"withdrawn:{invitation.public_id}:{now.timestamp():.0f}",
            kind="invitation_withdrawn",
            channel=channel,
            subject=conference,
            subject_line=NEUTRAL_SUBJECT if participant.is_family else "An invitation has changed",
            body=f"You do not need to come{f' on {at_words(begins)}' if begins else ''}.",
            case_id=conference.case_id,
            person_id=participant.person_id,
            professional_id=participant.professional_id,
            now=now,
        )
    return invitation


def stop_waiting_for_answers(
    conference: Conference,
    *,
    of: Participant | None = None,
    how: str = "no longer needed",
    actor: Actor,
    now: datetime,
) -> None:
    """
    Stop waiting for every answer, or for one person's, as part of another act.

    Nobody answers for a meeting that has opened, is put off or is given up, or that they do not
    come to any more.
    """
    invitations = Invitation.objects.filter(conference=conference)
    for invitation in invitations if of is None else invitations.filter(participant=of):
        _stop_waiting(invitation, how=how, actor=actor, now=now)


def _on(participant: Participant, conference: Conference) -> str:
    """Say when it is, to who may know: nobody else is told when the others meet."""
    begins = begins_for(participant, conference.starts_at)
    return f"The conference is on {at_words(begins)}." if begins else ""


def _lock(invitation_id: int) -> tuple[Invitation, Conference]:
    conference_id = Invitation.objects.values_list("conference_id", flat=True).get(pk=invitation_id)
    conference = lock_conference(conference_id)
    invitations = Invitation.objects.select_related("participant__professional")
    invitation = invitations.get(pk=invitation_id)
    invitation.conference = conference
    return invitation, conference


def _state_after(
    invitation: Invitation, conference: Conference, event: str, refusal: type[CannotProceed]
) -> State:
    if conference.state not in ARRANGED:
        raise refusal(hard("NOT_COMING", "The conference has opened, or is not arranged."))
    try:
        return next_state(TRANSITIONS, State(invitation.state), event)
    except TransitionNotAllowed as not_now:
        raise refusal(str(not_now)) from not_now


def _keep_answer(
    invitation: Invitation, state: State, note: str, *, actor: Actor, now: datetime
) -> None:
    invitation.state = state.value
    invitation.answered_at, invitation.answered_by_user_id = now, actor.user_id or None
    invitation.answer_note = note.strip()
    invitation.save()
    _stop_waiting(invitation, how="met", actor=actor, now=now)


def _stop_waiting(invitation: Invitation, *, how: str, actor: Actor, now: datetime) -> None:
    stop_clocks(
        subject=invitation,
        rules={REPLY_CLOCK},
        on=clock.day_of(now),
        how=how,
        actor=actor,
        now=now,
    )


def _stands_in(actor: Actor, invitation: Invitation) -> bool:
    """Return whether `actor` comes in the place of whom was invited."""
    return Participant.objects.filter(
        deputises_for=invitation.participant_id,
        professional_id__any=actor.professional_ids,
        withdrawn_at=None,
    ).exists()


def dismiss_deputies(invitation: Invitation, *, now: datetime) -> None:
    """Send home who was to come in somebody's place."""
    for deputy in invitation.participant.deputies.filter(withdrawn_at=None):
        _leave_calendar(deputy, invitation.conference, now=now)
        withdraw(deputy, reason="Not needed in a colleague's place any more", now=now)


def _leave_calendar(participant: Participant, conference: Conference, *, now: datetime) -> None:
    at = begins_for(participant, conference.starts_at)
    cancel_entry(participant, conference, at=at, now=now)


def reasons_no_colleague(
    conference: Conference, principal: Participant, colleague: Professional
) -> list[Reason]:
    """Return why this is nobody who can take somebody's place."""
    usual = principal.professional
    reasons = []
    if usual is None or usual.agency_id != colleague.agency_id or usual.pk == colleague.pk:
        reasons.append(hard("NO_COLLEAGUE", "Choose a colleague of the same agency."))
    if colleague.left_on is not None:
        reasons.append(hard("LEFT", f"{colleague.name} has left the post."))
    if conference.participants.filter(professional=colleague, withdrawn_at=None).exists():
        reasons.append(hard("ON_THE_LIST", f"{colleague.name} is asked to come already."))
    return reasons

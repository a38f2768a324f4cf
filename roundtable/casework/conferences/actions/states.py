"""The beats that every act on a conference shares: the lock, the state, and what was overridden."""

from datetime import datetime

from roundtable.casework.cases.models import TimelineEntry
from roundtable.casework.cases.timeline import note
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.conference_states import TRANSITIONS, State
from roundtable.rules.transitions import TransitionNotAllowed, next_state


def lock_conference(conference_id: int) -> Conference:
    """Return the conference, held until the transaction ends."""
    locked = Conference.objects.select_for_update(of=("self",))
    return locked.select_related("authority", "case").get(pk=conference_id)


def lock_participant(participant_id: int) -> tuple[Participant, Conference]:
    """Return the participant and their conference, held in that order by every act."""
    conference_id = Participant.objects.values_list("conference_id", flat=True).get(
        pk=participant_id
    )
    conference = lock_conference(conference_id)
    participants = Participant.objects.select_related("person", "professional__agency")
    return participants.get(pk=participant_id), conference


def state_after(conference: Conference, event: str, *, refusal: type[CannotProceed]) -> State:
    """
    Return the state that `event` leads to, or refuse with `refusal`, in words.

    :raises CannotProceed: of the type given, if the conference is past or before such an event.
    """
    try:
        return next_state(TRANSITIONS, State(conference.state), event)
    except TransitionNotAllowed as not_now:
        raise refusal(str(not_now)) from not_now


def enter(
    conference: Conference,
    state: State,
    *,
    title: str,
    detail: str = "",
    actor: Actor,
    now: datetime,
) -> TimelineEntry:
    """Save the conference, changed as it is, in `state`, with a line in the timeline."""
    before, conference.state = conference.state, state.value
    conference.save()
    return note(
        case=conference.case_id,
        kind="conference",
        title=title,
        detail=detail,
        subject=conference,
        from_state=before,
        to_state=state.value,
        actor=actor,
        now=now,
    )

"""Interpreters who come with a time that was chosen, before anybody of the family is on the list."""

from collections.abc import Collection
from datetime import datetime

from roundtable.casework.conferences.actions.booking import book_interpreter
from roundtable.casework.conferences.actions.table import Seat, seat, tell_of_children
from roundtable.casework.conferences.models import Conference, Participant, ParticipantRole
from roundtable.casework.convening.models import StatedNeed
from roundtable.casework.people.models import Professional
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.languages import speaks

_NOBODY_YET = frozenset[int]()


def seat_interpreters(
    conference: Conference,
    ids: Collection[int],
    *,
    refusal: type[CannotProceed],
    now: datetime,
) -> None:
    """
    Put interpreters on the list and hold them for the time, as part of another act.

    Who does not yet stand by somebody knows of no child.

    :raises CannotProceed: of the type given, if one of them is held for another meeting by now.
    """
    for one in Professional.objects.filter(pk__in=ids).order_by("pk"):
        wanted = Seat(
            role=ParticipantRole.INTERPRETER,
            reason=f"Interprets: {', '.join(one.languages)}",
            professional=one,
            may_know=_NOBODY_YET,
            here_for=_NOBODY_YET,
        )
        participant = seat(conference, wanted)
        for somebody in _family_of(conference):
            stand_by(somebody, [participant])
        book_interpreter(conference, participant, refusal=refusal, now=now)


def give_interpreter(somebody: Participant) -> None:
    """Let an interpreter on the list who stands by nobody yet stand by who has just joined it."""
    if somebody.person_id is not None:
        waiting = Participant.objects.filter(
            conference=somebody.conference_id,
            role=ParticipantRole.INTERPRETER,
            speaks_for=None,
            professional__isnull=False,
            withdrawn_at=None,
        )
        stand_by(somebody, waiting.select_related("professional", "conference").order_by("pk"))


def stand_by(somebody: Participant, interpreters: Collection[Participant]) -> None:
    """Of these, the first with a language of theirs interprets for them, in their session."""
    wanted = _language_of(somebody)
    for one in interpreters if wanted else ():
        languages = one.professional.languages if one.professional is not None else []
        if one.speaks_for_id is None and speaks(languages, wanted):
            one.speaks_for = somebody
            one.part, one.session = somebody.part, somebody.session
            one.comes_at, one.own_room = somebody.comes_at, somebody.own_room
            one.save(update_fields=["speaks_for", "part", "session", "comes_at", "own_room"])
            tell_of_children(one, None, None)
            return


def _family_of(conference: Conference) -> list[Participant]:
    family = conference.participants.filter(person__isnull=False, withdrawn_at=None)
    return list(family.select_related("person", "conference").order_by("pk"))


def _language_of(somebody: Participant) -> str:
    """Return what is on file about them, or what the request says."""
    if somebody.person is None:
        return ""
    stated = StatedNeed.objects.filter(
        form=somebody.conference.booking_form_id, person=somebody.person, kind="interpreter"
    )
    said = stated.values_list("detail", flat=True).first()
    return somebody.person.interpreter_language or said or ""

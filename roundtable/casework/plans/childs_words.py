"""
What a child said for a meeting: who can read it, where it was used, and what came of it.

Told back to the child: by a worker who sits with them, or on their own page. What was decided is
told by the worker alone (no letter of a decision goes to a child by itself).
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from roundtable.casework.conferences.models import Conference, ConferenceChild
from roundtable.casework.conferences.page_queries import Frame
from roundtable.casework.conferences.readers import reader_for
from roundtable.casework.decisions.letters.sentences import decided
from roundtable.casework.people.models import Person
from roundtable.casework.plans.family_queries import family_meeting
from roundtable.casework.plans.letters_to_send import read_outcomes
from roundtable.casework.preparing.queries import who_goes_through_letters
from roundtable.casework.room.models import ConferenceRecord, Views
from roundtable.casework.room.voices import relatives_chosen, with_relatives_chosen
from roundtable.casework.statements.queries import statements_by_id
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.ages import age_on
from roundtable.rules.decision_guards import ON_PLAN, Outcome
from roundtable.rules.disclosure import Reader
from roundtable.rules.settings import number


@dataclass(frozen=True, slots=True)
class CameOfIt:
    """What was decided for the child, for the worker who tells them."""

    decision: str
    key_worker: str
    next_meeting: date | None
    who_tells: str


@dataclass(frozen=True, slots=True)
class ChildsWords:
    """A child's words, and what has become of them so far."""

    child: str
    is_older: bool
    """Whether the child is of the age at which letters have the words for older children."""
    text: str
    """What they said; "" where nothing was, or it is not for who reads."""
    how_given: str
    why_none: str
    relatives: tuple[str, ...]
    """Whom of the family the child lets read it."""
    read_out_at: datetime | None
    is_in_record: bool
    is_over: bool
    tells_the_child: str
    """The worker who goes through it with the child."""
    came_of_it: CameOfIt | None = None


def childs_words(frame: Frame, held: ConferenceChild, *, actor: Actor) -> ChildsWords:
    """Return what the worker goes through with the child, for those who prepare the child."""
    reader = reader_for(actor, frame.conference)
    return _words(frame.conference, held, reader, came_of_it=_came_of_it(frame.conference, held))


def own_words(*, public_id: uuid.UUID, actor: Actor) -> ChildsWords:
    """
    Return what a child said for a meeting, for the child.

    :raises RecordNotFound: if the meeting is not about them, or nobody has opened it with them yet.
    """
    page = family_meeting(public_id=public_id, actor=actor)
    for held in page.children:
        if page.is_childs and held.child_id == actor.person_id:
            return _words(page.conference, held, reader_for(actor, page.conference))
    raise RecordNotFound("words")


def _words(
    conference: Conference,
    held: ConferenceChild,
    reader: Reader,
    *,
    came_of_it: CameOfIt | None = None,
) -> ChildsWords:
    own = Views.objects.filter(conference_child=held, person_id=held.child_id)
    views = with_relatives_chosen(own).first()
    text = _text(views, conference, reader)
    worker = who_goes_through_letters(held)
    return ChildsWords(
        child=held.child.name,
        is_older=_is_older(held, conference),
        text=text,
        how_given=views.how_given if views is not None and text else "",
        why_none=views.not_obtained_reason if views is not None else "",
        relatives=_names(relatives_chosen(views)) if text else (),
        read_out_at=views.read_out_at if views is not None and text else None,
        is_in_record=bool(text) and _is_recorded(conference),
        is_over=conference.closed_at is not None,
        tells_the_child=worker.name if worker is not None else "",
        came_of_it=came_of_it,
    )


def _text(views: Views | None, conference: Conference, reader: Reader) -> str:
    if views is None or views.statement_id is None:
        return ""
    shown = statements_by_id(reader, conference, ids=[views.statement_id], participants=())
    return shown[views.statement_id].text if views.statement_id in shown else ""


def _names(people: frozenset[int]) -> tuple[str, ...]:
    return tuple(one.name for one in Person.objects.filter(pk__in=people).order_by("pk"))


def _is_recorded(conference: Conference) -> bool:
    approved = ConferenceRecord.objects.filter(conference=conference, approved_at__isnull=False)
    return approved.exists()


def _is_older(held: ConferenceChild, conference: Conference) -> bool:
    born = held.child.birth_on
    from_age = number(conference.authority.effective_settings, "child_letter_older_age")
    return born is not None and age_on(born, clock.today()) >= from_age


def _came_of_it(conference: Conference, held: ConferenceChild) -> CameOfIt | None:
    outcomes = read_outcomes(conference)
    decision = outcomes.decisions.get(held.pk)
    if decision is None:
        return None
    outcome = Outcome(decision.outcome)
    outline = outcomes.outlines.get(held.pk) if outcome in ON_PLAN else None
    key_worker = outline.key_worker if outline is not None else None
    return CameOfIt(
        decision=decided(outcome, name=held.child.name, for_family=True),
        key_worker=key_worker.name if key_worker is not None else "",
        next_meeting=outline.review_on if outline is not None else None,
        who_tells=decision.who_tells_the_child,
    )

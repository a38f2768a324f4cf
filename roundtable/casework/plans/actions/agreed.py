"""Giving everybody in the room what was agreed, before they leave it."""

from datetime import datetime

from django.db import transaction

from roundtable.casework.cases.timeline import note
from roundtable.casework.conferences.actions.states import lock_conference
from roundtable.casework.conferences.leaks import count_leaks, words_kept_from
from roundtable.casework.conferences.models import Conference, Papers
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.conferences.second_look import keep_second_look, said_right_by
from roundtable.casework.plans.actions.addressed import give, make_for
from roundtable.casework.plans.agreed import KIND, CannotTellWhatWasAgreed, TakenHome, take_home
from roundtable.casework.plans.letters.outcome import Addressee
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.documents.models import Document
from roundtable.foundation.documents.plain_values import content_of
from roundtable.rules.access import Permission


@transaction.atomic
def tell_what_was_agreed(
    *, conference_id: int, seen: str, actor: Actor, now: datetime
) -> list[Document]:
    """
    Say that what each reader takes home is right; once chair and minute taker have, it is released.

    `seen` is the digest of what was on the page. It is on their own page at once, and waits for no
    recall: they are told in the room. Returns nothing while the other of the two has to look.

    :raises CannotTellWhatWasAgreed: if the meeting is not over, it has changed since it was looked
        at, or something kept from its reader is in it.
    """
    conference = lock_conference(conference_id)
    authorise(actor, Permission.TELL_WHAT_WAS_AGREED, facts_about_conference(actor, conference.pk))
    if conference.closed_at is None:
        raise CannotTellWhatWasAgreed("The meeting is not over yet.")
    if given := list(Document.objects.filter(kind=KIND, subject_id=conference.pk).defer("pdf")):
        return given
    home = take_home(conference, by_user=actor.user_id, now=now)
    _check(home, seen)
    contents = {to.participant: content_of(one) for to, one in home.of.items()}
    others = said_right_by(conference, Papers.AGREED, contents) - {actor.user_id}
    keep_second_look(conference, Papers.AGREED, contents, by_user=actor.user_id, now=now)
    audit.record(actor=actor, verb="agreed.said_right", subject=conference, now=now)
    if not others:
        return []
    documents = [_give(conference, to, home, now=now) for to in home.of]
    note(
        case=conference.case_id,
        kind="agreed_given",
        title="Everybody in the room has the outline plan and the next dates",
        subject=conference,
        actor=actor,
        now=now,
    )
    audit.record(
        actor=actor,
        verb="agreed.given",
        subject=conference,
        now=now,
        documents=[document.pk for document in documents],
    )
    return documents


def _check(home: TakenHome, seen: str) -> None:
    if not home.of:
        raise CannotTellWhatWasAgreed("Nobody was in the room when the meeting ended.")
    if seen != home.digest:
        raise CannotTellWhatWasAgreed(
            "Something has changed since you opened this page. Look at it again."
        )
    people = [to.reader.person_id for to in home.of]
    kept = words_kept_from([pk for pk in people if pk is not None])
    for to, agreed in home.of.items():
        if count_leaks(content_of(agreed), kept.get(to.reader.person_id or 0, ())):
            raise CannotTellWhatWasAgreed(
                f"An address or number is kept from {to.participant.name}, and is in what they get."
            )


def _give(conference: Conference, to: Addressee, home: TakenHome, *, now: datetime) -> Document:
    document = make_for(to, home.of[to], kind=KIND, conference=conference, now=now)
    give(document, to, conference=conference, is_told_in_the_room=True, now=now)
    return document

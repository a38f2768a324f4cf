"""Telling everyone what was decided: one letter for each reader, within a working day."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from roundtable.casework.cases.timeline import note
from roundtable.casework.conferences.leaks import (
    count_leaks,
    words_kept_from,
)
from roundtable.casework.conferences.models import (
    Conference,
    Papers,
    SecondLook,
)
from roundtable.casework.conferences.queries import (
    children_of,
    facts_about_conference,
    participants_of,
)
from roundtable.casework.conferences.second_look import keep_second_look, reasons_not_opened
from roundtable.casework.people.approvals import in_codes, settle
from roundtable.casework.plans.actions.addressed import give, make_for
from roundtable.casework.plans.letters_to_send import (
    CannotSendLetters,
    ToSend,
    addressees,
    letters_to_send,
    read_outcomes,
)
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.clocks.actions import stop_clocks
from roundtable.foundation.core import clock
from roundtable.foundation.documents.models import Document
from roundtable.foundation.documents.plain_values import content_of
from roundtable.rules.access import Permission
from roundtable.rules.reasons import Override

KIND = "decision_letter"


@transaction.atomic
def check_decision_letters(
    *, conference_id: int, looked_at: Collection[int], actor: Actor, now: datetime
) -> SecondLook:
    """
    Say, as the second person, that each reader's letter is right. Another person sends them then.

    `looked_at` are the participants whose letter they have opened.

    :raises CannotSendLetters: if the conference has not ended, the letters have gone, or one was
        not looked at.
    """
    conference = _lock(conference_id, actor)
    if _sent(conference):
        raise CannotSendLetters("The letters have gone.")
    letters = _letters_now(conference, actor, now).letters
    contents = {to.participant: content_of(letter) for to, letter in letters.items()}
    if reasons := reasons_not_opened(contents, looked_at):
        raise CannotSendLetters(reasons)
    look = keep_second_look(
        conference,
        Papers.DECISION_LETTERS,
        contents,
        by_user=actor.user_id,
        now=now,
    )
    audit.record(actor=actor, verb="letters.checked", subject=conference, now=now)
    return look


@transaction.atomic
def send_decision_letters(
    *, conference_id: int, overrides: Sequence[Override] = (), actor: Actor, now: datetime
) -> list[Document]:
    """
    Make, release and queue one decision letter for each reader. Pressing twice sends once.

    Also when it was adjourned, stood down or inquorate: then the letter says why, what keeps the
    children safe meanwhile, and when the conference meets again. Where something is confidential
    from somebody, another person has looked at every letter first, as it leaves.

    :raises CannotSendLetters: if it has not ended, a letter cannot be printed, or nobody second
        has looked at what leaves.
    """
    conference = _lock(conference_id, actor)
    if sent := _sent(conference):
        return sent
    to_send = _letters_now(conference, actor, now)
    agreed = settle(
        to_send.look.reasons,
        overrides,
        authority_id=conference.authority_id,
        refusal=CannotSendLetters,
        now=now,
    )
    people = [to.reader.person_id for to in to_send.letters]
    kept = words_kept_from([pk for pk in people if pk is not None])
    documents = []
    for to, letter in to_send.letters.items():
        document = make_for(to, letter, kind=KIND, conference=conference, now=now)
        if count_leaks(document.content, kept.get(to.reader.person_id or 0, ())):
            raise CannotSendLetters(
                f"An address or number is kept from {to.participant.name}, and is in their letter."
            )
        give(document, to, conference=conference, now=now)
        documents.append(document)
    stop_clocks(
        subject=conference,
        rules={"decision_letter"},
        on=clock.day_of(now),
        actor=actor,
        now=now,
    )
    note(
        case=conference.case_id,
        kind="letters_sent",
        title="Decision letters sent",
        subject=conference,
        actor=actor,
        now=now,
    )
    audit.record(
        actor=actor,
        verb="conference.letters_sent",
        subject=conference,
        now=now,
        documents=[document.pk for document in documents],
        overrides=in_codes(agreed, actor=actor),
    )
    return documents


def _lock(conference_id: int, actor: Actor) -> Conference:
    conference = (
        Conference.objects.select_for_update(of=("self",))
        .select_related("authority", "chair")
        .get(pk=conference_id)
    )
    authorise(actor, Permission.SEND_LETTERS, facts_about_conference(actor, conference.pk))
    if not conference.ending:
        raise CannotSendLetters("The conference has not ended yet.")
    return conference


def _letters_now(conference: Conference, actor: Actor, now: datetime) -> ToSend:
    """Return what would leave, with all that its readers share read once."""
    children = children_of(conference)
    everyone = participants_of(conference, with_withdrawn=True)
    return letters_to_send(
        read_outcomes(conference, children=children, everyone=everyone),
        addressees(conference, children=children, everyone=everyone),
        by_user=actor.user_id,
        now=now,
    )


def _sent(conference: Conference) -> list[Document]:
    return list(Document.objects.filter(kind=KIND, subject_id=conference.pk).defer("pdf"))

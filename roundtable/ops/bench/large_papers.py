"""What a large meeting leaves on paper: a decision letter for each reader, and the full record."""

import time
from dataclasses import replace

from django.db import transaction

from roundtable.casework.conferences.models import Conference
from roundtable.casework.plans.letters.chapters import chapters_for
from roundtable.casework.plans.letters_to_send import addressees, letters_to_send, read_outcomes
from roundtable.casework.room.actions.handing_out import copies_of_record
from roundtable.casework.room.models import ConferenceRecord
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock
from roundtable.foundation.documents.rendering import render_all
from roundtable.ops.bench.large_meeting import decide
from roundtable.ops.bench.papers import SENTENCE
from roundtable.ops.bench.room import large_meeting

READERS = 20


def seconds_for_letters(chair: Actor, taker: Actor) -> tuple[float, int]:
    """Return how long all decision letters of a large family take, and how many there are."""
    with transaction.atomic():
        conference = decide(large_meeting(chair, taker, items=0))
        start = time.monotonic()
        letters = letters_to_send(
            read_outcomes(conference), addressees(conference), by_user=0, now=clock.now()
        ).letters
        render_all([replace(one, reference="measured") for one in letters.values()])
        spent = time.monotonic() - start
        transaction.set_rollback(True)
    return spent, len(letters)


def seconds_for_record(chair: Actor, taker: Actor) -> tuple[float, int]:
    """Return how long the full record of a large meeting takes for twenty readers, and their number."""
    with transaction.atomic():
        conference = decide(large_meeting(chair, taker, professionals=READERS - 2))
        record = _approved(conference)
        start = time.monotonic()
        copies = copies_of_record(record, chapters_for=chapters_for(conference), now=clock.now()).of
        render_all([one.rendition for one in copies])
        spent = time.monotonic() - start
        transaction.set_rollback(True)
    return spent, len(copies)


def _approved(conference: Conference) -> ConferenceRecord:
    return ConferenceRecord.objects.create(
        authority=conference.authority,
        conference=conference,
        state=ConferenceRecord.State.APPROVED,
        summary=SENTENCE,
        analysis=SENTENCE,
        drafted_at=clock.now(),
        approved_at=clock.now(),
        approved_by=conference.chair,
    )

"""The chair's prompt sheet: what has been said is ticked, with the time and by whom."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from roundtable.casework.conferences.actions.states import lock_conference
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.room.actions.meeting import check_under_way
from roundtable.casework.room.models import PromptTick
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.access import Permission
from roundtable.rules.spoken_prompts import is_prompt


class CannotTickPrompt(CannotProceed):
    """The meeting is not on, or this stands on no prompt sheet."""


@transaction.atomic
def tick_prompts(
    *,
    conference_id: int,
    codes: Collection[str],
    is_said: bool = True,
    actor: Actor,
    now: datetime,
) -> list[PromptTick]:
    """
    Tick what the chair has said, or take the tick back. Every tick is kept.

    :raises CannotTickPrompt: if the meeting is not on, or a code stands on no prompt sheet.
    """
    conference = lock_conference(conference_id)
    authorise(actor, Permission.RECORD_ITEM, facts_about_conference(actor, conference.pk))
    check_under_way(conference, refusal=CannotTickPrompt)
    if not codes or not all(is_prompt(code) for code in codes):
        raise CannotTickPrompt("That is not on the prompt sheet.")
    ticks = PromptTick.objects.bulk_create(
        PromptTick(
            authority_id=conference.authority_id,
            conference=conference,
            code=code,
            is_said=is_said,
            at=now,
            by=actor.name,
            user_id=actor.user_id or None,
        )
        for code in dict.fromkeys(codes)
    )
    audit.record(
        actor=actor,
        verb="prompt.ticked" if is_said else "prompt.unticked",
        subject=conference,
        now=now,
        codes=[one.code for one in ticks],
    )
    return ticks

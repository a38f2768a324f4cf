"""Before anybody leaves the room: chair and minute taker give out what was agreed."""

from datetime import datetime

from roundtable.casework.conferences.models import Conference
from roundtable.casework.plans.actions.agreed import tell_what_was_agreed
from roundtable.casework.plans.agreed import take_home
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.documents.models import Document
from roundtable.ops.demo.story import Story


def give_what_was_agreed(story: Story) -> None:
    """Have both look at it, one after the other, minutes after the meeting ended."""
    for who in (story.minute_taker, story.family.chair):
        story.do(who, _say_it_is_right, conference_id=story.conferences[-1].pk)


def _say_it_is_right(*, conference_id: int, actor: Actor, now: datetime) -> list[Document]:
    conference = Conference.objects.select_related("authority", "chair").get(pk=conference_id)
    seen = take_home(conference, by_user=actor.user_id, now=now).digest
    return tell_what_was_agreed(conference_id=conference_id, seen=seen, actor=actor, now=now)

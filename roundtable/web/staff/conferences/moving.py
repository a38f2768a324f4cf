"""Putting a conference off, giving it up, or beginning it later on the day."""

from typing import Any

from roundtable.casework.conferences.actions.move import delay_start
from roundtable.casework.plans.actions.put_off import cancel_conference, postpone_conference
from roundtable.casework.preparing.choices import STAND_DOWN
from roundtable.casework.preparing.queries import time_requests_of
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.rules.access import Permission
from roundtable.rules.conference_guards import PostponedFor
from roundtable.web.staff.conferences.forms import CancelForm, DelayForm, PostponeForm
from roundtable.web.staff.conferences.pages import OfConference


class Postpone(OfConference):
    form_class = PostponeForm
    permission = Permission.POSTPONE_CONFERENCE
    title = "Postpone the conference"
    button = "Continue"
    check_answers = True
    check_title = "Check before everyone is told"
    check_button = "Postpone it and tell everyone invited"
    done = "Postponed. Everyone invited is told. It has to be arranged anew."
    beside = {
        "NO_REASON": "why",
        "NO_INTERIM_PLAN": "interim_safety",
        "NEW_DATE_TOO_LATE": "new_on",
    }

    def initial(self) -> dict[str, Any]:
        """What the chair has decided about time to read is why, and is not chosen again."""
        asked = time_requests_of(self.conference)
        is_for_them = any(one.decision == STAND_DOWN for one in asked)
        return {"why": PostponedFor.FAMILY_REQUEST.value} if is_for_them else {}

    def act(self, answers: dict[str, Any]) -> Any:
        return postpone_conference(
            conference_id=self.conference.pk, **answers, actor=self.actor, now=self.now
        )


class Cancel(OfConference):
    form_class = CancelForm
    permission = Permission.CANCEL_CONFERENCE
    title = "Cancel the conference"
    button = "Continue"
    check_answers = True
    check_title = "Check before everyone is told"
    check_button = "Cancel it and tell everyone invited"
    done = "Cancelled. Everyone invited is told."
    beside = {"NO_REASON": "reason"}

    def act(self, answers: dict[str, Any]) -> Any:
        return cancel_conference(
            conference_id=self.conference.pk, **answers, actor=self.actor, now=self.now
        )


class DelayStart(OfConference):
    form_class = DelayForm
    permission = Permission.POSTPONE_CONFERENCE
    title = "Begin later"
    button = "Continue"
    check_answers = True
    check_title = "Check before everyone is told"
    check_button = "Begin later and tell everyone invited"
    done = "The start has moved. Everyone invited is told."
    beside = {"NO_REASON": "reason"}

    def act(self, answers: dict[str, Any]) -> Any:
        until = answers["until"]
        if self.conference.on is None:
            raise CannotProceed("It is not arranged yet.")
        return delay_start(
            conference_id=self.conference.pk,
            until=clock.at(self.conference.on, until.hour, until.minute),
            reason=answers["reason"],
            actor=self.actor,
            now=self.now,
        )

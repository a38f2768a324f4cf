"""When a child has died: nothing runs for them any more, and nobody is waited for."""

from datetime import date, datetime

from roundtable.casework.conferences.actions.put_off import give_up_after_death
from roundtable.casework.conferences.actions.states import lock_conference
from roundtable.casework.conferences.models import Conference
from roundtable.casework.invitations.actions.answer import stop_waiting_for_answers
from roundtable.casework.people.models import Person
from roundtable.casework.reports.actions.requesting import stop_waiting_for_reports
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.clocks.actions import stop_clocks_about
from roundtable.rules.conference_states import BEFORE_OPENING

_BEFORE_OPENING = sorted(state.value for state in BEFORE_OPENING)


def stop_all_after_death(child: Person, *, on: date, actor: Actor, now: datetime) -> None:
    """
    Note the death, stop every clock about the child, and give up what was to be held for them.

    A conference that is about brothers and sisters too goes on for them.
    """
    if child.died_on is None:
        child.died_on = on
        child.save(update_fields=["died_on"])
    stop_clocks_about(child, on=on, how="the child died", actor=actor, now=now)
    coming = Conference.objects.filter(children__child=child, state__in=_BEFORE_OPENING)
    for found in coming.exclude(children__child__in=Person.objects.filter(died_on=None)):
        conference = lock_conference(found.pk)
        give_up_after_death(conference, actor=actor, now=now)
        stop_waiting_for_answers(conference, actor=actor, now=now)
        stop_waiting_for_reports(conference, actor=actor, now=now)

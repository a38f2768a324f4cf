"""The clocks that run back from a conference's day: what must be done before it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import Q

from roundtable.casework.conferences.models import Conference, ConferenceChild
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.clocks.actions import start_clock, stop_clocks
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core.calendars import calendar_of
from roundtable.rules.timescales import EVENTS, INITIAL, REVIEW, TIMESCALES, deadlines

PREPARATION = frozenset(EVENTS["conference"])
POSTPONED = "postponed_conference"

# On whose worklist each clock stands. The others only say until when something can be asked for:
# nobody has to do anything by then.
_DESK = frozenset({"family_invitation", "professional_invitation", "report_bundle"})
_SOCIAL_WORKER = frozenset({"parent_report", "last_core_group"})
_CHAIR = frozenset({"agency_report", "agency_report_to_family", "chair_contact"})
# Done once, done for a later day too. Invitations are sent again.
_STAYS_DONE = _CHAIR | {"parent_report"}


def start_preparation(
    conference: Conference, *, social_worker_id: int | None, actor: Actor, now: datetime
) -> list[Clock]:
    """
    Start every clock that leads to the conference, or move it to the new day. What was done for an
    earlier day is not asked for again, but for the invitations.

    What differs between a first conference and a review (the reports) is a clock of each child;
    the rest is one of the meeting.
    """
    children = list(conference.children.all())
    on = conference.on
    if on is None:
        return []
    owners = _owners(conference, social_worker_id, actor)
    done = _done_already(conference, children)
    started = []
    for name, child in _what_runs(conference, on, children):
        subject = conference if child is None else child
        if (name, subject._meta.model_name, subject.pk) in done:
            continue
        started.append(
            start_clock(
                name,
                subject=subject,
                authority=conference.authority,
                starts_on=on,
                case_id=conference.case_id,
                child_id=child.child_id if child is not None else None,
                owner_id=owners.get(name),
                facts={"kind": _kind(child)} if child is not None else None,
                actor=actor,
                now=now,
            )
        )
    return started


def _done_already(
    conference: Conference, children: Iterable[ConferenceChild]
) -> set[tuple[str, str | None, int]]:
    """Return rule and subject of what was met when it last ran."""
    of_meeting = Q(subject_type=Conference._meta.model_name, subject_id=conference.pk)
    of_children = Q(
        subject_type=ConferenceChild._meta.model_name, subject_id__in=[one.pk for one in children]
    )
    ran = Clock.objects.filter(of_meeting | of_children, rule__in=_STAYS_DONE).order_by("pk")
    latest = {(one.rule, one.subject_type, one.subject_id): one for one in ran}
    return {key for key, one in latest.items() if one.stopped_by == "met"}


def stop_preparation(
    conference: Conference, *, on: date, how: str, actor: Actor, now: datetime
) -> int:
    """
    Stop what is still running towards the conference; return how many clocks that were.

    When it has opened, what was not done by then is over; when it is put off or given up, nothing
    is due any more. A conference that was put off once has then met, or is put off anew.
    """
    stopped = 0
    for subject in (conference, *conference.children.all()):
        stopped += stop_clocks(
            subject=subject, rules=PREPARATION | {POSTPONED}, on=on, how=how, actor=actor, now=now
        )
    return stopped


def _kind(child: ConferenceChild) -> str:
    return INITIAL if child.is_initial else REVIEW


def _what_runs(
    conference: Conference, on: date, children: Iterable[ConferenceChild]
) -> list[tuple[str, ConferenceChild | None]]:
    """Return each clock's name with the child it is about; None is the meeting as a whole."""
    by_kind: dict[str, list[ConferenceChild]] = {}
    for child in children:
        by_kind.setdefault(_kind(child), []).append(child)
    calendar = calendar_of(conference.authority)
    settings = conference.authority.effective_settings
    running: dict[tuple[str, int | None], tuple[str, ConferenceChild | None]] = {}
    for kind, theirs in sorted(by_kind.items()):
        for due in deadlines("conference", on, calendar=calendar, settings=settings, kind=kind):
            by_child = bool(TIMESCALES[due.clock].settings_by_kind)
            about: list[ConferenceChild | None] = [*theirs] if by_child else [None]
            for one in about:
                running[due.clock, one.pk if one else None] = (due.clock, one)
    return list(running.values())


def _owners(
    conference: Conference, social_worker_id: int | None, actor: Actor
) -> Mapping[str, int | None]:
    return {
        **dict.fromkeys(_DESK, actor.professional_id),
        **dict.fromkeys(_SOCIAL_WORKER, social_worker_id),
        **dict.fromkeys(_CHAIR, conference.chair_id),
    }

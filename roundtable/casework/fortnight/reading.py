"""What has to be planned, read from the records: open requests, and reviews that fall due."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from roundtable.casework.cases.facts import open_on
from roundtable.casework.cases.models import Allocation, Capacity, Case
from roundtable.casework.cases.queries import cases_visible_to
from roundtable.casework.conferences.diary import Diary, read_diary
from roundtable.casework.conferences.facts import NOT_OVER
from roundtable.casework.conferences.limits import REVIEW_CLOCKS, all_limits
from roundtable.casework.conferences.models import Conference, ConferenceChild, Kind, Participant
from roundtable.casework.conferences.queries import conferences_visible_to
from roundtable.casework.conferences.slots import (
    FEWEST_SEATS,
    MINUTES_FIRST,
    MINUTES_REVIEW,
    NO_NEEDS,
    START_TIMES,
    RoomNeeds,
)
from roundtable.casework.convening.queries import avoided_times
from roundtable.casework.fortnight.problem import Meeting, Problem, Span
from roundtable.casework.invitations.queries import room_needs_of
from roundtable.casework.people.models import Person
from roundtable.casework.plans.models import Plan
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core.calendars import calendar_for
from roundtable.foundation.core.kept import hold
from roundtable.foundation.core.models import Authority
from roundtable.rules.avoided_times import AvoidedTime
from roundtable.rules.conference_guards import INITIAL_KINDS, ChildLimit
from roundtable.rules.conference_states import ARRANGED, State
from roundtable.rules.proposals import Customs, Occasion
from roundtable.rules.working_days import Calendar

_TO_ARRANGE = (State.REQUESTED.value, State.POSTPONED.value)
# A review that falls due soon after the last day is planned with it: its family needs notice too.
_WORKING_DAYS_AHEAD = 5


@dataclass(frozen=True, slots=True)
class Fortnight:
    """The problem, and what each meeting of it is about, by its key."""

    problem: Problem
    asked: Mapping[int, Conference]
    """A review that nobody has asked for is a conference without a number yet."""
    diary: Diary


def read_fortnight(actor: Actor, *, first: date, last: date, today: date) -> Fortnight:
    """Return what `actor` can arrange between two days. The same queries for any number."""
    calendar = calendar_for(actor.authority_id)
    authority = Authority.objects.get(pk=actor.authority_id)
    due = _due_reviews(actor, calendar.add(last, _WORKING_DAYS_AHEAD))
    conferences = [*_requests(actor), *due]
    asked = dict(enumerate(conferences, start=1))
    diary = read_diary(conferences, today=today, first=first, last=last)
    limits = all_limits(conferences)
    needs = room_needs_of([one for one in conferences if one.pk > 0])
    avoided = avoided_times([one.booking_form_id for one in conferences if one.booking_form_id])
    customs = Customs.of(authority.effective_settings)
    workers = _social_workers(conferences, today)
    meetings = tuple(
        _meeting(
            key,
            one,
            limits[one.pk],
            diary,
            customs,
            needs.get(one.pk, NO_NEEDS),
            tuple(avoided.get(one.booking_form_id or 0, ())),
            workers.get(one.case_id, frozenset()),
            calendar,
        )
        for key, one in asked.items()
    )
    planned = {one.pk for one in conferences}
    people, rooms = _busy(diary, planned)
    _add_meetings_of(workers, people, first, last)
    problem = Problem(
        today=today,
        calendar=calendar,
        customs=customs,
        days=_days(calendar, max(first, calendar.add(today, 1)), last),
        times=START_TIMES,
        meetings=meetings,
        people_busy={pk: tuple(spans) for pk, spans in people.items()},
        rooms_busy={pk: tuple(spans) for pk, spans in rooms.items()},
        chairs_kept={
            pk: tuple((one.lower, one.upper) for of, one in kept if of not in planned)
            for pk, kept in diary.kept.items()
        },
        postcodes={one.pk: one.postcode for one in diary.rooms},
    )
    return Fortnight(_without_who_is_never_free(problem), asked, diary)


def _without_who_is_never_free(problem: Problem) -> Problem:
    """
    Ask for no interpreter where none on file is free on any of the days.

    Another agency has to be asked then, and the meeting does not wait for that.
    """

    def ever_free(meeting: Meeting, having: frozenset[int]) -> bool:
        spans = (problem.span(meeting, start) for start in problem.starts)
        return any(problem.free_interpreters(having, span) for span in spans)

    meetings = tuple(
        replace(
            one, interpreters=tuple(having for having in one.interpreters if ever_free(one, having))
        )
        if one.interpreters
        else one
        for one in problem.meetings
    )
    return replace(problem, meetings=meetings)


def _requests(actor: Actor) -> list[Conference]:
    """Return what was asked for and can be arranged: authorised where that is needed."""
    children = ConferenceChild.objects.select_related("child").order_by("position", "pk")
    rows = (
        conferences_visible_to(actor)
        .filter(state__in=_TO_ARRANGE)
        .select_related("authority", "case")
        .order_by("pk")
    )
    found = list(rows)
    of: dict[int, list[ConferenceChild]] = defaultdict(list)
    for held in children.filter(conference__in=[one.pk for one in found]):
        of[held.conference_id].append(held)
    for one in found:
        hold(one, "children", of[one.pk])
    return [one for one in found if one.authorised_by_id or not _has_initial(one)]


def _has_initial(conference: Conference) -> bool:
    return any(held.is_initial for held in conference.children.all())


def _due_reviews(actor: Actor, until: date) -> list[Conference]:
    """Return a review for each family of which one falls due and that nobody has asked for."""
    under_way = ConferenceChild.objects.filter(conference__state__in=NOT_OVER)
    clocks = Clock.objects.filter(
        rule__in=sorted(REVIEW_CLOCKS),
        stopped_on=None,
        due_on__lte=until,
        case_id__in=cases_visible_to(actor).values("pk"),
    ).exclude(child_id__in=under_way.values("child_id"))
    child_ids = set(clocks.values_list("child_id", flat=True))
    open_plans = Plan.objects.filter(child_id__in=child_ids, ends_on=None)
    on_a_plan = dict(open_plans.values_list("child_id", "case_id"))
    people = Person.objects.in_bulk(on_a_plan)
    cases = Case.objects.select_related("authority").in_bulk(set(on_a_plan.values()))
    by_case: dict[int, list[Person]] = defaultdict(list)
    for child_id, case_id in sorted(on_a_plan.items()):
        by_case[case_id].append(people[child_id])
    return [_review(cases[pk], children) for pk, children in sorted(by_case.items())]


def _review(case: Case, children: Sequence[Person]) -> Conference:
    conference = Conference(pk=-case.pk, case=case, authority=case.authority)
    held = [
        ConferenceChild(authority_id=case.authority_id, child=child, kind=Kind.REVIEW)
        for child in children
    ]
    hold(conference, "children", held)
    return conference


def _social_workers(conferences: Sequence[Conference], today: date) -> dict[int, frozenset[int]]:
    rows = Allocation.objects.filter(
        open_on(today),
        case_id__in={one.case_id for one in conferences},
        capacity=Capacity.SOCIAL_WORKER,
    )
    found: dict[int, set[int]] = defaultdict(set)
    for case_id, professional_id in rows.values_list("case_id", "professional_id"):
        found[case_id].add(professional_id)
    # One of them is enough; where there are several nobody knows which of them comes.
    return {pk: frozenset(ids) if len(ids) == 1 else frozenset() for pk, ids in found.items()}


def _meeting(
    key: int,
    conference: Conference,
    limits: tuple[ChildLimit, ...],
    diary: Diary,
    customs: Customs,
    needs: RoomNeeds,
    avoided: tuple[AvoidedTime, ...],
    workers: frozenset[int],
    calendar: Calendar,
) -> Meeting:
    is_first = any(one.kind in INITIAL_KINDS for one in limits)
    earliest = min((one.due_on for one in limits), default=date.max)
    to_find = diary.interpreters_to_find(conference)
    on_file = {language: diary.who_interprets(language) for language in to_find}
    rooms = diary.rooms_for(conference, fewest_seats=FEWEST_SEATS)
    return Meeting(
        key=key,
        occasion=Occasion(
            limits=limits,
            customs=customs,
            reports=diary.reports_for(conference),
            interpreters_to_find=to_find,
            interpreters_on_file=tuple(language for language, who in on_file.items() if who),
            has_said_when=bool(avoided),
            journey=diary.journey_of(conference, needs_help=needs.help_to_get_there),
        ),
        limit=earliest if earliest < date(calendar.last_year, 1, 1) else None,
        minutes=MINUTES_FIRST if is_first else MINUTES_REVIEW,
        chairs=frozenset(one.id for one in diary.chairs_for(conference)),
        minute_takers=frozenset(one.id for one in diary.minute_takers_for(conference)),
        rooms=frozenset(one.pk for one in rooms if needs.are_met_by(one)),
        needed=diary.interpreters_for(conference) | workers,
        interpreters=tuple(frozenset(one.id for one in who) for who in on_file.values() if who),
        known_chair=diary.earlier_chair(conference),
        avoided=avoided,
    )


def _days(calendar: Calendar, first: date, last: date) -> tuple[date, ...]:
    return tuple(day for day in calendar.working_days if first <= day <= last)


Busy = dict[int, list[Span]]


def _busy(diary: Diary, planned: set[int]) -> tuple[Busy, Busy]:
    people: Busy = defaultdict(list)
    rooms: Busy = defaultdict(list)
    for (what, pk, _), held in diary.held.items():
        kept = diary.kept.get(pk, ()) if what == "person" else ()
        spans = [
            (one.lower, one.upper)
            for of, one in held
            if of not in planned and (of, one) not in kept
        ]
        (rooms if what == "room" else people)[pk].extend(spans)
    return people, rooms


def _add_meetings_of(
    workers: Mapping[int, frozenset[int]], people: Busy, first: date, last: date
) -> None:
    """Nothing is booked for a social worker, but they cannot be in two conferences at once."""
    rows = Participant.objects.filter(
        professional__in=frozenset[int]().union(*workers.values()),
        withdrawn_at=None,
        conference__state__in=sorted(state.value for state in ARRANGED),
        conference__on__range=(first, last),
    )
    for pk, starts, ends in rows.values_list(
        "professional_id", "conference__starts_at", "conference__ends_at"
    ):
        if pk is not None and starts is not None and ends is not None:
            people[pk].append((starts, ends))

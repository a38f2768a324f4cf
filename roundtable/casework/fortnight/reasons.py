"""Why a meeting of a plan is late, or has no place in it: in words, for whoever has to agree."""

from collections import Counter
from collections.abc import Iterable

from roundtable.casework.fortnight.begin import candidates
from roundtable.casework.fortnight.problem import Answer, Meeting, Problem, Start
from roundtable.rules.explanations import in_words
from roundtable.rules.proposals import counted


def why_not_in_time(problem: Problem, answer: Answer) -> dict[int, str]:
    """Return for each meeting that is late or left out the reason why it could not be in time."""
    possible = candidates(problem)
    unmet = [one for one in problem.meetings if not _is_in_time(problem, answer, one)]
    return {one.key: _why(problem, answer, one, possible[one.key]) for one in unmet}


def _is_in_time(problem: Problem, answer: Answer, meeting: Meeting) -> bool:
    place = answer.places.get(meeting.key)
    return place is not None and problem.is_in_time(meeting, place.start.day)


def _why(
    problem: Problem, answer: Answer, meeting: Meeting, possible: Iterable[tuple[Start, int]]
) -> str:
    starts = [one for one in problem.starts if problem.is_in_time(meeting, one.day)]
    if not meeting.chairs:
        return "No chair is independent of this family."
    if not starts:
        limit = in_words(meeting.limit) if meeting.limit is not None else ""
        return f"The limit, {limit}, comes before the first day that is planned."
    if all(problem.against(meeting, one) for one in starts):
        return "The family said they cannot come at any time before the limit."
    open_to_it = {start for start, _ in possible} & set(starts)
    if not open_to_it:
        return _alone(problem, meeting, starts)
    return _crowded(problem, answer, meeting, [one for one in possible if one[0] in open_to_it])


def _alone(problem: Problem, meeting: Meeting, starts: list[Start]) -> str:
    """Nothing else of the plan stands in its way."""
    fits = [one for one in starts if not problem.against(meeting, one)]
    needed = [
        one
        for one in fits
        if all(problem.is_person_free(who, problem.span(meeting, one)) for who in meeting.needed)
    ]
    if not needed:
        return "Somebody who has to be there is booked at every time before the limit."
    return "No independent chair has time for it, reading included, on a day before the limit."


def _crowded(
    problem: Problem, answer: Answer, meeting: Meeting, possible: list[tuple[Start, int]]
) -> str:
    """Say what the other meetings of the plan use up at the times that it could have had."""
    by_key = {one.key: one for one in problem.meetings}
    people = {
        (one.start, person)
        for key, one in answer.places.items()
        for person in {one.minute_taker, *by_key[key].needed}
    }
    taken: Counter[str] = Counter()
    starts = sorted({start for start, _ in possible})
    for start in starts:
        span = problem.span(meeting, start)
        if not any(
            (start, one) not in people and problem.is_person_free(one, span)
            for one in meeting.minute_takers
        ):
            taken["minute taker"] += 1
        elif any((start, one) in people for one in meeting.needed):
            taken["one who has to be there"] += 1
        else:
            taken["independent chair with time to read"] += 1
    what, _ = taken.most_common(1)[0]
    times = counted(len(starts), "time")
    return (
        f"{times} before the limit would do, and other conferences that weigh more have every"
        f" {what} then."
    )

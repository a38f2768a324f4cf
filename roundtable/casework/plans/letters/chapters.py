"""What the record of a conference takes from above the room, disclosed for each of its readers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from roundtable.casework.conferences.coming import knows
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.decisions.models import WEIGHED, Decision, Threshold
from roundtable.casework.decisions.queries import Opinions, OpinionTable, opinions_of
from roundtable.casework.plans.letters.outcome import (
    Addressee,
    Outcomes,
    child_decision,
    may_read_decision,
)
from roundtable.casework.plans.letters_to_send import read_outcomes
from roundtable.casework.plans.models import OutcomeReview, Progress
from roundtable.casework.reports.page_queries import ReportLine, report_lines
from roundtable.casework.room.chapters import Chapters, ChaptersFor, Decided
from roundtable.casework.room.letters.record import (
    OpinionGiven,
    OutcomeProgress,
    ReportHeard,
    Weighed,
)
from roundtable.foundation.core import clock
from roundtable.foundation.documents.rendition import Recipient
from roundtable.rules.categories import Category
from roundtable.rules.decision_guards import Outcome
from roundtable.rules.disclosure import NEVER_TOLD, Reader


def chapters_for(
    conference: Conference, *, everyone: Sequence[Participant] | None = None
) -> ChaptersFor:
    """
    Return the chapters of this conference's record, to be handed to `room.actions`.

    Everything is read once for all readers. `everyone` who was ever on the list saves queries.
    """
    outcomes = read_outcomes(conference, everyone=everyone)
    reports, opinions = report_lines(conference), opinions_of(conference)

    def chapters(conference: Conference, reader: Reader, participant: Participant) -> Chapters:
        decided = _decided(outcomes, opinions, reader, participant)
        return Chapters(decided=decided, reports=_reports(outcomes, reports, reader))

    return chapters


def _decided(
    outcomes: Outcomes, given_opinions: Opinions, reader: Reader, participant: Participant
) -> dict[int, Decided]:
    # Handing over the record hands over the decisions in it.
    given = frozenset(f"decision:{child.pk}" for child in outcomes.children)
    reader = replace(reader, released_items=reader.released_items | given)
    to = Addressee(
        participant=participant,
        reader=reader,
        recipient=Recipient(name=participant.name),
        came=False,
        copy_number=None,
    )
    table = given_opinions.as_read_by(reader)
    found = {}
    for child in outcomes.children:
        if child.pk not in outcomes.decisions or not may_read_decision(outcomes, child, reader):
            continue
        decision = child_decision(outcomes, child, to)
        label = Outcome(decision.outcome).label
        found[child.pk] = Decided(
            opinions=_opinions(outcomes, table, child.pk, reader),
            weighed=_weighed(outcomes, outcomes.decisions[child.pk], reader),
            progress=_progress(outcomes.reviewed.get(child.pk, ())),
            decision=f"{label}, and legal planning" if decision.legal_planning else label,
            reasons=decision.reasons,
            categories=decision.categories,
            dissent=decision.dissent,
            plan=decision.plan,
        )
    return found


def _weighed(outcomes: Outcomes, decision: Decision, reader: Reader) -> Weighed:
    """What is said of the parents and the family speaks of all the children in it."""
    words = {name: getattr(decision, name) or None for name in WEIGHED}
    if not {child.child_id for child in outcomes.children} <= reader.may_know_children:
        words["parents_capacity"] = words["family_circumstances"] = None
    return Weighed(**words)


def _progress(reviewed: Sequence[OutcomeReview]) -> tuple[OutcomeProgress, ...]:
    return tuple(
        OutcomeProgress(
            what=one.outcome.what_must_change,
            how_far=str(Progress(one.progress).label),
            words=one.words or None,
        )
        for one in reviewed
    )


def _opinions(
    outcomes: Outcomes, table: OpinionTable, child_id: int, reader: Reader
) -> tuple[OpinionGiven, ...]:
    found = []
    for giver in table.givers:
        cell = table.cells[child_id, giver.pk]
        seat = outcomes.seats["professional", giver.professional_id or 0]
        if cell.threshold and knows(reader, seat):
            found.append(
                OpinionGiven(
                    by=giver.name,
                    threshold=str(Threshold(cell.threshold).label),
                    categories=tuple(Category(code) for code in cell.categories),
                    reasons=cell.reasons or None,
                )
            )
    return tuple(found)


def _reports(
    outcomes: Outcomes, reports: list[ReportLine], reader: Reader
) -> tuple[ReportHeard, ...]:
    """Return the reports that were before the conference; for the family, those they were given."""
    heard = [one for one in reports if one.is_received and not one.is_after_decision]
    shown = (_report(outcomes, one, reader) for one in heard)
    return tuple(one for one in shown if one is not None)


def _report(outcomes: Outcomes, report: ReportLine, reader: Reader) -> ReportHeard | None:
    author = outcomes.seats.get(("professional", report.professional_id or 0))
    if author is None or not knows(reader, author) or report.submitted_at is None:
        return None
    received = f"Received on {_in_words(clock.day_of(report.submitted_at))}"
    given = {one.person_id: one for one in report.given if one.shared_on is not None}
    if reader.kind in NEVER_TOLD:
        mine = given.get(reader.person_id or 0)
        if mine is None or mine.shared_on is None:
            return None
        shared = f"Given to you on {_in_words(mine.shared_on)}"
    else:
        people = [
            f"{one.name} on {_in_words(one.shared_on)}"
            for one in given.values()
            if one.shared_on is not None and _knows_person(outcomes, one.person_id, reader)
        ]
        shared = f"Given to {', '.join(people)}" if people else "Not given to the family"
    return ReportHeard(
        author=f"{report.author}, {report.agency}", received=received, shared_with_family=shared
    )


def _knows_person(outcomes: Outcomes, person_id: int, reader: Reader) -> bool:
    seat = outcomes.seats.get(("person", person_id))
    return seat is not None and knows(reader, seat)


def _in_words(day: date) -> str:
    return f"{day.day} {day:%B}"

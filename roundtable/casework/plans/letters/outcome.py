"""The decision letter, filled for one reader: everything in it has passed disclosure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from roundtable.casework.conferences.coming import knows
from roundtable.casework.conferences.letters import authority as house
from roundtable.casework.conferences.letters.parts import (
    ENDED_EARLY,
    TOLD_BY_THE_WORKER,
    Aim,
    Meeting,
    Member,
    PlannedAction,
    PlanOutline,
)
from roundtable.casework.conferences.models import Conference, ConferenceChild, Participant
from roundtable.casework.decisions.letters.decision import ChildDecision, DecisionLetter, NotDecided
from roundtable.casework.decisions.models import Decision
from roundtable.casework.people.models import Person, Professional
from roundtable.casework.plans.models import OutcomeReview, Outline, PlanAction
from roundtable.foundation.documents.rendition import Contact, Recipient
from roundtable.rules.categories import Category
from roundtable.rules.decision_guards import Outcome
from roundtable.rules.disclosure import (
    Audience,
    Item,
    ItemKind,
    Reader,
    disclose,
)
from roundtable.rules.disclosure import (
    Outcome as Disclosed,
)

SOMEONE = "someone in the core group"


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What a conference came to, read once for all its readers."""

    conference: Conference
    children: Sequence[ConferenceChild]
    decisions: Mapping[int, Decision]  # by conference child
    outlines: Mapping[int, Outline]
    record_by: date
    seats: Mapping[tuple[str, int], Participant]  # by "person" or "professional", and id
    reviewed: Mapping[int, Sequence[OutcomeReview]]  # by conference child
    kept_apart: frozenset[int]  # people from whom something is kept: `leaks.people_kept_apart`


@dataclass(frozen=True, slots=True)
class Addressee:
    """The one reader of a letter."""

    participant: Participant
    reader: Reader
    recipient: Recipient
    came: bool
    copy_number: int | None


def decision_letter(outcomes: Outcomes, to: Addressee, *, dated: date) -> DecisionLetter:
    """
    Return the letter for one reader, with a block for each child they may know of.

    :raises CannotRender: if the authority has not set what every letter must say.
    """
    conference = outcomes.conference
    authority = conference.authority
    chair = conference.chair
    readable = [
        child for child in outcomes.children if may_read_decision(outcomes, child, to.reader)
    ]
    return DecisionLetter(
        letterhead=house.letterhead(authority),
        recipient=to.recipient,
        reference=str(conference.public_id)[:8],
        copy_number=to.copy_number,
        dated=dated,
        for_family=to.participant.is_family,
        reader_came=to.came,
        held_on=conference.held_on or dated,
        children=tuple(
            child_decision(outcomes, child, to)
            for child in readable
            if child.pk in outcomes.decisions
        ),
        not_decided=None if outcomes.decisions else not_decided(outcomes, to),
        chair=Contact(name=chair.name if chair else "", job="conference chair"),
        record_by=outcomes.record_by,
        corrections_working_days=int(str(authority.effective_settings["record_corrections_wd"])),
        complaints=house.complaints(authority),
        appeal=house.appeal(authority, decided_on=conference.held_on or dated)
        if outcomes.decisions
        else None,
        advice=house.advice(authority),
        signed_by=house.conference_service(authority),
    )


def may_read_decision(outcomes: Outcomes, child: ConferenceChild, reader: Reader) -> bool:
    """Return whether the decision for this child is this reader's to read."""
    return _may_read(reader, ItemKind.DECISION, [child])


def may_read_plan(outcomes: Outcomes, child: ConferenceChild, reader: Reader) -> bool:
    """
    Return whether the plan for this child is this reader's to read.

    It says how the child is kept safe, and where the family is when. Somebody from whom anything
    is kept gets the decision, and of the plan only what is theirs to do.
    """
    return _may_read(reader, ItemKind.PLAN, [child], kept_from=outcomes.kept_apart)


def _may_read(
    reader: Reader,
    kind: ItemKind,
    children: Sequence[ConferenceChild],
    *,
    kept_from: frozenset[int] = frozenset(),
) -> bool:
    item = Item(
        kind=kind,
        id=f"decision:{children[0].pk}",
        audience=Audience.EVERYONE,
        children=frozenset(child.child_id for child in children),
        confidential_from=kept_from,
    )
    return disclose(reader, item) is Disclosed.READ


def not_decided(outcomes: Outcomes, to: Addressee) -> NotDecided:
    """Why it ended is written about all the children, and so is what keeps them safe meanwhile."""
    conference, children = outcomes.conference, outcomes.children
    if conference.next_on is None:
        raise ValueError("A conference that ended without a decision has its next date.")
    about_all = _may_read(to.reader, ItemKind.DECISION, children)
    plan = _may_read(to.reader, ItemKind.PLAN, children, kept_from=outcomes.kept_apart)
    return NotDecided(
        reason=conference.ending_reason if about_all else ENDED_EARLY,
        interim_plan=conference.interim_plan if plan else TOLD_BY_THE_WORKER,
        next_meeting=Meeting(on=conference.next_on),
        contact=house.conference_service(conference.authority),
    )


def child_decision(outcomes: Outcomes, child: ConferenceChild, to: Addressee) -> ChildDecision:
    """Return what was decided for one child, as the letter and the record have it."""
    decision = outcomes.decisions[child.pk]
    outline = outcomes.outlines.get(child.pk)
    key_worker = outline.key_worker if outline else None
    is_family = to.participant.is_family
    if decision.outcome not in {Outcome.PLAN, Outcome.CONTINUE, Outcome.CHANGE_CATEGORY}:
        outline = None
    may_read = may_read_plan(outcomes, child, to.reader)
    return ChildDecision(
        name=child.child.name,
        outcome=Outcome(decision.outcome),
        reasons=decision.reasons,
        legal_planning=decision.legal_planning,
        categories=tuple(Category(code) for code in decision.categories),
        likelihood_of_harm=decision.likelihood_of_harm or None,
        plan=_plan(outcomes, outline, to) if outline is not None and may_read else None,
        asked_of_reader=_asked_of(to, outline) if outline is not None and not may_read else None,
        recommended_support=_support(decision, may_read=may_read),
        contact=_contact(key_worker) if key_worker else None,
        who_tells_the_child=decision.who_tells_the_child or None,
        dissent=() if is_family else tuple(_otherwise(decision)),
    )


def _otherwise(decision: Decision) -> Iterator[str]:
    """What the chair says to those who thought otherwise, and who disagrees since."""
    if decision.against_majority:
        yield f"The chair, to those who thought otherwise: {decision.against_majority}"
    yield from (f"{one.participant.name}: {one.reasons}" for one in decision.dissents.all())


def _support(decision: Decision, *, may_read: bool) -> str | None:
    """The help on offer can say where a family will be: it is kept as a plan is."""
    if not decision.recommended_support:
        return None
    return decision.recommended_support if may_read else TOLD_BY_THE_WORKER


def _contact(professional: Professional) -> Contact:
    return Contact(
        name=professional.name,
        job=professional.job_title.lower(),
        phone=professional.phone or None,
        email=professional.email or None,
    )


def _plan(outcomes: Outcomes, outline: Outline, to: Addressee) -> PlanOutline:
    if outline.key_worker is None or outline.review_on is None:
        raise ValueError("A plan has its key worker and its next review.")
    core_group_on = outline.core_group_on or outline.review_on
    return PlanOutline(
        aims=tuple(
            Aim(
                what_must_change=one.what_must_change,
                how_we_will_know=one.how_we_will_know or None,
                by=one.by,
                is_long_term=one.term == "long",
                actions=tuple(
                    _action(action, outcomes, to)
                    for action in one.actions.all()
                    if action.due_on is not None
                ),
            )
            for one in outline.outcomes.all()
            if any(action.due_on for action in one.actions.all())
        ),
        contingency=outline.contingency or "We will meet again at once.",
        key_worker=_contact(outline.key_worker),
        core_group=tuple(_members(outline, outcomes, to)),
        next_core_group=Meeting(on=core_group_on),
        review=Meeting(on=outline.review_on),
        protection=outline.protection or None,
        visits=_visits(outline),
        support=outline.support_to_family or None,
        monitoring=outline.monitoring or None,
        what_would_end_it=outline.what_would_end_it or None,
    )


def _asked_of(to: Addressee, outline: Outline) -> tuple[PlannedAction, ...]:
    """Return what a plan that they may not read asks of its reader."""
    return tuple(
        PlannedAction(what=action.what, who=to.participant.name, by=action.due_on)
        for one in outline.outcomes.all()
        for action in one.actions.all()
        if action.person_id is not None
        and action.person_id == to.reader.person_id
        and action.due_on is not None
    )


def _knows_of(kind: str, pk: int, outcomes: Outcomes, to: Addressee) -> bool:
    """Return whether this reader may know that they take part; who joined since has no seat."""
    if kind == "person" and pk == to.reader.person_id:
        return True
    seat = outcomes.seats.get((kind, pk))
    return seat is None or knows(to.reader, seat)


def _name(
    person: Person | None, professional: Professional | None, outcomes: Outcomes, to: Addressee
) -> tuple[str, str] | None:
    """Return the name and job of somebody in the plan, or None if this reader may not know."""
    if person is not None and _knows_of("person", person.pk, outcomes, to):
        return person.name, "family"
    if professional is not None and _knows_of("professional", professional.pk, outcomes, to):
        return professional.name, professional.job_title.lower()
    return None


def _action(action: PlanAction, outcomes: Outcomes, to: Addressee) -> PlannedAction:
    known = _name(action.person, action.professional, outcomes, to)
    who = SOMEONE if known is None else known[0] if action.person else f"{known[0]} ({known[1]})"
    return PlannedAction(
        what=action.what, who=who, by=action.due_on, support=action.support_offered or None
    )


def _members(outline: Outline, outcomes: Outcomes, to: Addressee) -> list[Member]:
    known = (_name(one.person, one.professional, outcomes, to) for one in outline.core_group.all())
    return [Member(name=name, job=job) for name, job in filter(None, known)]


def _visits(outline: Outline) -> str | None:
    if outline.visit_every_working_days is None:
        return None
    days = outline.visit_every_working_days
    text = f"The social worker will visit at least every {days} working days."
    return f"{text} Some visits will be without notice." if outline.unannounced_visits else text

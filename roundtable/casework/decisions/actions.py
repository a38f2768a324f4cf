"""Opinions given at the table, and what the chair is about to decide for each child."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from roundtable.casework.cases.timeline import note
from roundtable.casework.conferences.actions.states import lock_conference
from roundtable.casework.conferences.models import ConferenceChild, Participant
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.decisions.models import (
    Decision,
    Dissent,
    Opinion,
    ProposedDecision,
    Threshold,
)
from roundtable.casework.room.actions.meeting import check_goes_on
from roundtable.casework.room.models import SessionEvent
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import CannotProceed, NotAuthorised
from roundtable.rules.access import Permission, Role
from roundtable.rules.categories import Category
from roundtable.rules.conference_states import UNDER_WAY, State

OPINIONS_OPENED = "opinions_opened"


class CannotRecordOpinion(CannotProceed):
    """The meeting is not on or quietly inquorate, or they give no opinion on this child."""


class CannotProposeDecision(CannotProceed):
    """The meeting is not on."""


class CannotDissent(CannotProceed):
    """There is no decision to disagree with, or no reason was given."""


def _lock(conference_child_id: int) -> ConferenceChild:
    """Lock the conference, so that it is not concluded meanwhile, and return its child."""
    conference_child = ConferenceChild.objects.select_related("child").get(pk=conference_child_id)
    conference_child.conference = lock_conference(conference_child.conference_id)
    return conference_child


def _checked_categories(categories: Sequence[str]) -> list[str]:
    """Return the categories in one order; four exist, and `Category` refuses any other."""
    chosen = {Category(code) for code in categories}
    return [category.value for category in Category if category in chosen]


def _check_theirs(participant: Participant, actor: Actor) -> None:
    """
    Let nobody think for another; chair and minute taker write down what was said.

    :raises NotAuthorised: if the opinion would be somebody else's.
    """
    if actor.role not in (Role.CHAIR, Role.MINUTE_TAKER) and (
        participant.professional_id not in actor.professional_ids
    ):
        raise NotAuthorised("An opinion is given by the person whose it is.")


@transaction.atomic
def record_opinion(
    *,
    conference_child_id: int,
    participant_id: int,
    threshold: Threshold,
    categories: Sequence[str] = (),
    reasons: str = "",
    actor: Actor,
    now: datetime,
) -> Opinion:
    """
    Record one professional's own opinion on one child: is the threshold met, in what categories.

    Given by themselves or entered for them by the minute taker or chair; it can be changed until
    the conference is decided. Opinions are recorded and never counted into an outcome.

    :raises CannotRecordOpinion: if the meeting is not on, they give no opinion, or the threshold
        is met in no category.
    """
    conference_child = _lock(conference_child_id)
    conference = conference_child.conference
    authorise(actor, Permission.RECORD_OPINION, facts_about_conference(actor, conference.pk))
    participant = Participant.objects.get(pk=participant_id, conference=conference)
    _check_theirs(participant, actor)
    if State(conference.state) not in UNDER_WAY:
        raise CannotRecordOpinion("Opinions are given while the conference is on.")
    check_goes_on(conference, refusal=CannotRecordOpinion)
    if not participant.gives_opinion:
        raise CannotRecordOpinion(f"{participant.name} does not give an opinion.")
    chosen = _checked_categories(categories)
    if threshold == Threshold.MET and not chosen:
        raise CannotRecordOpinion("Select at least one category of harm.")
    opinion, _ = Opinion.objects.update_or_create(
        authority_id=conference.authority_id,
        conference_child=conference_child,
        participant=participant,
        defaults={
            "threshold": threshold,
            "categories": chosen if threshold == Threshold.MET else [],
            "reasons": reasons,
            "given_at": now,
            "entered_by_user_id": actor.user_id,
        },
    )
    audit.record(
        actor=actor, verb="opinion.recorded", subject=conference, now=now, opinion=opinion.pk
    )
    return opinion


@transaction.atomic
def record_opinions(
    *,
    conference_child_ids: Sequence[int],
    participant_id: int,
    threshold: Threshold,
    categories: Sequence[str] = (),
    reasons: str = "",
    actor: Actor,
    now: datetime,
) -> list[Opinion]:
    """
    Record one professional's opinion where it is the same on several children, each named.

    :raises CannotRecordOpinion: as for one child, or if no child is named.
    """
    if not conference_child_ids:
        raise CannotRecordOpinion("Select which children it is about.")
    return [
        record_opinion(
            conference_child_id=pk,
            participant_id=participant_id,
            threshold=threshold,
            categories=categories,
            reasons=reasons,
            actor=actor,
            now=now,
        )
        for pk in conference_child_ids
    ]


@transaction.atomic
def open_opinions(*, conference_id: int, actor: Actor, now: datetime) -> None:
    """Show the opinions to the table before all are in: the chair's choice, kept on record."""
    conference = lock_conference(conference_id)
    authorise(actor, Permission.DECIDE, facts_about_conference(actor, conference_id))
    SessionEvent.objects.create(
        authority_id=conference.authority_id,
        conference=conference,
        at=now,
        event=OPINIONS_OPENED,
        by=actor.name,
        user_id=actor.user_id,
    )
    audit.record(actor=actor, verb="opinions.opened", subject=conference, now=now)


@transaction.atomic
def propose_decision(
    *, conference_child_id: int, proposal: Mapping[str, Any], actor: Actor, now: datetime
) -> ProposedDecision:
    """
    Keep what the chair is about to decide for one child; any part of it can still be missing.

    `proposal` holds fields of `ProposedDecision`. Completeness is checked when the conference is
    concluded, not here: the order of the meeting is the authority's.

    :raises CannotProposeDecision: if the meeting is not on.
    """
    conference_child = _lock(conference_child_id)
    conference = conference_child.conference
    authorise(actor, Permission.DECIDE, facts_about_conference(actor, conference.pk))
    if State(conference.state) not in UNDER_WAY:
        raise CannotProposeDecision("The decision is made while the conference is on.")
    values = dict(proposal)
    if "categories" in values:
        values["categories"] = _checked_categories(values["categories"])
    proposed, _ = ProposedDecision.objects.update_or_create(
        authority_id=conference.authority_id, conference_child=conference_child, defaults=values
    )
    audit.record(
        actor=actor, verb="decision.proposed", subject=conference, now=now, proposal=proposed.pk
    )
    return proposed


@transaction.atomic
def record_dissent(
    *,
    decision_id: int,
    participant_id: int,
    is_formal: bool,
    reasons: str,
    actor: Actor,
    now: datetime,
) -> Dissent:
    """
    Record that a professional disagrees: noted, or formal. The decision stands meanwhile.

    :raises CannotDissent: if they give no opinion here, no reason is given, or the decision has
        been superseded.
    """
    # Locked, so that it is not replaced by a later one meanwhile.
    decision = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("conference")
        .get(pk=decision_id)
    )
    conference = decision.conference
    authorise(actor, Permission.RECORD_OPINION, facts_about_conference(actor, conference.pk))
    participant = Participant.objects.get(pk=participant_id, conference=conference)
    _check_theirs(participant, actor)
    if not participant.gives_opinion:
        raise CannotDissent(f"{participant.name} does not give an opinion.")
    if not reasons.strip():
        raise CannotDissent("Enter why this decision is disagreed with.")
    if decision.superseded_at is not None:
        raise CannotDissent("This decision has been replaced by a later one.")
    dissent = Dissent.objects.create(
        authority_id=decision.authority_id,
        decision=decision,
        participant=participant,
        is_formal=is_formal,
        reasons=reasons,
        at=now,
    )
    note(
        case=conference.case_id,
        kind="dissent",
        title="Formal dissent recorded" if is_formal else "Disagreement noted",
        subject=dissent,
        child_id=decision.child_id,
        actor=actor,
        now=now,
    )
    audit.record(actor=actor, verb="decision.dissent", subject=dissent, now=now)
    return dissent

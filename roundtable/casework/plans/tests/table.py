"""A conference brought to the table and decided, by acts, for tests of what follows."""

from datetime import date, datetime, timedelta
from typing import Any

from roundtable.casework.conferences.models import Conference, ConferenceChild, Participant
from roundtable.casework.conferences.tests.family import (
    STARTS_AT,
    Family,
    add,
    arranged,
    letters_have_left,
)
from roundtable.casework.decisions.actions import propose_decision, record_opinion
from roundtable.casework.decisions.models import Decision, Threshold
from roundtable.casework.invitations.actions.send import send_invitations
from roundtable.casework.invitations.tests.invited import look_at_invitations
from roundtable.casework.plans.actions.conclude import conclude_conference
from roundtable.casework.plans.actions.letters import (
    check_decision_letters,
    send_decision_letters,
)
from roundtable.casework.plans.actions.meet import open_conference
from roundtable.casework.plans.actions.outline import (
    add_action,
    add_outcome,
    outline_in_room,
    review_outcome,
    write_in_room,
)
from roundtable.casework.plans.models import Progress
from roundtable.casework.room.actions.attendance import record_arrival
from roundtable.casework.room.actions.saying import record_views
from roundtable.foundation.core import clock
from roundtable.foundation.documents.models import Document

ON = date(2026, 12, 3)
NOW = STARTS_AT + timedelta(minutes=90)
PROFESSIONALS = ("health_visitor", "head_teacher", "police_officer")


def invited(cast: Family, *names: str) -> Conference:
    """Arrange a conference about the children named, put everyone on the list, and invite."""
    conference = arranged(cast, *names)
    add(cast, conference, "mother")
    for name in PROFESSIONALS:
        add(cast, conference, name, has_direct_contact=True)
    now = clock.now()
    look_at_invitations(cast, conference, now=now)
    send_invitations(conference_id=conference.pk, actor=cast.actor("administrator"), now=now)
    letters_have_left(conference)
    conference.refresh_from_db()
    return conference


def sitting(cast: Family, conference: Conference) -> Conference:
    """Open it with everybody there."""
    open_conference(conference_id=conference.pk, actor=cast.actor("chair"), now=STARTS_AT)
    for participant in Participant.objects.filter(conference=conference):
        if participant.professional_id != cast.professionals["chair"].pk:
            record_arrival(
                participant_id=participant.pk, actor=cast.actor("minute_taker"), now=STARTS_AT
            )
    conference.refresh_from_db()
    return conference


def child_of(cast: Family, conference: Conference, name: str) -> ConferenceChild:
    return ConferenceChild.objects.get(conference=conference, child=cast.people[name])


def hear(cast: Family, child: ConferenceChild) -> None:
    """Record the child's and the mother's views, and everyone's opinion."""
    by: dict[str, Any] = {"actor": cast.actor("minute_taker"), "now": NOW}
    record_views(
        conference_child_id=child.pk,
        person=child.child,
        not_obtained_reason="Too young to say",
        **by,
    )
    record_views(
        conference_child_id=child.pk,
        person=cast.people["mother"],
        text="I want help, not a plan.",
        how_given="in the meeting",
        **by,
    )
    for giver in Participant.objects.filter(conference_id=child.conference_id, gives_opinion=True):
        record_opinion(
            conference_child_id=child.pk,
            participant_id=giver.pk,
            threshold=Threshold.MET,
            categories=["NEG"],
            **by,
        )


def think(cast: Family, child: ConferenceChild, name: str) -> None:
    """Let one professional say that the threshold is met."""
    seat = Participant.objects.get(
        conference_id=child.conference_id, professional=cast.professionals[name]
    )
    record_opinion(
        conference_child_id=child.pk,
        participant_id=seat.pk,
        threshold=Threshold.MET,
        categories=["NEG"],
        actor=cast.actor(name),
        now=NOW,
    )


def write_plan(cast: Family, child: ConferenceChild, **changes: Any) -> None:
    """Write an outline plan that is complete."""
    by: dict[str, Any] = {
        "conference_child_id": child.pk,
        "actor": cast.actor("minute_taker"),
        "now": NOW,
    }
    outline = outline_in_room(child)
    seats = Participant.objects.filter(conference_id=child.conference_id)
    core_group = [
        one
        for one in seats
        if one.professional_id
        in {cast.professionals["social_worker"].pk, cast.professionals["health_visitor"].pk}
        or one.person_id == cast.people["mother"].pk
    ]
    write_in_room(
        outline_id=outline.pk,
        core_group=core_group,
        changes={
            "key_worker": cast.professionals["social_worker"],
            "core_group_on": date(2026, 12, 15),
            "review_on": date(2027, 3, 2),
            "protection": "Grandmother sleeps there, and nobody else is let in.",
            "contingency": "A legal planning meeting.",
            "visit_every_working_days": 10,
            **changes,
        },
        **by,
    )
    outcome = add_outcome(
        outline_id=outline.pk,
        what_must_change="The children are fed and in school every day.",
        term="short",
        how_we_will_know="School and health visitor see it.",
        by=date(2027, 1, 29),
        **by,
    )
    add_action(
        outcome_id=outcome.pk,
        what="Take the children to breakfast club",
        person=cast.people["mother"],
        due_on=date(2026, 12, 14),
        **by,
    )


def look_at_outcomes(cast: Family, child: ConferenceChild) -> None:
    """Say of every outcome of the plan how far it has come."""
    for outcome in outline_in_room(child).outcomes.order_by("pk"):
        review_outcome(
            outcome_id=outcome.pk,
            conference_child_id=child.pk,
            progress=Progress.BETTER,
            words="At breakfast club four days of five.",
            actor=cast.actor("minute_taker"),
            now=NOW,
        )


WEIGHED = {
    "childs_needs": "Food, sleep, and somebody there at night.",
    "parents_capacity": "She manages with her mother's help, and not alone.",
    "family_circumstances": "They share one room; grandmother lives near.",
    "likelihood_of_harm": "Likely to be left alone again if nobody helps at night.",
}


def propose(cast: Family, child: ConferenceChild, outcome: str, **changes: Any) -> None:
    proposal = {
        "outcome": outcome,
        "categories": ["NEG"] if outcome in ("plan", "continue") else [],
        "reasons": "They were left alone at night, twice.",
        "against_majority": "" if outcome in ("plan", "continue") else "Much is better by now.",
        **WEIGHED,
        **changes,
    }
    propose_decision(
        conference_child_id=child.pk, proposal=proposal, actor=cast.actor("chair"), now=NOW
    )


def propose_plans(cast: Family, conference: Conference) -> None:
    """Hear everyone on every child, write each a plan, and propose it."""
    for child in ConferenceChild.objects.filter(conference=conference):
        hear(cast, child)
        write_plan(cast, child)
        propose(cast, child, "plan")


def ready_to_decide(cast: Family, *names: str) -> Conference:
    """Bring a first conference to where nothing is missing for any child."""
    conference = invited(cast, *names)
    sitting(cast, conference)
    propose_plans(cast, conference)
    return conference


def decided(cast: Family, *names: str) -> tuple[Conference, list[Decision]]:
    """Hold a first conference that makes a plan for every child named."""
    conference = ready_to_decide(cast, *names)
    made = conclude_conference(conference_id=conference.pk, actor=cast.actor("chair"), now=NOW)
    conference.refresh_from_db()
    return conference, made


def everybody(conference: Conference) -> set[int]:
    """Return the numbers of all who are on the list: each of their papers was looked at."""
    return set(conference.participants.values_list("pk", flat=True))


def send_letters(cast: Family, conference: Conference, now: datetime = NOW) -> list[Document]:
    """Have a second person look at each decision letter, and send them."""
    check_decision_letters(
        conference_id=conference.pk,
        looked_at=everybody(conference),
        actor=cast.actor("second_administrator"),
        now=now,
    )
    return send_decision_letters(
        conference_id=conference.pk, actor=cast.actor("administrator"), now=now
    )

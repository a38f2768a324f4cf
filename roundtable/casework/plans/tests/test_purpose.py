"""What a conference is for: agencies and family together, each child apart, parents in all of it."""

from typing import Any

import pytest

from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.readers import reader_for
from roundtable.casework.conferences.tests.family import Family
from roundtable.casework.decisions.actions import CannotRecordOpinion
from roundtable.casework.decisions.models import Decision, Opinion
from roundtable.casework.plans.actions.conclude import (
    CannotConcludeConference,
    conclude_conference,
)
from roundtable.casework.plans.actions.outline import add_action
from roundtable.casework.plans.models import CoreGroupMember, Plan, PlanAction, PlanOutcome
from roundtable.casework.plans.tests import table
from roundtable.casework.room.actions.saying import record_item
from roundtable.casework.room.agenda import default_agenda
from roundtable.casework.room.models import AgendaItem, LiveItem, Views
from roundtable.casework.statements.queries import wall
from roundtable.foundation.documents.models import Document


@pytest.fixture
def meeting(cast: Family) -> Conference:
    return table.sitting(cast, table.invited(cast, "ava", "ben"))


def say(cast: Family, conference: Conference, name: str, text: str, *children: str) -> Any:
    known = {"person": cast.people[name]} if name in cast.people else None
    author = conference.participants.get(**(known or {"professional": cast.professionals[name]}))
    return record_item(
        conference_id=conference.pk,
        text=text,
        author_id=author.pk,
        children=[cast.people[one] for one in children],
        domain="worried",
        actor=cast.actor("minute_taker"),
        now=table.NOW,
    )


def decide(cast: Family, conference: Conference) -> list[Decision]:
    table.propose_plans(cast, conference)
    return conclude_conference(
        conference_id=conference.pk, actor=cast.actor("chair"), now=table.NOW
    )


def test_agencies_decide_together_which_plans_are_needed(cast, meeting) -> None:
    alone = meeting.participants.exclude(professional__in=[cast.chair, cast.social_worker])
    gone = meeting.attendances.filter(participant__in=alone)
    gone.update(left_at=table.NOW)
    with pytest.raises(CannotRecordOpinion, match="Too few agencies are here"):
        table.propose_plans(cast, meeting)
    gone.update(left_at=None)
    table.propose_plans(cast, meeting)
    gone.update(left_at=table.NOW)
    with pytest.raises(CannotConcludeConference, match="not quorate"):
        conclude_conference(conference_id=meeting.pk, actor=cast.actor("chair"), now=table.NOW)
    gone.update(left_at=None)
    ben = table.child_of(cast, meeting, "ben")
    table.propose(cast, ben, "child_in_need", recommended_support="A nursery place.")
    outcomes = conclude_conference(
        conference_id=meeting.pk, actor=cast.actor("chair"), now=table.NOW
    )
    assert {one.child.forename: one.outcome for one in outcomes} == {
        "Ava": "plan",
        "Ben": "child_in_need",
    }
    agencies = Opinion.objects.values_list("participant__professional__agency__name", flat=True)
    assert set(agencies) == {
        "Children's social care",
        "Marlsea Health",
        "Marlsea Police",
        "St Anne's Primary",
    }


def test_those_who_know_and_the_family_make_the_plan(cast, meeting) -> None:
    ava = table.child_of(cast, meeting, "ava")
    table.write_plan(cast, ava)
    add_action(
        outcome_id=PlanOutcome.objects.get().pk,
        what="Weigh Ava every month",
        professional=cast.health_visitor,
        due_on=table.ON.replace(day=18),
        conference_child_id=ava.pk,
        actor=cast.actor("minute_taker"),
        now=table.NOW,
    )
    ben = table.child_of(cast, meeting, "ben")
    table.write_plan(cast, ben)
    for child in (ava, ben):
        table.hear(cast, child)
        table.propose(cast, child, "plan")
    conclude_conference(conference_id=meeting.pk, actor=cast.actor("chair"), now=table.NOW)
    plan = Plan.objects.get(child=cast.ava)
    group = CoreGroupMember.objects.filter(outline=plan.outline)
    assert {(one.professional or one.person).name for one in group} == {
        "Sam Iqbal",
        "Kezia Ncube",
        "Rosa Hartley",
    }
    actions = PlanAction.objects.filter(outcome__outline=plan.outline, state="AGREED")
    assert {(one.professional or one.person).name for one in actions} == {
        "Kezia Ncube",
        "Rosa Hartley",
    }


def test_what_all_agencies_know_is_seen_together_and_each_child_apart(cast, meeting) -> None:
    say(cast, meeting, "head_teacher", "Ava comes late.", "ava")
    say(cast, meeting, "police_officer", "Called to the flat.", "ava", "ben")
    say(cast, meeting, "health_visitor", "Ben has lost weight.", "ben")
    chair = reader_for(cast.actor("chair"), meeting)

    def worries(name: str) -> list[str]:
        shown = wall(chair, meeting, child_id=cast.people[name].pk)
        return [one.text for column in shown.columns for one in column.statements]

    assert worries("ava") == ["Ava comes late.", "Called to the flat."]
    assert worries("ben") == ["Called to the flat.", "Ben has lost weight."]


def test_the_children_are_heard_before_what_is_known_of_them(cast, meeting) -> None:
    agenda = default_agenda(cast.authority)
    assert agenda.index("What the children say") < agenda.index(
        "What we know: working well, worries, impact, grey areas"
    )
    decide_without = table.child_of(cast, meeting, "ava")
    table.propose_plans(cast, meeting)
    Views.objects.filter(conference_child=decide_without, is_the_childs=True).delete()
    with pytest.raises(CannotConcludeConference, match="Ava Hartley: record the child's views"):
        conclude_conference(conference_id=meeting.pk, actor=cast.actor("chair"), now=table.NOW)


def test_the_family_has_a_step_of_its_own_and_a_voice_at_every_other(cast, meeting) -> None:
    agenda = default_agenda(cast.authority)
    known = agenda.index("What we know: working well, worries, impact, grey areas")
    assert agenda[known + 1] == "What the family says"
    steps = AgendaItem.objects.filter(conference=meeting).order_by("position")
    in_order = list(steps)
    for step in in_order:
        steps.update(started_at=None)
        steps.filter(pk=step.pk).update(started_at=table.NOW)
        say(cast, meeting, "mother", f"On this I say: {step.title}", "ava")
    said = LiveItem.objects.filter(statement__author__person=cast.mother)
    assert [one.agenda_item_id for one in said.order_by("pk")] == [step.pk for step in in_order]


def test_a_parent_has_a_part_in_all_of_it(cast, meeting) -> None:
    decide(cast, meeting)
    table.send_letters(cast, meeting, table.NOW)
    seat = Participant.objects.get(conference=meeting, person=cast.mother)
    assert seat.attendances.exists()
    assert Views.objects.filter(person=cast.mother, statement__isnull=False).count() == 2
    assert CoreGroupMember.objects.filter(person=cast.mother).count() == 2
    assert PlanAction.objects.filter(person=cast.mother, state="AGREED").count() == 2
    letters = Document.objects.filter(reader_person_id=cast.mother.pk).values_list(
        "kind", flat=True
    )
    assert set(letters) == {"invitation", "decision_letter"}

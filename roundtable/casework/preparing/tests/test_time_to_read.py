"""The family asks for time to read; the chair decides, and says why."""

import pytest

from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.tests.family import Family, add, arranged, tell_invited
from roundtable.casework.conferences.tests.looking import audited, codes, titles
from roundtable.casework.preparing.actions.time_to_read import (
    CannotAskForTime,
    CannotDecideOnTime,
    ask_for_time,
    decide_on_time,
)
from roundtable.casework.preparing.models import TimeRequest
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised


@pytest.fixture
def conference(cast: Family) -> Conference:
    return arranged(cast, "ava", "ben")


@pytest.fixture
def mother(cast: Family, conference: Conference) -> Participant:
    mother = add(cast, conference, "mother")
    tell_invited(mother)
    return mother


def ask(cast: Family, mother: Participant, name: str = "mother", **changes: str) -> TimeRequest:
    asked = {"wanted": "delay", "words": "The school's came today."} | changes
    return ask_for_time(participant_id=mother.pk, **asked, actor=cast.actor(name), now=clock.now())


def decide(cast: Family, request: TimeRequest, name: str = "chair", **changes: str) -> TimeRequest:
    decided = {"decision": "delay", "reasons": "You should read it first."} | changes
    return decide_on_time(request_id=request.pk, **decided, actor=cast.actor(name), now=clock.now())


def test_the_mother_asks_and_the_chair_decides(cast: Family, mother: Participant) -> None:
    request = ask(cast, mother)
    assert request.told_to is None
    decided = decide(cast, request)
    assert decided.decided_by == cast.professionals["chair"]
    assert titles()[-2:] == [
        "Rosa Hartley asked for more time to read",
        "The chair decided on Rosa Hartley's request for time to read",
    ]
    assert audited("time_to_read.asked")[0].details["wanted"] == "delay"
    assert audited("time_to_read.decided")[0].details["decision"] == "delay"


def test_a_worker_writes_down_what_she_told_them(cast: Family, mother: Participant) -> None:
    assert ask(cast, mother, "social_worker").told_to == cast.professionals["social_worker"]


@pytest.mark.parametrize(
    "changes, code",
    [({"wanted": "money"}, "NOTHING_WANTED"), ({}, "ASKED_ALREADY")],
)
def test_what_cannot_be_asked(
    cast: Family, mother: Participant, changes: dict[str, str], code: str
) -> None:
    if not changes:
        ask(cast, mother)
    with pytest.raises(CannotAskForTime) as refused:
        ask(cast, mother, **changes)
    assert codes(refused.value) == {code}


def test_only_the_family_asks_and_only_before_it_is_over(
    cast: Family, conference: Conference, mother: Participant
) -> None:
    school = add(cast, conference, "head_teacher")
    with pytest.raises(CannotAskForTime) as refused:
        ask(cast, school, "administrator")
    assert codes(refused.value) == {"NOT_FAMILY"}
    Conference.objects.filter(pk=conference.pk).update(state="DECIDED")
    with pytest.raises(CannotAskForTime) as refused:
        ask(cast, mother)
    assert codes(refused.value) == {"NOT_ON_THE_LIST"}


@pytest.mark.parametrize(
    "changes, code", [({"decision": "maybe"}, "NO_DECISION"), ({"reasons": " "}, "NO_REASONS")]
)
def test_a_decision_needs_an_answer_and_a_reason(
    cast: Family, mother: Participant, changes: dict[str, str], code: str
) -> None:
    request = ask(cast, mother)
    with pytest.raises(CannotDecideOnTime) as refused:
        decide(cast, request, **changes)
    assert codes(refused.value) == {code}
    decide(cast, request)
    with pytest.raises(CannotDecideOnTime) as refused:
        decide(cast, request)
    assert codes(refused.value) == {"DECIDED"}
    # She can ask again once there is an answer.
    assert ask(cast, mother).pk != request.pk


@pytest.mark.parametrize("name", ["half_siblings_father", "police_officer", "stranger"])
def test_nobody_asks_for_somebody_else(cast: Family, mother: Participant, name: str) -> None:
    with pytest.raises(NotAuthorised):
        ask(cast, mother, name)


@pytest.mark.parametrize("name", ["mother", "social_worker", "other_chair", "stranger"])
def test_the_chair_alone_decides(cast: Family, mother: Participant, name: str) -> None:
    request = ask(cast, mother)
    with pytest.raises(NotAuthorised):
        decide(cast, request, name)

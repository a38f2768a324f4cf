"""Who sees an invitation, what has been answered, and whether enough agencies will come."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roundtable.casework.conferences.facts import participant_facts
from roundtable.casework.conferences.models import Conference, Part, Participant
from roundtable.casework.conferences.tests.family import Family, Further, add
from roundtable.casework.invitations.models import Invitation
from roundtable.casework.invitations.queries import (
    Answers,
    answers_of,
    get_invitation,
    invitations_visible_to,
    list_invitations,
    outstanding_answers,
    quorum_forecast,
)
from roundtable.casework.invitations.tests.invited import (
    invitation_of,
    seat_of,
    send,
    with_list,
)
from roundtable.foundation.access.doors import facts_on
from roundtable.foundation.access.gate import may
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Permission
from roundtable.rules.conference_states import State as ConferenceState
from roundtable.rules.invitation_states import State


@pytest.fixture(scope="module")
def further() -> Further:
    def invite(family: Family) -> None:
        conference = with_list(family)
        mother = seat_of(conference, family.mother)
        add(family, conference, "ava")
        add(family, conference, "interpreter", speaks_for_id=mother.pk)
        add(family, conference, "advocate", speaks_for_id=mother.pk)
        send(family, conference)
        conference.refresh_from_db()
        family.conferences["invited"] = conference

    return invite


@pytest.fixture
def conference(cast: Family) -> Conference:
    return cast.conferences["invited"]


WORKING_ON_IT = {
    "chair",
    "administrator",
    "second_administrator",
    "social_worker",
    "manager",
    "head_of_service",
}


@pytest.mark.parametrize(
    ("whose", "sees"),
    [
        ("mother", {"mother", "advocate"}),
        ("half_siblings_father", {"half_siblings_father"}),
        ("ava", {"child"}),
        ("police_officer", {"police_officer"}),
        ("health_visitor", {"health_visitor", "agency_lead"}),
        ("interpreter", {"interpreter"}),
        ("advocate", {"advocate"}),
    ],
)
def test_each_sees_their_own_and_those_who_work_on_it_all(
    cast: Family, conference: Conference, whose: str, sees: set[str]
) -> None:
    invitation = invitation_of(conference, {**cast.professionals, **cast.people}[whose])
    assert {
        name
        for name, actor in cast.actors.items()
        if invitations_visible_to(actor).filter(pk=invitation.pk).exists()
    } == WORKING_ON_IT | sees


SITUATIONS: dict[str, Callable[[Family], Any]] = {
    "as it is": lambda cast: None,
    "over": lambda cast: Conference.objects.update(state=ConferenceState.DECIDED.value),
    "restricted": lambda cast: type(cast.case).objects.update(is_restricted=True),
    "everyone kept out": lambda cast: Participant.objects.update(part=Part.NONE),
    "nobody invited": lambda cast: Participant.objects.update(invited_at=None),
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_list_and_door_and_table_agree_about_everyone(
    cast: Family, conference: Conference, situation: str
) -> None:
    SITUATIONS[situation](cast)
    for name, actor in cast.actors.items():
        facts = participant_facts(actor, path="participant__")
        granted = {
            invitation.pk
            for invitation in Invitation.objects.annotate(**facts)
            if may(actor, Permission.VIEW_INVITATION, facts_on(invitation))
        }
        assert set(invitations_visible_to(actor).values_list("pk", flat=True)) == granted, name
    for name in ("mother", "stranger"):
        invitation = invitation_of(conference, cast.police_officer)
        with pytest.raises(RecordNotFound):
            get_invitation(public_id=invitation.public_id, actor=cast.actor(name))


def test_the_door_gives_all_that_a_page_shows_in_one_query(
    cast: Family, conference: Conference
) -> None:
    public_id = invitation_of(conference, cast.mother).public_id
    with CaptureQueriesContext(connection) as queries:
        invitation = get_invitation(public_id=public_id, actor=cast.actor("mother"))
        assert invitation.conference.chair.name == "Dele Lowe"
        assert invitation.conference.room.name == "Willow Room"
        assert invitation.participant.name == "Rosa Hartley"
    assert len(queries) == 1


def test_answers_are_counted_for_any_number_of_conferences_at_once(
    cast: Family, conference: Conference
) -> None:
    for who, state in (
        (cast.mother, State.ACCEPTED),
        (cast.police_officer, State.ACCEPTED),
        (cast.health_visitor, State.DEPUTY_NAMED),
        (cast.half_siblings_father, State.DECLINED),
    ):
        invitation = invitation_of(conference, who)
        invitation.state = state.value
        invitation.save()
    with CaptureQueriesContext(connection) as queries:
        answers = answers_of([conference])
    assert answers[conference.pk] == Answers(
        asked=7, coming=2, declined=1, deputies=1, outstanding=3
    )
    assert len(queries) == 1


def test_the_desk_sees_who_has_not_answered(cast: Family, conference: Conference) -> None:
    desk = cast.actor("administrator")
    assert outstanding_answers(desk).count() == 7
    Invitation.objects.filter(participant__person=cast.mother).update(state=State.ACCEPTED.value)
    assert outstanding_answers(desk).count() == 6
    Conference.objects.update(state=ConferenceState.CANCELLED.value)
    assert not outstanding_answers(desk).exists()


def test_a_list_of_invitations_is_one_query(cast: Family, conference: Conference) -> None:
    with CaptureQueriesContext(connection) as queries:
        for invitation in list_invitations(cast.actor("chair"), conference=conference):
            assert invitation.participant.name
            assert invitation.conference.case.reference
    assert len(queries) == 1


def test_the_quorum_is_forecast_from_who_says_they_come(
    cast: Family, conference: Conference
) -> None:
    Participant.objects.exclude(professional=None).update(has_direct_contact=True)
    (reason,) = quorum_forecast(conference)
    assert reason.code == "TOO_FEW_AGENCIES"
    Invitation.objects.filter(participant__professional__isnull=False).update(
        state=State.ACCEPTED.value
    )
    assert quorum_forecast(conference) == []


def test_nobody_is_expected_who_has_left_the_list(cast: Family, conference: Conference) -> None:
    Participant.objects.update(withdrawn_at=clock.now())
    assert {reason.code for reason in quorum_forecast(conference)} == {
        "NO_SOCIAL_CARE",
        "TOO_FEW_AGENCIES",
    }

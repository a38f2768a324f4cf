"""Who sees a conference: the list, the door and the access table, over the whole cast."""

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roundtable.casework.cases.actions.membership import end_allocation
from roundtable.casework.cases.actions.restriction import deny, restrict_case
from roundtable.casework.cases.models import Allocation, DutyTurn
from roundtable.casework.conferences.actions.exclude import decide_exclusion, request_exclusion
from roundtable.casework.conferences.models import (
    Conference,
    ExclusionDecision,
    Ground,
    Part,
    Participant,
)
from roundtable.casework.conferences.queries import (
    conferences_visible_to,
    facts_about_conference,
    facts_about_participant,
    get_conference,
    list_conferences,
)
from roundtable.casework.conferences.tests.family import (
    Family,
    Further,
    add,
    arrange,
    arranged,
    authorised,
    tell_invited,
)
from roundtable.foundation.access.gate import may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.access import Permission
from roundtable.rules.conference_states import State

INSIDE = {
    "chair",
    "administrator",
    "second_administrator",
    "minute_taker",
    "social_worker",
    "manager",
    "head_of_service",
    "solicitor",
}
OUTSIDE = {
    "other_chair",
    "other_minute_taker",
    "other_social_worker",
    "other_health_visitor",
    "withdrawn_partner",
    "agency_lead",
    "out_of_hours",
    "excluded_father",
    "grandmother",
    "data_officer",
    "system_administrator",
    "stranger",
}
INVITED = {
    "police_officer",
    "health_visitor",
    "midwife",
    "head_teacher",
    "mother",
    "half_siblings_father",
    "child",
    "advocate",
    "interpreter",
}


def _invite(cast: Family) -> None:
    """Arranged, everyone invited, the first father kept out, one partner gone."""
    conference = arranged(cast)
    mother = add(cast, conference, "mother")
    father = add(cast, conference, "excluded_father")
    rows = [mother, father]
    rows += [
        add(cast, conference, name)
        for name in (
            "half_siblings_father",
            "ava",
            "police_officer",
            "health_visitor",
            "midwife",
            "head_teacher",
            "withdrawn_partner",
            "interpreter",
        )
    ]
    rows.append(add(cast, conference, "advocate", speaks_for_id=mother.pk))
    tell_invited(*rows)
    worker, now = cast.actor("social_worker"), clock.now()
    exclusion = request_exclusion(
        participant_id=father.pk,
        ground=Ground.WELFARE,
        evidence="Ava is afraid.",
        actor=worker,
        now=now,
    )
    decide_exclusion(
        exclusion_id=exclusion.pk,
        decision=ExclusionDecision.WHOLE,
        reasons="She must be able to speak.",
        views_by="Write to me.",
        actor=cast.actor("chair"),
        now=now,
    )
    gone = Allocation.objects.get(professional=cast.withdrawn_partner, ends_on=None)
    end_allocation(allocation=gone, on=date(2026, 11, 23), actor=worker, now=now)
    conference.refresh_from_db()
    cast.conferences["invited"] = conference


@pytest.fixture(scope="module")
def further() -> Further:
    return _invite


@pytest.fixture
def conference(cast: Family) -> Conference:
    return cast.conferences["invited"]


def who_sees(cast: Family, conference: Conference) -> set[str]:
    return {
        name
        for name, actor in cast.actors.items()
        if conferences_visible_to(actor).filter(pk=conference.pk).exists()
    }


def test_the_whole_cast_is_spoken_of(cast: Family) -> None:
    assert set(cast.actors) == INSIDE | OUTSIDE | INVITED


def test_who_sees_a_conference_they_are_asked_to(cast: Family, conference: Conference) -> None:
    assert who_sees(cast, conference) == INSIDE | INVITED


def test_before_anybody_is_asked_only_those_who_prepare_it_see_it(
    cast: Family, conference: Conference
) -> None:
    Participant.objects.update(invited_at=None)
    assert who_sees(cast, conference) == INSIDE | {"interpreter"}, "who is booked by name"


def test_a_chair_on_duty_sees_it(cast: Family, conference: Conference) -> None:
    DutyTurn.objects.create(
        authority=cast.authority,
        professional=cast.other_chair,
        starts_on=date(2026, 11, 23),
        ends_on=date(2026, 11, 24),
    )
    assert "other_chair" in who_sees(cast, conference)


def test_when_the_record_is_approved_the_minute_taker_has_nothing_left_to_do(
    cast: Family, conference: Conference
) -> None:
    for state, sees in (
        (State.RECORD_DRAFT, True),
        (State.RECORD_APPROVED, False),
        (State.DISTRIBUTED, False),
    ):
        Conference.objects.filter(pk=conference.pk).update(state=state.value)
        assert ("minute_taker" in who_sees(cast, conference)) is sees


def test_an_interpreter_sees_it_until_it_is_over(cast: Family, conference: Conference) -> None:
    Conference.objects.filter(pk=conference.pk).update(state=State.DECIDED.value)
    assert "interpreter" not in who_sees(cast, conference)


def test_the_familys_next_chair_reads_what_the_last_one_decided(
    cast: Family, conference: Conference
) -> None:
    Conference.objects.filter(pk=conference.pk).update(
        state=State.DISTRIBUTED.value, ending=State.DECIDED.value
    )
    assert "other_chair" not in who_sees(cast, conference)
    arrange(
        cast,
        authorised(cast, "ben"),
        chair_id=cast.other_chair.pk,
        starts_at=clock.at(date(2026, 12, 4), 10),
        ends_at=clock.at(date(2026, 12, 4), 12),
    )
    assert "other_chair" in who_sees(cast, conference)


def test_a_restricted_case_is_closed_to_whoever_is_not_on_it_by_name(
    cast: Family, conference: Conference
) -> None:
    restrict_case(
        case_id=cast.case.pk, reason="A councillor", actor=cast.actor("manager"), now=clock.now()
    )
    assert who_sees(cast, conference) == INVITED | {
        "chair",
        "minute_taker",
        "social_worker",
        "manager",
        "solicitor",
    }


def test_whom_the_case_is_denied_sees_nothing_of_it_whatever_their_role(
    cast: Family, conference: Conference
) -> None:
    for actor in list(cast.actors.values()):
        deny(
            case=cast.case,
            user_id=actor.user_id,
            reason="Related",
            actor=_who_restricts(cast),
            now=clock.now(),
        )
        assert not conferences_visible_to(actor).exists()


def _who_restricts(cast: Family) -> Actor:
    # One who is never denied, to deny the others.
    return replace(cast.actor("head_of_service"), user_id=0)


def test_a_colleague_who_stands_in_sees_it_until_it_is_over(
    cast: Family, conference: Conference
) -> None:
    usual = conference.participants.get(professional=cast.health_visitor)
    deputy = Participant.objects.create(
        authority=cast.authority,
        conference=conference,
        professional=cast.other_health_visitor,
        role=usual.role,
        deputises_for=usual,
        invited_at=clock.now(),
    )
    assert "other_health_visitor" in who_sees(cast, conference)
    theirs = facts_about_participant(cast.actor("other_health_visitor"), usual.pk)
    assert theirs.deputising
    officer = conference.participants.get(professional=cast.police_officer)
    assert not facts_about_participant(cast.actor("other_health_visitor"), officer.pk).deputising
    Conference.objects.filter(pk=conference.pk).update(state=State.RECORD_DRAFT.value)
    assert "other_health_visitor" not in who_sees(cast, conference)
    Conference.objects.filter(pk=conference.pk).update(state=State.INVITED.value)
    deputy.withdrawn_at = clock.now()
    deputy.save()
    assert "other_health_visitor" not in who_sees(cast, conference)


def test_who_leaves_the_list_sees_nothing_any_more(cast: Family, conference: Conference) -> None:
    Participant.objects.update(withdrawn_at=clock.now())
    assert who_sees(cast, conference) == INSIDE


SITUATIONS: dict[str, Callable[[Family, Conference], Any]] = {
    "as it is": lambda cast, conference: None,
    "requested": lambda cast, c: Conference.objects.update(state=State.REQUESTED.value),
    "in session": lambda cast, c: Conference.objects.update(state=State.IN_SESSION.value),
    "decided": lambda cast, c: Conference.objects.update(
        state=State.DECIDED.value, ending=State.DECIDED.value
    ),
    "on record": lambda cast, c: Conference.objects.update(state=State.DISTRIBUTED.value),
    "restricted": lambda cast, c: type(cast.case).objects.update(is_restricted=True),
    "nobody invited": lambda cast, c: Participant.objects.update(invited_at=None),
    "everyone excluded": lambda cast, c: Participant.objects.update(part=Part.NONE),
    "nobody allocated": lambda cast, c: Allocation.objects.update(ends_on=date(2026, 11, 20)),
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_list_and_door_and_table_agree_about_everyone(
    cast: Family, conference: Conference, situation: str
) -> None:
    SITUATIONS[situation](cast, conference)
    listed = who_sees(cast, conference)
    for name, actor in cast.actors.items():
        granted = may(
            actor, Permission.VIEW_CONFERENCE, facts_about_conference(actor, conference.pk)
        )
        assert granted == (name in listed), name
        if granted:
            assert get_conference(public_id=conference.public_id, actor=actor) == conference
        else:
            with pytest.raises(RecordNotFound):
                get_conference(public_id=conference.public_id, actor=actor)


def test_what_is_not_there_and_what_is_forbidden_look_the_same(
    cast: Family, conference: Conference
) -> None:
    stranger = cast.actor("stranger")
    with pytest.raises(RecordNotFound) as forbidden:
        get_conference(public_id=conference.public_id, actor=stranger)
    with pytest.raises(RecordNotFound) as absent:
        get_conference(public_id=uuid.uuid4(), actor=stranger)
    assert str(forbidden.value) == str(absent.value)


def test_a_permission_is_asked_for_at_the_door(cast: Family, conference: Conference) -> None:
    chair = cast.actor("chair")
    for permission, actor, opens in (
        (Permission.DECIDE_EXCLUSION, chair, True),
        (Permission.DECIDE_EXCLUSION, cast.actor("administrator"), False),
        (Permission.SEND_INVITATIONS, chair, False),
    ):
        if opens:
            get_conference(public_id=conference.public_id, actor=actor, permission=permission)
        else:
            with pytest.raises(RecordNotFound):
                get_conference(public_id=conference.public_id, actor=actor, permission=permission)


def test_the_door_and_the_list_ask_the_database_no_more_for_more_rows(
    cast: Family, conference: Conference
) -> None:
    administrator = cast.actor("administrator")

    def counted() -> tuple[int, int]:
        with CaptureQueriesContext(
            connection,
        ) as door:
            found = get_conference(public_id=conference.public_id, actor=administrator)
            assert found.case.reference
            assert (found.room.name, found.chair.name) == ("Willow Room", "Dele Lowe")
        with CaptureQueriesContext(connection) as listing:
            for one in list_conferences(administrator):
                [held.child.name for held in one.children.all()]
                [participant.name for participant in one.participants.all()]
                assert one.case.reference
                assert one.room is None or one.chair.name
        return len(door), len(listing)

    before = counted()
    Conference.objects.filter(pk=conference.pk).update(state=State.CANCELLED.value)
    for name in ("ava", "ben"):
        authorised(cast, name)
    assert counted() == before == (1, 3)


def test_a_list_can_be_narrowed(cast: Family, conference: Conference) -> None:
    chair = cast.actor("chair")
    day = clock.at(date(2026, 12, 3), 0)
    assert list(list_conferences(chair, chair_ids=chair.professional_ids)) == [conference]
    assert list(list_conferences(chair, states={State.SCHEDULED})) == [conference]
    assert list(list_conferences(chair, case_id=cast.case.pk, since=day)) == [conference]
    assert not list_conferences(chair, until=day).exists()
    assert not list_conferences(chair, states={State.DECIDED}).exists()

"""What people need to take part: asked for, arranged, or not to be had for a reason."""

import pytest

from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.slots import RoomNeeds
from roundtable.casework.conferences.tests.family import Family, Further
from roundtable.casework.conferences.tests.looking import audited
from roundtable.casework.invitations.actions.needs import (
    CannotArrangeNeed,
    CannotRecordNeed,
    arrange_need,
    record_need,
)
from roundtable.casework.invitations.models import Need, NeedKind
from roundtable.casework.invitations.queries import needs_of, needs_to_arrange, room_needs
from roundtable.casework.invitations.tests.invited import seat_of, send, with_list
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised


@pytest.fixture(scope="module")
def further() -> Further:
    def invite(family: Family) -> None:
        conference = with_list(family)
        send(family, conference)
        conference.refresh_from_db()
        family.conferences["invited"] = conference

    return invite


@pytest.fixture
def conference(cast: Family) -> Conference:
    return cast.conferences["invited"]


def needs(cast: Family, conference: Conference, actor: str, kind: NeedKind) -> Need:
    return record_need(
        participant_id=seat_of(conference, cast.mother).pk,
        kind=kind,
        detail="Twi, please.",
        actor=cast.actor(actor),
        now=clock.now(),
    )


@pytest.mark.parametrize("who", ["mother", "administrator", "social_worker"])
def test_they_say_so_themselves_or_somebody_heard_it(
    cast: Family, conference: Conference, who: str
) -> None:
    need = needs(cast, conference, who, NeedKind.INTERPRETER)
    assert (need.asked_on, need.detail) == (clock.today(), "Twi, please.")
    assert audited("need.recorded")[-1].details["kind"] == "interpreter"
    assert list(needs_of(conference)) == [need]


@pytest.mark.parametrize("who", ["half_siblings_father", "police_officer", "stranger"])
def test_nobody_says_so_for_somebody_else(cast: Family, conference: Conference, who: str) -> None:
    with pytest.raises(NotAuthorised):
        needs(cast, conference, who, NeedKind.INTERPRETER)


def test_not_for_who_does_not_come(cast: Family, conference: Conference) -> None:
    conference.participants.update(withdrawn_at=clock.now())
    with pytest.raises(CannotRecordNeed):
        needs(cast, conference, "administrator", NeedKind.INTERPRETER)


def test_it_is_arranged_and_off_the_desk(cast: Family, conference: Conference) -> None:
    desk = cast.actor("administrator")
    need = needs(cast, conference, "mother", NeedKind.INTERPRETER)
    assert list(needs_to_arrange(desk)) == [need]
    done = arrange_need(
        need_id=need.pk, arrangement="Adwoa Addo comes.", actor=desk, now=clock.now()
    )
    assert done.arranged_on == clock.today()
    assert not needs_to_arrange(desk).exists()
    assert audited("need.arranged")[-1].details["is_available"] is True


def test_it_cannot_be_had_for_a_reason(cast: Family, conference: Conference) -> None:
    need = needs(cast, conference, "mother", NeedKind.ADVOCATE)
    sought = arrange_need(
        need_id=need.pk,
        not_available_reason="Two services asked, none has anybody free.",
        actor=cast.actor("social_worker"),
        now=clock.now(),
    )
    assert sought.arranged_on is None
    assert not needs_to_arrange(cast.actor("administrator")).exists()


def test_one_of_the_two_is_said(cast: Family, conference: Conference) -> None:
    need = needs(cast, conference, "mother", NeedKind.ADVOCATE)
    for said in ({}, {"arrangement": "Yes", "not_available_reason": "No"}):
        with pytest.raises(CannotArrangeNeed):
            arrange_need(
                need_id=need.pk, **said, actor=cast.actor("administrator"), now=clock.now()
            )


@pytest.mark.parametrize("who", ["mother", "police_officer", "other_social_worker", "stranger"])
def test_the_desk_the_chair_and_the_worker_arrange(
    cast: Family, conference: Conference, who: str
) -> None:
    need = needs(cast, conference, "mother", NeedKind.ACCESS)
    with pytest.raises(NotAuthorised):
        arrange_need(need_id=need.pk, arrangement="x", actor=cast.actor(who), now=clock.now())
    assert arrange_need(
        need_id=need.pk, arrangement="Ground floor.", actor=cast.actor("chair"), now=clock.now()
    )


def test_what_the_room_must_have(cast: Family, conference: Conference) -> None:
    assert room_needs(conference) == RoomNeeds()
    needs(cast, conference, "mother", NeedKind.ACCESS)
    needs(cast, conference, "mother", NeedKind.SEPARATE_ARRIVAL)
    assert room_needs(conference) == RoomNeeds(step_free=True, separate_waiting=True)

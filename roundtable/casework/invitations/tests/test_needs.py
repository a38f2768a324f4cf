"""What people need to take part: asked for, arranged, or not to be had for a reason."""

from typing import Any

import pytest

from roundtable.casework.conferences.models import Conference, ParticipantRole
from roundtable.casework.conferences.slots import RoomNeeds
from roundtable.casework.conferences.tests.family import Family, Further, add
from roundtable.casework.conferences.tests.looking import audited, codes, queued
from roundtable.casework.convening.models import BookingForm, StatedNeed
from roundtable.casework.invitations.actions.listing import put_on_list
from roundtable.casework.invitations.actions.needs import (
    CannotArrangeNeed,
    CannotRecordNeed,
    arrange_need,
    follow_need,
    record_need,
    take_up_stated_needs,
)
from roundtable.casework.invitations.actions.supporters import (
    CannotDecideSupporter,
    decide_supporter,
)
from roundtable.casework.invitations.models import Need, NeedKind
from roundtable.casework.invitations.queries import (
    needs_desk,
    needs_of,
    needs_to_arrange,
    room_needs,
)
from roundtable.casework.invitations.tests.invited import keep_invited, seat_of
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised, RecordNotFound
from roundtable.rules.access import Role
from roundtable.rules.reasons import Override


@pytest.fixture(scope="module")
def further() -> Further:
    return keep_invited


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


def test_what_they_read_of_it_gives_nothing_away_that_is_kept_from_them(
    cast: Family, conference: Conference
) -> None:
    by = {"actor": cast.actor("administrator"), "now": clock.now()}
    seat = add(cast, conference, "excluded_father")
    need = record_need(participant_id=seat.pk, kind=NeedKind.TRANSPORT, **by)
    with pytest.raises(CannotArrangeNeed, match="kept from them"):
        arrange_need(need_id=need.pk, arrangement="The taxi comes by 14 Tern Close first.", **by)
    assert arrange_need(need_id=need.pk, arrangement="A taxi comes at 9:15am.", **by).arranged_on


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


# Step by step


def follow(cast: Family, need: Need, step: str, words: str = "") -> Need:
    return follow_need(
        need_id=need.pk, step=step, words=words, actor=cast.actor("administrator"), now=clock.now()
    )


def arrange(cast: Family, need: Need, **changes: Any) -> Need:
    said: dict[str, Any] = {
        "need_id": need.pk,
        "arrangement": "Adwoa Addo comes.",
        "actor": cast.actor("administrator"),
        "now": clock.now(),
    }
    return arrange_need(**{**said, **changes})


def test_each_step_has_its_day(cast: Family, conference: Conference) -> None:
    need = arrange(cast, needs(cast, conference, "mother", NeedKind.INTERPRETER), language="Twi")
    assert (need.state, need.language, need.arranged_on) == ("BOOKED", "Twi", clock.today())
    assert follow(cast, need, "confirm").confirmed_on == clock.today()
    done = follow(cast, need, "finish")
    assert (done.state, done.ended_on) == ("DONE", clock.today())
    assert [one.details["step"] for one in audited("need.followed")] == ["confirm", "finish"]


def test_what_fell_through_is_open_again_and_says_why(cast: Family, conference: Conference) -> None:
    need = arrange(cast, needs(cast, conference, "mother", NeedKind.INTERPRETER))
    with pytest.raises(CannotArrangeNeed):
        follow(cast, need, "fail")
    failed = follow(cast, need, "fail", "She is ill.")
    assert (failed.state, failed.outcome) == ("FAILED", "She is ill.")
    assert list(needs_to_arrange(cast.actor("administrator"))) == [failed]
    with pytest.raises(NotAuthorised):
        follow_need(need_id=need.pk, step="confirm", actor=cast.actor("mother"), now=clock.now())


def test_an_interpreter_needs_a_language(cast: Family, conference: Conference) -> None:
    need = needs(cast, conference, "mother", NeedKind.INTERPRETER)
    Need.objects.filter(pk=need.pk).update(detail="")
    with pytest.raises(CannotArrangeNeed) as refused:
        arrange(cast, need)
    assert codes(refused.value) == {"NO_LANGUAGE"}


@pytest.mark.parametrize(
    ("who", "is_alleged_abuser", "expected"),
    [
        ("grandmother", False, {"FAMILY_NOT_ALLOWED"}),
        ("ava", False, {"FAMILY_NOT_ALLOWED", "NEVER_INTERPRETS"}),
        ("grandmother", True, {"FAMILY_NOT_ALLOWED", "NEVER_INTERPRETS"}),
    ],
)
def test_relatives_do_not_interpret(
    cast: Family,
    conference: Conference,
    who: str,
    is_alleged_abuser: bool,
    expected: set[str],
) -> None:
    need = needs(cast, conference, "mother", NeedKind.INTERPRETER)
    with pytest.raises(CannotArrangeNeed) as refused:
        arrange(cast, need, relative_id=cast.people[who].pk, is_alleged_abuser=is_alleged_abuser)
    assert codes(refused.value) == expected


def test_where_they_may_worker_and_chair_both_agree_with_a_reason(
    cast: Family, conference: Conference
) -> None:
    cast.authority.settings = {"family_interpreter_allowed": True}
    cast.authority.save()
    need = needs(cast, conference, "mother", NeedKind.INTERPRETER)
    given: dict[str, Any] = {"relative_id": cast.grandmother.pk}
    with pytest.raises(CannotArrangeNeed):
        arrange(cast, need, relative_id=cast.people["ava"].pk)
    with pytest.raises(CannotArrangeNeed) as refused:
        arrange(cast, need, **given)
    assert codes(refused.value) == {"AGREEMENT_NEEDED"}
    agreed = [
        Override(
            code="AGREEMENT_NEEDED",
            approver=role,
            words="No interpreter for her dialect is free.",
            by=cast.professionals[name].pk,
        )
        for role, name in ((Role.SOCIAL_WORKER, "social_worker"), (Role.CHAIR, "chair"))
    ]
    with pytest.raises(CannotArrangeNeed):
        arrange(cast, need, **given, overrides=agreed[:1])
    booked = arrange(cast, need, **given, overrides=agreed)
    assert booked.relative == cast.grandmother
    assert "(chair)" in booked.agreed_by
    assert "(social worker)" in booked.agreed_by


# Who comes along


def decide(cast: Family, need: Need, **changes: Any) -> Need:
    said: dict[str, Any] = {
        "need_id": need.pk,
        "name": "Jo Ellis",
        "is_accepted": True,
        "confidentiality_acknowledged": True,
        "actor": cast.actor("chair"),
        "now": clock.now(),
    }
    return decide_supporter(**{**said, **changes})


@pytest.mark.parametrize("kind", [NeedKind.SUPPORTER, NeedKind.SOLICITOR])
def test_the_chair_says_who_may_come_along(
    cast: Family, conference: Conference, kind: NeedKind
) -> None:
    need = needs(cast, conference, "mother", kind)
    with pytest.raises(CannotArrangeNeed) as refused:
        arrange(cast, need)
    assert codes(refused.value) == {"CHAIR_DECIDES"}
    decided = decide(cast, need)
    assert (decided.state, decided.who) == ("CONFIRMED", "Jo Ellis")
    assert decided.decided_by == cast.chair
    (message,) = queued("supporter_decided")
    assert "Jo" not in message.body
    assert "meeting" not in message.body


def test_a_refusal_has_a_reason_that_the_person_is_told(
    cast: Family, conference: Conference
) -> None:
    need = needs(cast, conference, "mother", NeedKind.SUPPORTER)
    with pytest.raises(CannotDecideSupporter) as refused:
        decide(cast, need, is_accepted=False)
    assert codes(refused.value) == {"NO_REASON"}
    told = decide(cast, need, is_accepted=False, reason="They write for a newspaper.")
    assert (told.state, told.outcome) == ("REFUSED", "They write for a newspaper.")
    assert audited("need.supporter_decided")[-1].details["is_accepted"] is False


@pytest.mark.parametrize("who", ["administrator", "social_worker", "mother", "stranger"])
def test_nobody_else_decides_it(cast: Family, conference: Conference, who: str) -> None:
    need = needs(cast, conference, "mother", NeedKind.SUPPORTER)
    with pytest.raises(NotAuthorised):
        decide(cast, need, actor=cast.actor(who))


def test_only_of_who_comes_along(cast: Family, conference: Conference) -> None:
    with pytest.raises(CannotDecideSupporter):
        decide(cast, needs(cast, conference, "mother", NeedKind.TRANSPORT))


# From the request


def test_what_the_request_said_is_not_typed_again(cast: Family, conference: Conference) -> None:
    form = BookingForm.objects.create(
        authority=cast.authority,
        case=cast.case,
        started_at=clock.now(),
        saved_at=clock.now(),
    )
    for who, kind in (("mother", "interpreter"), ("grandmother", "transport")):
        StatedNeed.objects.create(
            authority=cast.authority, form=form, person=cast.people[who], kind=kind, detail="Twi"
        )
    conference.booking_form = form
    conference.save()
    desk: dict[str, Any] = {"actor": cast.actor("administrator"), "now": clock.now()}
    assert len(take_up_stated_needs(conference, **desk)) == 1
    put_on_list(
        conference_id=conference.pk,
        role=ParticipantRole.FAMILY,
        reason="Grandmother of the children",
        person_id=cast.grandmother.pk,
        **desk,
    )
    assert {(one.participant.person, one.kind) for one in needs_of(conference)} == {
        (cast.mother, "interpreter"),
        (cast.grandmother, "transport"),
    }
    assert take_up_stated_needs(conference, **desk) == []


def test_the_desk_of_all_conferences_is_the_desks(cast: Family, conference: Conference) -> None:
    need = needs(cast, conference, "mother", NeedKind.TRANSPORT)
    assert list(needs_desk(cast.actor("administrator"))) == [need]
    for who in ("chair", "mother", "social_worker"):
        with pytest.raises(RecordNotFound):
            needs_desk(cast.actor(who))

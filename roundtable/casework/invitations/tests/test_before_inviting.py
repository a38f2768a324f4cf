"""What must be in order before anybody is asked to come, and who may ask."""

from datetime import date, timedelta

import pytest

from roundtable.casework.conferences.actions.exclude import request_exclusion
from roundtable.casework.conferences.actions.move import reschedule_conference
from roundtable.casework.conferences.actions.participants import keep_from
from roundtable.casework.conferences.models import (
    Conference,
    Ground,
)
from roundtable.casework.conferences.tests.family import (
    STARTS_AT,
    Family,
    add,
    agrees,
    arranged,
    go_through_contact,
    request,
)
from roundtable.casework.conferences.tests.looking import (
    codes,
    queued,
)
from roundtable.casework.invitations.actions.check import (
    CannotCheckInvitations,
    check_invitations,
)
from roundtable.casework.invitations.actions.send import (
    CannotSendInvitations,
    send_invitations,
)
from roundtable.casework.invitations.models import Invitation
from roundtable.casework.invitations.tests.invited import (
    invitation_of,
    letter_to,
    look_at_invitations,
    seat_of,
    send,
    with_list,
)
from roundtable.casework.people import actions as people
from roundtable.casework.people.models import (
    Channel,
    Confidentiality,
    ContactPoint,
    Relationship,
)
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.foundation.documents.models import Document
from roundtable.rules.access import Role
from roundtable.rules.conference_states import State as ConferenceState
from roundtable.rules.invitation_states import State
from roundtable.rules.reasons import Override


def test_a_second_person_looks_where_something_is_confidential(cast: Family) -> None:
    conference = with_list(cast)
    once = {
        "conference_id": conference.pk,
        "actor": cast.actor("administrator"),
        "now": clock.now(),
    }
    with pytest.raises(CannotSendInvitations) as refused:
        send_invitations(**once)
    assert codes(refused.value) == {"SECOND_PERSON_NEEDED"}
    with pytest.raises(CannotCheckInvitations, match="You changed the list"):
        look_at_invitations(cast, conference, by="administrator")
    second = once | {"actor": cast.actor("second_administrator")}
    with pytest.raises(CannotCheckInvitations) as unopened:
        check_invitations(**second, looked_at=[seat_of(conference, cast.mother).pk])
    assert codes(unopened.value) == {"NOT_LOOKED_AT"}
    look_at_invitations(cast, conference)
    assert AuditEvent.objects.filter(verb="invitations.checked").count() == 1
    with pytest.raises(CannotSendInvitations) as refused:
        send_invitations(**second)
    assert codes(refused.value) == {"SECOND_PERSON_NEEDED"}, "the same person is no second one"
    add(cast, conference, "midwife")
    with pytest.raises(CannotSendInvitations) as refused:
        send_invitations(**once)
    assert codes(refused.value) == {"SECOND_PERSON_NEEDED"}, "it says something else by now"
    agreed = agrees(cast, "head_of_service", "SECOND_PERSON_NEEDED", "Nobody else is in.")
    assert send_invitations(**once, overrides=[agreed])


def test_one_person_is_enough_where_nothing_is(cast: Family) -> None:
    Confidentiality.objects.update(ended_on=date(2026, 11, 20))
    conference = with_list(cast)
    assert send_invitations(
        conference_id=conference.pk, actor=cast.actor("administrator"), now=clock.now()
    )


def test_whom_somebody_must_not_know_of_is_confidential_too(cast: Family) -> None:
    Confidentiality.objects.update(ended_on=date(2026, 11, 20))
    conference = with_list(cast)
    worker = add(cast, conference, "refuge_worker")
    keep_from(
        participant_id=worker.pk,
        person_id=cast.half_siblings_father.pk,
        reason="He would find her",
        actor=cast.actor("social_worker"),
        now=clock.now(),
    )
    with pytest.raises(CannotSendInvitations) as refused:
        send_invitations(
            conference_id=conference.pk, actor=cast.actor("administrator"), now=clock.now()
        )
    assert codes(refused.value) == {"SECOND_PERSON_NEEDED"}


@pytest.mark.parametrize("is_safe", [None, False])
def test_nothing_goes_over_a_channel_that_is_not_marked_safe(
    cast: Family, is_safe: bool | None
) -> None:
    ContactPoint.objects.filter(person=cast.mother).update(is_safe=is_safe)
    conference = with_list(cast)
    with pytest.raises(CannotSendInvitations, match="Rosa Hartley") as refused:
        send(cast, conference)
    assert codes(refused.value) == {"NO_SAFE_CHANNEL"}
    assert not queued("invitation")
    assert not Document.objects.exists()
    people.record_contact(
        person=cast.mother,
        channel=Channel.HAND,
        is_safe=True,
        actor=cast.actor("social_worker"),
        now=clock.now(),
    )
    send(cast, conference)
    assert invitation_of(conference, cast.mother).channel == "hand"


def test_a_letter_is_posted_to_the_present_address_and_no_other_shows_one(cast: Family) -> None:
    ContactPoint.objects.filter(person=cast.mother).update(channel=Channel.POST)
    send(cast, with_list(cast))
    assert letter_to(cast.mother)["recipient"]["address"] == ["14 Tern Close", "Marlsea", "MZ4 7QQ"]
    assert letter_to(cast.half_siblings_father)["recipient"]["address"] == []


def test_who_is_only_reached_by_post_has_an_address(cast: Family) -> None:
    ContactPoint.objects.filter(person=cast.half_siblings_father).update(channel=Channel.POST)
    with pytest.raises(CannotSendInvitations, match="Marc Osei") as refused:
        send(cast, with_list(cast))
    assert codes(refused.value) == {"NO_SAFE_CHANNEL"}


@pytest.mark.parametrize("missing", ["name", "parents"])
def test_every_child_has_an_identity_first(cast: Family, missing: str) -> None:
    conference = with_list(cast)
    if missing == "name":
        cast.ben.identity_complete = False
        cast.ben.save()
    else:
        Relationship.objects.filter(child=cast.ben).update(ended_on=date(2026, 11, 1))
    all_agree = [Override("IDENTITY_INCOMPLETE", "Fine.", role) for role in Role]
    with pytest.raises(CannotSendInvitations, match="Ben Hartley") as refused:
        send(cast, conference, overrides=all_agree)
    assert codes(refused.value) == {"IDENTITY_INCOMPLETE"}


def test_what_the_chair_has_not_decided_waits(cast: Family) -> None:
    conference = with_list(cast)
    request_exclusion(
        participant_id=seat_of(conference, cast.half_siblings_father).pk,
        ground=Ground.WELFARE,
        evidence="Ben hides from him.",
        actor=cast.actor("social_worker"),
        now=clock.now(),
    )
    with pytest.raises(CannotSendInvitations) as refused:
        send(cast, conference)
    assert codes(refused.value) == {"EXCLUSION_UNDECIDED"}
    assert send(
        cast,
        conference,
        overrides=[agrees(cast, "chair", "EXCLUSION_UNDECIDED", "I decide on Monday.")],
    )


def test_an_address_in_free_text_stops_the_letters(cast: Family) -> None:
    conference = with_list(cast, "mother", "excluded_father")
    add(cast, conference, "police_officer", reason="Lives near mz4 7qq", here_for=[cast.ava.pk])
    all_agree = [Override("ADDRESS_NOT_MASKED", "Fine.", role) for role in Role]
    with pytest.raises(CannotSendInvitations) as refused:
        send(cast, conference, overrides=all_agree)
    assert codes(refused.value) == {"ADDRESS_NOT_MASKED"}
    assert not Document.objects.exists()


def test_a_letter_that_would_be_blank_somewhere_says_where(cast: Family) -> None:
    cast.authority.branding = {}
    cast.authority.save()
    conference = with_list(cast)
    with pytest.raises(CannotCheckInvitations) as refused:
        look_at_invitations(cast, conference)
    assert codes(refused.value) == {"CANNOT_PRINT"}
    assert "Rosa Hartley" in str(refused.value)
    with pytest.raises(CannotSendInvitations) as unsent:
        send_invitations(
            conference_id=conference.pk, actor=cast.actor("administrator"), now=clock.now()
        )
    assert codes(unsent.value) == {"CANNOT_PRINT", "SECOND_PERSON_NEEDED"}


def test_a_relative_who_may_know_of_no_child_gets_no_letter(cast: Family) -> None:
    conference = with_list(cast)
    add(cast, conference, "grandmother", may_know=[])
    with pytest.raises(CannotCheckInvitations, match="Jean Hartley") as refused:
        send(cast, conference)
    assert codes(refused.value) == {"CANNOT_PRINT"}


def test_who_joins_later_is_asked_then_and_nobody_twice(cast: Family) -> None:
    conference = with_list(cast)
    send(cast, conference)
    with pytest.raises(CannotSendInvitations, match="Everybody"):
        send(cast, conference)
    add(cast, conference, "head_teacher")
    (late,) = send(cast, conference)
    assert late.participant.professional == cast.head_teacher
    assert len(queued("invitation")) == 9
    conference.refresh_from_db()
    assert conference.state == ConferenceState.INVITED


def test_after_the_meeting_has_moved_everybody_is_asked_again(cast: Family) -> None:
    conference = with_list(cast)
    send(cast, conference)
    Invitation.objects.update(state=State.ACCEPTED.value, answered_at=clock.now())
    reschedule_conference(
        conference_id=conference.pk,
        starts_at=STARTS_AT + timedelta(days=1),
        ends_at=STARTS_AT + timedelta(days=1, hours=2),
        reason="The chair is ill.",
        actor=cast.actor("administrator"),
        now=clock.now(),
    )
    again = send(cast, conference)
    assert {(one.state, one.answered_at) for one in again} == {(State.SENT, None)}
    assert letter_to(cast.mother)["on"] == "2026-12-04"
    mothers = Document.objects.filter(kind="invitation", reader_person_id=cast.mother.pk)
    assert list(mothers.order_by("pk").values_list("version", flat=True)) == [1, 2]


@pytest.mark.parametrize("who", ["chair", "social_worker", "minute_taker", "mother", "stranger"])
def test_the_desk_sends(cast: Family, who: str) -> None:
    conference = with_list(cast)
    with pytest.raises(NotAuthorised):
        send_invitations(conference_id=conference.pk, actor=cast.actor(who), now=clock.now())
    with pytest.raises(NotAuthorised):
        look_at_invitations(cast, conference, by=who)


@pytest.mark.parametrize(
    "state",
    [ConferenceState.REQUESTED, ConferenceState.IN_SESSION, ConferenceState.CANCELLED],
)
def test_only_to_what_is_arranged(cast: Family, state: ConferenceState) -> None:
    conference = arranged(cast)
    Conference.objects.filter(pk=conference.pk).update(state=state.value)
    with pytest.raises(CannotSendInvitations):
        send_invitations(
            conference_id=conference.pk, actor=cast.actor("administrator"), now=clock.now()
        )
    with pytest.raises(CannotCheckInvitations):
        look_at_invitations(cast, conference)


def test_nobody_is_asked_to_a_meeting_without_a_day(cast: Family) -> None:
    conference = request(cast)
    with pytest.raises(CannotSendInvitations):
        send_invitations(
            conference_id=conference.pk, actor=cast.actor("administrator"), now=clock.now()
        )


def test_nobody_of_the_family_is_invited_before_it_was_gone_through_how_to_reach_them(
    cast: Family,
) -> None:
    conference = with_list(cast, "mother", "grandmother", "health_visitor")
    days = cast.authority.effective_settings["address_confirmed_days"]
    for marked_on, says in (
        (None, "has not been gone through"),
        (clock.today() - timedelta(days=int(days) + 1), f"holds for {days} days"),
    ):
        ContactPoint.objects.filter(person=cast.mother).update(marked_on=marked_on)
        with pytest.raises(CannotSendInvitations) as refused:
            send(cast, conference)
        (reason,) = refused.value.reasons
        assert (reason.code, reason.hard) == ("CONTACT_NOT_CONFIRMED", True)
        assert cast.mother.name in reason.text
        assert says in reason.text
    go_through_contact(cast, cast.mother, now=clock.now())
    assert send(cast, conference)

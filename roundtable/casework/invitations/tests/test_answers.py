"""Answers in writing, colleagues who come instead, and people who need not come any more."""

from datetime import timedelta
from typing import Any

import pytest

from roundtable.casework.conferences.actions.notices import at_words
from roundtable.casework.conferences.actions.participants import (
    CannotWithdrawParticipant,
    WithdrawnBecause,
    keep_from,
)
from roundtable.casework.conferences.coming import names_known_to
from roundtable.casework.conferences.models import Conference, Part, Participant, ParticipantRole
from roundtable.casework.conferences.queries import conferences_visible_to
from roundtable.casework.conferences.readers import begins_for, reader_of_participant
from roundtable.casework.conferences.tests.family import Family, Further, add
from roundtable.casework.conferences.tests.looking import (
    audited,
    codes,
    queued,
    running,
)
from roundtable.casework.invitations.actions.answer import (
    Answer,
    CannotAnswerInvitation,
    CannotNameDeputy,
    answer_invitation,
    name_deputy,
    withdraw_invitation,
)
from roundtable.casework.invitations.models import Invitation
from roundtable.casework.invitations.tests.invited import invitation_of, keep_invited, seat_of, send
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.rules.conference_states import State as ConferenceState
from roundtable.rules.invitation_states import State


@pytest.fixture(scope="module")
def further() -> Further:
    return keep_invited


@pytest.fixture
def conference(cast: Family) -> Conference:
    return cast.conferences["invited"]


def answer(cast: Family, conference: Conference, who: str, **changes: Any) -> Invitation:
    asked = {**cast.professionals, **cast.people}[changes.pop("of", who)]
    answered: dict[str, Any] = {
        "invitation_id": invitation_of(conference, asked).pk,
        "answer": Answer.ACCEPT,
        "actor": cast.actor(who),
        "now": clock.now(),
    }
    return answer_invitation(**{**answered, **changes})


def test_an_answer_is_kept_in_writing_with_its_time_and_who_gave_it(
    cast: Family, conference: Conference
) -> None:
    invitation = answer(cast, conference, "police_officer", note="I may be ten minutes late.")
    assert invitation.state == State.ACCEPTED
    assert invitation.answered_at == clock.now()
    assert invitation.answered_by_user_id == cast.actor("police_officer").user_id
    assert invitation.answer_note == "I may be ten minutes late."
    assert audited("invitation.answered")[-1].details["answer"] == "accept"


def test_the_clock_stops_when_the_answer_comes(cast: Family, conference: Conference) -> None:
    invitation = answer(cast, conference, "police_officer")
    assert running(invitation) == {}
    stopped = Clock.objects.get(rule="invitation_reply", subject_id=invitation.pk)
    assert stopped.stopped_by == "met"


def test_who_cannot_come_still_owes_the_report(cast: Family, conference: Conference) -> None:
    invitation = answer(cast, conference, "police_officer", answer=Answer.DECLINE)
    assert invitation.state == State.DECLINED
    assert invitation.report_still_due


def test_people_change_their_minds(cast: Family, conference: Conference) -> None:
    answer(cast, conference, "police_officer", answer=Answer.DECLINE)
    assert answer(cast, conference, "police_officer").state == State.ACCEPTED


def test_a_parent_answers_on_her_own_page(cast: Family, conference: Conference) -> None:
    assert answer(cast, conference, "mother").state == State.ACCEPTED
    with pytest.raises(NotAuthorised):
        answer(cast, conference, "mother", of="half_siblings_father")


def test_the_desk_answers_for_who_rang(cast: Family, conference: Conference) -> None:
    told = answer(cast, conference, "administrator", of="mother", note="By telephone.")
    assert told.answered_by_user_id == cast.actor("administrator").user_id


def test_an_agency_lead_answers_for_their_agency_alone(
    cast: Family, conference: Conference
) -> None:
    assert answer(cast, conference, "agency_lead", of="health_visitor")
    with pytest.raises(NotAuthorised):
        answer(cast, conference, "agency_lead", of="police_officer")


@pytest.mark.parametrize(
    "who", ["chair", "social_worker", "health_visitor", "half_siblings_father", "stranger"]
)
def test_nobody_answers_for_somebody_else(cast: Family, conference: Conference, who: str) -> None:
    with pytest.raises(NotAuthorised):
        answer(cast, conference, who, of="police_officer")


def test_nobody_answers_what_they_were_not_sent(cast: Family, conference: Conference) -> None:
    invitation = invitation_of(conference, cast.police_officer)
    Invitation.objects.filter(pk=invitation.pk).update(state=State.DRAFTED.value)
    with pytest.raises(CannotAnswerInvitation):
        answer(cast, conference, "administrator", of="police_officer")


@pytest.mark.parametrize(
    "state", [ConferenceState.IN_SESSION, ConferenceState.DECIDED, ConferenceState.POSTPONED]
)
def test_only_to_a_meeting_that_is_coming(
    cast: Family, conference: Conference, state: ConferenceState
) -> None:
    Conference.objects.filter(pk=conference.pk).update(state=state.value)
    with pytest.raises(CannotAnswerInvitation) as refused:
        answer(cast, conference, "administrator", of="police_officer")
    assert codes(refused.value) == {"NOT_COMING"}


# A colleague instead


def send_colleague(cast: Family, conference: Conference, **changes: Any) -> Participant:
    named: dict[str, Any] = {
        "invitation_id": invitation_of(conference, cast.health_visitor).pk,
        "professional_id": cast.other_health_visitor.pk,
        "note": "I am on leave.",
        "actor": cast.actor("health_visitor"),
        "now": clock.now(),
    }
    return name_deputy(**{**named, **changes})


def test_a_colleague_comes_in_their_place(cast: Family, conference: Conference) -> None:
    usual = seat_of(conference, cast.health_visitor)
    deputy = send_colleague(cast, conference)
    assert deputy.deputises_for == usual
    assert deputy.gives_opinion == usual.gives_opinion
    assert not deputy.writes_report, "the report stays with who was asked"
    assert deputy.may_know.count() == usual.may_know.count()
    invitation = invitation_of(conference, cast.health_visitor)
    assert (invitation.state, invitation.deputy) == (
        State.DEPUTY_NAMED,
        cast.other_health_visitor,
    )
    assert running(invitation) == {}
    (message,) = queued("deputy")
    assert message.professional_id == cast.other_health_visitor.pk
    assert "Hartley" not in f"{message.subject_line} {message.body}"
    assert audited("invitation.deputy_named")[-1].details["deputy"] == deputy.pk


def test_they_see_it_until_it_closes(cast: Family, conference: Conference) -> None:
    send_colleague(cast, conference)
    colleague = cast.actor("other_health_visitor")
    assert conferences_visible_to(colleague).exists()
    Conference.objects.filter(pk=conference.pk).update(state=ConferenceState.RECORD_DRAFT.value)
    assert not conferences_visible_to(colleague).exists()


def test_they_may_answer_for_whom_they_stand_in_and_for_nobody_else(
    cast: Family, conference: Conference
) -> None:
    deputy = send_colleague(cast, conference)
    with pytest.raises(NotAuthorised):
        answer(cast, conference, "other_health_visitor", of="police_officer")
    assert answer(cast, conference, "other_health_visitor", of="health_visitor")
    deputy.refresh_from_db()
    assert deputy.withdrawn_at is None


def test_who_comes_after_all_needs_no_colleague(cast: Family, conference: Conference) -> None:
    deputy = send_colleague(cast, conference)
    invitation = answer(cast, conference, "health_visitor")
    deputy.refresh_from_db()
    assert deputy.withdrawn_at is not None
    assert invitation.deputy is None
    assert not conferences_visible_to(cast.actor("other_health_visitor")).exists()


def test_a_second_colleague_takes_the_place_of_the_first(
    cast: Family, conference: Conference
) -> None:
    first = send_colleague(cast, conference)
    second = send_colleague(cast, conference, professional_id=cast.withdrawn_partner.pk)
    first.refresh_from_db()
    assert first.withdrawn_at is not None
    assert second.withdrawn_at is None
    again = send_colleague(cast, conference)
    assert again.pk == first.pk, "the same seat, taken again"


@pytest.mark.parametrize("whom", ["midwife", "health_visitor"])
def test_only_a_colleague_of_the_same_agency(
    cast: Family, conference: Conference, whom: str
) -> None:
    with pytest.raises(CannotNameDeputy) as refused:
        send_colleague(cast, conference, professional_id=cast.professionals[whom].pk)
    assert "NO_COLLEAGUE" in codes(refused.value)


def test_nobody_who_has_left_or_comes_anyway(cast: Family, conference: Conference) -> None:
    cast.other_health_visitor.left_on = clock.today()
    cast.other_health_visitor.save()
    add(cast, conference, "other_health_visitor")
    with pytest.raises(CannotNameDeputy) as refused:
        send_colleague(cast, conference)
    assert codes(refused.value) == {"LEFT", "ON_THE_LIST"}


@pytest.mark.parametrize("who", ["police_officer", "chair", "social_worker", "mother", "stranger"])
def test_nobody_else_sends_a_colleague(cast: Family, conference: Conference, who: str) -> None:
    with pytest.raises(NotAuthorised):
        send_colleague(cast, conference, actor=cast.actor(who))


def test_lead_and_desk_may_send_one(cast: Family, conference: Conference) -> None:
    assert send_colleague(cast, conference, actor=cast.actor("agency_lead"))
    assert send_colleague(cast, conference, actor=cast.actor("administrator"))


def test_not_to_a_meeting_that_has_opened(cast: Family, conference: Conference) -> None:
    Conference.objects.filter(pk=conference.pk).update(state=ConferenceState.IN_SESSION.value)
    with pytest.raises(CannotNameDeputy):
        send_colleague(cast, conference, actor=cast.actor("administrator"))


def test_a_colleague_follows_into_a_session_of_its_own(
    cast: Family, conference: Conference
) -> None:
    Participant.objects.filter(professional=cast.health_visitor).update(
        part=Part.PART, comes_at=clock.now() + timedelta(days=9)
    )
    assert send_colleague(cast, conference).part == Part.PART


def test_a_colleague_is_no_better_known_than_who_they_stand_in_for(
    cast: Family, conference: Conference
) -> None:
    keep_from(
        participant_id=seat_of(conference, cast.health_visitor).pk,
        person_id=cast.half_siblings_father.pk,
        reason="He would find the clinic.",
        actor=cast.actor("administrator"),
        now=clock.now(),
    )
    deputy = send_colleague(cast, conference)
    seat = seat_of(conference, cast.half_siblings_father)
    reader = reader_of_participant(seat)
    assert deputy.pk not in names_known_to(reader, conference)
    assert seat_of(conference, cast.police_officer).pk in names_known_to(reader, conference)


def test_an_advocates_colleague_speaks_for_the_same_person_at_the_same_time(
    cast: Family, conference: Conference
) -> None:
    father = seat_of(conference, cast.half_siblings_father)
    own_time = conference.starts_at + timedelta(hours=2)
    Participant.objects.filter(professional=cast.health_visitor).update(
        role=ParticipantRole.ADVOCATE, speaks_for=father, session=2, comes_at=own_time
    )
    deputy = send_colleague(cast, conference)
    assert reader_of_participant(deputy).represents == cast.half_siblings_father.pk
    assert begins_for(deputy, conference.starts_at) == own_time
    (message,) = queued("deputy")
    assert at_words(conference.starts_at) not in message.body


# Not needed any more


def test_who_has_a_session_of_their_own_is_not_told_when_the_others_meet(
    cast: Family, conference: Conference
) -> None:
    invitation = invitation_of(conference, cast.half_siblings_father)
    Participant.objects.filter(pk=invitation.participant_id).update(session=2)
    withdraw_invitation(
        invitation_id=invitation.pk,
        because=WithdrawnBecause.BY_MISTAKE,
        actor=cast.actor("administrator"),
        now=clock.now(),
    )
    (message,) = queued("invitation_withdrawn")
    assert message.body == "You do not need to come."


def test_who_need_not_come_is_told_and_nothing_waits_for_them(
    cast: Family, conference: Conference
) -> None:
    send_colleague(cast, conference)
    invitation = withdraw_invitation(
        invitation_id=invitation_of(conference, cast.health_visitor).pk,
        because=WithdrawnBecause.NOT_INVOLVED,
        actor=cast.actor("administrator"),
        now=clock.now(),
    )
    assert invitation.state == State.WITHDRAWN
    assert running(invitation) == {}
    (message,) = queued("invitation_withdrawn")
    assert message.professional_id == cast.health_visitor.pk
    assert not conferences_visible_to(cast.actor("health_visitor")).exists()
    assert not conferences_visible_to(cast.actor("other_health_visitor")).exists()
    with pytest.raises(NotAuthorised):
        answer(cast, conference, "health_visitor")


def test_who_was_withdrawn_can_be_asked_again(cast: Family, conference: Conference) -> None:
    invitation = withdraw_invitation(
        invitation_id=invitation_of(conference, cast.health_visitor).pk,
        because=WithdrawnBecause.BY_MISTAKE,
        actor=cast.actor("administrator"),
        now=clock.now(),
    )
    add(cast, conference, "health_visitor")
    (again,) = send(cast, conference)
    assert (again.pk, again.state) == (invitation.pk, State.SENT)


def test_a_parent_is_never_withdrawn_to_keep_them_out(cast: Family, conference: Conference) -> None:
    with pytest.raises(CannotWithdrawParticipant):
        withdraw_invitation(
            invitation_id=invitation_of(conference, cast.mother).pk,
            because=WithdrawnBecause.OWN_WISH,
            actor=cast.actor("administrator"),
            now=clock.now(),
        )

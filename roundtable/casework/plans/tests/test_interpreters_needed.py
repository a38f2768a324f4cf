"""What somebody needs interpreted follows the interpreter who is held for them."""

from datetime import timedelta
from typing import Any

import pytest

from roundtable.casework.conferences.actions.participants import WithdrawnBecause
from roundtable.casework.conferences.models import Conference, Participant, ParticipantRole
from roundtable.casework.conferences.slots import interpreters_free
from roundtable.casework.conferences.tests.family import (
    ENDS_AT,
    STARTS_AT,
    Family,
    agrees,
    arrange,
    authorised,
)
from roundtable.casework.conferences.tests.looking import audited
from roundtable.casework.convening.models import BookingForm, StatedNeed
from roundtable.casework.invitations.actions.dates import arrange_conference, reschedule_conference
from roundtable.casework.invitations.actions.interpreters import finish_needs
from roundtable.casework.invitations.actions.listing import put_on_list
from roundtable.casework.invitations.actions.needs import arrange_need, follow_need, record_need
from roundtable.casework.invitations.models import Need, NeedKind
from roundtable.casework.invitations.queries import needs_to_arrange
from roundtable.casework.plans.actions.list_of_people import take_off_the_list
from roundtable.casework.plans.actions.put_off import cancel_conference, postpone_conference
from roundtable.foundation.core import clock
from roundtable.rules.conference_guards import PostponedFor
from roundtable.rules.enquiry_states import State as EnquiryState

TODAY = clock.day_of(STARTS_AT) - timedelta(days=9)
LATER = STARTS_AT + timedelta(days=4)


@pytest.fixture
def conference(cast: Family) -> Conference:
    """The request says that the mother needs Twi; the one who has it comes with the time."""
    interpreter = cast.professionals["interpreter"]
    interpreter.languages = ["Twi"]
    interpreter.save(update_fields=["languages"])
    conference = authorised(cast, "ava")
    form = BookingForm.objects.create(
        authority=cast.authority, case=cast.case, started_at=clock.now(), saved_at=clock.now()
    )
    StatedNeed.objects.create(
        authority=cast.authority, form=form, person=cast.mother, kind="interpreter", detail="Twi"
    )
    conference.booking_form = form
    conference.save(update_fields=["booking_form"])
    free = interpreters_free(conference, STARTS_AT, ENDS_AT, today=TODAY)
    arrange(cast, conference, interpreter_ids=free)
    put_on(cast, conference, ParticipantRole.PARENT, person_id=cast.mother.pk)
    return conference


def put_on(cast: Family, conference: Conference, role: ParticipantRole, **seat: Any) -> Participant:
    told = {"actor": cast.actor("administrator"), "now": clock.now()}
    return put_on_list(conference_id=conference.pk, role=role, reason="Comes.", **seat, **told)


def by(cast: Family, name: str = "administrator") -> dict[str, Any]:
    return {"actor": cast.actor(name), "now": clock.now()}


def need() -> Need:
    return Need.objects.get(kind="interpreter")


def said() -> tuple[str, str, str]:
    one = need()
    return one.state, one.arrangement, one.outcome


def is_open(cast: Family) -> bool:
    return needs_to_arrange(cast.actor("administrator")).exists()


BOOKED = "Adwoa Addo is booked for Thursday 3 December 2026 at 10am."


def move(cast: Family, conference: Conference) -> None:
    reschedule_conference(
        conference_id=conference.pk,
        starts_at=LATER,
        ends_at=LATER + timedelta(hours=2),
        reason="The mother is in hospital",
        **by(cast),
    )


def postpone(cast: Family, conference: Conference) -> None:
    postpone_conference(
        conference_id=conference.pk,
        why=PostponedFor.ILLNESS,
        words="The chair is ill.",
        interim_safety="Grandmother stays.",
        **by(cast, "chair"),
    )


def test_it_is_booked_as_soon_as_who_needs_it_is_on_the_list(
    cast: Family, conference: Conference
) -> None:
    assert said() == ("BOOKED", BOOKED, "")
    assert (need().asked_on, need().arranged_on) == (clock.today(), clock.today())
    assert not is_open(cast)
    told = audited("need.arranged")[-1].details
    assert (told["is_available"], told["conference"]) == (True, conference.pk)


def test_it_moves_with_the_conference_and_is_to_be_confirmed_again(
    cast: Family, conference: Conference
) -> None:
    follow_need(need_id=need().pk, step="confirm", **by(cast))
    move(cast, conference)
    assert said() == ("BOOKED", BOOKED.replace("Thursday 3", "Monday 7"), "")
    assert need().confirmed_on is None


def test_what_was_arranged_in_words_for_the_old_day_is_to_arrange_again(
    cast: Family, conference: Conference
) -> None:
    seat = Participant.objects.get(professional=cast.professionals["interpreter"])
    leave(cast, seat)
    arrange_need(need_id=need().pk, arrangement="By telephone.", language="Twi", **by(cast))
    move(cast, conference)
    state, _, outcome = said()
    assert state == "FAILED"
    assert outcome == "The conference has moved to Monday 7 December 2026 at 10am."
    assert is_open(cast)


def leave(cast: Family, seat: Participant) -> None:
    take_off_the_list(participant_id=seat.pk, because=WithdrawnBecause.OWN_WISH, **by(cast))


def test_whose_interpreter_leaves_the_list_needs_another(
    cast: Family, conference: Conference
) -> None:
    seat = Participant.objects.get(professional=cast.professionals["interpreter"])
    leave(cast, seat)
    assert said() == ("FAILED", BOOKED, "Adwoa Addo does not come any more.")
    assert need().ended_on == clock.today()
    assert is_open(cast)
    assert audited("need.followed")[-1].details["step"] == "fail"
    mother = conference.participants.get(person=cast.mother)
    put_on(
        cast,
        conference,
        ParticipantRole.INTERPRETER,
        professional_id=cast.professionals["interpreter"].pk,
        speaks_for_id=mother.pk,
    )
    assert said() == ("BOOKED", BOOKED, "")
    assert need().ended_on is None


def test_put_off_it_falls_through_and_is_booked_with_the_new_time(
    cast: Family, conference: Conference
) -> None:
    postpone(cast, conference)
    assert said() == ("FAILED", BOOKED, "The conference is postponed.")
    arrange_conference(
        conference_id=conference.pk,
        starts_at=LATER,
        ends_at=LATER + timedelta(hours=2),
        chair_id=cast.professionals["chair"].pk,
        minute_taker_id=cast.professionals["minute_taker"].pk,
        room_id=cast.rooms["willow"].pk,
        **by(cast),
    )
    assert said() == ("BOOKED", BOOKED.replace("Thursday 3", "Monday 7"), "")


def test_given_up_it_falls_through(cast: Family, conference: Conference) -> None:
    for enquiry in cast.enquiries.values():
        enquiry.state = EnquiryState.SUBSTANTIATED_NO_CONTINUING_RISK.value
        enquiry.save()
    cancel_conference(
        conference_id=conference.pk,
        reason="It is not needed.",
        overrides=[agrees(cast, one, "AGREEMENT_NEEDED") for one in ("chair", "manager")],
        **by(cast, "chair"),
    )
    assert said() == ("FAILED", BOOKED, "The conference is cancelled.")


def test_what_a_person_said_fell_through_nobody_books_again_unasked(
    cast: Family, conference: Conference
) -> None:
    follow_need(need_id=need().pk, step="fail", words="She rang: ill.", **by(cast))
    put_on(cast, conference, ParticipantRole.FAMILY, person_id=cast.grandmother.pk)
    assert said() == ("FAILED", BOOKED, "She rang: ill.")


def test_it_is_done_where_the_interpreter_came(cast: Family, conference: Conference) -> None:
    mother = conference.participants.get(person=cast.mother)
    finish_needs(conference, came={mother.pk}, **by(cast))
    assert need().state == "BOOKED"
    seat = Participant.objects.get(professional=cast.professionals["interpreter"])
    finish_needs(conference, came={mother.pk, seat.pk}, **by(cast))
    assert (need().state, need().ended_on) == ("DONE", clock.today())


def test_other_needs_of_theirs_stand(cast: Family, conference: Conference) -> None:
    mother = conference.participants.get(person=cast.mother)
    lift = record_need(participant_id=mother.pk, kind=NeedKind.TRANSPORT, **by(cast))
    arrange_need(need_id=lift.pk, arrangement="A taxi at 9.", **by(cast))
    postpone(cast, conference)
    lift.refresh_from_db()
    assert lift.state == "BOOKED"

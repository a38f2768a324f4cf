"""Keeping somebody out: the chair decides, afresh each time, and they keep a voice."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from roundtable.casework.conferences.actions.calendars import send_entry
from roundtable.casework.conferences.actions.exclude import (
    CannotCompleteExclusion,
    CannotDecideExclusion,
    CannotRequestExclusion,
    decide_exclusion,
    record_other_views,
    request_exclusion,
)
from roundtable.casework.conferences.actions.move import reschedule_conference
from roundtable.casework.conferences.models import (
    Booking,
    Conference,
    Exclusion,
    ExclusionDecision,
    Ground,
    Part,
    Participant,
    ParticipantRole,
    Room,
)
from roundtable.casework.conferences.page_queries import earlier_exclusions, exclusions_of
from roundtable.casework.conferences.queries import conferences_visible_to, facts_for_views
from roundtable.casework.conferences.readers import begins_for, room_for
from roundtable.casework.conferences.tests.family import (
    ENDS_AT,
    STARTS_AT,
    Family,
    Further,
    add,
    agrees,
    arranged,
    request,
    tell_invited,
)
from roundtable.casework.conferences.tests.looking import audited, codes, queued
from roundtable.casework.people.actions import record_contact
from roundtable.casework.people.models import ContactPoint, Person
from roundtable.foundation.access.gate import may
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.foundation.documents.models import Document
from roundtable.foundation.documents.rendering import render_pdf
from roundtable.rules.access import Permission, Role
from roundtable.rules.conference_states import State
from roundtable.rules.reasons import Override


def ask(cast: Family, participant: Participant, **changes: Any) -> Exclusion:
    asked: dict[str, Any] = {
        "participant_id": participant.pk,
        "ground": Ground.WELFARE,
        "evidence": "Ava froze when he came to the school.",
        "actor": cast.actor("social_worker"),
        "now": clock.now(),
    }
    return request_exclusion(**{**asked, **changes})


def decide(cast: Family, exclusion: Exclusion, **changes: Any) -> Exclusion:
    decided: dict[str, Any] = {
        "exclusion_id": exclusion.pk,
        "decision": ExclusionDecision.WHOLE,
        "reasons": "Ava could not speak if you were there.",
        "views_by": "You can write to me, or ring me on Monday at two.",
        "actor": cast.actor("chair"),
        "now": clock.now(),
    }
    return decide_exclusion(**{**decided, **changes})


@pytest.fixture(scope="module")
def further() -> Further:
    def arrange_it(family: Family) -> None:
        conference = arranged(family)
        add(family, conference, "excluded_father")
        family.conferences["arranged"] = conference

    return arrange_it


@pytest.fixture
def conference(cast: Family) -> Conference:
    return cast.conferences["arranged"]


@pytest.fixture
def father(cast: Family, conference: Conference) -> Participant:
    return conference.participants.get(person=cast.excluded_father)


def test_somebody_asks_with_a_ground_and_what_it_rests_on(
    cast: Family, father: Participant
) -> None:
    exclusion = ask(cast, father)
    assert exclusion.asked_by == cast.social_worker
    assert exclusion.decision == ""
    father.refresh_from_db()
    assert father.part == Part.WHOLE, "asking changes nothing"
    assert audited("exclusion.requested")[-1].details["ground"] == "A"


@pytest.mark.parametrize(
    ("missing", "code"), [({"evidence": " "}, "NO_EVIDENCE"), ({"ground": "Z"}, "NO_GROUND")]
)
def test_not_without_ground_and_evidence(
    cast: Family, father: Participant, missing: dict[str, Any], code: str
) -> None:
    with pytest.raises(CannotRequestExclusion) as refused:
        ask(cast, father, **missing)
    assert codes(refused.value) == {code}


def test_who_runs_the_meeting_is_not_kept_out_of_it(cast: Family, conference: Conference) -> None:
    chair = conference.participants.get(role=ParticipantRole.CHAIR)
    with pytest.raises(CannotRequestExclusion) as refused:
        ask(cast, chair)
    assert codes(refused.value) == {"RUNS_THE_MEETING"}


def test_not_of_somebody_who_has_left_the_list(cast: Family, father: Participant) -> None:
    Participant.objects.filter(pk=father.pk).update(withdrawn_at=clock.now())
    with pytest.raises(CannotRequestExclusion) as refused:
        ask(cast, father)
    assert codes(refused.value) == {"NOT_ON_THE_LIST"}


def test_not_when_the_conference_is_over(
    cast: Family, conference: Conference, father: Participant
) -> None:
    exclusion = ask(cast, father)
    Conference.objects.filter(pk=conference.pk).update(
        state=State.RECORD_DRAFT.value, ending=State.DECIDED.value
    )
    with pytest.raises(CannotDecideExclusion) as refused:
        decide(cast, exclusion)
    assert codes(refused.value) == {"OVER"}


def test_a_child_may_ask_themselves(
    cast: Family, conference: Conference, father: Participant
) -> None:
    tell_invited(add(cast, conference, "ava"))
    asked = ask(cast, father, ground=Ground.CHILD_ASKS, actor=cast.actor("child"))
    assert (asked.asked_by, asked.asked_by_person) == (None, cast.ava)


def test_a_partner_on_the_list_may_ask(
    cast: Family, conference: Conference, father: Participant
) -> None:
    with pytest.raises(NotAuthorised):
        ask(cast, father, actor=cast.actor("head_teacher"))
    tell_invited(add(cast, conference, "head_teacher"))
    assert ask(cast, father, actor=cast.actor("head_teacher")).asked_by == cast.head_teacher


@pytest.mark.parametrize(
    "who", ["administrator", "minute_taker", "mother", "other_social_worker", "stranger"]
)
def test_nobody_else_asks(cast: Family, father: Participant, who: str) -> None:
    with pytest.raises(NotAuthorised):
        ask(cast, father, actor=cast.actor(who))


# The decision


def test_kept_out_of_the_whole(cast: Family, father: Participant) -> None:
    exclusion = decide(cast, ask(cast, father))
    father.refresh_from_db()
    assert father.part == Part.NONE
    assert (exclusion.decided_by, exclusion.decided_at) == (cast.chair, clock.now())
    assert audited("exclusion.decided")[-1].details["decision"] == "whole"


def test_kept_out_of_a_part(cast: Family, father: Participant) -> None:
    decide(cast, ask(cast, father), decision=ExclusionDecision.PART)
    father.refresh_from_db()
    assert (father.part, father.session) == (Part.PART, 1)


def test_a_session_of_their_own_with_whoever_speaks_for_them(
    cast: Family, conference: Conference, father: Participant
) -> None:
    advocate = add(cast, conference, "advocate", speaks_for_id=father.pk)
    later = ENDS_AT + timedelta(hours=1)
    apart = {"decision": ExclusionDecision.SEPARATE}
    with pytest.raises(CannotDecideExclusion) as refused:
        decide(cast, ask(cast, father), **apart)
    assert codes(refused.value) == {"NO_TIME"}
    decide(cast, father.exclusions.get(), **apart, comes_at=later)
    for one in (father, advocate):
        one.refresh_from_db()
        assert (one.part, one.session, one.comes_at) == (Part.SEPARATE, 2, later)


def test_who_was_invited_with_the_others_is_told_when_they_come_now(
    cast: Family, conference: Conference, father: Participant
) -> None:
    advocate = add(cast, conference, "advocate", speaks_for_id=father.pk)
    tell_invited(father, advocate)
    later = ENDS_AT + timedelta(hours=1)
    decide(cast, ask(cast, father), decision=ExclusionDecision.SEPARATE, comes_at=later)
    notices = queued("change_notice")
    assert {one.person_id for one in notices} == {cast.excluded_father.pk, None}
    for one in notices:
        assert "Thursday 3 December 2026 at 1pm" in one.body
        assert "10am" not in one.body


def test_who_was_not_invited_yet_is_told_by_the_invitation(
    cast: Family, father: Participant
) -> None:
    decide(cast, ask(cast, father), decision=ExclusionDecision.SEPARATE, comes_at=ENDS_AT)
    assert not queued("change_notice")


@pytest.mark.parametrize("decision", [ExclusionDecision.WHOLE, ExclusionDecision.SEPARATE])
def test_the_time_of_the_others_leaves_their_calendar(
    cast: Family, father: Participant, decision: ExclusionDecision
) -> None:
    record_contact(
        person=cast.excluded_father, channel="email", value="neil@example.org", is_safe=True,
        actor=cast.actor("social_worker"), now=clock.now(),
    )  # fmt: skip
    Person.objects.filter(pk=cast.excluded_father.pk).update(wants_calendar=True)
    father.refresh_from_db()
    send_entry(father, father.conference, now=clock.now())
    is_apart = decision is ExclusionDecision.SEPARATE
    later = ENDS_AT + timedelta(hours=1)
    decide(cast, ask(cast, father), decision=decision, **({"comes_at": later} if is_apart else {}))
    _, entry = queued("calendar")
    assert f"METHOD:{'REQUEST' if is_apart else 'CANCEL'}" in entry.calendar
    assert f"T{(later if is_apart else STARTS_AT):%H%M}" in entry.calendar
    father.refresh_from_db()
    assert begins_for(father, STARTS_AT) == (later if is_apart else None)


def test_their_advocate_may_come_in_their_place(
    cast: Family, conference: Conference, father: Participant
) -> None:
    advocate = add(cast, conference, "advocate", speaks_for_id=father.pk)
    decide(cast, ask(cast, father, ground=Ground.DISRUPTION))
    advocate.refresh_from_db()
    assert advocate.part == Part.WHOLE


def test_a_refused_request_leaves_them_where_they_are(cast: Family, father: Participant) -> None:
    decide(cast, ask(cast, father), decision=ExclusionDecision.REFUSED, views_by="")
    father.refresh_from_db()
    assert father.part == Part.WHOLE
    assert not queued("exclusion_letter")


@pytest.mark.parametrize(
    ("missing", "code"), [({"views_by": " "}, "NO_OTHER_WAY"), ({"reasons": ""}, "NO_REASONS")]
)
def test_never_without_reasons_and_another_way_to_be_heard(
    cast: Family, father: Participant, missing: dict[str, Any], code: str
) -> None:
    all_agree = [Override(code, "Fine.", role) for role in Role]
    with pytest.raises(CannotDecideExclusion) as refused:
        decide(cast, ask(cast, father), **missing, overrides=all_agree)
    assert codes(refused.value) == {code}
    father.refresh_from_db()
    assert father.part == Part.WHOLE


def test_a_late_request_has_a_reason_or_the_chairs_word(
    cast: Family, father: Participant, clock_at: Callable[[date], None]
) -> None:
    clock_at(date(2026, 12, 1))  # three working days before the 3rd were over on 30 November
    exclusion = ask(cast, father)
    with pytest.raises(CannotDecideExclusion) as refused:
        decide(cast, exclusion)
    assert codes(refused.value) == {"ASKED_LATE"}
    decide(cast, exclusion, overrides=[agrees(cast, "chair", "ASKED_LATE")])


def test_a_late_request_with_a_reason_is_looked_at_like_any(
    cast: Family, father: Participant, clock_at: Callable[[date], None]
) -> None:
    clock_at(date(2026, 12, 1))
    assert decide(cast, ask(cast, father, late_reason="It happened last night.")).decision


@pytest.fixture
def clock_at(request: pytest.FixtureRequest) -> Callable[[date], None]:
    """Move the time of the test to ten o'clock on a day."""
    traveller = request.getfixturevalue("clock")
    return lambda day: traveller.move_to(clock.at(day, 10))


def test_it_is_decided_once(cast: Family, father: Participant) -> None:
    exclusion = decide(cast, ask(cast, father))
    with pytest.raises(CannotDecideExclusion) as refused:
        decide(cast, exclusion, decision=ExclusionDecision.REFUSED)
    assert codes(refused.value) == {"DECIDED"}
    decide(cast, ask(cast, father), decision=ExclusionDecision.PART)
    father.refresh_from_db()
    assert father.part == Part.PART, "somebody asked again"


def test_what_was_decided_for_one_conference_says_nothing_about_the_next(
    cast: Family, conference: Conference, father: Participant
) -> None:
    decide(cast, ask(cast, father))
    Conference.objects.filter(pk=conference.pk).update(state=State.CANCELLED.value)
    again = add(cast, request(cast, "ava"), "excluded_father")
    assert again.part == Part.WHOLE


@pytest.mark.parametrize(
    "who", ["administrator", "other_chair", "manager", "head_of_service", "stranger"]
)
def test_the_chair_alone_decides(cast: Family, father: Participant, who: str) -> None:
    exclusion = ask(cast, father)
    with pytest.raises(NotAuthorised):
        decide(cast, exclusion, actor=cast.actor(who))


# The letter


def test_they_are_told_in_a_letter_of_their_own(cast: Family, father: Participant) -> None:
    decide(cast, ask(cast, father))
    (message,) = queued("exclusion_letter")
    letter = Document.objects.get(pk=message.document_id)
    assert letter.reader_person_id == cast.excluded_father.pk
    assert letter.released_at == clock.now()
    assert letter.content["children"] == ["Ava Hartley"]
    assert letter.content["reasons"] == "Ava could not speak if you were there."
    assert "exclu" not in message.subject_line.lower()


def test_the_letter_says_neither_when_nor_where(cast: Family, father: Participant) -> None:
    decide(cast, ask(cast, father))
    text = str(Document.objects.get(kind="exclusion_letter").content)
    for word in ("2026-12-03", "Willow", "Ben", "MZ7", "MZ4"):
        assert word not in text


def test_the_letter_prints(cast: Family, father: Participant) -> None:
    decide(cast, ask(cast, father))
    letter = Document.objects.get(kind="exclusion_letter")
    pdf = render_pdf(
        letter.template, letter.content, title=letter.title, authority_name="Marlsea Council"
    )
    assert pdf.startswith(b"%PDF")


def test_who_is_kept_out_has_a_voice_once_the_letter_is_theirs(
    cast: Family, conference: Conference, father: Participant
) -> None:
    his = cast.actor("excluded_father")

    def has_a_voice() -> bool:
        return may(his, Permission.GIVE_VIEWS, facts_for_views(his, conference.pk))

    assert not has_a_voice()
    decide(cast, ask(cast, father))
    assert has_a_voice()
    assert not conferences_visible_to(his).exists(), "a voice, and no look at the meeting"
    Document.objects.update(released_at=None)
    assert not has_a_voice()


def test_an_address_that_is_kept_from_them_stops_the_letter(
    cast: Family, father: Participant
) -> None:
    exclusion = ask(cast, father)
    with pytest.raises(CannotDecideExclusion) as refused:
        decide(cast, exclusion, reasons="You went to mz47qq although you must not.")
    assert codes(refused.value) == {"ADDRESS_NOT_MASKED"}
    assert not Document.objects.exists()


def test_a_letter_that_cannot_be_printed_is_no_letter(cast: Family, father: Participant) -> None:
    exclusion = ask(cast, father)
    cast.authority.branding = {}
    cast.authority.save()
    with pytest.raises(CannotDecideExclusion) as refused:
        decide(cast, exclusion)
    assert codes(refused.value) == {"CANNOT_PRINT"}
    exclusion.refresh_from_db()
    assert exclusion.decision == ""


def test_without_a_safe_channel_the_social_worker_brings_it(
    cast: Family, father: Participant
) -> None:
    ContactPoint.objects.filter(person=cast.excluded_father).delete()
    decide(cast, ask(cast, father))
    (message,) = queued("exclusion_letter")
    assert (message.channel, message.professional_id) == ("hand", cast.social_worker.pk)


# Complete, and apart


def other_views(cast: Family, exclusion: Exclusion, **changes: Any) -> Exclusion:
    said: dict[str, Any] = {
        "exclusion_id": exclusion.pk,
        "how": "A letter to the chair",
        "came_on": clock.today(),
        "actor": cast.actor("chair"),
        "now": clock.now(),
    }
    return record_other_views(**{**said, **changes})


def test_it_is_complete_when_the_letter_went_and_their_views_came(
    cast: Family, conference: Conference, father: Participant
) -> None:
    exclusion = ask(cast, father)
    with pytest.raises(CannotCompleteExclusion) as refused:
        other_views(cast, exclusion)
    assert codes(refused.value) == {"NOT_KEPT_OUT"}
    exclusion = decide(cast, exclusion)
    with pytest.raises(CannotCompleteExclusion) as refused:
        other_views(cast, exclusion, how=" ", came_on=clock.today() + timedelta(days=1))
    assert codes(refused.value) == {"NO_WAY", "AHEAD"}
    done = other_views(cast, exclusion)
    assert (done.views_came_on, done.views_came_how) == (clock.today(), "A letter to the chair")
    assert audited("exclusion.completed")
    with pytest.raises(NotAuthorised):
        other_views(cast, exclusion, actor=cast.actor("administrator"))
    Document.objects.filter(kind="exclusion_letter").update(released_at=None)
    with pytest.raises(CannotCompleteExclusion) as refused:
        other_views(cast, exclusion)
    assert codes(refused.value) == {"NO_LETTER"}


def apart(cast: Family, exclusion: Exclusion, **changes: Any) -> Exclusion:
    return decide(
        cast,
        exclusion,
        **{
            "decision": ExclusionDecision.SEPARATE,
            "comes_at": STARTS_AT + timedelta(minutes=30),
            **changes,
        },
    )


def test_two_sessions_have_rooms_of_their_own_and_never_meet(
    cast: Family, conference: Conference, father: Participant
) -> None:
    exclusion = ask(cast, father)
    for room_id in (conference.room_id, None):  # without one, it is the room of the meeting
        with pytest.raises(CannotDecideExclusion) as refused:
            apart(cast, exclusion, own_room_id=room_id)
        assert codes(refused.value) == {"SAME_ROOM"}
    room = Room.objects.create(
        authority=cast.authority,
        name="Fern",
        address="1 Side Street",
        postcode="MZ2 3CD",
        capacity=6,
    )
    apart(cast, exclusion, own_room_id=room.pk)
    seat = Participant.objects.get(pk=exclusion.participant_id)
    assert room_for(seat, conference) == room
    held = Booking.objects.get(room=room, released_at=None)
    assert held.period.lower == STARTS_AT + timedelta(minutes=30)
    reschedule_conference(
        conference_id=conference.pk,
        starts_at=STARTS_AT + timedelta(hours=1),
        ends_at=STARTS_AT + timedelta(hours=3),
        reason="The interpreter comes later.",
        actor=cast.actor("administrator"),
        now=clock.now(),
    )
    moved = Booking.objects.get(room=room, released_at=None)
    assert moved.period.lower == STARTS_AT + timedelta(minutes=90)


def test_what_was_decided_last_time_is_shown_and_does_not_hold(
    cast: Family, conference: Conference, father: Participant
) -> None:
    last = conference
    decide(cast, ask(cast, father))
    Conference.objects.filter(pk=last.pk).update(ending="DECIDED", state=State.DECIDED.value)
    later = Conference.objects.create(authority=cast.authority, case=cast.case)
    (earlier,) = earlier_exclusions(later)
    assert earlier.participant.person == cast.excluded_father
    assert exclusions_of(later) == []
    assert earlier_exclusions(later, asked_again=[earlier]) == []

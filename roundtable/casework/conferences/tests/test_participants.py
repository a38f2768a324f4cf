"""The list: who is put on it, of whom they may know, who leaves it, who must not know of whom."""

from datetime import date, timedelta

import pytest

from roundtable.casework.cases.models import Allocation, Capacity
from roundtable.casework.cases.queries import facts_about_case
from roundtable.casework.conferences.actions.participants import (
    CannotAddParticipant,
    CannotKeepFrom,
    CannotWithdrawParticipant,
    WithdrawnBecause,
    keep_from,
    withdraw_participant,
)
from roundtable.casework.conferences.actions.sessions import CannotSetSession, set_own_session
from roundtable.casework.conferences.models import (
    Booking,
    Conference,
    Exclusion,
    Ground,
    Part,
    Participant,
    ParticipantRole,
)
from roundtable.casework.conferences.tests.family import (
    ENDS_AT,
    STARTS_AT,
    Family,
    add,
    agrees,
    arrange,
    arranged,
    authorised,
    request,
)
from roundtable.casework.conferences.tests.looking import audited, codes
from roundtable.casework.people.models import Relationship
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.rules.access import Role
from roundtable.rules.conference_states import State
from roundtable.rules.reasons import Override


def known_to(participant: Participant) -> set[str]:
    return {row.child.forename for row in participant.may_know.all()}


@pytest.mark.parametrize(
    ("who", "children"),
    [
        ("mother", {"Ava", "Ben", "Baby"}),
        ("excluded_father", {"Ava"}),
        ("half_siblings_father", {"Ben"}),
        ("grandmother", {"Ava", "Ben"}),
        ("ava", {"Ava"}),
        ("police_officer", {"Ava", "Ben", "Baby"}),
    ],
)
def test_family_may_know_of_their_own_children_and_professionals_of_all(
    cast: Family, who: str, children: set[str]
) -> None:
    assert known_to(add(cast, request(cast), who)) == children


def test_a_relationship_that_has_ended_tells_of_nobody(cast: Family) -> None:
    Relationship.objects.filter(adult=cast.grandmother).update(ended_on=date(2026, 11, 1))
    assert known_to(add(cast, request(cast), "grandmother")) == set()


def test_who_speaks_for_somebody_may_know_of_whom_they_may(cast: Family) -> None:
    conference = request(cast)
    father = add(cast, conference, "half_siblings_father")
    advocate = add(cast, conference, "advocate", speaks_for_id=father.pk)
    assert known_to(advocate) == {"Ben"}


def test_nobody_is_told_of_a_child_of_another_conference(cast: Family) -> None:
    conference = request(cast, "ava")
    officer = add(cast, conference, "police_officer", may_know=[cast.ava.pk, cast.ben.pk])
    assert known_to(officer) == {"Ava"}


def test_a_professional_on_the_list_is_involved_and_does_what_professionals_do(
    cast: Family,
) -> None:
    teacher = add(cast, request(cast), "head_teacher", has_direct_contact=True)
    assert teacher.writes_report
    assert teacher.gives_opinion
    involved = Allocation.objects.get(professional=cast.head_teacher, ends_on=None)
    assert involved.capacity == Capacity.INVOLVED
    assert involved.has_direct_contact
    event = audited("conference.participant_added")[-1]
    assert (event.subject_id, event.details["role"]) == (teacher.pk, "professional")


def test_the_solicitor_advises_and_gives_no_opinion(cast: Family) -> None:
    solicitor = add(cast, request(cast), "solicitor")
    assert not solicitor.gives_opinion
    assert not solicitor.writes_report


def test_an_interpreter_is_booked_for_the_time(cast: Family) -> None:
    interpreter = add(cast, arranged(cast, "ava"), "interpreter")
    assert Booking.objects.filter(professional=cast.interpreter, released_at=None).exists()
    later = authorised(cast, "ben")
    add(cast, later, "interpreter")
    with pytest.raises(Exception, match="Adwoa Addo is already booked"):
        arrange(
            cast,
            later,
            room_id=cast.rooms["oak"].pk,
            chair_id=cast.other_chair.pk,
            minute_taker_id=cast.other_minute_taker.pk,
            starts_at=STARTS_AT,
            ends_at=ENDS_AT,
        )
    leave(cast, interpreter)
    assert not Booking.objects.filter(professional=cast.interpreter, released_at=None).exists()


def test_a_relative_does_not_interpret_here(cast: Family) -> None:
    all_agree = [Override("FAMILY_NOT_ALLOWED", "They trust her.", role) for role in Role]
    with pytest.raises(CannotAddParticipant) as refused:
        add(
            cast,
            request(cast),
            "grandmother",
            role=ParticipantRole.INTERPRETER,
            overrides=all_agree,
        )
    assert codes(refused.value) == {"FAMILY_NOT_ALLOWED"}


def test_where_relatives_may_interpret_social_worker_and_chair_agree(cast: Family) -> None:
    cast.authority.settings = {"family_interpreter_allowed": True}
    cast.authority.save()
    conference = request(cast)
    interprets = {"role": ParticipantRole.INTERPRETER}
    agreed = [agrees(cast, one, "AGREEMENT_NEEDED") for one in ("social_worker", "chair")]
    with pytest.raises(CannotAddParticipant) as refused:
        add(cast, conference, "grandmother", **interprets, overrides=agreed[:1])
    assert codes(refused.value) == {"AGREEMENT_NEEDED"}
    assert add(cast, conference, "grandmother", **interprets, overrides=agreed)
    with pytest.raises(CannotAddParticipant) as refused:
        add(cast, conference, "ava", **interprets, overrides=agreed)
    assert codes(refused.value) == {"NEVER_INTERPRETS"}


def test_a_supporter_keeps_what_they_hear_to_themselves(cast: Family) -> None:
    conference = request(cast)
    mother = add(cast, conference, "mother")
    supports = {"role": ParticipantRole.SUPPORTER, "speaks_for_id": mother.pk}
    with pytest.raises(CannotAddParticipant) as refused:
        add(cast, conference, "grandmother", **supports)
    assert codes(refused.value) == {"CONFIDENTIALITY_OPEN"}
    with pytest.raises(CannotAddParticipant) as refused:
        add(
            cast,
            conference,
            "grandmother",
            **supports,
            is_alleged_abuser=True,
            confidentiality_acknowledged=True,
        )
    assert codes(refused.value) == {"NOT_SUITABLE"}
    friend = add(cast, conference, "grandmother", **supports, confidentiality_acknowledged=True)
    assert friend.speaks_for == mother
    assert not friend.gives_opinion


@pytest.mark.parametrize(
    ("who", "role"),
    [
        ("grandmother", ParticipantRole.SUPPORTER),
        ("advocate", ParticipantRole.ADVOCATE),
        ("refuge_worker", ParticipantRole.ADVOCATE),
        ("solicitor", ParticipantRole.FAMILY_SOLICITOR),
    ],
)
def test_whoever_a_parent_trusts_stands_by_them_and_thinks_for_nobody(
    cast: Family, who: str, role: ParticipantRole
) -> None:
    conference = request(cast)
    father = add(cast, conference, "half_siblings_father")
    beside = add(
        cast,
        conference,
        who,
        role=role,
        speaks_for_id=father.pk,
        confidentiality_acknowledged=True,
    )
    assert (beside.role, beside.speaks_for) == (role, father)
    assert not beside.gives_opinion
    assert not beside.writes_report
    assert known_to(beside) == {"Ben"}


def test_an_advocate_comes_for_a_child_who_does_not(cast: Family) -> None:
    conference = request(cast)
    ava = add(cast, conference, "ava", role=ParticipantRole.CHILD)
    advocate = add(
        cast, conference, "advocate", role=ParticipantRole.ADVOCATE, speaks_for_id=ava.pk
    )
    leave(cast, ava)
    advocate.refresh_from_db()
    assert advocate.withdrawn_at is None
    assert known_to(advocate) == {"Ava"}


def test_a_child_comes_to_one_part_of_the_meeting(cast: Family) -> None:
    ava = add(cast, arranged(cast), "ava", role=ParticipantRole.CHILD, part=Part.PART)
    assert (ava.role, ava.part) == (ParticipantRole.CHILD, Part.PART)


def test_the_family_reads_why_somebody_is_asked(cast: Family) -> None:
    with pytest.raises(CannotAddParticipant) as refused:
        add(cast, request(cast), "police_officer", reason=" ")
    assert codes(refused.value) == {"NO_REASON"}


def test_nobody_is_on_the_list_twice(cast: Family) -> None:
    conference = request(cast)
    add(cast, conference, "mother")
    with pytest.raises(CannotAddParticipant) as refused:
        add(cast, conference, "mother")
    assert codes(refused.value) == {"ON_THE_LIST"}


def test_a_person_or_a_professional_and_not_both_or_neither(cast: Family) -> None:
    conference = request(cast)
    for who in ({"person_id": None}, {"professional_id": cast.midwife.pk}):
        with pytest.raises(CannotAddParticipant) as refused:
            add(cast, conference, "mother", **who)
        assert codes(refused.value) == {"NOBODY"}


def test_chair_and_minute_taker_come_by_being_booked(cast: Family) -> None:
    with pytest.raises(CannotAddParticipant) as refused:
        add(cast, request(cast), "other_chair", role=ParticipantRole.CHAIR)
    assert codes(refused.value) == {"BY_OFFICE"}


def test_the_list_of_what_is_over_is_part_of_the_record(cast: Family) -> None:
    conference = arranged(cast)
    Conference.objects.filter(pk=conference.pk).update(state=State.CANCELLED.value)
    with pytest.raises(CannotAddParticipant) as refused:
        add(cast, conference, "mother")
    assert codes(refused.value) == {"OVER"}


@pytest.mark.parametrize("who", ["social_worker", "manager", "administrator", "chair"])
def test_the_desk_the_chair_and_the_worker_keep_the_list(cast: Family, who: str) -> None:
    assert add(cast, arranged(cast), "mother", actor=cast.actor(who))


@pytest.mark.parametrize(
    "who", ["other_social_worker", "minute_taker", "police_officer", "mother", "stranger"]
)
def test_nobody_else_keeps_the_list(cast: Family, who: str) -> None:
    conference = arranged(cast)
    with pytest.raises(NotAuthorised):
        add(cast, conference, "grandmother", actor=cast.actor(who))


# Leaving it


def leave(
    cast: Family,
    participant: Participant,
    because: WithdrawnBecause = WithdrawnBecause.NOT_INVOLVED,
    words: str = "",
    actor: str = "administrator",
) -> Participant:
    return withdraw_participant(
        participant_id=participant.pk,
        because=because,
        words=words,
        actor=cast.actor(actor),
        now=clock.now(),
    )


def test_who_leaves_is_kept_with_the_reason(cast: Family) -> None:
    officer = leave(cast, add(cast, arranged(cast), "police_officer"), WithdrawnBecause.LEFT_POST)
    officer.refresh_from_db()
    assert officer.withdrawn_at == clock.now()
    assert officer.withdrawn_reason == "Has left the post"
    assert audited("conference.participant_withdrawn")[-1].details["because"] == "left_post"


@pytest.mark.parametrize(
    "because, stays",
    [
        (WithdrawnBecause.NOT_INVOLVED, False),
        (WithdrawnBecause.LEFT_POST, False),
        (WithdrawnBecause.OWN_WISH, True),
    ],
)
def test_who_works_with_the_family_no_more_sees_the_case_no_more(
    cast: Family, because: WithdrawnBecause, stays: bool
) -> None:
    leave(cast, add(cast, arranged(cast), "police_officer"), because)
    assert facts_about_case(cast.actor("police_officer"), cast.case.pk).allocated is stays
    assert bool(audited("case.allocation_ended")) is not stays


def test_excluded_is_no_reason_to_leave_the_list() -> None:
    assert not any("exclu" in f"{value} {label}" for value, label in WithdrawnBecause.choices)


def test_nobody_with_parental_responsibility_is_taken_off_but_by_the_chair(cast: Family) -> None:
    conference = arranged(cast)
    father = add(cast, conference, "excluded_father")
    with pytest.raises(CannotWithdrawParticipant) as refused:
        leave(cast, father, WithdrawnBecause.OTHER, words="Mother is afraid of him.")
    assert codes(refused.value) == {"HOLDS_RESPONSIBILITY"}
    assert leave(cast, add(cast, conference, "grandmother"), WithdrawnBecause.OWN_WISH)


def test_a_request_to_exclude_is_decided_and_not_got_round(cast: Family) -> None:
    grandmother = add(cast, arranged(cast), "grandmother")
    Exclusion.objects.create(
        authority=cast.authority,
        participant=grandmother,
        ground=Ground.CONFLICT,
        evidence="They shout.",
        asked_by=cast.social_worker,
        asked_at=clock.now(),
    )
    with pytest.raises(CannotWithdrawParticipant) as refused:
        leave(cast, grandmother)
    assert codes(refused.value) == {"EXCLUSION_ASKED_FOR"}


def test_another_reason_is_said(cast: Family) -> None:
    with pytest.raises(CannotWithdrawParticipant) as refused:
        leave(cast, add(cast, arranged(cast), "police_officer"), WithdrawnBecause.OTHER)
    assert codes(refused.value) == {"NO_REASON"}


def test_nobody_leaves_twice_and_the_chair_not_at_all(cast: Family) -> None:
    conference = arranged(cast)
    officer = leave(cast, add(cast, conference, "police_officer"))
    with pytest.raises(CannotWithdrawParticipant) as refused:
        leave(cast, officer)
    assert codes(refused.value) == {"NOT_ON_THE_LIST"}
    with pytest.raises(CannotWithdrawParticipant) as refused:
        leave(cast, conference.participants.get(role=ParticipantRole.CHAIR))
    assert codes(refused.value) == {"BY_OFFICE"}


def test_who_left_can_come_back_and_is_asked_anew(cast: Family) -> None:
    conference = arranged(cast)
    officer = add(cast, conference, "police_officer")
    officer.invited_at = clock.now()
    officer.save()
    leave(cast, officer)
    back = add(cast, conference, "police_officer", reason="Was at the house again")
    assert back.pk == officer.pk
    assert (back.withdrawn_at, back.invited_at) == (None, None)
    assert back.reason == "Was at the house again"


@pytest.mark.parametrize("who", ["other_social_worker", "police_officer", "mother", "stranger"])
def test_nobody_else_takes_people_off(cast: Family, who: str) -> None:
    officer = add(cast, arranged(cast), "police_officer")
    with pytest.raises(NotAuthorised):
        leave(cast, officer, actor=who)


# A session of one's own


def apart(cast: Family, conference: Conference, **details: object) -> Participant:
    return add(cast, conference, "grandmother", part=Part.SEPARATE, session=2, **details)


def test_a_session_of_ones_own_has_a_time(cast: Family) -> None:
    conference = arranged(cast)
    later = STARTS_AT + timedelta(hours=3)
    assert apart(cast, conference, comes_at=later).comes_at == later
    seat = conference.participants.get(person=cast.grandmother)
    earlier = STARTS_AT - timedelta(hours=1)
    moved = set_own_session(
        participant_id=seat.pk,
        comes_at=earlier,
        actor=cast.actor("administrator"),
        now=clock.now(),
    )
    assert moved.comes_at == earlier
    assert audited("conference.session_set")


def test_only_for_who_comes_apart_and_on_the_day(cast: Family) -> None:
    conference = arranged(cast)
    desk = {"actor": cast.actor("administrator"), "now": clock.now()}
    mother, grandmother = add(cast, conference, "mother"), apart(cast, conference)
    with pytest.raises(CannotSetSession, match="session of their own"):
        set_own_session(participant_id=mother.pk, comes_at=STARTS_AT, **desk)
    with pytest.raises(CannotSetSession, match="on the day"):
        set_own_session(
            participant_id=grandmother.pk, comes_at=STARTS_AT + timedelta(days=1), **desk
        )
    with pytest.raises(NotAuthorised):
        set_own_session(
            participant_id=grandmother.pk,
            comes_at=STARTS_AT,
            actor=cast.actor("police_officer"),
            now=clock.now(),
        )


# Who must not know of whom


def test_a_change_of_the_list_asks_for_the_second_person_again(cast: Family) -> None:
    conference = arranged(cast)
    worker = add(cast, conference, "refuge_worker")
    for change in (
        lambda: add(cast, conference, "police_officer"),
        lambda: leave(cast, worker),
        lambda: keep(cast, worker),
    ):
        Conference.objects.filter(pk=conference.pk).update(
            checked_by_user_id=1, checked_at=clock.now()
        )
        change()
        conference.refresh_from_db()
        assert conference.checked_by_user_id is None


def keep(cast: Family, participant: Participant, reason: str = "He would find the refuge") -> None:
    keep_from(
        participant_id=participant.pk,
        person_id=cast.excluded_father.pk,
        reason=reason,
        actor=cast.actor("social_worker"),
        now=clock.now(),
    )


def test_it_is_said_why_and_once(cast: Family) -> None:
    worker = add(cast, arranged(cast), "refuge_worker")
    with pytest.raises(CannotKeepFrom):
        keep(cast, worker, reason=" ")
    keep(cast, worker)
    keep(cast, worker)
    assert worker.kept_from.count() == 1
    assert audited("conference.participant_kept_from")


def test_nobody_is_kept_from_themselves(cast: Family) -> None:
    with pytest.raises(CannotKeepFrom):
        keep(cast, add(cast, arranged(cast), "excluded_father"))


# From one conference to the next, and from one colleague to another


def held_before(cast: Family, conference: Conference) -> Conference:
    """Have that conference be over, and the next one asked for."""
    Conference.objects.filter(pk=conference.pk).update(
        state=State.DISTRIBUTED.value, ending=State.DECIDED.value
    )
    return request(cast)


def test_from_whom_a_part_was_kept_last_time_it_is_kept_now(cast: Family) -> None:
    conference = arranged(cast)
    keep(cast, add(cast, conference, "refuge_worker"))
    again = add(cast, held_before(cast, conference), "refuge_worker")
    assert [one.from_person for one in again.kept_from.all()] == [cast.excluded_father]


def test_of_whom_they_were_not_told_last_time_they_are_not_told_now(cast: Family) -> None:
    conference = arranged(cast)
    ben, both = [cast.ben.pk], [cast.ava.pk, cast.ben.pk]
    add(cast, conference, "health_visitor", may_know=ben)
    add(cast, conference, "head_teacher", may_know=both, here_for=ben)
    add(cast, conference, "police_officer")
    later = held_before(cast, conference)

    def known(name: str, **fields: bool) -> set[int]:
        rows = add(cast, later, name).may_know.filter(**fields)
        return set(rows.values_list("child_id", flat=True))

    assert known("health_visitor") == set(ben)
    assert known("head_teacher", is_here_for=True) == set(ben)
    assert len(known("police_officer")) == 3


@pytest.mark.parametrize("role", ["advocate", "supporter", "family_solicitor"])
def test_nobody_speaks_for_nobody(cast: Family, role: str) -> None:
    """What is kept from whom they speak for is kept from them: it must be known whom."""
    with pytest.raises(CannotAddParticipant) as refused:
        add(
            cast,
            arranged(cast),
            "advocate",
            role=ParticipantRole(role),
            confidentiality_acknowledged=True,
        )
    assert codes(refused.value) == {"HELPS_NOBODY"}

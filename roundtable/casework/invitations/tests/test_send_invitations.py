"""Asking people to come: one document for each reader, over a safe channel, and no leak."""

from datetime import date
from typing import Any

import pytest

from roundtable.casework.conferences.models import (
    ExclusionDecision,
    Part,
    Participant,
    ParticipantRole,
)
from roundtable.casework.conferences.readers import SEPARATE
from roundtable.casework.conferences.tests.family import (
    Family,
    add,
    arrange,
    authorised,
)
from roundtable.casework.conferences.tests.looking import (
    audited,
    codes,
    queued,
    running,
    titles,
)
from roundtable.casework.invitations.actions.check import CannotCheckInvitations
from roundtable.casework.invitations.actions.send import (
    CannotSendInvitations,
)
from roundtable.casework.invitations.models import Invitation
from roundtable.casework.invitations.tests.invited import (
    invitation_of,
    keep_out,
    letter_to,
    seat_of,
    send,
    with_list,
)
from roundtable.casework.people import actions as people
from roundtable.casework.people.models import Person
from roundtable.foundation.core import clock
from roundtable.foundation.documents.models import Document
from roundtable.foundation.documents.rendering import render_pdf
from roundtable.rules.conference_states import State as ConferenceState
from roundtable.rules.invitation_states import State


def test_everyone_on_the_list_is_asked_once(cast: Family) -> None:
    conference = with_list(cast)
    sent = send(cast, conference)
    conference.refresh_from_db()
    assert conference.state == ConferenceState.INVITED
    assert {one.state for one in sent} == {State.SENT}
    assert len(sent) == 4
    assert all(one.invited_at == clock.now() for one in conference.participants.all())
    messages = queued("invitation")
    assert len(messages) == 8, "chair, minute taker, social worker and manager too"
    assert len({one.reference for one in messages}) == 8
    assert "Invitations sent to 8 people" in titles()
    assert len(audited("invitations.sent")[-1].details["participants"]) == 8


def test_each_reader_has_a_document_of_their_own_and_it_is_released(cast: Family) -> None:
    conference = with_list(cast)
    send(cast, conference)
    documents = Document.objects.filter(kind="invitation")
    assert {(one.reader_person_id, one.reader_professional_id) for one in documents} == {
        (cast.mother.pk, None),
        (cast.half_siblings_father.pk, None),
        (None, cast.police_officer.pk),
        (None, cast.health_visitor.pk),
    }
    assert all(one.released_at for one in documents)
    assert invitation_of(conference, cast.mother).document_id in {one.pk for one in documents}


def test_a_subject_line_says_nothing_of_the_family(cast: Family) -> None:
    send(cast, with_list(cast))
    for message in queued("invitation"):
        for word in ("Hartley", "Ava", "child protection"):
            assert word not in message.subject_line
    to_family = [one for one in queued("invitation") if one.person_id]
    assert {one.subject_line for one in to_family} == {"A letter for you"}


def test_the_letter_to_a_parent_says_what_she_needs_to_know(cast: Family) -> None:
    send(cast, with_list(cast))
    letter = letter_to(cast.mother)
    assert [child["name"] for child in letter["children"]] == [
        "Ava Hartley",
        "Ben Hartley",
        "your baby",
    ]
    assert (letter["on"], letter["starts_at"], letter["arrive_at"]) == (
        "2026-12-03",
        "10:00:00",
        "09:45:00",
    )
    assert letter["is_short_notice"], "nine days are less than fourteen"
    assert letter["venue"]["postcode"] == "MZ7 2AB"
    assert letter["chair"]["name"] == "Dele Lowe"
    assert letter["social_worker"]["phone"] == "01632 960 111"
    assert {one["author"] for one in letter["reports"]} == {
        "Sam Iqbal",
        "PC Grant",
        "Kezia Ncube",
    }
    assert {one["by"] for one in letter["reports"]} == {"2026-12-01"}
    assert letter["tell_us_by"] == "2026-11-30"
    assert letter["views_by"] == "2026-12-02"
    assert "ask the chair" in letter["recording"]


def test_the_father_of_one_child_reads_of_that_child_alone(cast: Family) -> None:
    conference = with_list(cast, "mother", "half_siblings_father", "excluded_father", "ava")
    add(cast, conference, "midwife", here_for=[cast.unborn.pk], reason="Sees Rosa's baby")
    add(cast, conference, "police_officer", reason="Was called when Ava was hurt")
    send(cast, conference)
    letter = letter_to(cast.half_siblings_father)
    assert [child["name"] for child in letter["children"]] == ["Ben Hartley"]
    for word in ("Ava", "baby", "Neil", "Doyle", "Berg", "Maternity", "Tern"):
        assert word not in str(letter), word
    assert "Ava" in str(letter_to(cast.mother))


def test_a_session_of_ones_own_has_its_own_time(cast: Family) -> None:
    conference = with_list(cast, "mother", "excluded_father")
    father = seat_of(conference, cast.excluded_father)
    keep_out(cast, father.pk, ExclusionDecision.SEPARATE)
    send(cast, conference)
    letter = letter_to(cast.excluded_father)
    assert (letter["starts_at"], letter["arrive_at"]) == ("13:00:00", "12:45:00")
    assert letter["own_part"] is None, "that others come at another time is not his to know"
    assert "Rosa" not in str(letter)
    assert "Neil" not in str(letter_to(cast.mother))


def test_who_comes_apart_is_never_told_the_time_of_the_others(cast: Family) -> None:
    conference = with_list(cast, "mother")
    add(cast, conference, "half_siblings_father", part=Part.SEPARATE, session=2)
    with pytest.raises(CannotCheckInvitations, match="Marc Osei") as refused:
        send(cast, conference)
    assert codes(refused.value) == {"CANNOT_PRINT"}


def test_who_is_kept_out_of_the_whole_is_not_asked_to_come(cast: Family) -> None:
    conference = with_list(cast, "mother", "excluded_father")
    keep_out(cast, seat_of(conference, cast.excluded_father).pk, ExclusionDecision.WHOLE)
    send(cast, conference)
    assert seat_of(conference, cast.excluded_father).invited_at is None
    assert not Invitation.objects.filter(participant__person=cast.excluded_father).exists()


def test_the_letter_to_a_professional_asks_for_a_report_and_an_answer(cast: Family) -> None:
    conference = with_list(cast)
    send(cast, conference)
    letter = letter_to(cast.health_visitor)
    assert [child["name"] for child in letter["children"]] == [
        "Ava Hartley",
        "Ben Hartley",
        "Baby Hartley",
    ]
    assert letter["answer_by"] == "2026-11-27"
    assert letter["arrive_at"] == "09:30:00"
    assert letter["reports"] == [
        {
            "about": "Ava Hartley, Ben Hartley, Baby Hartley",
            "to_chair_by": "2026-12-01",
            "to_family_by": "2026-12-01",
        }
    ]
    assert letter["reason"] == conference.reason
    assert letter["copies"] == 10
    assert {"Rosa Hartley", "Neil Doyle", "Marc Osei"} <= {
        adult["name"] for adult in letter["adults"]
    }


def test_an_address_that_is_kept_from_anybody_is_masked_for_professionals_too(
    cast: Family,
) -> None:
    people.record_address(
        person=cast.ava,
        lines="14 Tern Close\nMarlsea",
        postcode="MZ4 7QQ",
        kept_from=[cast.excluded_father],
        reason="Violence",
        actor=cast.actor("social_worker"),
        now=clock.now(),
    )
    send(cast, with_list(cast))
    letter = letter_to(cast.health_visitor)
    assert letter["children"][0]["address"] == "kept private"
    assert "Tern" not in str(letter)


def test_a_professional_who_knows_one_child_reads_of_that_child(cast: Family) -> None:
    conference = with_list(cast, "mother")
    add(cast, conference, "head_teacher", may_know=[cast.ava.pk])
    send(cast, conference)
    letter = letter_to(cast.head_teacher)
    assert [child["name"] for child in letter["children"]] == ["Ava Hartley"]
    for word in ("Ben", "Baby", "Marc", conference.reason):
        assert word not in str(letter), word


def test_by_post_to_a_professional_without_e_mail(cast: Family) -> None:
    cast.police_officer.email = ""
    cast.police_officer.save()
    send(cast, with_list(cast))
    assert letter_to(cast.police_officer)["recipient"]["address"] == [
        "Police officer",
        "Marlsea Police",
        "Marlsea Police",
        "Mill Lane",
        "Marlsea MZ3 8PD",
    ]


def test_a_professional_whom_nobody_can_reach_stops_the_letters(cast: Family) -> None:
    agency = cast.police_officer.agency
    cast.police_officer.email, agency.address = "", ""
    cast.police_officer.save()
    agency.save()
    with pytest.raises(CannotSendInvitations, match="PC Grant") as refused:
        send(cast, with_list(cast))
    assert codes(refused.value) == {"NO_SAFE_CHANNEL"}


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({"link": "https://meet.marlsea.example/1"}, "By video or telephone"),
        ({"in_the_home": True, "home_venue_reason": "She cannot leave her bed."}, "At home"),
    ],
)
def test_a_meeting_without_a_room_says_how_to_join_and_gives_no_address(
    cast: Family, place: dict[str, Any], words: str
) -> None:
    conference = arrange(cast, authorised(cast), room_id=None, **place)
    add(cast, conference, "mother")
    send(cast, conference)
    letter = letter_to(cast.mother)
    assert letter["venue"]["name"] == words
    assert "Tern" not in str(letter)
    assert "meet.marlsea" not in str(letter), "a link is not for paper"


def test_part_of_the_meeting_is_named_and_nobody_elses(cast: Family) -> None:
    conference = with_list(cast, "mother")
    add(cast, conference, "half_siblings_father", part=Part.PART)
    send(cast, conference)
    assert "one part" in letter_to(cast.half_siblings_father)["own_part"]
    assert letter_to(cast.mother)["own_part"] is None


def test_without_a_social_worker_there_is_nobody_to_ring(cast: Family) -> None:
    conference = with_list(cast)
    conference.participants.filter(role=ParticipantRole.SOCIAL_WORKER).update(
        withdrawn_at=clock.now()
    )
    with pytest.raises(CannotCheckInvitations) as refused:
        send(cast, conference)
    assert codes(refused.value) == {"CANNOT_PRINT"}
    assert "social worker" in str(refused.value)


def test_letters_print(cast: Family) -> None:
    send(cast, with_list(cast))
    for document in Document.objects.filter(kind="invitation"):
        pdf = render_pdf(
            document.template,
            document.content,
            title=document.title,
            authority_name="Marlsea Council",
        )
        assert pdf.startswith(b"%PDF")


def test_a_child_is_asked_through_their_worker(cast: Family) -> None:
    conference = with_list(cast, "mother", "ava")
    send(cast, conference)
    (message,) = [one for one in queued("invitation") if one.person_id == cast.ava.pk]
    assert (message.channel, message.professional_id) == ("hand", cast.social_worker.pk)
    assert invitation_of(conference, cast.ava).state == State.SENT


def test_interpreter_and_advocate_are_told_when_and_where_and_no_more(cast: Family) -> None:
    conference = with_list(cast, "mother")
    mother = seat_of(conference, cast.mother)
    add(cast, conference, "interpreter", speaks_for_id=mother.pk)
    add(cast, conference, "advocate", speaks_for_id=mother.pk)
    send(cast, conference)
    told = {one.professional_id: one for one in queued("invitation")}
    for professional in (cast.interpreter, cast.advocate):
        message = told[professional.pk]
        assert message.document_id is None
        assert "Thursday 3 December 2026 at 10am" in message.body
        assert "Hartley" not in message.body


def meets_apart(seat: Participant) -> None:
    """Give somebody a session of their own whose time nobody has set."""
    Participant.objects.filter(pk=seat.pk).update(
        part=Part.SEPARATE, session=SEPARATE, comes_at=None
    )


def test_a_childs_letter_never_gives_the_time_of_the_others(cast: Family) -> None:
    conference = with_list(cast, "mother", "ava")
    meets_apart(seat_of(conference, cast.ava))
    with pytest.raises(CannotCheckInvitations) as refused:
        send(cast, conference)
    assert "CANNOT_PRINT" in codes(refused.value)
    assert any("Ava Hartley: " in one.text for one in refused.value.reasons)


def test_an_interpreters_note_never_gives_the_time_of_the_others(cast: Family) -> None:
    conference = with_list(cast, "mother")
    mother = seat_of(conference, cast.mother)
    meets_apart(add(cast, conference, "interpreter", speaks_for_id=mother.pk))
    send(cast, conference)
    (note,) = [one for one in queued("invitation") if one.professional_id == cast.interpreter.pk]
    for word in ("10:00", "December", "Thursday"):
        assert word not in note.body
    assert not [one for one in queued("calendar") if one.professional_id == cast.interpreter.pk]


def test_the_familys_own_supporters_are_brought_by_the_family(cast: Family) -> None:
    conference = with_list(cast, "mother")
    add(
        cast,
        conference,
        "grandmother",
        role=ParticipantRole.SUPPORTER,
        speaks_for_id=seat_of(conference, cast.mother).pk,
        confidentiality_acknowledged=True,
    )
    send(cast, conference)
    assert cast.grandmother.pk not in {one.person_id for one in queued("invitation")}


def test_the_answer_is_awaited_from_professionals_and_never_counted_against_the_family(
    cast: Family,
) -> None:
    conference = with_list(cast)
    send(cast, conference)
    waiting = running(invitation_of(conference, cast.police_officer))["invitation_reply"]
    assert waiting.due_on == date(2026, 11, 27)
    assert waiting.owner_id == cast.police_officer.pk
    assert running(invitation_of(conference, cast.mother)) == {}


def test_the_clocks_of_inviting_are_met(cast: Family) -> None:
    conference = with_list(cast)
    send(cast, conference)
    left = running(conference)
    assert not {"family_invitation", "professional_invitation"} & set(left)
    assert "supporter_notice" in left


def test_who_may_know_it_reads_that_some_come_at_another_time(cast: Family) -> None:
    conference = with_list(cast, "mother", "excluded_father")
    father = seat_of(conference, cast.excluded_father)
    keep_out(cast, father.pk, ExclusionDecision.SEPARATE)
    Person.objects.filter(pk=cast.mother.pk).update(may_know_of_sessions=True)
    send(cast, conference)
    letter = letter_to(cast.mother)
    assert letter["own_part"] == "Some people come at another time. You do not meet them."
    assert "Neil" not in str(letter)

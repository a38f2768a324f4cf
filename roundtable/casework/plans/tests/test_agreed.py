"""What everybody takes home: by two people, for each reader who was there, whatever the ending."""

from datetime import date, timedelta

import pytest

from roundtable.casework.conferences.models import Part, Participant
from roundtable.casework.conferences.tests.family import Family, add
from roundtable.casework.decisions.models import Decision
from roundtable.casework.plans.actions.agreed import tell_what_was_agreed
from roundtable.casework.plans.agreed import CannotTellWhatWasAgreed, take_home
from roundtable.casework.plans.family_queries import get_agreed, letters_to
from roundtable.casework.plans.models import Outline
from roundtable.casework.plans.tests import table
from roundtable.casework.room.actions.attendance import record_departure
from roundtable.casework.room.actions.ending import adjourn, close_inquorate, stand_down
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.core.errors import NotAuthorised, RecordNotFound
from roundtable.foundation.documents.actions import pdf_of
from roundtable.foundation.documents.models import Document
from roundtable.foundation.messaging.models import OutboxMessage

BEFORE_THE_END = table.NOW - timedelta(minutes=1)
SOON = table.NOW + timedelta(minutes=4)
SECRET = ("14 Tern Close", "MZ4 7QQ")


def say(cast: Family, conference, name: str, seen: str | None = None) -> list[Document]:
    actor = cast.actor(name)
    conference.refresh_from_db()
    if seen is None:
        seen = take_home(conference, by_user=actor.user_id, now=SOON).digest
    return tell_what_was_agreed(conference_id=conference.pk, seen=seen, actor=actor, now=SOON)


def give(cast: Family, conference) -> list[Document]:
    assert say(cast, conference, "minute_taker") == []
    return say(cast, conference, "chair")


def of(cast: Family, name: str) -> Document | None:
    who = (
        {"reader_person_id": cast.people[name].pk}
        if name in cast.people
        else {"reader_professional_id": cast.professionals[name].pk}
    )
    return Document.objects.filter(kind="agreed", **who).first()


def test_it_goes_out_once_both_have_said_that_it_is_right(cast: Family) -> None:
    conference, _ = table.decided(cast, "ava")
    assert say(cast, conference, "chair") == []
    assert say(cast, conference, "chair") == [], "One person is not two."
    assert not Document.objects.filter(kind="agreed").exists()
    documents = say(cast, conference, "minute_taker")
    assert {one.released_at for one in documents} == {SOON}
    assert say(cast, conference, "chair") == documents, "Pressed again, it is sent once."
    verbs = AuditEvent.objects.filter(subject_type="conference", verb__startswith="agreed.")
    assert list(verbs.order_by("pk").values_list("verb", flat=True)) == [
        *["agreed.said_right"] * 3,
        "agreed.given",
    ]


def test_it_waits_for_no_recall_and_is_on_their_page_at_once(cast: Family, clock) -> None:
    conference, _ = table.decided(cast, "ava")
    clock.move_to(SOON)
    give(cast, conference)
    queued = OutboxMessage.objects.filter(kind="agreed")
    assert queued.count() == Document.objects.filter(kind="agreed").count()
    assert {one.leaves_at for one in queued} == {SOON}
    (mine,) = [one for one in letters_to(cast.actor("mother")) if one.kind == "agreed"]
    agreed = get_agreed(public_id=mine.public_id, actor=cast.actor("mother"))
    (child,) = agreed.children
    assert child.decision == "Ava Hartley will have a child protection plan."
    assert child.plan.next_core_group.on == date(2026, 12, 15)
    assert child.plan.review.on == date(2027, 3, 2)
    assert agreed.letter_by == date(2026, 12, 4)
    assert pdf_of(of(cast, "mother")).startswith(b"%PDF")


def test_another_reader_or_another_letter_is_not_there(cast: Family, clock) -> None:
    conference, _ = table.decided(cast, "ava")
    clock.move_to(SOON)
    give(cast, conference)
    with pytest.raises(RecordNotFound):
        get_agreed(public_id=of(cast, "chair").public_id, actor=cast.actor("mother"))
    invitation = next(one for one in letters_to(cast.actor("mother")) if one.kind == "invitation")
    with pytest.raises(RecordNotFound):
        get_agreed(public_id=invitation.public_id, actor=cast.actor("mother"))


@pytest.mark.parametrize("end", [adjourn, stand_down, close_inquorate])
def test_every_other_ending_says_what_keeps_them_safe_and_when_next(cast: Family, end) -> None:
    conference = table.sitting(cast, table.invited(cast, "ava"))
    if end is close_inquorate:
        for name in table.PROFESSIONALS:
            seat = Participant.objects.get(professional=cast.professionals[name])
            record_departure(
                participant_id=seat.pk, actor=cast.actor("minute_taker"), now=BEFORE_THE_END
            )
    end(
        conference_id=conference.pk,
        reason="The school could not come.",
        interim_plan="Grandmother stays with them.",
        next_on=date(2026, 12, 10),
        actor=cast.actor("chair"),
        now=table.NOW,
    )
    give(cast, conference)
    told = of(cast, "mother").content
    assert told["children"] == []
    assert told["not_decided"]["reason"] == "The school could not come."
    assert told["not_decided"]["interim_plan"] == "Grandmother stays with them."
    assert told["not_decided"]["next_meeting"]["on"] == "2026-12-10"
    # Who had gone before it ended was not told in the room.
    assert (of(cast, "head_teacher") is None) == (end is close_inquorate)


def test_who_was_not_there_or_is_kept_out_gets_nothing(cast: Family) -> None:
    conference = table.invited(cast, "ava", "ben")
    add(cast, conference, "half_siblings_father")
    table.sitting(cast, conference)
    table.propose_plans(cast, conference)
    seats = {one.person_id: one for one in conference.participants.all() if one.person_id}
    gone = seats[cast.people["half_siblings_father"].pk]
    record_departure(participant_id=gone.pk, actor=cast.actor("minute_taker"), now=BEFORE_THE_END)
    table.conclude_conference(conference_id=conference.pk, actor=cast.actor("chair"), now=table.NOW)
    Participant.objects.filter(person=cast.people["mother"]).update(part=Part.NONE)
    give(cast, conference)
    assert of(cast, "half_siblings_father") is None
    assert of(cast, "mother") is None
    assert of(cast, "head_teacher") is not None


def test_a_half_siblings_father_takes_home_his_own_childs_plan_alone(cast: Family) -> None:
    conference = table.invited(cast, "ava", "ben")
    add(cast, conference, "half_siblings_father")
    table.sitting(cast, conference)
    table.propose_plans(cast, conference)
    table.conclude_conference(conference_id=conference.pk, actor=cast.actor("chair"), now=table.NOW)
    for document in give(cast, conference):
        if document.reader_person_id != cast.people["mother"].pk:
            assert not any(secret in str(document.content) for secret in SECRET)
    his = of(cast, "half_siblings_father").content
    assert [child["name"] for child in his["children"]] == ["Ben Hartley"]
    assert "Ava" not in str(his)
    assert len(of(cast, "mother").content["children"]) == 2


def test_what_has_changed_since_is_looked_at_by_both_again(cast: Family) -> None:
    conference, _ = table.decided(cast, "ava")
    conference.refresh_from_db()
    chair = cast.actor("chair")
    seen = take_home(conference, by_user=chair.user_id, now=SOON).digest
    say(cast, conference, "minute_taker")
    Outline.objects.update(contingency="We ring the police.")
    with pytest.raises(CannotTellWhatWasAgreed, match="changed since"):
        say(cast, conference, "chair", seen)
    assert say(cast, conference, "chair") == []
    assert say(cast, conference, "minute_taker")


def test_an_address_kept_from_its_reader_stops_it(cast: Family) -> None:
    conference = table.invited(cast, "ava")
    add(cast, conference, "excluded_father")
    table.sitting(cast, conference)
    child = conference.children.get()
    table.hear(cast, child)
    table.write_plan(cast, child)
    table.propose(cast, child, "plan")
    table.conclude_conference(conference_id=conference.pk, actor=cast.actor("chair"), now=table.NOW)
    Decision.objects.update(who_tells_the_child="Sam, at 14 Tern Close.")
    with pytest.raises(CannotTellWhatWasAgreed, match="kept from Neil Doyle"):
        say(cast, conference, "chair")
    assert not Document.objects.filter(kind="agreed").exists()


def test_it_is_for_the_two_who_ran_the_meeting_once_it_is_over(cast: Family) -> None:
    conference = table.ready_to_decide(cast, "ava")
    with pytest.raises(CannotTellWhatWasAgreed, match="not over"):
        say(cast, conference, "chair", seen="")
    table.conclude_conference(conference_id=conference.pk, actor=cast.actor("chair"), now=table.NOW)
    for name in ("administrator", "social_worker", "mother", "stranger"):
        with pytest.raises(NotAuthorised):
            say(cast, conference, name, seen="")

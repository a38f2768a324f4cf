"""What the chair speaks from, and what the room shows of turns and breaks."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.tests.family import STARTS_AT, Family
from roundtable.casework.decisions.actions import CannotRecordOpinion, record_opinion
from roundtable.casework.decisions.models import Threshold
from roundtable.casework.plans.tests import table
from roundtable.casework.room.actions import ask_for_break, record_views, start_agenda_item
from roundtable.casework.room.models import AgendaItem, Attendance, PromptTick, Turn, Views
from roundtable.foundation.core import clock
from roundtable.rules.decision_guards import Outcome
from roundtable.rules.spoken_prompts import outcome_prompts
from roundtable.web.staff.room.tests.test_room import press, room, sign_in, text_of


@pytest.fixture
def sitting(cast: Family, clock: time_machine.Traveller) -> Conference:
    """Ava's conference, open, with everybody there."""
    conference = table.invited(cast, "ava")
    clock.move_to(STARTS_AT)
    return table.sitting(cast, conference)


@pytest.fixture
def chair(cast: Family, sitting: Conference) -> Client:
    return sign_in(cast, "chair")


def tick(client: Client, conference: Conference, *codes: str, **more: str) -> str:
    answer = client.post(room(conference, "prompts/"), {"code": codes, **more}, follow=True)
    assert answer.status_code == 200
    return text_of(answer)


def seat(cast: Family, conference: Conference, name: str) -> Participant:
    if name in cast.professionals:
        return Participant.objects.get(conference=conference, professional=cast.professionals[name])
    return Participant.objects.get(conference=conference, person=cast.people[name])


def views(cast: Family, conference: Conference, name: str, **details: Any) -> Views:
    return record_views(
        conference_child_id=conference.children.get().pk,
        person=cast.people[name],
        actor=cast.actor("social_worker"),
        now=clock.now(),
        **details,
    )


def test_all_that_can_be_decided_is_on_it_and_nothing_that_cannot(
    sitting: Conference, chair: Client
) -> None:
    page = text_of(chair.get(room(sitting, "prompts/")))
    first = {one.code: one.say for one in outcome_prompts(some_on_plan=False, some_without=True)}
    review = {one.code: one.say for one in outcome_prompts(some_on_plan=True, some_without=False)}
    assert all(say in page for say in first.values())
    only_at_a_review = {say for code, say in review.items() if code not in first}
    assert only_at_a_review
    assert not [say for say in only_at_a_review if say in page]
    assert {f"outcome:{one.value}" for one in Outcome} <= first.keys() | review.keys()


def test_a_line_is_ticked_taken_back_and_ticked_with_its_others(
    cast: Family, sitting: Conference, chair: Client
) -> None:
    assert "10 am" in tick(chair, sitting, "names") or "10am" in tick(chair, sitting, "names")
    assert "Not yet" in tick(chair, sitting, "plain_words", "breaks")
    tick(chair, sitting, "names", back="1")
    last = {one.code: one.is_said for one in PromptTick.objects.order_by("pk")}
    assert last == {"names": False, "plain_words": True, "breaks": True}
    by = cast.actor("chair").name
    assert by in text_of(sign_in(cast, "minute_taker").get(room(sitting, "prompts/")))


@pytest.mark.parametrize("code", ["", "nonsense", "child:999999"])
def test_what_is_not_on_it_is_refused_in_words(
    sitting: Conference, chair: Client, code: str
) -> None:
    assert "not on the prompt sheet" in tick(chair, sitting, code)
    assert not PromptTick.objects.exists()


def test_one_press_reads_out_what_somebody_says(
    cast: Family, sitting: Conference, chair: Client
) -> None:
    written = views(cast, sitting, "mother", text="I want it to be quiet at home.")
    assert "I want it to be quiet at home." in text_of(chair.get(room(sitting, "prompts/")))
    tick(chair, sitting, f"views:{sitting.children.get().pk}-{written.person_id}")
    written.refresh_from_db()
    assert written.read_out_at == clock.now()


def test_a_childs_words_that_are_not_for_somebody_here_say_so(
    cast: Family, sitting: Conference, chair: Client
) -> None:
    views(cast, sitting, "ava", text="I want them to stop.")
    mother = cast.people["mother"].name
    assert f"while {mother} can hear it" in text_of(chair.get(room(sitting, "prompts/")))
    press(chair, sitting, "leave", participant=seat(cast, sitting, "mother").pk)
    assert "can hear it" not in text_of(chair.get(room(sitting, "prompts/")))


def test_a_child_without_words_is_named_with_the_reason(
    cast: Family, sitting: Conference, chair: Client
) -> None:
    views(cast, sitting, "ava", not_obtained_reason="She is seven weeks old.")
    assert "She is seven weeks old." in text_of(chair.get(room(sitting, "prompts/")))


def test_what_is_not_ticked_is_shown_before_concluding_and_stops_nobody(
    sitting: Conference, chair: Client
) -> None:
    page = text_of(chair.get(room(sitting, "conclude/")))
    assert "Not ticked on the prompt sheet" in page
    assert "Anyone can ask for a break" in page
    tick(chair, sitting, "breaks")
    assert "Anyone can ask for a break" not in text_of(chair.get(room(sitting, "conclude/")))


def test_the_room_shows_turns_and_whom_to_ask(
    cast: Family, sitting: Conference, chair: Client, clock: time_machine.Traveller
) -> None:
    steps = AgendaItem.objects.filter(conference=sitting).order_by("position")
    for one in steps[:2]:
        start_agenda_item(agenda_item_id=one.pk, actor=cast.actor("chair"), now=STARTS_AT)
    police = seat(cast, sitting, "police_officer")
    assert "Speaking" in text_of(press(chair, sitting, "turn", participant=police.pk))
    clock.shift(timedelta(minutes=18))
    page = text_of(press(chair, sitting, "turn"))
    assert "Agencies 18m · family 0m ← ask the family" in page
    assert Turn.objects.count() == 2
    assert "ask the family" not in text_of(press(chair, sitting, "family-asked", position=1))


def test_no_opinion_is_taken_in_a_meeting_that_is_quietly_inquorate(
    cast: Family, sitting: Conference, chair: Client
) -> None:
    for name in ("health_visitor", "head_teacher"):
        press(chair, sitting, "leave", participant=seat(cast, sitting, name).pk)

    def opinion() -> None:
        record_opinion(
            conference_child_id=sitting.children.get().pk,
            participant_id=seat(cast, sitting, "police_officer").pk,
            threshold=Threshold.NOT_MET,
            actor=cast.actor("minute_taker"),
            now=clock.now(),
        )

    with pytest.raises(CannotRecordOpinion, match="why it is safe"):
        opinion()
    press(chair, sitting, "go-on-inquorate", reason="Their reports are in.")
    opinion()


def test_a_break_asked_shows_in_the_room_until_it_is_heard(
    cast: Family, sitting: Conference, chair: Client
) -> None:
    ask_for_break(conference_id=sitting.pk, actor=cast.actor("mother"), now=clock.now())
    asked = f"Break asked: {cast.people['mother'].name} (parent or carer)"
    taker = text_of(sign_in(cast, "minute_taker").get(room(sitting)))
    assert asked in taker
    assert "I have heard it" not in taker  # that is the chair's to say
    assert asked in text_of(chair.get(room(sitting)))
    assert asked not in text_of(chair.get(room(sitting, "shared/")))
    assert asked not in text_of(press(chair, sitting, "hear-break"))


def test_who_is_with_somebody_elsewhere_is_shown(
    cast: Family, sitting: Conference, chair: Client
) -> None:
    mother = seat(cast, sitting, "mother")
    press(chair, sitting, "leave", participant=mother.pk)
    page = press(
        chair, sitting, "arrive", participant=mother.pk, mode="remote", in_their_room="Her sister"
    )
    assert "With them: Her sister" in text_of(page)
    assert Attendance.objects.get(participant=mother, left_at=None).mode == "remote"

"""Arranging a conference and moving it in the browser: times that are free, and those that clash."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.tests.family import Family, add, arrange, authorised, request
from roundtable.casework.invitations.actions.needs import record_need
from roundtable.casework.plans.tests import table
from roundtable.foundation.core import clock as time
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.web.staff.tests.visiting import (
    confirmed,
    day_of,
    filled,
    opened,
    problems,
    queries_of,
    visitor,
    words_of,
)

MOST_QUERIES = 20


def address(conference: Conference, name: str = "arrange") -> str:
    return reverse(f"staff:{name}", args=[conference.public_id])


@pytest.fixture
def desk(cast: Family) -> Client:
    return visitor(cast.actor("administrator"))


@pytest.fixture
def chair(cast: Family) -> Client:
    return visitor(cast.actor("chair"))


def typed(cast: Family, day: int = 3, **changes: Any) -> dict[str, Any]:
    """Return a day, time, place and people as they are typed, the third of December at ten."""
    answers = {
        "slot": "other",
        "starts": "10am",
        "ends": "midday",
        "chair": str(cast.professionals["chair"].public_id),
        "minute_taker": str(cast.professionals["minute_taker"].public_id),
        "room": str(cast.rooms["willow"].public_id),
    }
    return filled(**(answers | changes)) | day_of("on", day, 12, 2026)


def on_the_page(response: Any) -> str:
    """Return what the page carries of the reasons that it shows."""
    found: str = html.fromstring(response.content).xpath("//input[@name='agreed_on']/@value")[0]
    return found


def choices(response: Any, name: str) -> list[str]:
    """Return what can be chosen in a field, as it is read."""
    found = html.fromstring(response.content).xpath(f"//select[@name='{name}']/option")
    return [one.text_content().strip() for one in found]


def test_a_free_time_is_chosen_and_nothing_is_typed(cast: Family, desk: Client) -> None:
    conference = authorised(cast, "ava")
    page = desk.get(address(conference))
    words = words_of(page)
    assert "Due Tuesday 8 December 2026 · 10 working days left" in words
    assert "The family has 14 days of notice" in words
    done = desk.post(address(conference), filled(slot="2026-12-08T10:00"), follow=True)
    assert done.redirect_chain[-1][0] == address(conference, "conference")
    conference.refresh_from_db()
    assert conference.state == "SCHEDULED"
    assert str(conference.on) == "2026-12-08"
    assert conference.room == cast.rooms["oak"]
    assert conference.chair == cast.professionals["chair"]


def test_the_desk_leads_to_a_time_that_is_chosen_already(cast: Family, desk: Client) -> None:
    page = desk.get(f"{address(authorised(cast, 'ava'))}?slot=2026-12-08T10:00")
    assert 'value="2026-12-08T10:00" checked' in page.content.decode()


def test_rooms_that_somebody_needs_are_asked_for(cast: Family, desk: Client) -> None:
    conference = authorised(cast, "ava")
    page = desk.get(f"{address(conference)}?step_free=yes")
    assert "Willow Room" in words_of(page)
    assert ", Oak Room, chair" not in words_of(page)
    desk.post(f"{address(conference)}?step_free=yes", filled(slot="2026-12-08T10:00"))
    conference.refresh_from_db()
    assert conference.room == cast.rooms["willow"]


def test_what_somebody_on_the_list_needs_is_asked_for_already(cast: Family, desk: Client) -> None:
    conference = authorised(cast, "ava")
    mother = add(cast, conference, "mother")
    record_need(
        participant_id=mother.pk, kind="access", actor=cast.actor("administrator"), now=time.now()
    )
    assert ", Oak Room, chair" not in words_of(desk.get(address(conference)))
    everywhere = desk.get(f"{address(conference)}?asked=yes")
    assert ", Oak Room, chair" in words_of(everywhere)


def test_a_day_time_and_place_can_be_typed(cast: Family, desk: Client) -> None:
    conference = authorised(cast, "ava")
    assert desk.post(address(conference), typed(cast)).status_code == 302
    conference.refresh_from_db()
    assert (str(conference.on), conference.room) == ("2026-12-03", cast.rooms["willow"])


def test_what_is_missing_is_asked_for_and_what_was_typed_stays(cast: Family, desk: Client) -> None:
    conference = authorised(cast, "ava")
    page = desk.post(address(conference), filled(slot="other", starts="10am"))
    assert page.status_code == 422
    assert problems(page) == [
        "Enter the day",
        "Enter the time it ends",
        "Select who chairs it",
    ]
    assert 'value="10am"' in page.content.decode()


def test_a_double_booking_is_said_beside_the_field(cast: Family, desk: Client) -> None:
    arrange(cast, authorised(cast, "ava"))
    other = authorised(cast, "ben")
    page = desk.post(address(other), typed(cast))
    assert page.status_code == 422
    assert problems(page) == [
        "Willow Room is already booked at this time. Choose another, or another time.",
        "Dele Lowe is already booked at this time. Choose another, or another time.",
        "Tom Reed is already booked at this time. Choose another, or another time.",
    ]
    content = page.content.decode()
    for field in ("room", "chair", "minute_taker"):
        assert f'href="#{field}"' in content
        assert f'id="{field}-error"' in content
    other.refresh_from_db()
    assert other.state == "REQUESTED"


def test_a_time_taken_meanwhile_is_no_longer_offered(cast: Family, desk: Client) -> None:
    mine = authorised(cast, "ben")
    arrange(cast, authorised(cast, "ava"), room_id=cast.rooms["willow"].pk)
    arrange(
        cast,
        authorised(cast, "unborn"),
        chair_id=cast.professionals["other_chair"].pk,
        minute_taker_id=cast.professionals["other_minute_taker"].pk,
        room_id=cast.rooms["oak"].pk,
    )
    page = desk.post(address(mine), filled(slot="2026-12-03T10:00"))
    assert problems(page) == ["That time is no longer free. Select another"]


def test_a_hard_reason_offers_no_way_round(cast: Family, desk: Client) -> None:
    page = desk.post(address(authorised(cast, "ava")), typed(cast, day=5))
    assert page.status_code == 422
    assert problems(page) == [
        "Saturday 5 December 2026 is not a working day. An initial conference is."
    ]
    assert "Go on all the same?" not in words_of(page)


def test_a_late_day_goes_on_only_with_everybody_who_must_agree(cast: Family, desk: Client) -> None:
    conference = authorised(cast, "ava")
    late = typed(cast, day=15)
    page = desk.post(address(conference), late)
    assert page.status_code == 422
    assert "Ava Hartley: this is after the limit" in problems(page)[0]
    assert "Go on all the same?" in words_of(page)
    assert "The head of service" not in words_of(page)  # only who is asked can agree
    seen = on_the_page(page)
    late |= {"agreed_on": seen, "agreed_by": ["CHAIR"], "agreed_chair": "The family is away."}
    assert problems(desk.post(address(conference), late)) == ["Choose who has agreed (the chair)"]
    late |= {"agreed_who_chair": str(cast.chair.pk)}
    page = desk.post(address(conference), late)
    assert "Ava Hartley: this is after the limit" in problems(page)[0]
    assert "The family is away." in page.content.decode()
    late |= {"agreed_by": ["CHAIR", "MANAGER"], "agreed_manager": ""}
    late |= {"agreed_who_manager": str(cast.manager.pk)}
    assert problems(desk.post(address(conference), late)) == [
        "Enter the reason of the team manager"
    ]
    late |= {"agreed_manager": "Grandmother stays with them."}
    assert desk.post(address(conference), late).status_code == 302
    conference.refresh_from_db()
    assert "The family is away." in conference.late_reason
    assert conference.late_agreed_by == "Dele Lowe (chair), Ruth Okoro (manager)"


def test_who_agrees_is_one_of_those_who_hold_the_role(cast: Family, desk: Client) -> None:
    conference = authorised(cast, "ava")
    late = typed(cast, day=15)
    page = desk.post(address(conference), late)
    assert choices(page, "agreed_who_chair") == ["Select", "Dele Lowe", "Ines Mota"]
    assert choices(page, "agreed_who_manager") == ["Select", "Ruth Okoro"]
    late |= {
        "agreed_on": on_the_page(page),
        "agreed_by": ["CHAIR", "MANAGER"],
        "agreed_who_chair": str(cast.manager.pk),
        "agreed_who_manager": str(cast.manager.pk),
        "agreed_chair": "Yes.",
        "agreed_manager": "Yes.",
    }
    page = desk.post(address(conference), late)
    assert problems(page) == ["Select one of the answers on the page"]
    conference.refresh_from_db()
    assert conference.state == "REQUESTED"


def test_nobody_agrees_to_what_was_not_on_the_page(cast: Family, desk: Client) -> None:
    conference = authorised(cast, "ava")
    late = typed(cast, day=15) | {
        "agreed_by": ["CHAIR", "MANAGER"],
        "agreed_who_chair": str(cast.chair.pk),
        "agreed_who_manager": str(cast.manager.pk),
        "agreed_chair": "Yes",
        "agreed_manager": "Yes",
    }
    for seen in ("", "[]", "nonsense", '[["NO_MINUTE_TAKER", null, ["CHAIR"], "x"]]'):
        page = desk.post(address(conference), late | {"agreed_on": seen})
        assert page.status_code == 422
    conference.refresh_from_db()
    assert conference.state == "REQUESTED"


def test_what_nobody_authorised_is_not_arranged_on_the_quiet(cast: Family, desk: Client) -> None:
    page = desk.post(address(request(cast, "ava")), typed(cast))
    assert problems(page) == ["The team manager has not authorised it."]


@pytest.mark.parametrize("name", ["social_worker", "manager", "minute_taker", "stranger"])
def test_others_do_not_arrange(cast: Family, name: str) -> None:
    conference = authorised(cast, "ava")
    client = visitor(cast.actor(name))
    assert client.get(address(conference)).status_code == 404
    assert client.post(address(conference), typed(cast)).status_code == 404


def test_looking_for_times_asks_the_same_for_few_and_for_many(cast: Family, desk: Client) -> None:
    conference = authorised(cast, "ava")
    few = queries_of(desk, address(conference))
    for name in ("ben", "unborn"):
        arrange(cast, authorised(cast, name), chair_id=_chair_for(cast, name), **_apart(cast, name))
    assert queries_of(desk, address(conference)) == few <= MOST_QUERIES


def _chair_for(cast: Family, name: str) -> int:
    return cast.professionals["chair" if name == "ben" else "other_chair"].pk


def _apart(cast: Family, name: str) -> dict[str, int]:
    is_first = name == "ben"
    writer = "minute_taker" if is_first else "other_minute_taker"
    return {
        "minute_taker_id": cast.professionals[writer].pk,
        "room_id": cast.rooms["willow" if is_first else "oak"].pk,
    }


# Moving it


def test_a_move_is_checked_before_everybody_is_told(cast: Family, desk: Client) -> None:
    conference = table.invited(cast, "ava")
    before = OutboxMessage.objects.filter(kind="change_notice").count()
    answers = filled(slot="2026-12-04T10:00", reason="The mother has a hospital appointment.")
    answers |= opened(desk, address(conference, "reschedule"))
    check = desk.post(address(conference, "reschedule"), answers)
    assert "Friday 4 December 2026, 10am to midday" in words_of(check)
    assert OutboxMessage.objects.filter(kind="change_notice").count() == before
    done = confirmed(desk, address(conference, "reschedule"), answers)
    assert done.status_code == 302
    conference.refresh_from_db()
    assert (conference.state, str(conference.on)) == ("SCHEDULED", "2026-12-04")
    assert OutboxMessage.objects.filter(kind="change_notice").count() > before


def test_a_move_needs_a_reason(cast: Family, desk: Client) -> None:
    conference = arrange(cast, authorised(cast, "ava"))
    page = desk.post(address(conference, "reschedule"), filled(slot="2026-12-04T10:00"))
    assert problems(page) == ["Enter why it is moved"]


def test_a_chair_moves_it_but_does_not_hand_it_to_another_chair(
    cast: Family, chair: Client
) -> None:
    conference = arrange(cast, authorised(cast, "ava"))
    page = chair.get(address(conference, "reschedule"))
    assert page.status_code == 200
    assert "Ines Mota" not in words_of(page)


def test_postponing_asks_what_keeps_the_children_safe(cast: Family, chair: Client) -> None:
    conference = arrange(cast, authorised(cast, "ava"))
    page = chair.post(address(conference, "postpone"), filled(why="other"))
    assert problems(page) == [
        "Enter why it is postponed",
        "Enter what keeps the children safe until it is held",
    ]
    answers = filled(why="illness", interim_safety="Grandmother stays with them.")
    assert confirmed(chair, address(conference, "postpone"), answers).status_code == 302
    conference.refresh_from_db()
    assert conference.state == "POSTPONED"
    assert conference.interim_plan == "Grandmother stays with them."


def test_cancelling_waits_for_everybody_who_must_agree(cast: Family, chair: Client) -> None:
    conference = arrange(cast, authorised(cast, "ava"))
    answers = filled(reason="Ava has moved to another authority for good.")
    page = confirmed(chair, address(conference, "cancel-conference"), answers)
    assert page.status_code == 422
    assert any("enquiry still says continuing risk" in one for one in problems(page))
    assert choices(page, "agreed_who_chair") == ["Select", "Dele Lowe (you)", "Ines Mota"]
    answers |= {
        "agreed_on": on_the_page(page),
        "agreed_by": ["CHAIR", "MANAGER", "HEAD_OF_SERVICE"],
        "agreed_who_chair": str(cast.chair.pk),
        "agreed_who_manager": str(cast.manager.pk),
        "agreed_who_head_of_service": str(cast.head_of_service.pk),
        "agreed_chair": "Not needed",
        "agreed_manager": "Not needed",
        "agreed_head_of_service": "Not needed",
    }
    assert confirmed(chair, address(conference, "cancel-conference"), answers).status_code == 302
    conference.refresh_from_db()
    assert conference.state == "CANCELLED"


def test_a_start_is_delayed_on_the_same_day_alone(cast: Family, chair: Client) -> None:
    conference = table.invited(cast, "ava")
    early = filled(until="9am", reason="The mother is reading.")
    page = confirmed(chair, address(conference, "delay-start"), early)
    assert problems(page) == ["Choose a later time on the same day."]
    later = filled(until="10:30", reason="The mother is reading.")
    assert confirmed(chair, address(conference, "delay-start"), later).status_code == 302
    conference.refresh_from_db()
    assert conference.state == "DELAYED"


@pytest.mark.parametrize("page", ["postpone", "cancel-conference", "delay-start"])
@pytest.mark.parametrize("name", ["administrator", "social_worker", "other_chair", "stranger"])
def test_putting_it_off_is_the_chairs(cast: Family, name: str, page: str) -> None:
    conference = arrange(cast, authorised(cast, "ava"))
    assert visitor(cast.actor(name)).get(address(conference, page)).status_code == 404


def test_pressing_twice_moves_it_once(cast: Family, desk: Client) -> None:
    conference = arrange(cast, authorised(cast, "ava"))
    add(cast, conference, "mother")
    answers = filled(slot="2026-12-04T10:00", reason="The chair is ill.") | {"_step": "confirm"}
    answers |= opened(desk, address(conference, "reschedule"))
    first = desk.post(address(conference, "reschedule"), answers)
    second = desk.post(address(conference, "reschedule"), answers)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    conference.refresh_from_db()
    assert str(conference.on) == "2026-12-04"


def test_who_did_not_see_that_it_has_moved_does_not_move_it_once_more(
    cast: Family, desk: Client
) -> None:
    conference = arrange(cast, authorised(cast, "ava"))
    page = address(conference, "reschedule")
    first, second = (
        filled(slot=f"2026-12-{day}T10:00", reason="The chair is ill.") | opened(desk, page)
        for day in ("04", "07")
    )
    assert confirmed(desk, page, first).status_code == 302
    refused = desk.post(page, second | {"_step": "confirm"})
    assert "Somebody else saved this while you were writing" in problems(refused)[0]
    assert "Friday 4 December 2026" in words_of(refused)
    conference.refresh_from_db()
    assert str(conference.on) == "2026-12-04"

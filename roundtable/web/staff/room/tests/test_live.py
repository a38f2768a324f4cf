"""The room while it goes on: what is said is kept by the script, and the pages follow."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.tests.family import STARTS_AT, Family
from roundtable.casework.room.models import LiveItem
from roundtable.casework.statements.models import StatementVersion
from roundtable.foundation.audit.models import AccessEvent
from roundtable.web.design_system.tests.people import carried_by
from roundtable.web.staff.room.tests.test_room import open_room, press, room, sign_in, text_of

__all__ = ["open_room"]


@pytest.fixture
def chair(cast: Family, open_room: Conference) -> Client:
    client = sign_in(cast, "chair")
    press(client, open_room, "open")
    return client


def item(cast: Family, conference: Conference, **more: Any) -> dict[str, Any]:
    seat = Participant.objects.get(
        conference=conference, professional=cast.professionals["health_visitor"]
    )
    return {
        "author": seat.pk,
        "text": "Two checks were missed.",
        "children": [cast.people["ava"].pk],
        "domain": "worried",
        "audience": "EVERYONE",
        "_once": str(uuid.uuid4()),
    } | more


def say(client: Client, conference: Conference, answers: dict[str, Any]) -> Any:
    return client.post(room(conference, "items/"), answers)


def asks(client: Client, address: str, seen: str) -> Any:
    return client.get(address, headers={"X-Seen-News": seen})


def test_script_keeps_what_is_said_once_however_often_it_sends(
    cast: Family, open_room: Conference, chair: Client
) -> None:
    answers = item(cast, open_room)
    for _ in range(3):
        response = say(chair, open_room, answers)
        assert (response.status_code, response.json()) == (200, {"state": "kept"})
    assert StatementVersion.objects.filter(text=answers["text"]).count() == 1


@pytest.mark.parametrize(
    ("waited", "said_at"),
    [
        ("", timedelta()),
        ("90", timedelta(seconds=90)),
        ("999999", timedelta(minutes=10)),  # not before the meeting began
        ("-5", timedelta()),
        ("soon", timedelta()),
    ],
)
def test_what_had_to_wait_keeps_its_time(
    cast: Family,
    open_room: Conference,
    chair: Client,
    clock: time_machine.Traveller,
    waited: str,
    said_at: timedelta,
) -> None:
    now = STARTS_AT + timedelta(minutes=10)
    clock.move_to(now)
    say(chair, open_room, item(cast, open_room, _waited=waited))
    assert LiveItem.objects.get().statement.made_at == now - said_at


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"text": ""}, ["Enter what is said"]),
        ({"children": []}, ["Select which child it is about"]),
        ({"author": "0"}, ["Select one of the answers on the page"]),
        ({"_once": "x"}, ["This page was out of date. Check your answers and send them again"]),
    ],
)
def test_script_is_told_what_is_wrong(
    cast: Family, open_room: Conference, chair: Client, wrong: dict[str, Any], says: list[str]
) -> None:
    response = say(chair, open_room, item(cast, open_room, **wrong))
    assert response.status_code == 422
    assert response.json() == {"state": "refused", "reasons": says}
    assert not LiveItem.objects.exists()


def test_after_the_end_it_is_refused_in_words(
    cast: Family, open_room: Conference, chair: Client
) -> None:
    Conference.objects.filter(pk=open_room.pk).update(state="DECIDED")
    response = say(chair, open_room, item(cast, open_room))
    assert response.json() == {
        "state": "refused",
        "reasons": ["The conference is not in session."],
    }


@pytest.mark.parametrize("which", ["", "shared/"])
def test_page_answers_when_there_is_news(
    cast: Family, open_room: Conference, chair: Client, which: str
) -> None:
    address = room(open_room, which)
    seen = _news(chair.get(address))
    looked = AccessEvent.objects.count()
    assert asks(chair, address, seen).status_code == 204
    assert AccessEvent.objects.count() == looked  # nothing was shown
    say(chair, open_room, item(cast, open_room))
    looked = AccessEvent.objects.count()
    fresh = asks(chair, address, seen)
    assert fresh.status_code == 200
    assert AccessEvent.objects.count() == looked + 1
    assert _news(fresh) != seen
    assert asks(chair, address, _news(fresh)).status_code == 204


def test_nothing_new_costs_next_to_nothing(open_room: Conference, chair: Client) -> None:
    seen = _news(chair.get(room(open_room)))
    with CaptureQueriesContext(connection) as queries:
        asks(chair, room(open_room), seen)
    asked = [one for one in queries.captured_queries if one["sql"].startswith("SELECT")]
    assert len(asked) <= 6, [one["sql"][:90] for one in asked]


def test_watching_a_meeting_is_being_there(
    open_room: Conference, chair: Client, clock: time_machine.Traveller
) -> None:
    seen = _news(chair.get(room(open_room)))
    for minutes in range(0, 100, 20):
        clock.move_to(STARTS_AT + timedelta(minutes=minutes))
        assert asks(chair, room(open_room, "shared/"), seen).status_code in (200, 204)
    # A page that asks by itself and is none of the meeting keeps nobody signed in.
    for minutes in range(100, 160, 20):
        clock.move_to(STARTS_AT + timedelta(minutes=minutes))
        response = asks(chair, "/", "")
    assert response.status_code in (302, 401)


def test_choices_without_words_are_no_draft_to_be_told_of(
    open_room: Conference, chair: Client
) -> None:
    name = re.search(r'data-draft="([^"]*)"', chair.get(room(open_room)).text)
    assert name is not None
    for base, text, told in ((0, "Half a sen", True), (1, "", False)):
        typed = {"_draft": name[1], "_base": base, "_caret": "", "text": text, "domain": "grey"}
        assert chair.post("/drafts/", typed).json()["state"] == "saved"
        page = chair.get(room(open_room)).text
        assert ("This is what you typed and did not send" in page) is told


def test_screen_for_everyone_has_nothing_to_press(
    cast: Family, open_room: Conference, chair: Client
) -> None:
    say(chair, open_room, item(cast, open_room))
    page = chair.get(room(open_room, "shared/"))
    assert "Two checks were missed." in text_of(page)
    assert "<form" not in page.text.split("<main")[1]
    press(chair, open_room, "recess")
    paused = text_of(chair.get(room(open_room, "shared/")))
    assert "We have stopped for a moment" in paused
    assert "Two checks were missed." not in paused


def test_columns_have_the_names_the_authority_gives_them(
    cast: Family, open_room: Conference, chair: Client
) -> None:
    cast.authority.settings = {"wall_title_worried": "What is hard"}
    cast.authority.save(update_fields=["settings"])
    say(chair, open_room, item(cast, open_room))
    said = LiveItem.objects.get().statement
    for which in ("", "shared/", f"items/{said.public_id}/"):
        page = text_of(chair.get(room(open_room, which)))
        assert "What is hard" in page
        assert "Worried about" not in page


def test_item_is_put_right_on_its_page(cast: Family, open_room: Conference, chair: Client) -> None:
    say(chair, open_room, item(cast, open_room))
    said = LiveItem.objects.get().statement
    page = chair.get(room(open_room, f"items/{said.public_id}/"))
    assert "Two checks were missed." in text_of(page)
    answers = item(cast, open_room, text="Two checks were late.")
    chair.post(room(open_room, f"items/{said.public_id}/"), carried_by(page) | answers)
    said.refresh_from_db()
    assert said.current_number == 2
    assert "Two checks were late." in text_of(chair.get(room(open_room)))
    # A statement of a report is no item of the meeting.
    assert chair.get(room(open_room, f"items/{uuid.uuid4()}/")).status_code == 404


def _news(response: Any) -> str:
    return str(response.text).split('data-follow="')[1].split('"')[0]

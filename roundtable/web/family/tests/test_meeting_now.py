"""The meeting on somebody's own page: theirs, while it is on, and nothing of what they are out of."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from roundtable.casework.conferences.models import Conference, Part, Participant
from roundtable.casework.conferences.tests.family import STARTS_AT, Family, add
from roundtable.casework.plans.meeting_now import MeetingNow, meeting_now
from roundtable.casework.plans.tests import table
from roundtable.casework.room.actions import (
    begin_closed_part,
    record_arrival,
    record_departure,
    record_item,
    resume,
    start_agenda_item,
    take_recess,
)
from roundtable.casework.room.models import AgendaItem, BreakRequest
from roundtable.foundation.accounts.models import User
from roundtable.foundation.core import clock as time

SECRET = "Police will arrest him tomorrow."
STOPPED = "The meeting has stopped for a moment"


@pytest.fixture
def sitting(cast: Family, clock: time_machine.Traveller) -> Conference:
    """Ava's conference is on; her mother is there, and professionals of three agencies."""
    conference = table.invited(cast, "ava")
    clock.move_to(STARTS_AT)
    return table.sitting(cast, conference)


def seat(cast: Family, conference: Conference, name: str) -> Participant:
    own = {"professional": cast.professionals[name]} if name in cast.professionals else {}
    return Participant.objects.get(conference=conference, **(own or {"person": cast.people[name]}))


def visit(cast: Family, name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=cast.actor(name).user_id))
    return client


def now_of(conference: Conference) -> str:
    return f"/meetings/{conference.public_id}/now/"


def page(client: Client, conference: Conference, door: str = "/family") -> str:
    answer = client.get(door + now_of(conference))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def news(text: str) -> str:
    return text.split('data-follow="')[1].split('"')[0]


def act(cast: Family, conference: Conference, what, by: str = "chair", **details):  # type: ignore[no-untyped-def]
    return what(
        **{"conference_id": conference.pk, "actor": cast.actor(by), "now": time.now(), **details}
    )


def step(cast: Family, conference: Conference, position: int) -> None:
    item = AgendaItem.objects.get(conference=conference, position=position)
    start_agenda_item(agenda_item_id=item.pk, actor=cast.actor("chair"), now=time.now())


def close(cast: Family, conference: Conference) -> None:
    out = [seat(cast, conference, "mother").pk]
    act(cast, conference, begin_closed_part, out=out, reason="Police.")


def say(cast: Family, conference: Conference, text: str) -> None:
    act(
        cast,
        conference,
        record_item,
        by="minute_taker",
        author_id=seat(cast, conference, "police_officer").pk,
        text=text,
        children=[cast.people["ava"]],
        domain="worried",
        audience="EVERYONE",
    )


def test_family_follow_the_agenda_and_see_who_is_who(cast: Family, sitting: Conference) -> None:
    step(cast, sitting, 1)
    step(cast, sitting, 2)
    text = page(visit(cast, "mother"), sitting)
    titles = list(
        AgendaItem.objects.filter(conference=sitting)
        .order_by("position")
        .values_list("title", flat=True)
    )
    assert f"Now: {titles[1]}" in text
    assert f"{titles[0]}<span" in text
    assert "(done)" in text
    assert cast.professionals["police_officer"].job_title in text
    assert "I need a break" in text
    assert "On the screen in the room" not in text  # she is in the room


def test_a_break_is_asked_from_the_page_and_only_its_asker_sees_it(
    cast: Family, sitting: Conference
) -> None:
    mother, police = visit(cast, "mother"), visit(cast, "police_officer")
    before = news(page(police, sitting, "/partners"))
    answer = mother.post("/family" + now_of(sitting), follow=True)
    assert "The chair knows" in answer.content.decode()
    assert BreakRequest.objects.get().participant == seat(cast, sitting, "mother")
    assert "The chair knows" not in page(police, sitting, "/partners")
    assert news(page(police, sitting, "/partners")) == before
    act(cast, sitting, take_recess)
    act(cast, sitting, resume)
    assert "I need a break" in page(mother, sitting)


def test_nothing_of_a_closed_part_reaches_who_is_out_of_it_not_even_by_its_news(
    cast: Family, sitting: Conference, clock: time_machine.Traveller
) -> None:
    mother = visit(cast, "mother")
    step(cast, sitting, 1)
    close(cast, sitting)
    text = page(mother, sitting)
    assert STOPPED in text
    assert "Now:" not in text
    seen = news(text)
    clock.shift(timedelta(minutes=3))
    say(cast, sitting, SECRET)
    step(cast, sitting, 2)
    record_departure(
        participant_id=seat(cast, sitting, "head_teacher").pk,
        actor=cast.actor("minute_taker"),
        now=time.now(),
    )
    again = mother.get("/family" + now_of(sitting), headers={"X-Seen-News": seen})
    assert again.status_code == 204
    act(cast, sitting, resume)
    assert SECRET not in page(mother, sitting)


def test_a_recess_and_a_closed_part_are_one_page(cast: Family, sitting: Conference) -> None:
    mother = visit(cast, "mother")
    act(cast, sitting, take_recess)
    in_recess = news(page(mother, sitting))
    act(cast, sitting, resume)
    close(cast, sitting)
    assert news(page(mother, sitting)) == in_recess


def test_who_joins_from_elsewhere_sees_what_all_may_read(cast: Family, sitting: Conference) -> None:
    by = {"actor": cast.actor("minute_taker")}
    for name, door in (("mother", "/family"), ("police_officer", "/partners")):
        theirs = seat(cast, sitting, name).pk
        record_departure(participant_id=theirs, now=time.now(), **by)
        record_arrival(participant_id=theirs, mode="remote", now=time.now(), **by)
        say(cast, sitting, f"He was there, says the {name}.")
        text = page(visit(cast, name), sitting, door)
        assert "On the screen in the room" in text
        assert f"He was there, says the {name}." in text


@pytest.mark.parametrize("how", ["has left", "has not come"])
def test_who_is_not_noted_as_here_sees_that_it_is_on_and_no_more(
    cast: Family, sitting: Conference, how: str
) -> None:
    name = "mother" if how == "has left" else "half_siblings_father"
    if how == "has left":
        record_departure(
            participant_id=seat(cast, sitting, name).pk,
            actor=cast.actor("minute_taker"),
            now=time.now(),
        )
    else:
        add(cast, sitting, name)
        Participant.objects.filter(conference=sitting).update(invited_at=time.now())
    text = page(visit(cast, name), sitting)
    assert "Once it is noted that you are here" in text
    assert "I need a break" not in text
    assert "Who is who" not in text


def test_who_comes_at_another_time_does_not_learn_that_it_is_on(
    cast: Family, sitting: Conference
) -> None:
    add(cast, sitting, "half_siblings_father")
    theirs = seat(cast, sitting, "half_siblings_father")
    Participant.objects.filter(pk=theirs.pk).update(
        part=Part.SEPARATE, session=2, invited_at=time.now()
    )
    client = visit(cast, "half_siblings_father")
    meeting = f"/family/meetings/{sitting.public_id}/"
    assert client.get("/family" + now_of(sitting)).headers["Location"] == meeting
    assert "Your meeting is on." not in client.get(meeting).content.decode()
    # Nor does the mother, from his page's way of answering, once the sessions are two.
    assert page(visit(cast, "mother"), sitting)


def test_before_and_after_it_leads_to_the_meetings_own_page(
    cast: Family, clock: time_machine.Traveller
) -> None:
    conference = table.invited(cast, "ava")
    for name, door in (("mother", "/family"), ("police_officer", "/partners")):
        client = visit(cast, name)
        own = f"{door}/meetings/{conference.public_id}/"
        assert client.get(door + now_of(conference)).headers["Location"] == own
        assert client.post(door + now_of(conference)).headers["Location"] == own
    clock.move_to(STARTS_AT)
    table.sitting(cast, conference)
    link = "Follow it here, or ask for a break"
    client = visit(cast, "mother")
    assert link in client.get(f"/family/meetings/{conference.public_id}/").content.decode()


@pytest.mark.parametrize("name", ["stranger", "excluded_father", "grandmother"])
def test_it_does_not_exist_for_others(cast: Family, sitting: Conference, name: str) -> None:
    for door in ("/family", "/partners"):
        assert visit(cast, name).get(door + now_of(sitting)).status_code in (403, 404)


@pytest.mark.parametrize("part", [Part.NONE, Part.PART])
def test_who_is_kept_out_or_asked_to_a_part_follows_nothing_they_are_not_in(
    cast: Family, sitting: Conference, part: Part
) -> None:
    add(cast, sitting, "half_siblings_father")
    me = seat(cast, sitting, "half_siblings_father")
    me.part = part
    everyone = list(Participant.objects.filter(conference=sitting))
    found: MeetingNow | None = meeting_now(sitting, me, everyone, now=time.now())
    assert found is None

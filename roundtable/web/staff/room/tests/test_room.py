"""Running a whole conference on its pages: open, hear, decide, conclude."""

import re
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.tests.family import STARTS_AT, Family
from roundtable.casework.decisions.models import Decision, Opinion, ProposedDecision
from roundtable.casework.plans.models import Outline, Plan
from roundtable.casework.plans.tests import table
from roundtable.casework.statements.models import StatementVersion
from roundtable.foundation.accounts.models import User
from roundtable.web.design_system.tests.people import carried_by

# With BEGIN, SAVEPOINT and the context of row-level security, which no budget counts.
MOST_QUERIES = 24


@pytest.fixture
def at_ten(clock: time_machine.Traveller) -> None:
    clock.move_to(STARTS_AT)


def sign_in(cast: Family, name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=cast.actor(name).user_id))
    return client


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def room(conference: Conference, rest: str = "") -> str:
    return f"/conferences/{conference.public_id}/room/{rest}"


def send(client: Client, address: str, **answers: Any) -> Any:
    """Fill in the form at an address and send it, as a browser would."""
    page = client.get(address)
    assert page.status_code == 200, page.content.decode()[:500]
    return client.post(address, carried_by(page) | answers)


def press(client: Client, conference: Conference, what: str, **values: Any) -> Any:
    return client.post(room(conference, "do/"), {"what": what, **values}, follow=True)


@pytest.fixture
def open_room(cast: Family, clock: time_machine.Traveller) -> Conference:
    conference = table.invited(cast, "ava")
    clock.move_to(STARTS_AT)
    return conference


def test_a_chair_runs_a_conference_from_start_to_end(cast: Family, open_room: Conference) -> None:
    conference, chair = open_room, sign_in(cast, "chair")
    assert "has not been opened" in text_of(chair.get(room(conference)))
    assert "Not quorate" in text_of(press(chair, conference, "open"))
    for seat in Participant.objects.filter(conference=conference):
        press(chair, conference, "arrive", participant=seat.pk)
    assert "Not quorate" not in text_of(chair.get(room(conference)))

    health = Participant.objects.get(
        conference=conference, professional=cast.professionals["health_visitor"]
    )
    said = send(
        chair,
        room(conference),
        author=health.pk,
        text="Two checks were missed.",
        children=[cast.people["ava"].pk],
        domain="worried",
        kind="fact",
        provenance="first",
        audience="EVERYONE",
    )
    assert said.status_code == 302
    wall = text_of(chair.get(room(conference)))
    assert "Two checks were missed." in wall
    assert "Kezia Ncube" in wall

    child = conference.children.get()
    of_child = f"children/{child.public_id}/"
    for name, answers in (
        ("ava", {"not_obtained_reason": "Asked not to take part"}),
        ("mother", {"text": "I want help.", "how_given": "In the meeting"}),
    ):
        person = cast.people[name]
        assert (
            send(
                chair, room(conference, f"{of_child}views/{person.public_id}/"), **answers
            ).status_code
            == 302
        )
    for giver in Participant.objects.filter(conference=conference, gives_opinion=True):
        send(
            chair,
            room(conference, f"{of_child}opinions/{giver.public_id}/"),
            threshold="met",
            categories=["NEG"],
        )
    assert Opinion.objects.count() == 4

    decision = room(conference, f"{of_child}decision/")
    page = text_of(chair.get(decision))
    assert "I want help." in page
    assert "Name the social worker who holds the plan" not in page  # nothing is decided yet
    send(
        chair,
        decision,
        outcome="plan",
        categories=["NEG"],
        reasons="She was left alone at night.",
        **table.WEIGHED,
    )
    assert ProposedDecision.objects.get().outcome == "plan"
    assert "Name the social worker who holds the plan" in text_of(chair.get(decision))

    plan = room(conference, f"{of_child}plan/")
    social_worker = cast.professionals["social_worker"]
    seats = Participant.objects.filter(conference=conference)
    group = [
        seats.get(professional=social_worker).public_id,
        seats.get(person=cast.people["mother"]).public_id,
    ]
    dates = {
        "core_group_on-day": "15",
        "core_group_on-month": "12",
        "core_group_on-year": "2026",
        "review_on-day": "2",
        "review_on-month": "3",
        "review_on-year": "2027",
    }
    send(
        chair,
        plan,
        key_worker=str(social_worker.public_id),
        core_group=[str(one) for one in group],
        protection="Grandmother stays every night.",
        contingency="A legal planning meeting.",
        **dates,
    )
    send(
        chair,
        f"{plan}outcome/",
        what_must_change="Somebody is at home every night.",
        term="short",
        how_we_will_know="Grandmother and school say so.",
    )
    outcome = Outline.objects.get().outcomes.get()
    send(
        chair,
        f"{plan}{outcome.public_id}/action/",
        what="Ring grandmother before going out",
        owner=str(group[1]),
        **{"due_on-day": "10", "due_on-month": "12", "due_on-year": "2026"},
    )
    assert "Ring grandmother" in text_of(chair.get(plan))
    conclude = room(conference, "conclude/")
    assert "Everything is there" in text_of(chair.get(conclude))
    assert send(chair, conclude).status_code == 302
    assert Decision.objects.get().outcome == "plan"
    assert Plan.objects.get().key_worker == social_worker


def test_how_far_the_plan_has_come_is_asked_only_where_there_is_one(cast, open_room) -> None:
    chair = sign_in(cast, "chair")
    press(chair, open_room, "open")
    child = open_room.children.get()
    plan = room(open_room, f"children/{child.public_id}/plan/")
    send(
        chair,
        f"{plan}outcome/",
        what_must_change="Somebody is at home every night.",
        term="short",
        how_we_will_know="School says so.",
    )
    outcome = Outline.objects.get().outcomes.get()
    progress = f"{plan}{outcome.public_id}/progress/"
    assert progress not in chair.get(plan).content.decode()
    assert chair.get(progress).status_code == 404


def test_what_is_missing_is_listed_and_nothing_is_decided(cast, open_room) -> None:
    chair = sign_in(cast, "chair")
    press(chair, open_room, "open")
    refused = send(chair, room(open_room, "conclude/"))
    assert refused.status_code == 422
    assert "the decision is missing" in text_of(refused)
    assert not Decision.objects.exists()


def test_who_agrees_to_conclude_all_the_same_is_named(cast, open_room) -> None:
    table.sitting(cast, open_room)
    table.hear(cast, open_room.children.get())
    table.write_plan(cast, open_room.children.get())
    table.propose(cast, open_room.children.get(), "plan")
    Outline.objects.update(review_on=date(2027, 3, 10))
    chair = sign_in(cast, "chair")
    page = chair.get(room(open_room, "conclude/"))
    names = re.findall(r'name="(agreed-\d+-head_of_service)"', page.content.decode())
    assert len(names) == 1, text_of(page)
    said = {names[0]: "Half-term."}
    refused = send(chair, room(open_room, "conclude/"), **said)
    assert "Choose who has agreed (the head of service)" in text_of(refused)
    said |= {"agreed_who_head_of_service": str(cast.head_of_service.pk)}
    assert send(chair, room(open_room, "conclude/"), **said).status_code == 302
    assert (
        cast.case.timeline.get(kind="overridden").detail
        == "Ann Webb (head of service), as Dele Lowe says: Half-term."
    )


def test_words_that_are_refused_are_not_lost(cast, open_room) -> None:
    chair = sign_in(cast, "chair")
    press(chair, open_room, "open")
    refused = send(chair, room(open_room), text="He shouted, she cried.", audience="EVERYONE")
    assert refused.status_code == 422
    assert "He shouted, she cried." in refused.content.decode()
    assert "Select who says it" in text_of(refused)
    assert not StatementVersion.objects.exists()


def test_an_opinion_is_hidden_until_all_are_in(cast, open_room) -> None:
    chair = sign_in(cast, "chair")
    press(chair, open_room, "open")
    for seat in Participant.objects.filter(conference=open_room):
        press(chair, open_room, "arrive", participant=seat.pk)
    child = open_room.children.get()
    givers = Participant.objects.filter(conference=open_room, gives_opinion=True)
    send(
        chair,
        room(open_room, f"children/{child.public_id}/opinions/{givers[0].public_id}/"),
        threshold="not_met",
        reasons="They have changed.",
    )
    page = room(open_room, f"children/{child.public_id}/decision/")
    assert "They have changed." not in text_of(chair.get(page))
    press(chair, open_room, "show-opinions")
    assert "They have changed." in text_of(chair.get(page))


def test_it_can_be_adjourned_with_an_interim_plan_and_a_next_date(cast, open_room) -> None:
    chair = sign_in(cast, "chair")
    press(chair, open_room, "open")
    address = room(open_room, "end/")
    answers = {
        "how": "adjourn",
        "reason": "The interpreter did not come.",
        "interim_plan": "Grandmother stays.",
        "next_on-day": "10",
        "next_on-month": "12",
        "next_on-year": "2026",
        "_step": "confirm",
    }
    incomplete = send(chair, address, **{**answers, "interim_plan": ""})
    assert incomplete.status_code == 422
    assert "Enter what keeps the children safe" in text_of(incomplete)
    assert send(chair, address, **answers).status_code == 302
    open_room.refresh_from_db()
    assert (open_room.ending, open_room.interim_plan) == ("ADJOURNED", "Grandmother stays.")


def test_a_closed_part_says_who_is_out_and_why(cast, open_room) -> None:
    chair = sign_in(cast, "chair")
    press(chair, open_room, "open")
    mother = Participant.objects.get(conference=open_room, person=cast.people["mother"])
    press(chair, open_room, "arrive", participant=mother.pk)
    address = room(open_room, "closed-part/")
    assert send(chair, address, out=[mother.pk], reason="").status_code == 422
    assert send(chair, address, out=[mother.pk], reason="Police evidence").status_code == 302
    assert "Closed part" in text_of(chair.get(room(open_room)))
    press(chair, open_room, "resume")
    open_room.refresh_from_db()
    assert open_room.state == "IN_SESSION"


@pytest.mark.parametrize(
    "name",
    [
        "other_chair",
        "social_worker",
        "manager",
        "administrator",
        "police_officer",
        "mother",
        "stranger",
        "system_administrator",
    ],
)
def test_nobody_else_enters_the_room(cast, open_room, name) -> None:
    assert sign_in(cast, name).get(room(open_room)).status_code == 404


def buttons_of(client: Client, conference: Conference) -> set[str]:
    page = client.get(room(conference)).content.decode()
    return set(re.findall(r'name="what" value="([^"]+)"', page))


def test_a_minute_taker_is_offered_what_is_hers_to_do(cast, open_room) -> None:
    chair, minute_taker = sign_in(cast, "chair"), sign_in(cast, "minute_taker")
    assert "The chair opens it" in minute_taker.get(room(open_room)).text
    assert buttons_of(minute_taker, open_room) == set()
    press(chair, open_room, "open")
    assert buttons_of(minute_taker, open_room) == {"agenda", "arrive", "leave", "apology"}
    assert "recess" in buttons_of(chair, open_room)
    child = open_room.children.first()
    decision = minute_taker.get(room(open_room, f"children/{child.public_id}/decision/")).text
    assert "write the plan" in decision
    assert "show-opinions" not in decision
    for what in ("recess", "resume", "go-on-inquorate", "show-opinions"):
        assert press(minute_taker, open_room, what).status_code == 404
    assert minute_taker.get(room(open_room, "closed-part/")).status_code == 404


def test_an_id_of_another_conference_is_not_found(cast, open_room) -> None:
    chair = sign_in(cast, "chair")
    press(chair, open_room, "open")
    assert press(chair, open_room, "arrive", participant=999999).status_code == 404
    assert press(chair, open_room, "arrive", participant="x").status_code == 404
    assert press(chair, open_room, "nonsense").status_code == 404


def test_the_room_costs_the_same_however_much_is_said(cast: Family, open_room: Conference) -> None:
    chair = sign_in(cast, "chair")
    press(chair, open_room, "open")
    seat = Participant.objects.filter(conference=open_room)[0]

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            chair.get(room(open_room))
        return len(queries)

    def say(times: int) -> None:
        for number in range(times):
            send(
                chair,
                room(open_room),
                author=seat.pk,
                text=f"Said {number}",
                children=[cast.people["ava"].pk],
                audience="EVERYONE",
            )

    say(2)
    few = cost()
    say(8)
    assert cost() == few
    assert few <= MOST_QUERIES

"""Opinions at the table: one page for all, written down for several children, opened by the chair."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.tests.family import STARTS_AT, Family
from roundtable.casework.decisions.models import Dissent, Opinion
from roundtable.casework.plans.tests import table
from roundtable.foundation.audit.models import AuditEvent
from roundtable.web.design_system.tests.people import carried_by
from roundtable.web.staff.room.tests.test_room import press, room, send, sign_in, text_of

MOST_QUERIES = 26


@pytest.fixture
def meeting(cast: Family, clock: time_machine.Traveller) -> Conference:
    conference = table.sitting(cast, table.invited(cast, "ava", "ben"))
    clock.move_to(STARTS_AT + timedelta(minutes=30))
    return conference


@pytest.fixture
def chair(cast: Family, meeting: Conference) -> Client:
    return sign_in(cast, "chair")


def giver(cast: Family, conference: Conference, name: str = "head_teacher") -> Participant:
    return conference.participants.get(professional=cast.professionals[name])


def of_giver(cast: Family, conference: Conference) -> str:
    return room(conference, f"opinions/{giver(cast, conference).public_id}/")


def ticks(cast: Family, conference: Conference, *names: str) -> list[int]:
    return [table.child_of(cast, conference, name).pk for name in names]


def test_table_shows_who_is_waited_for_and_hides_what_was_said(cast, meeting, chair) -> None:
    send(
        chair,
        of_giver(cast, meeting),
        children=ticks(cast, meeting, "ava"),
        threshold="not_met",
        reasons="They have changed.",
    )
    page = text_of(chair.get(room(meeting, "opinions/")))
    assert "Mia Stone on Ava Hartley: given" in page
    assert "Mia Stone on Ben Hartley: waited for" in page
    assert "1 of 4 opinions given" in page
    assert "0 of 4 opinions given" in page
    assert "Rosa Hartley on Ava Hartley: waited for" in page
    assert "Mia Stone on Ava Hartley: no" in text_of(press(chair, meeting, "show-opinions"))


def test_one_opinion_is_given_for_the_children_that_are_ticked_alone(cast, meeting, chair) -> None:
    nobody = send(chair, of_giver(cast, meeting), threshold="no_opinion")
    assert nobody.status_code == 422
    assert "Select which children it is about" in text_of(nobody)
    both: dict[str, Any] = {"children": ticks(cast, meeting, "ava", "ben")}
    send(chair, of_giver(cast, meeting), threshold="no_opinion", **both)
    assert set(Opinion.objects.values_list("threshold", flat=True)) == {"no_opinion"}
    assert Opinion.objects.count() == 2
    assert AuditEvent.objects.filter(verb="opinion.recorded").count() == 2
    assert "Given already: this replaces it." in text_of(chair.get(of_giver(cast, meeting)))
    # In no kind of harm, it is refused for all of them.
    refused = send(chair, of_giver(cast, meeting), threshold="met", **both)
    assert "Select at least one category of harm" in text_of(refused)
    assert set(Opinion.objects.values_list("threshold", flat=True)) == {"no_opinion"}


def test_an_opinion_given_meanwhile_is_not_written_over(cast, meeting, chair) -> None:
    page = chair.get(of_giver(cast, meeting))
    table.hear(cast, table.child_of(cast, meeting, "ava"))
    answers = {"children": ticks(cast, meeting, "ava"), "threshold": "not_met"}
    late = chair.post(of_giver(cast, meeting), carried_by(page) | answers)
    assert late.status_code == 422
    assert set(Opinion.objects.values_list("threshold", flat=True)) == {"met"}


@pytest.mark.parametrize("at", ["opinions/", "decision"])
def test_what_others_give_appears_by_itself(cast, meeting, chair, at) -> None:
    ava = table.child_of(cast, meeting, "ava")
    address = room(meeting, at if at == "opinions/" else f"children/{ava.public_id}/decision/")
    seen = chair.get(address).content.decode().split('data-follow="')[1].split('"')[0]
    assert chair.get(address, headers={"X-Seen-News": seen}).status_code == 204
    table.hear(cast, ava)
    fresh = chair.get(address, headers={"X-Seen-News": seen})
    assert fresh.status_code == 200
    assert "neglect" in text_of(fresh)


def test_opinions_cost_the_same_for_many_children(cast, meeting, chair) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            chair.get(room(meeting, "opinions/"))
        return len(queries)

    table.hear(cast, table.child_of(cast, meeting, "ava"))
    cost()  # what is kept of the questions is built once
    few = cost()
    table.hear(cast, table.child_of(cast, meeting, "ben"))
    assert cost() == few <= MOST_QUERIES


@pytest.mark.parametrize("name", ["manager", "administrator", "head_of_service"])
def test_nobody_else_sees_the_table(cast, meeting, name) -> None:
    client = sign_in(cast, name)
    for at in ("opinions/", f"opinions/{giver(cast, meeting).public_id}/"):
        assert client.get(room(meeting, at)).status_code == 404


def test_each_thing_that_is_missing_leads_to_where_it_is_put_right(cast, meeting, chair) -> None:
    ava = table.child_of(cast, meeting, "ava")
    table.propose(cast, ava, "plan", reasons="")
    here = room(meeting, f"children/{ava.public_id}/")
    for page in (room(meeting, "conclude/"), f"{here}decision/"):
        shown = chair.get(page).content.decode()
        for place in (
            f"{here}views/{ava.child.public_id}/",
            room(meeting, "opinions/"),
            f"{here}plan/#key_worker",
            f"{here}plan/#review_on-day",
            f"{here}decision/#reasons",
        ):
            assert f'href="{place}"' in shown, (page, place)
    table.hear(cast, ava)
    table.write_plan(cast, ava)
    table.propose(cast, ava, "plan")
    shown = text_of(chair.get(room(meeting, "conclude/")))
    assert "Ava Hartley Nothing: everything is there. Ben Hartley" in shown


def test_against_what_most_think_is_asked_about_once_all_have_spoken(cast, meeting, chair) -> None:
    ava = table.child_of(cast, meeting, "ava")
    table.propose(cast, ava, "no_further_action", against_majority="")
    send(
        chair,
        of_giver(cast, meeting),
        children=[ava.pk],
        threshold="met",
        categories=["NEG"],
    )
    page = room(meeting, f"children/{ava.public_id}/decision/")
    asked = "most of the professionals and the social worker would have decided: say why"
    # Nobody learns from the list what was said before it is open.
    assert "say why" not in text_of(chair.get(page))
    table.hear(cast, ava)
    assert asked in text_of(chair.get(page))
    table.propose(cast, ava, "no_further_action", against_majority="They have not seen the home.")
    assert "say why" not in text_of(chair.get(page))


def test_who_disagrees_is_written_down_after_the_decision(cast, meeting, chair) -> None:
    ava = table.child_of(cast, meeting, "ava")
    here = room(meeting, f"children/{ava.public_id}/")
    assert "a formal dissent can be lodged for 72 hours" in text_of(chair.get(f"{here}decision/"))
    assert chair.get(f"{here}disagree/").status_code == 404
    table.propose_plans(cast, meeting)
    table.conclude_conference(conference_id=meeting.pk, actor=cast.actor("chair"), now=table.NOW)
    page = text_of(chair.get(f"{here}disagree/"))
    assert "Decided: Child protection plan." in page
    assert "A formal dissent is lodged by 6 December 2026" in page
    police = giver(cast, meeting, "police_officer")
    refused = send(chair, f"{here}disagree/", who=police.public_id, is_formal="formal")
    assert "Enter why they disagree" in text_of(refused)
    said = {"is_formal": "formal", "reasons": "The home was safe."}
    send(chair, f"{here}disagree/", who=police.public_id, **said)
    assert Dissent.objects.get().is_formal
    assert "PC Grant (formally): The home was safe." in text_of(chair.get(f"{here}decision/"))

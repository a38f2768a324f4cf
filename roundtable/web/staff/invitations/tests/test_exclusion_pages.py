"""Asking for somebody to be kept out, and the chair's decision, in the browser."""

import uuid
from datetime import datetime

import pytest
import time_machine
from django.urls import reverse

from roundtable.casework.conferences.actions.exclude import request_exclusion
from roundtable.casework.conferences.models import Conference, Exclusion, Participant
from roundtable.casework.conferences.tests.family import Family, add, arranged
from roundtable.foundation.core import clock
from roundtable.foundation.core.clock import LONDON
from roundtable.foundation.documents.models import Document
from roundtable.web.staff.tests.visiting import (
    confirmed,
    filled,
    links,
    problems,
    queries_of,
    visitor,
    words_of,
)

EVIDENCE = "He hit her on 2 November."
MOST_QUERIES = 15


@pytest.fixture
def conference(cast: Family) -> Conference:
    return arranged(cast, "ava")


@pytest.fixture
def father(cast: Family, conference: Conference) -> Participant:
    return add(cast, conference, "excluded_father")


@pytest.fixture
def asked(cast: Family, father: Participant) -> Exclusion:
    return request_exclusion(
        participant_id=father.pk,
        ground="A",
        evidence=EVIDENCE,
        actor=cast.actor("social_worker"),
        now=clock.now(),
    )


def address(conference: Conference, name: str, *more: object) -> str:
    return reverse(f"staff:{name}", args=[conference.public_id, *more])


def test_a_worker_asks_and_the_chair_sees_it(
    cast: Family, conference: Conference, father: Participant
) -> None:
    worker = visitor(cast.actor("social_worker"))
    page = worker.get(address(conference, "exclusions"))
    assert "Ask by Monday 30 November 2026 · 4 working days left" in words_of(page)
    answers = filled(participant=str(father.public_id), ground="A", evidence=EVIDENCE)
    assert worker.post(address(conference, "request-exclusion"), answers).status_code == 302
    chair = visitor(cast.actor("chair"))
    page = chair.get(address(conference, "exclusions"))
    assert EVIDENCE in words_of(page)
    assert "Decide about Neil Doyle" in links(page)


def test_a_day_to_ask_by_that_has_passed_makes_nobody_late(
    cast: Family, conference: Conference, clock: time_machine.Traveller
) -> None:
    clock.move_to(datetime(2026, 12, 2, 10, tzinfo=LONDON))
    worker = visitor(cast.actor("social_worker"))
    words = words_of(worker.get(address(conference, "exclusions")))
    assert "The day to ask by has passed." in words
    assert "late Why this date" not in words
    on_its_page = words_of(worker.get(address(conference, "conference")))
    assert "Ask for somebody to be kept out None asked for" in on_its_page


def test_without_what_it_rests_on_nobody_is_asked(
    cast: Family, conference: Conference, father: Participant
) -> None:
    worker = visitor(cast.actor("social_worker"))
    page = worker.post(
        address(conference, "request-exclusion"), filled(participant=str(father.public_id))
    )
    assert page.status_code == 422
    assert problems(page) == ["Select the ground", "Enter what it rests on"]


def test_the_chair_decides_with_reasons_and_another_way_to_be_heard(
    cast: Family, conference: Conference, father: Participant, asked: Exclusion
) -> None:
    chair = visitor(cast.actor("chair"))
    page = address(conference, "decide-exclusion", asked.public_id)
    assert problems(chair.post(page, filled(decision="whole", reasons="You hit Rosa."))) == [
        "Enter how their views will be heard all the same"
    ]
    answers = filled(decision="whole", reasons="You hit Rosa.", views_by="By letter to the chair")
    check = chair.post(page, answers)
    assert "gets a letter with these reasons at once" in words_of(check)
    assert not Document.objects.filter(kind="exclusion_letter").exists()
    assert confirmed(chair, page, answers).status_code == 302
    asked.refresh_from_db()
    father.refresh_from_db()
    assert (asked.decision, father.part) == ("whole", "none")
    assert Document.objects.filter(kind="exclusion_letter").count() == 1


def test_a_session_of_their_own_has_a_time(
    cast: Family, conference: Conference, father: Participant, asked: Exclusion
) -> None:
    chair = visitor(cast.actor("chair"))
    page = address(conference, "decide-exclusion", asked.public_id)
    answers = filled(decision="separate", reasons="You hit Rosa.", views_by="In that session")
    assert problems(chair.post(page, answers)) == ["Enter when their own session begins"]
    confirmed(chair, page, answers | {"comes_at": "12:30"})
    father.refresh_from_db()
    assert f"{father.comes_at.astimezone(clock.LONDON):%d %H:%M}" == "03 12:30"


def test_it_is_decided_once(cast: Family, conference: Conference, asked: Exclusion) -> None:
    chair = visitor(cast.actor("chair"))
    page = address(conference, "decide-exclusion", asked.public_id)
    confirmed(chair, page, filled(decision="refused", reasons="There is no danger in the room."))
    again = confirmed(chair, page, filled(decision="refused", reasons="Once more."))
    assert problems(again) == ["It is decided already. Somebody can ask again."]


@pytest.mark.parametrize("name", ["administrator", "social_worker", "manager", "other_chair"])
def test_nobody_but_the_chair_decides(
    cast: Family, conference: Conference, asked: Exclusion, name: str
) -> None:
    client = visitor(cast.actor(name))
    page = address(conference, "decide-exclusion", asked.public_id)
    assert client.get(page).status_code == 404
    assert client.post(page, filled(decision="whole")).status_code == 404


def test_what_it_rests_on_is_for_those_who_may_ask_or_decide(
    cast: Family, conference: Conference, asked: Exclusion
) -> None:
    for name in ("administrator", "minute_taker"):
        words = words_of(visitor(cast.actor(name)).get(address(conference, "exclusions")))
        assert "Neil Doyle" in words
        assert EVIDENCE not in words


def test_another_conferences_request_is_not_found_here(
    cast: Family, conference: Conference
) -> None:
    chair = visitor(cast.actor("chair"))
    assert chair.get(address(conference, "decide-exclusion", uuid.uuid4())).status_code == 404
    stranger = visitor(cast.actor("stranger"))
    assert stranger.get(address(conference, "exclusions")).status_code == 404


def test_it_asks_the_same_for_many_as_for_few(
    cast: Family, conference: Conference, asked: Exclusion
) -> None:
    chair = visitor(cast.actor("chair"))
    few = queries_of(chair, address(conference, "exclusions"))
    for name in ("mother", "grandmother"):
        request_exclusion(
            participant_id=add(cast, conference, name).pk,
            ground="D",
            evidence="She talks over Ava.",
            actor=cast.actor("social_worker"),
            now=clock.now(),
        )
    assert queries_of(chair, address(conference, "exclusions")) == few <= MOST_QUERIES

"""Who is kept out says what they think on their own page, and finds nothing of the meeting there."""

import re
from datetime import timedelta

import pytest
import time_machine

from roundtable.casework.conferences.actions.exclude import decide_exclusion, request_exclusion
from roundtable.casework.conferences.models import Conference, Exclusion
from roundtable.casework.conferences.tests.family import Family, add
from roundtable.casework.plans.tests import table
from roundtable.casework.room.models import Views
from roundtable.foundation.core import clock as time
from roundtable.web.family.tests.test_family_pages import sign_in, text_of

HIS = "excluded_father"
AFTER_RECALL = timedelta(minutes=20)


@pytest.fixture
def asked(cast: Family) -> Exclusion:
    conference = table.arranged(cast, "ava", "ben")
    seat = add(cast, conference, HIS)
    return request_exclusion(
        participant_id=seat.pk,
        ground="A",
        evidence="Ava froze when he came to the school.",
        actor=cast.actor("social_worker"),
        now=time.now(),
    )


def decide(cast: Family, exclusion: Exclusion) -> None:
    decide_exclusion(
        exclusion_id=exclusion.pk,
        decision="whole",
        reasons="Ava could not speak.",
        views_by="On his page, or in a letter to the chair.",
        actor=cast.actor("chair"),
        now=time.now(),
    )


def address(conference: Conference, name: str = "views/") -> str:
    return f"/family/meetings/{conference.public_id}/{name}"


def child_of(conference: Conference) -> str:
    return str(conference.children.get(child__forename="Ava").public_id)


def test_he_says_what_he_thinks_once_he_has_the_letter(
    cast: Family, asked: Exclusion, clock: time_machine.Traveller
) -> None:
    conference = asked.participant.conference
    his = sign_in(cast, HIS)
    assert his.get(address(conference)).status_code == 404
    decide(cast, asked)
    assert his.get(address(conference)).status_code == 404  # the letter can be called back
    clock.shift(AFTER_RECALL)
    his = sign_in(cast, HIS)
    assert address(conference) in his.get("/family/").content.decode()
    form = his.get(address(conference)).content.decode()
    once = re.search(r'name="_once" value="([^"]+)"', form).group(1)
    said = {"_once": once, "child": child_of(conference), "text": "I want to see Ava."}
    assert his.post(address(conference), said).status_code == 302
    views = Views.objects.get(person=cast.people[HIS])
    assert views.conference_child.child == cast.ava
    assert "I want to see Ava." in text_of(his.get(address(conference)))
    asked.refresh_from_db()
    assert asked.views_came_on == time.today()


def test_his_page_says_neither_when_nor_where_nor_who(
    cast: Family, asked: Exclusion, clock: time_machine.Traveller
) -> None:
    conference = asked.participant.conference
    decide(cast, asked)
    clock.shift(AFTER_RECALL)
    his = sign_in(cast, HIS)
    for page in (his.get("/family/"), his.get(address(conference))):
        assert page.status_code == 200
        for hidden in ("3 December", "Willow", "Rosa", "Ben", "Lowe", "MZ4"):
            assert hidden not in text_of(page)
    for other in ("", "people/", "answer/", "needs/", "time/", "calendar/", "papers/"):
        assert his.get(address(conference, other)).status_code == 404
    for stranger in ("half_siblings_father", "grandmother", "stranger"):
        assert sign_in(cast, stranger).get(address(conference)).status_code in (403, 404)

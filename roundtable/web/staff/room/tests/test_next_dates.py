"""The next dates, found in the room: within their limits, taken in one step, and kept."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from roundtable.casework.conferences.actions.answer_request import authorise_request
from roundtable.casework.conferences.models import Booking, Conference, Kind
from roundtable.casework.conferences.tests import family as conference_family
from roundtable.casework.conferences.tests.family import STARTS_AT, Family
from roundtable.casework.plans.actions.next_dates import CannotTakeDates, take_next_dates
from roundtable.casework.plans.models import Outline
from roundtable.casework.plans.next_dates import next_dates
from roundtable.casework.plans.tests import table
from roundtable.casework.plans.tests.test_review import requested
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.web.staff.room.tests.test_room import room, send, sign_in, text_of

CORE_GROUP_LIMIT, REVIEW_LIMIT = date(2026, 12, 17), date(2027, 3, 3)


@pytest.fixture
def meeting(cast: Family, clock: time_machine.Traveller) -> Conference:
    conference = table.ready_to_decide(cast, "ava", "ben")
    clock.move_to(STARTS_AT + timedelta(minutes=80))
    return conference


@pytest.fixture
def chair(cast: Family, meeting: Conference) -> Client:
    return sign_in(cast, "chair")


def kept(conference: Conference) -> set[str]:
    held = Booking.objects.filter(
        conference=conference, released_at=None, period__startswith__gt=conference.ends_at
    )
    return {(one.room or one.professional).name for one in held}


def offered(name: str, page: str) -> list[str]:
    return re.findall(rf'name="{name}"[^>]*value="([^"]+)"', page)


def test_dates_are_offered_with_their_reasons_and_taken_together(cast, meeting, chair) -> None:
    page = chair.get(room(meeting, "next-dates/"))
    assert "For Ava Hartley and Ben Hartley" in text_of(page)
    assert "Dele Lowe has chaired for this family before." in text_of(page)
    groups, reviews = (offered(one, page.content.decode()) for one in ("core_group", "review"))
    assert len(groups) == 4
    assert all(date.fromisoformat(one) <= CORE_GROUP_LIMIT for one in groups)
    assert reviews
    assert all(date.fromisoformat(one[:10]) <= REVIEW_LIMIT for one in reviews)
    assert "Select a day for the core group" in text_of(
        send(chair, room(meeting, "next-dates/"), review=reviews[0])
    )
    late = send(chair, room(meeting, "next-dates/"), core_group="2026-12-18", review=reviews[0])
    assert late.status_code == 422
    for review in (reviews[1], reviews[0]):  # another choice gives back what was kept before
        answer = send(chair, room(meeting, "next-dates/"), core_group=groups[1], review=review)
        assert answer.status_code == 302
    for outline in Outline.objects.filter(conference_child__conference=meeting):
        assert outline.core_group_on == date.fromisoformat(groups[1])
        assert outline.review_on == date.fromisoformat(reviews[0][:10])
    assert kept(meeting) == {"Dele Lowe", "Tom Reed", "Oak Room"}
    assert AuditEvent.objects.filter(verb="conference.next_dates_taken").count() == 2


def test_what_was_kept_goes_to_the_review_when_it_is_arranged(cast, meeting) -> None:
    now = clock.now()
    found = next_dates(meeting, now=now)
    review = found.reviews[0]
    take_next_dates(
        conference_id=meeting.pk,
        core_group_on=found.core_groups[0].day,
        review_starts_at=review.starts_at,
        actor=cast.actor("minute_taker"),
        now=now,
    )
    table.conclude_conference(conference_id=meeting.pk, actor=cast.actor("chair"), now=table.NOW)
    assert kept(meeting)
    asked = requested(cast, "ava", "ben", ava=Kind.REVIEW, ben=Kind.REVIEW)
    authorise_request(conference_id=asked.pk, actor=cast.actor("manager"), now=now)
    conference_family.arrange(
        cast,
        asked,
        starts_at=review.starts_at,
        ends_at=review.ends_at,
        room_id=review.room_id,
        now=now,
    )
    assert not kept(meeting)
    held = Booking.objects.filter(conference=asked, released_at=None)
    assert held.filter(period__startswith=review.starts_at).count() == 3


def test_dates_are_taken_by_who_runs_the_meeting_while_it_is_on(cast, meeting) -> None:
    now = clock.now()
    found = next_dates(meeting, now=now)
    taking = {
        "conference_id": meeting.pk,
        "core_group_on": found.core_groups[0].day,
        "review_starts_at": found.reviews[0].starts_at,
        "now": now,
    }
    with pytest.raises(NotAuthorised):
        take_next_dates(**taking, actor=cast.actor("social_worker"))
    with pytest.raises(CannotTakeDates, match="not free any more"):
        take_next_dates(
            **taking | {"core_group_on": CORE_GROUP_LIMIT + timedelta(days=1)},
            actor=cast.actor("chair"),
        )
    table.conclude_conference(conference_id=meeting.pk, actor=cast.actor("chair"), now=table.NOW)
    with pytest.raises(CannotTakeDates, match="while the conference is on"):
        take_next_dates(**taking, actor=cast.actor("chair"))
    assert not kept(meeting)


def test_no_date_is_found_for_who_gets_no_plan(cast, meeting, chair) -> None:
    for child in meeting.children.all():
        table.propose(cast, child, "no_further_action")
    assert "there is no next date to find" in text_of(chair.get(room(meeting, "next-dates/")))

"""The convening desk: requests by working days left, times that are free, and what else waits."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from roundtable.casework.conferences.models import Conference, Part, Participant
from roundtable.casework.conferences.tests.family import (
    Family,
    add,
    arrange,
    authorised,
    request,
)
from roundtable.casework.invitations.actions.answer import Answer, answer_invitation
from roundtable.casework.invitations.models import Invitation
from roundtable.casework.plans.desk import ON_A_PAGE
from roundtable.casework.plans.tests import table
from roundtable.foundation.core.clock import at, now
from roundtable.web.staff.tests.visiting import links, queries_of, visitor, words_of

DESK = "/convening/"
MOST_QUERIES = 15


@pytest.fixture
def desk(cast: Family) -> Client:
    return visitor(cast.actor("administrator"))


def test_a_request_stands_there_with_its_limit_and_free_times(cast: Family, desk: Client) -> None:
    conference = authorised(cast, "ava", "ben")
    page = desk.get(DESK)
    words = words_of(page)
    assert "Ava Hartley: initial · Ben Hartley: initial" in words
    assert "due Tuesday 8 December 2026 · 10 working days left" in words
    assert "Why this date?" in words
    assert "Tue 8 Dec, 10am, chair Dele Lowe, Oak Room" in words
    found = links(page)
    chosen = next(href for text, href in found.items() if text.startswith("Tue 8 Dec, 10am"))
    arrange_page = reverse("staff:arrange", args=[conference.public_id])
    assert chosen == f"{arrange_page}?slot=2026-12-08T10:00"
    assert desk.get(chosen).status_code == 200


def test_what_nobody_authorised_yet_offers_no_times(cast: Family, desk: Client) -> None:
    request(cast, "ava")
    page = desk.get(DESK)
    assert "Waiting for the team manager to authorise it" in words_of(page)
    assert not any("chair Dele Lowe" in text for text in links(page))


def test_what_waits_comes_before_what_is_arranged(cast: Family, desk: Client) -> None:
    table.invited(cast, "ava")
    authorised(cast, "ben")
    words = words_of(desk.get(DESK))
    assert words.index("To arrange") < words.index("Ben Hartley") < words.index("Arranged, with")


def test_what_is_arranged_says_what_is_left(cast: Family, desk: Client) -> None:
    conference = table.invited(cast, "ava")
    add(cast, conference, "midwife")
    kept_out = add(cast, conference, "excluded_father")
    Participant.objects.filter(pk=kept_out.pk).update(part=Part.NONE)
    found = links(desk.get(DESK))
    assert found["4 people without an answer, Hartley family"] == reverse(
        "staff:answers", args=[conference.public_id]
    )
    assert found["1 person to invite, Hartley family"] == reverse(
        "staff:invitations", args=[conference.public_id]
    )


def test_what_is_left_for_all_that_is_arranged_stands_in_a_line(cast: Family, desk: Client) -> None:
    conference = table.invited(cast, "ava")
    words = words_of(desk.get(DESK))
    assert "Answers outstanding: 4" in words
    assert "a second person" not in words
    kept_out = add(cast, conference, "excluded_father")
    add(cast, conference, "midwife")
    Participant.objects.filter(pk=kept_out.pk).update(part=Part.NONE)
    assert "To send once a second person has looked: 1" in words_of(desk.get(DESK))


MISSING = "Not quorate yet."


def test_three_working_days_before_the_missing_agencies_are_named_to_desk_and_chair(
    cast: Family, clock: time_machine.Traveller
) -> None:
    def rows() -> list[str]:
        desk = visitor(cast.actor("administrator")).get(DESK)
        chair = visitor(cast.actor("chair")).get("/")
        waits = [text for text in links(chair) if text.startswith("Hartley family, 3 December")]
        return [
            words_of(desk).partition("may not be quorate")[2].partition("To arrange")[0],
            *waits,
        ]

    conference = table.invited(cast, "ava")
    clock.move_to(at(date(2026, 11, 27), 9))  # four working days before
    assert rows() == [""]
    clock.move_to(at(date(2026, 11, 30), 9))
    on_desk, for_chair = rows()
    for words in (on_desk, for_chair):
        assert MISSING in words
        assert "Not answered: Marlsea Health, St Anne's Primary and Marlsea Police" in words
    found = links(visitor(cast.actor("administrator")).get(DESK))
    answers = reverse("staff:answers", args=[conference.public_id])
    assert found["Hartley family: answers"] == answers
    for invitation in Invitation.objects.filter(conference=conference):
        answer_invitation(
            invitation_id=invitation.pk,
            answer=Answer.ACCEPT,
            actor=cast.actor("administrator"),
            now=now(),
        )
    assert rows() == [""]


def test_what_may_not_be_quorate_comes_in_pages(
    cast: Family, clock: time_machine.Traveller
) -> None:
    first = table.invited(cast, "ava")
    for _ in range(ON_A_PAGE):
        held_again(first)
    clock.move_to(at(date(2026, 11, 30), 9))
    desk = visitor(cast.actor("administrator"))

    def page(number: int) -> tuple[int, str]:
        words = words_of(desk.get(f"{DESK}?quorum={number}"))
        return words.count(MISSING), words.partition("Soon, and")[0]

    shown, summary = page(1)
    assert (shown, page(2)[0], page(99)[0]) == (ON_A_PAGE, 1, 1)
    assert f"{ON_A_PAGE + 1} that may not be quorate" in summary
    assert "?quorum=2&waiting=1&coming=1&letters=1#quorum" in links(desk.get(DESK)).values()
    assert queries_of(desk, DESK) <= MOST_QUERIES


def held_again(conference: Conference) -> None:
    """Write down another conference with the same people, none of whom has answered."""
    people = list(conference.participants.all())
    another = Conference.objects.get(pk=conference.pk)
    another.pk, another.public_id = None, uuid4()
    another.save(force_insert=True)
    for one in people:
        one.pk, one.public_id, one.conference = None, uuid4(), another
    Participant.objects.bulk_create(people)


def test_letters_that_are_due_stand_there(cast: Family, clock: time_machine.Traveller) -> None:
    conference, _ = table.decided(cast, "ava")
    clock.move_to(table.NOW)
    page = visitor(cast.actor("administrator")).get(DESK)
    assert "Due Friday 4 December 2026 · 1 working day left" in words_of(page)
    assert reverse("staff:letters", args=[conference.public_id]) in links(page).values()


def test_an_empty_desk_says_so(cast: Family, desk: Client) -> None:
    words = words_of(desk.get(DESK))
    assert "Nothing waits to be arranged." in words
    assert "No letter and no record is due." in words


@pytest.mark.parametrize("name", ["chair", "social_worker", "manager", "minute_taker", "stranger"])
def test_it_is_the_conference_services_desk(cast: Family, name: str) -> None:
    authorised(cast, "ava")
    page = visitor(cast.actor(name)).get(DESK)
    assert page.status_code == 404
    assert "Hartley" not in words_of(page)


def test_it_asks_the_same_of_the_database_for_many_as_for_few(cast: Family, desk: Client) -> None:
    authorised(cast, "ava")
    few = queries_of(desk, DESK)
    authorised(cast, "ben")
    third = arrange(cast, authorised(cast, "unborn"))
    for name in ("mother", "health_visitor", "head_teacher"):
        add(cast, third, name)
    assert queries_of(desk, DESK) == few <= MOST_QUERIES

"""Planning the fortnight on the desk: ask, wait, read why, accept or arrange by hand."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.tests.family import Family, authorised
from roundtable.casework.fortnight.models import FortnightPlan
from roundtable.casework.fortnight.queries import lines_of
from roundtable.casework.fortnight.tests.test_fortnight import work
from roundtable.foundation.core import clock
from roundtable.web.staff.conferences.tests.test_arranging_pages import on_the_page
from roundtable.web.staff.tests.visiting import (
    day_of,
    filled,
    links,
    opened,
    problems,
    queries_of,
    visitor,
    words_of,
)

ASK = "/convening/fortnight/"
MOST_QUERIES = 12


@pytest.fixture
def desk(cast: Family) -> Client:
    return visitor(cast.actor("administrator"))


def send(desk: Client, address: str, **answers: Any) -> Any:
    return desk.post(address, opened(desk, address) | filled(**answers), follow=True)


def days(first: date, last: date) -> dict[str, str]:
    return {
        **day_of("first_on", first.day, first.month, first.year),
        **day_of("last_on", last.day, last.month, last.year),
    }


def asked(desk: Client, first: date = date(2026, 11, 30), last: date = date(2026, 12, 11)) -> Any:
    return desk.post(ASK, filled() | days(first, last), follow=True)


def page_of(plan: FortnightPlan) -> str:
    return reverse("staff:fortnight", args=[plan.public_id])


def test_the_desk_leads_to_it_and_the_page_waits_without_scripts(
    cast: Family, desk: Client
) -> None:
    assert links(desk.get("/convening/"))["Plan the fortnight"] == ASK
    page = asked(desk)
    assert "It is being worked out." in words_of(page)
    assert page["Refresh"] == "5"
    assert "Look again now" in links(page)
    assert "Being worked out" in words_of(desk.get(ASK))


def test_a_wrong_day_is_said_beside_it(cast: Family, desk: Client) -> None:
    wrong = asked(desk, date(2026, 12, 11), date(2026, 12, 1))
    assert problems(wrong) == ["Enter a last day after the first"]
    assert wrong.status_code == 422
    too_many = asked(desk, date(2026, 12, 1), date(2027, 2, 1))
    assert problems(too_many) == ["Enter a last day within 20 working days."]
    assert not FortnightPlan.objects.exists()


def test_a_plan_says_why_and_is_accepted_line_by_line(cast: Family, desk: Client) -> None:
    authorised(cast, "ava")
    asked(desk)
    plan = work(FortnightPlan.objects.get(), cast)
    page = desk.get(page_of(plan))
    words = words_of(page)
    assert "Refresh" not in page
    assert "1 conference, all within every limit" in words
    assert "Tuesday 8 December 2026" in words
    assert "The family has 14 days of notice." in words
    done = send(desk, links(page)["Arrange as proposed: Hartley family"])
    assert "Arranged. Say who is asked to come, then send the invitations." in words_of(done)
    assert "Nothing is left to decide." in words_of(done)
    assert Conference.objects.get().state == "SCHEDULED"


def test_all_in_one_go(cast: Family, desk: Client) -> None:
    for name in ("ava", "ben"):
        authorised(cast, name)
    asked(desk)
    plan = work(FortnightPlan.objects.get(), cast)
    done = send(desk, links(desk.get(page_of(plan)))["Arrange all of these"])
    assert "2 conferences were arranged." in words_of(done)
    assert set(Conference.objects.values_list("state", flat=True)) == {"SCHEDULED"}


def test_who_agrees_to_a_late_one_is_named_on_its_page(cast: Family, desk: Client) -> None:
    authorised(cast, "ava")
    asked(desk, date(2026, 12, 10), date(2026, 12, 11))
    plan = work(FortnightPlan.objects.get(), cast)
    page = desk.get(page_of(plan))
    assert "Not within every limit: somebody has to agree" in words_of(page)
    assert "comes before the first day that is planned" in words_of(page)
    assert "Arrange all of these" not in links(page)
    address = links(page)["Arrange as proposed: Hartley family"]
    refused = desk.post(address, filled())
    assert refused.status_code == 422
    assert any("after the limit" in one for one in problems(refused))
    assert "Go on all the same?" in words_of(refused)
    agreed = desk.post(
        address,
        filled(
            agreed_on=on_the_page(refused),
            agreed_by=["MANAGER", "CHAIR"],
            agreed_who_manager=str(cast.manager.pk),
            agreed_manager="Nobody was free.",
            agreed_who_chair=str(cast.chair.pk),
            agreed_chair="I agree.",
        ),
        follow=True,
    )
    assert "Arranged." in words_of(agreed)
    assert "Nobody was free." in Conference.objects.get().late_reason


def test_it_is_left_out_or_arranged_by_hand(cast: Family, desk: Client) -> None:
    conference = authorised(cast, "ava")
    asked(desk)
    plan = work(FortnightPlan.objects.get(), cast)
    found = links(desk.get(page_of(plan)))
    assert found["Arrange another time for the Hartley family"] == reverse(
        "staff:conference", args=[conference.public_id]
    )
    done = send(desk, found["Leave it out: Hartley family"])
    assert "Set aside" in words_of(done)
    (line,) = lines_of(cast.actor("administrator"), plan)
    assert line.state == "set_aside"


@pytest.mark.parametrize("name", ["chair", "social_worker", "head_of_service", "stranger"])
def test_it_is_the_desks_alone(cast: Family, desk: Client, name: str) -> None:
    asked(desk)
    plan = FortnightPlan.objects.get()
    for address in (ASK, page_of(plan)):
        assert visitor(cast.actor(name)).get(address).status_code == 404


def test_the_page_asks_the_same_for_few_and_for_many(cast: Family, desk: Client) -> None:
    counts = []
    for names in (("ava",), ("ben", "unborn")):
        for name in names:
            authorised(cast, name)
        asked(desk)
        plan = work(FortnightPlan.objects.latest("pk"), cast)
        counts.append(queries_of(desk, page_of(plan)))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_a_line_is_changed_in_the_plan(cast: Family, desk: Client) -> None:
    for name in ("ava", "ben"):
        authorised(cast, name)
    asked(desk)
    plan = work(FortnightPlan.objects.get(), cast)
    first, second = lines_of(cast.actor("administrator"), plan)
    address = reverse("staff:adjust-planned", args=[plan.public_id, second.public_id])
    assert address in links(desk.get(page_of(plan))).values()
    begins = first.starts_at.astimezone(clock.LONDON).strftime("%Y-%m-%dT%H:%M")
    who = {
        "chair": str(first.chair.public_id),
        "minute_taker": str(second.minute_taker.public_id),
    }
    refused = send(desk, address, start=begins, **who)
    assert any("in another meeting of the plan then" in one for one in problems(refused)), problems(
        refused
    )
    assert problems(send(desk, address, start="whenever", **who)) != []
    done = send(desk, address, start="2026-12-02T10:00", room="", **who)
    assert "Changed. The rest of the plan stays as it was." in words_of(done)
    assert "by video link" in words_of(done)
    second.refresh_from_db()
    link = reverse("staff:planned-conference", args=[plan.public_id, second.public_id])
    assert problems(send(desk, link)) == ["Enter the link: there is no room"]
    arranged = send(desk, link, link="https://meet.marlsea.example/1")
    assert "Arranged." in words_of(arranged)
    assert "It does not wait to be arranged any more" in words_of(desk.get(address))

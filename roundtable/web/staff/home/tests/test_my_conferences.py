"""The first page of a chair and of a minute taker, with conferences on it."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.urls import reverse

from roundtable.casework.cases.tests.town import Family, Town
from roundtable.casework.conferences.actions.arrange import arrange_conference
from roundtable.casework.conferences.actions.request import RequestedChild
from roundtable.casework.conferences.models import Conference, Kind, Room
from roundtable.casework.plans.actions.request_review import request_conference
from roundtable.casework.plans.tests.on_a_plan import put_on_plan
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock
from roundtable.rules.access import Role
from roundtable.web.staff.tests.visiting import day_of, filled, links, queries_of, visitor, words_of


@dataclass
class Service:
    """The conference service of the town, and a room."""

    town: Town
    worker: Actor
    desk: Actor
    chair: Actor
    minute_taker: Actor
    room: Room

    def review(self, name: str, day: date) -> Conference:
        """Return a review that is arranged for this day at ten."""
        family = self.town.family(self.worker, name=name, children={"Mia": date(2020, 1, 1)})
        put_on_plan(family.children["Mia"], family.case, by=self.worker, since=date(2026, 11, 3))
        return self.arrange(family, day)

    def arrange(self, family: Family, day: date) -> Conference:
        asked = request_conference(
            case_id=family.case.pk,
            children=[RequestedChild(family.children["Mia"].pk, Kind.REVIEW)],
            reason="The first review.",
            actor=self.worker,
            now=clock.now(),
        )
        return arrange_conference(
            conference_id=asked.pk,
            starts_at=clock.at(day, 10),
            ends_at=clock.at(day, 12),
            chair_id=self.chair.professional_id,
            minute_taker_id=self.minute_taker.professional_id,
            room_id=self.room.pk,
            actor=self.desk,
            now=clock.now(),
        )


@pytest.fixture
def service(town: Town) -> Service:
    return Service(
        town=town,
        worker=town.actor(Role.SOCIAL_WORKER, "Sam Iqbal"),
        desk=town.actor(Role.ADMINISTRATOR, "Priya Nair"),
        chair=town.actor(Role.CHAIR, "Maya Lowe"),
        minute_taker=town.actor(Role.MINUTE_TAKER, "Tom Reed"),
        room=Room.objects.create(
            authority=town.authority,
            name="Willow Room",
            address="Park Centre",
            postcode="PR7 2AB",
            capacity=12,
        ),
    )


def test_a_chairs_conferences_stand_under_their_days_with_how_ready_they_are(
    service: Service,
) -> None:
    later = service.review("Osei", date(2026, 12, 3))
    sooner = service.review("Kaya", date(2026, 12, 2))
    page = visitor(service.chair).get("/")
    text = words_of(page)
    assert text.index("Wednesday 2 December 2026") < text.index("Thursday 3 December 2026")
    assert "10am to midday Kaya family · review for Mia · Willow Room Arranged" in text
    assert "Reports" in text
    assert "Some things are not ready How ready it is : Kaya family" in text
    assert "To read: Nothing is in yet" in text
    assert "Answers Look at this Nobody has been invited yet." in text
    assert links(page)["How ready it is: Kaya family"] == reverse(
        "staff:readiness", args=[sooner.public_id]
    )
    assert links(page)["Kaya family"] == reverse("staff:conference", args=[sooner.public_id])
    assert links(page)["Osei family"] == reverse("staff:conference", args=[later.public_id])


def test_another_chairs_conferences_are_not_there(service: Service, town: Town) -> None:
    service.review("Osei", date(2026, 12, 3))
    assert "Osei" not in words_of(visitor(town.actor(Role.CHAIR, "Noor Khan")).get("/"))


def test_a_minute_taker_sees_their_conferences_and_nothing_of_the_reports(
    service: Service,
) -> None:
    service.review("Osei", date(2026, 12, 3))
    text = words_of(visitor(service.minute_taker).get("/"))
    assert "Osei family" in text
    assert "Answers Look at this Nobody has been invited yet." in text
    assert "Reports" not in text
    assert "How ready it is" not in text


@pytest.mark.parametrize("who", ["chair", "minute_taker", "desk"])
def test_the_page_asks_the_same_for_many_conferences_as_for_few(service: Service, who: str) -> None:
    counts = []
    day = date(2026, 12, 1)
    for name, number in (("Few", 3), ("Many", 9)):
        for index in range(number):
            day += timedelta(days=3 if day.weekday() == 4 else 1)
            service.review(f"{name}{index}", day)
        counts.append(queries_of(visitor(getattr(service, who)), "/"))
    assert counts[0] == counts[1] <= 20


def test_a_bank_holiday_says_which_conferences_are_arranged_on_it(service: Service) -> None:
    service.review("Osei", date(2026, 12, 3))
    service.review("Kaya", date(2026, 12, 2))
    answers = filled(name="Coronation") | day_of("day", 3, 12, 2026)
    text = words_of(visitor(service.desk).post(reverse("staff:calendar"), answers))
    assert "They stay on that day until somebody moves them: Osei family, 10am." in text
    assert "Kaya" not in text

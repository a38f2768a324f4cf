"""A transfer and an agency's request in the browser, from both sides."""

from datetime import date

import pytest
from django.urls import reverse

from roundtable.casework.cases.models import Section47Enquiry
from roundtable.casework.cases.tests.town import Family, Town
from roundtable.casework.convening.models import AgencyRequest, TransferIn
from roundtable.casework.people.models import Person
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.clocks.models import Clock
from roundtable.rules.access import Role
from roundtable.web.design_system.tests.people import carried_by
from roundtable.web.staff.tests.visiting import (
    confirmed,
    day_of,
    filled,
    links,
    problems,
    visitor,
    words_of,
)


@pytest.fixture
def worker(town: Town) -> Actor:
    return town.actor(Role.SOCIAL_WORKER, "Sam Iqbal")


@pytest.fixture
def family(town: Town, worker: Actor) -> Family:
    return town.family(worker, unborn=date(2027, 2, 1))


@pytest.fixture
def manager(town: Town, worker: Actor, family: Family) -> Actor:
    return town.allocated(Role.MANAGER, "Jo Park", family.case, worker)


def ways(family: Family) -> str:
    return reverse("staff:case-asked-for", args=[family.case.public_id])


def test_children_who_moved_here(family: Family, worker: Actor, manager: Actor) -> None:
    client = visitor(worker)
    told = filled(
        children=[str(family.children["Ava"].public_id)],
        from_authority="Lowmoor",
        contact="Pat Reed",
        categories=["NEG"],
    ) | day_of("notified_on", 20, 11, 2026)
    client.post(reverse("staff:record-transfer", args=[family.case.public_id]), told)
    transfer = TransferIn.objects.get()
    asked = filled(papers=["plan"]) | day_of("on", 23, 11, 2026)
    client.post(reverse("staff:request-transfer", args=[transfer.public_id]), asked)
    text = words_of(client.get(ways(family)))
    assert "Transfer-in conference by" in text
    assert "Monday 14 December 2026" in text
    assert "Still to come Reports of earlier conferences" in text
    answer = reverse("staff:answer-transfer", args=[transfer.public_id])
    assert client.get(answer).status_code == 404
    managing = visitor(manager)
    refused = managing.post(answer, filled(event="dispute"))
    assert problems(refused) == ["Enter why: the other authority is told"]
    managing.post(answer, filled(event="accept"))
    assert "Accepted" in words_of(client.get(ways(family)))
    start = client.get(reverse("staff:request-conference", args=[family.case.public_id]))
    assert "Ava Hartley Transfer in: on a plan of another authority" in words_of(start)


def test_an_agency_asks_on_its_own_pages(
    town: Town, family: Family, worker: Actor, manager: Actor
) -> None:
    head = visitor(town.allocated(Role.PARTNER, "Ruth Osei", family.case, worker))
    asking = reverse("partners:ask-for-conference")
    given = filled(
        family=str(family.case.public_id),
        children="Ava",
        reason="She does not want to go home.",
        backed_as="named",
    )
    assert problems(head.post(asking, given)) == ["Enter their name"]
    confirmed(head, asking, given | {"backed_by": "Dr Lena Moss"})
    assert "Waits for the team manager's answer" in words_of(head.get(asking))
    answer = reverse("staff:answer-agency", args=[AgencyRequest.objects.get().public_id])
    assert answer in links(visitor(manager).get("/")).values()
    client = visitor(manager)
    assert "She does not want to go home." in words_of(client.get(ways(family)))
    no = client.post(answer, filled(answer="refused", reason="A plan is in place."))
    assert "normally agreed" in problems(no)[0]
    client.post(answer, filled(answer="agreed", reason="We meet tomorrow."))
    assert "Agreed: We meet tomorrow." in words_of(head.get(asking))


def test_somebody_who_works_with_no_family_is_offered_none(town: Town, family: Family) -> None:
    client = visitor(town.actor(Role.PARTNER, "Tom Shaw"))
    text = words_of(client.get(reverse("partners:ask-for-conference")))
    assert "You are not on the case of a family here." in text
    assert "Hartley" not in text


def test_a_birth_is_recorded_where_the_people_are(family: Family, worker: Actor) -> None:
    client = visitor(worker)
    birth = reverse("staff:record-birth", args=[family.children["Baby"].public_id])
    people = client.get(reverse("staff:case-people", args=[family.case.public_id]))
    assert birth in people.text
    born = filled(forename="Mia", surname="Hartley", sex="F") | day_of("birth_on", 23, 11, 2026)
    client.post(birth, carried_by(client.get(birth)) | born)
    assert Person.objects.filter(forename="Mia", birth_on=date(2026, 11, 23)).exists()
    assert client.get(birth).status_code == 404


def test_an_enquiry_that_was_opened_by_mistake(
    town: Town, family: Family, worker: Actor, manager: Actor
) -> None:
    """The data officer and the manager agree; its limit stops."""
    enquiry = town.enquiry(family, "Ava", worker)
    officer = town.actor(Role.DATA_OFFICER, "Kim Vale")
    struck = reverse("staff:cancel-enquiry", args=[enquiry.public_id])
    assert visitor(worker).get(struck).status_code == 404
    client = visitor(manager)
    nobody = client.post(struck, filled(reason="Meant for another child."))
    assert problems(nobody) == ["Select the data officer who agreed"]
    client.post(
        struck, filled(reason="Meant for another child.", data_officer=officer.professional_id)
    )
    assert Section47Enquiry.objects.get().state == "CANCELLED_IN_ERROR"
    assert not Clock.objects.filter(rule="initial_conference", stopped_on=None).exists()
    again = client.post(struck, filled(reason="Again.", data_officer=officer.professional_id))
    assert again.status_code == 422

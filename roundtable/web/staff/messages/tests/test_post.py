"""The page of what somebody has to post, bring or tell, and what came back."""

import pytest
from django.urls import reverse

from roundtable.casework.cases.actions.restriction import restrict_case
from roundtable.casework.cases.tests.town import Family, Town
from roundtable.casework.people.models import Address, ContactPoint
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit.models import AccessEvent
from roundtable.foundation.core import clock
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.rules.access import Role
from roundtable.web.staff.messages.tests.test_sent_messages import write
from roundtable.web.staff.tests.visiting import filled, links, queries_of, visitor, words_of

POST = "staff:post"


@pytest.fixture
def worker(town: Town) -> Actor:
    return town.actor(Role.SOCIAL_WORKER, "Sam Iqbal")


@pytest.fixture
def family(town: Town, worker: Actor) -> Family:
    return town.family(worker)


@pytest.fixture
def desk(town: Town) -> Actor:
    return town.actor(Role.ADMINISTRATOR, "Priya Nair")


def to_post(family: Family, number: int = 1, **changes: object) -> OutboxMessage:
    rosa = family.adults["Rosa"]
    Address.objects.filter(person=rosa).delete()
    Address.objects.create(
        authority=rosa.authority, person=rosa, lines="1 Old Road", postcode="MZ1 1AA",
        confirmed_on=clock.today(),
    )  # fmt: skip
    ContactPoint.objects.update_or_create(
        authority=rosa.authority, person=rosa, channel="post", defaults={"is_safe": True}
    )
    document = write(family, number)
    message = OutboxMessage.objects.get(document_id=document.pk)
    given = {
        "kind": "decision_letter",
        "by_hand_at": clock.now(),
        "by_hand_because": "Post it.",
        "destination": "1 Old Road, MZ1 1AA",
        **changes,
    }
    OutboxMessage.objects.filter(pk=message.pk).update(**given)
    message.refresh_from_db()
    return message


def test_what_is_ticked_has_gone(family: Family, desk: Actor) -> None:
    message, other = to_post(family, 1), to_post(family, 2)
    client = visitor(desk)
    page = client.get(reverse(POST))
    assert "Rosa Hartley Post 1 Old Road, MZ1 1AA Post it." in words_of(page)
    assert "The letter (PDF) for Rosa Hartley" in links(page)
    answers = filled(posted=[str(message.public_id)])
    done = client.post(reverse(POST), answers, follow=True)
    assert "1 message noted as gone." in words_of(done)
    message.refresh_from_db()
    other.refresh_from_db()
    assert message.sent_at is not None
    assert other.sent_at is None


def test_nothing_ticked_and_something_else_ticked_are_refused_beside_the_list(
    family: Family, desk: Actor
) -> None:
    message = to_post(family)
    client = visitor(desk)
    nothing = client.post(reverse(POST), filled())
    assert nothing.status_code == 422
    assert "Select what you have posted, brought or told" in words_of(nothing)
    OutboxMessage.objects.update(sent_at=clock.now())
    gone = client.post(reverse(POST), filled(posted=[str(message.public_id)]))
    assert gone.status_code == 422


def test_what_must_not_go_is_held_and_said(family: Family, desk: Actor) -> None:
    message = to_post(family)
    Address.objects.update(lines="2 New Road")
    answers = filled(posted=[str(message.public_id)])
    done = visitor(desk).post(reverse(POST), answers, follow=True)
    assert "1 message held back: do not let them go." in words_of(done)
    message.refresh_from_db()
    assert message.sent_at is None


def test_a_secret_is_shown_to_who_tells_it_and_that_is_kept(family: Family, desk: Actor) -> None:
    message = to_post(family, body="Your code is 123456", is_secret=True, channel="phone")
    client = visitor(desk)
    page = client.get(reverse(POST))
    assert "123456" not in words_of(page)
    told = client.get(links(page)["Show what to tell them for Rosa Hartley"])
    assert "Your code is 123456" in words_of(told)
    assert f"message:{message.pk}" in AccessEvent.objects.latest("pk").subjects
    OutboxMessage.objects.update(sent_at=clock.now())
    assert client.get(reverse("staff:tell", args=[message.public_id])).status_code == 404


def test_what_came_back_is_there_until_they_were_reached(family: Family, desk: Actor) -> None:
    message = to_post(family, failed_because="The mail server refused it (550)", by_hand_at=None)
    client = visitor(desk)
    page = client.get(reverse(POST))
    assert "The mail server refused it (550)" in words_of(page)
    settle = reverse("staff:settle-message", args=[message.public_id])
    assert settle in links(page).values()
    client.post(settle, filled(), follow=True)
    assert "(550)" not in words_of(client.get(reverse(POST)))


def test_what_a_server_holds_up_is_said(family: Family, desk: Actor) -> None:
    to_post(family, delayed_because="The mail server cannot be reached", by_hand_at=None)
    words = words_of(visitor(desk).get(reverse(POST)))
    assert "1 message waits to leave. The mail server cannot be reached." in words
    assert "Nothing waits to be posted" in words


def test_the_page_asks_the_same_for_many_as_for_few(family: Family, desk: Actor) -> None:
    counts = []
    for number in range(9):
        to_post(family, number)
        if number in (1, 8):
            counts.append(queries_of(visitor(desk), reverse(POST)))
    assert counts[0] == counts[1] <= 20


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.CHAIR, Role.HEAD_OF_SERVICE])
def test_it_is_for_the_conference_service(town: Town, family: Family, role: Role) -> None:
    message = to_post(family)
    client = visitor(town.actor(role, "Nia Cole"))
    assert client.get(reverse(POST)).status_code == 404
    for name in ("staff:tell", "staff:settle-message"):
        assert client.get(reverse(name, args=[message.public_id])).status_code == 404


def test_nothing_of_a_restricted_family_or_another_authority_is_on_it(
    town: Town, other_town: Town, family: Family, worker: Actor, desk: Actor
) -> None:
    to_post(family)
    manager = town.allocated(Role.MANAGER, "Jo Park", family.case, worker)
    restrict_case(case_id=family.case.pk, reason="Staff", actor=manager, now=clock.now())
    assert "Hartley" not in visitor(desk).get(reverse(POST)).text
    other_town.enter()
    client = visitor(other_town.actor(Role.ADMINISTRATOR, "Alex Moor"))
    assert "Hartley" not in client.get(reverse(POST)).text

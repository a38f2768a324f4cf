"""What was sent, and the letters."""

from datetime import timedelta

import pytest
from django.urls import reverse

from roundtable.casework.cases.actions.restriction import restrict_case
from roundtable.casework.cases.tests.town import Family, Town
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit.models import AccessEvent
from roundtable.foundation.core import clock
from roundtable.foundation.documents.models import Document
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.rules.access import Role
from roundtable.web.staff.tests.visiting import links, queries_of, visitor, words_of

PDF = b"%PDF-1.7 a letter"


@pytest.fixture
def worker(town: Town) -> Actor:
    return town.actor(Role.SOCIAL_WORKER, "Sam Iqbal")


@pytest.fixture
def family(town: Town, worker: Actor) -> Family:
    return town.family(worker)


@pytest.fixture
def desk(town: Town) -> Actor:
    return town.actor(Role.ADMINISTRATOR, "Priya Nair")


def write(family: Family, number: int = 1) -> Document:
    rosa = family.adults["Rosa"]
    document = Document.objects.create(
        authority=family.case.authority,
        kind="invitation",
        template="x.typ",
        title="Invitation",
        content={},
        subject_type="case",
        subject_id=family.case.pk,
        case_id=family.case.pk,
        reader_person_id=rosa.pk,
        made_at=clock.now(),
        pdf=PDF,
    )
    OutboxMessage.objects.create(
        authority=family.case.authority,
        reference=f"letter-{family.case.pk}-{number}",
        kind="invitation",
        channel="post",
        person_id=rosa.pk,
        document_id=document.pk,
        case_id=family.case.pk,
        subject_line="A letter about a meeting",
        queued_at=clock.now() + timedelta(minutes=number),
    )
    return document


def test_what_was_sent_is_listed_with_its_letter(family: Family, desk: Actor) -> None:
    document = write(family)
    page = visitor(desk).get(reverse("staff:messages"))
    text = words_of(page)
    assert "Rosa Hartley" in text
    assert "Post Waiting" in text
    letter = reverse("staff:letter", args=[document.public_id])
    assert links(page)["A letter about a meeting to Rosa Hartley (PDF)"] == letter


@pytest.mark.parametrize(
    "changed, says",
    [
        ({"sent_at": clock.at}, "Sent"),
        ({"stopped_at": clock.at}, "Stopped"),
        ({"failed_because": "No such address"}, "Came back No such address"),
        ({"by_hand_at": clock.at, "by_hand_because": "Post it."}, "To post Post it."),
        ({"delayed_because": "The mail server cannot be reached"}, "Delayed The mail server"),
    ],
)
def test_the_state_of_a_message_is_said(
    family: Family, desk: Actor, changed: dict, says: str
) -> None:
    write(family)
    values = {name: clock.now() if callable(value) else value for name, value in changed.items()}
    OutboxMessage.objects.update(**values)
    assert f"Post {says}" in words_of(visitor(desk).get(reverse("staff:messages")))


def test_the_newest_comes_first_page_by_page(family: Family, desk: Actor) -> None:
    for number in range(27):
        write(family, number)
    client = visitor(desk)
    first = words_of(client.get(reverse("staff:messages")))
    second = words_of(client.get(reverse("staff:messages") + "?page=2"))
    assert (first.count("Rosa Hartley (PDF)"), second.count("Rosa Hartley (PDF)")) == (25, 2)
    assert "27 messages" in first


def test_the_list_asks_the_same_for_many_as_for_few(family: Family, desk: Actor) -> None:
    counts = []
    for number in range(12):
        write(family, number)
        if number in (2, 11):
            counts.append(queries_of(visitor(desk), reverse("staff:messages")))
    assert counts[0] == counts[1] <= 15


def test_an_empty_list_says_what_will_be_there(desk: Actor) -> None:
    assert "Nothing has been sent yet." in words_of(visitor(desk).get(reverse("staff:messages")))


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.CHAIR, Role.DATA_OFFICER])
def test_the_list_is_for_the_conference_service_and_its_head(
    town: Town, family: Family, role: Role
) -> None:
    write(family)
    client = visitor(town.actor(role, "Nia Cole"))
    assert client.get(reverse("staff:messages")).status_code == 404


def test_what_was_sent_about_a_restricted_family_is_on_no_list_of_others(
    town: Town, family: Family, worker: Actor, desk: Actor
) -> None:
    document = write(family)
    manager = town.allocated(Role.MANAGER, "Jo Park", family.case, worker)
    restrict_case(case_id=family.case.pk, reason="Staff", actor=manager, now=clock.now())
    client = visitor(desk)
    assert "Hartley" not in client.get(reverse("staff:messages")).text
    assert client.get(reverse("staff:letter", args=[document.public_id])).status_code == 404


# A letter


def test_a_letter_opens_as_a_pdf_whose_file_name_says_nothing(
    family: Family, worker: Actor
) -> None:
    document = write(family)
    response = visitor(worker).get(reverse("staff:letter", args=[document.public_id]))
    assert response.content == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="letter.pdf"'
    assert response["Cache-Control"] == "no-store"


def test_reading_a_letter_is_on_record(family: Family, desk: Actor) -> None:
    document = write(family)
    visitor(desk).get(reverse("staff:letter", args=[document.public_id]))
    assert AccessEvent.objects.get().subjects == [f"document:{document.pk}"]


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.MANAGER, Role.CHAIR, Role.OUT_OF_HOURS])
def test_a_letter_is_not_there_for_those_who_do_not_work_with_the_family(
    town: Town, family: Family, role: Role
) -> None:
    document = write(family)
    client = visitor(town.actor(role, "Nia Cole"))
    assert client.get(reverse("staff:letter", args=[document.public_id])).status_code == 404


def test_another_authority_finds_no_letter(town: Town, other_town: Town, family: Family) -> None:
    document = write(family)
    other_town.enter()
    client = visitor(other_town.actor(Role.ADMINISTRATOR, "Alex Moor"))
    assert client.get(reverse("staff:letter", args=[document.public_id])).status_code == 404
    assert "Hartley" not in client.get(reverse("staff:messages")).text

"""Another agency's right to ask for a conference, and the answer to it."""

import pytest

from roundtable.casework.cases.tests.town import Family, Town
from roundtable.casework.convening.actions.agency_request import (
    CannotAnswerAgency,
    CannotAskForConference,
    answer_agency,
    ask_for_conference,
)
from roundtable.casework.convening.models import AgencyRequest
from roundtable.casework.convening.page_queries import families_to_ask_for
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.rules.access import Role


@pytest.fixture
def worker(town: Town) -> Actor:
    return town.actor(Role.SOCIAL_WORKER, "Sam Iqbal")


@pytest.fixture
def family(town: Town, worker: Actor) -> Family:
    return town.family(worker)


@pytest.fixture
def head(town: Town, family: Family, worker: Actor) -> Actor:
    return town.allocated(Role.PARTNER, "Ruth Osei", family.case, worker)


@pytest.fixture
def manager(town: Town, family: Family, worker: Actor) -> Actor:
    return town.allocated(Role.MANAGER, "Jo Park", family.case, worker)


def ask(family: Family, actor: Actor, **changed: str) -> AgencyRequest:
    given = {
        "children": "Ava",
        "reason": "She does not want to go home.",
        "backed_as": "designated",
        "backed_by": "Dr Lena Moss",
    }
    return ask_for_conference(
        case_id=family.case.pk, **given | changed, actor=actor, now=clock.now()
    )


def test_the_manager_is_told_of_it_and_the_agency_of_the_answer(
    family: Family, head: Actor, manager: Actor
) -> None:
    request = ask(family, head)
    (told,) = OutboxMessage.objects.filter(kind="agency_asks")
    assert told.professional_id == manager.professional_id
    assert "She does not want to go home" not in told.body
    answer_agency(
        request_id=request.pk, answer="agreed", reason="Tomorrow.", actor=manager, now=clock.now()
    )
    (answered,) = OutboxMessage.objects.filter(kind="agency_answered")
    assert answered.professional_id == head.professional_id
    assert "Ava" not in answered.subject_line + answered.body


def test_an_agency_asks_and_is_answered(family: Family, head: Actor, manager: Actor) -> None:
    request = ask(family, head)
    answer_agency(
        request_id=request.pk,
        answer="agreed",
        reason="We hold a strategy discussion tomorrow.",
        actor=manager,
        now=clock.now(),
    )
    request.refresh_from_db()
    assert (request.answer, request.answered_by_id) == ("agreed", manager.professional_id)
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert {"agency_request.made", "agency_request.answered"} <= verbs


def test_a_backed_request_is_refused_only_after_a_chair_was_asked(
    town: Town, family: Family, head: Actor, manager: Actor
) -> None:
    request = ask(family, head)
    refusal = {
        "request_id": request.pk,
        "answer": "refused",
        "reason": "A plan is in place.",
        "actor": manager,
        "now": clock.now(),
    }
    with pytest.raises(CannotAnswerAgency, match="normally agreed"):
        answer_agency(**refusal)  # type: ignore[arg-type]
    chair = town.professional("Maya Lowe", "Conference chair")
    answer_agency(**refusal, chair=chair)  # type: ignore[arg-type]
    with pytest.raises(CannotAnswerAgency, match="already"):
        answer_agency(**refusal, chair=chair)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"children": " "}, "for which children"),
        ({"reason": ""}, "why"),
        ({"backed_by": ""}, "who stands behind"),
        ({"backed_as": ""}, "who stands behind"),
    ],
)
def test_what_a_request_needs(
    family: Family, head: Actor, changed: dict[str, str], words: str
) -> None:
    with pytest.raises(CannotAskForConference, match=words):
        ask(family, head, **changed)


def test_one_request_waits_at_a_time(family: Family, head: Actor) -> None:
    ask(family, head)
    with pytest.raises(CannotAskForConference, match="asked already"):
        ask(family, head)


def test_who_may_ask_and_answer(town: Town, family: Family, head: Actor, worker: Actor) -> None:
    """Only who works with the family here; only its manager, or the head of service, answers."""
    elsewhere = town.actor(Role.PARTNER, "Tom Shaw")
    assert [one.pk for one in families_to_ask_for(head)] == [family.case.pk]
    assert families_to_ask_for(elsewhere) == []
    with pytest.raises(NotAuthorised):
        ask(family, elsewhere)
    request = ask(family, head)
    for actor in (worker, head):
        with pytest.raises(NotAuthorised):
            answer_agency(
                request_id=request.pk, answer="agreed", reason="Yes.", actor=actor, now=clock.now()
            )

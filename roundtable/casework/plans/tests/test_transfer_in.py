"""Children who move here on a plan of another authority, and the limit of their conference."""

from datetime import date

import pytest

from roundtable.casework.cases.models import TimelineEntry
from roundtable.casework.cases.tests.town import Family, Town
from roundtable.casework.conferences.actions.request import (
    CannotRequestConference,
    RequestedChild,
)
from roundtable.casework.conferences.models import Kind
from roundtable.casework.convening.actions.transfer_in import (
    CannotAnswerTransfer,
    CannotRecordTransfer,
    CannotRequestTransfer,
    MovedChild,
    record_transfer,
    request_transfer,
)
from roundtable.casework.convening.models import TransferIn
from roundtable.casework.plans.actions.request_review import answer_transfer, request_conference
from roundtable.casework.plans.tests.on_a_plan import put_on_plan
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.rules.access import Role

ASKED_ON = date(2026, 11, 23)


@pytest.fixture
def worker(town: Town) -> Actor:
    return town.actor(Role.SOCIAL_WORKER, "Sam Iqbal")


@pytest.fixture
def family(town: Town, worker: Actor) -> Family:
    return town.family(worker)


@pytest.fixture
def manager(town: Town, worker: Actor, family: Family) -> Actor:
    return town.allocated(Role.MANAGER, "Jo Park", family.case, worker)


def told(family: Family, worker: Actor, **changed: object) -> TransferIn:
    given = {
        "case_id": family.case.pk,
        "children": [MovedChild(family.children["Ava"].pk, ["NEG"], date(2026, 6, 1))],
        "from_authority": "Lowmoor",
        "contact": "Pat Reed, 01632 960123",
        "notified_on": date(2026, 11, 20),
        "actor": worker,
        "now": clock.now(),
    }
    return record_transfer(**given | changed)  # type: ignore[arg-type]


def asked(family: Family, worker: Actor) -> TransferIn:
    transfer = told(family, worker)
    return request_transfer(
        transfer_id=transfer.pk,
        on=ASKED_ON,
        papers=["plan", "chronology"],
        actor=worker,
        now=clock.now(),
    )


def answered(transfer: TransferIn, event: str, actor: Actor, reason: str = "") -> TransferIn:
    return answer_transfer(
        transfer_id=transfer.pk, event=event, reason=reason, actor=actor, now=clock.now()
    )


def limit_of(family: Family) -> Clock | None:
    return Clock.objects.filter(
        rule="transfer_in_conference", child_id=family.children["Ava"].pk, stopped_on=None
    ).first()


def test_word_of_mouth_starts_no_limit_and_the_written_request_does(
    family: Family, worker: Actor
) -> None:
    told(family, worker)
    assert limit_of(family) is None
    transfer = asked(family, worker)
    running = limit_of(family)
    assert running is not None
    assert (running.started_on, running.due_on) == (ASKED_ON, date(2026, 12, 14))
    assert transfer.state == "REQUESTED"
    assert AuditEvent.objects.filter(verb="transfer_in.requested").count() == 1
    assert TimelineEntry.objects.filter(kind="transfer_in").count() == 3


def test_an_accepted_transfer_leads_to_a_conference(
    family: Family, worker: Actor, manager: Actor
) -> None:
    transfer = asked(family, worker)
    wanted = [RequestedChild(family.children["Ava"].pk, Kind.TRANSFER_IN)]
    request = {
        "case_id": family.case.pk,
        "children": wanted,
        "reason": "On a plan in Lowmoor.",
        "actor": worker,
        "now": clock.now(),
    }
    with pytest.raises(CannotRequestConference, match="accepted"):
        request_conference(**request)  # type: ignore[arg-type]
    answered(transfer, "accept", manager)
    conference = request_conference(**request)  # type: ignore[arg-type]
    assert conference.children.get().kind == "transfer_in"
    assert limit_of(family) is not None


def test_a_move_for_a_while_stops_the_limit_until_it_is_for_good(
    family: Family, worker: Actor, manager: Actor
) -> None:
    transfer = asked(family, worker)
    answered(transfer, "decline_as_temporary", manager, "Four weeks in a refuge.")
    assert limit_of(family) is None
    answered(transfer, "accept", manager)
    again = limit_of(family)
    assert again is not None
    assert again.started_on == ASKED_ON


def test_a_dispute_stops_no_limit(family: Family, worker: Actor, manager: Actor) -> None:
    transfer = asked(family, worker)
    answered(transfer, "dispute", manager, "They still sleep in Lowmoor.")
    assert limit_of(family) is not None


def test_what_cannot_be_answered(family: Family, worker: Actor, manager: Actor) -> None:
    transfer = told(family, worker)
    with pytest.raises(CannotAnswerTransfer):
        answered(transfer, "accept", manager)
    request_transfer(transfer_id=transfer.pk, on=ASKED_ON, actor=worker, now=clock.now())
    with pytest.raises(CannotAnswerTransfer, match="Say why"):
        answered(transfer, "dispute", manager)
    put_on_plan(family.children["Ava"], family.case, by=worker)
    with pytest.raises(CannotAnswerTransfer, match="subject to a plan"):
        answered(transfer, "accept", manager)


def test_days_and_children_are_checked(
    town: Town, family: Family, worker: Actor, manager: Actor
) -> None:
    with pytest.raises(CannotRecordTransfer, match="cannot lie ahead"):
        told(family, worker, notified_on=date(2026, 12, 1))
    other = town.family(worker, name="Brand")
    with pytest.raises(CannotRecordTransfer, match="children of this case"):
        told(family, worker, children=[MovedChild(other.children["Ava"].pk)])
    transfer = told(family, worker)
    with pytest.raises(CannotRequestTransfer, match="between"):
        request_transfer(
            transfer_id=transfer.pk, on=date(2026, 11, 19), actor=worker, now=clock.now()
        )


def test_who_may(town: Town, other_town: Town, family: Family, worker: Actor) -> None:
    stranger = town.actor(Role.SOCIAL_WORKER, "Nia Cole")
    with pytest.raises(NotAuthorised):
        told(family, stranger)
    transfer = asked(family, worker)
    with pytest.raises(NotAuthorised):
        answered(transfer, "accept", worker)
    other_town.enter()
    assert not TransferIn.objects.exists()

"""Two of the staff open the same page; the second to save is shown what the first wrote."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.urls import reverse

from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.tests.family import NOW, Family, add, arranged
from roundtable.casework.invitations.actions.needs import record_need
from roundtable.casework.invitations.models import NeedKind
from roundtable.casework.people.actions import record_contact
from roundtable.casework.plans.tests import table
from roundtable.casework.reports.actions import (
    record_sharing_difficulty,
    request_reports,
)
from roundtable.casework.reports.models import Report
from roundtable.casework.room.actions.record import draft_record
from roundtable.web.design_system.tests.people import carried_by
from roundtable.web.staff.tests.visiting import filled, opened, problems, visitor, words_of


@dataclass(frozen=True)
class Edited:
    """A page that edits, who opens it (the second to save is named last), and what they enter."""

    address: str
    who: tuple[str, str]
    answers: dict[str, Any]
    field: str


def page(name: str, *args: object) -> str:
    return reverse(f"staff:{name}", args=args)


def in_the_room(cast: Family) -> tuple[Conference, Any]:
    conference = table.sitting(cast, table.invited(cast, "ava"))
    return conference, table.child_of(cast, conference, "ava")


def the_record(cast: Family) -> Edited:
    conference, _ = table.decided(cast, "ava")
    draft_record(conference_id=conference.pk, actor=cast.actor("minute_taker"), now=table.NOW)
    return Edited(
        page("write-record", conference.public_id), ("chair", "minute_taker"), {}, "summary"
    )


def the_plan(cast: Family) -> Edited:
    conference, child = in_the_room(cast)
    address = page("room-plan", conference.public_id, child.public_id)
    return Edited(address, ("minute_taker", "chair"), {}, "contingency")


def the_proposed_decision(cast: Family) -> Edited:
    conference, child = in_the_room(cast)
    address = page("room-decision", conference.public_id, child.public_id)
    return Edited(address, ("chair", "chair"), {}, "reasons")


def the_views(cast: Family) -> Edited:
    conference, child = in_the_room(cast)
    address = page("room-views", conference.public_id, child.public_id, cast.mother.public_id)
    return Edited(address, ("minute_taker", "chair"), {"how_given": "in the meeting"}, "text")


def an_opinion(cast: Family) -> Edited:
    conference, child = in_the_room(cast)
    seat = Participant.objects.get(conference=conference, professional=cast.police_officer)
    address = page("room-opinion", conference.public_id, child.public_id, seat.public_id)
    return Edited(address, ("minute_taker", "chair"), {"threshold": "not_met"}, "reasons")


def a_way_to_reach_somebody(cast: Family) -> Edited:
    contact = record_contact(
        person=cast.mother,
        channel="phone",
        value="01632 960 444",
        actor=cast.actor("social_worker"),
        now=NOW,
    )
    address = page("mark-contact", cast.case.public_id, contact.public_id)
    return Edited(address, ("manager", "social_worker"), {"is_safe": "yes"}, "safe_when")


def a_need(cast: Family) -> Edited:
    conference = arranged(cast, "ava")
    need = record_need(
        participant_id=add(cast, conference, "mother").pk,
        kind=NeedKind.INTERPRETER,
        detail="Polish",
        actor=cast.actor("social_worker"),
        now=NOW,
    )
    address = page("arrange-need", conference.public_id, need.public_id)
    desks = ("second_administrator", "administrator")
    return Edited(address, desks, {"is_arranged": "yes"}, "arrangement")


def own_report(cast: Family) -> Report:
    conference = arranged(cast, "ava")
    request_reports(conference_id=conference.pk, actor=cast.actor("administrator"), now=NOW)
    return Report.objects.get(participant__professional=cast.social_worker)


def what_cannot_be_shared(cast: Family) -> Edited:
    address = page("report-restriction", own_report(cast).public_id)
    answers = {"cannot_share": "yes"}
    return Edited(address, ("social_worker", "social_worker"), answers, "difficulty")


def how_it_is_shared(cast: Family) -> Edited:
    report = own_report(cast)
    record_sharing_difficulty(
        report_id=report.pk,
        difficulty="It names the refuge.",
        actor=cast.actor("social_worker"),
        now=NOW,
    )
    return Edited(page("decide-sharing", report.public_id), ("chair", "chair"), {}, "decision")


def the_chairs_advice(cast: Family) -> Edited:
    enquiry = cast.enquiries["ava"]
    enquiry.state, enquiry.outcome_on = "OPEN", None
    enquiry.save()
    address = page("record-advice", enquiry.public_id)
    asked = {"chair": str(cast.other_chair.public_id), "on-day": "20", "on-month": "11"}
    answers = asked | {"on-year": "2026"}
    return Edited(address, ("manager", "social_worker"), answers, "advice")


EVERY = [
    the_record, the_plan, the_proposed_decision, the_views, an_opinion,
    a_way_to_reach_somebody, a_need, what_cannot_be_shared, how_it_is_shared, the_chairs_advice,
]  # fmt: skip


@pytest.mark.parametrize("edit", EVERY, ids=lambda one: one.__name__)
def test_the_second_to_save_is_shown_what_the_first_wrote(
    cast: Family, edit: Callable[[Family], Edited]
) -> None:
    edited = edit(cast)
    first, second = (visitor(cast.actor(name)) for name in edited.who)
    carried = [opened(client, edited.address) for client in (first, second)]

    def save(client: Any, number: int, text: str) -> Any:
        answers = filled(**edited.answers) | carried[number] | {edited.field: text}
        return client.post(edited.address, answers)

    saved = save(first, 0, "What the first one wrote.")
    assert saved.status_code == 302, problems(saved)
    refused = save(second, 1, "What the second one wrote.")
    assert refused.status_code == 422
    assert "saved this while you were writing" in problems(refused)[0]
    assert "What the second one wrote." in refused.text
    is_hidden_until_all_are_in = edit is an_opinion
    assert ("What the first one wrote." in words_of(refused)) is not is_hidden_until_all_are_in
    carried[1] = carried_by(refused)
    assert save(second, 1, "What both agree on.").status_code == 302


def test_who_lives_with_whom_and_who_must_not_know_an_address_too(cast: Family) -> None:
    kept = cast.mother.addresses.get()
    home = page("keep-address-from", cast.case.public_id, kept.public_id)
    relation = page(
        "change-relationship", cast.case.public_id, cast.mother.public_id, cast.ava.public_id
    )
    mother = {"kinship": "mother", "has_parental_responsibility": "yes"}
    fathers = [str(cast.people[f"{one}_father"].public_id) for one in ("excluded", "half_siblings")]
    first, second = visitor(cast.actor("manager")), visitor(cast.actor("social_worker"))
    for address, saved, late, shown in (
        (
            home,
            {"kept_from": fathers, "reason": "Violence"},
            {"kept_from": [], "_step": "confirm"},
            "Marc Osei",
        ),
        (
            relation,
            mother | {"lives_with_child": "yes"},
            mother | {"lives_with_child": "no"},
            "Yes",
        ),
    ):
        before = opened(second, address)
        assert first.post(address, opened(first, address) | saved).status_code == 302
        refused = second.post(address, before | late)
        assert refused.status_code == 422
        assert shown in words_of(refused).partition("On file now")[2][:300]

"""Who agrees to go on all the same: two people who hold the roles, told by whoever acts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from roundtable.casework.conferences.actions.arrange import CannotArrangeConference
from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.tests.family import (
    SINCE,
    Family,
    agrees,
    arrange,
    authorised,
    sign_up,
)
from roundtable.casework.conferences.tests.looking import audited, codes
from roundtable.casework.people.approvals import approvers
from roundtable.foundation.accounts.actions import appoint, end_appointment
from roundtable.foundation.accounts.models import Appointment, User
from roundtable.foundation.core import clock
from roundtable.rules.access import Role
from roundtable.rules.reasons import Override

PAST_LIMIT = clock.at(date(2026, 12, 10), 10)
YESTERDAY = date(2026, 11, 23)

Spoil = Callable[[Family, Override], Override]


@pytest.fixture
def conference(cast: Family) -> Conference:
    return authorised(cast, "ava")


def arrange_late(cast: Family, conference: Conference, *overrides: Override, by: str) -> Conference:
    late: dict[str, Any] = {
        "starts_at": PAST_LIMIT,
        "ends_at": PAST_LIMIT + timedelta(hours=2),
        "overrides": overrides,
        "actor": cast.actor(by),
        "chair_id": cast.chair.pk,
    }
    return arrange(cast, conference, **late)


def agree(cast: Family, name: str, words: str = "Agreed.") -> Override:
    return agrees(cast, name, "PAST_LIMIT", words, cast.ava)


def nobody(_: Family, agreed: Override) -> Override:
    return replace(agreed, by=None)


def somebody_without_the_role(cast: Family, agreed: Override) -> Override:
    return replace(agreed, by=cast.other_social_worker.pk)


def whoever_acts(cast: Family, agreed: Override) -> Override:
    return replace(agreed, by=cast.administrator.pk)


def one_of_another_authority(cast: Family, agreed: Override) -> Override:
    other = next(iter(cast.actor("stranger").professional_ids))
    appoint(
        user=User.objects.create_user(email="manager@elsewhere.example", name="Stranger"),
        authority=cast.other_authority,
        role=Role.MANAGER,
        starts_on=SINCE,
        professional_id=other,
    )
    return replace(agreed, by=other)


def one_whose_time_is_over(cast: Family, agreed: Override) -> Override:
    held = Appointment.objects.get(professional_id=cast.manager.pk, role=Role.MANAGER)
    end_appointment(appointment=held, on=YESTERDAY)
    return agreed


def one_who_begins_tomorrow(cast: Family, agreed: Override) -> Override:
    Appointment.objects.filter(professional_id=cast.manager.pk).update(starts_on=date(2026, 11, 25))
    return agreed


def one_who_has_left(cast: Family, agreed: Override) -> Override:
    cast.manager.left_on = YESTERDAY
    cast.manager.save()
    return agreed


def one_who_is_shut_out(_: Family, agreed: Override) -> Override:
    User.objects.filter(email="manager@mar.example").update(is_active=False)
    return agreed


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (nobody, "NO_APPROVER"),
        (somebody_without_the_role, "NOT_AN_APPROVER"),
        (whoever_acts, "NOT_AN_APPROVER"),
        (one_of_another_authority, "NOT_AN_APPROVER"),
        (one_whose_time_is_over, "NOT_AN_APPROVER"),
        (one_who_begins_tomorrow, "NOT_AN_APPROVER"),
        (one_who_has_left, "NOT_AN_APPROVER"),
        (one_who_is_shut_out, "NOT_AN_APPROVER"),
    ],
)
def test_only_somebody_who_holds_the_role_today(
    cast: Family, conference: Conference, spoil: Spoil, code: str
) -> None:
    manager = spoil(cast, agree(cast, "manager"))
    with pytest.raises(CannotArrangeConference) as refused:
        arrange_late(cast, conference, manager, agree(cast, "chair"), by="administrator")
    assert codes(refused.value) == {code}
    conference.refresh_from_db()
    assert conference.starts_at is None


def test_one_person_in_both_roles_is_not_two(cast: Family, conference: Conference) -> None:
    appoint(
        user=User.objects.get(email="chair@mar.example"),
        authority=cast.authority,
        role=Role.MANAGER,
        starts_on=SINCE,
        professional_id=cast.chair.pk,
    )
    as_manager = replace(agree(cast, "manager"), by=cast.chair.pk)
    with pytest.raises(CannotArrangeConference) as refused:
        arrange_late(cast, conference, as_manager, agree(cast, "chair"), by="administrator")
    assert codes(refused.value) == {"ONE_APPROVER"}


def test_who_acts_says_who_agreed_and_that_is_on_record(
    cast: Family, conference: Conference
) -> None:
    arrange_late(
        cast,
        conference,
        agree(cast, "manager", "Mother is in hospital."),
        agree(cast, "chair", "She must be heard."),
        by="administrator",
    )
    line = cast.case.timeline.get(title__startswith="Conference arranged")
    assert line.detail == (
        "Ruth Okoro (manager), as Priya Nair says: Mother is in hospital."
        " Dele Lowe (chair), as Priya Nair says: She must be heard."
    )
    told = audited("conference.arranged")[-1].details["overrides"]
    assert [(one["approver"], one["by"], one["attested"]) for one in told] == [
        ("MANAGER", cast.manager.pk, True),
        ("CHAIR", cast.chair.pk, True),
    ]


def test_who_acts_agrees_in_a_role_they_hold(cast: Family, conference: Conference) -> None:
    cast.actors["both"] = sign_up(
        cast.authority, "both", "Ines Mota", Role.ADMINISTRATOR, professional=cast.other_chair
    )
    by_herself = agree(cast, "other_chair")
    arrange_late(cast, conference, agree(cast, "manager"), by_herself, by="both")
    told = audited("conference.arranged")[-1].details["overrides"]
    assert [one["attested"] for one in told] == [True, False]
    line = cast.case.timeline.get(title__startswith="Conference arranged")
    assert "Ines Mota (chair): Agreed." in line.detail


def test_those_to_choose_from_hold_the_role_here(cast: Family) -> None:
    found = approvers(cast.authority.pk, [Role.CHAIR, Role.MANAGER], today=clock.today())
    assert {role: [one.name for one in people] for role, people in found.items()} == {
        Role.CHAIR: ["Dele Lowe", "Ines Mota"],
        Role.MANAGER: ["Ruth Okoro"],
    }

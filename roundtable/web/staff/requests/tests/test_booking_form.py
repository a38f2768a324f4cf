"""The booking form page by page: nothing typed is lost, and what is said is kept as data."""

from datetime import date, time

import pytest

from roundtable.casework.cases.tests.town import Family, Town
from roundtable.casework.conferences.models import Conference
from roundtable.casework.convening.models import BookingForm
from roundtable.casework.convening.queries import avoided_times
from roundtable.foundation.accounts.models import Actor
from roundtable.rules.access import Role
from roundtable.rules.avoided_times import why_not_then
from roundtable.web.staff.requests.dates_typed import NotDays, read_days
from roundtable.web.staff.requests.tests.filling import (
    about,
    answer,
    begin,
    check,
    fill,
    key_of,
    page,
    send,
)
from roundtable.web.staff.tests.visiting import filled, opened, problems, visitor, words_of


@pytest.fixture
def worker(town: Town) -> Actor:
    return town.actor(Role.SOCIAL_WORKER, "Sam Iqbal")


@pytest.fixture
def family(town: Town, worker: Actor) -> Family:
    family = town.family(worker)
    manager = town.allocated(Role.MANAGER, "Jo Park", family.case, worker)
    town.at_risk(family, "Ava", worker, manager)
    return family


def test_what_was_typed_is_found_again_by_a_colleague(
    town: Town, family: Family, worker: Actor
) -> None:
    """Half a page, a wrong one, and a form that was left: all are kept."""
    client = visitor(worker)
    form = begin(client, family)
    carried = opened(client, page(form, "reason"))
    half = carried | filled(reason="", expected_categories=["NEG"])
    assert client.post(page(form, "reason"), half).status_code == 422
    assert BookingForm.objects.get().typed["reason"]["expected_categories"] == ["NEG"]
    stale = client.post(page(form, "reason"), half | {"_later": "1", "reason": "Another page"})
    assert "Somebody else saved this" in problems(stale)[0]
    left = answer(client, form, "reason", reason="Half a sen", _later="1")
    assert left.status_code == 302
    colleague = visitor(town.allocated(Role.SOCIAL_WORKER, "Nia Cole", family.case, worker))
    assert begin(colleague, family) == form
    assert "Half a sen" in colleague.get(page(form, "reason")).text


def test_nobody_overwrites_a_colleagues_page(town: Town, family: Family, worker: Actor) -> None:
    client = visitor(worker)
    form = begin(client, family)
    stale = opened(client, page(form, "reason"))
    answer(client, form, "reason", reason="Written first.")
    late = client.post(page(form, "reason"), stale | filled(reason="Written later."))
    assert late.status_code == 422
    assert BookingForm.objects.get().typed["reason"]["reason"] == ["Written first."]


def test_what_the_family_said_is_kept_as_data(family: Family, worker: Actor) -> None:
    client = visitor(worker)
    form = fill(client, family, "Ava")
    rosa = key_of(family.adults["Rosa"])
    answer(
        client,
        form,
        "days",
        dates_to_avoid="7 December 2026\r\n14 to 18 December 2026",
        work_days=["1"],
        work_from="9am",
        work_until="1pm",
        run_until="9:30",
    )
    no_language = answer(client, form, "needs", **{f"needs_{rosa}": ["interpreter"]})
    assert problems(no_language) == ["Enter the language"]
    language = {f"needs_{rosa}": ["interpreter", "transport"], f"language_{rosa}": "Twi"}
    answer(client, form, "needs", **language)
    answer(client, form, "staff", risk_to_staff="A dog.", police_others="Joe Bell, 1 May 1990")
    answer(
        client,
        form,
        "exclusions",
        kept_out=[rosa],
        **{f"ground_{rosa}": "D", f"evidence_{rosa}": "Ava said so."},
    )
    send(client, form)
    form.refresh_from_db()
    said = avoided_times([form.pk])[form.pk]
    assert len(said) == 4
    assert why_not_then(said, date(2026, 12, 16), time(10), time(12))
    assert why_not_then(said, date(2026, 12, 21), time(10), time(12))
    assert not why_not_then(said, date(2026, 12, 22), time(10), time(12))
    assert set(form.needs.values_list("kind", "detail")) == {
        ("interpreter", "Twi"),
        ("transport", ""),
    }
    assert form.police_names == ["Joe Bell, 1 May 1990"]
    assert form.exclusions.get().evidence == "Ava said so."
    conference = Conference.objects.get()
    assert conference.booking_form == form
    shown = words_of(client.get(f"/requests/{conference.public_id}/"))
    for words in ("Rosa Hartley: help to get there", "A dog.", "14 December 2026 to 18 December"):
        assert words in shown


@pytest.mark.parametrize(
    ("role", "sees"),
    [(Role.MANAGER, True), (Role.SOLICITOR, False)],
)
def test_risk_to_staff_is_for_those_who_need_it(
    town: Town, family: Family, worker: Actor, role: Role, *, sees: bool
) -> None:
    client = visitor(worker)
    form = fill(client, family, "Ava")
    answer(client, form, "staff", risk_to_staff="A dog.", police_others="Joe Bell, 1 May 1990")
    send(client, form)
    reader = visitor(town.allocated(role, "Kim Ash", family.case, worker))
    shown = words_of(reader.get(f"/requests/{Conference.objects.get().public_id}/"))
    assert "Ava saw her mother being hit." in shown
    assert ("A dog." in shown) is sees
    assert ("Joe Bell" in shown) is sees


def test_brothers_and_sisters_are_considered_or_not_with_a_reason(
    family: Family, worker: Actor
) -> None:
    client = visitor(worker)
    form = begin(client, family)
    given = about(family, "Ava") | {f"reason_{key_of(family.children['Ben'])}": ""}
    refused = answer(client, form, "children", **given)
    assert problems(refused) == ["Enter why the conference is not about this child"]
    send(client, fill(client, family, "Ava"))
    rows = form.children.order_by("child__birth_on").values_list("standing", "reason")
    assert list(rows) == [("subject", ""), ("considered", "Lives with the grandmother.")]


def test_a_request_is_sent_once_and_not_before_it_is_finished(
    family: Family, worker: Actor
) -> None:
    client = visitor(worker)
    form = begin(client, family)
    early = send(client, form)
    assert problems(early)[0] == "Finish this first: The children of the household"
    fill(client, family, "Ava")
    assert "Not answered yet." in words_of(client.get(check(form)))
    send(client, form)
    assert send(client, form).status_code == 422
    assert Conference.objects.count() == 1
    changed = answer(client, form, "reason", reason="Another.")
    assert changed.status_code == 422


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("7/12/26", [(date(2026, 12, 7), date(2026, 12, 7))]),
        ("28 December 2026 to 2 January 2027", [(date(2026, 12, 28), date(2027, 1, 2))]),
        ("30 November to 4 December 2026", [(date(2026, 11, 30), date(2026, 12, 4))]),
        ("\n", []),
    ],
)
def test_days_as_people_list_them(text: str, days: list[tuple[date, date]]) -> None:
    assert read_days(text) == days


@pytest.mark.parametrize("text", ["next week", "31 February 2026", "9 to 7 December 2026"])
def test_a_line_that_is_no_day(text: str) -> None:
    with pytest.raises(NotDays):
        read_days(text)

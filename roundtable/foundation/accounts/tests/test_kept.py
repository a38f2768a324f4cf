"""A kept query finds what Django finds, with the values of each time, and holds none of its own."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, Prefetch, QuerySet
from django.test.utils import CaptureQueriesContext

from roundtable.foundation.accounts.models import Appointment, User
from roundtable.foundation.core.kept import BakedIn, Kept, Slot, hold
from roundtable.foundation.core.models import Authority, BankHoliday

pytestmark = pytest.mark.django_db


@pytest.fixture
def authorities() -> list[Authority]:
    """Two authorities: the first with one appointment of one user, the second with two."""
    made = [Authority.objects.create(code=code, name=code) for code in ("NEAR", "FAR")]
    for number, authority in enumerate(made, start=1):
        user = User.objects.create(email=f"{authority.code}@town.example", name="Somebody")
        for day in range(1, number + 1):
            Appointment.objects.create(
                authority=authority,
                user=user,
                role="chair",
                starts_on=date(2026, 1, day),
                ends_on=date(2026, 2, day),
            )
    return made


def test_it_finds_what_the_same_query_finds_for_each_value(authorities: list[Authority]) -> None:
    kept = Kept(
        lambda given: Appointment.objects.filter(
            authority_id=given("authority_id"), starts_on__lte=given("day")
        ).order_by("pk")
    )
    for authority in authorities:
        for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 2)):
            rows = kept.rows(authority_id=authority.pk, day=day)
            same = Appointment.objects.filter(authority=authority, starts_on__lte=day)
            assert rows == list(same.order_by("pk")), (authority, day)


def test_values_and_flat_lists_come_as_they_would(authorities: list[Authority]) -> None:
    ids = [one.pk for one in authorities]
    every = Authority.objects.order_by("pk")

    def asked(shape: Callable[[QuerySet[Authority]], Any]) -> tuple[list[Any], list[Any]]:
        kept = Kept(lambda given: shape(every.filter(pk__any=given("ids"))))
        return kept.rows(ids=ids), list(shape(every.filter(pk__in=ids)))

    for shape in (
        lambda rows: rows.values("code"),
        lambda rows: rows.values_list("code", "name"),
        lambda rows: rows.values_list("code", flat=True),
    ):
        found, wanted = asked(shape)
        assert found == wanted != []
    assert asked(lambda rows: rows.none()) == ([], [])


def test_any_of_nothing_is_nothing(authorities: list[Authority]) -> None:
    assert authorities
    assert not Authority.objects.filter(pk__any=[]).exists()
    assert Kept(lambda given: Authority.objects.filter(pk__any=given("ids"))).rows(ids=[]) == []


def test_each_shape_has_a_text_of_its_own(authorities: list[Authority]) -> None:
    kept = Kept(
        lambda given, only_open: Appointment.objects.filter(
            authority_id=given("authority_id"), **({"ends_on": None} if only_open else {})
        )
    )
    far = authorities[1].pk
    assert len(kept.rows(False, authority_id=far)) == 2
    assert kept.rows(True, authority_id=far) == []
    assert len(kept.rows(False, authority_id=far)) == 2


def test_what_it_prefetches_is_there_without_another_query(authorities: list[Authority]) -> None:
    assert authorities
    held = Prefetch("appointments", Appointment.objects.order_by("-starts_on"))
    kept = Kept(
        lambda given: (
            User.objects.filter(email__any=given("emails")).prefetch_related(held).order_by("pk")
        )
    )
    with CaptureQueriesContext(connection) as queries:
        users = kept.rows(emails=["NEAR@town.example", "FAR@town.example"])
        starts = [[one.starts_on for one in user.appointments.all()] for user in users]
        whose = {one.user for user in users for one in user.appointments.all()}
    assert len(queries) == 2
    assert starts == [[date(2026, 1, 1)], [date(2026, 1, 2), date(2026, 1, 1)]]
    assert whose == set(users)


def test_what_is_asked_beyond_what_is_held_is_about_that_row_alone(
    authorities: list[Authority],
) -> None:
    near, far = authorities
    user = User.objects.get(email="FAR@town.example")
    hold(user, "appointments", list(Appointment.objects.filter(user=user)))
    of_far = Appointment.objects.filter(authority=far)
    held = user.appointments
    assert list(held.order_by("pk")) == list(of_far.order_by("pk"))
    assert not held.filter(authority=near).exists()
    assert held.aggregate(Count("pk")) == {"pk__count": 2}
    assert set(Appointment.objects.filter(pk__in=held.all())) == set(of_far)
    assert held.update(ends_on=date(2026, 3, 1)) == 2


@pytest.mark.parametrize(
    "build",
    [
        lambda given: BankHoliday.objects.filter(authority_id=given("a"), day=date(2026, 1, 1)),
        lambda given: BankHoliday.objects.filter(authority_id=7),
        lambda given: BankHoliday.objects.filter(authority_id__in=[7, 8]),
    ],
    ids=["a day", "a key", "keys"],
)
def test_a_value_without_a_slot_is_refused(build: Callable[..., QuerySet[BankHoliday]]) -> None:
    with pytest.raises(BakedIn):
        Kept(build).rows(a=1)


def test_a_list_without_a_slot_is_refused() -> None:
    with pytest.raises(BakedIn):
        Kept(lambda _given: Authority.objects.filter(pk__any=[7])).rows()


def test_a_slot_without_a_value_is_an_error() -> None:
    kept = Kept(lambda given: Authority.objects.filter(pk=given("pk")))
    with pytest.raises(KeyError):
        kept.rows()


def test_it_is_put_together_once() -> None:
    built = []

    def build(given: type[Slot]) -> QuerySet[Authority]:
        built.append(given)
        return Authority.objects.filter(pk=given("pk"))

    kept = Kept(build)
    assert kept.first(pk=0) is None
    assert kept.first(pk=1) is None
    assert len(built) == 1


def test_what_never_varies_is_written_as_it_is(authorities: list[Authority]) -> None:
    Authority.objects.filter(pk=authorities[0].pk).update(name="Half % and 'half' \\ %s")
    kept = Kept(
        lambda given: Authority.objects.filter(
            pk__any=given("ids"), name="Half % and 'half' \\ %s", name__contains="%"
        )
    )
    assert kept.rows(ids=[one.pk for one in authorities]) == [authorities[0]]


def test_the_server_plans_it_once(authorities: list[Authority]) -> None:
    kept = Kept(lambda given: Authority.objects.filter(pk=given("pk"), name="planned once"))
    with CaptureQueriesContext(connection) as queries:
        for authority in authorities * 3:
            kept.rows(pk=authority.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_prepared_statements where statement like '%planned once%'"
        )
        assert cursor.fetchone() == (1,)
    assert len(queries) == 6

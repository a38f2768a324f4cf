"""Who is signed in is read together with what they hold."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from roundtable.foundation.accounts.actions import appoint
from roundtable.foundation.accounts.backend import SignedInBackend
from roundtable.foundation.accounts.models import User
from roundtable.foundation.accounts.queries import actor_for
from roundtable.foundation.core import clock
from roundtable.foundation.core.models import Authority
from roundtable.rules.access import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    user = User.objects.create(email="chair@town.example", name="Somebody")
    authority = Authority.objects.create(code="NEAR", name="Near")
    appoint(user=user, authority=authority, role=Role.CHAIR, starts_on=date(2026, 1, 1))
    return user


def test_one_query_tells_who_it_is_and_what_they_hold(
    user: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        signed_in = SignedInBackend().get_user(user.pk)
        assert signed_in == user
        assert signed_in is not None
        actor = actor_for(signed_in, today=clock.today())
    assert actor is not None
    assert (actor.user_id, actor.role) == (user.pk, Role.CHAIR)


def test_what_they_held_on_another_day_is_asked_anew(user: User) -> None:
    signed_in = SignedInBackend().get_user(user.pk)
    assert signed_in is not None
    assert actor_for(signed_in, today=date(2025, 12, 31)) is None


def test_whoever_holds_nothing_is_still_somebody(user: User) -> None:
    user.appointments.all().delete()
    signed_in = SignedInBackend().get_user(user.pk)
    assert signed_in == user
    assert actor_for(user, today=clock.today()) is None


def test_whoever_may_not_sign_in_any_more_is_signed_out(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert SignedInBackend().get_user(user.pk) is None


def test_an_id_that_is_nobodys_is_nobody(user: User) -> None:
    assert SignedInBackend().get_user(user.pk + 1) is None

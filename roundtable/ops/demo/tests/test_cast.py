"""Everyone of the demonstration is there, in the part they are known by."""

import pytest

from roundtable.casework.people.models import AgencyKind
from roundtable.foundation.accounts.queries import list_demo_users
from roundtable.foundation.core.context import set_context
from roundtable.ops.demo.cast import CAST, COLLEAGUES, Cast, build_cast
from roundtable.rules.access import Role


@pytest.fixture
def cast(db: None) -> Cast:
    built = build_cast()
    set_context([built.authority.pk, built.other_authority.pk])
    return built


def test_every_role_of_the_access_table_has_a_face(cast: Cast) -> None:
    assert {part.role for part in CAST.values()} == set(Role)
    assert {actor.role for actor in cast.actors.values()} == set(Role)


def test_the_sign_in_page_lists_the_cast_in_its_order(cast: Cast) -> None:
    listed = [user.name for user, _ in list_demo_users()]
    chosen = [part.name for part in [*CAST.values(), *COLLEAGUES.values()] if part.description]
    assert listed == chosen
    assert listed[: len(CAST)] == [part.name for part in CAST.values()]


def test_there_is_an_agency_of_every_kind(cast: Cast) -> None:
    assert {agency.kind for agency in cast.agencies.values()} == set(AgencyKind)


def test_the_police_officer_serves_both_authorities_and_nobody_else_does(cast: Cast) -> None:
    both = tuple(sorted([cast.authority.pk, cast.other_authority.pk]))
    serving_both = [key for key, actor in cast.actors.items() if actor.authority_ids == both]
    assert serving_both == ["police_officer"]
    assert len(cast.actor("police_officer").professional_ids) == 2
    assert cast.actor("police_officer").authority_id == cast.authority.pk


def test_the_stranger_has_the_same_role_next_door(cast: Cast) -> None:
    stranger = cast.actor("stranger")
    assert stranger.role is cast.actor("social_worker").role
    assert stranger.authority_ids == (cast.other_authority.pk,)

"""Each audience has its own door, and everyone else finds nothing behind it."""

import pytest
from django.test import Client

from roundtable.rules.access import Role
from roundtable.web.design_system.audiences import audience_of
from roundtable.web.design_system.tests.people import person, signed_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("roundtable.web.design_system.tests.site"),
]


@pytest.mark.parametrize(
    "role, own",
    [
        (Role.CHAIR, "staff"),
        (Role.SOLICITOR, "staff"),
        (Role.PARTNER, "partners"),
        (Role.INTERPRETER, "partners"),
        (Role.FAMILY, "family"),
        (Role.CHILD, "family"),
        (Role.ADVOCATE, "family"),
    ],
)
def test_a_role_opens_its_own_door_only(client: Client, role: Role, own: str) -> None:
    signed_in(client, person(role))
    opened = {
        audience
        for audience in ("staff", "partners", "family")
        if client.get(f"/test/{audience}/").status_code == 200
    }
    assert opened == {own}


def test_behind_another_door_it_looks_as_if_nothing_were_there(client: Client) -> None:
    signed_in(client, person(Role.FAMILY))
    assert client.get("/test/staff/").text == client.get("/nothing/").text


@pytest.mark.parametrize("role, home", [(Role.PARTNER, "/partners/"), (Role.FAMILY, "/family/")])
def test_the_front_page_leads_home(client: Client, role: Role, home: str) -> None:
    signed_in(client, person(role))
    assert client.get("/").url == home


def test_every_role_has_a_door() -> None:
    assert {audience_of(role).name for role in Role} == {"staff", "partners", "family"}


def test_someone_without_a_role_today_is_told_so(client: Client) -> None:
    signed_in(client, person(None))
    response = client.get("/test/plain/")
    assert response.status_code == 403
    assert "Your account has no part in this work today" in response.text
    assert 'href="/sign-in/"' in response.text


def test_nobody_gets_in_without_signing_in(client: Client) -> None:
    assert client.get("/test/plain/").url == "/sign-in/?next=/test/plain/"


@pytest.mark.parametrize("what, status", [("absent", 404), ("suspicious", 400), ("broken", 500)])
def test_families_are_spoken_to_in_their_own_tone(what: str, status: int) -> None:
    client = signed_in(Client(raise_request_exception=False), person(Role.FAMILY))
    response = client.get(f"/family/test/raise/{what}/")
    assert response.status_code == status
    assert "Go to your meeting page" in response.text
    assert "Exit this page" in response.text

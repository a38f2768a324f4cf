"""Coming in, going out, and being away for too long."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from lxml import html

from roundtable.foundation.accounts.models import User
from roundtable.rules.access import Role
from roundtable.web.design_system.audiences import AUDIENCES
from roundtable.web.design_system.tests.people import PASSWORD, person, signed_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("roundtable.web.design_system.tests.site"),
]


def hidden(page: str, name: str) -> str:
    found = html.fromstring(page).xpath(f"//input[@name='{name}']/@value")
    return found[0] if found else ""


def test_a_password_signs_in_and_leads_on(client: Client) -> None:
    user = person(Role.FAMILY)
    answers = {"email": user.email.upper(), "password": PASSWORD}
    assert client.post("/sign-in/", answers).url == "/family/"
    assert client.post("/sign-in/", answers | {"next": "/test/read/"}).url == "/test/read/"


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "javascript:a()"])
def test_signing_in_never_leads_to_another_site(client: Client, address: str) -> None:
    user = person(Role.CHAIR)
    answers = {"email": user.email, "password": PASSWORD, "next": address}
    assert client.post("/sign-in/", answers).url == "/"


@pytest.mark.parametrize("email", ["sam.iqbal@example.org", "nobody@example.org"])
def test_a_wrong_password_and_an_unknown_address_get_one_answer(client: Client, email: str) -> None:
    person(Role.CHAIR)
    response = client.post("/sign-in/", {"email": email, "password": "guess"})
    assert response.status_code == 422
    assert "The email address or the password is not right" in response.text
    assert f'value="{email}"' in response.text
    assert "guess" not in response.text
    assert "Error: Sign in" in response.text


def test_someone_who_has_left_cannot_sign_in(client: Client) -> None:
    user = person(Role.CHAIR)
    User.objects.filter(pk=user.pk).update(is_active=False)
    answers = {"email": user.email, "password": PASSWORD}
    assert client.post("/sign-in/", answers).status_code == 422


def test_the_demo_lists_its_people_by_door_and_one_click_signs_in(client: Client) -> None:
    mother = person(Role.FAMILY, "Rosa Hartley", demo="Mother of Ava and Ben")
    person(Role.CHAIR, "Ray Lowe", demo="Chairs the conferences")
    person(Role.CHAIR, "Not Invented")
    page = client.get("/sign-in/").text
    assert page.index("Staff") < page.index("Ray Lowe") < page.index("Family")
    assert "Mother of Ava and Ben" in page
    assert "Not Invented" not in page
    assert client.post("/sign-in/demo/", {"person": str(mother.pk)}).url == "/family/"


def test_the_demo_signs_in_nobody_who_is_not_invented(client: Client) -> None:
    real = person(Role.CHAIR)
    for key in (str(real.pk), "", "x", "999999999999999999999"):
        assert client.post("/sign-in/demo/", {"person": key}).status_code == 422
    assert client.get("/test/read/").status_code == 302


def test_without_the_demo_there_is_no_such_page(client: Client, settings) -> None:
    invented = person(Role.CHAIR, demo="Chairs the conferences")
    settings.DEMO_MODE = False
    assert client.post("/sign-in/demo/", {"person": str(invented.pk)}).status_code == 404
    assert invented.name not in client.get("/sign-in/").text


def test_signing_out_is_a_post(client: Client) -> None:
    signed_in(client, person(Role.CHAIR))
    assert client.get("/sign-out/").status_code == 405
    assert client.get("/test/read/").status_code == 200
    assert client.post("/sign-out/").url == "/sign-in/"
    assert client.get("/test/read/").status_code == 302


def test_leaving_ends_the_session_and_tells_the_browser_to_forget(client: Client) -> None:
    signed_in(client, person(Role.FAMILY))
    response = client.get("/leave/", headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 303
    assert response.url == "https://www.bbc.co.uk/weather"
    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert client.get("/test/read/").status_code == 302


@pytest.mark.parametrize("address, shown", [("/family/meeting/", True), ("/case/", False)])
def test_a_family_can_leave_from_the_sign_in_page_too(
    client: Client, address: str, shown: bool
) -> None:
    page = client.get("/sign-in/", {"next": address}).text
    assert ("Exit this page" in page) is shown


def test_another_site_cannot_sign_anyone_out(client: Client) -> None:
    signed_in(client, person(Role.FAMILY))
    response = client.get("/leave/", headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 303
    assert "Clear-Site-Data" not in response
    assert client.get("/test/read/").status_code == 200


@pytest.mark.parametrize("role, minutes", [(Role.CHAIR, 30), (Role.PARTNER, 20), (Role.FAMILY, 10)])
def test_a_session_ends_when_nothing_happens(
    client: Client, clock: time_machine.Traveller, role: Role, minutes: int
) -> None:
    signed_in(client, person(role))
    for _ in range(3):
        clock.shift(timedelta(minutes=minutes - 1))
        assert client.get("/test/read/").status_code == 200  # each visit starts the time anew
    clock.shift(timedelta(minutes=minutes, seconds=1))
    response = client.get("/test/read/")
    assert response.status_code == 401
    assert "You were signed out because nothing happened for a while" in response.text
    assert hidden(response.text, "next") == "/test/read/"
    assert client.get("/test/read/").status_code == 302


def test_a_session_ends_after_its_day_however_busy(
    client: Client, clock: time_machine.Traveller
) -> None:
    signed_in(client, person(Role.FAMILY))
    for _ in range(12):
        clock.shift(timedelta(minutes=5))
        assert client.get("/test/read/").status_code == 200
    clock.shift(timedelta(minutes=5))
    assert client.get("/test/read/").status_code == 401


NOTE = {"note": "He goes to the group\nsince June", "kind": "visit", "seen_on-day": "3"}


def test_what_was_typed_too_late_can_be_sent_after_signing_in_again(
    client: Client, clock: time_machine.Traveller
) -> None:
    user = person(Role.CHAIR)
    signed_in(client, user)
    clock.shift(timedelta(hours=1))
    late = client.post("/test/note/?from=list", NOTE)
    assert late.status_code == 401
    assert "What you typed is safe" in late.text
    kept = hidden(late.text, "kept")
    again = client.post("/sign-in/", {"email": user.email, "password": PASSWORD, "kept": kept})
    form = html.fromstring(again.text).xpath("//form[@action='/test/note/?from=list']")[0]
    assert {name: form.fields[name] for name in NOTE} == NOTE


def test_a_mistyped_password_does_not_lose_it(
    client: Client, clock: time_machine.Traveller
) -> None:
    user = person(Role.CHAIR)
    signed_in(client, user)
    clock.shift(timedelta(hours=1))
    kept = hidden(client.post("/test/note/", NOTE).text, "kept")
    again = client.post("/sign-in/", {"email": user.email, "password": "oops", "kept": kept})
    assert hidden(again.text, "kept") == kept


def test_it_is_not_offered_to_anyone_else_nor_made_up(
    client: Client, clock: time_machine.Traveller
) -> None:
    signed_in(client, person(Role.CHAIR))
    clock.shift(timedelta(hours=1))
    kept = hidden(client.post("/test/note/", NOTE).text, "kept")
    other = person(Role.CHAIR, "Someone Else")
    answers = {"email": other.email, "password": PASSWORD}
    assert client.post("/sign-in/", answers | {"kept": kept}).status_code == 302
    assert client.post("/sign-in/", answers | {"kept": kept[:-1] + "x"}).status_code == 302


def test_a_form_without_its_token_is_refused_in_plain_words() -> None:
    client = signed_in(Client(enforce_csrf_checks=True), person(Role.CHAIR))
    response = client.post("/test/note/", NOTE)
    assert response.status_code == 403
    assert "This page was open for too long" in response.text


# Before it runs out


def time_out(page: str) -> dict[str, int]:
    (dialog,) = html.fromstring(page).find_class("rt-time-out")
    return {name: int(dialog.get(f"data-{name}")) for name in ("idle", "over", "warned")}


@pytest.mark.parametrize(
    ("role", "idle", "over", "warned"),
    [(Role.CHAIR, 30, 720, 5), (Role.PARTNER, 20, 480, 5), (Role.FAMILY, 10, 60, 3)],
)
def test_a_page_knows_when_its_session_runs_out(
    client: Client, clock: time_machine.Traveller, role: Role, idle: int, over: int, warned: int
) -> None:
    signed_in(client, person(role))
    clock.shift(timedelta(minutes=4))
    assert time_out(client.get("/test/plain/").text) == {
        "idle": idle * 60,
        "over": (over - 4) * 60,
        "warned": warned * 60,
    }


def test_nobody_who_is_not_signed_in_is_warned(client: Client) -> None:
    assert "rt-time-out" not in client.get("/sign-in/").text


def test_staying_counts_as_doing_something(client: Client, clock: time_machine.Traveller) -> None:
    signed_in(client, person(Role.FAMILY))
    for _ in range(3):
        clock.shift(timedelta(minutes=9))
        assert client.post("/sign-in/stay/").status_code == 204
    clock.shift(timedelta(minutes=11))
    assert client.post("/sign-in/stay/").status_code == 401
    assert client.get("/sign-in/stay/").status_code == 302


def test_nobody_stays_longer_than_the_longest_session(
    client: Client, clock: time_machine.Traveller
) -> None:
    signed_in(client, person(Role.FAMILY))
    for _ in range(12):
        clock.shift(timedelta(minutes=5))
        assert client.post("/sign-in/stay/").status_code == 204
    clock.shift(timedelta(minutes=5))
    assert client.post("/sign-in/stay/").status_code == 401


def test_no_cookie_ends_before_the_longest_session(settings) -> None:
    assert timedelta(seconds=settings.SESSION_COOKIE_AGE) == max(one.longest for one in AUDIENCES)

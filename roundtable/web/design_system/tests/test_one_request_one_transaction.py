"""What a request leaves behind: refusals commit, errors do not, and nothing leaks to the next."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from roundtable.foundation.accounts.models import User
from roundtable.foundation.audit.models import AccessEvent
from roundtable.foundation.core.context import authority_context
from roundtable.rules.access import Role
from roundtable.web.design_system.middleware import AccessNotDecided
from roundtable.web.design_system.tests.people import authority, person, signed_in

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("roundtable.web.design_system.tests.site"),
]


@pytest.fixture
def chair() -> Client:
    return signed_in(Client(raise_request_exception=False), person(Role.CHAIR))


def written(name: str) -> bool:
    return User.objects.filter(name=name).exists()


@pytest.mark.parametrize(
    "what, status",
    [("absent", 404), ("forbidden", 404), ("missing", 404), ("denied", 403), ("suspicious", 400)],
)
def test_a_refusal_is_committed(chair: Client, what: str, status: int) -> None:
    assert chair.get(f"/test/raise/{what}/").status_code == status
    assert written(what)


def test_a_server_error_is_rolled_back_and_says_nothing(chair: Client) -> None:
    response = chair.get("/test/raise/broken/")
    assert response.status_code == 500
    assert not written("broken")
    assert "never shown" not in response.text
    assert "Something went wrong" in response.text


def test_an_answer_of_500_is_rolled_back_and_others_are_not(chair: Client) -> None:
    chair.get("/test/answer/503/")
    chair.get("/test/answer/409/")
    assert not written("answered-503")
    assert written("answered-409")


def test_absent_and_forbidden_look_the_same(chair: Client) -> None:
    bodies = {chair.get(f"/test/raise/{what}/").text for what in ("absent", "forbidden", "missing")}
    assert len(bodies) == 1
    assert bodies == {chair.get("/no/such/page/").text}


def test_what_was_read_is_one_event_and_a_refusal_is_another(chair: Client) -> None:
    chair.get("/test/read/")
    chair.get("/test/raise/forbidden/")
    chair.get("/test/plain/")
    with authority_context([authority().pk]):
        events = list(AccessEvent.objects.order_by("pk").values_list("kind", "route", "subjects"))
    assert events == [
        ("view", "test/read/", ["conference:7", "person:3"]),
        ("denied", "test/raise/<what>/", []),
    ]


def test_nothing_of_the_context_stays_on_the_connection(chair: Client) -> None:
    chair.get("/test/plain/")
    with connection.cursor() as cursor:
        cursor.execute("select coalesce(current_setting('app.authorities', true), '')")
        assert cursor.fetchone() == ("",)


def test_a_streamed_answer_is_read_inside_the_transaction(chair: Client) -> None:
    assert b"Sam Iqbal" in b"".join(chair.get("/test/streamed/"))


def test_a_page_that_forgot_to_ask_is_caught_where_the_net_hangs(chair: Client, settings) -> None:
    settings.ACCESS_NET = False
    assert chair.get("/test/undecided/").status_code == 200
    settings.ACCESS_NET = True
    for allowed in ("/test/plain/", "/test/public/", "/test/raise/absent/", "/sign-in/"):
        assert chair.get(allowed).status_code in {200, 404}
    chair.raise_request_exception = True
    with pytest.raises(AccessNotDecided):
        chair.get("/test/undecided/")


def test_every_page_says_to_keep_no_copy(chair: Client) -> None:
    response = chair.get("/test/plain/")
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "same-origin"
    assert len(response["X-Request-ID"]) == 16
    assert "nonce" not in response["Content-Security-Policy"]
    assert "unsafe" not in response["Content-Security-Policy"]


def test_a_wrong_method_gets_a_page(chair: Client) -> None:
    response = chair.get("/test/only-post/")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "This page cannot be opened that way" in response.text


def test_a_page_with_layout_and_person_asks_little_of_the_database(chair: Client) -> None:
    chair.get("/test/plain/")
    with CaptureQueriesContext(connection) as queries:
        assert "Northbridge Council" in chair.get("/test/plain/").text
    asked = [one["sql"] for one in queries if one["sql"] not in {"BEGIN", "COMMIT"}]
    assert len(asked) == 3, asked  # the session, the user with their roles, the context


@pytest.mark.django_db(databases=[])
def test_the_theme_and_the_error_page_ask_nothing(client: Client) -> None:
    assert client.get("/theme/5b2d8e.css").text == ":root{--govuk-brand-colour:#5b2d8e}"

"""Opening pages and sending forms as somebody of the town."""

import uuid
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from roundtable.foundation.accounts.models import Actor, User
from roundtable.web.design_system.tests.people import carried_by, signed_in

# What is asked for every page, or is no query of the page's own.
_FRAME = ("SAVEPOINT", "RELEASE", "BEGIN", "set_config")


def visitor(actor: Actor) -> Client:
    """Return a browser in which this person is signed in."""
    return signed_in(Client(), User.objects.get(pk=actor.user_id))


def words_of(response: Any) -> str:
    """Return what a page says, its words one space apart."""
    page = html.fromstring(response.content)
    for hidden in page.xpath("//script | //style | //head"):
        hidden.getparent().remove(hidden)
    return " ".join(" ".join(page.itertext()).split())


def problems(response: Any) -> list[str]:
    """Return what the error summary lists."""
    page = html.fromstring(response.content)
    return [
        " ".join(one.text_content().split())
        for one in page.xpath("//div[contains(@class, 'govuk-error-summary')]//li")
    ]


def links(response: Any) -> dict[str, str]:
    """Return the links of a page: address by words."""
    page = html.fromstring(response.content)
    return {
        " ".join(one.text_content().split()): one.get("href") for one in page.xpath("//main//a")
    }


def filled(**answers: Any) -> dict[str, Any]:
    """Return a form as it is sent; `on__day` is the field `on-day`."""
    given = {name.replace("__", "-"): value for name, value in answers.items()}
    return given | {"_once": str(uuid.uuid4())}


def opened(client: Client, address: str) -> dict[str, str]:
    """Open a form, and return what it carries: its key, and what it showed."""
    return carried_by(client.get(address))


def day_of(name: str, day: int, month: int, year: int) -> dict[str, str]:
    """Return a date in its three boxes."""
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": str(year)}


def confirmed(client: Client, address: str, answers: dict[str, Any]) -> Any:
    """Send a form, check that its answers are shown, and confirm them."""
    check = client.post(address, answers)
    assert check.status_code == 200, problems(check)
    assert "Check" in words_of(check)
    return client.post(address, answers | {"_step": "confirm"})


def queries_of(client: Client, address: str) -> int:
    """Return how often a page asks the database, what every page asks included."""
    client.get(address)  # branding and the like are asked for once
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    asked = [one["sql"] for one in captured if not any(word in one["sql"] for word in _FRAME)]
    return len(asked)

"""What a page offers: links to follow and buttons to press. Its reader must be able to do both."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import lxml.html
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from tests.access.canaries import heard_in, names_in_title
from tests.access.expected import Row
from tests.access.visits import Visits

LEAD_ON = (200, 204, 302, 303)
Button = tuple[str, tuple[tuple[str, str], ...]]  # the address, and what the form holds


@dataclass
class Offers:
    """The addresses a page links to, and its forms that are sent elsewhere than to itself."""

    links: set[str] = field(default_factory=set)
    buttons: set[Button] = field(default_factory=set)

    @classmethod
    def of(cls, answer: HttpResponse, address: str) -> "Offers":
        found = cls()
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            return found
        page = lxml.html.fromstring(answer.content)
        for link in page.iter("a"):
            found.links |= _ours(address, link.get("href"))
        for form in page.iter("form"):
            if form.method == "GET":
                found.links |= _ours(address, form.action)
            elif form.action and urljoin(address, form.action) != address:
                found.buttons.add((urljoin(address, form.action), tuple(form.form_values())))
        return found


def _ours(address: str, link: str | None) -> set[str]:
    """Return where a link leads if that is an address of ours, without its place on the page."""
    whole = urljoin(address, link or "").partition("#")[0]
    return set() if urlsplit(whole).scheme else {whole}


def dead_ends(visits: Visits, name: str, pages: Mapping[Row, HttpResponse]) -> list[str]:
    """
    Do what the pages offer to somebody; return what leads nowhere, or where it says too much.

    Nothing done is kept.
    """
    does = _Doing(visits, name)
    found = []
    for row, page in pages.items():
        offers = Offers.of(page, visits.addresses[row])
        answers = {link: does.follow(link) for link in offers.links}
        answers |= {button[0]: does.press(button) for button in offers.buttons}
        found += [
            f"{row}: {name} is led to {address}: {status}"
            for address, status in answers.items()
            if status not in LEAD_ON
        ]
    return found + does.heard


class _Doing:
    """Somebody following links and pressing buttons, each of them once."""

    def __init__(self, visits: Visits, name: str) -> None:
        self.client = visits.client(name)
        self.name = name
        self.heard: list[str] = []
        self.pressed: dict[Button, int] = {}
        # What has a row was asked for already, and answered as the row says.
        self.followed = {
            address: row.status(name, visits.world.stage)
            for row, address in visits.addresses.items()
        }
        self.ends_the_visit = {
            address
            for row, address in visits.addresses.items()
            if visits.routes[row.route].is_public
        }

    def follow(self, link: str) -> int:
        if link not in self.followed:
            answer = self.client.get(link)
            self.followed[link] = answer.status_code
            self.heard += [f"{link}: {self.name} is shown {what}" for what in self._hear(answer)]
        return self.followed[link]

    def _hear(self, answer: HttpResponse) -> list[str]:
        return [*heard_in("", self.name, answer), *names_in_title(answer)]

    def press(self, button: Button) -> int:
        if button[0] in self.ends_the_visit:
            return LEAD_ON[0]
        if button not in self.pressed:
            self.pressed[button] = send(self.client, *button).status_code
        return self.pressed[button]


def send(client: Client, address: str, values: Collection[tuple[str, str]] = ()) -> HttpResponse:
    """Send a form as it stands. Nothing it does is kept."""
    sent: dict[str, list[str]] = {}
    for name, value in values:
        sent.setdefault(name, []).append(value)
    with transaction.atomic():
        answer = client.post(address, sent)
        transaction.set_rollback(True)
    return answer

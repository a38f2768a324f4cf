"""Somebody opening every address there is, and what was not as the table says."""

from collections.abc import Mapping
from functools import cached_property

from django.http import HttpResponse
from django.test import Client

from roundtable.web.design_system.audiences import audience_of
from tests.access.canaries import heard_in, names_in_title
from tests.access.expected import HAVE_A_PART, ROWS, Row
from tests.access.routes import all_routes
from tests.access.subjects import Records, address_of
from tests.access.world import ANONYMOUS, World


class Visits:
    """Visits to every address about the Hartleys, at the stage the town is in."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.routes = all_routes()
        self.records = Records(world.hartley.story)

    @cached_property
    def addresses(self) -> dict[Row, str]:
        self.world.open_context()
        return {row: address_of(self.routes[row.route], row.about, self.records) for row in ROWS}

    def client(self, name: str) -> Client:
        client = Client()
        if name != ANONYMOUS:
            client.force_login(self.world.user(name))
        return client

    def door(self, name: str) -> str:
        """Return by which door somebody comes in."""
        return "" if name == ANONYMOUS else audience_of(self.world.cast.actor(name).role).name

    def everywhere(self, name: str) -> dict[Row, HttpResponse]:
        """Open every address as somebody; `sign_in:leave` comes last in the table."""
        client = self.client(name)
        return {row: client.get(address) for row, address in self.addresses.items()}

    def behind_own_door(self, name: str) -> dict[Row, HttpResponse]:
        """
        Open the addresses of one's own door: what the other doors answer never changes.

        Nor does anything change for those who have no part in the case: they open their own pages.
        """
        client, own = self.client(name), self.door(name)
        rows = [row for row in self.addresses if row.door == own]
        if name not in HAVE_A_PART.split():
            rows = [row for row in rows if name in row.who_opens(self.world.stage)]
        return {row: client.get(self.addresses[row]) for row in rows}


def surprises(name: str, stage: str, answers: Mapping[Row, HttpResponse]) -> list[str]:
    """Return a line for every answer that differs from the table's or says too much."""
    found = []
    for row, answer in answers.items():
        wanted = row.status(name, stage)
        if answer.status_code != wanted:
            found.append(f"{row}: {name} gets {answer.status_code}, not {wanted}")
        found += [f"{row}: the title names {whom}" for whom in names_in_title(answer)]
        found += [f"{row}: {name} is shown {what}" for what in heard_in(row.route, name, answer)]
    return found

"""Somebody opening every address there is, and what was not as the table says."""

from collections.abc import Iterator
from functools import cached_property

from django.http import HttpResponse
from django.test import Client

from roundtable.web.design_system.audiences import audience_of
from tests.access.expected import ROWS, Row
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

    def everywhere(self, name: str) -> Iterator[tuple[Row, HttpResponse]]:
        """Open every address as somebody; `sign_in:leave` comes last in the table."""
        client = self.client(name)
        for row, address in self.addresses.items():
            yield row, client.get(address)

    def behind_own_door(self, name: str) -> Iterator[tuple[Row, HttpResponse]]:
        """Open the addresses of one's own door. What the other doors answer never changes."""
        client, door = self.client(name), audience_of(self.world.cast.actor(name).role)
        for row, address in self.addresses.items():
            if row.route.startswith(f"{door.name}:"):
                yield row, client.get(address)

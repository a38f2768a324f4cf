"""
The last look before something leaves.

What is safe to send is known above, where people and families are; `settings.SENDING_GATE` names
the module there that answers. A message is never sent without having asked it.
"""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from django.conf import settings

if TYPE_CHECKING:
    from datetime import datetime

    from roundtable.foundation.messaging.models import OutboxMessage


class Gate(Protocol):
    """What the module answers."""

    def destination_of(self, person_id: int, channel: str) -> str:
        """Return the address or number that a person is reached at over a channel now."""

    def desk_of(self, professional_id: int, channel: str) -> str:
        """Return where a professional is reached over a channel now."""

    def came_back(self, message: "OutboxMessage", *, because: str, now: "datetime") -> None:
        """Keep that a message was refused for good, and what that makes of what it was about."""

    def reasons_to_hold(self, message: "OutboxMessage", *, now: "datetime") -> list[str]:
        """Return why a message must not leave as things stand, in words for who sends it."""


@cache
def sending_gate() -> Gate:
    return cast(Gate, import_module(settings.SENDING_GATE))

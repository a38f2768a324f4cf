"""
Take what a mail server says of a message it could not deliver: `roundtable record-bounce < mail`.

The mail server pipes each delivery report here. Our messages carry their own number in their
Message-ID, so nobody's name or address is looked for in the report.
"""

import re
import sys
import uuid
from email import message_from_bytes, policy
from typing import Any

from django.core.management.base import BaseCommand

from roundtable.casework.invitations.actions.chasing import take_back
from roundtable.foundation.accounts.queries import system_actor
from roundtable.foundation.core import clock
from roundtable.foundation.core.context import authority_context
from roundtable.foundation.core.models import Authority
from roundtable.foundation.messaging.models import OutboxMessage

_OURS = re.compile(r"^(?:Original-)?Message-ID:\s*<([0-9a-f-]{36})@", re.IGNORECASE | re.MULTILINE)
_LARGEST = 2_000_000


class Command(BaseCommand):
    help = "Read a delivery report from the mail server, and put what came back on the desk."

    def handle(self, *args: Any, **options: Any) -> None:
        report = sys.stdin.buffer.read(_LARGEST)
        numbers = {uuid.UUID(one) for one in _OURS.findall(report.decode("latin-1"))}
        because = _because(report)
        found = sum(_take_back(one, numbers, because) for one in Authority.objects.order_by("pk"))
        self.stdout.write(f"{found} came back")


def _take_back(authority: Authority, numbers: set[uuid.UUID], because: str) -> int:
    with authority_context([authority.pk]):
        messages = OutboxMessage.objects.select_for_update().filter(public_id__in=numbers)
        return sum(
            take_back(
                one,
                because=because,
                actor=system_actor(authority, "mail server"),
                now=clock.now(),
            )
            for one in messages
        )


def _because(report: bytes) -> str:
    """Return the code of the report alone: its words can hold anybody's address."""
    parsed = message_from_bytes(report, policy=policy.default)
    for part in parsed.walk():
        status = part.get("Status")
        if status and re.fullmatch(r"[245]\.\d{1,3}\.\d{1,3}", status.strip()):
            return f"The mail server could not deliver it ({status.strip()})"
    return "The mail server could not deliver it"

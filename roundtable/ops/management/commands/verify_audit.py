"""Check that no audit or access event has been changed, taken out or put in."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from roundtable.foundation.audit.sealing import TABLES, verify
from roundtable.foundation.core.context import authority_context
from roundtable.foundation.core.models import Authority


class Command(BaseCommand):
    help = "Verify the chain over audit and access events; exit 1 if it does not hold."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = 0
        for authority in Authority.objects.order_by("code"):
            for table in TABLES:
                with authority_context([authority.pk]):
                    for fault in verify(table, authority_id=authority.pk):
                        faults += 1
                        self.stderr.write(
                            f"{authority.code} {fault.table} {fault.first_id}-{fault.last_id}: "
                            f"{fault.what}"
                        )
        if faults:
            sys.exit(1)
        self.stdout.write("The chain holds.")

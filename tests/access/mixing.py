"""An id of one family in an address of another's leads nowhere, for whoever may open both."""

import uuid

from tests.access.expected import ROWS, Row
from tests.access.subjects import Records, address_of
from tests.access.visits import Visits

# Parts of an address that are no ids
_WORDS = ("number:", "section:", "question:")
# Those to whom both families are open. Where none of them may come, whoever may.
OPEN_BOTH = ("administrator", "head_of_service", "manager")


def mixed() -> list[tuple[Row, int]]:
    """Return every row with a second id, and which of its ids to change."""
    return [
        (row, position)
        for row in ROWS
        for position, word in enumerate(row.about.split())
        if position and not word.startswith(_WORDS)
    ]


def addresses(visits: Visits, row: Row, position: int) -> list[str]:
    """Return the address of each family with the other's id in this place, and an unknown one."""
    route = visits.routes[row.route]
    hartley, brand = visits.records, Records(visits.world.brands)
    found = []
    for own, other in ((hartley, brand), (brand, hartley)):
        whose = [own] * len(route.parameters)
        whose[position] = other
        found.append(address_of(route, row.about, whose[0], *whose[1:]))
    right = visits.addresses[row]
    wrong = str(hartley.find(row.about.split()[position]))
    return [*found, right.replace(wrong, str(uuid.uuid4()))]


def doors_left_open(visits: Visits, row: Row, position: int) -> list[str]:
    """Return each mixed address that somebody gets who may open the right one."""
    wrong = addresses(visits, row, position)
    assert len(set(wrong)) == len(wrong), row
    found = []
    for name in _who_tries(row):
        client = visits.client(name)
        for address in wrong:
            status = client.get(address).status_code
            if status != 404:
                found.append(f"{row}: {name} gets {status} from {address}")
    return found


def _who_tries(row: Row) -> set[str]:
    opens = row.who_opens("invited") | row.who_opens("decided")
    most = next((name for name in OPEN_BOTH if name in opens), None)
    return {most} if most else opens

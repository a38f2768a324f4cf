"""Forms sent by everybody: refused without a trace to whom the page is refused."""

import uuid

from django.db import connection

from tests.access.canaries import heard_in
from tests.access.expected import Row
from tests.access.offers import send
from tests.access.visits import Visits
from tests.access.world import ANONYMOUS, EVERYBODY

# The page again, the next page, or the same page with what is missing.
ANSWERED = (200, 302, 422)
# What a refusal itself may write: that it happened, and the session of who asked.
WRITTEN_BY_ASKING = {"audit_auditevent", "audit_accessevent", "django_session", "core_cache"}
# One of those who come in by another door stands for all of them: the door alone refuses them.
FROM_ANOTHER_DOOR = {"staff": "mother", "partners": "social_worker", "family": "police_officer"}
# Of those who may not open the page, who may open most of the others: they came closest.
CLOSEST = 3


def forms(visits: Visits) -> dict[Row, str]:
    """Return every form that is only for those who signed in, with its address."""
    return {
        row: address
        for row, address in visits.addresses.items()
        if "post" in visits.routes[row.route].methods and not visits.routes[row.route].is_public
    }


def refusals_gone_wrong(visits: Visits, name: str) -> list[str]:
    """Send forms somebody may not send; return each other answer, and each row changed."""
    client, wanted = visits.client(name), 401 if name == ANONYMOUS else 404
    before, found = _rows_touched(), []
    for row, address in forms(visits).items():
        if name in _who_tries(visits, row):
            answer = client.post(address, {"_once": str(uuid.uuid4())})
            if answer.status_code != wanted:
                found.append(f"{row}: {name} gets {answer.status_code}, not {wanted}")
            elif name != ANONYMOUS:  # who is shown the sign-in page, with everybody's name on it
                said = heard_in(row.route, name, answer)
                found += [f"{row}: {name} hears {what}" for what in said]
    after = _rows_touched()
    return found + [f"{name} changed {table}" for table in after if after[table] != before[table]]


def _who_tries(visits: Visits, row: Row) -> set[str]:
    """Return who tries a form that is not theirs: who sees its page, who came closest, who not."""
    stage = visits.world.stage
    opens, sends = row.who_opens(stage), row.who_sends(stage)
    shut_out = [
        name for name in EVERYBODY if name not in opens | sends and visits.door(name) == row.door
    ]
    closest = sorted(shut_out, key=lambda name: -_opened_by(visits, name))[:CLOSEST]
    # The door of signing in is everybody's.
    others = {FROM_ANOTHER_DOOR[row.door]} if row.door in FROM_ANOTHER_DOOR else set()
    return (opens - sends) | {*closest, *others, ANONYMOUS}


def _opened_by(visits: Visits, name: str) -> int:
    return sum(name in row.who_opens(visits.world.stage) for row in visits.addresses)


def _rows_touched() -> dict[str, int]:
    """Return how many rows of each table this transaction has written so far."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname, n_tup_ins + n_tup_upd + n_tup_del from pg_stat_xact_user_tables"
        )
        return {table: rows for table, rows in cursor if table not in WRITTEN_BY_ASKING}


def answers_gone_wrong(visits: Visits, name: str) -> list[str]:
    """
    Send every form somebody may send: so that a refusal speaks of the person, not the form.

    What has no page of its own is a button on another's, and is pressed there.
    """
    client, found = visits.client(name), []
    for row, address in forms(visits).items():
        has_page = "get" in visits.routes[row.route].methods
        if has_page and name in row.who_sends(visits.world.stage):
            answer = send(client, address, [("_once", str(uuid.uuid4()))])
            if answer.status_code not in ANSWERED:
                found.append(f"{row}: {name} gets {answer.status_code}")
            found += [f"{row}: {name} hears {what}" for what in heard_in(row.route, name, answer)]
    return found

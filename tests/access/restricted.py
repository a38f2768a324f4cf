"""The Hartleys' case is restricted: to all but those who work on it by name it does not exist."""

from roundtable.casework.cases.actions.restriction import let_in, restrict_case
from tests.access.canaries import THE_HARTLEYS_ARE_KNOWN
from tests.access.visits import Visits
from tests.access.world import World

BY_NAME = "chair minute_taker social_worker manager solicitor administrator"
# Where a family would show: lists, counts, figures and records, and finding a child by name.
PAGES = (
    "staff:home",
    "staff:cases",
    "staff:convening",
    "staff:register",
    "staff:messages",
    "staff:post",
    "staff:identities",
)
RECORDS = {
    "staff:case case": BY_NAME.replace("minute_taker", ""),
    "staff:child child:Ava": BY_NAME.replace("minute_taker", ""),
    "staff:conference conference": BY_NAME,
    "staff:invitations conference": "administrator",
    "staff:plan plan:Ava": "chair social_worker manager solicitor",
    "staff:document letter:Rosa": BY_NAME.replace("minute_taker", ""),
    "staff:report report:social_worker": "chair minute_taker social_worker manager solicitor",
    "staff:let-in case": "manager",
    "staff:lift-restriction case": "manager",
}


def restrict(world: World, *, let_in_by_name: str) -> None:
    """Have the manager restrict the case, and let one of the desk in."""
    story = world.hartley.story
    manager, case_id = story.family.manager, story.case.pk
    story.do(manager, restrict_case, case_id=case_id, reason="Their aunt works here.")
    whom = world.cast.professional(let_in_by_name)
    story.do(manager, let_in, case_id=case_id, professional=whom)


def strangers_who_know(visits: Visits, name: str) -> list[str]:
    """Return where somebody gets what is not theirs, or does not get what is."""
    client, found = visits.client(name), []
    by_name = {str(row): address for row, address in visits.addresses.items()}
    for what in (*PAGES, *RECORDS):
        answer = client.get(by_name[what])
        is_theirs = name in RECORDS.get(what, name).split()
        if what in RECORDS and answer.status_code != (200 if is_theirs else 404):
            found.append(f"{what}: {name} gets {answer.status_code}")
        if name not in BY_NAME.split() and THE_HARTLEYS_ARE_KNOWN.sings(answer):
            found.append(f"{what}: {name} learns of them")
    return found

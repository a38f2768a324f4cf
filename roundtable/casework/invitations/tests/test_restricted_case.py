"""A conference about a restricted case: convened by those of the desk who were let in by name."""

import pytest

from roundtable.casework.cases.actions.restriction import let_in, restrict_case
from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.queries import conferences_visible_to
from roundtable.casework.conferences.tests.family import Family, add, arrange, authorised
from roundtable.casework.invitations.models import Invitation
from roundtable.casework.invitations.tests.invited import send
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised

DESK = ("administrator", "second_administrator")


@pytest.fixture
def conference(cast: Family) -> Conference:
    """Asked for and authorised; then the manager restricts the case."""
    asked = authorised(cast)
    restrict_case(
        case_id=cast.case.pk,
        reason="The father works here.",
        actor=cast.actor("manager"),
        now=clock.now(),
    )
    return asked


def test_the_desk_knows_nothing_of_it(cast: Family, conference: Conference) -> None:
    for name in DESK:
        assert not conferences_visible_to(cast.actor(name)).exists()
    with pytest.raises(NotAuthorised):
        arrange(cast, conference)


def test_those_let_in_by_name_arrange_check_and_invite(
    cast: Family, conference: Conference
) -> None:
    for name in DESK:
        let_in(
            case_id=cast.case.pk,
            professional=cast.professionals[name],
            actor=cast.actor("manager"),
            now=clock.now(),
        )
    arrange(cast, conference)
    for name in ("mother", "police_officer", "health_visitor"):
        add(cast, conference, name)
    send(cast, conference)
    assert Invitation.objects.filter(conference=conference).count() >= 3
    for name in ("mother", "police_officer", "chair", "minute_taker"):
        assert conferences_visible_to(cast.actor(name)).exists(), name

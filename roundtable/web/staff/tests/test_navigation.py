"""The links at the top, and that each of them opens."""

import pytest
from lxml import html

from roundtable.casework.cases.tests.town import Town
from roundtable.rules.access import Role
from roundtable.web.staff.tests.visiting import visitor

EXPECTED = {
    Role.SOCIAL_WORKER: ["My children", "Families", "Look up a child"],
    Role.MANAGER: ["My children", "Families", "Register", "Look up a child", "Incidents"],
    Role.CHAIR: ["My conferences", "Families", "Register", "Look up a child"],
    Role.MINUTE_TAKER: ["My conferences"],
    Role.ADMINISTRATOR: [
        "Convening desk",
        "Families",
        "Needs",
        "Register",
        "Look up a child",
        "Names to complete",
        "Leaflets",
        "Plain words",
        "Sent messages",
        "Incidents",
        "Post",
        "Bank holidays",
    ],
    Role.HEAD_OF_SERVICE: [
        "Overview",
        "Families",
        "Register",
        "Look up a child",
        "Names to complete",
        "Leaflets",
        "Plain words",
        "Sent messages",
        "Incidents",
    ],
    Role.SOLICITOR: ["My cases"],
    Role.DATA_OFFICER: ["Data"],
    Role.OUT_OF_HOURS: ["Look up a child"],
    Role.SYSTEM_ADMINISTRATOR: ["Settings", "Plain words"],
}


@pytest.mark.parametrize("role", EXPECTED, ids=str)
def test_everybody_has_the_links_that_are_theirs_and_each_opens(town: Town, role: Role) -> None:
    client = visitor(town.actor(role, "Pat Reed"))
    page = html.fromstring(client.get("/", follow=True).content)
    items = page.xpath("//nav[@aria-label='Menu']//a")
    assert [one.text_content() for one in items] == EXPECTED[role]
    for one in items:
        assert client.get(one.get("href"), follow=True).status_code == 200


def test_the_page_one_is_on_is_marked(town: Town) -> None:
    client = visitor(town.actor(Role.HEAD_OF_SERVICE, "Lee Hart"))
    page = html.fromstring(client.get("/register/").content)
    current = page.xpath("//nav[@aria-label='Menu']//a[@aria-current='page']")
    assert [one.text_content() for one in current] == ["Register"]

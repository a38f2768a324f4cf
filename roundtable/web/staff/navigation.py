"""The links at the top of every staff page: where this person's work is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from roundtable.rules.access import Facts, Permission, Role, is_allowed
from roundtable.web.design_system.presenters import NavItem

_FIRST_PAGE = {
    Role.SOCIAL_WORKER: "My children",
    Role.MANAGER: "My children",
    Role.CHAIR: "My conferences",
    Role.MINUTE_TAKER: "My conferences",
    Role.ADMINISTRATOR: "Convening desk",
    Role.HEAD_OF_SERVICE: "Overview",
    Role.SOLICITOR: "My cases",
    Role.DATA_OFFICER: "Data",
    Role.SYSTEM_ADMINISTRATOR: "Settings",
}
_WITH_CASES = frozenset(
    {Role.SOCIAL_WORKER, Role.MANAGER, Role.CHAIR, Role.ADMINISTRATOR, Role.HEAD_OF_SERVICE}
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link for those who hold a permission everywhere, or for some roles."""

    text: str
    name: str
    permission: Permission | None = None
    roles: frozenset[Role] = frozenset()

    def is_for(self, role: Role) -> bool:
        if self.permission is not None:
            return is_allowed(self.permission, role, Facts(same_authority=True))
        return role in self.roles


# In this order; a feature adds its line here.
LINKS = (
    Link("Families", "staff:cases", roles=_WITH_CASES),
    Link("Needs", "staff:needs-desk", Permission.SEND_INVITATIONS),
    Link("Register", "staff:register", Permission.VIEW_REGISTER),
    Link("Look up a child", "staff:look-up", Permission.LOOK_UP_PLAN_STATUS),
    Link(
        "Names to complete",
        "staff:identities",
        roles=frozenset({Role.ADMINISTRATOR, Role.HEAD_OF_SERVICE}),
    ),
    Link("Leaflets", "staff:information", Permission.EDIT_INFORMATION),
    Link("Plain words", "staff:plain-words", Permission.MANAGE_WORDS),
    Link("Sent messages", "staff:messages", Permission.VIEW_SENT_MESSAGES),
    Link("Incidents", "staff:incidents", Permission.KEEP_INCIDENTS),
    Link("Post", "staff:post", Permission.SEND_LETTERS),
    Link("Bank holidays", "staff:calendar", roles=frozenset({Role.ADMINISTRATOR})),
)


def items(request: HttpRequest) -> Sequence[NavItem]:
    """Return the links of whoever is signed in."""
    role: Role = request.actor.role  # type: ignore[attr-defined]
    shown = [(_FIRST_PAGE[role], reverse("staff:home"))] if role in _FIRST_PAGE else []
    shown += [(link.text, reverse(link.name)) for link in LINKS if link.is_for(role)]
    return [NavItem(text, href, current=_is_current(request.path, href)) for text, href in shown]


def _is_current(path: str, href: str) -> bool:
    return path == href if href == "/" else path.startswith(href)

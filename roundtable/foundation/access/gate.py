"""The gate every act and every reading door passes: the table in `rules.access` decides."""

from contextvars import ContextVar
from typing import Protocol

from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.rules.access import Facts, Permission, is_allowed

# Set whenever the table was asked during a request, so that a page that forgot to ask is caught.
decided: ContextVar[bool] = ContextVar("access_decided", default=False)


class Guarded(Protocol):
    """Anything that can state the facts an access decision needs."""

    def access_facts(self, actor: Actor) -> Facts: ...


def may(actor: Actor, permission: Permission, subject: Guarded | Facts) -> bool:
    """Return whether `actor` may, by the table alone."""
    decided.set(True)
    facts = subject if isinstance(subject, Facts) else subject.access_facts(actor)
    return is_allowed(permission, actor.role, facts)


def authorise(actor: Actor, permission: Permission, subject: Guarded | Facts) -> None:
    """
    Let the act go on only if `actor` may.

    :raises NotAuthorised: if the table refuses, or does not speak of it.
    """
    if not may(actor, permission, subject):
        raise NotAuthorised(permission.value)

"""What stands round every page: the authority's name and colour, who is signed in, where to go."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.contrib.messages import get_messages
from django.http import HttpRequest

from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock
from roundtable.foundation.core.models import Authority
from roundtable.rules.access import Role
from roundtable.web.design_system import theme
from roundtable.web.design_system.audiences import Audience, audience_of, audience_of_path
from roundtable.web.design_system.presenters import NavItem
from roundtable.web.design_system.sign_in.sessions import TimeOut, time_out

PRODUCT = "Roundtable"
BRANDING_LASTS_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Branding:
    """How an authority looks, and what it calls the people whose titles differ from place to place."""

    name: str
    theme: str
    chair: str = "chair"
    key_worker: str = "key worker"


@dataclass(frozen=True, slots=True)
class Shell:
    """The surroundings of one page for one person; `shell(request)` in a layout."""

    name: str
    theme: str
    home: str
    audience: str
    signed_in_as: str
    role: str
    navigation: Sequence[NavItem]
    chair: str = "chair"
    key_worker: str = "key worker"
    time_out: TimeOut | None = None


_known: dict[int, tuple[float, Branding]] = {}


def of(request: HttpRequest) -> Shell:
    """Return the surroundings of the page that answers `request`."""
    actor: Actor | None = getattr(request, "actor", None)
    audience = audience_of(actor.role) if actor else audience_of_path(request.path)
    branding = branding_of(actor.authority_id) if actor else None
    return Shell(
        name=branding.name if branding else PRODUCT,
        theme=branding.theme if branding else theme.address(""),
        home=audience.home,
        audience=audience.name,
        signed_in_as=actor.name if actor else "",
        role=_title(actor, branding) if actor and branding else "",
        navigation=_navigation(audience)(request) if actor else (),
        chair=branding.chair if branding else "chair",
        key_worker=branding.key_worker if branding else "key worker",
        time_out=time_out(request.session, audience, now=clock.now()) if actor else None,
    )


def _title(actor: Actor, branding: Branding) -> str:
    """Return what the authority calls somebody in this role; code knows the role itself."""
    if actor.role is Role.CHAIR:
        return branding.chair.capitalize()
    return actor.role.value.replace("_", " ").capitalize()


def branding_of(authority_id: int) -> Branding:
    """Return an authority's name and colour; asked of the database once a minute."""
    asked_at, branding = _known.get(authority_id, (float("-inf"), None))
    if branding is None or time.monotonic() - asked_at > BRANDING_LASTS_SECONDS:
        row = Authority.objects.only("name", "branding", "settings").get(pk=authority_id)
        settings = row.effective_settings
        branding = Branding(
            row.name,
            theme.address(str(row.branding.get("colour", ""))),
            chair=str(settings["role_label_chair"]),
            key_worker=str(settings["role_label_key_worker"]),
        )
        _known[authority_id] = (time.monotonic(), branding)
    return branding


def banners(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what has just been done or must be known, as (text, kind), and forget it."""
    return [(str(message), message.level_tag) for message in get_messages(request)]


@cache
def _navigation(audience: Audience) -> Callable[[HttpRequest], Sequence[NavItem]]:
    """Return the audience's own `navigation.items`, if it has written one."""
    name = f"roundtable.web.{audience.name}.navigation"
    if find_spec(name) is None:
        return lambda request: ()
    items: Callable[[HttpRequest], Sequence[NavItem]] = import_module(name).items
    return items

"""
What was typed when a session ran out, kept in the page until its writer has signed in again.

It is never stored: it travels signed in a hidden field, only what this server was sent, for an
hour, and is offered only to the person who typed it.
"""

from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest

SALT = "roundtable.typed-before-sign-in"
LASTS_SECONDS = 60 * 60
_OURS = {"csrfmiddlewaretoken"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A form that was sent too late: where to, and what was in it."""

    address: str
    fields: tuple[tuple[str, str], ...]
    user_id: int | None


def pack(request: HttpRequest, *, user_id: int | None) -> str:
    """Return what this POST carried, signed; `user_id` is whose session had run out, if known."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in _OURS
        for value in values
    ]
    return signing.dumps([request.get_full_path(), fields, user_id], salt=SALT, compress=True)


def unpack(packed: str, *, user_id: int) -> Kept | None:
    """Return what was kept for this user; None if there is nothing, or it is not theirs."""
    try:
        address, fields, owner = signing.loads(packed, salt=SALT, max_age=LASTS_SECONDS)
    except signing.BadSignature:
        return None
    if owner not in (None, user_id):
        return None
    return Kept(address, tuple((name, value) for name, value in fields), owner)

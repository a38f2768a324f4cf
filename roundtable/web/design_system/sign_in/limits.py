"""
How often a password may be guessed: by one place for one account, by one place, and for one account.

Who guesses from elsewhere keeps nobody out of their own account until a hundred guesses in a day.
What is counted is what was typed, whether there is such an account or not. The counts are in the
shared cache, under keys that hold neither address; every process counts together.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from roundtable.foundation.core.turns import take_turn

SALT = "roundtable.sign-in-limits"


@dataclass(frozen=True, slots=True)
class Limit:
    """So many wrong passwords within so much time; then none is looked at until it is over."""

    name: str
    most: int
    within: timedelta


FROM_ONE_PLACE = Limit("account and place", 5, timedelta(minutes=5))
OF_ONE_PLACE = Limit("place", 20, timedelta(minutes=1))
OF_ONE_ACCOUNT = Limit("account", 100, timedelta(days=1))


class Attempts:
    """The wrong passwords so far for what was typed, from where it was typed."""

    def __init__(self, account: str, place: str) -> None:
        account = account.strip().lower()
        self._turn = _key("turn", account)
        self._keys = {
            FROM_ONE_PLACE: _key(FROM_ONE_PLACE.name, account, place),
            OF_ONE_PLACE: _key(OF_ONE_PLACE.name, place),
            OF_ONE_ACCOUNT: _key(OF_ONE_ACCOUNT.name, account),
        }

    def wait(self, now: datetime) -> timedelta | None:
        """
        Return how long nobody may try again; None if this attempt may be looked at.

        Attempts on one account are looked at one after the other, so that many at once are still
        counted.
        """
        take_turn(self._turn)
        waits = [
            until - now
            for limit, key in self._keys.items()
            for count, until in [_count(key, limit, now)]
            if count >= limit.most
        ]
        return max(waits, default=None)

    def failed(self, now: datetime) -> bool:
        """Count a wrong password; return whether it was the last that is looked at for now."""
        is_last = False
        for limit, key in self._keys.items():
            count, until = _count(key, limit, now)
            cache.set(key, (count + 1, until), timeout=(until - now).total_seconds())
            is_last = is_last or count + 1 == limit.most
        return is_last

    def succeeded(self) -> None:
        """Forget what was counted for the account; its place may have guessed at others too."""
        cache.delete_many([self._keys[FROM_ONE_PLACE], self._keys[OF_ONE_ACCOUNT]])


def place_of(request: HttpRequest) -> str:
    """
    Return where a request comes from: an address, or the network that one subscriber has.

    Behind a proxy of ours that is the last address in its header, the only one it put there.
    """
    text = str(request.META.get(settings.CLIENT_ADDRESS_HEADER, "")).rsplit(",", 1)[-1].strip()
    try:
        address = ip_address(text)
    except ValueError:
        return text
    if isinstance(address, IPv6Address):
        return str(ip_network((address, 64), strict=False))
    return str(address)


def _count(key: str, limit: Limit, now: datetime) -> tuple[int, datetime]:
    count, until = cache.get(key) or (0, now + limit.within)
    return (count, until) if until > now else (0, now + limit.within)


def _key(*parts: str) -> str:
    return "sign-in:" + salted_hmac(SALT, "\n".join(parts), algorithm="sha256").hexdigest()

"""The only reader of the environment. An empty variable counts as one that is not set."""

import os

from django.core.exceptions import ImproperlyConfigured

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off"})


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def required_text(name: str) -> str:
    """Return the variable.

    :raises ImproperlyConfigured: if it is not set.
    """
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"{name} is not set.")
    return value


def flag(name: str, *, default: bool) -> bool:
    """Return a yes or no.

    :raises ImproperlyConfigured: if it is neither: a misspelt "off" must not mean "on".
    """
    value = text(name).lower()
    if not value:
        return default
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def number(name: str, default: int, *, least: int = 0, most: int | None = None) -> int:
    """Return a whole number from `least` to `most`, both included.

    :raises ImproperlyConfigured: if it is anything else.
    """
    value = text(name)
    if not value:
        return default
    if not value.isascii() or not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    parsed = int(value)
    if parsed < least or (most is not None and parsed > most):
        limits = f"at least {least}" if most is None else f"from {least} to {most}"
        raise ImproperlyConfigured(f"{name} must be {limits}, not {parsed}.")
    return parsed


def one_of(name: str, choices: tuple[str, ...], default: str) -> str:
    """Return one of the choices.

    :raises ImproperlyConfigured: if it is anything else.
    """
    value = text(name, default).lower()
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(choices)}, not {value!r}.")
    return value


def words(name: str, default: tuple[str, ...] = ()) -> list[str]:
    """Return the parts between commas, without blanks and empty parts."""
    value = text(name)
    if not value:
        return list(default)
    return [part.strip() for part in value.split(",") if part.strip()]

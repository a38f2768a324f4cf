"""Every address of the project, by the name of its route."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Route:
    """One line of a `urls.py`."""

    name: str
    parameters: tuple[str, ...]
    view: Any

    @property
    def methods(self) -> frozenset[str]:
        """The methods its view answers; a function answers a GET and refuses nothing else."""
        view_class = getattr(self.view, "view_class", None)
        if view_class is None:
            return frozenset({"get"})
        asked = view_class.http_method_names
        return frozenset(
            one for one in ("get", "post") if one in asked and hasattr(view_class, one)
        )

    @property
    def is_public(self) -> bool:
        return not getattr(self.view, "login_required", True)


def all_routes() -> dict[str, Route]:
    """Return every route of the resolver by its full name; a route without a name has an error."""
    found: dict[str, Route] = {}
    for route in _walk(get_resolver().url_patterns, ""):
        assert route.name not in found, f"two addresses are called {route.name}"
        found[route.name] = route
    return found


def _walk(patterns: list[URLPattern | URLResolver], space: str) -> Iterator[Route]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _walk(
                one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space
            )
        else:
            assert one.name, f"the address {one.pattern} has no name"
            yield Route(f"{space}{one.name}", tuple(one.pattern.regex.groupindex), one.callback)

"""A screen for each person of a journey."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.screens import Screen

Someone = Callable[..., Screen]


@pytest.fixture
def someone(live_server: Any, browser: Browser) -> Iterator[Someone]:
    """Return a screen at which somebody of the cast has signed in; each has one of their own."""
    screens: dict[str, Screen] = {}

    def at_their_screen(key: str, **how: Any) -> Screen:
        if key not in screens:
            screens[key] = Screen(browser, live_server.url, key, **how).signs_in()
        return screens[key]

    yield at_their_screen
    for screen in screens.values():
        screen.leaves()


@pytest.fixture
def visits(live_server: Any, browser: Browser) -> Iterator[Someone]:
    """Return a screen at which nobody has signed in: somebody comes by a link."""
    screens: list[Screen] = []

    def at_a_screen(key: str, **how: Any) -> Screen:
        screens.append(Screen(browser, live_server.url, key, **how))
        return screens[-1]

    yield at_a_screen
    for screen in screens:
        screen.leaves()

"""The browser of the journeys."""

import os
import shutil
import subprocess
from typing import Any

import pytest


def installed_chromium() -> str | None:
    """Return an installed browser that answers, as `support/ensure_browser.sh` looks for one."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name)
        if path and subprocess.run([path, "--version"], capture_output=True).returncode == 0:
            return path
    return None


def pytest_configure() -> None:
    # Playwright's synchronous interface runs an event loop in the test's own thread.
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    arguments = [
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    path = installed_chromium()
    # Without one: Playwright's own download.
    found = {"executable_path": path} if path else {}
    return {**browser_type_launch_args, **found, "args": arguments}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "en-GB", "timezone_id": "Europe/London"}

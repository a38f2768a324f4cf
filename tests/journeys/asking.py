"""Asking for a review on the question pages of the booking form."""

import re
from collections.abc import Sequence

from playwright.sync_api import Page

from tests.journeys.screens import Screen

CHECK = "Check your answers"
MOST_PAGES = 12


def asks_for_review(worker: Screen, why: str, *, not_about: Sequence[str] = ()) -> None:
    """From the page it starts on to the request that is sent; what is on file is right."""
    worker.presses("Start now")
    for name in not_about:
        worker.chooses(
            f"Is the conference about {name}?", "No, but the conference thinks of them too"
        )
        worker.fills(f"If it is not about {name}: why?", "The plan for them is reviewed later.")
    worker.presses("Save and continue")
    worker.fills("Why is a conference needed?", why)
    for _ in range(MOST_PAGES):
        worker.presses("Save and continue")
        worker.page.wait_for_load_state()
        _answers_what_is_not_on_file(worker.page)
        if worker.page.get_by_role("heading", level=1).inner_text() == CHECK:
            break
    worker.heading(CHECK)
    worker.presses("Send the request")


def _answers_what_is_not_on_file(page: Page) -> None:
    """What is on file is right; whoever is old enough to be asked to come can come."""
    asked = re.compile(r"^Is what is on file right|^Can .* be at the meeting")
    for group in page.get_by_role("group", name=asked).all():
        if not group.locator("input:checked").count():
            group.get_by_role("radio").first.check()

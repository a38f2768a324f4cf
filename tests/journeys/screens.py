"""Somebody at a screen of their own: what they open, press, fill in and see."""

import os
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response, expect

from roundtable.ops.demo.cast import CAST, COLLEAGUES

AXE = (Path(__file__).parents[1] / "support/axe.min.js").read_text()
DESKTOP, PHONE = (1280, 800), (390, 844)
# Where pictures of the pages go, for whoever wants to look at them: a folder, or nowhere.
PICTURES = os.environ.get("JOURNEY_PICTURES", "")
WAITS = 15_000


class Screen:
    """
    One person's browser. `scripts=False` is a browser without JavaScript.

    `profile` is a folder that the browser keeps on disk, started as `launch` says, to be searched.
    """

    def __init__(
        self,
        browser: Browser,
        address: str,
        key: str,
        *,
        phone: bool = False,
        scripts: bool = True,
        profile: Path | None = None,
        launch: Mapping[str, Any] | None = None,
    ) -> None:
        self.address, self.key = address, key
        self.name = {**CAST, **COLLEAGUES}[key].name
        self.width, self.height = PHONE if phone else DESKTOP
        self.scripts = scripts
        how: dict[str, Any] = {
            "locale": "en-GB",
            "timezone_id": "Europe/London",
            "java_script_enabled": scripts,
            "viewport": {"width": self.width, "height": self.height},
        }
        self.context: BrowserContext = (
            browser.new_context(**how)
            if profile is None
            else browser.browser_type.launch_persistent_context(profile, **how, **launch or {})
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(WAITS)
        self.said: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("response", self._look_at)

    def _hear(self, message: Any) -> None:
        # The browser says aloud that a form came back with what is missing; that is no mistake.
        if message.type == "error" and "status of 422" not in message.text:
            self.said.append(message.text)

    def _look_at(self, response: Response) -> None:
        if response.status >= 500:
            self.said.append(f"{response.status} at {response.url}")

    # Going somewhere

    def signs_in(self) -> "Screen":
        """Come in by the demonstration's sign-in page, which lists everybody."""
        self.page.goto(f"{self.address}/sign-in/")
        self.page.get_by_role("button", name=self.name).click()
        expect(self.page.get_by_role("heading", level=1)).to_be_visible()
        return self

    def opens(self, path: str) -> None:
        self.page.goto(self.address + path)

    def follows(self, name: str, *, inside: Locator | None = None) -> None:
        """Follow a link by its words, or one that looks like a button."""
        where = inside or self.page
        link = where.get_by_role("link", name=name).or_(where.get_by_role("button", name=name))
        link.first.click()

    def opens_every(self, words: str) -> None:
        """Open every paper whose link has these words, each beside the page, and come back to it."""
        for link in self.page.get_by_role("link", name=words).all():
            address = link.get_attribute("href")
            assert self.page.request.get(f"{self.address}{address}").ok
        self.page.reload()

    def presses(self, name: str, *, inside: Locator | None = None) -> None:
        """Press a button by its words."""
        (inside or self.page).get_by_role("button", name=name).first.click()

    # Filling in

    def group(self, legend: str) -> Locator:
        return self.page.get_by_role("group", name=legend).first

    def fills(self, label: str, text: str) -> None:
        self.page.get_by_label(label).fill(text)

    def chooses(self, legend: str, *answers: str) -> None:
        """Choose radio buttons or checkboxes of one question."""
        for answer in answers:
            self.group(legend).get_by_label(answer, exact=True).first.check()

    def selects(self, label: str, answer: str) -> None:
        self.page.get_by_label(label).select_option(label=answer)

    def dates(self, legend: str, day: date) -> None:
        boxes = self.group(legend)
        for label, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            boxes.get_by_label(label).fill(str(number))

    # Seeing

    def sees(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.locator("main").first).to_contain_text(text)

    def does_not_see(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator("body")).not_to_contain_text(text)

    def heading(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(text)

    def looks_at(self, name: str) -> None:
        """Check this page at both widths: accessible, and no wider than the window."""
        # A click returns when the next page has begun to arrive: there may be nothing in it yet.
        self.page.wait_for_load_state()
        expect(self.page.locator("main").first).to_be_visible()
        for width, height in (DESKTOP, PHONE):
            self.page.set_viewport_size({"width": width, "height": height})
            wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            assert wide <= 0, f"{name} is {wide} pixels wider than a window of {width}"
            assert violations(self.page) == [], f"{name} at {width}"
            if PICTURES:
                path = Path(PICTURES) / f"{name}-{width}.png"
                self.page.screenshot(path=path, full_page=True)
        self.page.set_viewport_size({"width": self.width, "height": self.height})

    def leaves(self) -> None:
        """Close the browser; whatever it complained about meanwhile is an error."""
        self.context.close()
        assert self.said == [], f"{self.name}'s browser said: {self.said}"


def violations(page: Page) -> list[Any]:
    """Return what axe finds wrong: which rule, and where."""
    page.evaluate(AXE)
    found = page.evaluate("axe.run()")["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]


def files_with(words: Iterable[str], profile: Path) -> list[str]:
    """Return the files of a browser's profile that hold any of these words in a readable way."""
    wanted = [word.encode(code) for word in words for code in ("utf-8", "utf-16-le")]
    return [
        str(path)
        for path in profile.rglob("*")
        if path.is_file() and any(one in path.read_bytes() for one in wanted)
    ]

"""Before a session runs out the page says so, and somebody who is there goes on."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from roundtable.rules.access import Role
from roundtable.web.design_system.sign_in import sessions
from roundtable.web.design_system.tests.people import person, signed_in
from tests.journeys.screens import DESKTOP, PHONE, PICTURES, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("roundtable.web.design_system.tests.site"),
]
COOKIE = "roundtable_session"


@pytest.fixture
def opened(live_server: Any, browser: Browser) -> Any:
    """Return a way to open a page as somebody whose browser's time can be moved on."""
    contexts = []

    def at(role: Role, path: str = "/test/note/", tabs: int = 1) -> list[Page]:
        client = signed_in(Client(), person(role))
        context = browser.new_context(viewport={"width": DESKTOP[0], "height": DESKTOP[1]})
        contexts.append(context)
        context.add_cookies(
            [{"name": COOKIE, "value": client.cookies[COOKIE].value, "url": live_server.url}]
        )
        pages = []
        for _ in range(tabs):
            page = context.new_page()
            page.clock.install()
            page.goto(live_server.url + path)
            pages.append(page)
        return pages

    yield at
    for context in contexts:
        context.close()


def later(page: Page, minutes: int) -> None:
    page.clock.fast_forward(timedelta(minutes=minutes).total_seconds() * 1000)


def dialog(page: Page) -> Any:
    return page.get_by_role("dialog")


def look_at(page: Page, name: str) -> None:
    for width, height in (DESKTOP, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        assert violations(page) == []
        if PICTURES:
            page.screenshot(path=f"{PICTURES}/{name}-{width}.png")


def test_somebody_who_is_warned_stays_and_nothing_typed_is_lost(opened: Any) -> None:
    (page,) = opened(Role.CHAIR)
    page.get_by_label("Note").fill("He goes to the group.")
    later(page, 24)
    expect(dialog(page)).to_be_hidden()
    later(page, 2)
    expect(dialog(page)).to_be_visible()
    expect(dialog(page)).to_contain_text("You will be signed out in 4 minutes.")
    expect(page.get_by_role("button", name="Stay signed in")).to_be_focused()
    look_at(page, "time-out-staff")
    page.get_by_role("button", name="Stay signed in").click()
    expect(dialog(page)).to_be_hidden()
    expect(page.get_by_label("Note")).to_have_value("He goes to the group.")
    later(page, 24)
    expect(dialog(page)).to_be_hidden()


def test_escape_stays_too(opened: Any) -> None:
    (page,) = opened(Role.CHAIR)
    later(page, 26)
    with page.expect_response("**/sign-in/stay/") as answer:
        page.keyboard.press("Escape")
    assert answer.value.status == 204
    expect(dialog(page)).to_be_hidden()


def test_what_another_tab_does_counts(opened: Any) -> None:
    first, second = opened(Role.CHAIR, tabs=2)
    later(first, 26)  # time is the same in all of them
    for page in (first, second):
        expect(dialog(page)).to_be_visible()
    second.get_by_role("button", name="Stay signed in").click()
    expect(dialog(second)).to_be_hidden()
    expect(dialog(first)).to_be_hidden()


def test_a_family_is_warned_sooner_and_can_leave_from_there(opened: Any) -> None:
    (page,) = opened(Role.FAMILY, "/test/plain/")
    later(page, 8)
    expect(dialog(page)).to_contain_text("You will be signed out in 2 minutes.")
    expect(dialog(page).get_by_role("link", name="Exit this page")).to_be_visible()
    look_at(page, "time-out-family")


def test_who_comes_back_too_late_is_told_and_what_was_typed_can_still_be_sent(opened: Any) -> None:
    (page,) = opened(Role.CHAIR)
    page.get_by_label("Note").fill("He goes to the group.")
    later(page, 31)
    expect(dialog(page)).to_contain_text("You have been signed out")
    look_at(page, "time-out-over")
    page.get_by_role("button", name="Go back to the page").click()
    expect(dialog(page)).to_be_hidden()
    later(page, 1)
    expect(dialog(page)).to_be_hidden()
    for session in Session.objects.all():
        kept = session.get_decoded()
        kept[sessions._SEEN] = kept[sessions._BEGAN] = "2026-01-01T00:00:00+00:00"
        session.session_data = Session.objects.encode(kept)
        session.save()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_text("What you typed is safe")).to_be_visible()


def test_a_session_that_cannot_be_made_longer_says_so(opened: Any) -> None:
    (page,) = opened(Role.FAMILY, "/test/plain/")
    for _ in range(7):
        later(page, 8)
        expect(dialog(page)).to_be_visible()
        page.get_by_role("button", name="Stay signed in").click()
        expect(dialog(page)).to_be_hidden()
    later(page, 2)
    expect(dialog(page)).to_contain_text("A session ends after some time, whatever you do.")
    expect(page.get_by_role("button", name="Stay signed in")).to_be_hidden()
    page.get_by_role("button", name="Go back to the page").click()
    expect(dialog(page)).to_be_hidden()

"""A time-out, a lost network and a closed laptop cost no character, and leave none on the device."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from playwright.sync_api import BrowserType, Page, expect

from roundtable.foundation.accounts.models import User
from roundtable.foundation.core.context import set_context
from roundtable.foundation.core.models import Draft
from roundtable.rules.access import Role
from roundtable.web.design_system.tests.people import PASSWORD, authority, person
from tests.journeys.screens import DESKTOP, files_with, violations

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("roundtable.web.design_system.tests.site"),
]
SENT = "Sparrow"  # on file from then on
CANARIES = ("Nightingale", "Goldfinch", "Kingfisher", "Bullfinch")


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def page(browser_type: BrowserType, browser_type_launch_args: dict[str, Any], profile: Path) -> Any:
    """Return a page of a browser whose profile can be searched afterwards."""
    context = browser_type.launch_persistent_context(
        profile, viewport={"width": DESKTOP[0], "height": DESKTOP[1]}, **browser_type_launch_args
    )
    yield context.pages[0]
    context.close()


def sign_in(page: Page, user: User) -> None:
    page.get_by_label("Email address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def drafts() -> list[str]:
    """Return what the database holds of what was typed."""
    with transaction.atomic():
        set_context([authority().pk])
        return [dict(draft.fields)["note"] for draft in Draft.objects.all()]


def nothing_is_kept_by(page: Page) -> None:
    """Wait until the device has let go of what the server has."""
    for _ in range(50):
        if page.evaluate("localStorage.length") == 0:
            return
        page.wait_for_timeout(100)
    raise AssertionError(page.evaluate("JSON.stringify({ ...localStorage })"))


def in_database() -> str:
    [text] = drafts()
    return text


def test_nothing_typed_is_lost_and_nothing_is_left_on_the_device(
    live_server: Any, page: Page, profile: Path
) -> None:
    somebody = person(Role.CHAIR)
    page.goto(f"{live_server.url}/sign-in/?next=/test/draft/")
    sign_in(page, somebody)
    box, line = page.get_by_label("Note"), page.locator(".rt-draft")

    # What is called saved is in the database
    box.press_sequentially(f"{CANARIES[0]}: “Ça va”, 🙂\n\n  two  spaces, ")
    expect(line).to_contain_text("Draft saved")
    assert in_database() == box.input_value()

    # The session ends while she types on, and she goes back to put something in
    Session.objects.all().delete()
    box.press_sequentially(f"{CANARIES[1]} \n")
    expect(line).to_contain_text("You have been signed out")
    assert violations(page) == []
    for key in ("Control+Home", "ArrowRight", "ArrowRight"):
        page.keyboard.press(key)
    page.keyboard.type(f"{CANARIES[2]} <b>")
    typed, caret = box.input_value(), box.evaluate("box => box.selectionStart")
    assert CANARIES[1] not in in_database()
    kept = page.evaluate("JSON.stringify({ ...localStorage })")
    assert "roundtable-draft-" in kept
    assert not any(canary in kept for canary in CANARIES)

    # She signs in again: every character is there, and the cursor stands where it stood
    page.get_by_role("link", name="Sign in again").click()
    sign_in(page, somebody)
    expect(box).to_have_value(typed)
    expect(line).to_contain_text("Draft saved")
    assert box.evaluate("box => box.selectionStart") == caret
    expect(box).to_be_focused()
    assert in_database().encode() == typed.encode()
    nothing_is_kept_by(page)

    # The network goes and comes back
    page.context.set_offline(True)
    page.keyboard.type(CANARIES[3])
    expect(line).to_contain_text("No connection")
    assert CANARIES[3] not in in_database()
    page.context.set_offline(False)
    expect(line).to_contain_text("Draft saved", timeout=10_000)
    assert in_database() == box.input_value()
    assert violations(page) == []

    # Once it is sent there is no draft, here or there
    box.fill(SENT)
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    expect(line).to_contain_text("Draft saved")
    page.get_by_label("Day").fill("3")
    page.get_by_label("Month").fill("11")
    page.get_by_label("Year").fill("2026")
    page.get_by_label("A visit").check()
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url("**/done/**")
    assert drafts() == []
    assert User.objects.filter(name=SENT).exists()
    page.goto(f"{live_server.url}/test/draft/")
    expect(box).to_have_value("")
    nothing_is_kept_by(page)

    # What was locked with a key that is gone: she is told, and it is not written over
    locked = "AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    name = line.get_attribute("data-draft")
    page.evaluate(
        "([name, locked]) => localStorage.setItem(`roundtable-draft-${name}`, locked)",
        [name, locked],
    )
    page.reload()
    expect(line).to_contain_text("cannot be opened any more")
    assert violations(page) == []
    box.fill(SENT)
    expect(line).to_contain_text("Draft saved")
    assert locked in page.evaluate("Object.values(localStorage)")
    page.get_by_role("button", name="Throw away what cannot be opened").click()
    expect(line).not_to_contain_text("cannot be opened any more")
    page.get_by_role("button", name="Throw away what I typed").click()
    expect(box).to_have_value("")
    assert drafts() == []
    nothing_is_kept_by(page)

    page.context.close()
    assert files_with(CANARIES, profile) == []


def test_another_window_is_not_overwritten_and_a_closed_one_loses_nothing(
    live_server: Any, page: Page
) -> None:
    page.goto(f"{live_server.url}/sign-in/?next=/test/draft/")
    sign_in(page, person(Role.CHAIR))
    second = page.context.new_page()
    second.goto(f"{live_server.url}/test/draft/")
    page.get_by_label("Note").press_sequentially("In one window")
    expect(page.locator(".rt-draft")).to_contain_text("Draft saved")
    second.get_by_label("Note").press_sequentially("In the other")
    line = second.locator(".rt-draft")
    expect(line).to_contain_text("Something else was typed here in another window")
    assert in_database() == "In one window"
    # The laptop is closed, and opened again: both are there
    second.reload()
    expect(second.get_by_label("Note")).to_have_value("In one window")
    second.get_by_role("button", name="Show it instead").click()
    expect(second.get_by_label("Note")).to_have_value("In the other")
    expect(line).to_contain_text("Draft saved")
    assert in_database() == "In the other"
    second.get_by_role("button", name="Throw away what I typed").click()
    expect(second.get_by_label("Note")).to_have_value("")
    assert drafts() == []

"""Every component in Chromium: accessible, quiet in the console, whole on a phone."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from roundtable.rules.access import Role
from roundtable.web.design_system.tests.people import PASSWORD, person
from tests.journeys.screens import violations

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "build/gallery"  # to be looked at
WIDTHS = {"desktop": 1280, "phone": 390}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("roundtable.web.design_system.tests.site"),
]


@pytest.fixture
def said(page: Page) -> list[str]:
    """Collect what the browser complains about: a script refused, an address not found."""
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else 0)
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def look(page: Page, name: str) -> None:
    page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{name} is {wide} pixels wider than the window"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("layout", ["staff", "partners", "family"])
def test_the_gallery_is_accessible(
    live_server: Any, page: Page, said: list[str], layout: str, width: str
) -> None:
    page.set_viewport_size({"width": WIDTHS[width], "height": 800})
    page.goto(f"{live_server.url}/public-gallery/{layout}/?done")
    page.wait_for_selector(".govuk-frontend-supported")
    assert violations(page) == []
    look(page, f"{layout}-{width}")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    assert violations(page) == []
    look(page, f"{layout}-{width}-errors")
    page.get_by_role("link", name="The date of the meeting").first.is_visible()
    assert said == []


@pytest.mark.parametrize("width", WIDTHS)
def test_sign_in_and_error_pages_are_accessible(
    live_server: Any, page: Page, said: list[str], width: str
) -> None:
    person(Role.CHAIR, "Ray Lowe", demo="Chairs initial and review conferences")
    person(Role.FAMILY, "Rosa Hartley", demo="Mother of Ava, Ben and the baby")
    page.set_viewport_size({"width": WIDTHS[width], "height": 800})
    for name, address in {
        "sign-in": "/sign-in/",
        "not-found": "/family/nothing/",
    }.items():
        page.goto(live_server.url + address)
        assert violations(page) == []
        look(page, f"{name}-{width}")
    assert all("404" in line for line in said), said


def test_leaving_cannot_be_undone_with_the_back_button(
    live_server: Any, page: Page, settings: Any
) -> None:
    settings.NEUTRAL_PAGE = f"{live_server.url}/test/public/"
    mother = person(Role.FAMILY, "Rosa Hartley", demo="Mother")
    page.goto(f"{live_server.url}/sign-in/")
    page.get_by_role("button", name="Rosa Hartley").click()
    page.goto(f"{live_server.url}/gallery/family/")
    page.wait_for_selector(".govuk-exit-this-page__indicator", state="attached")
    assert mother.name in page.content()
    assert violations(page) == []
    look(page, "family-signed-in")
    page.get_by_role("button", name="Exit this page").click()
    page.wait_for_url("**/test/public/")
    page.go_back()
    assert "/gallery/family/" not in page.url
    page.goto(f"{live_server.url}/gallery/family/")
    assert "/sign-in/" in page.url
    assert page.context.cookies() == [] or all(
        cookie["name"] != "roundtable_session" for cookie in page.context.cookies()
    )


def test_three_presses_of_shift_leave_too(live_server: Any, page: Page, settings: Any) -> None:
    settings.NEUTRAL_PAGE = f"{live_server.url}/test/public/"
    page.goto(f"{live_server.url}/public-gallery/family/")
    page.wait_for_selector(".govuk-exit-this-page__indicator", state="attached")
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("**/test/public/")


def test_everything_works_without_javascript(live_server: Any, browser: Any, settings: Any) -> None:
    settings.NEUTRAL_PAGE = f"{live_server.url}/test/public/"
    mother = person(Role.FAMILY, "Rosa Hartley", demo="Mother")
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/gallery/family/")
    page.get_by_label("Email address").fill(mother.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    assert page.url.endswith("/gallery/family/")
    page.get_by_label("Name of the room").fill("Willow Room")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("link", name="Enter at what time").or_(
        page.get_by_role("link", name="At what time?")
    ).click()
    assert page.get_by_label("Name of the room").input_value() == "Willow Room"
    page.get_by_role("link", name="Exit this page").or_(
        page.get_by_role("button", name="Exit this page")
    ).last.click()
    assert page.url.endswith("/test/public/")
    page.goto(f"{live_server.url}/gallery/family/")
    assert "/sign-in/" in page.url
    page.context.close()

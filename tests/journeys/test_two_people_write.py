"""
Two people write down one meeting, and a projector shows it to everybody.

The network goes, the tab is killed, the session ends: what was typed is in the database afterwards,
byte for byte, in its order and once. ROUNDTABLE_DROPS says for how many seconds the network is away.
"""

import os

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from roundtable.casework.room.models import LiveItem
from roundtable.casework.statements.models import StatementVersion
from tests.journeys import families, meeting
from tests.journeys.conftest import Someone
from tests.journeys.screens import WAITS, Screen

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DROPS = [float(one) for one in os.environ.get("ROUNDTABLE_DROPS", "3").split(",")]
CANARIES = ("Nightingale", "Goldfinch", "Kingfisher", "Bullfinch")
SOON = 2_000  # milliseconds in which the other's item is there
HERE = ("Tom Reed", "Sam Iqbal", "PC Alan Grant", "Rosa Hartley")


def says(page: Page, text: str) -> None:
    """Type what is said, as fast as one can, and go on; nobody takes a hand off the keyboard."""
    box = page.get_by_label("What is said?")
    box.press_sequentially(text)
    box.press("Enter")


def stored(beginning: families.Beginning) -> list[str]:
    """Return what the database holds of what was said, in its order."""
    with beginning.open():
        items = LiveItem.objects.order_by("statement__position")
        return [one.statement.versions.get(number=1).text for one in items]


def test_two_people_write_and_everybody_sees(someone: Someone) -> None:
    beginning = families.prepared()
    chair, taker = someone("chair"), someone("minute_taker")
    chair.follows("Hartley family")
    meeting.opens_with(chair, HERE)
    address = f"/conferences/{beginning.conference_id}/room/"
    taker.opens(address)
    projector = someone("chair").context.new_page()
    projector.goto(f"{chair.address}{address}shared/")
    for one in (chair, taker):
        one.opens(address)
        choose_who(one)

    # What one of them keeps is before the other's eyes, and before everybody's, within two seconds
    typed = ["We were called four times.", "Ben hid: “under the bed”, 🙂 <b>."]
    says(taker.page, typed[0])
    for page in (chair.page, projector):
        expect(page.get_by_text(typed[0])).to_be_visible(timeout=SOON)
    says(chair.page, typed[1])
    expect(taker.page.get_by_text(typed[1])).to_be_visible(timeout=SOON)
    assert stored(beginning) == typed

    # Who says it, what it is, where it belongs, whom it is about: a key each, and no mouse
    box = taker.page.get_by_label("What is said?")
    for keys in ("Alt+5", "Alt+v", "Alt+w", "Alt+Shift+1"):
        box.press(keys)
    expect(taker.page.locator(".rt-keyed").first).to_contain_text("Rosa HartleyAlt 5")
    typed.append("Gran comes every night.")
    says(taker.page, typed[-1])
    expect(chair.page.get_by_text(typed[-1])).to_be_visible(timeout=SOON)
    with beginning.open():
        said = StatementVersion.objects.get(text=typed[-1])
        assert said.statement.author.name == "Rosa Hartley"
        assert (said.kind, said.domain) == ("view", "working_well")
        assert said.about.count() == 2
    taker.looks_at("room-by-keys")
    for keys in (
        "Alt+4",
        "Alt+v",
        "Alt+r",
        "Alt+Shift+1",
    ):  # the key of what is chosen takes it back
        box.press(keys)

    # What looks like an address is asked about, and stays if she says so
    typed.append("He waits at 12 Wren Row, PR7 2AB.")
    says(taker.page, typed[-1])
    pending = taker.page.locator("[data-pending]")
    expect(pending).to_contain_text("This looks like an address")
    taker.presses("Put it right")
    expect(taker.page.get_by_label("What is said?")).to_have_value(typed[-1])
    taker.page.get_by_label("What is said?").press("Enter")
    expect(pending).to_be_hidden()
    assert stored(beginning) == typed

    # The network goes, and they type on
    for seconds in DROPS:
        taker.page.context.set_offline(True)
        for number in range(3):
            typed.append(f"{CANARIES[number]} after {seconds}: “Ça va”,  {number}")
            says(taker.page, typed[-1])
        expect(pending).to_contain_text("Not saved yet")
        kept = taker.page.evaluate("JSON.stringify({ ...localStorage })")
        assert not any(canary in kept for canary in CANARIES)
        taker.page.wait_for_timeout(seconds * 1000)
        assert stored(beginning) == typed[:-3]
        taker.page.context.set_offline(False)
        expect(pending).to_be_hidden(timeout=10_000)
        assert stored(beginning) == typed
        expect(projector.get_by_text(typed[-1])).to_be_visible(timeout=SOON)

    # The tab is killed while nothing can be sent; the next one sends it, once
    taker.page.context.set_offline(True)
    typed.append(f"{CANARIES[3]}, and then the tab was gone.")
    says(taker.page, typed[-1])
    expect(taker.page.locator("[data-pending]")).to_contain_text(typed[-1])
    taker.page.evaluate("new Promise(done => setTimeout(done, 200))")
    taker.page.close(run_before_unload=False)
    taker.page.context.set_offline(False)
    taker.page = taker.context.new_page()
    taker.opens(address)
    expect(chair.page.get_by_text(typed[-1])).to_be_visible(timeout=SOON)
    assert stored(beginning) == typed

    # The session ends while she types on; she signs in again in another window, and it is kept
    Session.objects.filter(pk=session_of(taker)).delete()
    typed.append("Said while nobody was signed in.")
    choose_who(taker)
    says(taker.page, typed[-1])
    expect(taker.page.locator("[data-pending]")).to_contain_text("You have been signed out")
    other = taker.page
    taker.page = taker.context.new_page()
    taker.signs_in()
    expect(other.locator("[data-pending]")).to_be_hidden(timeout=15_000)
    taker.page = other
    assert stored(beginning) == typed
    # The browser says aloud what was just done to it; anything else would be a mistake.
    expected = ("ERR_INTERNET_DISCONNECTED", "status of 403", "status of 422")
    taker.said = [one for one in taker.said if not any(words in one for words in expected)]

    # Whose turn it is, with one key and without losing a letter; a break without a word
    box = taker.page.get_by_label("What is said?")
    box.press_sequentially("She says that")
    box.press("Alt+y")
    expect(chair.page.get_by_text("Speaking")).to_be_visible(timeout=SOON)
    expect(box).to_have_value("She says that")
    box.fill("")
    chair.looks_at("room-with-turns")
    mother = someone("mother", phone=True)
    mother.opens(f"/family/meetings/{beginning.conference_id}/now/")
    mother.looks_at("family-meeting-now")
    mother.presses("I need a break")
    mother.sees("The chair knows")
    expect(chair.page.get_by_text("Break asked: Rosa Hartley")).to_be_visible(timeout=SOON)
    chair.presses("I have heard it")
    expect(taker.page.get_by_text("Break asked")).to_have_count(0)
    chair.opens(f"{address}prompts/")
    chair.presses("Said Everyone says who they are")
    chair.sees("Not yet")
    chair.looks_at("prompt-sheet")
    chair.opens(address)

    # In a closed part everybody's screen is empty at once; what is said there stays there
    chair.follows("Closed part")
    chair.chooses("Who leaves for this part?", "Rosa Hartley")
    chair.fills("Why?", "The police have something to say.")
    chair.presses("Begin the closed part")
    expect(projector.get_by_text("We have stopped for a moment")).to_be_visible(timeout=SOON)
    expect(projector.get_by_text(typed[0])).to_have_count(0)
    expect(mother.page.get_by_text("The meeting has stopped")).to_be_visible(timeout=WAITS)
    says(taker.page, "A word of the police alone.")
    expect(chair.page.get_by_text("A word of the police alone.")).to_be_visible(timeout=SOON)
    chair.presses("Go on, with everyone back")
    expect(projector.get_by_text(typed[0])).to_be_visible(timeout=SOON)
    expect(projector.get_by_text("A word of the police alone.")).to_have_count(0)
    projector.close()

    # Two put right the same words: whoever is second sees what the first wrote, and both are kept
    for one in (chair, taker):
        one.opens(address)
        one.page.get_by_role("link", name=f"Change “{typed[0][:20]}").click()
    chair.fills("What is said?", "We were called four times this year.")
    chair.presses("Save")
    taker.fills("What is said?", "We were called five times.")
    taker.presses("Save")
    taker.sees("We were called four times this year.")
    taker.looks_at("room-item-changed")
    taker.presses("Save")
    with beginning.open():
        versions = StatementVersion.objects.filter(
            statement__live_items__isnull=False, number__gt=1
        )
        assert [one.text for one in versions.order_by("number")] == [
            "We were called four times this year.",
            "We were called five times.",
        ]


def choose_who(one: Screen) -> None:
    one.selects("Who says it?", "PC Alan Grant")
    one.chooses("About", "Ben Hartley")
    one.selects("Where does it belong?", "Worried about")


def session_of(one: Screen) -> str:
    """Return the key of the session of a browser."""
    return next(str(c["value"]) for c in one.context.cookies() if "session" in str(c["name"]))

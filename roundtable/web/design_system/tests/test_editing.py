"""Two people edit the same thing: nobody overwrites the other, and nobody loses a word."""

import ast
import threading
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from lxml import html

import roundtable.web
from roundtable.foundation.accounts.models import User
from roundtable.foundation.core.turns import take_turn
from roundtable.rules.access import Role
from roundtable.web.design_system.editing import ChangedMeanwhile, check_unchanged, fingerprints
from roundtable.web.design_system.tests.people import person, signed_in

ADDRESSES = ("/test/edit/", "/test/checked-edit/")


def on_file(**values: object) -> dict[str, object]:
    return {"summary": "They met.", "on": date(2026, 12, 3), "children": ["b", "a"], **values}


def test_what_was_shown_and_is_still_there_may_be_changed() -> None:
    seen = fingerprints(on_file())
    check_unchanged(seen, on_file(children=["a", "b"]))
    assert "They met" not in seen


@pytest.mark.parametrize(
    "changed",
    [{"summary": "They met twice."}, {"on": None}, {"children": ["a"]}, {"more": False}],
)
def test_each_field_that_is_another_by_now_is_named(changed: dict[str, object]) -> None:
    with pytest.raises(ChangedMeanwhile) as meanwhile:
        check_unchanged(fingerprints(on_file()), on_file(**changed))
    assert meanwhile.value.names == list(changed)


@pytest.mark.parametrize("seen", ["", "nonsense", "[]"])
def test_a_page_that_carries_nothing_showed_nothing(seen: str) -> None:
    check_unchanged(seen, {"summary": "", "children": [], "on": None})
    with pytest.raises(ChangedMeanwhile):
        check_unchanged(seen, on_file())


# In a page


@pytest.fixture
def desk(db: None) -> Client:
    User.objects.create_user("kept@example.org", "They met.")
    return signed_in(Client(), person(Role.CHAIR))


@pytest.fixture
def other(desk: Client) -> Client:
    return signed_in(Client(), person(Role.CHAIR, "Someone Else"))


def opened(client: Client, address: str) -> dict[str, str]:
    """Return what the form carries when it is opened, as a browser would send it."""
    form = html.fromstring(client.get(address).text).forms[-1]
    day = {"seen_on-day": "3", "seen_on-month": "11", "seen_on-year": "2026"}
    return dict(form.form_values()) | day


def send(client: Client, address: str, carried: dict[str, str], note: str):
    step = {"_step": "confirm"} if "checked" in address else {}
    return client.post(address, carried | {"note": note} | step)


def kept() -> str:
    return User.objects.get(email="kept@example.org").name


@pytest.mark.urls("roundtable.web.design_system.tests.site")
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_second_is_shown_both_texts_and_decides(
    desk: Client, other: Client, address: str
) -> None:
    first, second = opened(desk, address), opened(other, address)
    assert send(desk, address, first, "They met at ten.").status_code == 302
    refused = send(other, address, second, "They met on Tuesday.")
    assert refused.status_code == 422
    page = html.fromstring(refused.text)
    assert "Somebody else saved this" in page.find_class("govuk-error-summary")[0].text_content()
    assert "They met at ten." in page.find_class("govuk-inset-text")[0].text_content()
    assert page.xpath("//textarea[@name='note']/text()")[0].strip() == "They met on Tuesday."
    assert kept() == "They met at ten."
    again = dict(page.forms[-1].form_values())
    assert send(other, address, again, "They met on Tuesday at ten.").status_code == 302
    assert kept() == "They met on Tuesday at ten."


@pytest.mark.urls("roundtable.web.design_system.tests.site")
def test_putting_a_mistake_right_does_not_forget_what_was_shown(
    desk: Client, other: Client
) -> None:
    first = opened(desk, "/test/edit/")
    send(other, "/test/edit/", opened(other, "/test/edit/"), "They met at ten.")
    wrong = send(desk, "/test/edit/", first, "")
    carried = dict(html.fromstring(wrong.text).forms[-1].form_values())
    assert send(desk, "/test/edit/", carried, "They met on Tuesday.").status_code == 422
    assert kept() == "They met at ten."


@pytest.mark.urls("roundtable.web.design_system.tests.site")
def test_who_saves_twice_in_a_row_is_no_somebody_else(desk: Client) -> None:
    for note in ("They met at ten.", "They met at eleven."):
        assert send(desk, "/test/edit/", opened(desk, "/test/edit/"), note).status_code == 302
    assert kept() == "They met at eleven."


@pytest.mark.urls("roundtable.web.design_system.tests.site")
@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_is_refused() -> None:
    User.objects.create_user("kept@example.org", "They met.")
    desks = [signed_in(Client(), person(Role.CHAIR, name)) for name in ("One", "Two")]
    carried = [opened(desk, "/test/edit/") for desk in desks]
    together = threading.Barrier(2, timeout=20)
    answered: dict[int, int] = {}

    def save(number: int) -> None:
        try:
            together.wait()
            answered[number] = send(
                desks[number], "/test/edit/", carried[number], f"From {number}."
            ).status_code
        finally:
            connection.close()

    people = [threading.Thread(target=save, args=(number,)) for number in (0, 1)]
    for one in people:
        one.start()
    for one in people:
        one.join(timeout=30)
    assert sorted(answered.values()) == [302, 422]
    saved = next(number for number, status in answered.items() if status == 302)
    assert kept() == f"From {saved}."


@pytest.mark.django_db(transaction=True)
def test_a_turn_lasts_until_the_transaction_ends() -> None:
    from django.db import transaction

    order: list[str] = []
    taken = threading.Event()

    def wait_for_it() -> None:
        taken.wait(timeout=20)
        try:
            with transaction.atomic():
                take_turn("record 1")
                order.append("second")
        finally:
            connection.close()

    second = threading.Thread(target=wait_for_it)
    second.start()
    with transaction.atomic():
        take_turn("record 1")
        taken.set()
        second.join(timeout=0.5)
        assert second.is_alive(), "it waits"
        order.append("first")
    second.join(timeout=20)
    assert order == ["first", "second"]


# Every page

# What these show at first is a suggestion for something new, or only one act can follow it.
_BEGINS_ANEW = {
    "AddChild": "one more child, who mostly has the family's name",
    "AddContact": "one more way to reach whoever was asked about",
    "Room": "an item that is said now",
    "Book": "the time chosen on the desk",
    "AskForPlan": "the days to plan, from today",
    "OpenIncident": "an incident, found now",
    "OneIncident": "one more step, taken now",
    "FromRecord": "the lines of the record, chosen anew",
    "Chase": "everybody who has not answered",
    "NoteCopy": "the day of what is noted",
    "Postpone": "why, where the chair has decided on time to read",
    "ReportView": "one more statement",
    "Write": "one more statement",
    "ReplyToStatement": "an answer of its own",
}


def pages_that_show_something_at_first() -> dict[str, set[str]]:
    """Return the methods of every page whose form is filled in when it is opened."""
    found, bases = {}, {}
    for source in Path(roundtable.web.__path__[0]).rglob("*.py"):
        if "tests" in source.parts or source.name == "form_page.py":
            continue
        for one in ast.walk(ast.parse(source.read_text())):
            if isinstance(one, ast.ClassDef):
                methods = {part.name for part in one.body if isinstance(part, ast.FunctionDef)}
                bases[one.name] = [base.id for base in one.bases if isinstance(base, ast.Name)]
                found[one.name] = found.get(one.name, set()) | methods

    def all_of(name: str) -> set[str]:
        return found.get(name, set()).union(*map(all_of, bases.get(name, ())))

    return {name: all_of(name) for name in found if "initial" in found[name]}


def test_every_page_that_shows_what_is_on_file_says_what_it_edits() -> None:
    pages = pages_that_show_something_at_first()
    assert set(pages) >= set(_BEGINS_ANEW), "a name here that is no page any more"
    silent = {name for name, methods in pages.items() if "edits" not in methods}
    assert silent == set(_BEGINS_ANEW)

"""An address, number, name or day is found however it is written, and not where it is not."""

from datetime import date

import pytest

from roundtable.foundation.documents import traces
from roundtable.foundation.documents.traces import Text, Trace

ADDRESS = traces.of_address("12 Safe Street\nChorley", "PR7 2AB")
FLAT = traces.of_address("Flat 2\n12 Safe Street\nChorley", "PR7 2AB")
HOUSE = traces.of_address("Rowan House\nChorley", "M1 1AA")
NAMED = traces.of_address("Flat 2, Seaview\nHigh Street\nChorley", "M1 1AB")
REFUGE = traces.of_address("The Lighthouse Refuge\nChorley", "")
PHONE = traces.of_contact("07700 900123")
LANDLINE = traces.of_contact("01632 960123")
EMAIL = traces.of_contact("Anna.Hart@example.org")
NAME = traces.of_name("Zoë", "O\u2019Hart-Mills")


@pytest.mark.parametrize(
    "found, text",
    [
        (ADDRESS, "She lives at 12 Safe Street."),
        (ADDRESS, "12, SAFE\nSTR., Chorley"),
        (ADDRESS, "12 safe st"),
        (ADDRESS, "12SafeStreet"),
        (ADDRESS, "1 2 S a f e S t r e e t"),
        (ADDRESS, "12 Sa\u00adfe Str\u200beet"),
        (ADDRESS, "１２ Safe Street"),
        (ADDRESS, "come to PR72AB"),
        (ADDRESS, "come to pr7  2ab, please"),
        (ADDRESS, "PR7\n2AB"),
        (ADDRESS, "12 Safe Str-\neet"),
        (ADDRESS, "https://maps.example/?q=12%20Safe%20Street"),
        (ADDRESS, "12-safe-street.docx"),
        (ADDRESS, "safe_street_12.docx"),
        (ADDRESS, "No. 12 in Safe Street"),
        (ADDRESS, "in Safe Street (12)"),
        (ADDRESS, "Safe Street, number 12"),
        (ADDRESS, "\u0667\u0661 PR7\u0662AB"),
        (ADDRESS, "l2 Safe Street"),
        (ADDRESS, "12 5afe Street"),
        (ADDRESS, "at PR7 ZA8, at four"),
        (ADDRESS, "pr7-2ab"),
        (NAMED, "Seaview, High St."),
        (REFUGE, "at Lighthouse refuge"),
        (REFUGE, "THE LIGHT-HOUSE REFUGE"),
        (FLAT, "Flat 2, 12 Safe St"),
        (FLAT, "12 Safe Street, flat 2"),
        (HOUSE, "Rowan Hse"),
        (HOUSE, "M11AA"),
        (PHONE, "ring 07700900123"),
        (PHONE, "+44 (0)7700-900 123"),
        (PHONE, "0044 7700 900123"),
        (PHONE, "07700\n900 123"),
        (PHONE, "O7700 9OO l23"),
        (PHONE, "07700.900.123"),
        (PHONE, "(07700) 900123"),
        (PHONE, "tel:+447700900123"),
        (PHONE, "\u0660\u0667\u0667\u0660\u0660 \u0669\u0660\u0660\u0661\u0662\u0663"),
        (LANDLINE, "960 123, after six"),
        (traces.of_contact("020 7946 0123"), "7946 0123"),
        (traces.of_contact("0113 496 0123"), "496-0123"),
        (traces.of_contact("0161 496 0123"), "4960123"),
        (EMAIL, "anna.hart%40example.org"),
        (EMAIL, "anna dot hart (at) example [dot] org"),
        (EMAIL, "anna.hart@EXAMPLE.org"),
        (EMAIL, "anna.hart @ example.org"),
        (NAME, "zoe o'hart mills"),
        (NAME, "O'HART-MILLS, Zoë"),
    ],
)
def test_it_is_found(found: frozenset[Trace], text: str) -> None:
    assert Text(text).holds_any(found)


@pytest.mark.parametrize(
    "found, text",
    [
        (ADDRESS, "She lives in Chorley."),
        (ADDRESS, "112 Safe Street"),
        (ADDRESS, "Safe Street is closed."),
        (ADDRESS, "on the 12th, safe and sound"),
        (ADDRESS, "Safe Street on 12 May"),
        (ADDRESS, "on 12 May in Safe Street"),
        (ADDRESS, "a safe street for 12 children"),
        (ADDRESS, "item PR 724 or 120 people"),
        (LANDLINE, "reference 9601234"),
        (LANDLINE, "96 children, 0 to 123 days"),
        (FLAT, "a flat with 2 rooms"),
        (PHONE, "07700 900124"),
        (EMAIL, "hart@example.org"),
        (NAME, "Zoë Hart"),
    ],
)
def test_it_is_not_found(found: frozenset[Trace], text: str) -> None:
    assert not Text(text).holds_any(found)


@pytest.mark.parametrize(
    "lines, streets",
    [
        ("12 Safe Street\nChorley", {"safe street"}),
        ("Flat 2, 12a Safe St.\nChorley", {"safe street"}),
        ("Rowan House\nQuay Rd\nChorley", {"rowan house", "quay road"}),
        ("The Refuge\nChorley", set()),
        ("12 Street\n\n,", set()),
    ],
)
def test_a_street_is_looked_for_without_its_number(lines: str, streets: set[str]) -> None:
    assert {one.words for one in traces.of_streets(lines)} == streets


def test_a_place_is_looked_for_by_its_whole_name() -> None:
    place = traces.of_place("The Lighthouse Refuge")
    assert Text("Come to LIGHTHOUSE REFUGE.").holds_any(place)
    assert not Text("Lighthouse refugees").holds_any(place)
    assert traces.of_place("Police") == frozenset()


def test_one_name_alone_could_be_anybody() -> None:
    assert traces.of_name("Ava", "") == frozenset()
    assert traces.of_address("Home", "") == frozenset()
    assert traces.of_contact("999") == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "born 3 May 2019",
        "born 03/05/2019",
        "born 3.5.19",
        "born on the 3rd of May 2019",
        "born 3 may. 2019",
        "May 3rd, 2019",
        "2019-05-03",
    ],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert traces.days_in(text) == [date(2019, 5, 3)]


@pytest.mark.parametrize("text", ["31 February 2019", "99/99/2019", "3 May", "1234567"])
def test_what_is_no_day_is_not_read_as_one(text: str) -> None:
    assert traces.days_in(text) == []


def test_postcodes_are_read_out_of_a_text() -> None:
    assert Text("4 High St, M11AA and pr7 2ab").postcodes() == {"M1 1AA", "PR7 2AB"}

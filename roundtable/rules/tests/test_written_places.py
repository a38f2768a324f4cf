"""What looks like an address or a number in a sentence, and what does not."""

import pytest

from roundtable.rules.written_places import whereabouts_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She is at 12 Mill Road now.", ("12 Mill Road",)),
        ("lives at 12 mill road", ("12 mill road",)),
        ("They moved to 3 Plover Ct, mz93pc.", ("3 Plover Ct", "mz93pc")),
        ("Flat 4, Rowan House", ("4, Rowan House",)),
        ("two rooms at 5 St James\u2019s St.", ("5 St James\u2019s St",)),
        ("postcode PR7  2AB", ()),
        ("postcode PR7 2AB, again PR7 2AB", ("PR7 2AB",)),
        ("call 07700 900123", ("07700 900123",)),
        ("or +44 (0)7700 900123.", ("+44 (0)7700 900123",)),
        ("the school: (01632) 960\u00a0001", ("(01632) 960 001",)),
        ("", ()),
        ("2 children live in the house", ()),
        ("2 minutes down the road, 3 times in Green Park", ()),
        ("Born on 01 05 2015, 10:30, and again 03/12/2026", ()),
        ("12 weeks at Park House, Year 4 at St Anne\u2019s, section 47, \u00a31200", ()),
        ("0 0 0 0 0 0 0 0 0 0 0 0 0", ()),
    ],
)
def test_what_is_asked_about(text: str, found: tuple[str, ...]) -> None:
    assert whereabouts_in(text) == found

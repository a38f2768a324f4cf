import pytest

from roundtable.rules.statement_marks import provenance_of


@pytest.mark.parametrize(
    ("kind", "source", "from_others", "provenance"),
    [
        ("observation", "", False, "first"),
        ("opinion", "", False, "first"),
        ("allegation", "", False, "second"),
        ("allegation", "Mrs Hill", False, "second"),
        ("allegation", "Mrs Hill", True, "third"),
        ("fact", "", False, "first"),
        ("fact", "A letter from the GP", False, "second"),
        ("", "", False, ""),
        ("view", "", False, ""),
    ],
)
def test_what_it_is_says_how_it_is_known(
    kind: str, source: str, from_others: bool, provenance: str
) -> None:
    assert provenance_of(kind, source=source, from_others=from_others) == provenance

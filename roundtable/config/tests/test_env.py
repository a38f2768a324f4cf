import pytest
from django.core.exceptions import ImproperlyConfigured

from roundtable.config import env


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SETTING", raising=False)


@pytest.mark.parametrize("blank", [None, "", "  "])
def test_what_is_not_set_has_its_default(
    monkeypatch: pytest.MonkeyPatch, blank: str | None
) -> None:
    if blank is not None:
        monkeypatch.setenv("SETTING", blank)

    assert env.text("SETTING", "default") == "default"
    assert env.flag("SETTING", default=True) is True
    assert env.number("SETTING", 7) == 7
    assert env.words("SETTING", ("one",)) == ["one"]
    with pytest.raises(ImproperlyConfigured, match="SETTING is not set"):
        env.required_text("SETTING")


@pytest.mark.parametrize(("value", "expected"), [("1", True), ("Yes", True), ("OFF", False)])
def test_a_flag_is_a_yes_or_a_no(
    monkeypatch: pytest.MonkeyPatch, value: str, expected: bool
) -> None:
    monkeypatch.setenv("SETTING", value)

    assert env.flag("SETTING", default=not expected) is expected


def test_a_misspelt_flag_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SETTING", "flase")

    with pytest.raises(ImproperlyConfigured, match="1 or 0"):
        env.flag("SETTING", default=False)


@pytest.mark.parametrize("value", ["0", "-1", "65536", "80a", "²", "8 000"])
def test_a_number_outside_its_limits_is_an_error(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("SETTING", value)

    with pytest.raises(ImproperlyConfigured, match="SETTING must be"):
        env.number("SETTING", 8000, least=1, most=65535)


def test_words_are_what_stands_between_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SETTING", " a.example, b.example ,,")

    assert env.words("SETTING") == ["a.example", "b.example"]

"""An authority's own words of the trade."""

from typing import Any

import pytest

from roundtable.casework.statements.actions.words import (
    CannotKeepWord,
    CannotTakeAwayWord,
    keep_word,
    take_away_word,
)
from roundtable.casework.statements.models import TradeWord
from roundtable.casework.statements.tests.table import Table
from roundtable.casework.statements.words import terms_for, word_list
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised, RecordNotFound


def keep(table: Table, word: str, instead: str, name: str = "administrator", **more: str) -> Any:
    by = {"actor": table.actor(name), "now": clock.now()}
    return keep_word(word=word, instead=instead, **more, **by)  # type: ignore[arg-type]


def take_away(table: Table, word: str, name: str = "administrator") -> None:
    take_away_word(word=word, actor=table.actor(name), now=clock.now())


def looked_for(table: Table) -> dict[str, str]:
    return {one.word: one.instead for one in terms_for([table.cast.authority.pk])}


def test_a_word_is_added_changed_and_taken_away(table: Table) -> None:
    keep(table, " TAF  meeting ", "meeting about help", meaning="Where we plan help.")
    assert looked_for(table)["TAF meeting"] == "meeting about help"
    keep(table, "taf meeting", "the talk about help")
    assert looked_for(table)["taf meeting"] == "the talk about help"
    take_away(table, "TAF MEETING")
    assert "taf meeting" not in looked_for(table)
    assert list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))[-3:] == [
        "words.added",
        "words.changed",
        "words.taken_away",
    ]
    assert not TradeWord.objects.exists()


def test_a_word_everybody_starts_with_is_said_differently_or_left_alone(table: Table) -> None:
    keep(table, "siblings", "brothers and sisters, by name")
    assert looked_for(table)["siblings"] == "brothers and sisters, by name"
    take_away(table, "siblings")
    take_away(table, "HV")
    found = word_list(table.actor("administrator"))
    assert found.left_alone == ("HV", "siblings")
    assert not {"HV", "siblings"} & {one.word for one in found.terms}
    keep(table, "HV", "nurse for small children")
    assert looked_for(table)["HV"] == "nurse for small children"


@pytest.mark.parametrize(
    ("word", "instead", "words"),
    [
        ("  ", "something", "Enter the word"),
        ("TAF", " ", "Enter the word"),
        ("TAF", "taf", "something else"),
    ],
)
def test_a_word_that_helps_nobody(table: Table, word: str, instead: str, words: str) -> None:
    with pytest.raises(CannotKeepWord, match=words):
        keep(table, word, instead)


def test_what_is_not_looked_for_is_not_taken_away(table: Table) -> None:
    take_away(table, "HV")
    for word in ("HV", "rainbow"):
        with pytest.raises(CannotTakeAwayWord):
            take_away(table, word)


@pytest.mark.parametrize("name", ["social_worker", "chair", "police_officer", "mother"])
def test_the_list_is_kept_by_those_whose_work_it_is(table: Table, name: str) -> None:
    with pytest.raises(NotAuthorised):
        keep(table, "TAF", "the talk", name)
    with pytest.raises(NotAuthorised):
        take_away(table, "HV", name)
    with pytest.raises(RecordNotFound):
        word_list(table.actor(name))


def test_another_authority_has_words_of_its_own(table: Table) -> None:
    assert table.actor("stranger").authority_id != table.cast.authority.pk
    keep(table, "TAF", "the talk about help")
    assert "TAF" not in {one.word for one in terms_for([table.actor("stranger").authority_id])}

"""Words of the trade: those everybody starts with, and what each authority makes of them."""

from collections.abc import Collection
from dataclasses import dataclass

from roundtable.casework.statements.models import TradeWord
from roundtable.foundation.access.gate import decided, may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.core.kept import Kept
from roundtable.rules.access import Facts, Permission
from roundtable.rules.plain_words import TERMS, Term, with_own


@dataclass(frozen=True, slots=True)
class WordList:
    """The words an authority looks for, and which of them are its own."""

    terms: tuple[Term, ...]
    own: frozenset[str]
    left_alone: tuple[str, ...]


_OWN = Kept(
    lambda given: TradeWord.objects.filter(authority_id__any=given("authority_ids")).order_by("pk")
)


def terms_for(authority_ids: Collection[int]) -> tuple[Term, ...]:
    """Return the words to look for in what is written for these authorities. One query."""
    return _listed(_OWN.rows(authority_ids=list(authority_ids))).terms


def terms_of(actor: Actor) -> tuple[Term, ...]:
    """Return the words to look for in what `actor` writes, for whichever authority. One query."""
    decided.set(True)  # they are nobody's secret
    return terms_for(actor.authority_ids)


def word_list(actor: Actor) -> WordList:
    """
    Return the authority's list, for who keeps it.

    :raises RecordNotFound: if it is not for `actor` to keep.
    """
    if not may(actor, Permission.MANAGE_WORDS, Facts(same_authority=True)):
        raise RecordNotFound("words")
    return _listed(_OWN.rows(authority_ids=[actor.authority_id]))


def _listed(rows: Collection[TradeWord]) -> WordList:
    own = [Term(row.word, row.instead, row.meaning) for row in rows if not row.is_left_alone]
    left_alone = [row.word for row in rows if row.is_left_alone]
    return WordList(
        terms=tuple(
            sorted(with_own(own, left_out=left_alone), key=lambda one: one.word.casefold())
        ),
        own=frozenset(one.word for one in own),
        left_alone=tuple(sorted(left_alone)),
    )


def is_shipped(word: str) -> bool:
    """Return whether everybody starts with this word."""
    return word.casefold() in {one.word.casefold() for one in TERMS}

"""Keeping an authority's list of words of the trade, with what could be said instead."""

from datetime import datetime

from django.db import transaction

from roundtable.casework.statements.models import TradeWord
from roundtable.casework.statements.words import is_shipped
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.core.models import Authority
from roundtable.rules.access import Facts, Permission


class CannotKeepWord(CannotProceed):
    """There is no word, or nothing to say instead of it."""


class CannotTakeAwayWord(CannotProceed):
    """It is not on the list."""


@transaction.atomic
def keep_word(
    *, word: str, instead: str, meaning: str = "", actor: Actor, now: datetime
) -> TradeWord:
    """
    Look for a word from now on, or say something else instead of one that is looked for already.

    :raises CannotKeepWord: if there is no word, or nothing to say instead.
    """
    authority = _lock_list(actor)
    word, instead = " ".join(word.split()), instead.strip()
    if not word or not instead:
        raise CannotKeepWord("Enter the word, and what to say instead of it.")
    if word.casefold() == instead.casefold():
        raise CannotKeepWord("Enter something else to say instead of the word.")
    kept, is_new = TradeWord.objects.get_or_create(
        authority=authority, word__iexact=word, defaults={"word": word}
    )
    kept.word, kept.instead, kept.meaning = word, instead, meaning.strip()
    kept.is_left_alone = False
    kept.save(update_fields=["word", "instead", "meaning", "is_left_alone"])
    audit.record(
        actor=actor,
        verb="words.added" if is_new else "words.changed",
        subject=kept,
        now=now,
        word=word,
    )
    return kept


@transaction.atomic
def take_away_word(*, word: str, actor: Actor, now: datetime) -> None:
    """
    Look for a word no longer, whether it was the authority's own or one everybody starts with.

    :raises CannotTakeAwayWord: if it is not looked for.
    """
    authority = _lock_list(actor)
    row = TradeWord.objects.filter(authority=authority, word__iexact=word).first()
    shipped = is_shipped(word)
    if (row is None and not shipped) or (row is not None and row.is_left_alone):
        raise CannotTakeAwayWord("Choose a word that is on the list.")
    if row is None:
        row = TradeWord(authority=authority, word=word)
    row.is_left_alone = True
    row.save()
    audit.record(actor=actor, verb="words.taken_away", subject=row, now=now, word=row.word)
    if not shipped:
        row.delete()


def _lock_list(actor: Actor) -> Authority:
    authorise(actor, Permission.MANAGE_WORDS, Facts(same_authority=True))
    return Authority.objects.select_for_update().get(pk=actor.authority_id)

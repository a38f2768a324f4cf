"""
What somebody has typed into a form and not sent yet.

The database holds it for them alone, a few times a minute while they type. Between two savings, and
while there is no network or no session, their own device holds it, locked with a key that only this
server has and gives back to them alone.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac

from roundtable.foundation.core import idempotency
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.core.models import Draft
from roundtable.foundation.core.turns import take_turn

LONGEST = 200_000
"""Characters of one form. Nobody types more; what is longer is not kept as a draft."""
KEPT_FOR = timedelta(days=60)
"""From the last key pressed: a conference is over by then."""

Typed = Sequence[tuple[str, str]]


class CannotKeepDraft(CannotProceed):
    """It is too long."""


class DraftSent(CannotProceed):
    """The form was sent meanwhile: what is on file counts, not what was typed before."""


class DraftElsewhere(CannotProceed):
    """The same person typed something else into the same form, in another window."""

    def __init__(self, draft: Draft | None) -> None:
        super().__init__("This form is open in another window too.")
        self.draft = draft


def device_key(user_id: int) -> bytes:
    """Return what this person's drafts are locked with on their device. It never stays there."""
    return _derived("key", str(user_id))


def name_of(user_id: int, address: str) -> str:
    """Return the name of a person's draft at an address; nobody can tell either from it."""
    return _derived("name", f"{user_id} {address}").hex()


def _derived(purpose: str, value: str) -> bytes:
    """Return 32 bytes that only this server can make: the same ones for the same person."""
    return salted_hmac(f"roundtable.draft.{purpose}", value, algorithm="sha256").digest()


def find_draft(*, user_id: int, name: str) -> Draft | None:
    return Draft.objects.filter(user_id=user_id, name=name).first()


@transaction.atomic
def keep_draft(
    *,
    user_id: int,
    authority_id: int,
    name: str,
    base: int,
    typed: Typed,
    caret: str,
    once: str,
    now: datetime,
) -> Draft:
    """
    Keep what is typed in place of the draft with the revision `base`; 0 if there was none.

    :raises CannotKeepDraft: if it is too long.
    :raises DraftSent: if the form with this one-time key has been sent.
    :raises DraftElsewhere: if the draft is not the one that was on the screen.
    """
    if sum(len(value) for _, value in typed) > LONGEST:
        raise CannotKeepDraft("This is too long to be kept.")
    take_turn(f"draft {name}")
    if idempotency.was_used(once, user_id=user_id):
        raise DraftSent("This form has been sent.")
    draft = find_draft(user_id=user_id, name=name)
    if (draft.revision if draft else 0) != base:
        raise DraftElsewhere(draft)
    if draft is None:
        Draft.objects.filter(user_id=user_id, saved_at__lt=now - KEPT_FOR).delete()
        draft = Draft(user_id=user_id, authority_id=authority_id, name=name, revision=0)
    draft.fields, draft.caret = [list(pair) for pair in typed], caret
    draft.revision += 1
    draft.saved_at = now
    draft.save()
    return draft


def forget_draft(*, user_id: int, name: str) -> None:
    """Let go of a draft, because its form is sent, or because its writer throws it away."""
    take_turn(f"draft {name}")
    Draft.objects.filter(user_id=user_id, name=name).delete()

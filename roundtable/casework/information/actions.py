"""Changing a text: the draft of its next version, and the day it is approved."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from roundtable.casework.information.models import InformationText, InformationVersion
from roundtable.casework.information.queries import ENCLOSED, sections_of
from roundtable.casework.information.shipped import SHIPPED
from roundtable.casework.information.shown import InformationShown, TextSection
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.core.turns import take_turn
from roundtable.rules.access import Facts, Permission
from roundtable.rules.reasons import Reason, hard


class CannotDraftInformation(CannotProceed):
    """Without a title, or without anything to read."""


class CannotApproveInformation(CannotProceed):
    """There is no draft, or it is not said what has changed."""


@transaction.atomic
def draft_information(
    *, code: str, title: str, sections: Sequence[TextSection], actor: Actor, now: datetime
) -> InformationText:
    """
    Keep the draft of a text's next version. What is in force stays as it is.

    :raises CannotDraftInformation: without a title, or without anything to read.
    """
    text = _locked(code, actor.authority_id)
    authorise(actor, Permission.EDIT_INFORMATION, Facts(same_authority=True))
    written = [one for one in sections if one.heading or one.paragraphs or one.points]
    reasons = []
    if not title.strip():
        reasons.append(hard("NO_TITLE", "Enter what it is called."))
    if not any(one.paragraphs or one.points for one in written):
        reasons.append(hard("NOTHING_TO_READ", "Write something to read."))
    if any(not one.heading.strip() for one in written):
        reasons.append(hard("NO_HEADING", "Enter a heading."))
    if reasons:
        raise CannotDraftInformation(reasons)
    text.draft_title = title.strip()
    text.draft_sections = [one.as_kept() for one in written]
    text.drafted_at, text.drafted_by = now, actor.name
    text.save()
    audit.record(actor=actor, verb="information.drafted", subject=text, now=now, code=code)
    return text


@transaction.atomic
def approve_information(
    *, code: str, what_changed: str, actor: Actor, now: datetime
) -> InformationVersion:
    """
    Put the draft in force as the next version. Letters sent so far keep what they enclosed.

    :raises CannotApproveInformation: without a draft, or without what has changed.
    """
    text = _locked(code, actor.authority_id)
    authorise(actor, Permission.APPROVE_INFORMATION, Facts(same_authority=True))
    reasons: list[Reason] = []
    if text.drafted_at is None:
        reasons.append(hard("NO_DRAFT", "There is no draft to approve."))
    if not what_changed.strip():
        reasons.append(hard("NO_CHANGE", "Enter what has changed."))
    if reasons:
        raise CannotApproveInformation(reasons)
    newest = text.versions.order_by("-number").values_list("number", flat=True).first()
    version = InformationVersion.objects.create(
        authority_id=text.authority_id,
        text=text,
        number=(newest or 1) + 1,
        title=text.draft_title,
        sections=[one.as_kept() for one in sections_of(text.draft_sections)],
        dated=clock.day_of(now),
        what_changed=what_changed.strip(),
        approved_by=actor.name,
    )
    text.draft_title, text.draft_sections = "", []
    text.drafted_at, text.drafted_by = None, ""
    text.save()
    audit.record(
        actor=actor,
        verb="information.approved",
        subject=text,
        now=now,
        code=code,
        number=version.number,
    )
    return version


def leaflets_to_enclose(authority_id: int) -> list[InformationVersion]:
    """
    Return, as part of the act that sends letters, the versions that go with them.

    What was enclosed can be read later as it was, whatever has been approved since.
    """
    return [
        version_in_force(code, authority_id)
        for code, shipped in SHIPPED.items()
        if shipped.kind in ENCLOSED
    ]


def version_in_force(code: str, authority_id: int) -> InformationVersion:
    """Return the version that is in force, as part of the act that makes use of it."""
    version = (
        InformationVersion.objects.filter(text__code=code, authority_id=authority_id)
        .order_by("-number")
        .first()
    )
    if version is not None:
        return version
    text = _locked(code, authority_id)
    return text.versions.order_by("-number").first() or _first_version(text)


def _locked(code: str, authority_id: int) -> InformationText:
    """Return the text, with what shipped as its first version, ours until the transaction ends."""
    take_turn(f"information {authority_id} {code}")
    text, is_new = InformationText.objects.get_or_create(authority_id=authority_id, code=code)
    if is_new:
        _first_version(text)
    return text


def _first_version(text: InformationText) -> InformationVersion:
    shipped: InformationShown = SHIPPED[text.code]
    return InformationVersion.objects.create(
        authority_id=text.authority_id,
        text=text,
        number=shipped.number,
        title=shipped.title,
        sections=[one.as_kept() for one in shipped.sections],
        dated=shipped.dated,
    )

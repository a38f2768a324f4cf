"""What goes with one reader's letter: files, read by a second person, and leaflets."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from roundtable.casework.conferences.actions.participants import list_changed
from roundtable.casework.conferences.actions.states import lock_conference
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.queries import facts_about_conference
from roundtable.casework.information.actions import leaflets_to_enclose
from roundtable.casework.invitations.enclosed import passages_of
from roundtable.casework.invitations.gate import kept_from_reader, places_of
from roundtable.casework.invitations.models import Enclosure, EnclosureKind
from roundtable.casework.invitations.ways import HAS_A_LETTER, way_of
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import CannotProceed
from roundtable.foundation.documents.files.uploads import Upload
from roundtable.foundation.documents.models import KeptFile
from roundtable.rules.access import Permission


class CannotEnclose(CannotProceed):
    """They get no letter, or the file says what is kept from them."""


class CannotConfirmReading(CannotProceed):
    """There is nothing to read, or the same person added it."""


@transaction.atomic
def enclose(
    *,
    participant_id: int,
    kind: str,
    title: str,
    upload: Upload,
    actor: Actor,
    now: datetime,
) -> Enclosure:
    """
    Put a file to the next letter of one reader. It was looked into before it came here.

    :raises CannotEnclose: if they get no letter, or the file says what is kept from them.
    """
    participant, conference = _lock(participant_id, actor)
    title = title.strip()
    if not participant.is_family or way_of(participant) not in HAS_A_LETTER:
        raise CannotEnclose(f"{participant.name} gets no letter that a file could go with.")
    if not title:
        raise CannotEnclose("Say what it is, in words for its reader.")
    kept = KeptFile.objects.create(
        authority_id=conference.authority_id,
        kind=upload.kind.value,
        data=upload.data,
        sha256=hashlib.sha256(upload.data).hexdigest(),
        leaves=upload.leaves,
        leaves_sha256=hashlib.sha256(upload.leaves).hexdigest(),
        passages=[[one.place, one.text] for one in upload.passages],
        unsearched=list(upload.unsearched),
        kept_at=now,
    )
    enclosure = Enclosure(
        authority_id=conference.authority_id,
        participant=participant,
        kind=EnclosureKind(kind).value,
        title=title,
        file=kept,
        added_by_user_id=actor.user_id,
        added_at=now,
    )
    leaking = leaks_of(enclosure)
    if leaking:
        raise CannotEnclose(
            f"It says something that is kept from {participant.name}, in {', '.join(leaking)}."
            " Take that out, and add it again."
        )
    enclosure.save()
    list_changed(conference)
    audit.record(
        actor=actor,
        verb="enclosure.added",
        subject=enclosure,
        now=now,
        participant=participant.pk,
        sha256=kept.sha256,
        leaves_sha256=kept.leaves_sha256,
    )
    return enclosure


@transaction.atomic
def take_out(*, enclosure_id: int, actor: Actor, now: datetime) -> Enclosure:
    """
    Take a file out of a letter that has not gone yet.

    :raises CannotEnclose: if it went already.
    """
    enclosure, conference = _lock_enclosure(enclosure_id, actor)
    if enclosure.document_id is not None:
        raise CannotEnclose("It has gone with a letter already.")
    if enclosure.removed_at is None:
        enclosure.removed_at = now
        enclosure.save(update_fields=["removed_at"])
        list_changed(conference)
        audit.record(actor=actor, verb="enclosure.taken_out", subject=enclosure, now=now)
    return enclosure


@transaction.atomic
def confirm_reading(*, enclosure_id: int, actor: Actor, now: datetime) -> Enclosure:
    """
    Say, as the second person, that they have read what no program could search.

    :raises CannotConfirmReading: if all of it was searched, or they added it themselves.
    """
    enclosure, _ = _lock_enclosure(enclosure_id, actor)
    if enclosure.file is None or not enclosure.file.unsearched:
        raise CannotConfirmReading("All of it was searched. Nobody has to read it.")
    if enclosure.added_by_user_id == actor.user_id:
        raise CannotConfirmReading("You added it. Ask somebody else to read it.")
    enclosure.read_by_user_id, enclosure.read_at = actor.user_id, now
    enclosure.save(update_fields=["read_by_user_id", "read_at"])
    audit.record(
        actor=actor,
        verb="enclosure.read",
        subject=enclosure,
        now=now,
        places=len(enclosure.file.unsearched),
    )
    return enclosure


def leaks_of(enclosure: Enclosure) -> tuple[str, ...]:
    """Return the places of an enclosure that say what is kept from its reader."""
    one = enclosure.participant
    kept = kept_from_reader(one.person_id, one.professional_id, one.conference.case_id)
    return places_of(kept, passages_of(enclosure)) if kept else ()


def send_along(enclosures: Iterable[Enclosure], *, document_id: int) -> None:
    """Let the enclosures go with a letter, as part of the act that sends it."""
    for one in enclosures:
        one.document_id = document_id
        one.save(update_fields=["document_id"])


def send_leaflets_along(
    documents: Mapping[Participant, int], *, actor: Actor, now: datetime
) -> None:
    """Let the leaflets in force go with these people's letters, as part of the act that sends."""
    if not documents:
        return
    authority_id = next(iter(documents)).authority_id
    versions = leaflets_to_enclose(authority_id)
    Enclosure.objects.bulk_create(
        Enclosure(
            authority_id=authority_id,
            participant=participant,
            kind=EnclosureKind.LEAFLET.value,
            title=version.title,
            version=version,
            added_by_user_id=actor.user_id,
            added_at=now,
            document_id=document_id,
        )
        for participant, document_id in documents.items()
        for version in versions
    )


def _lock(participant_id: int, actor: Actor) -> tuple[Participant, Conference]:
    participant = Participant.objects.get(pk=participant_id)
    conference = lock_conference(participant.conference_id)
    authorise(actor, Permission.SEND_INVITATIONS, facts_about_conference(actor, conference.pk))
    participant = (
        Participant.objects.select_for_update(of=("self",))
        .select_related("person", "professional")
        .get(pk=participant_id, withdrawn_at=None)
    )
    participant.conference = conference
    return participant, conference


def _lock_enclosure(enclosure_id: int, actor: Actor) -> tuple[Enclosure, Conference]:
    found = Enclosure.objects.only("participant_id").get(pk=enclosure_id)
    participant, conference = _lock(found.participant_id, actor)
    enclosure = (
        Enclosure.objects.select_for_update(of=("self",))
        .select_related("file")
        .defer("file__data", "file__leaves")
        .get(pk=enclosure_id)
    )
    enclosure.participant = participant
    return enclosure, conference

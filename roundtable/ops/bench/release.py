"""The last look at one round of letters: twelve readers, what is enclosed, all that is kept."""

import hashlib
import time
from io import BytesIO

import pikepdf
from django.db import transaction
from django.db.models import Count

from roundtable.casework.invitations.gate import reasons_to_hold
from roundtable.casework.invitations.models import Enclosure, Invitation
from roundtable.casework.people.models import Address, Confidentiality, ContactPoint
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.documents.files.uploads import Upload, check_upload
from roundtable.foundation.documents.models import KeptFile
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.ops.bench.papers import SENTENCE

READERS = 12
ENCLOSED_PAGES = 20
KEPT = 10
_LINES_A_PAGE = 36


def seconds_to_scan(rounds: int) -> list[float]:
    """Enclose a file with each of twelve letters, and return how long all of them take to search."""
    with transaction.atomic():
        messages = _twelve()
        upload = check_upload(_leaflet())
        for message in {one.pk: one for one in messages}.values():
            _enclose(message, upload)
        _keep(messages)
        taken = [_seconds(messages) for _ in range(rounds)]
        transaction.set_rollback(True)
    return taken


def _seconds(messages: list[OutboxMessage]) -> float:
    start = time.monotonic()
    for message in messages:
        reasons_to_hold(message, now=clock.now())
    return time.monotonic() - start


def _twelve() -> list[OutboxMessage]:
    """Return twelve letters to families: of a round with fewer, some are looked at again."""
    letters = OutboxMessage.objects.filter(
        kind="invitation", person_id__isnull=False, document_id__isnull=False
    )
    most = letters.values("case_id").annotate(known=Count("pk")).order_by("-known", "case_id")
    if not most:
        raise RecordNotFound("letters to a family")
    found = list(letters.filter(case_id=most[0]["case_id"]).order_by("pk"))
    return [found[number % len(found)] for number in range(READERS)]


def _leaflet() -> bytes:
    """Return a PDF of twenty full pages."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    for _ in range(ENCLOSED_PAGES):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        lines = f"({SENTENCE[:92]}) Tj 0 -20 Td " * _LINES_A_PAGE
        page.Contents = pdf.make_stream(f"BT /F1 10 Tf 40 790 Td {lines} ET".encode())
    written = BytesIO()
    pdf.save(written)
    return written.getvalue()


def _enclose(message: OutboxMessage, upload: Upload) -> None:
    seat = Invitation.objects.filter(document_id=message.document_id).first()
    if seat is None:
        raise RecordNotFound("invitation")
    kept = KeptFile.objects.create(
        authority_id=message.authority_id,
        kind=upload.kind.value,
        data=upload.data,
        sha256=hashlib.sha256(upload.data).hexdigest(),
        leaves=upload.leaves,
        passages=[[one.place, one.text] for one in upload.passages],
        unsearched=list(upload.unsearched),
        kept_at=clock.now(),
    )
    Enclosure.objects.create(
        authority_id=message.authority_id,
        participant_id=seat.participant_id,
        kind="translation",
        title="The letter in another language",
        file=kept,
        added_by_user_id=1,
        added_at=clock.now(),
        document_id=message.document_id,
    )


def _keep(messages: list[OutboxMessage]) -> None:
    """Keep the addresses and numbers of others from each reader: none of them is in the letters."""
    one = messages[0]
    far = Address.objects.exclude(person__memberships__case=one.case_id or 0)
    for person_id in {message.person_id or 0 for message in messages}:
        reached = ContactPoint.objects.filter(person__in=far.values("person"))
        for address in far.order_by("pk")[:KEPT]:
            _confidential(one, person_id, address=address)
        for contact in reached.order_by("pk")[:KEPT]:
            _confidential(one, person_id, contact=contact)


def _confidential(message: OutboxMessage, person_id: int, **what: object) -> None:
    Confidentiality.objects.create(
        authority_id=message.authority_id,
        from_person_id=person_id,
        reason="To be searched for",
        since=clock.today(),
        **what,
    )

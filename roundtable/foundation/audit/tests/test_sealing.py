"""The chain notices every change, and no request waits for it."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from roundtable.foundation.audit import sealing
from roundtable.foundation.audit.models import AuditEvent, AuditSeal
from roundtable.foundation.core import clock
from roundtable.foundation.core.context import set_context
from roundtable.foundation.core.models import Authority
from tests.support import owner


@pytest.fixture
def authority(db: None, monkeypatch: pytest.MonkeyPatch) -> Authority:
    monkeypatch.setattr(sealing, "RUN", 3)
    made = Authority.objects.create(code="SEA", name="Sealed Council")
    set_context([made.pk])
    return made


def write(authority: Authority, count: int) -> list[AuditEvent]:
    return [
        AuditEvent.objects.create(
            authority=authority,
            at=clock.now() + timedelta(seconds=number),
            verb="case.opened",
            subject_type="case",
            subject_id=number,
            details={"n": number},
        )
        for number in range(count)
    ]


def seal_all(authority: Authority) -> None:
    while sealing.seal_next("audit", authority_id=authority.pk, now=clock.now()):
        pass


def faults(authority: Authority) -> list[str]:
    return [fault.what for fault in sealing.verify("audit", authority_id=authority.pk)]


def test_a_chain_that_nobody_touched_holds(authority: Authority) -> None:
    write(authority, 7)
    seal_all(authority)
    assert AuditSeal.objects.count() == 3
    assert faults(authority) == []
    write(authority, 1)  # not sealed yet: no fault
    assert faults(authority) == []


def test_the_application_cannot_change_or_delete_an_event(authority: Authority) -> None:
    event = write(authority, 1)[0]
    for statement in (
        "update audit_auditevent set verb = 'x'",
        "delete from audit_auditevent",
        "truncate audit_auditevent",
    ):
        with pytest.raises(ProgrammingError), transaction.atomic():
            connection.cursor().execute(statement)
    assert AuditEvent.objects.get() == event


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("tamper", "what"),
    [
        ("update audit_auditevent set verb = 'x' where subject_id = 2", "changed"),
        ("delete from audit_auditevent where subject_id = 4", "rows are there"),
        (
            "update audit_auditevent set subject_id = 5 - subject_id where subject_id in (0, 5)",
            "changed",
        ),
        ("delete from audit_auditseal where id = (select min(id) from audit_auditseal)", "missing"),
    ],
)
def test_what_the_owner_changes_shows(monkeypatch, tamper: str, what: str) -> None:
    monkeypatch.setattr(sealing, "RUN", 3)
    authority = Authority.objects.create(code="SEA", name="Sealed Council")
    with transaction.atomic():
        set_context([authority.pk])
        write(authority, 6)
        seal_all(authority)
    with owner.owner_connection() as connection_:
        connection_.execute(tamper)
    with transaction.atomic():
        set_context([authority.pk])
        found = faults(authority)
    assert found
    assert what in found[0]

"""What somebody sends again and again is done once."""

import threading
import uuid

import pytest
from django.db import connection, transaction
from django.test import Client

from roundtable.casework.conferences.tests.family import build_family
from roundtable.casework.reports.models import ReportItem
from roundtable.casework.reports.tests.desk import ask, read
from roundtable.casework.statements.tests.table import lay_table
from roundtable.foundation.core.context import authority_context
from roundtable.web.design_system.tests.people import signed_in
from tests.breaches.test_typing import head_teacher, page_of, statement

A_FEW = 6


@pytest.mark.django_db(transaction=True)
def test_a_form_that_is_sent_again_and_again_is_done_once(request: pytest.FixtureRequest) -> None:
    """`--double-posts 1000` sends as many, a few at a time."""
    amount = int(request.config.getoption("--double-posts") or A_FEW)
    with transaction.atomic():
        table = lay_table(build_family())
        ask(table)
        read(table, "head_teacher")
        user = head_teacher()
        address, sent = page_of(table), statement("Sent once.", table, _once=str(uuid.uuid4()))
    answers: list[int] = []
    all_are_ready = threading.Barrier(3, timeout=30)

    def press() -> None:
        client = signed_in(Client(), user)
        all_are_ready.wait()
        answers.extend(client.post(address, sent).status_code for _ in range(amount // 3))
        connection.close()

    threads = [threading.Thread(target=press) for _ in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=600)
    assert len(answers) == amount // 3 * 3
    assert set(answers) == {302}
    with authority_context([table.cast.authority.pk]):
        assert ReportItem.objects.count() == 1

"""What people type is never lost."""

from datetime import timedelta
from typing import Any

import time_machine
from django.test import Client
from django.urls import reverse
from lxml import html

from roundtable.casework.reports.tests.desk import ask, report_of
from roundtable.casework.statements.tests.laid import _django_db_helper, laid_table, table
from roundtable.casework.statements.tests.table import Table
from roundtable.foundation.accounts.models import User
from roundtable.web.design_system.tests.people import PASSWORD, signed_in

__all__ = ["_django_db_helper", "laid_table", "table"]

TYPED = "She said “no” & he <left>.\nThen: 50 % of it, naïve — " + "word " * 550


def head_teacher() -> User:
    user: User = User.objects.get(email="head_teacher@mar.example")
    user.set_password(PASSWORD)
    user.save()
    return user


def page_of(table: Table) -> str:
    report = report_of(table, "head_teacher")
    return reverse("partners:write", args=[report.public_id, "education"])


def statement(text: str, table: Table, **more: str) -> dict[str, Any]:
    (first, *_) = table.conference.children.order_by("position", "pk")
    return {
        "text": text,
        "kind": "observation",
        "provenance": "first",
        "audience": "EVERYONE",
        "children": [str(first.child.public_id)],
        **more,
    }


def test_17_no_typed_character_is_lost_when_the_time_runs_out(
    table: Table, client: Client, clock: time_machine.Traveller
) -> None:
    """Whole assessments were lost to a time-out, for six in ten of those who were asked."""
    ask(table)
    user = head_teacher()
    signed_in(client, user)
    clock.shift(timedelta(hours=1))
    late = client.post(page_of(table), statement(TYPED, table))
    assert late.status_code == 401
    (kept,) = html.fromstring(late.content).xpath("//input[@name='kept']/@value")
    again = client.post("/sign-in/", {"email": user.email, "password": PASSWORD, "kept": kept})
    found = [
        form.fields["text"]
        for form in html.fromstring(again.content.decode()).forms
        if "text" in form.fields
    ]
    assert [text.replace("\r\n", "\n").strip() for text in found] == [TYPED.strip()]

"""The desk prints each reader's papers, and notes what became of each copy."""

from datetime import date

import time_machine
from django.test import Client
from django.urls import reverse

from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.tests.family import Family
from roundtable.casework.reports.actions import submit_report
from roundtable.casework.reports.models import PaperCopy
from roundtable.foundation.core import clock as time
from roundtable.web.staff.reports.tests.test_report_pages import conference, report_of, written
from roundtable.web.staff.tests.visiting import (
    day_of,
    filled,
    links,
    problems,
    queries_of,
    visitor,
    words_of,
)

__all__ = ["conference"]
MOST_QUERIES = 15


def desk(cast: Family) -> Client:
    written(cast)
    submit_report(
        report_id=report_of(cast, "social_worker").pk,
        actor=cast.actor("social_worker"),
        now=time.now(),
    )
    return visitor(cast.actor("administrator"))


def readers(conference: Conference, *names: str) -> list[str]:
    return [
        str(one.public_id)
        for one in conference.participants.select_related("person", "professional")
        if one.name in names
    ]


def test_a_copy_is_printed_handed_out_and_overdue(
    cast: Family, conference: Conference, clock: time_machine.Traveller
) -> None:
    client = desk(cast)
    page = reverse("staff:copies", args=[conference.public_id])
    assert "Nothing has been printed yet" in words_of(client.get(page))
    sent = client.post(page, filled(readers=readers(conference, "Dele Lowe")))
    assert "1 copy ready to print" in words_of(client.get(sent["Location"]))
    copy = PaperCopy.objects.get()
    printed = client.get(reverse("staff:print-copy", args=[copy.public_id]))
    assert printed["Content-Type"] == "application/pdf"
    note = reverse("staff:note-copy", args=[copy.public_id])
    assert "Copy 1, Dele Lowe" in words_of(client.get(note))
    done = client.post(note, filled(event="hand_out", **day_of("on", 24, 11, 2026)))
    assert "Handed out" in words_of(client.get(done["Location"]))
    # What has happened is offered no more, and of what is shredded there is nothing left to say.
    assert "It was handed out" not in words_of(client.get(note))
    clock.move_to(time.at(date(2026, 12, 18), 9))
    client = visitor(cast.actor("administrator"))
    assert "Dele Lowe" in words_of(client.get(reverse("staff:copies-overdue")))
    assert "Overdue" in words_of(client.get(page))
    assert queries_of(client, page) <= MOST_QUERIES
    client.post(note, filled(event="shred", **day_of("on", 18, 12, 2026)))
    assert note not in links(client.get(page)).values()


def test_what_is_missing_or_cannot_be_stands_on_the_page_with_what_was_typed(
    cast: Family, conference: Conference
) -> None:
    client = desk(cast)
    page = reverse("staff:copies", args=[conference.public_id])
    assert "Select whom to print for" in problems(client.post(page, filled()))
    client.post(page, filled(readers=readers(conference, "Dele Lowe")))
    note = reverse("staff:note-copy", args=[PaperCopy.objects.get().public_id])
    told = "Left on a train"
    early = client.post(note, filled(event="shred", words=told, **day_of("on", 1, 11, 2026)))
    assert any("not printed yet" in one for one in problems(early))
    assert told in early.content.decode()
    assert "Select what happened" in problems(client.post(note, filled()))

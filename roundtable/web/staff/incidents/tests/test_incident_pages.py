"""What became confidential after letters had gone, and an incident followed to its end."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.tests.family import Family
from roundtable.casework.invitations import incident_queries
from roundtable.casework.invitations.actions.incidents import (
    CannotOpenIncident,
    note_step,
    open_incident,
)
from roundtable.casework.invitations.models import Incident, IncidentPaper
from roundtable.casework.invitations.tests.invited import seat_of, send, with_list
from roundtable.casework.people import actions as people
from roundtable.casework.people.models import Confidentiality
from roundtable.casework.plans.family_queries import letters_to
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock as now_is
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.foundation.documents.models import Document
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.rules.incidents import Step
from roundtable.web.staff.tests.visiting import filled, links, problems, visitor, words_of

LIST = "/incidents/"


@pytest.fixture
def conference(cast: Family) -> Conference:
    return with_list(cast, "mother", "half_siblings_father", "police_officer")


def tell(conference: Conference, who, *, has_left: bool) -> OutboxMessage:
    """Have his letter say where she stays now, as if it had been written so."""
    letter = Document.objects.get(kind="invitation", reader_person_id=who.pk)
    Document.objects.filter(pk=letter.pk).update(content={"said": "9 Quay Row, Marlsea"})
    message = OutboxMessage.objects.get(document_id=letter.pk)
    if has_left:
        OutboxMessage.objects.filter(pk=message.pk).update(sent_at=now_is.now())
    return message


def keep(cast: Family) -> Confidentiality:
    people.record_address(
        person=cast.mother, lines="9 Quay Row\nMarlsea", postcode="MZ5 5QQ",
        kept_from=[cast.half_siblings_father], reason="He found her.",
        actor=cast.actor("social_worker"), now=now_is.now(),
    )  # fmt: skip
    return Confidentiality.objects.order_by("pk").last()


@pytest.mark.parametrize("has_left", [True, False])
def test_what_had_been_told_is_found_listed_and_held_back(
    cast: Family, conference: Conference, clock: time_machine.Traveller, has_left: bool
) -> None:
    send(cast, conference)
    him = cast.half_siblings_father
    message = tell(conference, him, has_left=has_left)
    desk = visitor(cast.actor("administrator"))
    assert "had been told before" in words_of(desk.get(LIST))
    kept = keep(cast)
    clock.shift(timedelta(minutes=11))
    page = desk.get(LIST)
    assert "Where Rosa Hartley lives, from Marc Osei" in words_of(page)
    assert ("1 paper left" if has_left else "1 paper not left yet") in words_of(page)
    form = next(href for text, href in links(page).items() if text.startswith("Look into it"))
    answer = {
        "kept": str(kept.public_id), "what_happened": "He rang and named the street.",
        "found_on-day": "24", "found_on-month": "11", "found_on-year": "2026", "found_time": "10:00",
    }  # fmt: skip
    done = desk.post(form, filled(**answer))
    incident = Incident.objects.get()
    assert done.headers["Location"] == reverse("staff:incident", args=[incident.public_id])
    paper = IncidentPaper.objects.get()
    assert (paper.reader, paper.places, bool(paper.left_at)) == (
        "Marc Osei",
        ["the letter"],
        has_left,
    )
    message.refresh_from_db()
    assert (message.stopped_at is None) is has_left
    assert letters_to(cast.actor("half_siblings_father")) == []
    assert seat_of(conference, him).invited_at is None, "the next round asks him anew"
    shown = words_of(desk.get(done.headers["Location"]))
    assert "Marc Osei" in shown
    assert "Quay" not in shown.replace("named the street", "")
    assert "decide by 27 November 2026" in shown or "decide by Friday 27 November" in shown
    assert AuditEvent.objects.filter(verb="incident.opened").count() == 1
    assert "Where Rosa Hartley lives" not in words_of(desk.get(LIST)).split("Incidents written")[0]
    with pytest.raises(CannotOpenIncident, match="open incident"):
        open_it(cast, conference, confidentiality_id=kept.pk)


def open_it(cast: Family, conference: Conference, name: str = "administrator", **changes):
    given = {
        "case_id": conference.case_id,
        "what_happened": "A letter went next door.",
        "found_at": now_is.now(),
        "actor": cast.actor(name),
        "now": now_is.now(),
    }
    return open_incident(**given | changes)


@pytest.mark.parametrize(
    "changes, words",
    [
        ({"what_happened": " "}, "Say what happened"),
        ({"found_at": now_is.at(now_is.today(), 10) + timedelta(days=9000)}, "later than now"),
        ({"confidentiality_id": 0}, "not kept from anybody"),
    ],
)
def test_what_an_incident_needs(
    cast: Family, conference: Conference, changes: dict, words: str
) -> None:
    with pytest.raises(CannotOpenIncident, match=words):
        open_it(cast, conference, **changes)


@pytest.mark.parametrize("name", ["chair", "social_worker", "police_officer", "mother", "stranger"])
def test_who_keeps_incidents(cast: Family, conference: Conference, name: str) -> None:
    with pytest.raises(NotAuthorised):
        open_it(cast, conference, name)
    incident = open_it(cast, conference, "manager")
    address = reverse("staff:incident", args=[incident.public_id])
    assert visitor(cast.actor("manager")).get(address).status_code == 200
    assert visitor(cast.actor(name)).get(address).status_code == 404


def test_it_is_closed_when_all_is_done_and_then_stays(cast: Family, conference: Conference) -> None:
    incident = open_it(cast, conference)
    desk = visitor(cast.actor("administrator"))
    address = reverse("staff:incident", args=[incident.public_id])

    def note(step: str, words: str = "Sam Iqbal rang her."):
        day = {
            "done_on-day": "24",
            "done_on-month": "11",
            "done_on-year": "2026",
            "done_time": "09:30",
        }
        return desk.post(address, filled(step=step, words=words, **day))

    assert "risk to the child" in problems(note("closed"))[0]
    assert "Enter what was done" in problems(note("risk", " "))[0]
    for step in ("risk", "contained", "told", "ico_not_told"):
        assert note(step).status_code == 302
    assert note("closed").status_code == 302
    shown = words_of(desk.get(address))
    assert "Closed" in shown
    assert "Note what was done" not in shown
    assert "It is closed" in problems(note("other"))[0]
    assert AuditEvent.objects.filter(verb="incident.step_noted").count() == 5


def test_what_waits_stands_on_the_first_page_of_who_keeps_incidents(
    cast: Family, conference: Conference, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(cast, conference)
    letter = Document.objects.get(kind="invitation", reader_person_id=cast.half_siblings_father.pk)
    Document.objects.filter(pk=letter.pk).update(content={"said": "9 Quay Row, MZ5 5QQ"})
    kept = keep(cast)

    def first_page(name: str) -> str:
        return words_of(visitor(cast.actor(name)).get("/"))

    told = "Where Rosa Hartley lives, from Marc Osei: it was made confidential"
    undecided = "decide whether the Information Commissioner is told"
    keepers = ("administrator", "manager", "head_of_service")
    for name in keepers:
        assert told in first_page(name), name
    assert told not in first_page("social_worker")
    every = "All incidents, and all that has to be looked into"
    assert every not in first_page("administrator")
    with monkeypatch.context() as few:
        few.setattr(incident_queries, "MOST_ON_A_FIRST_PAGE", 0)
        assert every in first_page("administrator")
    incident = open_incident(
        case_id=conference.case_id,
        confidentiality_id=kept.pk,
        what_happened="He rang and named the street.",
        found_at=now_is.now(),
        actor=cast.actor("administrator"),
        now=now_is.now(),
    )
    limit = Clock.objects.get(rule="breach_report", subject_id=incident.pk)
    assert limit.due_on == now_is.day_of(now_is.now()) + timedelta(days=3)
    assert limit.source == "UK GDPR, article 33(1)"
    for name in keepers:
        page = first_page(name)
        assert undecided in page, name
        assert "Due Friday 27 November 2026" in page
        assert told not in page
    assert undecided not in first_page("social_worker")
    note_step(
        incident_id=incident.pk,
        step=Step.ICO_NOT_TOLD,
        words="It had not left.",
        done_at=now_is.now(),
        actor=cast.actor("head_of_service"),
        now=now_is.now(),
    )
    limit.refresh_from_db()
    assert limit.stopped_on == now_is.day_of(now_is.now())
    assert undecided not in first_page("head_of_service")

"""A report in the browser: written statement by statement, handed in, and shared with the family."""

import io
import re
import uuid
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.tests.family import Family
from roundtable.casework.people.models import Confidentiality
from roundtable.casework.plans.tests import table
from roundtable.casework.reports.actions import (
    answer_cannot_share,
    read_guidance,
    request_reports,
    share_report,
    submit_report,
    write_statement_in_report,
)
from roundtable.casework.reports.models import Report, Sharing
from roundtable.casework.statements.models import Statement, StatementVersion
from roundtable.foundation.core import clock as time
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.web.design_system.tests.people import carried_by
from roundtable.web.staff.tests.visiting import (
    day_of,
    filled,
    links,
    opened,
    problems,
    queries_of,
    visitor,
    words_of,
)

MOST_QUERIES = 15


@pytest.fixture
def conference(cast: Family) -> Conference:
    conference = table.invited(cast, "ava", "ben")
    request_reports(conference_id=conference.pk, actor=cast.actor("administrator"), now=time.now())
    return conference


def report_of(cast: Family, name: str) -> Report:
    return Report.objects.get(participant__professional=cast.professionals[name])


def address(report: Report, name: str = "report", *more: object) -> str:
    return reverse(f"staff:{name}", args=[report.public_id, *more])


@pytest.fixture
def mine(cast: Family, conference: Conference) -> Report:
    report = report_of(cast, "social_worker")
    read_guidance(report_id=report.pk, actor=cast.actor("social_worker"), now=time.now())
    return report


def test_what_looks_like_an_address_is_asked_about_once_and_never_refused(
    cast: Family, conference: Conference, mine: Report, worker: Client
) -> None:
    said = statement(conference, cast, text="They are at 12 Mill Road, ring 07700 900123.")
    asked = worker.post(address(mine), said)
    assert asked.status_code == 422
    (question,) = problems(asked)
    assert "“12 Mill Road”, “07700 900123”" in question
    assert "Where Rosa Hartley lives is kept from Neil Doyle." in question
    assert "mark who is not to read it" in question
    assert "They are at 12 Mill Road" in words_of(asked), "what was typed is there"
    assert not StatementVersion.objects.exists()
    # Another address is another question; the same page sent again is the answer.
    other = said | {"text": "They are at 14 Mill Road."}
    assert worker.post(address(mine), other).status_code == 422
    assert worker.post(address(mine), other).status_code == 302
    kept = StatementVersion.objects.get()
    assert kept.text == "They are at 14 Mill Road."
    # What is on file is not asked about again, nor what the family does not read.
    revise = address(mine, "revise-statement", kept.statement.public_id)
    again = statement(conference, cast, text="Still at 14 Mill Road.", **opened(worker, revise))
    assert worker.post(revise, again).status_code == 302
    withheld = {"audience": "PROFESSIONALS", "withheld_reason": "They hide."}
    said = statement(conference, cast, text="It is 12 Mill Road.", **withheld)
    assert worker.post(address(mine), said).status_code == 302


def test_where_nothing_is_kept_nothing_is_asked(
    cast: Family, conference: Conference, mine: Report, worker: Client
) -> None:
    Confidentiality.objects.update(ended_on=time.today())
    said = statement(conference, cast, text="They are at 12 Mill Road.")
    assert worker.post(address(mine), said).status_code == 302


@pytest.fixture
def worker(cast: Family) -> Client:
    return visitor(cast.actor("social_worker"))


def about(conference: Conference, cast: Family, *names: str) -> list[str]:
    people = [cast.people[name] for name in names]
    return [str(one.public_id) for one in conference.children.filter(child__in=people)]


def statement(conference: Conference, cast: Family, **answers: object) -> dict[str, object]:
    usual: dict[str, object] = {
        "section": "worried",
        "text": "Ava was alone on three evenings.",
        "children": about(conference, cast, "ava"),
        "audience": "EVERYONE",
    }
    return filled(**(usual | answers))


def written(cast: Family, name: str = "social_worker", **marks: object) -> Statement:
    details: dict[str, object] = {
        "section": "worried",
        "text": "Ava was alone on three evenings.",
        "children": [cast.people["ava"]],
        "audience": "EVERYONE",
    }
    by: dict[str, Any] = {"actor": cast.actor(name), "now": time.now()}
    report = report_of(cast, name)
    if report.state == "REQUESTED":
        read_guidance(report_id=report.pk, **by)
    return write_statement_in_report(report_id=report.pk, **(details | marks), **by)


# Writing


def test_a_statement_is_written_with_what_it_is_and_how_it_is_known(
    cast: Family, conference: Conference, mine: Report, worker: Client
) -> None:
    page = worker.get(address(mine))
    assert "With the chair by Tuesday 1 December 2026 · 5 working days left" in words_of(page)
    done = worker.post(
        address(mine),
        statement(
            conference,
            cast,
            kind="allegation",
            provenance="second",
            source="Mrs Hill, neighbour",
            domain="worried",
        ),
    )
    assert done.status_code == 302
    assert done["Location"].endswith("?section=worried#worried")
    version = StatementVersion.objects.get()
    assert (version.kind, version.provenance, version.source) == (
        "allegation",
        "second",
        "Mrs Hill, neighbour",
    )
    words = words_of(worker.get(address(mine)))
    assert "Ava was alone on three evenings." in words
    assert "Alleged · Someone told me: Mrs Hill, neighbour · Ava Hartley" in words
    assert "Draft" in words


def test_what_nobody_has_marked_is_counted_and_stops_nothing(
    cast: Family, conference: Conference, mine: Report, worker: Client
) -> None:
    worker.post(address(mine), statement(conference, cast))
    words = words_of(worker.get(address(mine)))
    assert "Statements not marked fact, observation, allegation or opinion: 1." in words
    assert "Not said yet: what it is, how you know and where" in words
    assert worker.post(address(mine, "submit-report"), filled(cannot_share="no")).status_code == 302
    mine.refresh_from_db()
    assert mine.state == "SUBMITTED"


def test_words_without_a_section_are_kept_on_the_page(
    cast: Family, conference: Conference, mine: Report, worker: Client
) -> None:
    page = worker.post(address(mine), statement(conference, cast, section="", text="He shouts."))
    assert page.status_code == 422
    assert problems(page) == ["Select the section it belongs to"]
    assert "He shouts." in page.content.decode()
    assert not Statement.objects.exists()


def test_what_the_family_may_not_read_says_why(
    cast: Family, conference: Conference, mine: Report, worker: Client
) -> None:
    hidden = statement(conference, cast, audience="SOCIAL_CARE")
    assert problems(worker.post(address(mine), hidden)) == ["Enter why the family may not read it"]
    hidden |= {"withheld_reason": "It names the neighbour."}
    assert worker.post(address(mine), hidden).status_code == 302
    assert StatementVersion.objects.get().audience == "SOCIAL_CARE"


def test_a_childs_words_stay_the_childs(
    cast: Family, conference: Conference, mine: Report, worker: Client
) -> None:
    ava = about(conference, cast, "ava")
    words = statement(
        conference, cast, section="wishes", text="I want it quiet.", children=ava, said_by=ava[0]
    )
    worker.post(address(mine), words)
    assert Statement.objects.get().said_by == cast.people["ava"]
    assert "Ava Hartley: I want it quiet." in words_of(worker.get(address(mine)))


def test_a_statement_is_changed_and_what_it_said_is_kept(
    cast: Family, conference: Conference, mine: Report, worker: Client
) -> None:
    one = written(cast)
    page = address(mine, "revise-statement", one.public_id)
    assert "Ava was alone on three evenings." in worker.get(page).content.decode()
    first, second = opened(worker, page), opened(worker, page)
    changed = statement(conference, cast, text="Ava was alone twice.")
    assert worker.post(page, changed | first).status_code == 302
    assert [version.text for version in one.versions.order_by("number")] == [
        "Ava was alone on three evenings.",
        "Ava was alone twice.",
    ]
    refused = worker.post(page, statement(conference, cast, text="Ava was alone once.") | second)
    assert refused.status_code == 422
    assert "saved this while you were writing" in problems(refused)[0]
    for text in ("Ava was alone once.", "Ava was alone twice."):
        assert text in refused.content.decode()


@pytest.mark.parametrize("name", ["chair", "manager", "minute_taker"])
def test_nobody_else_writes_in_it(
    cast: Family, conference: Conference, mine: Report, name: str
) -> None:
    one = written(cast)
    client = visitor(cast.actor(name))
    assert client.post(address(mine), statement(conference, cast)).status_code == 404
    assert client.get(address(mine, "revise-statement", one.public_id)).status_code == 404
    for page in ("submit-report", "report-restriction", "provisional-view"):
        assert client.get(address(mine, page)).status_code == 404


def test_a_draft_is_its_authors_alone(cast: Family, conference: Conference, mine: Report) -> None:
    written(cast)
    for name in ("chair", "manager"):
        page = visitor(cast.actor(name)).get(address(mine))
        assert page.status_code == 200
        assert "Ava was alone" not in words_of(page)


def test_once_handed_in_it_is_read_but_not_what_is_kept_to_social_care(
    cast: Family, conference: Conference, mine: Report
) -> None:
    written(cast)
    written(cast, text="The neighbour rang.", audience="SOCIAL_CARE", withheld_reason="Her name")
    submit_report(report_id=mine.pk, actor=cast.actor("social_worker"), now=time.now())
    manager = words_of(visitor(cast.actor("manager")).get(address(mine)))
    assert "Ava was alone on three evenings." in manager
    assert "The neighbour rang." in manager
    writer = words_of(visitor(cast.actor("minute_taker")).get(address(mine)))
    assert "Ava was alone on three evenings." in writer
    assert "The neighbour rang." not in writer
    assert "1 statement withheld from you." in writer


@pytest.mark.parametrize("name", ["administrator", "other_social_worker", "stranger"])
def test_to_others_there_is_no_report(
    cast: Family, conference: Conference, mine: Report, name: str
) -> None:
    written(cast)
    page = visitor(cast.actor(name)).get(address(mine))
    assert page.status_code == 404
    assert "Ava was alone" not in words_of(page)


def test_a_late_report_keeps_the_day_it_came(
    cast: Family, conference: Conference, mine: Report, clock: time_machine.Traveller
) -> None:
    written(cast)
    clock.move_to(time.at(time.today().replace(month=12, day=2), 9))
    worker = visitor(cast.actor("social_worker"))
    assert "Late" in words_of(worker.get(address(mine, "submit-report")))
    worker.post(address(mine, "submit-report"), filled(late_reason="I was ill.", cannot_share="no"))
    listed = reverse("staff:reports", args=[conference.public_id])
    assert "In, Wed 2 Dec, late" in words_of(worker.get(listed))


def test_what_one_thinks_so_far_is_kept(cast: Family, mine: Report, worker: Client) -> None:
    worker.post(
        address(mine, "provisional-view"), filled(threshold="yes", categories=["NEG", "EMO"])
    )
    mine.refresh_from_db()
    assert mine.provisional_threshold is True
    assert set(mine.provisional_categories) == {"NEG", "EMO"}
    assert "Met: neglect and emotional abuse" in words_of(worker.get(address(mine)))
    view = address(mine, "provisional-view")
    worker.post(view, opened(worker, view) | {"threshold": "open"})
    mine.refresh_from_db()
    assert mine.provisional_threshold is None


# Sharing


def shared(cast: Family, **answers: object) -> dict[str, object]:
    usual = {
        "person": str(cast.people["mother"].public_id),
        "was_shared": "yes",
        "way": "together",
        "with_interpreter": "yes",
        "method": "at home",
        "reaction": "She says it was once.",
    }
    return filled(**(usual | answers)) | day_of("shared_on", 24, 11, 2026)


def test_sharing_is_recorded_with_how_and_what_they_said(
    cast: Family, mine: Report, worker: Client
) -> None:
    written(cast)
    answer_cannot_share(
        report_id=mine.pk, cannot_share=False, actor=cast.actor("social_worker"), now=time.now()
    )
    page = worker.get(address(mine, "share-report"))
    assert "With the family by Tuesday 1 December 2026 · 5 working days left" in words_of(page)
    done = worker.post(address(mine, "share-report"), shared(cast), follow=True)
    assert "Read together, with an interpreter: at home She says it was once." in words_of(done)
    assert Sharing.objects.get().person == cast.people["mother"]


def test_not_sharing_needs_a_reason(cast: Family, mine: Report, worker: Client) -> None:
    written(cast)
    answers = shared(cast, was_shared="no")
    assert problems(worker.post(address(mine, "share-report"), answers)) == [
        "Enter why they have not been given it"
    ]
    answers |= {"not_shared_reason": "She is in hospital."}
    assert worker.post(address(mine, "share-report"), answers).status_code == 302
    assert Sharing.objects.get().shared_on is None


def test_a_difficulty_waits_for_the_chairs_decision(
    cast: Family, mine: Report, worker: Client
) -> None:
    written(cast)
    refused = worker.post(address(mine, "report-restriction"), filled(cannot_share="yes"))
    assert problems(refused) == ["Enter what cannot be shared, and why"]
    worker.post(
        address(mine, "report-restriction"),
        filled(cannot_share="yes", difficulty="It names the neighbour."),
    )
    assert OutboxMessage.objects.filter(kind="sharing_difficulty").count() == 1
    page = worker.post(address(mine, "share-report"), shared(cast))
    assert problems(page) == ["The chair decides how this is shared."]
    chair = visitor(cast.actor("chair"))
    listed = chair.get(reverse("staff:reports", args=[mine.conference.public_id]))
    assert links(listed)["Decide sharing: Sam Iqbal"] == address(mine, "decide-sharing")
    assert problems(chair.post(address(mine, "decide-sharing"), filled())) == [
        "Enter how this report is shared"
    ]
    chair.post(address(mine, "decide-sharing"), filled(decision="Without page two, at home."))
    assert "Without page two, at home." in words_of(worker.get(address(mine, "share-report")))
    assert worker.post(address(mine, "share-report"), shared(cast)).status_code == 302


@pytest.mark.parametrize("name", ["social_worker", "manager", "minute_taker", "other_chair"])
def test_how_it_is_shared_is_the_chairs_to_decide(cast: Family, mine: Report, name: str) -> None:
    written(cast)
    answer_cannot_share(
        report_id=mine.pk,
        cannot_share=True,
        difficulty="Her name",
        actor=cast.actor("social_worker"),
        now=time.now(),
    )
    client = visitor(cast.actor(name))
    assert client.get(address(mine, "decide-sharing")).status_code == 404


def test_without_a_difficulty_there_is_nothing_to_decide(cast: Family, mine: Report) -> None:
    assert visitor(cast.actor("chair")).get(address(mine, "decide-sharing")).status_code == 404


@pytest.mark.parametrize("name", ["administrator", "minute_taker", "stranger"])
def test_others_record_no_sharing(cast: Family, mine: Report, name: str) -> None:
    client = visitor(cast.actor(name))
    assert client.get(address(mine, "share-report")).status_code == 404


# The list


def test_the_list_says_how_far_each_report_is(cast: Family, conference: Conference) -> None:
    page = visitor(cast.actor("administrator")).get(
        reverse("staff:reports", args=[conference.public_id])
    )
    words = words_of(page)
    assert "Kezia Ncube Marlsea Health Not begun Due Tuesday 1 December 2026" in words
    assert not any(text.startswith("Read") for text in links(page))  # the desk reads none


def test_a_report_nobody_knows_is_not_found(cast: Family, worker: Client) -> None:
    assert worker.get(reverse("staff:report", args=[uuid.uuid4()])).status_code == 404


@pytest.mark.parametrize("name", ["report", "submit-report", "share-report"])
def test_a_report_asks_the_same_for_many_as_for_few(
    cast: Family, mine: Report, worker: Client, name: str
) -> None:
    written(cast)
    few = queries_of(worker, address(mine, name))
    for number in range(11):
        written(cast, text=f"Evening {number}.", children=[cast.people["ben"]])
    assert queries_of(worker, address(mine, name)) == few <= MOST_QUERIES


def test_the_list_asks_the_same_for_many_as_for_few(
    cast: Family, conference: Conference, worker: Client
) -> None:
    page = reverse("staff:reports", args=[conference.public_id])
    few = queries_of(worker, page)
    for name in ("social_worker", "health_visitor", "head_teacher"):
        written(cast, name)
        submit_report(report_id=report_of(cast, name).pk, actor=cast.actor(name), now=time.now())
    assert queries_of(worker, page) == few <= MOST_QUERIES


# What the family says to it


@pytest.fixture
def given(cast: Family, conference: Conference, mine: Report) -> Statement:
    said = written(cast)
    by = {"actor": cast.actor("social_worker"), "now": time.now()}
    answer_cannot_share(report_id=mine.pk, cannot_share=False, **by)
    share_report(
        report_id=mine.pk,
        person=cast.mother,
        shared_on=time.today(),
        method="read together",
        **by,
    )
    return said


def test_an_answer_is_written_down_with_them_and_stands_beside_the_sentence(
    cast: Family, mine: Report, given: Statement, worker: Client
) -> None:
    page = address(mine, "write-down-reply", given.public_id)
    assert page in links(worker.get(address(mine))).values()
    assert "It may be used in court." in words_of(worker.get(page))
    answers = {"person": str(cast.mother.public_id), "answer": "more", "how_given": "at home"}
    refused = worker.post(page, filled(**answers))
    assert {"Enter what they want to say"} < set(problems(refused))
    assert worker.post(page, filled(**answers, text="Twice.", told="yes")).status_code == 302
    name = cast.actor("social_worker").name
    beside = f"{cast.mother.name}, written down by {name} (at home): I want to say more. Twice."
    for who in ("social_worker", "chair"):
        assert beside in words_of(visitor(cast.actor(who)).get(address(mine)))


def test_what_nobody_was_given_nobody_answers(cast: Family, mine: Report, worker: Client) -> None:
    said = written(cast)
    page = address(mine, "write-down-reply", said.public_id)
    assert page not in links(worker.get(address(mine))).values()
    assert worker.get(page).status_code == 404


# Kept as a PDF or in Word


def test_it_is_kept_as_a_pdf_and_in_word(
    cast: Family, mine: Report, given: Statement, worker: Client
) -> None:
    printed = worker.get(address(mine, "report-pdf"))
    assert (printed.status_code, printed["Content-Type"]) == (200, "application/pdf")
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(printed.content)).pages)
    assert "Ava was alone on three evenings." in text
    assert f"This copy is for: {cast.actor('social_worker').name}" in " ".join(text.split())
    document = Document(io.BytesIO(worker.get(address(mine, "report-copy")).content))
    words = [one.text for one in document.paragraphs]
    assert "Ava was alone on three evenings." in words
    assert document.core_properties.author == ""


def test_nothing_to_print_is_said_on_the_page(cast: Family, mine: Report, worker: Client) -> None:
    page = worker.get(address(mine, "report-pdf"), follow=True)
    assert "There is nothing in it to print yet." in words_of(page)


def test_a_social_worker_writes_it_in_word(cast: Family, mine: Report, worker: Client) -> None:
    written(cast)
    form = Document(io.BytesIO(worker.get(address(mine, "report-form")).content))
    named = {str(one._tbl.tblPr.xpath("./w:tblCaption/@w:val")[0]): one for one in form.tables}
    row = named["roundtable:worried"].rows[2]
    row.cells[0].text, row.cells[4].text = "Ben was hungry.", "Ben"
    filled_in = io.BytesIO()
    form.save(filled_in)
    page = address(mine, "word")
    sent = {"file": SimpleUploadedFile("any.docx", filled_in.getvalue()), **opened(worker, page)}
    read = worker.post(page, sent)
    assert "Ben was hungry." in words_of(read)
    sealed = re.findall(r'name="read" value="([^"]+)"', read.content.decode())[0]
    assert worker.post(page, {"read": sealed, **carried_by(read)}).status_code == 302
    assert StatementVersion.objects.filter(text="Ben was hungry.").exists()
    for wrong, why in (
        (b"%PDF-1.7 no", "Word"),
        (b"", "The file is empty"),
    ):
        again = {"file": SimpleUploadedFile("any.docx", wrong), **opened(worker, page)}
        refused = worker.post(page, again)
        assert refused.status_code == 422
        assert why in " ".join(problems(refused))
    assert "Choose the Word form you filled in" in problems(worker.post(page, filled()))

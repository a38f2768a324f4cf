"""A professional writes down what one of the family says to a sentence, with them."""

import pytest

from roundtable.casework.reports.actions import (
    answer_cannot_share,
    share_report,
    submit_report,
    write_statement_in_report,
)
from roundtable.casework.reports.models import Report
from roundtable.casework.statements.models import Reply
from roundtable.foundation.core import clock
from roundtable.web.partners.tests.people import report_of, send, sign_in, text_of


@pytest.fixture
def report(cast, conference) -> Report:
    report = report_of(cast, conference, "head_teacher")
    by = {"actor": cast.actor("head_teacher"), "now": clock.now()}
    for text, child in (("Ava missed 19 days.", cast.ava), ("Ben was cold.", cast.people["ben"])):
        write_statement_in_report(
            report_id=report.pk, section="worried", text=text, children=[child], **by
        )
    answer_cannot_share(report_id=report.pk, cannot_share=False, **by)
    submit_report(report_id=report.pk, **by)
    share_report(
        report_id=report.pk, person=cast.mother, shared_on=clock.today(), way="together", **by
    )
    return report


def answer_page(report: Report, position: int = 0) -> str:
    item = report.items.order_by("pk")[position]
    return f"/partners/reports/{report.public_id}/statements/{item.statement.public_id}/answer/"


@pytest.mark.parametrize("name", ["head_teacher", "police_officer"])
def test_it_is_kept_in_their_words_with_the_name_of_who_wrote_it(cast, report, name) -> None:
    client = sign_in(cast, name)
    page, address = f"/partners/reports/{report.public_id}/", answer_page(report)
    assert address in client.get(page).content.decode()
    assert "It may be used in court." in text_of(client.get(address))
    said = {"person": str(cast.mother.public_id), "answer": "more", "how_given": "at school"}
    untold = send(client, address, **said, text="It was nine. 🙂")
    assert untold.status_code == 422
    assert "It was nine. 🙂" in text_of(untold)
    assert "Tell them first" in text_of(untold)
    assert send(client, address, **said, text="It was nine. 🙂", told="yes").status_code == 302
    assert Reply.objects.get().written_by == cast.actor(name).name
    beside = f"written down by {cast.actor(name).name} (at school): I want to say more."
    assert beside in text_of(client.get(page))


def test_only_what_was_given_and_only_by_who_reads_it(cast, report) -> None:
    client = sign_in(cast, "head_teacher")
    by = {"actor": cast.actor("head_teacher"), "now": clock.now()}
    write_statement_in_report(
        report_id=report.pk, section="worried", text="New.", children=[cast.ava], **by
    )
    assert client.get(answer_page(report, 2)).status_code == 404
    # She works with Ben, and may not know what is said of Ava; nobody else comes by this door.
    assert sign_in(cast, "health_visitor").get(answer_page(report)).status_code == 404
    for name in ("agency_lead", "mother", "chair", "withdrawn_partner"):
        if name in cast.actors:
            assert sign_in(cast, name).get(answer_page(report)).status_code == 404, name

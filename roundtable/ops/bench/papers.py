"""The papers of one meeting: twelve readers, two hundred pages for who reads all of it."""

import time
from dataclasses import replace

from django.db import transaction
from django.db.models import Count, Q

from roundtable.casework.conferences.models import Conference
from roundtable.casework.reports.bundle import Copy, Papers, papers_for, print_copies
from roundtable.casework.reports.models import Report, ReportItem, Section
from roundtable.casework.statements.models import Statement, StatementChild, StatementVersion
from roundtable.foundation.core import clock
from roundtable.rules.report_states import RECEIVED

READERS = 12
PAGES = 200
# As printed, of sentences of this length with their marks.
STATEMENTS_A_PAGE = 11
SENTENCE = (
    "She was seen at home on Tuesday with her mother. She was happy and talked about school, and"
    " showed the drawings she had made. The house was warm, and there was food in the cupboards."
)


def seconds_to_print() -> float:
    """Fill one meeting's reports, and return how long its papers take; nothing is kept."""
    with transaction.atomic():
        conference = _with_most_reports()
        _write(conference)
        start = time.monotonic()
        copies = [Copy(one, number) for number, one in enumerate(_twelve(conference), start=1)]
        print_copies(copies, today=clock.today())
        spent = time.monotonic() - start
        transaction.set_rollback(True)
    return spent


def _with_most_reports() -> Conference:
    received = Q(reports__state__in=sorted(state.value for state in RECEIVED))
    conferences = Conference.objects.annotate(known=Count("reports", filter=received))
    return conferences.order_by("-known", "pk").select_related("authority", "room")[0]


def _twelve(conference: Conference) -> list[Papers]:
    """Return the papers of twelve: of a meeting with fewer, some have a colleague who reads too."""
    found = papers_for(conference)
    return [replace(found[number % len(found)]) for number in range(READERS)]


def _write(conference: Conference) -> None:
    reports = list(
        Report.objects.filter(
            conference=conference, state__in=sorted(state.value for state in RECEIVED)
        ).select_related("participant")
    )
    held = list(conference.children.all())
    each = -(-PAGES * STATEMENTS_A_PAGE // len(reports))
    for report in reports:
        statements = Statement.objects.bulk_create(
            Statement(
                authority_id=report.authority_id,
                conference=conference,
                author=report.participant,
                position=number,
                made_at=clock.now(),
                finished_at=clock.now(),
            )
            for number in range(each)
        )
        versions = StatementVersion.objects.bulk_create(
            StatementVersion(
                authority_id=report.authority_id,
                statement=one,
                number=1,
                text=f"{report.pk}.{one.position} {SENTENCE}",
                kind="observation",
                provenance="first",
                at=clock.now(),
                # Now and then something is for professionals alone, so that copies differ.
                audience="PROFESSIONALS" if one.position % 40 == 0 else "EVERYONE",
            )
            for one in statements
        )
        StatementChild.objects.bulk_create(
            StatementChild(
                authority_id=report.authority_id,
                version=one,
                child_id=held[one.statement.position % len(held)].child_id,
            )
            for one in versions
        )
        sections = list(Section)
        ReportItem.objects.bulk_create(
            ReportItem(
                authority_id=report.authority_id,
                report=report,
                statement=one,
                section=sections[one.position % len(sections)],
            )
            for one in statements
        )

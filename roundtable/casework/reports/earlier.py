"""The report that a new one can begin from: the last of its author, or of their agency."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from roundtable.casework.conferences.models import ConferenceChild
from roundtable.casework.conferences.readers import reader_of_participant
from roundtable.casework.reports.models import Form, Report, ReportItem
from roundtable.casework.reports.pro_forma import sections_of
from roundtable.casework.reports.queries import GONE
from roundtable.casework.statements.items import Loaded, load, statement_item
from roundtable.casework.statements.models import Reply
from roundtable.casework.statements.queries import statements_by_id
from roundtable.casework.statements.shown import ShownReply
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.rules.disclosure import Outcome, Reader, disclose
from roundtable.rules.report_states import WRITABLE, State

_OF_SOCIAL_WORK = frozenset({Form.SOCIAL_WORK.value, Form.SOCIAL_WORK_REVIEW.value})


@dataclass(frozen=True, slots=True)
class Earlier:
    """A statement of the last report that belongs in the new one, and its section."""

    section: str
    loaded: Loaded


def last_report(report: Report) -> Report | None:
    """
    Return what came from the same author to the conference before; else from their agency.

    Whoever follows somebody in their post goes on from what the agency has said. One query.
    """
    return _earlier_reports(report).first()


def _earlier_reports(report: Report) -> QuerySet[Report]:
    """Return them in the order in which one would begin from them."""
    mine = Q(participant__professional_id=report.participant.professional_id)
    rows = Report.objects.filter(
        conference__case_id=report.conference.case_id,
        conference__starts_at__lt=report.conference.starts_at,
        agency_id=report.agency_id,
        form__in=_same_kind(report.form),
        submitted_at__isnull=False,
    ).exclude(state__in=[state.value for state in GONE])
    own = ExpressionWrapper(mine, output_field=BooleanField())
    return rows.select_related("conference", "participant__professional").order_by(
        own.desc(), "-conference__starts_at", "-pk"
    )


def _same_kind(form: str) -> frozenset[str]:
    return _OF_SOCIAL_WORK if form in _OF_SOCIAL_WORK else frozenset({form})


def report_to_begin_from(report: Report) -> Report | None:
    """Return the last report while this one can still begin from it. At most one query."""
    if report.handed_in_at is not None or State(report.state) not in WRITABLE:
        return None
    carried = ReportItem.objects.filter(report=report.pk, carried_from__isnull=False)
    return _earlier_reports(report).filter(~Exists(carried)).first()


def waiting_lines(report: Report, *, statement: str = "", section: str = "") -> list[int]:
    """
    Return the statements that were carried over and wait to be looked at: one, or a section's.

    :raises RecordNotFound: if there is no such statement in it.
    """
    carried = report.items.filter(carried_from__isnull=False)
    if section:
        found = carried.filter(section=section, confirmed_at=None)
    else:
        found = carried.filter(statement__public_id=_as_id(statement))
    ids = list(found.values_list("statement_id", flat=True))
    if not ids:
        raise RecordNotFound("statement")
    return ids


def _as_id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise RecordNotFound("statement") from None


def belongs_in(report: Report, last: Report) -> list[Earlier]:
    """
    Return the statements of the last report that can stand in the new one, in their order.

    Left out is what names a child who is no part of this conference, or whom its author may no
    longer know of: the words would give that child away.
    """
    sections = {one.code for one in sections_of(report.form)}
    placed = dict(
        ReportItem.objects.filter(report=last, section__in=sections).values_list(
            "statement_id", "section"
        )
    )
    reader = reader_of_participant(report.participant)
    held = ConferenceChild.objects.filter(conference_id=report.conference_id)
    known = reader.may_know_children & set(held.values_list("child_id", flat=True))
    return [
        Earlier(placed[one.statement.pk], one)
        for one in load(placed)
        if one.child_ids <= known and disclose(reader, statement_item(one)) is Outcome.READ
    ]


def answered_then(reader: Reader, report: Report) -> Mapping[int, tuple[ShownReply, ...]]:
    """
    Return what the family answered, last time, to the statements that were carried over.

    By the id of the statement as it stands now. One query where nobody answered anything.
    """
    answers = Reply.objects.filter(statement=OuterRef("earlier"))
    items = ReportItem.objects.filter(Exists(answers), report=report, confirmed_at=None)
    carried = {
        one.earlier_id: one
        for one in items.select_related("carried_from__conference")
        if one.earlier_id is not None and one.carried_from is not None
    }
    if not carried:
        return {}
    last = next(iter(carried.values())).carried_from
    then = statements_by_id(reader, last.conference, ids=list(carried), participants=())
    return {carried[pk].statement_id: one.replies for pk, one in then.items() if one.replies}

"""What is done with a report, from the request to the family's "I have read it"."""

from roundtable.casework.reports.actions.requesting import (
    CannotRequestReports,
    call_off_reports,
    request_reports,
)
from roundtable.casework.reports.actions.sharing import (
    CannotDecideSharing,
    CannotSayRead,
    CannotShareReport,
    answer_cannot_share,
    decide_sharing_method,
    record_sharing_difficulty,
    say_read,
    share_report,
)
from roundtable.casework.reports.actions.writing import (
    CannotSubmitReport,
    CannotWriteReport,
    record_provisional_view,
    submit_report,
    write_statement_in_report,
)

__all__ = [
    "CannotDecideSharing",
    "CannotRequestReports",
    "CannotSayRead",
    "CannotShareReport",
    "CannotSubmitReport",
    "CannotWriteReport",
    "answer_cannot_share",
    "call_off_reports",
    "decide_sharing_method",
    "record_provisional_view",
    "record_sharing_difficulty",
    "request_reports",
    "say_read",
    "share_report",
    "submit_report",
    "write_statement_in_report",
]

"""What is done with a report, from the request to the family's "I have read it"."""

from roundtable.casework.reports.actions.carrying_over import (
    CannotCarryOver,
    CannotLeaveOut,
    carry_over_report,
    confirm_carried_over,
    leave_out_carried_over,
    revise_in_report,
)
from roundtable.casework.reports.actions.guidance import read_guidance
from roundtable.casework.reports.actions.looking_over import (
    CannotReturnReport,
    CannotSignOffReport,
    return_report,
    sign_off_report,
)
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
from roundtable.casework.reports.actions.taking_out import (
    CannotCloseCheck,
    CannotWithdrawReport,
    close_disclosure_check,
    withdraw_report,
)
from roundtable.casework.reports.actions.writing import (
    CannotSubmitReport,
    CannotWriteReport,
    begin_new_version,
    record_provisional_view,
    submit_report,
    write_statement_in_report,
)

__all__ = [
    "CannotCarryOver",
    "CannotCloseCheck",
    "CannotDecideSharing",
    "CannotLeaveOut",
    "CannotRequestReports",
    "CannotReturnReport",
    "CannotSayRead",
    "CannotShareReport",
    "CannotSignOffReport",
    "CannotSubmitReport",
    "CannotWithdrawReport",
    "CannotWriteReport",
    "answer_cannot_share",
    "begin_new_version",
    "call_off_reports",
    "carry_over_report",
    "close_disclosure_check",
    "confirm_carried_over",
    "decide_sharing_method",
    "read_guidance",
    "leave_out_carried_over",
    "record_provisional_view",
    "record_sharing_difficulty",
    "request_reports",
    "return_report",
    "revise_in_report",
    "say_read",
    "share_report",
    "sign_off_report",
    "submit_report",
    "withdraw_report",
    "write_statement_in_report",
]

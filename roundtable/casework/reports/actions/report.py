"""The beats that every act on a report shares: the lock, its author, and the state it enters."""

from roundtable.casework.reports.facts import facts_about_report
from roundtable.casework.reports.models import Report
from roundtable.foundation.access.gate import authorise
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.errors import CannotProceed, NotAuthorised
from roundtable.rules.access import Permission
from roundtable.rules.report_states import TRANSITIONS, State
from roundtable.rules.transitions import TransitionNotAllowed, next_state


def lock_report(report_id: int) -> Report:
    """Return the report, held until the transaction ends."""
    locked = Report.objects.select_for_update(of=("self",))
    return locked.select_related(
        "conference__authority", "conference__chair__agency", "participant__professional__agency"
    ).get(pk=report_id)


def authorise_author(report: Report, actor: Actor) -> None:
    """
    Let the report's author go on, or the colleague who stands in for them.

    :raises NotAuthorised: for everybody else; the chair edits no agency's report.
    """
    facts = facts_about_report(actor, report.pk)
    authorise(actor, Permission.WRITE_REPORT, facts)
    if not (facts.author or facts.deputising):
        raise NotAuthorised("A report is written by its author.")


def state_after(report: Report, event: str, *, refusal: type[CannotProceed]) -> State:
    """
    Return the state that `event` leads to, or refuse with `refusal`, in words.

    :raises CannotProceed: of the type given.
    """
    try:
        return next_state(TRANSITIONS, State(report.state), event)
    except TransitionNotAllowed as not_now:
        raise refusal(str(not_now)) from not_now

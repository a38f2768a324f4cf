"""
Taking a whole return in: the file is checked first, then one act for each child.

Children go in a batch of savepoints at a time, so that memory stays flat and an interruption loses
at most the batch under way: the next run finds what is there and goes on.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

from django.db import DatabaseError

from roundtable.casework.plans.actions.import_child import (
    Imported,
    import_child,
    set_aside_unread_child,
)
from roundtable.casework.plans.actions.reconstruction import CannotImportChild
from roundtable.casework.plans.history import (
    ChildHistory,
    PastEnquiry,
    PastPlan,
    PastReferral,
)
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock
from roundtable.foundation.core.calendars import calendar_of
from roundtable.foundation.core.context import authority_context
from roundtable.foundation.core.models import Authority
from roundtable.returns.cin_census.digest import content, digest
from roundtable.returns.cin_census.errors import CannotReadReturn
from roundtable.returns.cin_census.reader import read_children
from roundtable.returns.cin_census.records import (
    ChildRecord,
    Episode,
    RefusedChild,
    ReturnHeader,
)
from roundtable.rules.access import Role
from roundtable.rules.working_days import Calendar

BATCH = 200
Told = Callable[[str, int, str, str], None]  # kind, line, element, reason


@dataclass
class ImportFigures:
    """What became of a return. Enquiries, plans and reviews are those read and now held."""

    children_read: int = 0
    children_imported: int = 0
    children_changed: int = 0
    children_unchanged: int = 0
    children_refused: int = 0
    items_quarantined: int = 0
    enquiries: int = 0
    plans: int = 0
    open_plans: int = 0
    reviews: int = 0
    children_flagged: int = 0

    def count(self, record: ChildRecord, outcome: Imported) -> None:
        self.children_read += 1
        self.children_imported += outcome is Imported.NEW
        self.children_changed += outcome is Imported.CHANGED
        self.children_unchanged += outcome is Imported.UNCHANGED
        self.children_flagged += record.is_flagged
        self.items_quarantined += sum(problem.set_aside for problem in record.problems)
        self.enquiries += sum(enquiry.start is not None for enquiry in record.enquiries)
        self.plans += len(record.plans)
        self.open_plans += sum(plan.is_open for plan in record.plans)
        self.reviews += sum(len(plan.reviews) for plan in record.plans)


def authority_of_return(header: ReturnHeader, code: str | None) -> Authority:
    """
    Return the authority the return belongs to: the one named, or the one with its number.

    :raises CannotReadReturn: if there is none.
    """
    authorities = Authority.objects.order_by("code")
    if code is not None:
        found = authorities.filter(code=code).first()
        if found is None:
            known = ", ".join(authorities.values_list("code", flat=True)) or "none"
            raise CannotReadReturn(f"{code} is not an authority here. Known: {known}.")
        return found
    found = authorities.filter(lea_numbers__contains=[header.lea]).first()
    if found is None:
        raise CannotReadReturn(
            f"This return is of authority number {header.lea}, which is not known here."
            " Name the authority it is for with --authority CODE."
        )
    return found


def doubt_about_authority(header: ReturnHeader, authority: Authority) -> str:
    """Return why the return may be another authority's than the one named, "" if nothing says so."""
    if not authority.lea_numbers or header.lea in authority.lea_numbers:
        return ""
    own = " or ".join(authority.lea_numbers)
    return (
        f"The return is of authority number {header.lea}; {authority.name} is {own}. It was"
        " imported all the same, as asked."
    )


def import_return(
    path: Path,
    header: ReturnHeader,
    authority: Authority,
    *,
    tell: Told,
    advance: Callable[[int], object],
) -> ImportFigures:
    """
    Import every child of a return that `check_file` has passed. Safe to repeat.

    `tell` hears of each refusal and each item set aside; `advance` of every batch that is held.

    :raises CannotReadReturn: if the file changed since it was checked.
    """
    figures = ImportFigures()
    calendar = calendar_of_authority(authority)
    actor = Actor(
        user_id=0,
        name="census import",
        role=Role.DATA_OFFICER,
        authority_id=authority.pk,
        authority_ids=(authority.pk,),
    )
    for batch in _batches(read_children(path, header)):
        with authority_context([authority.pk]):
            _wait_for_other_imports(authority)
            for child in batch:
                if isinstance(child, RefusedChild):
                    _refuse(child, header, authority, actor, figures, tell)
                    continue
                try:
                    outcome = import_child(
                        authority=authority,
                        calendar=calendar,
                        history=history_of(child),
                        actor=actor,
                        now=clock.now(),
                    )
                except (CannotImportChild, DatabaseError) as error:
                    # Nobody is lost silently: the child is remembered, and the rest goes on.
                    refusal = RefusedChild(
                        line=child.line,
                        position=child.position,
                        la_child_id=child.la_child_id,
                        code="could_not_be_held",
                        reason=f"It could not be held: {_first_line(error)}",
                        may_have_open_plan=child.open_plan is not None or child.plan_in_doubt,
                    )
                    _refuse(refusal, header, authority, actor, figures, tell)
                    continue
                figures.count(child, outcome)
                for problem in child.problems:
                    if problem.set_aside:
                        tell("quarantined", problem.line, problem.element, problem.reason)
        advance(len(batch))
    return figures


def calendar_of_authority(authority: Authority) -> Calendar:
    """Return the authority's calendar, read in a transaction of its own."""
    with authority_context([authority.pk]):
        return calendar_of(authority)


def _wait_for_other_imports(authority: Authority) -> None:
    """
    Let nobody else import for this authority until the transaction ends.

    The same return taken in twice at once would otherwise refuse children that are being written.
    """
    Authority.objects.select_for_update(no_key=True).get(pk=authority.pk)


def _batches(
    children: Iterator[ChildRecord | RefusedChild],
) -> Iterator[list[ChildRecord | RefusedChild]]:
    while batch := list(islice(children, BATCH)):
        yield batch


def _refuse(
    child: RefusedChild,
    header: ReturnHeader,
    authority: Authority,
    actor: Actor,
    figures: ImportFigures,
    tell: Told,
) -> None:
    set_aside_unread_child(
        authority=authority,
        la_child_id=child.la_child_id or "",
        line=child.line,
        position=child.position,
        reason=child.reason,
        may_have_open_plan=child.may_have_open_plan,
        read_from=header.fingerprint,
        actor=actor,
        now=clock.now(),
    )
    figures.children_read += 1
    figures.children_refused += 1
    tell("refused", child.line, "Child", child.reason)


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]


def history_of(record: ChildRecord) -> ChildHistory:
    """Return the child's history in the words of casework: no element name goes further."""
    baseline = record.earlier_plan_count
    number = {plan.start: baseline + position for position, plan in enumerate(record.plans)}
    return ChildHistory(
        la_child_id=record.la_child_id,
        sex=record.sex,
        digest=digest(record),
        birth_on=record.birth_date,
        expected_on=record.expected_birth_date,
        died_on=record.death_date,
        ethnicity=record.ethnicity or "",
        disabilities=record.disabilities,
        upn=record.upn or "",
        former_upn=record.former_upn or "",
        upn_unknown=record.upn_unknown or "",
        flags=tuple(problem.reason for problem in record.problems),
        plan_in_doubt=record.plan_in_doubt,
        referrals=tuple(_referral(episode, number) for episode in record.episodes),
    )


def _referral(episode: Episode, number: Mapping[date, int]) -> PastReferral:
    return PastReferral(
        received_on=episode.referral_date,
        source=episode.source or "",
        primary_need=episode.primary_need or "",
        no_further_action=episode.referral_nfa,
        closed_on=episode.closure_date,
        closure_reason=episode.closure_reason or "",
        reported=_reported(episode),
        transfer_conference_on=episode.date_of_initial_cpc,
        enquiries=tuple(
            PastEnquiry(
                started_on=enquiry.start,
                conference_on=enquiry.icpc_date,
                conference_not_required=enquiry.icpc_not_required,
            )
            for enquiry in episode.section47s
            if enquiry.start is not None
        ),
        conferences_without_enquiry=tuple(
            enquiry.icpc_date
            for enquiry in episode.section47s
            if enquiry.start is None and enquiry.icpc_date is not None
        ),
        plans=tuple(
            PastPlan(
                starts_on=plan.start,
                ends_on=plan.end,
                initial_code=plan.initial_category or "",
                latest_code=plan.latest_category or "",
                review_dates=plan.review_dates,
                previous_plans=max(0, number[plan.start]),
                flags=("end_in_doubt",) if plan.end_in_doubt else (),
            )
            for plan in episode.plans
        ),
    )


def _reported(episode: Episode) -> dict[str, object]:
    """Return what casework has no place for yet, as it was given."""
    kept: dict[str, object] = {}
    for name in ("assessments", "cin_plans", "pre_proceedings"):
        values = getattr(episode, name)
        if values:
            kept[name] = [_plain(content(value)) for value in values]
    return kept


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value

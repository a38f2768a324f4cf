"""From the elements of one referral to what they say."""

from collections.abc import Iterator
from datetime import date, timedelta

from roundtable.returns.cin_census.fields import PLAN, Fields
from roundtable.returns.cin_census.layout import PRE_PROCEEDINGS_ITEMS
from roundtable.returns.cin_census.nodes import Node
from roundtable.returns.cin_census.records import (
    Assessment,
    CinPlan,
    Episode,
    Plan,
    PreProceedings,
    Review,
    Section47,
)

# The target is a limit, so it may lie ahead, but not by a year.
LATEST_TARGET = timedelta(days=366)


def read_episode(node: Node, fields: Fields) -> Episode:
    """Return one CINdetails. It is kept whatever is wrong with it, for what it may hold."""
    closure_reason = fields.code(node, "ReasonForClosure")
    return Episode(
        line=node.line,
        referral_date=_referral_date(node, fields),
        source=fields.code(node, "ReferralSource"),
        primary_need=fields.code(node, "PrimaryNeedCode"),
        closure_date=fields.day(node, "CINclosureDate"),
        closure_reason=closure_reason,
        has_closed=closure_reason is not None or _says(node, "CINclosureDate"),
        date_of_initial_cpc=fields.day(node, "DateOfInitialCPC"),
        referral_nfa=fields.yes_no(node, "ReferralNFA"),
        assessments=tuple(_assessments(node, fields)),
        cin_plans=tuple(_cin_plans(node, fields)),
        section47s=tuple(_section47s(node, fields)),
        plans=tuple(_plans(node, fields)),
        pre_proceedings=tuple(_pre_proceedings(node)),
    )


def _says(node: Node, tag: str) -> bool:
    return any(not found.is_empty for found in node.all(tag))


def _referral_date(node: Node, fields: Fields) -> date | None:
    if not _says(node, "CINreferralDate"):
        fields.kept(
            "date_missing",
            line=node.line,
            element="CINreferralDate",
            reason="The date of the referral is missing; what followed the referral was kept.",
        )
    return fields.day(node, "CINreferralDate")


def _assessments(node: Node, fields: Fields) -> Iterator[Assessment]:
    for found in node.all("Assessments"):
        start = fields.needed_date(found, "AssessmentActualStartDate", loses="assessment")
        if start is None:
            continue
        yield Assessment(
            line=found.line,
            start=start,
            review_date=fields.day(found, "AssessmentInternalReviewDate"),
            authorisation_date=fields.day(found, "AssessmentAuthorisationDate"),
            factors=tuple(_factors(found, fields)),
        )


def _factors(node: Node, fields: Fields) -> Iterator[str]:
    for group in node.all("FactorsIdentifiedAtAssessment"):
        for factor in group.all("AssessmentFactors"):
            code = None if factor.is_empty else fields.code_in(factor)
            if code:
                yield code


def _cin_plans(node: Node, fields: Fields) -> Iterator[CinPlan]:
    for found in node.all("CINPlanDates"):
        start = fields.needed_date(found, "CINPlanStartDate", loses="child in need plan")
        if start:
            yield CinPlan(line=found.line, start=start, end=fields.day(found, "CINPlanEndDate"))


def _section47s(node: Node, fields: Fields) -> Iterator[Section47]:
    for found in node.all("Section47"):
        icpc_date = fields.day(found, "DateOfInitialCPC")
        if icpc_date:
            # The conference is a fact of its own; without a start it is kept alone.
            start = fields.day(found, "S47ActualStartDate")
            if not _says(found, "S47ActualStartDate"):
                fields.kept(
                    "date_missing",
                    line=found.line,
                    element="S47ActualStartDate",
                    reason="The start date of the section 47 enquiry is missing; its initial "
                    "conference was kept.",
                )
        else:
            start = fields.needed_date(found, "S47ActualStartDate", loses="section 47 enquiry")
            if start is None:
                continue
        yield Section47(
            line=found.line,
            start=start,
            target=fields.day(found, "InitialCPCtarget", latest=fields.as_at + LATEST_TARGET),
            icpc_date=icpc_date,
            icpc_not_required=fields.yes_no(found, "ICPCnotRequired"),
        )


def _plans(node: Node, fields: Fields) -> Iterator[Plan]:
    for found in node.all(PLAN):
        end = fields.day(found, "CPPendDate")
        start = fields.needed_date(
            found, "CPPstartDate", loses="child protection plan", hides_open_plan=end is None
        )
        if start is None:
            continue
        yield Plan(
            line=found.line,
            start=start,
            end=end,
            initial_category=_category(found, "InitialCategoryOfAbuse", fields),
            latest_category=_category(found, "LatestCategoryOfAbuse", fields),
            previous_plans=_previous_plans(found, fields),
            reviews=tuple(_reviews(found, fields)),
            end_in_doubt=end is None and _says(found, "CPPendDate"),
        )


def _category(node: Node, tag: str, fields: Fields) -> str | None:
    if not _says(node, tag):
        which = "first" if tag.startswith("Initial") else "latest"
        fields.kept(
            "category_missing",
            line=node.line,
            element=tag,
            reason=f"The {which} category of abuse of the plan is missing; the plan was kept "
            f"without it.",
        )
    return fields.code(node, tag)


def _previous_plans(node: Node, fields: Fields) -> int | None:
    if not _says(node, "NumberOfPreviousCPP"):
        fields.kept(
            "count_missing",
            line=node.line,
            element="NumberOfPreviousCPP",
            reason="The number of previous child protection plans is missing; the plan was "
            "kept without it.",
        )
    return fields.count(node, "NumberOfPreviousCPP")


def _reviews(node: Node, fields: Fields) -> Iterator[Review]:
    """Yield the reviews of one container with many dates, and of many with one date each."""
    for group in node.all("Reviews"):
        for found in group.all("CPPreviewDate"):
            held_on = None if found.is_empty else fields.day_in(found)
            if held_on:
                yield Review(line=found.line, held_on=held_on)


def _pre_proceedings(node: Node) -> Iterator[PreProceedings]:
    for found in node.all("PreProceedingsandFGDM"):
        facts = tuple(
            (item.tag, item.text)
            for item in found.children
            if item.tag in PRE_PROCEEDINGS_ITEMS and item.text
        )
        if facts:
            yield PreProceedings(line=found.line, facts=facts)

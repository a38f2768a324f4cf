"""The section 47 enquiries of one child, and the initial conferences they led to."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from roundtable.returns.cin_census.findings import Findings
from roundtable.returns.cin_census.records import Episode, Section47
from roundtable.returns.cin_census.repeats import first_of_each
from roundtable.returns.cin_census.values import in_words, is_weekend


def settle_enquiries(episodes: list[Episode], findings: Findings) -> list[Episode]:
    """Return the episodes with their enquiries settled, each in itself and with one another."""
    plan_starts = {plan.start for episode in episodes for plan in episode.plans}
    every = (enquiry for episode in episodes for enquiry in episode.section47s)
    kept = list(first_of_each(every, "Section47", "section 47 enquiry", findings))
    settled = []
    for episode in episodes:
        enquiries = [
            _settle_enquiry(enquiry, episode, plan_starts, findings)
            for enquiry in episode.section47s
            if _is_among(enquiry, kept)
        ]
        enquiries.sort(key=lambda enquiry: (_began(enquiry), enquiry.line))
        settled.append(replace(episode, section47s=tuple(enquiries)))
    _remark_on_unfinished(settled, findings)
    return settled


def _is_among(enquiry: Section47, enquiries: list[Section47]) -> bool:
    """Return whether it is this very one: in a file without line breaks others may be equal."""
    return any(enquiry is other for other in enquiries)


def _began(enquiry: Section47) -> date:
    # Reading left no enquiry without one of the two.
    return enquiry.start or enquiry.icpc_date or date.max


def _settle_enquiry(
    enquiry: Section47, episode: Episode, plan_starts: set[date], findings: Findings
) -> Section47:
    enquiry = _settle_order(enquiry, plan_starts, findings)
    start, held = enquiry.start, enquiry.icpc_date
    if start and episode.referral_date and start < episode.referral_date:
        findings.kept(
            "enquiry_before_referral",
            line=enquiry.line,
            element="S47ActualStartDate",
            value=start.isoformat(),
            reason=f"The section 47 enquiry began on {in_words(start)}, before the referral on "
            f"{in_words(episode.referral_date)}; it was kept.",
        )
    if start and enquiry.target and enquiry.target < start:
        findings.left_out(
            "target_before_start",
            line=enquiry.line,
            element="InitialCPCtarget",
            value=enquiry.target.isoformat(),
            reason=f"The conference was due on {in_words(enquiry.target)}, before the enquiry "
            f"began on {in_words(start)}, so the due date was left out.",
        )
        enquiry = replace(enquiry, target=None)
    if held:
        remark_on_conference(held, episode, enquiry.line, findings)
    if held and enquiry.icpc_not_required:
        findings.left_out(
            "held_though_not_required",
            line=enquiry.line,
            element="ICPCnotRequired",
            value="1",
            reason=f"A conference is said not to have been required, but one was held on "
            f"{in_words(held)}; the conference was kept.",
        )
        enquiry = replace(enquiry, icpc_not_required=False)
    if enquiry.is_unfinished and episode.has_closed:
        findings.kept(
            "enquiry_without_outcome",
            line=enquiry.line,
            element="Section47",
            reason="The case closed with neither a conference nor a decision that none was "
            "required; the section 47 enquiry was kept.",
        )
    return enquiry


def _settle_order(enquiry: Section47, plan_starts: set[date], findings: Findings) -> Section47:
    """Settle a conference that was held before the enquiry that led to it."""
    start, held = enquiry.start, enquiry.icpc_date
    if not (start and held and held < start):
        return enquiry
    if held in plan_starts:
        findings.left_out(
            "conference_before_enquiry",
            line=enquiry.line,
            element="S47ActualStartDate",
            value=start.isoformat(),
            reason=f"The section 47 enquiry began on {in_words(start)}, after its conference on "
            f"{in_words(held)}; a plan began on the day of the conference, so the conference "
            f"was kept and the start of the enquiry left out.",
        )
        return replace(enquiry, start=None)
    findings.left_out(
        "conference_before_enquiry",
        line=enquiry.line,
        element="DateOfInitialCPC",
        value=held.isoformat(),
        reason=f"The initial conference on {in_words(held)} is before its section 47 enquiry "
        f"began on {in_words(start)}, so the conference was left out.",
    )
    return replace(enquiry, icpc_date=None)


def _remark_on_unfinished(episodes: list[Episode], findings: Findings) -> None:
    """
    Remark on every unfinished enquiry after the first one of the child.

    A further strategy discussion does not begin a new enquiry. They are kept: what our own work
    may not do, history may have done, and a limit that runs is better seen twice than never.
    """
    unfinished = [
        enquiry
        for episode in episodes
        if not episode.has_closed
        for enquiry in episode.section47s
        if enquiry.is_unfinished
    ]
    unfinished.sort(key=_began)
    for enquiry in unfinished[1:]:
        findings.kept(
            "second_unfinished_enquiry",
            line=enquiry.line,
            element="Section47",
            value=_began(enquiry).isoformat(),
            reason=f"The section 47 enquiry of {in_words(_began(enquiry))} is unfinished while "
            f"the one of {in_words(_began(unfinished[0]))} is too; both were kept.",
        )


def remark_on_conference(held: date, episode: Episode, line: int, findings: Findings) -> None:
    """Remark on an initial conference outside its episode, or on a weekend."""
    for code, why in _doubts_about(held, episode):
        findings.kept(
            code,
            line=line,
            element="DateOfInitialCPC",
            value=held.isoformat(),
            reason=f"The initial conference on {in_words(held)} {why}; it was kept.",
        )


def _doubts_about(held: date, episode: Episode) -> Iterator[tuple[str, str]]:
    referred, closed = episode.referral_date, episode.closure_date
    if referred and held < referred:
        yield "conference_before_referral", f"is before the referral on {in_words(referred)}"
    if closed and held > closed:
        yield "conference_after_closure", f"is after the case closed on {in_words(closed)}"
    if is_weekend(held):
        yield "weekend", f"was on a {held:%A}"
    if episode.referral_nfa:
        yield "conference_without_action", "followed a referral that led to no further action"

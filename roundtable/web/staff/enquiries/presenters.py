"""What the page of a section 47 enquiry shows, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.casework.cases.choices import HARMS
from roundtable.casework.cases.findings import OUTCOMES
from roundtable.casework.cases.page_queries import EnquiryPage
from roundtable.casework.people.ages import age_in_words
from roundtable.rules.access import Permission
from roundtable.rules.enquiry_states import State
from roundtable.web.design_system.presenters import DueDate, Row
from roundtable.web.design_system.wording import day, listed, moment
from roundtable.web.staff.cases.presenters import family_name
from roundtable.web.staff.dates import Days
from roundtable.web.staff.words import Tag, conference_tag

if TYPE_CHECKING:
    from roundtable.casework.cases.models import Section47Enquiry, SpokenTo, StrategyDiscussion
    from roundtable.casework.conferences.models import Conference

_COLOURS = {State.OPEN: "yellow", State.SUBSTANTIATED_CONTINUING_RISK: "orange"}
_DECIDE = {
    State.OPEN: "Record the outcome",
    State.SUBSTANTIATED_CONTINUING_RISK: "Change the outcome",
}
_CONSENT = {True: "with consent", False: "without consent", None: "consent not asked"}


@dataclass(frozen=True, slots=True)
class DiscussionShown:
    title: str
    who: str
    decisions: str


@dataclass(frozen=True, slots=True)
class SpokenRow:
    who: str
    when: str
    how: str
    what: str


@dataclass(frozen=True, slots=True)
class EnquiryShown:
    """The page of an enquiry."""

    public_id: str
    child: str
    child_href: str
    age: str
    family: str
    family_href: str
    tag: Tag
    is_open: bool
    is_reconstructed: bool
    limit: DueDate | None
    discussions: Sequence[DiscussionShown]
    spoken_to: Sequence[SpokenRow]
    seen: str
    advice: Sequence[Row]
    outcome: Sequence[Row]
    may_record: bool
    may_advise: bool
    decide: str  # the button that records the outcome, or another one; empty without
    cancel_href: str
    manager_href: str  # where a manager is added to the case, if it has none to decide
    request_href: str
    requested: tuple[str, str] | None  # the state of the conference, and its address

    @classmethod
    def of(
        cls, page: EnquiryPage, days: Days, *, asked: "Conference | None" = None
    ) -> "EnquiryShown":
        enquiry = page.enquiry
        state = State(enquiry.state)
        is_open = state is State.OPEN
        asks = (
            asked is None
            and state is State.SUBSTANTIATED_CONTINUING_RISK
            and Permission.REQUEST_CONFERENCE in page.allowed
        )
        request = reverse("staff:request-conference", args=[enquiry.case.public_id])
        return cls(
            public_id=str(enquiry.public_id),
            child=enquiry.child.name,
            child_href=reverse("staff:child", args=[enquiry.child.public_id]),
            age=age_in_words(enquiry.child, today=days.today),
            family=family_name(enquiry.case),
            family_href=reverse("staff:case", args=[enquiry.case.public_id]),
            tag=(OUTCOMES[state].capitalize(), _COLOURS.get(state, "grey")),
            is_open=is_open,
            is_reconstructed=enquiry.origin != "own",
            limit=days.due(page.limit) if page.limit else None,
            discussions=[_discussion(one) for one in page.discussions],
            spoken_to=[_spoken(one) for one in page.spoken_to],
            seen=_seen(enquiry),
            advice=_advice(enquiry),
            outcome=[] if is_open else _outcome(enquiry),
            may_record=is_open and Permission.RECORD_ENQUIRY in page.allowed,
            may_advise=is_open
            and bool({Permission.RECORD_ENQUIRY, Permission.ADVISE_ON_CONVENING} & page.allowed),
            decide=_DECIDE.get(state, "") if Permission.DECIDE_ENQUIRY in page.allowed else "",
            cancel_href=reverse("staff:cancel-enquiry", args=[enquiry.public_id])
            if is_open and Permission.DECIDE_ENQUIRY in page.allowed
            else "",
            manager_href=reverse("staff:allocate", args=[enquiry.case.public_id])
            if is_open and page.may_add_manager
            else "",
            request_href=request if asks else "",
            requested=_requested(asked) if asked is not None else None,
        )


def _requested(conference: "Conference") -> tuple[str, str]:
    state, _ = conference_tag(conference.state)
    return state, reverse("staff:request", args=[conference.public_id])


def _discussion(discussion: "StrategyDiscussion") -> DiscussionShown:
    who = [
        f"{one.professional.name} ({one.professional.agency.name})"
        for one in discussion.attendees.all()
    ]
    what = "Further strategy discussion" if discussion.is_further else "Strategy discussion"
    return DiscussionShown(
        title=f"{what}, {moment(discussion.held_at)}",
        who=listed(who) or "Nobody is named",
        decisions=discussion.decisions,
    )


def _spoken(spoken: "SpokenTo") -> SpokenRow:
    who = spoken.person.name if spoken.person else ""
    if spoken.professional is not None:
        who = f"{spoken.professional.name}, {spoken.professional.agency.name}"
    how = "alone" if spoken.alone else "with others there"
    return SpokenRow(
        who=who,
        when=day(spoken.on),
        how=f"{how}, {_CONSENT[spoken.with_consent]}".capitalize(),
        what=spoken.note,
    )


def _seen(enquiry: "Section47Enquiry") -> str:
    if enquiry.child.is_unborn:
        return "The child is not born yet."
    if enquiry.child_seen_on is None:
        return "The child has not been seen yet. Consent is not needed to see them."
    alone = "alone" if enquiry.child_seen_alone else "but not alone"
    reason = f": {enquiry.not_alone_reason}" if enquiry.not_alone_reason else ""
    return f"The child was seen, last on {day(enquiry.child_seen_on)}, {alone}{reason}."


def _advice(enquiry: "Section47Enquiry") -> list[Row]:
    if enquiry.chair_consulted is None:
        return []
    on = f" on {day(enquiry.chair_consulted_on)}" if enquiry.chair_consulted_on else ""
    return [Row(f"{enquiry.chair_consulted.name}{on}", enquiry.chair_advice)]


def _outcome(enquiry: "Section47Enquiry") -> list[Row]:
    yes_no = {True: "Yes", False: "No", None: "Not recorded"}
    harms = dict(HARMS)
    holds_none = enquiry.state == State.SUBSTANTIATED_NO_CONTINUING_RISK
    rows = [
        # Harm was done and no conference is held: why, and who stands behind that.
        ("Decision", "No conference is held" if holds_none else ""),
        ("Chair consulted", _who_was_asked(enquiry) if holds_none else ""),
        ("Agreed all the same", enquiry.outcome_agreed),
        ("Concerns substantiated", yes_no[enquiry.concerns_substantiated]),
        ("Continuing risk of significant harm", yes_no[enquiry.continuing_risk]),
        ("Harm", listed([harms[one].lower() for one in enquiry.harms]).capitalize()),
        ("Harmed by", enquiry.harmed_by),
        ("Why no conference is held" if holds_none else "Findings", enquiry.findings),
        ("What keeps the child safe until the conference", enquiry.interim_safety_plan),
        ("Decided on", day(enquiry.outcome_on) if enquiry.outcome_on else ""),
        (
            "Endorsed by" if holds_none else "Authorised by",
            enquiry.authorised_by.name if enquiry.authorised_by else "",
        ),
    ]
    return [Row(key, value) for key, value in rows if value]


def _who_was_asked(enquiry: "Section47Enquiry") -> str:
    if enquiry.chair_consulted is None:
        return "No chair was asked"
    on = f", {day(enquiry.chair_consulted_on)}" if enquiry.chair_consulted_on else ""
    return f"{enquiry.chair_consulted.name}{on}: {enquiry.chair_advice}"

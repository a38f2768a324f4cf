"""What the first page of the lead of an agency shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.casework.plans.agency_home import AgencyHome, AgencyInvitation, AgencyReport
from roundtable.rules.report_states import FIRST
from roundtable.web.design_system.presenters import DueDate
from roundtable.web.partners import words
from roundtable.web.partners.dates import Days, when_for
from roundtable.web.partners.home.presenters import children_in_words
from roundtable.web.partners.words import Tag

if TYPE_CHECKING:
    from roundtable.casework.plans.agency_record import OneOfAgency


@dataclass(frozen=True, slots=True)
class AskedOfAgency:
    who: str
    job: str
    children: str
    when: str
    answer: Tag
    deputy: str
    due: DueDate | None
    answer_href: str
    colleague_href: str


@dataclass(frozen=True, slots=True)
class ReportOfAgency:
    author: str
    children: str
    when: str
    href: str
    state: Tag
    due: DueDate | None
    reassign_href: str  # empty once it is begun


@dataclass(frozen=True, slots=True)
class AgencyShown:
    """My agency: who is asked to come, and whose report is awaited."""

    asked: tuple[AskedOfAgency, ...]
    awaited: tuple[ReportOfAgency, ...]
    received: tuple[ReportOfAgency, ...]
    unanswered: int
    late: int
    last_year: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of(
        cls, home: AgencyHome, days: Days, record: "Sequence[OneOfAgency]" = ()
    ) -> "AgencyShown":
        awaited = [_of_agency(one, days) for one in home.awaited]
        asked = tuple(_asked_of_agency(one, days) for one in home.invitations)
        return cls(
            asked=asked,
            awaited=tuple(sorted(awaited, key=lambda one: one.due.day if one.due else days.today)),
            received=tuple(_of_agency(one, days) for one in home.received),
            unanswered=sum(one.reply is not None for one in home.invitations),
            late=sum(
                due is not None and due.late
                for due in (
                    *(one.due for one in awaited),
                    *(one.due for one in asked),
                )
            ),
            last_year=tuple(_last_year(one) for one in record),
        )


def _last_year(one: "OneOfAgency") -> tuple[str, ...]:
    came = f"{one.came} of {one.asked}"
    if one.colleague_came:
        came += f", a colleague to {one.colleague_came}"
    away = [
        f"sent word {one.sent_word}" if one.sent_word else "",
        f"no word {one.no_word}" if one.no_word else "",
    ]
    in_time = f"{one.reports - one.late} of {one.reports}" if one.reports else "None came in"
    return (f"{one.name}, {one.job}", came, ", ".join(filter(None, away)) or "Never", in_time)


def _asked_of_agency(one: AgencyInvitation, days: Days) -> AskedOfAgency:
    invitation, reply = one.invitation, one.reply
    person = invitation.participant.professional
    return AskedOfAgency(
        who=invitation.participant.name,
        job=person.job_title if person is not None else "",
        children=children_in_words(one.children),
        when=when_for(invitation.participant, invitation.conference),
        answer=words.answer_tag(invitation.state),
        deputy=invitation.deputy.name if invitation.deputy else "",
        due=days.due(reply) if reply is not None else None,
        answer_href=reverse("partners:answer", args=[invitation.public_id]),
        colleague_href=reverse("partners:deputy", args=[invitation.public_id]),
    )


def _of_agency(one: AgencyReport, days: Days) -> ReportOfAgency:
    report = one.report
    is_open = report.state == FIRST and one.due is not None
    return ReportOfAgency(
        author=report.participant.name,
        children=children_in_words(one.children),
        when=when_for(report.participant, report.conference),
        href=reverse("partners:report", args=[report.public_id]),
        state=words.report_tag(report.state),
        due=days.due(one.due) if one.due is not None else None,
        reassign_href=reverse("partners:reassign", args=[report.public_id]) if is_open else "",
    )

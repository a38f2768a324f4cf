"""What a partner's page about one conference shows: one list of things to do."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse

from roundtable.casework.conferences.facts import NOT_OVER
from roundtable.casework.conferences.readers import begins_for, room_for
from roundtable.casework.plans.partner_home import Booked
from roundtable.casework.plans.partner_queries import ChildOfMeeting, OwnReport, PartnerMeeting
from roundtable.rules.conference_states import ARRANGED
from roundtable.web.design_system.presenters import DueDate
from roundtable.web.design_system.wording import count, listed, time_of_day
from roundtable.web.design_system.wording import day as in_words
from roundtable.web.partners import words
from roundtable.web.partners.dates import Days, when_for
from roundtable.web.partners.home.presenters import (
    LetterLine,
    in_a_sentence,
    letter_lines,
)
from roundtable.web.partners.meetings.opinions import OpinionsOn, opinions_shown
from roundtable.web.partners.words import Tag

if TYPE_CHECKING:
    from roundtable.casework.reports.models import Report

TO_DO: Tag = ("To do", "blue")
KINDS = {
    "initial": "initial conference",
    "pre_birth": "initial conference, before birth",
    "transfer_in": "moved here on a plan",
    "review": "review conference",
    "reconvened": "reconvened conference",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, with how far it is."""

    title: str
    href: str = ""
    says: str = ""
    tag: Tag | None = None
    due: DueDate | None = None


@dataclass(frozen=True, slots=True)
class Child:
    name: str
    born: str
    kind: str
    plan_href: str
    opinion_href: str
    opinion_given: bool
    decided: str
    disagree_href: str


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    job: str
    why: str
    part: str


@dataclass(frozen=True, slots=True)
class ReportLine:
    author: str
    agency: str
    href: str
    came: str


@dataclass(frozen=True, slots=True)
class MeetingShown:
    """One conference, in the order of what has to be done for it."""

    title: str
    when: str
    arrive: str
    place: tuple[str, ...]
    directions: str
    link: str
    chair: str
    state: str
    in_place_of: str
    their_report_href: str
    children: tuple[Child, ...]
    steps: tuple[Step, ...]
    coming: tuple[Person, ...]
    reports: tuple[ReportLine, ...]
    papers_href: str
    letters: tuple[LetterLine, ...]
    asks_opinion: bool
    opinions: tuple[OpinionsOn, ...]
    opinions_href: str
    is_on: bool
    is_over: bool
    now_href: str
    calendar_href: str

    @classmethod
    def of(cls, page: PartnerMeeting, days: Days, *, arrive_before: int) -> "MeetingShown":
        conference = page.conference
        room = room_for(page.me, conference)
        starts = begins_for(page.me, conference.starts_at)
        is_over = conference.closed_at is not None
        theirs = _report_of_principal(page)
        to_write = {one.pk for one in (theirs, page.own.report if page.own else None) if one}
        return cls(
            title=in_a_sentence([one.held.child for one in page.children]),
            when=when_for(page.me, conference),
            arrive=time_of_day(starts - timedelta(minutes=arrive_before)) if starts else "",
            place=(room.name, *room.address.splitlines(), room.postcode) if room else (),
            directions=room.directions if room else "",
            link=conference.link,
            chair=conference.chair.name if conference.chair else "",
            state=_state(page),
            in_place_of=page.stands_in_for.name if page.stands_in_for else "",
            their_report_href=reverse("partners:report", args=[theirs.public_id])
            if theirs is not None
            else "",
            children=tuple(_child(page, one) for one in page.children),
            steps=tuple(_steps(page, days)),
            coming=tuple(
                Person(
                    one.name,
                    ", ".join(part for part in (one.job, one.agency) if part),
                    one.why,
                    _PARTS.get(one.part.value, ""),
                )
                for one in page.coming
            ),
            reports=tuple(
                ReportLine(
                    one.participant.name,
                    one.agency.name,
                    reverse("partners:report", args=[one.public_id]),
                    in_words(one.submitted_at) if one.submitted_at else "",
                )
                for one in page.reports
                if one.pk not in to_write
            ),
            papers_href=reverse("partners:papers", args=[conference.public_id]),
            letters=letter_lines(page.letters),
            asks_opinion=page.is_on and page.me.gives_opinion,
            opinions=tuple(opinions_shown(page)),
            opinions_href=reverse("partners:opinions", args=[conference.public_id]),
            is_on=page.is_on,
            is_over=is_over,
            now_href=reverse("partners:now", args=[conference.public_id])
            if page.can_follow
            else "",
            calendar_href=reverse("partners:calendar-entry", args=[conference.public_id])
            if starts and conference.state in ARRANGED
            else "",
        )


_PARTS = {
    "part": "Part of the meeting",
    "separate": "A session of their own",
    "none": "Not at the meeting",
}
_STATES = {
    "POSTPONED": "This conference was put off. You will hear the new day.",
    "CANCELLED": "This conference was cancelled.",
    "SCHEDULED": "The day has changed. A new invitation follows.",
    "STOOD_DOWN": "This conference was stood down before it could decide.",
    "ADJOURNED": "This conference was adjourned and goes on another day.",
    "INQUORATE_CLOSED": "Too few agencies came, so this conference could not decide.",
}


def _state(page: PartnerMeeting) -> str:
    conference = page.conference
    if page.is_on:
        return "This conference is on now."
    known = _STATES.get(conference.state) or _STATES.get(conference.ending)
    if known:
        return known
    return (
        "This conference was held. Your letter says what was decided." if conference.ending else ""
    )


def _child(page: PartnerMeeting, one: ChildOfMeeting) -> Child:
    child = one.held.child
    ids = [page.conference.public_id, one.held.public_id]
    born = f"Born {in_words(child.birth_on)}" if child.birth_on else ""
    if child.expected_on:
        born = f"Expected {in_words(child.expected_on)}"
    return Child(
        name=child.name,
        born=born,
        kind=KINDS[one.held.kind],
        plan_href=reverse("partners:plan", args=[one.plan_id]) if one.plan_id else "",
        opinion_href=reverse("partners:opinion", args=ids),
        opinion_given=one.opinion_given,
        decided=one.decided,
        disagree_href=reverse("partners:disagree", args=ids)
        if one.decided and page.me.gives_opinion
        else "",
    )


def _report_of_principal(page: PartnerMeeting) -> "Report | None":
    """Return the report of whom they stand in for, while they can go on with it."""
    principal = page.stands_in_for
    if principal is None or page.conference.state not in NOT_OVER:
        return None
    return next((one for one in page.reports if one.participant_id == principal.pk), None)


# The steps


def _steps(page: PartnerMeeting, days: Days) -> list[Step]:
    is_ahead = page.conference.opened_at is None
    steps = [_answer(page, days)] if is_ahead and page.stands_in_for is None else []
    if page.own is not None:
        steps += [_report(page.own, days), _cannot_share(page.own), _share(page, days)]
    if is_ahead:
        steps.append(_come(page))
    return steps


def _answer(page: PartnerMeeting, days: Days) -> Step:
    invitation = page.invitation
    if invitation is None:
        return Step("Answer the invitation", says="The invitation has not been sent yet.")
    reply = days.due(page.reply) if page.reply else None
    return Step(
        "Answer the invitation",
        href=reverse("partners:answer", args=[invitation.public_id]),
        says="Say in writing whether you come. You can change your answer up to the day.",
        tag=words.answer_tag(invitation.state) if invitation.answered_at else TO_DO,
        due=reply,
    )


def _report(own: OwnReport, days: Days) -> Step:
    came = own.report.submitted_at
    return Step(
        "Write your report",
        href=reverse("partners:report", args=[own.report.public_id]),
        says=f"With the chair since {in_words(came)}."
        if came
        else "A report is needed whether or not you come.",
        tag=words.report_tag(own.report.state),
        due=days.due(own.due) if own.due else None,
    )


def _cannot_share(own: OwnReport) -> Step:
    report = own.report
    says, tag = "Is there anything in it that the family must not read?", TO_DO
    if report.cannot_share_something is not None:
        says, tag = "You said that all of it can be shared.", ("Answered", "green")
    if report.sharing_difficulty and report.chair_sharing_decision:
        says, tag = f"The chair has decided: {report.chair_sharing_decision}", ("Answered", "green")
    elif report.sharing_difficulty:
        says, tag = "The chair has been told and will answer you.", ("With the chair", "orange")
    elif report.cannot_share_something:
        says, tag = "You said that something cannot be shared.", ("Answered", "green")
    return Step(
        "Tell us what cannot be shared",
        href=reverse("partners:cannot-share", args=[report.public_id]),
        says=says,
        tag=tag,
    )


def _share(page: PartnerMeeting, days: Days) -> Step:
    own = page.own
    assert own is not None  # noqa: S101 - the caller has looked
    given = [one.name for one in own.sharings if one.is_shared]
    why_not = [one.name for one in own.sharings if not one.is_shared]
    parents = count(len(page.family), "person of the family", "people of the family")
    says = f"Go through it with them before the day: {parents}."
    if given:
        says = f"Shared with {listed(given)}."
    if why_not:
        says += f" Not with {listed(why_not)}, for a reason."
    is_done = len(given) + len(why_not) >= len(page.family)
    started = given or why_not
    return Step(
        "Share it with the family",
        href=reverse("partners:share", args=[own.report.public_id]),
        says=says,
        tag=("Done", "green")
        if started and is_done
        else ("Started", "light-blue")
        if started
        else TO_DO,
        due=days.due(page.to_family) if page.to_family else None,
    )


def _come(page: PartnerMeeting) -> Step:
    invitation = page.invitation
    says = "If you cannot come, send a colleague who knows the family. Your report is still due."
    if page.stands_in_for is not None:
        return Step("Come to the meeting", says=f"You come in place of {page.stands_in_for.name}.")
    if invitation is not None and invitation.deputy is not None:
        says = f"{invitation.deputy.name} comes in your place."
    return Step(
        "Come, or send a colleague",
        href=reverse("partners:deputy", args=[invitation.public_id]) if invitation else "",
        says=says,
    )


# Interpreters


@dataclass(frozen=True, slots=True)
class BookingShown:
    """What an interpreter is told: when, where, which language, and who is in the room."""

    when: str
    place: tuple[str, ...]
    directions: str
    link: str
    languages: str
    people: tuple[str, ...]

    @classmethod
    def of(cls, found: Booked) -> "BookingShown":
        conference = found.conference
        room = room_for(found.me, conference)
        return cls(
            when=when_for(found.me, conference),
            place=(room.name, *room.address.splitlines(), room.postcode) if room else (),
            directions=room.directions if room else "",
            link=conference.link,
            languages=listed(list(found.languages)),
            people=tuple(one.name for one in found.people),
        )

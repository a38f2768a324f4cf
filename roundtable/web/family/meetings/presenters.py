"""What a family's page about a meeting shows."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from roundtable.casework.conferences.coming import Coming
from roundtable.casework.conferences.readers import room_for
from roundtable.casework.invitations.choices import TOLD
from roundtable.casework.plans.family_queries import FamilyMeeting
from roundtable.foundation.core.clock import LONDON
from roundtable.web.design_system.presenters import Task
from roundtable.web.design_system.wording import count, day, listed, long_day, time_of_day

if TYPE_CHECKING:
    from roundtable.casework.conferences.models import Participant
    from roundtable.casework.invitations.models import Need
    from roundtable.casework.people.models import Person as Child
    from roundtable.casework.preparing.models import TimeRequest

ANSWERS = {"ACCEPTED": "You said you will come", "DECLINED": "You said you will not come"}


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    job: str
    why: str


@dataclass(frozen=True, slots=True)
class ReportLine:
    public_id: str
    author: str
    given: str
    is_read: bool


@dataclass(frozen=True, slots=True)
class TimeAsked:
    """A request for time to read: what was asked, and what the chair said."""

    wanted: str
    asked: str
    decision: str
    reasons: str

    @classmethod
    def of(cls, request: "TimeRequest") -> "TimeAsked":
        return cls(
            wanted=str(request.get_wanted_display()).lower(),
            asked=day(request.asked_at),
            decision=str(request.get_decision_display()) if request.decision else "",
            reasons=request.reasons,
        )


@dataclass(frozen=True, slots=True)
class NoteShown:
    """What somebody wrote down when they met, with agreement: theirs to read."""

    by: str
    on: str
    text: str


@dataclass(frozen=True, slots=True)
class MeetingShown:
    """The meeting, in the order of what matters to the person."""

    public_id: str
    title: str
    come_at: str
    place: tuple[str, ...]
    directions: str
    link: bool
    about: str
    answer: str
    can_answer: bool
    people: tuple[Person, ...]
    has_other_session: bool
    reports: tuple[ReportLine, ...]
    read: str
    needs: tuple[tuple[str, str], ...]
    has_views: bool
    is_over: bool
    chair: str
    time_asked: tuple[TimeAsked, ...]
    can_ask_for_time: bool
    notes: tuple[NoteShown, ...]
    is_childs: bool
    can_follow: bool

    @classmethod
    def of(cls, page: FamilyMeeting, *, arrive_before: int) -> "MeetingShown":
        conference = page.conference
        room = room_for(page.me, conference)
        local = page.begins_at.astimezone(LONDON) if page.begins_at else None
        read = sum(one.said_read_at is not None for one in page.reports)
        state = page.invitation.state if page.invitation else ""
        return cls(
            public_id=str(conference.public_id),
            title=f"Your meeting is on {long_day(local)} at {time_of_day(local)}"
            if local
            else "Your meeting",
            come_at=time_of_day(local - timedelta(minutes=arrive_before)) if local else "",
            place=(room.name, *room.address.splitlines(), room.postcode) if room else (),
            directions=room.directions if room else "",
            link=bool(conference.link),
            about=listed([_called(one.child, page) for one in page.children]),
            answer=ANSWERS.get(state, ""),
            can_answer=conference.opened_at is None and page.invitation is not None,
            has_other_session=page.has_other_session,
            people=tuple(_person(one, page.me) for one in page.coming),
            reports=tuple(
                ReportLine(
                    str(one.public_id), one.author, day(one.shared_on), one.said_read_at is not None
                )
                for one in page.reports
            ),
            read=f"{read} of {count(len(page.reports), 'report')} read"
            if page.reports
            else "None yet",
            needs=tuple((str(one.get_kind_display()), _how_far(one)) for one in page.needs),
            has_views=bool(page.views),
            is_over=conference.closed_at is not None,
            chair=conference.chair.name if conference.chair else "",
            time_asked=tuple(TimeAsked.of(one) for one in page.time_requests),
            # The reports are the parents' to have: a child asks only about what they were given.
            can_ask_for_time=not conference.ending
            and all(one.decision for one in page.time_requests)
            and (bool(page.reports) or not page.is_childs),
            notes=tuple(
                NoteShown(one.by.name if one.by else "", day(one.on), one.notes)
                for one in page.notes
            ),
            is_childs=page.is_childs,
            can_follow=page.can_follow,
        )

    def tasks(self, links: dict[str, str]) -> list[Task]:
        """Return what there is to look at and do, in order."""
        return [
            Task(
                "Who will be there, and why",
                links["people"],
                status=count(len(self.people), "person", "people"),
            ),
            Task("Read what people have written", "#reports", status=self.read),
            Task(
                "Say what you think",
                links["views"],
                hint="You can also ring, write, or ask someone to speak for you.",
                status="Started" if self.has_views else "Not started",
            ),
            *(
                [Task("What you said, and what they did", links["your-words"])]
                if self.is_childs
                else []
            ),
            Task("What might be decided", links["decisions"]),
            Task(
                "Bring someone, or tell us what you need",
                links["needs"],
                status=f"{len(self.needs)} asked for" if self.needs else "",
            ),
        ]


def _how_far(need: "Need") -> str:
    """What has become of what they asked for; why somebody may not come is theirs to know."""
    if need.state == "REFUSED":
        return f"not agreed. {need.outcome}"
    is_arranged = need.state in ("BOOKED", "CONFIRMED")
    told = need.arrangement if is_arranged and need.kind in TOLD else ""
    return ". ".join(part for part in (_HOW_FAR[need.state], told) if part)


_HOW_FAR = {
    "ASKED": "asked for",
    "BOOKED": "arranged",
    "CONFIRMED": "arranged",
    "DONE": "done",
    "FAILED": "it fell through, and we look for another way",
    "NOT_TO_BE_HAD": "we looked, and could not get it",
}


def _called(child: "Child", page: FamilyMeeting) -> str:
    """Return what a child is called to whoever reads: a baby is a parent's own, and a child "you"."""
    if child.pk == page.me.person_id:
        return "you"
    if child.is_unborn:
        return "your baby" if page.is_parents else "the baby"
    return child.name.split(" ", maxsplit=1)[0]


def _person(one: Coming, me: "Participant") -> Person:
    """Return a line of the list of people; why they come themselves they know."""
    is_self = one.participant_id == me.pk
    return Person(f"{one.name} (you)" if is_self else one.name, one.job, "" if is_self else one.why)

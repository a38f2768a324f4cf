"""What is left to do for a conference, for each person who works on it, in the order of the work."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from roundtable.casework.invitations.ways import Way, way_of
from roundtable.casework.plans.conference_page import ConferencePage
from roundtable.rules.access import Permission, Role
from roundtable.rules.conference_states import (
    ARRANGED,
    BEFORE_OPENING,
    ENDED,
    ON_RECORD,
    UNDER_WAY,
    State,
)
from roundtable.rules.report_states import State as ReportState
from roundtable.web.design_system.presenters import Task
from roundtable.web.design_system.wording import count, listed, short_day
from roundtable.web.staff.conferences.header import when_of, where_of
from roundtable.web.staff.dates import Days

DONE, WAITING = "", "grey"
TO_DO, PARTLY, LATE = "blue", "yellow", "red"


@dataclass(frozen=True, slots=True)
class Seen:
    """A conference as one role sees it on one day."""

    page: ConferencePage
    role: Role
    days: Days

    @property
    def state(self) -> State:
        return State(self.page.conference.state)

    def may(self, permission: Permission) -> bool:
        return permission in self.page.frame.allowed

    def link(self, name: str, *more: object) -> str:
        return reverse(f"staff:{name}", args=[self.page.conference.public_id, *more])

    def due(self, rule: str) -> str:
        """Return a running clock's date in a few words; its reason stands under "What is due"."""
        running = self.page.running(rule)
        if running is None or self.days.is_closed(running):
            return ""
        shown = self.days.due(running)
        return f"By {short_day(shown.day)}, {shown.left}"

    def late(self, rule: str) -> bool:
        running = self.page.running(rule)
        return running is not None and running.due_on < self.days.today


TaskOf = Callable[[Seen], Task | None]


def tasks_of(seen: Seen) -> tuple[Task, ...]:
    """Return the task list of the role, without what is not there for anybody yet."""
    found = (make(seen) for make in _LISTS.get(seen.role, _READERS))
    return tuple(one for one in found if one is not None)


def _arrange(seen: Seen) -> Task | None:
    title = "Arrange day, place and people"
    if seen.state is State.RETURNED:
        return Task(title, status="Waiting for the request", colour=WAITING)
    if seen.state in (State.REQUESTED, State.POSTPONED):
        limit = _limit(seen)
        return Task(title, seen.link("arrange"), hint=limit, status="To do", colour=TO_DO)
    if seen.state in ARRANGED:
        where = f"{when_of(seen.page.conference)}, {where_of(seen.page.conference)}"
        return Task(title, seen.link("reschedule"), hint=where, status="Arranged")
    return None


def _limit(seen: Seen) -> str:
    for rule in ("postponed_conference", "initial_conference", "transfer_in_conference",
                 "first_review", "next_review"):  # fmt: skip
        if words := seen.due(rule):
            return words
    return ""


def _people(seen: Seen) -> Task | None:
    people = count(len(seen.page.coming), "person", "people")
    return Task("Who is asked to come", seen.link("participants"), status=people)


def _exclusions(seen: Seen) -> Task | None:
    asked = [row for one in seen.page.participants for row in one.exclusions.all()]
    waiting = sum(not row.decision for row in asked)
    if seen.state not in BEFORE_OPENING | UNDER_WAY and not asked:
        return None
    is_chairs = seen.may(Permission.DECIDE_EXCLUSION)
    title = "Decide who is kept out" if is_chairs else "Who is kept out"
    if seen.may(Permission.REQUEST_EXCLUSION):
        title = "Ask for somebody to be kept out"
    if waiting:
        status, colour = f"{waiting} to decide", TO_DO if is_chairs else PARTLY
    else:
        status, colour = (f"{len(asked)} decided" if asked else "None asked for"), DONE
    return Task(title, seen.link("exclusions"), seen.due("exclusion_request"), status, colour)


def _invite(seen: Seen) -> Task | None:
    if seen.state not in ARRANGED:
        return None
    new = sum(
        one.invited_at is None and way_of(one) is not Way.NONE for one in seen.page.participants
    )
    hint = seen.due("family_invitation")
    if seen.state is State.SCHEDULED:
        colour = LATE if seen.late("family_invitation") else TO_DO
        return Task("Send the invitations", seen.link("invitations"), hint, "To send", colour)
    if new:
        return Task("Send the invitations", seen.link("invitations"), hint, f"{new} to send", TO_DO)
    return Task("Send the invitations", seen.link("invitations"), status="Sent")


def _answers(seen: Seen) -> Task | None:
    answers = [one for one in seen.page.answers.values() if one.state]
    if seen.state not in ARRANGED | UNDER_WAY or not answers:
        return None
    given = sum(one.is_answered for one in answers)
    bounced = sum(one.has_bounced for one in answers)
    hint = f"{bounced} could not be delivered" if bounced else ""
    is_all = given == len(answers)
    status = f"{given} of {len(answers)} in"
    return Task("Answers", seen.link("answers"), hint, status, DONE if is_all else PARTLY)


def _needs(seen: Seen) -> Task | None:
    if seen.state not in BEFORE_OPENING:
        return None
    open_needs = sum(one.open_needs for one in seen.page.answers.values())
    status = f"{open_needs} to arrange" if open_needs else "Nothing open"
    return Task("What people need", seen.link("needs"), "", status, TO_DO if open_needs else DONE)


def _reports(seen: Seen) -> Task | None:
    reports, days = seen.page.reports, seen.days
    if not reports:
        return None
    late = [
        one.author
        for one in reports
        if not one.is_received and seen.page.is_late(one, today=days.today)
    ]
    inside = sum(one.is_received for one in reports)
    colour = LATE if late else (DONE if inside == len(reports) else PARTLY)
    hint = f"Late: {listed(late)}" if late else ""
    status = f"{inside} of {len(reports)} in"
    return Task("Reports", seen.link("reports"), hint, status, colour)


def _sharing_decisions(seen: Seen) -> Task | None:
    waiting = sum(one.waits_for_chair for one in seen.page.reports)
    if not waiting:
        return None
    return Task(
        "Decide how a report is shared", seen.link("reports"), "", f"{waiting} to decide", TO_DO
    )


def _own_report(seen: Seen) -> Task | None:
    own = next(
        (one for one in seen.page.reports if one.professional_id in seen.page.own_posts), None
    )
    if own is None:
        return None
    running = seen.page.clock_of(own)
    due = seen.days.due(running) if running else None
    hint = f"By {short_day(due.day)}, {due.left}" if due else ""
    status, colour = {
        ReportState.REQUESTED: ("Not started", TO_DO),
        ReportState.DRAFT: ("Draft", PARTLY),
        ReportState.RETURNED: ("Sent back to you", TO_DO),
    }.get(own.state, ("Handed in", DONE))
    if colour and due is not None and due.late:
        status, colour = f"{status}, late", LATE
    href = reverse("staff:report", args=[own.public_id])
    return Task("Write your report", href, hint, status, colour)


def _share(seen: Seen) -> Task | None:
    own = next(
        (one for one in seen.page.reports if one.professional_id in seen.page.own_posts), None
    )
    parents = [one for one in seen.page.participants if one.role == "parent"]
    if own is None or not parents:
        return None
    dealt_with = {one.person_id for one in own.given}
    done = sum(one.person_id in dealt_with for one in parents)
    href = reverse("staff:share-report", args=[own.public_id])
    colour = DONE if done == len(parents) else TO_DO
    if colour and seen.late("parent_report"):
        colour = LATE
    return Task(
        "Share your report with the family",
        href,
        seen.due("parent_report"),
        f"{done} of {count(len(parents), 'parent')}",
        colour,
    )


def _contact(seen: Seen) -> Task | None:
    parents = [one for one in seen.page.participants if one.role == "parent"]
    if seen.state not in BEFORE_OPENING | UNDER_WAY or not parents:
        return None
    is_chair = seen.role is Role.CHAIR
    spoken = {
        pk
        for pk, one in seen.page.answers.items()
        if (one.chair_spoke_on if is_chair else one.worker_spoke_on)
    }
    done = sum(one.pk in spoken for one in parents)
    title = "Speak with the family before the day" if is_chair else "Prepare the family"
    hint = seen.due("chair_contact") if is_chair else "Explain what happens, and what they can ask"
    colour = DONE if done == len(parents) else TO_DO
    status = f"{done} of {count(len(parents), 'parent')}"
    return Task(title, seen.link("family-contact"), hint, status, colour)


def _readiness(seen: Seen) -> Task | None:
    if seen.state not in ARRANGED or not seen.may(Permission.VIEW_READINESS):
        return None
    return Task("How ready it is", seen.link("readiness"), "Everything on one page")


def _time_to_read(seen: Seen) -> Task | None:
    """Nobody is asked for it; who has not had time to read is heard at once."""
    waiting = seen.page.asks_for_time
    if not waiting or not seen.may(Permission.VIEW_READINESS):
        return None
    decides = seen.may(Permission.DECIDE_ON_TIME)
    title = "Somebody has not had time to read"
    status = f"{waiting} to decide" if decides else "With the chair"
    return Task(title, seen.link("time-to-read"), "", status, LATE if decides else PARTLY)


def _childrens_parts(seen: Seen) -> Task | None:
    if not seen.may(Permission.SETTLE_CHILDS_PART):
        return None
    return Task("How the children take part", seen.link("childrens-parts"))


def _views(seen: Seen) -> Task | None:
    if seen.state not in BEFORE_OPENING | UNDER_WAY:
        return None
    missing = [one.held.child.name for one in seen.page.children if not one.has_views]
    inside = len(seen.page.children) - len(missing)
    status = f"{inside} of {count(len(seen.page.children), 'child', 'children')}"
    hint = f"Missing: {listed(missing)}" if missing else ""
    return Task(
        "What the children and parents think",
        seen.link("views"),
        hint,
        status,
        TO_DO if missing else DONE,
    )


def _room(seen: Seen) -> Task | None:
    if not seen.may(Permission.RECORD_ITEM):
        return None
    opens = seen.may(Permission.OPEN_CONFERENCE)
    title = "Open the room" if opens else "The room"
    if seen.state in UNDER_WAY:
        return Task("Go to the room", seen.link("room"), status="In session", colour="green")
    if seen.state in ENDED | ON_RECORD:
        return Task("The room", seen.link("room"), status="Closed")
    if seen.state in ARRANGED - {State.SCHEDULED}:
        return Task(title, seen.link("room"), when_of(seen.page.conference), "Not open yet")
    return Task(title, status="After the invitations", colour=WAITING)


def _agreed(seen: Seen) -> Task | None:
    if not seen.page.conference.ending or not seen.may(Permission.TELL_WHAT_WAS_AGREED):
        return None
    return Task("What everybody takes home", seen.link("agreed"), status="Look")


def _letters(seen: Seen) -> Task | None:
    if not seen.page.conference.ending:
        return None
    if seen.page.letters_sent:
        return Task("Decision letters", seen.link("letters"), status="Sent")
    due = seen.due("decision_letter")
    if not seen.may(Permission.SEND_LETTERS):
        return Task("Decision letters", seen.link("letters"), due, "Not sent yet", WAITING)
    colour = LATE if seen.late("decision_letter") else TO_DO
    return Task("Decision letters", seen.link("letters"), due, "To send", colour)


def _record(seen: Seen) -> Task | None:
    """The record is begun by the minute taker, approved by the chair, handed out by the desk."""
    if seen.state not in ENDED | ON_RECORD:
        return None
    turn = {
        State.RECORD_DRAFT: (Permission.APPROVE_RECORD, "To approve", "Being written"),
        State.RECORD_APPROVED: (Permission.SEND_LETTERS, "To hand out", "Approved"),
        State.CORRECTED: (Permission.SEND_LETTERS, "To hand out", "Corrected"),
        State.DISTRIBUTED: (None, "", "Handed out"),
    }.get(seen.state, (Permission.DRAFT_RECORD, "To begin", "Not begun"))
    permission, mine, otherwise = turn
    is_turn = permission is not None and seen.may(permission)
    if seen.role is Role.MINUTE_TAKER and seen.state is State.RECORD_DRAFT:
        mine, is_turn = "To write", True
    colour = DONE
    if is_turn:
        colour = LATE if seen.late("record") else TO_DO
    status = mine if is_turn else otherwise
    return Task("Record of the conference", seen.link("record"), seen.due("record"), status, colour)


_READERS: tuple[TaskOf, ...] = (_people, _reports, _record)
_LISTS: Mapping[Role, tuple[TaskOf, ...]] = {
    Role.CHAIR: (
        _time_to_read,
        _readiness,
        _exclusions,
        _reports,
        _sharing_decisions,
        _contact,
        _childrens_parts,
        _views,
        _people,
        _answers,
        _room,
        _agreed,
        _letters,
        _record,
    ),
    Role.ADMINISTRATOR: (
        _time_to_read,
        _readiness,
        _arrange,
        _people,
        _exclusions,
        _invite,
        _answers,
        _needs,
        _reports,
        _letters,
        _record,
    ),
    Role.SOCIAL_WORKER: (
        _time_to_read,
        _readiness,
        _people,
        _own_report,
        _share,
        _contact,
        _childrens_parts,
        _views,
        _exclusions,
        _needs,
        _reports,
        _record,
    ),
    Role.MANAGER: (_time_to_read, _readiness, _people, _reports, _views, _exclusions, _record),
    Role.MINUTE_TAKER: (_people, _reports, _room, _agreed, _record),
}

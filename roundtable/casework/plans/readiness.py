"""
How ready conferences are: everything that is known of each, gathered for `rules.readiness`.

Five queries for any number of conferences. For those who prepare them: names of the list are
here as they stand on it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_date

from roundtable.casework.conferences.models import (
    Conference,
    ConferenceChild,
    Discretion,
    Exclusion,
    Participant,
    ParticipantChild,
    ParticipantRole,
)
from roundtable.casework.invitations.models import Need, NeedKind
from roundtable.casework.people.models import Person, named
from roundtable.casework.plans.quorum_ahead import answer_of_seat, forecast_of
from roundtable.casework.preparing.models import (
    BY_CHAIR_ALONE,
    Advocate,
    ChildsPart,
    ContactKind,
    FamilyContact,
    HearsReports,
    TimeRequest,
)
from roundtable.casework.reports.models import Report
from roundtable.casework.reports.page_queries import latest_sharings
from roundtable.casework.reports.queries import GONE
from roundtable.casework.reports.reading import reading_of
from roundtable.casework.room.models import Views
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core import clock
from roundtable.foundation.core.calendars import calendar_of
from roundtable.foundation.core.kept import Kept, Slot
from roundtable.rules import readiness as rules
from roundtable.rules.conference_states import State as ConferenceState
from roundtable.rules.invitation_states import ANSWERED, OUT
from roundtable.rules.quorum import QuorumPolicy
from roundtable.rules.reading import Reading

_ANSWERED = sorted(state.value for state in ANSWERED)
_OUT = sorted(state.value for state in OUT)
_TO_FAMILY = frozenset({"agency_report_to_family", "parent_report"})
_CHAIR_CONTACT = "chair_contact"


@dataclass(frozen=True, slots=True)
class Readiness:
    """One conference: what is there, what is missing, and how much the chair has to read."""

    preparation: rules.Preparation
    lines: Sequence[rules.Line]
    reading: Reading
    reports_in: int

    @property
    def light(self) -> rules.Light:
        return rules.worst(self.lines)


def readiness_of(
    conferences: Collection[Conference], *, today: date | None = None
) -> Mapping[int, Readiness]:
    """Return how ready each conference is, by its id. A conference without a day has none."""
    dated = [one for one in conferences if one.on is not None]
    if not dated:
        return {}
    ids = [one.pk for one in dated]
    seats = _by_conference(_SEATS.rows(conference_ids=ids))
    children = _by_conference(_CHILDREN.rows(conference_ids=ids))
    reports = _by_conference(_REPORTS.rows(conference_ids=ids))
    _put_authors(reports, seats)
    clocks = _CLOCKS.rows(
        conference_ids=ids,
        held_ids=[one.pk for held in children.values() for one in held],
        report_ids=[one.pk for theirs in reports.values() for one in theirs],
    )
    reading = reading_of(ids)
    # All are of one authority: nobody prepares conferences for two.
    authority = dated[0].authority
    calendar, policy = calendar_of(authority), QuorumPolicy.of(authority.effective_settings)
    day = today or clock.today()
    found = {}
    for one in dated:
        gathered = _Gathered(
            one,
            seats[one.pk],
            children[one.pk],
            reports[one.pk],
            _own(clocks, one, reports, children),
            policy,
            day,
        )
        left = calendar.between(day, one.on) if one.on and one.on > day else 0
        preparation = gathered.preparation(working_days_left=left)
        found[one.pk] = Readiness(
            preparation=preparation,
            lines=rules.lines_of(preparation),
            reading=reading[one.pk],
            reports_in=len(gathered.received),
        )
    return found


def _by_conference(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.conference_id].append(row)
    return found


def _put_authors(
    reports: Mapping[int, Sequence[Report]], seats: Mapping[int, Sequence[Participant]]
) -> None:
    """Give each report its author, who is on the list that was read already."""
    authors = {seat.pk: seat for theirs in seats.values() for seat in theirs}
    for theirs in reports.values():
        for one in theirs:
            one.participant = authors[one.participant_id]


def _own(
    clocks: Sequence[Clock],
    conference: Conference,
    reports: Mapping[int, Sequence[Report]],
    children: Mapping[int, Sequence[ConferenceChild]],
) -> list[Clock]:
    """Return the clocks of one conference, its children and its reports."""
    subjects = {("conference", conference.pk)}
    subjects |= {("report", one.pk) for one in reports[conference.pk]}
    subjects |= {("conferencechild", one.pk) for one in children[conference.pk]}
    return [one for one in clocks if (one.subject_type, one.subject_id) in subjects]


# The queries


def _seats(given: type[Slot]) -> QuerySet[Participant, Any]:
    known = ParticipantChild.objects.filter(participant=OuterRef("pk"), is_here_for=True)
    kept_from = Discretion.objects.filter(participant=OuterRef("pk"), ended_on=None)
    needs = Need.objects.filter(participant=OuterRef("pk"), arranged_on=None).values(
        json=JSONObject(kind=F("kind"), none=F("not_available_reason"))
    )
    asked = TimeRequest.objects.filter(participant=OuterRef("pk"), decision="")
    came = Exclusion.objects.filter(participant=OuterRef("pk"), views_came_on__isnull=False)
    return (
        Participant.objects.filter(conference_id__any=given("conference_ids"), withdrawn_at=None)
        .select_related("person", "professional__agency")
        .only(
            "conference",
            "role",
            "has_direct_contact",
            "deputises_for",
            *named("person"),
            "professional__name",
            "professional__agency__name",
            "professional__agency__kind",
        )
        .annotate(
            answer=answer_of_seat(),
            knows=ArraySubquery(known.values("child_id")),
            hidden_from=ArraySubquery(kept_from.values("from_person_id")),
            open_needs=ArraySubquery(needs),
            asks_for_time=ArraySubquery(asked.values("pk")),
            came_another_way=Exists(came),
        )
        .order_by("pk")
    )


def _children(given: type[Slot]) -> QuerySet[ConferenceChild, Any]:
    views = Views.objects.filter(conference_child=OuterRef("pk")).values(
        json=JSONObject(person=F("person_id"), words=F("statement_id"))
    )
    contacts = FamilyContact.objects.filter(conference=OuterRef("conference")).values(
        json=JSONObject(
            person=F("person_id"),
            kind=F("kind"),
            by_chair=F("by_chair"),
            advocate=F("advocate"),
            missed=F("not_possible_reason"),
        )
    )
    part = ChildsPart.objects.filter(conference_child=OuterRef("pk"))
    return (
        ConferenceChild.objects.filter(conference_id__any=given("conference_ids"))
        .select_related("child")
        .only("conference", *named("child"))
        .annotate(
            views_in=ArraySubquery(views),
            contacts=ArraySubquery(contacts),
            part_invited=Subquery(part.values("is_invited")[:1]),
            part_worker=Subquery(part.values("with_worker__name")[:1]),
            part_reports=Subquery(part.values("hears_reports")[:1]),
            part_no_reports=Subquery(part.values("no_reports_reason")[:1]),
        )
        .order_by("position", "pk")
    )


def _reports(given: type[Slot]) -> QuerySet[Report, Any]:
    return (
        Report.objects.filter(
            conference_id__any=given("conference_ids"), participant__withdrawn_at=None
        )
        .exclude(state__in=[state.value for state in GONE])
        .only(
            "conference",
            "participant",
            "submitted_at",
            "sharing_difficulty",
            "chair_sharing_decision",
        )
        .annotate(agency_name=F("agency__name"), given=ArraySubquery(latest_sharings()))
        .order_by("pk")
    )


_SEATS, _CHILDREN, _REPORTS = Kept(_seats), Kept(_children), Kept(_reports)
_CLOCKS = Kept(
    lambda given: (
        Clock.objects.filter(
            Q(subject_type="report", subject_id__any=given("report_ids"))
            | Q(
                subject_type="conference",
                subject_id__any=given("conference_ids"),
                rule__in=sorted(_TO_FAMILY | {_CHAIR_CONTACT}),
            )
            | Q(
                subject_type="conferencechild",
                subject_id__any=given("held_ids"),
                rule__in=sorted(_TO_FAMILY),
            )
        )
        .only("rule", "subject_type", "subject_id", "due_on", "late_reason")
        .order_by("pk")
    )
)


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What was read of one conference. The rows carry what the queries added to them."""

    conference: Conference
    seats: Sequence[Any]
    children: Sequence[Any]
    reports: Sequence[Any]
    clocks: Sequence[Clock]
    policy: QuorumPolicy
    today: date

    @property
    def received(self) -> list[Any]:
        return [one for one in self.reports if one.submitted_at is not None]

    @property
    def family(self) -> list[Any]:
        return [one for one in self.seats if one.role == ParticipantRole.PARENT and one.person]

    def preparation(self, *, working_days_left: int) -> rules.Preparation:
        # After the day has moved, what was answered was to the old one.
        is_asked = self.conference.state != ConferenceState.SCHEDULED
        asked = [one for one in self.seats if one.answer in {*_ANSWERED, *_OUT} and is_asked]
        needs = [need for seat in self.seats for need in seat.open_needs]
        return rules.Preparation(
            today=self.today,
            working_days_left=working_days_left,
            reports=[self._report(one) for one in self.reports],
            copies=[*map(self._copies, self.family), *map(self._childs_copies, self._settled)],
            sharing_to_decide=[
                one.participant.name
                for one in self.reports
                if one.sharing_difficulty and not one.chair_sharing_decision
            ],
            time_asked_by=[one.name for one in self.seats if one.asks_for_time],
            asked=len(asked),
            silent=[one.name for one in asked if one.answer in _OUT],
            forecast=forecast_of(self.seats, self.policy),
            needs_open=_kinds(need for need in needs if not need["none"]),
            needs_not_to_be_had=_kinds(need for need in needs if need["none"]),
            contacts=self._contacts(),
            chair_contact_due_on=self._due({_CHAIR_CONTACT}),
            voices=self._voices(),
            childrens_parts=[
                rules.ChildsPart(
                    name=held.child.forename or held.child.name,
                    is_settled=held.part_invited is not None,
                    is_invited=bool(held.part_invited),
                    worker=held.part_worker or "",
                    is_settled_about_reports=bool(held.part_reports),
                )
                for held in self.children
                if not held.child.is_unborn
            ],
        )

    def _due(self, names: Collection[str]) -> date | None:
        """Return the earliest of these limits as it was last set: of a mixed meeting, the first."""
        latest = {(one.rule, one.subject_type, one.subject_id): one for one in self.clocks}
        return min((one.due_on for key, one in latest.items() if key[0] in names), default=None)

    def _report(self, report: Any) -> rules.ReportState:
        own = [c for c in self.clocks if (c.subject_type, c.subject_id) == ("report", report.pk)]
        running = own[-1] if own else None
        is_in = report.submitted_at is not None
        return rules.ReportState(
            author=f"{report.participant.name}, {report.agency_name}",
            due_on=running.due_on if running else None,
            came_on=clock.day_of(report.submitted_at) if is_in else None,
            late_reason=running.late_reason if running else "",
        )

    @property
    def _settled(self) -> list[Any]:
        """Return the children of whom it is settled what they hear of the reports."""
        return [one for one in self.children if one.part_reports]

    def _childs_copies(self, held: Any) -> rules.Copies:
        """Return what a child should have, by age and understanding; they need no seat for it."""
        if held.part_reports == HearsReports.NOT:
            return rules.Copies(held.child.name, not_for_them=held.part_no_reports)
        return self._shared_with(held.child_id, held.child.name, knows={held.child_id})

    def _copies(self, seat: Any) -> rules.Copies:
        """Return what one parent should have: what is about children of theirs, openly written."""
        return self._shared_with(seat.person_id, seat.name, knows=set(seat.knows))

    def _shared_with(self, person: int, name: str, *, knows: Set[int]) -> rules.Copies:
        due_on = self._due(_TO_FAMILY)
        authors = {one.pk: one for one in self.seats}
        there = [
            one
            for one in self.received
            if (author := authors.get(one.participant_id)) is not None
            and person not in author.hidden_from
            and (not knows.isdisjoint(author.knows) or not author.knows)
        ]
        latest = [row for one in there for row in one.given if row["person_id"] == person]
        given = [
            (row, on)
            for row in latest
            if (on := parse_date(str(row["shared_on"] or ""))) is not None
        ]
        return rules.Copies(
            name=name,
            there=len(there),
            given=len(given),
            given_late=sum(due_on is not None and on > due_on for _, on in given),
            not_shared=len(latest) - len(given),
            said_read=sum(bool(row["said_read"]) for row, _ in given),
            due_on=due_on,
            ways=[(str(row["method"]), on) for row, on in given],
        )

    def _contacts(self) -> list[rules.Contacts]:
        rows = self.children[0].contacts if self.children else []
        people = [(one.person, False) for one in self.family]
        people += [(held.child, True) for held in self.children if not held.child.is_unborn]
        return [_contacts(person, rows, is_child=is_child) for person, is_child in people]

    def _voices(self) -> list[rules.Voice]:
        found = []
        for held in self.children:
            own = [row for row in held.views_in if row["person"] == held.child_id]
            found.append(
                rules.Voice(
                    name=held.child.forename or held.child.name,
                    is_child=True,
                    is_in=any(row["words"] for row in own),
                    has_reason=bool(own),
                )
            )
        for seat in self.family:
            about = [held for held in self.children if held.child_id in seat.knows]
            own = [
                [row for row in held.views_in if row["person"] == seat.person_id] for held in about
            ]
            said = [any(row["words"] for row in rows) for rows in own]
            found.append(
                rules.Voice(
                    name=seat.name,
                    is_in=bool(said) and all(said),
                    has_reason=bool(own) and all(own),
                    came_another_way=seat.came_another_way,
                )
            )
        return found


def _kinds(needs: Iterable[Mapping[str, str]]) -> list[str]:
    return [str(NeedKind(need["kind"]).label).lower() for need in needs]


def _contacts(
    person: Person, rows: Collection[Mapping[str, Any]], *, is_child: bool
) -> rules.Contacts:
    own = [row for row in rows if row["person"] == person.pk]
    done = [row for row in own if not row["missed"]]
    missed = {row["kind"] for row in own if row["missed"]}
    kinds = {row["kind"] for row in done}
    offers = [row for row in done if row["kind"] == ContactKind.ADVOCACY]
    return rules.Contacts(
        name=person.name,
        is_child=is_child,
        chair_met=bool(kinds & BY_CHAIR_ALONE),
        chair_tried=bool(missed & BY_CHAIR_ALONE),
        worker_met=ContactKind.VISIT in kinds,
        worker_tried=ContactKind.VISIT in missed,
        told_by_voice=ContactKind.SAID in kinds,
        chair_offered_advocate=any(row["by_chair"] for row in offers),
        worker_offered_advocate=any(not row["by_chair"] for row in offers),
        no_advocate_to_be_had=any(row["advocate"] == Advocate.NONE_TO_BE_HAD for row in offers),
    )

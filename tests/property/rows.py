"""Made-up families as rows, many at a time: what acts would have left behind, without the acts."""

from datetime import date, timedelta
from typing import Any

from roundtable.casework.cases.models import Case, CaseMember, Standing
from roundtable.casework.conferences.models import (
    Conference,
    ConferenceChild,
    Discretion,
    Kind,
    Participant,
    ParticipantChild,
    ParticipantRole,
    Room,
)
from roundtable.casework.conferences.tests.family import ENDS_AT, STARTS_AT
from roundtable.casework.people.models import (
    Address,
    Agency,
    AgencyKind,
    Confidentiality,
    Kinship,
    Person,
    Professional,
    Relationship,
)
from roundtable.casework.reports.models import Report, ReportItem, Section, Sharing
from roundtable.casework.statements.models import (
    Given,
    Statement,
    StatementChild,
    StatementReader,
    StatementVersion,
)
from roundtable.foundation.core import clock
from roundtable.foundation.core.models import Authority
from roundtable.rules.report_states import State
from tests.property.families import Adult, Family, Said, Worker
from tests.property.families import Report as Written

_ROLES = {
    "chair": ParticipantRole.CHAIR,
    "minutes": ParticipantRole.MINUTE_TAKER,
    "social_worker": ParticipantRole.SOCIAL_WORKER,
    "manager": ParticipantRole.MANAGER,
}
_IN_ORDER = (
    Person,
    Case,
    CaseMember,
    Relationship,
    Address,
    Confidentiality,
    Agency,
    Professional,
    Conference,
    ConferenceChild,
    Participant,
    ParticipantChild,
    Discretion,
    Statement,
    StatementVersion,
    StatementChild,
    StatementReader,
    Given,
    Report,
    ReportItem,
    Sharing,
)


class Rows:
    """The rows of some families, put into the database together by `save`."""

    def __init__(self, authority: Authority) -> None:
        self.authority = authority
        self.made: dict[type, list[Any]] = {model: [] for model in _IN_ORDER}
        self.room, _ = Room.objects.get_or_create(
            authority=authority,
            name="Willow Room",
            address="Park Road",
            postcode="MZ7",
            capacity=20,
        )
        self.seats: dict[tuple[int, str], Participant] = {}

    def add(self, model: type, **values: Any) -> Any:
        row = model(authority=self.authority, **values)
        self.made[model].append(row)
        return row

    def save(self) -> None:
        for model in _IN_ORDER:
            for row in self.made[model]:
                _take_keys(row)
            model.objects.bulk_create(self.made[model])  # type: ignore[attr-defined]

    def family(self, family: Family) -> Conference:
        """Make up the rows of one family; return their conference."""
        return _OfOne(self, family).conference


def _take_keys(row: Any) -> None:
    """Take over the keys of rows that were saved since this one was made."""
    for field in row._meta.concrete_fields:
        if field.is_relation and field.is_cached(row):
            setattr(row, field.name, getattr(row, field.name))


class _OfOne:
    def __init__(self, rows: Rows, family: Family) -> None:
        self.rows, self.family, self.add = rows, family, rows.add
        self.case = self.add(Case, reference=f"P-{family.number}", opened_on=date(2026, 11, 1))
        self.children = [
            self.add(
                Person,
                forename=one.name,
                birth_on=None if one.is_unborn else date(2018, 5, 1),
                expected_on=date(2027, 2, 1) if one.is_unborn else None,
            )
            for one in family.children
        ]
        self.people = {
            key: self.add(Person, forename=one.name) for key, one in family.adults.items()
        }
        agencies = {
            name: self.add(Agency, name=name, kind=AgencyKind.POLICE)
            for name in dict.fromkeys(one.agency for one in family.workers.values())
        }
        self.posts = {
            key: self.add(
                Professional, agency=agencies[one.agency], name=one.name, job_title="Worker"
            )
            for key, one in family.workers.items()
        }
        self.conference = self._conference()
        self._members()
        self.seats = {
            **{key: self._sits(one) for key, one in family.adults.items()},
            **{key: self._works(one) for key, one in family.workers.items()},
        }
        for report in family.reports:
            self._report(report)
        rows.seats |= {(family.number, key): seat for key, seat in self.seats.items()}

    def _conference(self) -> Conference:
        held = self.add(
            Conference,
            case=self.case,
            state="INVITED",
            reason=self.family.reason,
            starts_at=STARTS_AT,
            ends_at=ENDS_AT,
            on=STARTS_AT.date(),
            room=self.rows.room,
            chair=self.posts["chair"],
            minute_taker=self.posts["minutes"],
        )
        for position, child in enumerate(self.children):
            self.add(
                ConferenceChild, conference=held, child=child, kind=Kind.REVIEW, position=position
            )
        return held

    def _members(self) -> None:
        for child, made in zip(self.children, self.family.children, strict=True):
            self.add(CaseMember, case=self.case, person=child, standing=Standing.SUBJECT)
            home = self.add(Address, person=child, lines=made.home, postcode="MZ1 1AA")
            for key in made.home_is_kept_from:
                self.add(
                    Confidentiality,
                    address=home,
                    from_person=self.people[key],
                    reason="Violence",
                    since=date(2026, 11, 1),
                )
        for key, person in self.people.items():
            self.add(CaseMember, case=self.case, person=person, standing=Standing.ADULT)
            for number in self.family.adults[key].knows:
                self.add(
                    Relationship,
                    child=self.children[number],
                    adult=person,
                    kinship=Kinship.OTHER,
                )

    def _sits(self, adult: Adult) -> Participant:
        role = ParticipantRole.FAMILY if adult.key == "relative" else ParticipantRole.PARENT
        seat = self.add(
            Participant,
            conference=self.conference,
            person=self.people[adult.key],
            role=role,
            part=adult.part,
            session=adult.session,
            comes_at=STARTS_AT - timedelta(hours=1) if adult.part == "separate" else None,
            reason=adult.why,
            invited_at=clock.now(),
        )
        self._knows(seat, adult.knows, adult.knows)
        return seat

    def _works(self, worker: Worker) -> Participant:
        seat = self.add(
            Participant,
            conference=self.conference,
            professional=self.posts[worker.key],
            role=_ROLES.get(worker.key, ParticipantRole.PROFESSIONAL),
            part=worker.part,
            reason=worker.why,
            writes_report=worker.key not in ("chair", "minutes", "manager"),
            invited_at=clock.now(),
        )
        self._knows(seat, worker.knows, worker.here_for or worker.knows)
        for key in worker.kept_from:
            self.add(
                Discretion,
                participant=seat,
                from_person=self.people[key],
                reason="He is looking for her.",
                since=date(2026, 11, 1),
            )
        return seat

    def _knows(self, seat: Participant, known: set[int], here_for: set[int]) -> None:
        for number in known:
            self.add(
                ParticipantChild,
                participant=seat,
                child=self.children[number],
                is_here_for=number in here_for,
            )

    def _report(self, written: Written) -> None:
        state = State.DRAFT if not written.is_in else State.SUBMITTED
        report = self.add(
            Report,
            conference=self.conference,
            participant=self.seats[written.author],
            agency=self.posts[written.author].agency,
            state=(State.WITHDRAWN if written.is_withdrawn else state).value,
            submitted_at=clock.now() if written.is_in else None,
            withdrawn_at=clock.now() if written.is_withdrawn else None,
            withdrawn_reason="About another child." if written.is_withdrawn else "",
        )
        for key in written.shared_with:
            self.add(
                Sharing,
                report=report,
                person=self.people[key],
                shared_on=clock.today(),
                recorded_at=clock.now(),
            )
        for position, said in enumerate(written.said):
            statement = self._statement(written, said, position)
            self.add(ReportItem, report=report, statement=statement, section=Section.FAMILY)

    def _statement(self, written: Written, said: Said, position: int) -> Statement:
        statement = self.add(
            Statement,
            conference=self.conference,
            author=self.seats[written.author],
            position=position,
            made_at=clock.now(),
            # Taking a report out unfinishes what it says.
            finished_at=clock.now() if written.is_in and not written.is_withdrawn else None,
        )
        version = self.add(
            StatementVersion,
            statement=statement,
            number=1,
            text=said.words,
            audience=said.audience,
            at=clock.now(),
        )
        for number in said.about:
            self.add(StatementChild, version=version, child=self.children[number])
        for key in said.kept_from:
            self.add(StatementReader, version=version, person=self.people[key], may_read=False)
        for key in said.given_to:
            self.add(Given, statement=statement, number=1, person=self.people[key], at=clock.now())
        return statement

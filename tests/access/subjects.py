"""
What an address can be about, by a word: `conference`, `seat:Rosa`, `report:head_teacher`.

Every word means something in both families, so that an id of one can be put in the other's place.
Professionals are called by their key in the cast; in the other family, somebody of the same job
stands there.
"""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from roundtable.casework.cases.models import Allocation, Capacity, Section47Enquiry
from roundtable.casework.conferences.models import Conference, ConferenceChild, Exclusion
from roundtable.casework.convening.models import AgencyRequest, BookingForm, TransferIn
from roundtable.casework.fortnight.models import PlannedConference
from roundtable.casework.invitations.models import Enclosure, Incident, Invitation, Need
from roundtable.casework.people.models import Address, ContactPoint
from roundtable.casework.plans.models import (
    CoreGroupMeeting,
    Plan,
    PlanAction,
    PlanOutcome,
    UnreadChild,
)
from roundtable.casework.preparing.models import FamilyContact, TimeRequest
from roundtable.casework.reports.models import PaperCopy, Report, ReportItem
from roundtable.casework.room.models import LiveItem
from roundtable.casework.statements.models import Statement
from roundtable.foundation.documents.models import Document
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.ops.demo.story import Story
from tests.access.routes import Route

# Who in the other family stands where somebody of the Hartleys does.
COUNTERPARTS = {
    "Ava": "Dora",
    "Ben": "Dora",
    "Baby": "Dora",
    "Rosa": "Ellen",
    "Craig": "Frank",
    "Neil": "Frank",
    "Jean": "Frank",
    "social_worker": "other_social_worker",
    "police_officer": "other_police_officer",
    "health_visitor": "other_health_visitor",
    "head_teacher": "head_of_year",
    "midwife": "head_of_year",
    "refuge_worker": "head_of_year",
    "solicitor": "other_social_worker",
}

# What each of the families has one of.
ONE_OF_A_CASE: dict[str, Any] = {
    "form": BookingForm,
    "transfer": TransferIn,
    "agency_request": AgencyRequest,
}


class Records:
    """The records of one family, each found by a word."""

    def __init__(self, story: Story) -> None:
        self.story = story
        cast = story.stage.cast
        self.at_home = "Rosa" in story.people
        self._named: dict[str, Callable[[str], Any]] = {
            "child": lambda who: story.people[who],
            "adult": lambda who: story.people[who],
            "held": self._held,
            "seat": story.seat,
            "exclusion": lambda who: Exclusion.objects.filter(participant=story.seat(who)).last(),
            "invitation": lambda who: Invitation.objects.get(participant=story.seat(who)),
            "need": lambda who: Need.objects.filter(participant=story.seat(who)).last(),
            "family_contact": lambda who: FamilyContact.objects.filter(
                conference=self.conference, person=story.people[who]
            ).first(),
            "time_request": lambda who: TimeRequest.objects.filter(
                participant=story.seat(who)
            ).last(),
            "copy": lambda who: PaperCopy.objects.get(participant=story.seat(who)),
            "report": self._report,
            "statement": self._statement,
            "item": self._item,
            "letter": self._letter,
            "agreed": lambda who: Document.objects.filter(
                kind="agreed", reader_person_id=story.people[who].pk
            ).first(),
            "childs_letter": lambda who: Document.objects.get(
                kind="change", reader_person_id=story.people[who].pk
            ),
            "invited": lambda who: Document.objects.get(
                pk=Enclosure.objects.filter(participant=story.seat(who)).last().document_id
            ),
            "enclosure": lambda who: Enclosure.objects.filter(
                participant=story.seat(who), file__isnull=False
            ).last(),
            "incident": lambda _: Incident.objects.filter(case=story.case).get(),
            "leaflet": lambda who: Enclosure.objects.filter(
                participant=story.seat(who), version__isnull=False
            ).last(),
            "message": lambda who: OutboxMessage.objects.filter(
                person_id=story.seat(who).person_id, case_id=story.case.pk
            ).last(),
            "allocation": lambda who: Allocation.objects.get(
                case=story.case,
                professional=cast.professional(who),
                capacity__in=[Capacity.SOCIAL_WORKER, Capacity.SOLICITOR],
            ),
            "enquiry": lambda who: Section47Enquiry.objects.filter(child=story.people[who]).last(),
            "plan": lambda who: Plan.objects.get(child=story.people[who]),
            "outcome": lambda who: PlanOutcome.objects.filter(
                outline=self._plan(who).outline
            ).first(),
            "action": lambda who: PlanAction.objects.filter(
                outcome__outline=self._plan(who).outline, professional__isnull=False
            ).last(),
            "address": lambda who: Address.objects.filter(person=story.people[who]).last(),
            "fortnight": lambda _: self._planned().plan,
            "planned": lambda _: self._planned(),
            "contact": lambda who: ContactPoint.objects.filter(person=story.people[who]).last(),
        }

    @property
    def conference(self) -> Conference:
        return self.story.conference

    def find(self, word: str) -> Any:
        """Return the record, as its address names it."""
        what, _, who = word.partition(":")
        if what == "number":
            return int(who)
        if what in ("code", "colour", "question", "section", "token"):
            return who
        if what == "case":
            return self.story.case.public_id
        if what == "conference":
            return self.conference.public_id
        if what in ONE_OF_A_CASE:
            return ONE_OF_A_CASE[what].objects.get(case=self.story.case).public_id
        if what == "unread":
            return UnreadChild.objects.last().public_id
        if what == "core_group":
            return CoreGroupMeeting.objects.filter(case=self.story.case).last().public_id
        return self._named[what](who if self.at_home else self._counterpart(who)).public_id

    def _counterpart(self, who: str) -> str:
        return COUNTERPARTS.get(who, who)

    def _planned(self) -> PlannedConference:
        return PlannedConference.objects.filter(case=self.story.case).last()

    def _plan(self, who: str) -> Plan:
        return Plan.objects.get(child=self.story.people[who])

    def _held(self, who: str) -> ConferenceChild:
        return ConferenceChild.objects.get(conference=self.conference, child=self.story.people[who])

    def _report(self, who: str) -> Report:
        return Report.objects.get(conference=self.conference, participant=self.story.seat(who))

    def _statement(self, who: str) -> Statement:
        return ReportItem.objects.filter(report=self._report(who)).first().statement

    def _item(self, who: str) -> Statement:
        """What was said in the meeting; before it is on, what somebody wrote: no item of it."""
        said = LiveItem.objects.filter(conference=self.conference, in_closed_part=False).first()
        return said.statement if said else self._statement(who)

    def _letter(self, who: str) -> Document:
        """The newest letter to somebody: the invitation, or what was decided."""
        seat = self.story.seat(who)
        return Document.objects.filter(
            reader_person_id=seat.person_id,
            reader_professional_id=seat.professional_id,
            released_at__isnull=False,
        ).last()


def address_of(route: Route, words: str, records: Records, *others: Records) -> str:
    """
    Return the address of a route about these records.

    `others` say from whose records the second, the third id comes; without them, all are
    `records`' own.
    """
    subjects = words.split()
    assert len(subjects) == len(route.parameters), route.name
    whose = (records, *others, *(records for _ in subjects))
    ids = [whose[number].find(word) for number, word in enumerate(subjects)]
    return reverse(route.name, kwargs=dict(zip(route.parameters, ids, strict=True)))

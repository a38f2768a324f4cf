"""
What had gone out before it became confidential: who was told, in which papers.

An address can become confidential when letters that name it are with their readers already. Those
that have left are a breach to look into; those that have not are called back and made anew.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce

from roundtable.casework.cases.models import Case, CaseMember
from roundtable.casework.conferences.leaks import traces_of, words_in
from roundtable.casework.conferences.models import Participant
from roundtable.casework.invitations.enclosed import passages_of, with_document
from roundtable.casework.invitations.gate import places_of
from roundtable.casework.invitations.models import Incident
from roundtable.casework.people.models import Confidentiality, Person, Professional
from roundtable.foundation.core.kept import Slot
from roundtable.foundation.documents.models import Document
from roundtable.foundation.documents.traces import Trace
from roundtable.foundation.messaging.models import OutboxMessage

# Flags set longer ago than this have been looked at, or have nothing to be looked at for.
_LOOK_BACK = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Told:
    """One message that tells its reader what is kept from them now."""

    message: OutboxMessage
    reader: str
    what: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AlreadyOut:
    """Something that is kept from somebody, and every paper that told them before."""

    kept: Confidentiality
    case: Case
    told: Sequence[Told]

    @property
    def about(self) -> str:
        return describe(self.kept)


def describe(kept: Confidentiality) -> str:
    """Return what is kept from whom, without saying it."""
    if kept.address is not None:
        return f"Where {kept.address.person.name} lives, from {kept.from_person.name}"
    owner = kept.contact.person.name if kept.contact is not None else "Somebody"
    return f"How to reach {owner}, from {kept.from_person.name}"


def kept_since(day: date, *, cases: QuerySet[Case]) -> Iterator[AlreadyOut]:
    """Yield what became confidential of late and had been told before, without an incident yet."""
    recent = _kept().filter(since__gte=look_back(day), ended_on=None)
    handled = Incident.objects.filter(confidentiality__isnull=False)
    for kept in recent.exclude(pk__in=handled.values("confidentiality")):
        for case in cases.filter(members__person=_owner(kept)).distinct():
            told = who_was_told(kept, case)
            if told:
                yield AlreadyOut(kept, case, told)


def look_back(day: date) -> date:
    """Return the first day, inclusive, of which it is still looked at what became confidential."""
    return day - _LOOK_BACK


def kept_though_told(since: date | Slot, *, cases: QuerySet[Case]) -> QuerySet[Confidentiality]:
    """
    Return what became confidential since a day, that day included, and stands in a letter to whom it is kept from.

    Found by the database, as it was written, where nobody has opened an incident yet.
    """
    letters = Document.objects.filter(
        reader_person_id=OuterRef("from_person_id"), released_at__isnull=False
    ).annotate(text=Cast("content", TextField()))
    says = letters.filter(
        Q(text__contains=OuterRef("address__postcode"))
        | Q(text__contains=OuterRef("contact__value"))
    )
    handled = Incident.objects.filter(confidentiality=OuterRef("pk"))
    # Asked of each of the few: as `Exists` the database would go through every family there is.
    membership = CaseMember.objects.filter(person_id=OuterRef("owner"), case__in=cases)
    return (
        Confidentiality.objects.order_by("pk")
        .annotate(owner=Coalesce("address__person", "contact__person"))
        .alias(membership=Subquery(membership.values("pk")[:1]))
        .filter(membership__isnull=False, since__gte=since, ended_on=None)
        .exclude(address__postcode="")
        .filter(Exists(says), ~Exists(handled))
    )


def described(ids: Collection[int]) -> list[str]:
    """Return what is kept from whom, without saying it. One query."""
    return [describe(one) for one in _kept().filter(pk__in=ids)]


def one_already_out(kept: Confidentiality, case: Case) -> AlreadyOut:
    return AlreadyOut(kept, case, who_was_told(kept, case))


def _kept() -> QuerySet[Confidentiality]:
    return Confidentiality.objects.select_related(
        "address__person", "contact__person", "from_person"
    ).order_by("pk")


def kept_of_case(case: Case) -> list[Confidentiality]:
    """Return what is kept from somebody in a family, as things stand."""
    members = case.members.values("person")
    kept = _kept().filter(ended_on=None)
    return list(kept.filter(address__person__in=members) | kept.filter(contact__person__in=members))


def _owner(kept: Confidentiality) -> Person | None:
    return (
        kept.address.person if kept.address is not None else getattr(kept.contact, "person", None)
    )


def who_was_told(kept: Confidentiality, case: Case) -> list[Told]:
    """
    Return every message of a family's case that tells whom it is kept from, oldest first.

    Also what went to those who speak for them. What was called back already is left out.
    """
    traces = traces_of(kept)
    speaks = Participant.objects.filter(
        conference__case=case, speaks_for__person=kept.from_person, professional__isnull=False
    )
    messages = OutboxMessage.objects.filter(case_id=case.pk, stopped_at=None)
    mine = messages.filter(person_id=kept.from_person_id) | messages.filter(
        professional_id__in=speaks.values("professional")
    )
    found = []
    for message in mine.order_by("pk"):
        places = _places(message, traces)
        if places:
            found.append(Told(message, _reader(message), message.subject_line, places))
    return found


def _places(message: OutboxMessage, traces: Collection[Trace]) -> tuple[str, ...]:
    written = [("the message", "\n".join([message.subject_line, message.body, message.calendar]))]
    if message.document_id is not None:
        document = Document.objects.defer("pdf").get(pk=message.document_id)
        written.append(("the letter", "\n".join([document.title, *words_in(document.content)])))
    for one in with_document(message.document_id):
        written += list(passages_of(one))
    return places_of(traces, written)


def _reader(message: OutboxMessage) -> str:
    if message.person_id is not None:
        return Person.objects.get(pk=message.person_id).name
    return Professional.objects.get(pk=message.professional_id or 0).name

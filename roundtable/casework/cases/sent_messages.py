"""What was sent, to whom and by which way; and the letter itself."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from roundtable.casework.cases.facts import NOT_BARRED, case_facts, used_by
from roundtable.casework.cases.models import Case
from roundtable.casework.cases.queries import facts_about_case
from roundtable.casework.people.models import Person, Professional
from roundtable.foundation.access.gate import authorise, may
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit import actions as audit
from roundtable.foundation.core.errors import NotAuthorised, RecordNotFound
from roundtable.foundation.documents.models import Document
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.foundation.messaging.queries import list_messages
from roundtable.rules.access import Facts, Permission


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message with whom it is for, and its letter if it has one."""

    message: OutboxMessage
    recipient: str
    document: Document | None


@dataclass(frozen=True, slots=True)
class SentMessages:
    messages: Sequence[SentMessage]
    page: int
    pages: int
    count: int
    may_send: bool
    """Whether they may call back what has not left, and let go what was held."""


def sent_messages(actor: Actor, *, page: int = 1, per_page: int = 25) -> SentMessages:
    """
    Return what was or will be sent, newest first. Five queries, however much it is.

    Of a restricted case only to those who work on it, as of everything else there.

    :raises RecordNotFound: if it is not for `actor`.
    """
    if not may(actor, Permission.VIEW_SENT_MESSAGES, Facts(same_authority=True)):
        raise RecordNotFound("sent messages")
    found = messages_open_to(actor)
    count = found.count()
    pages = max(1, -(-count // per_page))
    page = min(max(page, 1), pages)
    return SentMessages(
        messages=described(list(found[(page - 1) * per_page : page * per_page])),
        page=page,
        pages=pages,
        count=count,
        may_send=may(actor, Permission.SEND_LETTERS, Facts(same_authority=True)),
    )


def messages_open_to(actor: Actor) -> QuerySet[OutboxMessage]:
    """Return all messages but those of a restricted case that `actor` does not work on."""
    return list_messages().filter(
        Q(case_id=None) | Q(case_id__in=cases_open_to(actor).values("pk"))
    )


def cases_open_to(actor: Actor) -> QuerySet[Case]:
    """Return every family but the restricted ones that `actor` does not work on."""
    conditions = (
        Q(fact_restricted=False) | Q(fact_allocated=True),
        NOT_BARRED,
    )
    facts = used_by(case_facts(actor), *conditions)
    return Case.objects.alias(**facts).filter(*conditions)


def described(rows: Sequence[OutboxMessage]) -> list[SentMessage]:
    """Return messages with whom they are for, and their letters. Three queries; reading is kept."""
    people = Person.objects.in_bulk({one.person_id for one in rows if one.person_id})
    professionals = Professional.objects.select_related("agency").in_bulk(
        {one.professional_id for one in rows if one.professional_id}
    )
    documents = Document.objects.defer("pdf", "content").in_bulk(
        {one.document_id for one in rows if one.document_id}
    )
    for one in rows:
        if one.person_id:
            audit.note_read("person", one.person_id)
    return [
        SentMessage(
            message=one,
            recipient=_recipient(one, people, professionals),
            document=documents.get(one.document_id or 0),
        )
        for one in rows
    ]


def get_message(*, public_id: uuid.UUID, actor: Actor) -> SentMessage:
    """
    Return a message, for those who may call it back or let it go.

    :raises RecordNotFound: if it does not exist or is not theirs to send.
    """
    try:
        message = OutboxMessage.objects.get(public_id=public_id)
        authorise(actor, Permission.SEND_LETTERS, _facts_about(actor, message))
    except (OutboxMessage.DoesNotExist, NotAuthorised):
        raise RecordNotFound("message") from None
    return described([message])[0]


def _recipient(
    message: OutboxMessage,
    people: Mapping[int, Person],
    professionals: Mapping[int, Professional],
) -> str:
    person = people.get(message.person_id or 0)
    professional = professionals.get(message.professional_id or 0)
    if person is not None and professional is not None:
        return f"{person.name}, through {professional.name}"
    if person is not None:
        return person.name
    if professional is not None:
        return f"{professional.name}, {professional.agency.name}"
    return "Not known"


def get_letter(*, public_id: uuid.UUID, actor: Actor) -> Document:
    """
    Return a letter that is on file, for those who work on its case or send it.

    :raises RecordNotFound: if it does not exist or is not theirs to see.
    """
    try:
        document = Document.objects.get(public_id=public_id)
        authorise(actor, Permission.VIEW_LETTER, _facts_about(actor, document))
    except (Document.DoesNotExist, NotAuthorised):
        raise RecordNotFound("letter") from None
    audit.note_read("document", document.pk)
    return document


def _facts_about(actor: Actor, sent: Document | OutboxMessage) -> Facts:
    if sent.case_id is None:
        return Facts(same_authority=sent.authority_id in actor.authority_ids)
    return facts_about_case(actor, sent.case_id)

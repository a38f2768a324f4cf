"""
The last look before something leaves for a person, as things stand at that moment.

The outbox asks here (`settings.SENDING_GATE`). Addresses, who is kept out and what is kept from
whom are read anew: what was right when the letter was made is not asked for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from roundtable.casework.conferences.leaks import words_in, words_kept_from
from roundtable.casework.conferences.models import Part, Participant
from roundtable.casework.invitations.actions.chasing import take_back
from roundtable.casework.invitations.enclosed import passages_of, unread_in, with_document
from roundtable.casework.people.models import (
    Address,
    Channel,
    Confidentiality,
    ContactPoint,
    Professional,
)
from roundtable.foundation.accounts.queries import system_actor
from roundtable.foundation.core import clock
from roundtable.foundation.documents.models import Document
from roundtable.foundation.documents.traces import Text, Trace, of_address
from roundtable.foundation.messaging.mail import method_of
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.rules.sending_guards import Leaving, is_recent
from roundtable.rules.sending_guards import reasons_to_hold as reasons
from roundtable.rules.settings import number

# To where somebody lives. On their page they sign in, wherever they are.
_TO_THE_DOOR = frozenset({Channel.POST.value, Channel.HAND.value})
_TO_A_DESK = frozenset({Channel.EMAIL.value, Channel.TEXT.value, Channel.POST.value})
# What says when somebody comes, or asks whether. That they need not come is for those who left.
_ABOUT_COMING = frozenset(
    {"invitation", "change_notice", "chase", "deputy", "calendar", "answer_link", "answer_code"}
)


def destination_of(person_id: int, channel: str) -> str:
    """Return the address or number that a person is reached at over a channel now."""
    return _destination(person_id, channel).words[:300]


def desk_of(professional_id: int, channel: str) -> str:
    """Return where a professional is reached at work over a channel now."""
    one = Professional.objects.select_related("agency").get(pk=professional_id)
    reached = {
        Channel.EMAIL.value: one.email,
        Channel.TEXT.value: one.phone,
        Channel.PHONE.value: one.phone,
        Channel.POST.value: ", ".join([one.agency.name, one.agency.address]),
    }
    return reached.get(channel, "")[:300]


def came_back(message: OutboxMessage, *, because: str, now: datetime) -> None:
    """Keep that a message was refused for good: an invitation is one more thing for the desk."""
    actor = system_actor(message.authority, "delivery")
    take_back(message, because=because, actor=actor, now=now)


def reasons_to_hold(message: OutboxMessage, *, now: datetime) -> list[str]:
    """Return why a message must not leave as things stand, in words for who sends it."""
    return [reason.text for reason in reasons(_leaving(message, today=clock.day_of(now)))]


@dataclass(frozen=True, slots=True)
class _Destination:
    words: str = ""
    confirmed_on: date | None = None
    address: Address | None = None


def _destination(person_id: int, channel: str) -> _Destination:
    if channel in _TO_THE_DOOR:
        present = Address.objects.filter(person_id=person_id, ends_on=None)
        address = present.order_by("pk").last()
        if address is None:
            return _Destination()
        return _Destination(address.one_line, address.confirmed_on, address)
    point = _safe_points(person_id, channel).order_by("pk").last()
    return _Destination(point.value, point.marked_on) if point is not None else _Destination()


def _safe_points(person_id: int, channel: str) -> QuerySet[ContactPoint]:
    return ContactPoint.objects.filter(person_id=person_id, channel=channel, is_safe=True)


def _leaving(message: OutboxMessage, *, today: date) -> Leaving:
    says, unread = _what_it_says(message)
    if message.person_id is None:
        return Leaving(
            goes_to_an_address=message.channel in _TO_A_DESK,
            has_address=bool(message.destination),
            has_moved=message.destination != _desk_of(message),
            is_off_the_list=_is_off_the_list(message),
            holds_what_is_kept=says,
            unread=unread,
        )
    to = _destination(message.person_id, message.channel)
    days = number(message.authority.effective_settings, "address_confirmed_days")
    return Leaving(
        is_carried=message.professional_id is not None,
        channel_is_safe=_is_safe(message),
        goes_to_an_address=message.channel != Channel.PORTAL,
        has_address=bool(to.words),
        has_moved=to.words[:300] != message.destination,
        is_confirmed=is_recent(to.confirmed_on, today=today, within_days=days),
        confirmed_within_days=days,
        shares_with_kept_away=to.address is not None and _shares(message, to.address),
        is_off_the_list=_is_off_the_list(message),
        holds_what_is_kept=says,
        unread=unread,
    )


def _desk_of(message: OutboxMessage) -> str:
    if message.professional_id is None:
        return ""
    return desk_of(message.professional_id, message.channel)


def _is_safe(message: OutboxMessage) -> bool:
    """By hand needs no mark of its own: it needs an address that somebody confirmed."""
    person_id, channel = message.person_id, message.channel
    if person_id is None or channel == Channel.HAND:
        return True
    return _safe_points(person_id, channel).exists()


def _shares(message: OutboxMessage, address: Address) -> bool:
    """Return whether somebody lives there who is kept out, or from whom this person's home is."""
    wanted = of_address(address.lines, address.postcode)
    near = Address.objects.filter(ends_on=None, postcode=address.postcode)
    others = {
        one.person_id
        for one in near.exclude(person_id=address.person_id)
        if wanted & of_address(one.lines, one.postcode) == wanted
    }
    if not others or message.case_id is None:
        return False
    kept_out = Participant.objects.filter(
        conference__case_id=message.case_id, part=Part.NONE, person__in=others
    )
    kept_from = Confidentiality.objects.filter(
        Q(address__person=address.person_id) | Q(contact__person=address.person_id),
        from_person__in=others,
        ended_on=None,
    )
    return kept_out.exists() or kept_from.exists()


def _is_off_the_list(message: OutboxMessage) -> bool:
    """Return whether it would ask somebody to come who is on the list no more, or kept out."""
    if message.kind not in _ABOUT_COMING or method_of(message.calendar) == "CANCEL":
        return False
    seat = _seat_it_is_about(message)
    return seat is not None and (seat.withdrawn_at is not None or seat.part == Part.NONE)


def _seat_it_is_about(message: OutboxMessage) -> Participant | None:
    """Return the place at the table of whom it is for: of a letter its own, else the latest."""
    if message.document_id is not None:
        document = Document.objects.only("subject_id").get(pk=message.document_id)
        return Participant.objects.filter(pk=document.subject_id).first()
    if message.case_id is None:
        return None
    whose = (
        Q(person_id__isnull=False, person_id=message.person_id)
        if message.person_id is not None
        else Q(professional_id__isnull=False, professional_id=message.professional_id)
    )
    seats = Participant.objects.filter(whose, conference__case_id=message.case_id)
    return seats.order_by("-conference_id").first()


def _what_it_says(message: OutboxMessage) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return where it says what is kept from its reader, and what could not be searched."""
    kept = kept_from_reader(message.person_id, message.professional_id, message.case_id)
    enclosed = with_document(message.document_id)
    unread = tuple(place for one in enclosed for place in unread_in(one))
    if not kept:
        return (), unread
    written = [("the message", "\n".join([message.subject_line, message.body, message.calendar]))]
    if message.document_id is not None:
        document = Document.objects.defer("pdf").get(pk=message.document_id)
        written.append(("the letter", "\n".join([document.title, *words_in(document.content)])))
    for one in enclosed:
        written += [(place, text) for place, text in passages_of(one)]
    return places_of(kept, written), unread


def places_of(kept: Iterable[Trace], written: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return, once each and in order, the places whose text holds any of it."""
    found = (place for place, text in written if Text(text).holds_any(kept))
    return tuple(dict.fromkeys(found))


def kept_from_reader(
    person_id: int | None, professional_id: int | None, case_id: int | None
) -> frozenset[Trace]:
    """
    Return what is kept from a reader: from them, or from whom they speak for in this case.

    What is kept from a father is kept from his advocate and his solicitor too.
    """
    people = {person_id} if person_id is not None else set()
    here = Participant.objects.filter(
        Q(person_id__isnull=False, person_id=person_id)
        | Q(professional_id__isnull=False, professional_id=professional_id),
        speaks_for__person__isnull=False,
        withdrawn_at=None,
    )
    if case_id is not None:
        spoken_for = here.filter(conference__case_id=case_id)
        people |= set(spoken_for.values_list("speaks_for__person_id", flat=True))
    kept = words_kept_from(people) if people else {}
    return frozenset[Trace]().union(*kept.values())

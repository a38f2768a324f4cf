"""How to reach each participant: over a channel they marked as safe, or not at all."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

from roundtable.casework.conferences.models import Participant
from roundtable.casework.people.models import Address, Channel, ContactPoint, Professional

# The first that is marked safe is taken. E-mail and text carry a word that something has come,
# never a letter, unless nothing better is safe.
FOR_LETTERS = (Channel.PORTAL, Channel.POST, Channel.HAND, Channel.EMAIL)
FOR_NOTICES = (Channel.PORTAL, Channel.TEXT, Channel.EMAIL, Channel.POST, Channel.HAND)


def channels_for(
    participants: Collection[Participant], preferred: tuple[Channel, ...]
) -> Mapping[int, str]:
    """
    Return by participant id the channel to use; who has none that is safe is missing. Two queries.

    A letter is posted only to somebody whose present address is known.
    """
    people = {one.person_id for one in participants if one.person_id is not None}
    safe: dict[int | None, set[str]] = defaultdict(set)
    contacts = ContactPoint.objects.filter(person__in=people, is_safe=True)
    for person_id, channel in contacts.values_list("person_id", "channel"):
        safe[person_id].add(channel)
    housed = set(
        Address.objects.filter(person__in=people, ends_on=None).values_list("person_id", flat=True)
    )
    found = {}
    for one in participants:
        channel = (
            reach_professional(one.professional)
            if one.professional is not None
            else _first_safe(safe[one.person_id], preferred, has_address=one.person_id in housed)
        )
        if channel:
            found[one.pk] = channel
    return found


def confirmed_on(
    participants: Collection[Participant], channels: Mapping[int, str]
) -> Mapping[int, date | None]:
    """
    Return by participant id when the way that leads to them was last gone through. One query.

    Of the family alone, and of those who can be reached.
    """
    people = {one.person_id for one in participants if one.person_id is not None}
    points = ContactPoint.objects.filter(person__in=people, is_safe=True)
    latest: dict[tuple[int, str], date | None] = {}
    for person_id, channel, on in points.order_by("pk").values_list(
        "person_id", "channel", "marked_on"
    ):
        latest[person_id, channel] = on
    return {
        one.pk: latest[one.person_id, channels[one.pk]]
        for one in participants
        if one.person_id is not None and one.pk in channels
    }


def safe_ways(participant: Participant) -> frozenset[str]:
    """Return every channel that is safe for one participant, with somewhere to reach them by it."""
    professional = participant.professional
    if professional is not None:
        return frozenset(
            str(channel.value)
            for channel, reach in (
                (Channel.EMAIL, professional.email),
                (Channel.PHONE, professional.phone),
                (Channel.TEXT, professional.phone),
                (Channel.POST, professional.agency.address),
            )
            if reach
        )
    person = participant.person
    found = set(
        ContactPoint.objects.filter(person=person, is_safe=True).values_list("channel", flat=True)
    )
    if not Address.objects.filter(person=person, ends_on=None).exists():
        found.discard(str(Channel.POST.value))
    return frozenset(found)


def reach_professional(professional: Professional) -> str:
    """Return how a professional is reached at work, or "" if nobody has said."""
    if professional.email:
        return str(Channel.EMAIL.value)
    return str(Channel.POST.value) if professional.agency.address else ""


def _first_safe(safe: Collection[str], preferred: tuple[Channel, ...], *, has_address: bool) -> str:
    for channel in preferred:
        if channel in safe and (channel is not Channel.POST or has_address):
            return str(channel.value)
    return ""

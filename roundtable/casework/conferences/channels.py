"""How to reach each participant: over a channel they marked as safe, or not at all."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from roundtable.casework.conferences.models import Participant
from roundtable.casework.people.models import Address, Channel, ContactPoint, Professional

# The first that is marked safe is taken. E-mail and text carry a word that something has come,
# never a letter, unless nothing better is safe.
FOR_LETTERS = (Channel.PORTAL, Channel.POST, Channel.HAND, Channel.EMAIL)
FOR_NOTICES = (Channel.PORTAL, Channel.TEXT, Channel.EMAIL, Channel.POST, Channel.HAND)


@dataclass(frozen=True, slots=True)
class Reach:
    """The safe ways to some of those on a list, read once."""

    participants: Collection[Participant]
    marked: Mapping[tuple[int | None, str], date | None]
    """When each safe way of a person was last gone through."""
    housed: frozenset[int]
    """Whose present address is known."""

    def channels(self, preferred: tuple[Channel, ...]) -> Mapping[int, str]:
        """
        Return by participant id the channel to use; who has none that is safe is missing.

        A letter is posted only to somebody whose present address is known.
        """
        found = {
            one.pk: reach_professional(one.professional)
            if one.professional is not None
            else self._first_safe(one.person_id, preferred)
            for one in self.participants
        }
        return {pk: channel for pk, channel in found.items() if channel}

    def confirmed_on(self, channels: Mapping[int, str]) -> Mapping[int, date | None]:
        """
        Return by participant id when the way that leads to them was last gone through.

        Of the family alone, and of those who can be reached.
        """
        return {
            one.pk: self.marked[one.person_id, channels[one.pk]]
            for one in self.participants
            if one.person_id is not None and one.pk in channels
        }

    def _first_safe(self, person_id: int | None, preferred: tuple[Channel, ...]) -> str:
        for channel in preferred:
            is_safe = (person_id, str(channel.value)) in self.marked
            if is_safe and (channel is not Channel.POST or person_id in self.housed):
                return str(channel.value)
        return ""


def reach_of(participants: Collection[Participant]) -> Reach:
    """Return how these can be reached safely. Two queries."""
    people = {one.person_id for one in participants if one.person_id is not None}
    points = ContactPoint.objects.filter(person__in=people, is_safe=True).order_by("pk")
    housed = Address.objects.filter(person__in=people, ends_on=None)
    return Reach(
        participants,
        marked={
            (person_id, channel): on
            for person_id, channel, on in points.values_list("person_id", "channel", "marked_on")
        },
        housed=frozenset(housed.values_list("person_id", flat=True)),
    )


def channels_for(
    participants: Collection[Participant], preferred: tuple[Channel, ...]
) -> Mapping[int, str]:
    """Return by participant id the channel to use, as `Reach.channels`. Two queries."""
    return reach_of(participants).channels(preferred)


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

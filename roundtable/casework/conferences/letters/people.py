"""People as letters print them: whom a letter goes to, and how to reach who works with a family."""

from collections.abc import Collection

from roundtable.casework.conferences.models import Participant, ParticipantRole
from roundtable.casework.people.models import Address, Channel, Person, Professional
from roundtable.foundation.documents.rendition import Contact, Recipient

_DELIVERY = {
    Channel.PORTAL.value: "On your page",
    Channel.EMAIL.value: "By email",
    Channel.POST.value: "By post",
}


def child_names(children: Collection[Person], participant: Participant) -> tuple[str, ...]:
    """Return the children's names for a letter; to a parent, one unborn child is "your baby"."""
    unborn = [child for child in children if child.is_unborn]
    is_your_baby = participant.role == ParticipantRole.PARENT and len(unborn) == 1
    return tuple(
        "your baby" if child.is_unborn and is_your_baby else child.name for child in children
    )


def as_contact(professional: Professional) -> Contact:
    """Return a professional as the family reaches them: at work, or through their agency."""
    return Contact(
        name=professional.name,
        job=professional.job_title,
        phone=professional.phone or professional.agency.phone or None,
        email=professional.email or None,
    )


def recipient(participant: Participant, channel: str) -> Recipient:
    """Return the one reader. An address stands on what is posted, and on nothing else."""
    delivery = _DELIVERY.get(channel, "By hand")
    if channel != Channel.POST:
        return Recipient(name=participant.name, delivery=delivery)
    return Recipient(name=participant.name, address=_window(participant), delivery=delivery)


def _window(participant: Participant) -> tuple[str, ...]:
    professional = participant.professional
    if professional is not None:
        agency = professional.agency
        return (professional.job_title, agency.name, *_lines(agency.address))
    present = Address.objects.filter(person=participant.person, ends_on=None)
    address = present.order_by("pk").last()
    return (*_lines(address.lines), address.postcode) if address is not None else ()


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.replace(",", "\n").splitlines() if line.strip())

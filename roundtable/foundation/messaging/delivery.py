"""How a message leaves: by mail, by text, on its reader's page, or in somebody's hands."""

from datetime import date

from django.conf import settings
from django.db.models import Q

from roundtable.foundation.accounts.models import Appointment
from roundtable.foundation.messaging.mail import send_mail
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.foundation.messaging.texts import send_text

# What programs carry: one thing after the other to each reader.
IN_ORDER = ("email", "text")


def carry(message: OutboxMessage, *, today: date) -> str:
    """
    Let a message leave, or return why somebody has to post, bring or tell it.

    :raises NotNow: if what carries it cannot be reached.
    :raises Refused: if what carries it will never take it.
    """
    if message.channel == "portal":
        return ""  # it is on their page from the moment it was released
    if message.channel == "email":
        return _by_mail(message, today)
    if message.channel == "text" and settings.TEXT_GATEWAY_URL:
        send_text(message)
        return ""
    return _BY_HAND.get(message.channel, "Bring it to them.")


_BY_HAND = {
    "post": "Post it.",
    "hand": "Bring it to them.",
    "phone": "Ring them and tell them.",
    "text": "Send it from your telephone: no text service is set up.",
}


def _by_mail(message: OutboxMessage, today: date) -> str:
    if settings.MAIL_IS_BY_HAND:
        return "Send it from your own mailbox: this system sends no e-mail."
    if message.document_id is not None and not _signs_in(message, today):
        return (
            "They cannot sign in to read it here. Post it, or send them a one-time link from the"
            " conference."
        )
    send_mail(message)
    return ""


def _signs_in(message: OutboxMessage, today: date) -> bool:
    """Return whether its reader can open their page. A letter itself is never mailed."""
    if message.person_id is not None:
        reader = Q(person_id=message.person_id)
    else:
        reader = Q(professional_id=message.professional_id)
    is_open = Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gte=today))
    return Appointment.objects.filter(
        reader, is_open, authority_id=message.authority_id, user__is_active=True
    ).exists()

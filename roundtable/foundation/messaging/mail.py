"""
One e-mail for one message.

Neither its headers nor a file name hold anything about anybody, and no letter travels in it: the
letter is on its reader's page. The number of the message is its Message-ID, the same at every try.
"""

from email.utils import formatdate
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email

from roundtable.foundation.messaging.errors import NotNow, Refused
from roundtable.foundation.messaging.models import OutboxMessage

_PERMANENT = range(500, 600)


def send_mail(message: OutboxMessage) -> None:
    """
    Hand the message to the mail server.

    :raises NotNow: if the server cannot be reached, or takes nothing from us at the moment.
    :raises Refused: if it will never take this one.
    """
    try:
        validate_email(message.destination)
    except ValidationError:
        raise Refused("It is not an e-mail address") from None
    try:
        as_mail(message).send()
    except SMTPRecipientsRefused as refused:
        codes = [code for code, _ in refused.recipients.values()]
        raise _refusal(codes[0] if codes else 0) from refused
    except SMTPDataError as refused:
        raise _refusal(refused.smtp_code) from refused
    except (SMTPException, OSError) as trouble:
        raise NotNow("The mail server cannot be reached") from trouble


def _refusal(code: int) -> NotNow | Refused:
    """Return what the server's answer means. Its words can hold an address, so they are not kept."""
    if code in _PERMANENT:
        return Refused(f"The mail server refused it ({code})")
    return NotNow(f"The mail server does not take it now ({code})")


def as_mail(message: OutboxMessage) -> EmailMultiAlternatives:
    """Return the message as an e-mail to one address."""
    mail = EmailMultiAlternatives(
        subject=message.subject_line,
        body=_body(message),
        to=[message.destination],
        headers={
            "Message-ID": message_id_of(message),
            "Date": formatdate(message.queued_at.timestamp(), localtime=True),
            "Auto-Submitted": "auto-generated",
        },
    )
    if message.calendar:
        kind = f"text/calendar; method={method_of(message.calendar)}"
        mail.attach_alternative(message.calendar, kind)
    return mail


def message_id_of(message: OutboxMessage) -> str:
    """Return the number that the mail server says again when the message comes back."""
    return f"<{message.public_id}@{urlsplit(settings.PUBLIC_URL).hostname}>"


def _body(message: OutboxMessage) -> str:
    if message.document_id is None:
        return message.body
    waits = f"There is something for you to read. Sign in to see it: {settings.PUBLIC_URL}/"
    return f"{message.body}\n\n{waits}".strip()


def method_of(calendar: str) -> str:
    return "CANCEL" if "\nMETHOD:CANCEL" in calendar else "REQUEST"

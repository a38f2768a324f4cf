"""
Text messages, through whatever service the authority has.

`settings.TEXT_GATEWAY_URL` is given one message as JSON: `to`, `text`, and `reference`, which is
the same at every try, so that the service sends it once.
"""

import json
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from django.conf import settings

from roundtable.foundation.messaging.errors import NotNow, Refused
from roundtable.foundation.messaging.models import OutboxMessage

_SECONDS = 20
# Wrong now, and perhaps right later: our key, a time-out, too many at once.
_LATER = frozenset({401, 403, 408, 425, 429})


def send_text(message: OutboxMessage) -> None:
    """
    Hand the message to the service.

    :raises NotNow: if it cannot be reached, or takes nothing from us at the moment.
    :raises Refused: if it will never take this one.
    """
    given = {"to": message.destination, "text": message.body, "reference": str(message.public_id)}
    request = Request(  # noqa: S310 - an address from the settings, which check what it begins with
        settings.TEXT_GATEWAY_URL,
        data=json.dumps(given).encode(),
        headers={
            "Content-Type": "application/json",
            "Authorization": f"Bearer {settings.TEXT_GATEWAY_KEY}",
            "Idempotency-Key": str(message.public_id),
        },
        method="POST",
    )
    try:
        with urlopen(request, timeout=_SECONDS):  # noqa: S310
            return
    except HTTPError as answer:
        code = answer.code
        answer.close()
        if 400 <= code < 500 and code not in _LATER:
            raise Refused(f"The text service refused it ({code})") from None
        raise NotNow(f"The text service does not take it now ({code})") from None
    except (URLError, OSError) as trouble:
        raise NotNow("The text service cannot be reached") from trouble

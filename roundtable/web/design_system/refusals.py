"""What a button that holds no form says when its act is refused."""

from django.contrib import messages
from django.http import HttpRequest

from roundtable.foundation.core.errors import CannotProceed


def say_why_not(request: HttpRequest, refusal: CannotProceed) -> None:
    """Say each reason on the page that comes next."""
    for reason in refusal.reasons:
        messages.error(request, reason.text)

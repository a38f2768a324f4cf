"""Signing in by password."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import authenticate
from django.http import HttpRequest

from roundtable.foundation.accounts.models import User
from roundtable.foundation.audit.tasks import sign_in_refused
from roundtable.foundation.core import clock
from roundtable.web.design_system.fields import EmailField, PasswordField
from roundtable.web.design_system.forms import Form
from roundtable.web.design_system.sign_in.limits import Attempts, place_of

# One answer for an unknown address and for a wrong password: neither says who has an account.
WRONG = "The email address or the password is not right. Check both and try again"
TOO_MANY = "There were too many attempts to sign in. Wait"


class SignInForm(Form):
    email = EmailField(
        label="Email address",
        required_message="Enter your email address",
        look={"autocomplete": "username"},
    )
    password = PasswordField(label="Password", required_message="Enter your password")

    def __init__(self, *args: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.user: User | None = None
        self.wait: timedelta | None = None

    def clean(self) -> dict[str, Any]:
        if not self.errors and self.request is not None:
            self._try(self.request, self.cleaned_data["email"], self.cleaned_data["password"])
        return self.cleaned_data

    def _try(self, request: HttpRequest, email: str, password: str) -> None:
        """Look at the password, unless too many were wrong: then not even at the right one."""
        now = clock.now()
        attempts = Attempts(email, place_of(request))
        self.wait = attempts.wait(now)
        if self.wait is not None:
            self.add_error("email", f"{TOO_MANY} {_in_words(self.wait)}, then try again")
            return
        self.user = authenticate(request, username=email, password=password)
        if self.user is not None:
            attempts.succeeded()
            return
        self.add_error("email", WRONG)
        was_last = attempts.failed(now)
        # The same steps for an account there is and one there is not: neither takes longer.
        found = User.objects.filter(email=email.lower()).values_list("pk", flat=True).first()
        sign_in_refused.defer(user_id=found or 0, was_last=was_last, at=now.isoformat())


def _in_words(wait: timedelta) -> str:
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    if minutes > 90:
        return f"{-(-minutes // 60)} hours"
    return f"{minutes} minute{'s' if minutes > 1 else ''}"

"""Signing in by password."""

from typing import Any

from django.contrib.auth import authenticate
from django.http import HttpRequest

from roundtable.foundation.accounts.models import User
from roundtable.web.design_system.fields import EmailField, PasswordField
from roundtable.web.design_system.forms import Form

# One answer for an unknown address and for a wrong password: neither says who has an account.
WRONG = "The email address or the password is not right. Check both and try again"


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

    def clean(self) -> dict[str, Any]:
        answers = self.cleaned_data
        if not self.errors:
            self.user = authenticate(
                self.request, username=answers["email"], password=answers["password"]
            )
            if self.user is None:
                self.add_error("email", WRONG)
        return answers

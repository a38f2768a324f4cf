"""Who is signed in, read together with what they hold."""

from django.contrib.auth.backends import ModelBackend

from roundtable.foundation.accounts.models import User
from roundtable.foundation.accounts.queries import with_appointments
from roundtable.foundation.core import clock

NAME = f"{__name__}.SignedInBackend"


class SignedInBackend(ModelBackend):
    """Django's own, but every page that asks who is signed in asks what they hold as well."""

    def get_user(self, user_id: int) -> User | None:
        user = with_appointments(user_id, today=clock.today())
        if user is None:
            return super().get_user(user_id)
        return user if self.user_can_authenticate(user) else None

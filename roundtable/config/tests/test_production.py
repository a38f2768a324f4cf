"""Production is tried in a process of its own, because settings are read once."""

import subprocess
import sys

import pytest

ENOUGH = {
    "DJANGO_SETTINGS_MODULE": "roundtable.config.settings.production",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefghij",
    "ALLOWED_HOSTS": "roundtable.example",
    "DATABASE_URL": "postgresql://app:x@db.example/roundtable",
    "SMTP_HOST": "mail.example",
    "MAIL_FROM": "no-reply@roundtable.example",
}
CHECK = """
import django
from django.core.management import call_command
django.setup()
call_command("check", deploy=True, fail_level="WARNING")
"""


def started_with(**changes: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", CHECK],
        env={**ENOUGH, **changes},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_starts_and_passes_djangos_own_checks() -> None:
    started = started_with()

    assert started.returncode == 0, started.stderr


def test_it_starts_where_people_send_every_mail_themselves() -> None:
    started = started_with(SMTP_HOST="off", MAIL_FROM="")

    assert started.returncode == 0, started.stderr


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"DEMO_MODE": "1"}, "does not start with DEMO_MODE"),
        ({"DEBUG": "1"}, "does not start with DEBUG"),
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "demonstration-only-" * 3}, "50 or more random characters"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS must name"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS must name"),
        ({"DATABASE_URL": ""}, "DATABASE_URL is not set"),
        ({"SMTP_HOST": ""}, "SMTP_HOST is not set"),
        ({"MAIL_FROM": ""}, "MAIL_FROM is not set"),
        ({"SMTP_SECURITY": "none"}, "nothing is mailed in the clear"),
        ({"SMTP_SECURITY": "ssl"}, "must be one of starttls, tls, none"),
        ({"TEXT_GATEWAY_URL": "http://texts.example"}, "must begin with https"),
    ],
)
def test_it_refuses_to_start_unsafely(changes: dict[str, str], complaint: str) -> None:
    started = started_with(**changes)

    assert started.returncode != 0
    assert complaint in started.stderr

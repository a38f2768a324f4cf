"""Structured logs: a JSON object a line, made of named values that hold no personal data.

What a log line says is chosen, not filtered: only the keys below get out, and of a message only
the words in our source, never what was put into them. So an address someone typed, a query
string or the value in a database's complaint cannot reach a log by any path.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

# Values that code may pass as `extra=`. All are ours: numbers, names from the source, random ids.
ALLOWED_KEYS = (
    "action",
    "attempts",
    "audience",
    "authority",
    "command",
    "count",
    "duration_ms",
    "job_id",
    "method",
    "part",
    "queue",
    "request_id",
    "route",
    "status_code",
    "task",
)
_LONGEST_VALUE = 200


class SafeJsonFormatter(logging.Formatter):
    """Write a record as one line of JSON, keeping only what is known to be safe."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "event": _event(record),
        }
        for key in ALLOWED_KEYS:
            value = getattr(record, key, None)
            if isinstance(value, str):
                line[key] = value[:_LONGEST_VALUE]
            elif isinstance(value, bool | int | float):
                line[key] = value
        if record.exc_info and record.exc_info[1] is not None:
            line |= _where_it_failed(record.exc_info[1])
        return json.dumps(line)


def _event(record: logging.LogRecord) -> str:
    """Return the message as the source has it, before anything was put into its places.

    Procrastinate writes a job's arguments into the text itself, and names what happened apart.
    """
    if record.name.startswith("procrastinate"):
        return str(getattr(record, "action", "procrastinate"))
    return record.msg if isinstance(record.msg, str) else type(record.msg).__name__


def _where_it_failed(error: BaseException) -> dict[str, Any]:
    """Return the kind of error and its places in the source; its text may quote a person's data."""
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "error": type(error).__qualname__,
        "frames": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }


def structured_logging(*, level: str) -> dict[str, Any]:
    """Return Django's LOGGING: everything to the standard error, nothing anywhere else."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": SafeJsonFormatter}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": level.upper()},
        "loggers": {
            # Django gives its own loggers handlers of their own; ours is enough.
            "django": {"handlers": [], "level": level.upper(), "propagate": True},
            "django.server": {"handlers": [], "level": "ERROR", "propagate": True},
            # Refusals and pages that do not exist are in the request log already.
            "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
            "gunicorn.error": {"handlers": [], "level": level.upper(), "propagate": True},
        },
    }

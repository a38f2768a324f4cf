import json
import logging
import subprocess
import sys
from typing import Any

from roundtable.config.logging import SafeJsonFormatter, structured_logging

CHILD = "Ada Example, 1 Sample Street"


def logged(name: str, message: Any, *values: Any, **extra: Any) -> dict[str, Any]:
    record = logging.getLogger(name).makeRecord(
        name, logging.ERROR, "file.py", 1, message, values, None, extra=extra
    )
    line: dict[str, Any] = json.loads(SafeJsonFormatter().format(record))
    return line


def test_a_line_says_what_happened() -> None:
    line = logged("roundtable.requests", "request", status_code=200, duration_ms=1.5, route="x/")

    assert line["event"] == "request"
    assert (line["status_code"], line["duration_ms"], line["route"]) == (200, 1.5, "x/")
    assert (line["level"], line["logger"]) == ("ERROR", "roundtable.requests")


def test_what_is_put_into_a_message_stays_out() -> None:
    line = logged("django.request", "Not Found: %s", f"/search/?name={CHILD}")

    assert line["event"] == "Not Found: %s"
    assert CHILD not in json.dumps(line)


def test_values_that_nobody_allowed_stay_out() -> None:
    line = logged("roundtable", "saved", child=CHILD, request={"name": CHILD}, count=[CHILD])

    assert CHILD not in json.dumps(line)
    assert "count" not in line


def test_a_job_is_named_without_what_it_was_given() -> None:
    line = logged(
        "procrastinate.worker", f"Job render(name={CHILD}) failed", action="job_error", job={}
    )

    assert line["event"] == "job_error"
    assert CHILD not in json.dumps(line)


def test_a_message_that_is_no_text_is_named_by_its_kind() -> None:
    assert logged("elsewhere", ValueError(CHILD))["event"] == "ValueError"


def test_an_error_says_where_it_was_but_not_what_it_said() -> None:
    try:
        raise ValueError(CHILD)
    except ValueError:
        record = logging.getLogger("x").makeRecord(
            "x", logging.ERROR, "file.py", 1, "failed", (), sys.exc_info()
        )
    line = json.loads(SafeJsonFormatter().format(record))

    assert line["error"] == "ValueError"
    assert line["frames"][-1].endswith("test_an_error_says_where_it_was_but_not_what_it_said")
    assert CHILD not in json.dumps(line)


def test_a_long_value_is_cut() -> None:
    assert len(logged("x", "y", route="z" * 1000)["route"]) == 200


def test_nothing_goes_anywhere_but_the_standard_error() -> None:
    assert set(structured_logging(level="info")["handlers"]) == {"stderr"}


def test_django_and_the_web_server_log_through_it() -> None:
    script = (
        "import django; django.setup(); import logging;"
        " logging.getLogger('django.request').error('%s: %s', 'Not Found', '/a/?q=Ada');"
        " logging.getLogger('gunicorn.error').error('Error handling request %s', '/a/?q=Ada')"
    )
    logged = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)

    events = [json.loads(line)["event"] for line in logged.stderr.splitlines()]
    assert events == ["%s: %s", "Error handling request %s"]

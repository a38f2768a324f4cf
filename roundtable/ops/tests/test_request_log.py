import logging

import pytest
from django.test import Client


def test_a_request_is_logged_by_its_pattern(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="roundtable.requests"):
        client.get("/health/live?name=Ada+Example")

    (record,) = caplog.records
    assert (record.route, record.status_code) == ("health/live", 200)  # type: ignore[attr-defined]
    assert "Ada" not in repr(record.__dict__)


def test_what_was_typed_into_an_unknown_address_is_not_logged(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="roundtable.requests"):
        client.get("/theme/Ada-Example.css")

    (record,) = caplog.records
    assert (record.route, record.status_code) == ("", 404)  # type: ignore[attr-defined]
    assert "Ada" not in repr(record.__dict__)

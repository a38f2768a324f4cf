import pytest
from django.db import OperationalError, connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from roundtable.ops.health import readiness

pytestmark = pytest.mark.django_db


def worker_reported(seconds_ago: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_workers (last_heartbeat)"
            " values (now() - make_interval(secs => %s))",
            [seconds_ago],
        )


def test_live_asks_nothing_of_the_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        response = client.get("/health/live")

    assert (response.status_code, response.json()) == (200, {"status": "alive"})
    assert "no-store" in response["Cache-Control"]


def test_ready_when_everything_is_there(client: Client) -> None:
    worker_reported(seconds_ago=5)

    response = client.get("/health/ready")

    assert response.status_code == 200
    assert response.json()["checks"] == {"database": True, "migrations": True, "worker": True}


def test_not_ready_while_the_worker_is_silent(client: Client) -> None:
    worker_reported(seconds_ago=60)

    response = client.get("/health/ready")

    assert response.status_code == 503
    assert response.json()["checks"] == {"database": True, "migrations": True, "worker": False}


def test_not_ready_while_a_migration_is_missing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker_reported(seconds_ago=5)
    newer = frozenset({("plans", "9999_from_the_next_release")})
    monkeypatch.setattr(readiness, "_newest_migrations", lambda: newer)

    response = client.get("/health/ready")

    assert response.status_code == 503
    assert response.json()["checks"]["migrations"] is False


def test_not_ready_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> bool:
        raise OperationalError("connection to server at db.example failed")

    monkeypatch.setattr(readiness, "_migrations_are_applied", fail)

    response = client.get("/health/ready")

    assert response.status_code == 503
    assert response.json() == {
        "status": "not ready",
        "checks": {"database": False, "migrations": False, "worker": False},
    }

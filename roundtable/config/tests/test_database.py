import pytest
from django.core.exceptions import ImproperlyConfigured

from roundtable.config import database

APPLICATION = "postgresql://roundtable_app:s3cret@db.example:6543/casework?sslmode=verify-full"
OWNER = "postgresql://roundtable_owner:0wner@db.example:6543/casework"


@pytest.fixture(autouse=True)
def no_urls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("DATABASE_OWNER_URL", raising=False)


@pytest.fixture
def urls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", APPLICATION)
    monkeypatch.setenv("DATABASE_OWNER_URL", OWNER)


def test_without_an_address_each_kind_has_its_own_embedded_server() -> None:
    demo = database.django_database(kind="demo")
    test = database.django_database(kind="test")

    assert demo["USER"] == "roundtable_app"
    assert demo["HOST"] != test["HOST"]
    assert database.django_database(kind="demo", role="owner")["USER"] == "roundtable_owner"


@pytest.mark.usefixtures("urls")
def test_an_address_becomes_djangos_settings() -> None:
    found = database.django_database()

    assert (found["USER"], found["PASSWORD"]) == ("roundtable_app", "s3cret")
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", "6543", "casework")
    assert found["OPTIONS"] == {
        "sslmode": "verify-full",
        "prepare_threshold": 1,
        "options": "-c plan_cache_mode=force_generic_plan",
    }


@pytest.mark.usefixtures("urls")
def test_what_an_address_asks_of_the_server_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"{APPLICATION}&options=-c%20lock_timeout%3D5s")

    options = database.django_database()["OPTIONS"]["options"]

    assert options == "-c lock_timeout=5s -c plan_cache_mode=force_generic_plan"


@pytest.mark.usefixtures("urls")
def test_the_application_is_the_role_of_its_address() -> None:
    assert database.application_role() == "roundtable_app"
    assert database.django_database(role="owner")["USER"] == "roundtable_owner"


@pytest.mark.usefixtures("urls")
def test_one_role_for_both_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", APPLICATION)

    with pytest.raises(ImproperlyConfigured, match="two different roles"):
        database.django_database(role="owner")


@pytest.mark.usefixtures("urls")
def test_the_owner_is_asked_for_only_where_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DATABASE_OWNER_URL")

    assert database.django_database()["USER"] == "roundtable_app"
    with pytest.raises(ImproperlyConfigured, match="DATABASE_OWNER_URL is not set"):
        database.django_database(role="owner")


@pytest.mark.parametrize(
    ("address", "complaint"),
    [
        ("postgresql://user:s3cret@[host/x", "not a PostgreSQL address"),
        ("s3cret", "not a PostgreSQL address"),
        ("postgresql://host/casework", "does not name a role"),
        ("postgresql://user:s3cret@host", "does not name a database"),
    ],
)
def test_an_unusable_address_is_refused_without_repeating_it(
    monkeypatch: pytest.MonkeyPatch, address: str, complaint: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", address)

    with pytest.raises(ImproperlyConfigured, match=complaint) as refused:
        database.django_database()
    assert "s3cret" not in str(refused.value)

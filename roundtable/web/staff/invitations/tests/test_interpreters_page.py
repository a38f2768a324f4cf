"""The page on which the languages of interpreters are kept."""

import pytest
from django.test import Client

from roundtable.casework.conferences.tests.family import Family
from roundtable.casework.conferences.tests.looking import audited
from roundtable.casework.people.actions import record_languages
from roundtable.casework.people.models import Professional
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.web.design_system.tests.people import carried_by
from roundtable.web.staff.tests.visiting import links, visitor, words_of

PAGE = "/interpreters/"


@pytest.fixture
def desk(cast: Family) -> Client:
    return visitor(cast.actor("administrator"))


def send(desk: Client, **answers: str) -> int:
    return desk.post(PAGE, carried_by(desk.get(PAGE)) | answers).status_code


def test_languages_are_kept_and_found_from_the_needs_desk(cast: Family, desk: Client) -> None:
    who = cast.professionals["interpreter"]
    assert links(desk.get("/needs/"))["Interpreters and their languages"] == PAGE
    assert "Not recorded" in words_of(desk.get(PAGE))
    typed = "Twi, Asante\n\nFrench\nfrench "
    assert send(desk, interpreter=str(who.public_id), languages=typed) == 302
    who.refresh_from_db()
    assert who.languages == ["Twi, Asante", "french"]
    assert "Twi, Asante; french" in words_of(desk.get(PAGE))
    assert audited("professional.languages_recorded")[-1].subject_id == who.pk


def test_what_is_wrong_is_said_beside_the_field(cast: Family, desk: Client) -> None:
    who = str(cast.professionals["interpreter"].public_id)
    assert send(desk, interpreter="", languages="Twi") == 422
    assert send(desk, interpreter=who, languages="x" * 61) == 422
    assert send(desk, interpreter=str(cast.chair.public_id), languages="Twi") == 422
    assert not audited("professional.languages_recorded")


@pytest.mark.parametrize("name", ["chair", "social_worker", "stranger"])
def test_it_is_the_desks(cast: Family, name: str) -> None:
    assert visitor(cast.actor(name)).get(PAGE).status_code == 404
    with pytest.raises((NotAuthorised, Professional.DoesNotExist)):
        record_languages(
            professional_id=cast.professionals["interpreter"].pk,
            languages=["Twi"],
            actor=cast.actor(name),
            now=clock.now(),
        )

"""The page on which an authority keeps its words."""

import pytest
from django.test import Client

from roundtable.casework.statements.models import TradeWord
from roundtable.rules.access import Role
from roundtable.web.design_system.tests.people import carried_by, person, signed_in

PAGE = "/plain-words/"


@pytest.fixture
def administrator(db: None) -> Client:
    return signed_in(Client(), person(Role.ADMINISTRATOR))


def send(client: Client, address: str, **answers: str) -> int:
    return client.post(address, carried_by(client.get(address)) | answers).status_code


def test_a_word_is_kept_and_taken_away_again(administrator: Client) -> None:
    page = administrator.get(PAGE).content.decode()
    assert "dysregulated" in page
    assert "TAF" not in page
    assert send(administrator, PAGE, word="TAF", instead="the talk about help") == 302
    page = administrator.get(PAGE).content.decode()
    assert "the talk about help" in page
    assert "Yours" in page
    assert send(administrator, f"{PAGE}take-away/", word="TAF") == 302
    assert send(administrator, f"{PAGE}take-away/", word="HV") == 302
    assert "Not looked for here: HV." in administrator.get(PAGE).content.decode()


def test_what_is_missing_is_said_beside_the_field(administrator: Client) -> None:
    assert send(administrator, PAGE, word="TAF", instead="") == 422
    assert send(administrator, PAGE, word="TAF", instead="taf") == 422
    assert not TradeWord.objects.exists()

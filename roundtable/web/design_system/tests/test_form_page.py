"""One form, one act."""

import uuid

import pytest
from django.test import Client
from lxml import html

from roundtable.foundation.accounts.models import User
from roundtable.rules.access import Role
from roundtable.web.design_system.tests.people import person, signed_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.urls("roundtable.web.design_system.tests.site"),
]


def answers(**changed: str) -> dict[str, str]:
    given = {
        "note": "Seen-at-home",
        "kind": "visit",
        "seen_on-day": "3",
        "seen_on-month": "11",
        "seen_on-year": "2026",
        "_once": str(uuid.uuid4()),
    }
    return given | {name.replace("__", "-"): value for name, value in changed.items()}


@pytest.fixture
def chair(client: Client) -> Client:
    return signed_in(client, person(Role.CHAIR))


def notes() -> int:
    return User.objects.count() - 1


def test_the_page_shows_the_form_with_a_key_of_its_own(chair: Client) -> None:
    keys = {
        html.fromstring(chair.get("/test/note/").text).xpath("//input[@name='_once']/@value")[0]
        for _ in range(2)
    }
    assert len(keys) == 2


def test_a_good_form_acts_and_goes_on(chair: Client) -> None:
    assert chair.post("/test/note/", answers()).url == "/done/?Seen-at-home"
    assert notes() == 1


def test_a_form_sent_twice_acts_once(chair: Client) -> None:
    same = answers()
    first, second = (chair.post("/test/note/", same) for _ in range(2))
    assert first.url == second.url == "/done/?Seen-at-home"
    assert notes() == 1


def test_another_persons_key_neither_acts_nor_tells_where_theirs_led(chair: Client) -> None:
    same = answers()
    chair.post("/test/note/", same)
    other = signed_in(Client(), person(Role.CHAIR, "Someone Else"))
    assert other.post("/test/note/", same).url == "/"


def test_the_same_answers_in_a_new_page_act_again(chair: Client) -> None:
    chair.post("/test/note/", answers())
    chair.post("/test/note/", answers(note="Seen at school"))
    assert notes() == 2


def test_a_wrong_answer_is_said_beside_the_field_and_in_the_summary(chair: Client) -> None:
    response = chair.post("/test/note/", answers(note="", seen_on__year="", kind="other"))
    assert response.status_code == 422
    page = html.fromstring(response.text)
    summary = {
        link.get("href"): link.text_content()
        for link in page.xpath("//div[@class='govuk-error-summary']//a")
    }
    assert summary == {
        "#note": "Enter a note",
        "#seen_on-year": "The date the child was seen must include a year",
        "#kind": "Select one of the answers on the page",
    }
    for link, text in summary.items():
        target = page.get_element_by_id(link[1:])
        group = target.xpath("ancestor::div[contains(@class, 'govuk-form-group--error')]")[-1]
        assert text in group.text_content()
    assert page.findtext(".//title").startswith("Error: Write a note")
    assert page.get_element_by_id("seen_on-month").get("value") == "11"
    assert notes() == 0


def test_a_refusal_lists_every_reason_keeps_the_words_and_writes_nothing(chair: Client) -> None:
    same = answers(note="refuse")
    response = chair.post("/test/note/", same)
    assert response.status_code == 422
    assert "The visit is in the past" in response.text
    assert "The case is closed" in response.text
    assert ">\nrefuse</textarea>" in response.text
    assert notes() == 0
    # The key was given back: the same page, put right, acts.
    assert chair.post("/test/note/", same | {"note": "better"}).url == "/done/?better"


@pytest.mark.parametrize("key", ["", "not-a-key"])
def test_a_form_without_a_key_says_so_and_offers_one(chair: Client, key: str) -> None:
    response = chair.post("/test/note/", answers(_once=key))
    assert response.status_code == 422
    assert "This page was out of date" in response.text
    new = html.fromstring(response.text).xpath("//input[@name='_once']/@value")[0]
    assert chair.post("/test/note/", answers(_once=new)).status_code == 302


def test_answers_are_checked_before_the_act_and_can_be_changed(chair: Client) -> None:
    check = chair.post("/test/checked-note/", answers())
    assert check.status_code == 200
    assert "Check your answers" in check.text
    assert "3 November 2026" in check.text
    assert "A visit" in check.text
    assert notes() == 0
    kept = dict(html.fromstring(check.text).forms[-1].form_values())
    change = chair.post("/test/checked-note/", kept | {"_step": "change"})
    assert ">\nSeen-at-home</textarea>" in change.text
    assert notes() == 0
    done = chair.post("/test/checked-note/", kept | {"_step": "confirm"})
    assert done.url == "/done/?Seen-at-home"
    assert chair.post("/test/checked-note/", kept | {"_step": "confirm"}).status_code == 302
    assert notes() == 1


def test_answers_changed_into_nonsense_on_the_way_are_caught(chair: Client) -> None:
    tampered = answers(kind="other") | {"_step": "confirm"}
    assert chair.post("/test/checked-note/", tampered).status_code == 422
    assert notes() == 0

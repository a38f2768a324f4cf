"""What is typed and not sent: kept for who typed it, brought back to them, gone once it is sent."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from lxml import html

from roundtable.foundation.accounts.models import User
from roundtable.foundation.core import clock
from roundtable.foundation.core.drafts import KEPT_FOR, LONGEST, device_key, name_of
from roundtable.foundation.core.models import Draft
from roundtable.rules.access import Role
from roundtable.web.design_system.tests.people import person, signed_in

pytestmark = pytest.mark.urls("roundtable.web.design_system.tests.site")

PAGE, KEEP = "/test/draft/", "/drafts/"
SAVED = {"state": "saved", "at": "10:00"}
TYPED = "  He goes\nto the group. “Ça” 🙂\n"


@pytest.fixture
def desk(db: None) -> Client:
    return signed_in(Client(), person(Role.CHAIR))


def form_of(client: Client, address: str = PAGE) -> html.FormElement:
    return html.fromstring(client.get(address).text).forms[-1]


def carried(client: Client, address: str = PAGE) -> dict[str, str]:
    return {name: value for name, value in form_of(client, address).form_values() if value}


def type_in(client: Client, note: str, *, base: int = 0, page: str = PAGE, **more: str) -> str:
    sent = carried(client, page) | {"note": note, "_base": str(base), "_caret": "note 3 3"} | more
    return str(client.post(KEEP, sent).json()["state"])


def test_what_is_typed_comes_back_as_it_was_typed_and_without_a_word_about_mistakes(desk) -> None:
    assert type_in(desk, TYPED, kind="call") == "saved"
    page = desk.get(PAGE)
    assert page.status_code == 200
    form = html.fromstring(page.text).forms[-1]
    assert form.fields["note"].removeprefix("\n") == TYPED
    assert form.fields["kind"] == "call"
    assert "There is a problem" not in page.text
    assert "This is what you typed and did not send. Draft saved 10:00" in page.text
    assert 'data-caret="note 3 3"' in page.text


def test_the_answer_comes_with_the_time_and_the_number_of_the_draft(desk) -> None:
    sent = carried(desk) | {"note": "One", "_base": "0"}
    assert desk.post(KEEP, sent).json() == SAVED | {"revision": 1}
    assert desk.post(KEEP, sent | {"_base": "1"}).json() == SAVED | {"revision": 2}


def test_a_sent_form_leaves_no_draft_and_a_late_saving_brings_none_back(desk) -> None:
    type_in(desk, "One")
    sent = carried(desk) | {"note": "One", "kind": "visit"}
    sent |= {"seen_on-day": "3", "seen_on-month": "11", "seen_on-year": "2026"}
    assert desk.post(PAGE, sent).status_code == 302
    assert not Draft.objects.exists()
    assert desk.post(KEEP, sent | {"_base": "0"}).json() == {"state": "sent"}
    assert not Draft.objects.exists()
    assert form_of(desk).fields["note"].strip() == ""


def test_a_refused_form_keeps_its_draft(desk) -> None:
    type_in(desk, "One")
    answer = desk.post(PAGE, carried(desk) | {"note": "One more"})
    assert answer.status_code == 422
    assert 'data-fresh="yes"' in answer.text
    assert 'data-revision="1"' in answer.text
    assert Draft.objects.exists()


def test_two_windows_of_one_person_do_not_overwrite_each_other(desk) -> None:
    assert type_in(desk, "In one window") == "saved"
    assert type_in(desk, "In the other") == "elsewhere"
    assert form_of(desk).fields["note"].strip() == "In one window"
    assert type_in(desk, "In the other", base=1) == "saved"


def test_it_is_read_by_nobody_else(desk) -> None:
    type_in(desk, "Canary")
    other = signed_in(Client(), person(Role.CHAIR, "Someone Else"))
    assert form_of(other).fields["note"].strip() == ""
    # Not even under the name of the other's draft.
    [draft] = Draft.objects.all()
    other.post(KEEP, carried(other) | {"_draft": draft.name, "note": "Mine", "_base": "0"})
    assert form_of(desk).fields["note"].strip() == "Canary"
    assert "Canary" not in other.get(PAGE).text


def test_each_person_has_a_key_and_names_of_their_own(db: None) -> None:
    assert device_key(1) == device_key(1)
    assert len({device_key(1), device_key(2)}) == 2
    assert len({name_of(1, PAGE), name_of(2, PAGE), name_of(1, "/test/")}) == 3


def test_it_is_thrown_away_when_its_writer_says_so(desk) -> None:
    type_in(desk, "One")
    answer = desk.post("/drafts/throw-away/", carried(desk))
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert not Draft.objects.exists()
    assert desk.post("/drafts/throw-away/", {"_back": "//evil.example"})["Location"] == "/"


@pytest.mark.parametrize(
    ("more", "status", "state"),
    [
        ({"note": "x" * (LONGEST + 1)}, 200, "long"),
        ({"_draft": "nonsense"}, 400, None),
        ({"_base": "-1"}, 400, None),
        ({"_base": "x"}, 400, None),
        ({"_once": "nonsense"}, 200, "saved"),
        ({"note": "with\x00nothing"}, 200, "saved"),
    ],
)
def test_whatever_is_sent_is_answered(desk, more, status, state) -> None:
    answer = desk.post(KEEP, carried(desk) | {"_base": "0"} | more)
    assert (answer.status_code, answer.json().get("state")) == (status, state)


def test_who_is_not_signed_in_keeps_nothing(db: None) -> None:
    sent = {"_draft": "0" * 64, "_base": "0", "note": "One", "_once": str(uuid.uuid4())}
    assert Client().post(KEEP, sent).status_code == 401
    assert not Draft.objects.exists()


def test_old_drafts_go(desk) -> None:
    type_in(desk, "One")
    Draft.objects.update(saved_at=clock.now() - KEPT_FOR - timedelta(days=1), name="0" * 64)
    type_in(desk, "Two")
    assert Draft.objects.count() == 1


def test_who_comes_back_to_an_edit_is_told_what_changed_meanwhile(desk) -> None:
    User.objects.create_user("kept@example.org", "They met.")
    page = "/test/draft-edit/"
    type_in(desk, "They met twice.", page=page)
    User.objects.filter(email="kept@example.org").update(name="They did not meet.")
    sent = carried(desk, page) | {"kind": "visit"}
    sent |= {"seen_on-day": "3", "seen_on-month": "11", "seen_on-year": "2026"}
    assert sent["note"].strip() == "They met twice."
    answer = desk.post(page, sent)
    assert answer.status_code == 422
    assert "They did not meet." in answer.text

"""Answering by a link: what it shows without its code, and what one browser may do with it."""

import re
import uuid
from typing import Any

import pytest
import time_machine
from django.test import Client
from lxml import html

from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.tests.family import Family
from roundtable.casework.conferences.tests.looking import queued
from roundtable.casework.invitations.actions.links import send_answer_link
from roundtable.casework.invitations.models import AnswerLink, Invitation
from roundtable.casework.invitations.tests.invited import invitation_of, send, with_list
from roundtable.foundation.accounts.models import User
from roundtable.foundation.audit.models import AccessEvent
from roundtable.foundation.core import clock as time


def filled(**answers: str) -> dict[str, str]:
    return answers | {"_once": str(uuid.uuid4())}


def words_of(page: Any) -> str:
    main = html.fromstring(page.content).xpath("//main")[0]
    return " ".join(main.text_content().split())


def problems(page: Any) -> list[str]:
    listed = html.fromstring(page.content).xpath("//*[contains(@class, 'error-summary')]//li")
    return [" ".join(one.text_content().split()) for one in listed]


NAMES = ("Hartley", "Rosa", "Ava", "Ben", "conference", "child", "December")


@pytest.fixture
def conference(cast: Family) -> Conference:
    conference = with_list(cast)
    send(cast, conference)
    return conference


def link_to(cast: Family, conference: Conference, whom: str) -> tuple[str, str]:
    """Return the address of a link, and its code."""
    sent = send_answer_link(
        invitation_id=invitation_of(conference, cast.professionals[whom]).pk,
        link_channel="email",
        code_channel="hand",
        actor=cast.actor("administrator"),
        now=time.now(),
    )
    found = re.search(r"https?://[^/]+(/answer/\S+/)", queued("answer_link")[-1].body)
    assert found
    return found[1], sent.code_to_tell


def entered(address: str, code: str) -> Client:
    client = Client()
    assert client.post(address, {"code": code}).status_code == 302
    return client


def test_opening_it_shows_nothing_and_uses_nothing_up(cast: Family, conference: Conference) -> None:
    address, code = link_to(cast, conference, "police_officer")
    scanner = Client()
    for _ in range(500):  # 1,000 looks of a mail scanner
        page = scanner.get(address)
        assert page.status_code == 200
        assert scanner.head(address).status_code == 200
    assert not any(name in page.content.decode() for name in NAMES)
    assert scanner.get(f"{address}reply/").status_code == 404
    link = AnswerLink.objects.get()
    assert (link.opened_at, link.wrong_codes) == (None, 0)
    assert entered(address, code).get(f"{address}reply/").status_code == 200


def test_only_the_browser_that_gave_the_code_goes_on(cast: Family, conference: Conference) -> None:
    address, code = link_to(cast, conference, "police_officer")
    client = entered(address, code)
    page = client.get(f"{address}reply/")
    assert "3 December 2026 at 10am" in words_of(page)
    assert not any(name in page.content.decode() for name in NAMES[:4])
    assert Client().get(f"{address}reply/").status_code == 404
    assert Client().get(address).status_code == 404, "the code was used"
    assert Client().post(address, {"code": code}).status_code == 404


def test_a_wrong_code_is_said_beside_the_box(cast: Family, conference: Conference) -> None:
    address, code = link_to(cast, conference, "police_officer")
    client = Client()
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for _ in range(5):
        refused = client.post(address, {"code": wrong})
        assert refused.status_code == 422
        assert problems(refused)[0].startswith("This is not the code")
    over = client.post(address, {"code": code})
    assert over.status_code == 404
    assert "This link does not work" in words_of(over)


def test_the_answer_is_kept_once_however_often_it_is_sent(
    cast: Family, conference: Conference
) -> None:
    address, code = link_to(cast, conference, "police_officer")
    client = entered(address, code)
    answers = filled(answer="accept", how="room", note="I come at ten past.")
    for _ in range(3):
        sent = client.post(f"{address}reply/", answers)
        assert sent["Location"] == f"{address}thanks/"
    other = client.post(f"{address}reply/", filled(answer="decline"))
    assert other["Location"] == f"{address}thanks/"
    assert "We have your answer" in words_of(client.get(f"{address}thanks/"))
    invitation = Invitation.objects.get(participant__professional=cast.police_officer)
    assert (invitation.state, invitation.answer_note) == ("ACCEPTED", "I come at ten past.")
    read = AccessEvent.objects.filter(route__startswith="answer/")
    assert read.exists()
    assert {one.user_id for one in read} == {None}


def test_a_colleague_can_be_sent(cast: Family, conference: Conference) -> None:
    address, code = link_to(cast, conference, "health_visitor")
    client = entered(address, code)
    chosen = str(cast.other_health_visitor.public_id)
    assert problems(client.post(f"{address}reply/", filled(answer="deputy")))
    sent = client.post(f"{address}reply/", filled(answer="deputy", deputy=chosen))
    assert sent.status_code == 302
    invitation = Invitation.objects.get(participant__professional=cast.health_visitor)
    assert invitation.deputy == cast.other_health_visitor


@pytest.mark.parametrize(
    "answers",
    [{}, {"answer": "accept", "how": "video"}, {"answer": "perhaps"}],
)
def test_what_is_missing_is_asked_for(
    cast: Family, conference: Conference, answers: dict[str, str]
) -> None:
    address, code = link_to(cast, conference, "police_officer")
    page = entered(address, code).post(f"{address}reply/", filled(**answers))
    assert page.status_code == 422
    assert problems(page)


def test_who_is_signed_in_is_nobody_here(cast: Family, conference: Conference) -> None:
    address, _ = link_to(cast, conference, "police_officer")
    client = Client()
    client.force_login(User.objects.get(pk=cast.actor("mother").user_id))
    page = client.get(address)
    assert page.status_code == 200
    assert "Rosa" not in page.content.decode()
    assert client.get("/answer/forged/").status_code == 404


def test_the_letter_is_there_while_the_link_is_open_and_for_that_browser(
    cast: Family, conference: Conference, clock: time_machine.Traveller
) -> None:
    address, code = link_to(cast, conference, "health_visitor")
    assert Client().get(f"{address}letter/").status_code == 404
    client = entered(address, code)
    # While the letter can be called back it is not there, nor a way to it.
    assert client.get(f"{address}letter/").status_code == 404
    assert f"{address}letter/" not in client.get(f"{address}reply/").content.decode()
    clock.shift(600)
    assert f"{address}letter/" in client.get(f"{address}reply/").content.decode()
    letter = client.get(f"{address}letter/")
    assert letter["Content-Type"] == "application/pdf"
    assert "Hartley" not in letter["Content-Disposition"]
    assert letter["Cache-Control"] == "no-store"
    client.post(f"{address}reply/", filled(answer="decline"))
    assert client.get(f"{address}letter/").status_code == 404
    routes = AccessEvent.objects.values_list("route", flat=True)
    assert "answer/<str:token>/letter/" in set(routes)

"""How ready a conference is, and who asks for time to read."""

import re

import pytest
from django.urls import reverse

from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.tests.family import Family, add, arranged, tell_invited
from roundtable.casework.preparing.actions.time_to_read import ask_for_time
from roundtable.casework.preparing.models import TimeRequest
from roundtable.foundation.core import clock
from roundtable.web.staff.tests.visiting import (
    day_of,
    filled,
    links,
    problems,
    queries_of,
    visitor,
    words_of,
)

MOST_QUERIES = 15


@pytest.fixture
def conference(cast: Family) -> Conference:
    return arranged(cast, "ava", "ben")


@pytest.fixture
def mother(cast: Family, conference: Conference) -> Participant:
    mother = add(cast, conference, "mother")
    tell_invited(mother)
    return mother


def address(conference: Conference, name: str, *more: object) -> str:
    return reverse(f"staff:{name}", args=[conference.public_id, *more])


def test_every_line_says_whose_it_is(
    cast: Family, conference: Conference, mother: Participant
) -> None:
    page = visitor(cast.actor("chair")).get(address(conference, "readiness"))
    text = words_of(page)
    assert "Some things are not ready" in text
    assert "The chair has not met Rosa Hartley yet. the chair" in text
    assert "Ava: not in yet. the social worker" in text
    there = links(page)
    for line, name in (
        ("Reports, None has been asked for.", "reports"),
        ("Chair and family, The chair has not met Rosa Hartley yet.", "contact"),
        ("Views, Ava: not in yet.", "views"),
    ):
        href = f"/conferences/{conference.public_id}/{name}/"
        assert there[f"Put it right: {line}"] == href


def test_it_asks_the_same_for_many_as_for_few(
    cast: Family, conference: Conference, mother: Participant
) -> None:
    chair = visitor(cast.actor("chair"))
    few = queries_of(chair, address(conference, "readiness"))
    for name in ("excluded_father", "half_siblings_father", "head_teacher", "police_officer"):
        add(cast, conference, name)
    assert queries_of(chair, address(conference, "readiness")) == few <= MOST_QUERIES


def test_a_request_for_time_is_on_the_chairs_first_page_at_once(
    cast: Family, conference: Conference, mother: Participant
) -> None:
    worker, chair = visitor(cast.actor("social_worker")), visitor(cast.actor("chair"))
    told = filled(participant=str(mother.public_id), wanted="delay", words="It came today.")
    page = worker.post(address(conference, "ask-for-time"), told, follow=True)
    assert "The chair has been told" in words_of(page)
    home = chair.get("/")
    assert links(home)["Rosa Hartley asks for more time to read"] == address(
        conference, "time-to-read"
    )
    assert "Something needs somebody now" in words_of(home)
    assert "Somebody has not had time to read" in words_of(
        chair.get(address(conference, "conference"))
    )
    again = worker.post(address(conference, "ask-for-time"), told | filled())
    assert problems(again) == ["The chair has this request already."]


@pytest.mark.parametrize(
    "decision, leads", [("delay", "delay-start"), ("stand_down", "postpone"), ("go_on", "")]
)
def test_what_the_chair_decides_leads_to_the_act_that_does_it(
    cast: Family, conference: Conference, mother: Participant, decision: str, leads: str
) -> None:
    request = ask_for_time(
        participant_id=mother.pk,
        wanted="delay",
        actor=cast.actor("mother"),
        now=clock.now(),
    )
    chair = visitor(cast.actor("chair"))
    here = address(conference, "decide-on-time", request.public_id)
    assert here in links(chair.get(address(conference, "room"))).values()
    empty = chair.post(here, filled(decision=decision))
    assert problems(empty) == ["Enter why. The family reads it"]
    answered = filled(decision=decision, reasons="You should read it first.")
    page = chair.post(here, answered)
    assert page["Location"] == address(conference, leads or "time-to-read")
    assert here not in links(chair.get(address(conference, "room"))).values()
    request = TimeRequest.objects.get()
    assert (request.decision, request.reasons) == (decision, "You should read it first.")
    if leads == "postpone":  # why is known, and not asked again
        why = re.search(r'<input[^>]*value="family_request"[^>]*>', chair.get(page.url).text)
        assert why is not None
        assert "checked" in why.group()


@pytest.mark.parametrize("name", ["readiness", "time-to-read"])
@pytest.mark.parametrize("who", ["minute_taker", "other_chair", "stranger"])
def test_it_is_for_those_who_prepare_the_meeting(
    cast: Family, conference: Conference, name: str, who: str
) -> None:
    assert visitor(cast.actor(who)).get(address(conference, name)).status_code == 404


def test_what_was_done_with_the_family_is_recorded_and_its_notes_shown(
    cast: Family, conference: Conference, mother: Participant
) -> None:
    worker = visitor(cast.actor("social_worker"))
    here = address(conference, "family-contact")
    visit = filled(
        person=str(cast.people["mother"].public_id),
        kind="visit",
        was_possible="yes",
        how="At home.",
        notes="You would like a break.",
    ) | day_of("on", 23, 11, 2026)
    page = worker.post(here, visit)
    assert problems(page) == [
        "Ask whether you may take notes. Without their agreement none are kept."
    ]
    worker.post(here, visit | filled(notes_agreed="yes"))
    page = worker.get(here)
    assert "Notes: on their page, not shown to them yet." in words_of(page)
    shown = next(href for words, href in links(page).items() if words.startswith("The notes"))
    worker.post(shown, filled() | day_of("on", 23, 11, 2026))
    assert "Notes: shown to them 23 November 2026." in words_of(worker.get(here))
    ready = words_of(worker.get(address(conference, "readiness")))
    assert "The social worker has prepared Rosa Hartley." in ready


def test_how_a_child_takes_part_is_settled_and_can_change(
    cast: Family, conference: Conference
) -> None:
    worker = visitor(cast.actor("social_worker"))
    held = conference.children.get(child=cast.people["ava"])
    here = address(conference, "settle-part", held.public_id)
    settled = filled(
        is_invited="yes",
        comes_to=["What the children say"],
        reason="She wants to.",
        means=["self"],
    )
    missing = "Select what the child hears of the reports"
    assert problems(worker.post(here, settled)) == [missing]
    settled |= filled(hears_reports="not")
    missing = "Enter why they hear nothing of the reports"
    assert problems(worker.post(here, settled)) == [missing]
    settled |= filled(no_reports_reason="She asked us not to tell her.")
    assert problems(worker.post(here, settled)) == [
        "Select who goes through the invitation with them."
    ]
    with_worker = str(cast.professionals["social_worker"].public_id)
    page = worker.post(here, settled | filled(with_worker=with_worker), follow=True)
    assert "Invited to: What the children say. She wants to." in words_of(page)
    ready = words_of(worker.get(address(conference, "readiness")))
    assert "Ava is invited." in ready
    assert "Ava Hartley is not given them. She asked us not to tell her." in ready

"""The plan's pages: what it says, and carrying it out, with bad input too."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from roundtable.casework.conferences.tests.family import Family, Further
from roundtable.casework.plans.models import CoreGroupMeeting, Outline, Plan, PlanAction, Visit
from roundtable.casework.plans.tests import table
from roundtable.foundation.accounts.models import User
from roundtable.foundation.core import clock as time

# BEGIN, SAVEPOINT and set_config are not counted by the budget of fifteen.
NOT_COUNTED = ("SAVEPOINT", "RELEASE", "select set_config")


@pytest.fixture(scope="module")
def further() -> Further:
    return lambda family: table.decided(family, "ava")


@pytest.fixture
def plan(cast: Family, clock: Any) -> Plan:
    clock.move_to(time.at(table.ON.replace(day=17), 12))
    return Plan.objects.get()


def sign_in(cast: Family, name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=cast.actor(name).user_id))
    return client


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def send(client: Client, address: str, **answers: Any) -> Any:
    page = client.get(address)
    assert page.status_code == 200
    once = re.search(r'name="_once" value="([^"]+)"', page.content.decode())
    assert once is not None
    return client.post(address, {"_once": once.group(1), **answers})


def on(name: str, day: int, month: int, year: int) -> dict[str, str]:
    return {f"{name}-day": str(day), f"{name}-month": str(month), f"{name}-year": str(year)}


def test_the_plan_says_what_who_when_and_why_each_date(cast: Family, plan: Plan) -> None:
    text = text_of(sign_in(cast, "social_worker").get(f"/plans/{plan.public_id}/"))
    for words in (
        "The children are fed and in school every day.",
        "Take the children to breakfast club",
        "Rosa Hartley",
        "A legal planning meeting.",
        "Why this date?",
        "Neglect",
        "Agreed for 2 March 2027",
    ):
        assert words in text


@pytest.mark.parametrize("role", ["social_worker", "health_visitor"])
def test_the_plan_says_how_likely_harm_is_and_how_the_child_is_kept_safe(
    cast: Family, plan: Plan, role: str
) -> None:
    door = "/partners" if role == "health_visitor" else ""
    text = text_of(sign_in(cast, role).get(f"{door}/plans/{plan.public_id}/"))
    assert f"How likely harm is {table.WEIGHED['likelihood_of_harm']}" in text
    assert "How Ava Hartley is kept safe Grandmother sleeps there, and nobody else" in text


def test_an_earlier_version_says_it_as_it_was(cast: Family, plan: Plan) -> None:
    Outline.objects.update(protection="Nobody knows.")
    text = text_of(sign_in(cast, "social_worker").get(f"/plans/{plan.public_id}/versions/1/"))
    assert f"How likely harm is {table.WEIGHED['likelihood_of_harm']}" in text
    assert "How the child is kept safe Grandmother sleeps there" in text
    assert "14 December 2026" in text


def test_the_authoritys_own_words_for_its_roles(cast: Family, plan: Plan) -> None:
    cast.authority.settings = {
        "role_label_key_worker": "lead practitioner",
        "role_label_chair": "independent reviewing officer",
    }
    cast.authority.save()
    page = text_of(sign_in(cast, "chair").get(f"/plans/{plan.public_id}/"))
    assert "Lead practitioner" in page
    assert "Dele Lowe, independent reviewing officer" in page
    assert "Key worker" not in page


def test_a_visit_is_recorded_and_its_words_survive_a_refusal(cast: Family, plan: Plan) -> None:
    client, address = sign_in(cast, "social_worker"), f"/plans/{plan.public_id}/visit/"
    answers = {
        **on("on", 16, 12, 2026),
        "at": "3pm",
        "place": "Home",
        "was_announced": "no",
        "child_seen": "yes",
        "seen_alone": "no",
        "not_alone_reason": "",
        "observations": "The flat was warm.",
    }
    refused = send(client, address, **answers)
    assert refused.status_code == 422
    assert "Enter why you did not see the child alone" in text_of(refused)
    assert "The flat was warm." in refused.content.decode()
    assert not Visit.objects.exists()
    answers["not_alone_reason"] = "She hid behind her mother."
    assert send(client, address, **answers).status_code == 302
    assert Visit.objects.get().was_announced is False
    assert "Child seen" in text_of(client.get(f"/plans/{plan.public_id}/"))


def test_a_core_group_is_recorded_for_those_who_came(cast: Family, plan: Plan) -> None:
    client = sign_in(cast, "social_worker")
    meeting = CoreGroupMeeting.objects.get()
    member = plan.outline.core_group.all()[0]
    address = f"/core-groups/{meeting.public_id}/"
    answers = {
        **on("held_on", 15, 12, 2026),
        **on("next_on", 19, 1, 2027),
        "present": [str(member.public_id)],
        "progress": "Breakfast club every day.",
        "asks_early_review": "no",
        "asks_legal_advice": "no",
    }
    refused = send(client, address, **{**answers, "present": []})
    assert refused.status_code == 422
    assert "Select who came" in text_of(refused)
    assert send(client, address, **answers).status_code == 302
    meeting.refresh_from_db()
    assert meeting.state == "RECORDED"
    assert "Version 2" in text_of(client.get(f"/plans/{plan.public_id}/"))
    assert "how the plan stood" in text_of(client.get(f"/plans/{plan.public_id}/versions/1/"))
    assert client.get(f"/plans/{plan.public_id}/versions/9/").status_code == 404


def test_outcomes_and_actions_are_added_and_done(cast: Family, plan: Plan) -> None:
    client, base = sign_in(cast, "social_worker"), f"/plans/{plan.public_id}/"
    send(
        client,
        f"{base}outcome/",
        what_must_change="Ava sees a dentist.",
        term="long",
        how_we_will_know="The dentist writes.",
    )
    outcome = plan.outline.outcomes.get(what_must_change="Ava sees a dentist.")
    mother = plan.outline.core_group.get(person=cast.people["mother"])
    address = f"{base}outcomes/{outcome.public_id}/action/"
    assert send(client, address, what="", owner="").status_code == 422
    send(
        client,
        address,
        what="Ring the dentist",
        owner=str(mother.public_id),
        is_for_safety="no",
        **on("due_on", 20, 1, 2027),
    )
    action = PlanAction.objects.get(what="Ring the dentist")
    assert (action.person, action.state) == (cast.people["mother"], "AGREED")
    send(client, f"{base}actions/{action.public_id}/", event="complete", evidence="Letter seen.")
    action.refresh_from_db()
    assert action.state == "DONE"


def test_ids_of_another_plan_are_not_found(cast: Family, plan: Plan) -> None:
    client, base = sign_in(cast, "social_worker"), f"/plans/{plan.public_id}/"
    nowhere = "00000000-0000-4000-8000-000000000000"
    for address in (
        f"/plans/{nowhere}/",
        f"{base}actions/{nowhere}/",
        f"{base}outcomes/{nowhere}/action/",
        f"/core-groups/{nowhere}/",
    ):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("name", ["other_social_worker", "other_chair", "administrator"])
def test_who_does_not_work_with_the_child_finds_no_plan(cast, plan, name) -> None:
    assert sign_in(cast, name).get(f"/plans/{plan.public_id}/").status_code == 404


def test_only_the_head_of_service_ends_it_and_checks_the_answers(cast, plan) -> None:
    address = f"/plans/{plan.public_id}/end/"
    assert sign_in(cast, "social_worker").get(address).status_code == 404
    client = sign_in(cast, "head_of_service")
    answers = {"reason": "died", "note": "Told by the hospital.", **on("on", 16, 12, 2026)}
    check = send(client, address, **answers)
    assert "Check your answers" in text_of(check)
    plan.refresh_from_db()
    assert plan.is_open
    assert send(client, address, **answers, _step="confirm").status_code == 302
    plan.refresh_from_db()
    assert plan.end_reason == "died"


def test_the_plan_page_asks_little_and_the_same_for_many_actions(cast, plan) -> None:
    client = sign_in(cast, "social_worker")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/plans/{plan.public_id}/").status_code == 200
        return sum(not query["sql"].startswith(NOT_COUNTED) for query in queries)

    cost()  # the authority's look is asked for once a minute
    few = cost()
    outcome = plan.outline.outcomes.get()
    for number in range(12):
        PlanAction.objects.create(
            authority=cast.authority,
            outcome=outcome,
            what=f"Action {number}",
            person=cast.people["mother"],
            state="AGREED",
        )
    assert cost() == few
    assert few <= 15

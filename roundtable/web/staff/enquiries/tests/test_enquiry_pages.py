"""The strategy discussion and the section 47 enquiry in the browser."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from roundtable.casework.cases.models import Section47Enquiry, SpokenTo, StrategyDiscussion
from roundtable.casework.cases.tests.town import Family, Town
from roundtable.casework.people.models import AgencyKind, Professional
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core.models import Authority
from roundtable.rules.access import Role
from roundtable.web.design_system import shell
from roundtable.web.design_system.tests.people import carried_by
from roundtable.web.staff.tests.visiting import (
    confirmed,
    day_of,
    filled,
    links,
    problems,
    queries_of,
    visitor,
    words_of,
)


@pytest.fixture
def worker(town: Town) -> Actor:
    return town.actor(Role.SOCIAL_WORKER, "Sam Iqbal")


@pytest.fixture
def family(town: Town, worker: Actor) -> Family:
    return town.family(worker, unborn=date(2027, 2, 1))


@pytest.fixture
def manager(town: Town, worker: Actor, family: Family) -> Actor:
    return town.allocated(Role.MANAGER, "Jo Park", family.case, worker)


@pytest.fixture
def at_work(worker: Actor) -> Client:
    return visitor(worker)


@pytest.fixture
def enquiry(town: Town, worker: Actor, family: Family) -> Section47Enquiry:
    return town.enquiry(family, "Ava", worker)


def of(name: str, enquiry: Section47Enquiry) -> str:
    return reverse(f"staff:{name}", args=[enquiry.public_id])


def discussion(family: Family, **changed: object) -> dict[str, object]:
    answers = filled(time="2pm", decisions="A joint enquiry.", is_joint="yes", find="")
    return answers | day_of("day", 20, 11, 2026) | changed


def test_a_strategy_discussion_starts_an_enquiry_for_each_child_selected(
    town: Town, family: Family, at_work: Client
) -> None:
    officer = town.professional("PC Grant", "Police officer", AgencyKind.POLICE)
    address = reverse("staff:strategy", args=[family.case.public_id])
    found = at_work.post(address, discussion(family, find="Pol", _find="1"))
    assert "PC Grant" in words_of(found)
    assert 'value="2pm"' in found.text
    chosen = {
        "attendees": [str(officer.public_id)],
        "children": [str(family.children[name].public_id) for name in ("Ava", "Baby")],
    }
    done = at_work.post(address, discussion(family, **chosen))
    assert done.url == reverse("staff:case", args=[family.case.public_id])
    held = StrategyDiscussion.objects.get()
    assert (held.held_at.hour, held.held_at.date()) == (14, date(2026, 11, 20))
    assert Section47Enquiry.objects.filter(discussion=held).count() == 2
    assert "Section 47 enquiry: under way" in words_of(at_work.get(done.url))


def test_a_strategy_discussion_tells_what_is_missing_and_keeps_what_was_typed(
    family: Family, at_work: Client
) -> None:
    address = reverse("staff:strategy", args=[family.case.public_id])
    response = at_work.post(address, discussion(family, time="2", decisions=""))
    assert response.status_code == 422
    assert problems(response) == [
        "Enter 2am or 2pm, so that nobody comes at the wrong time",
        "Select who took part",
        "Enter what was decided",
    ]


def test_a_strategy_discussion_that_lies_ahead_is_refused_beside_everything_typed(
    family: Family, at_work: Client, town: Town, worker: Actor
) -> None:
    address = reverse("staff:strategy", args=[family.case.public_id])
    who = str(town.professional("Ed Marsh").public_id)
    answers = discussion(family, time="23:00", attendees=[who], **day_of("day", 24, 11, 2026))
    response = at_work.post(address, answers)
    assert response.status_code == 422
    assert problems(response) == ["Enter a date and time that has passed."]
    assert "A joint enquiry." in response.text
    assert f'value="{who}" checked' in response.text


def test_the_enquirys_page_says_who_is_to_be_spoken_to_and_by_when_the_conference_is(
    at_work: Client, enquiry: Section47Enquiry
) -> None:
    page = at_work.get(of("enquiry", enquiry))
    text = words_of(page)
    assert "Initial conference by Friday 11 December 2026" in text
    assert "15 working days" in text
    assert "Consent is not needed to see them." in text
    assert "A joint enquiry, beginning today." in text
    assert "Record the outcome" not in links(page)
    assert queries_of(at_work, of("enquiry", enquiry)) <= 15


def test_where_nobody_can_decide_the_worker_is_told_to_add_the_manager(
    town: Town, at_work: Client, enquiry: Section47Enquiry, family: Family, worker: Actor
) -> None:
    add = reverse("staff:allocate", args=[family.case.public_id])
    assert links(at_work.get(of("enquiry", enquiry)))["Add the team manager"] == add
    town.allocated(Role.MANAGER, "Jo Park", family.case, worker)
    assert "Add the team manager" not in links(at_work.get(of("enquiry", enquiry)))


def conversation(who: object, **changed: object) -> dict[str, object]:
    answers = filled(
        who=str(who.public_id), alone="yes", consent="no", text="Likes school.", find=""
    )
    return answers | day_of("on", 23, 11, 2026) | changed


def test_who_was_spoken_to_is_added_one_by_one(
    town: Town, at_work: Client, family: Family, enquiry: Section47Enquiry
) -> None:
    """S2-04 and S2-39: the child too, with or without consent."""
    address = of("record-conversation", enquiry)
    assert "Consent is not needed to see the child" in words_of(at_work.get(address))
    done = at_work.post(address, conversation(family.children["Ava"]))
    assert done.url == of("enquiry", enquiry)
    teacher = town.professional("Ed Marsh", "Head teacher", AgencyKind.EDUCATION)
    at_work.post(address, conversation(teacher, find="Ed", consent="not_asked", alone="no"))
    assert SpokenTo.objects.count() == 2
    text = words_of(at_work.get(done.url))
    assert "Ava Hartley 23 November 2026 Alone, without consent Likes school." in text
    assert "The child was seen, last on 23 November 2026, alone." in text
    assert "Ed Marsh, School, nursery or college" in text


def test_an_unborn_child_is_not_among_those_to_speak_to(
    at_work: Client, enquiry: Section47Enquiry, family: Family
) -> None:
    page = at_work.get(of("record-conversation", enquiry))
    assert str(family.children["Baby"].public_id) not in page.text
    assert str(family.adults["Rosa"].public_id) in page.text


def advice(chair: object) -> dict[str, object]:
    answers = filled(chair=str(chair.public_id), advice="Hold a conference.")
    return answers | day_of("on", 24, 11, 2026)


@pytest.fixture
def chair(town: Town) -> Actor:
    return town.actor(Role.CHAIR, "Maya Lowe")


def test_the_chairs_advice_is_recorded(
    at_work: Client, enquiry: Section47Enquiry, chair: Actor
) -> None:
    """S0-04: who was asked, when, and what they advised."""
    maya = Professional.objects.get(pk=chair.professional_id)
    done = at_work.post(of("record-advice", enquiry), advice(maya))
    assert done.status_code == 302, problems(done)
    text = words_of(at_work.get(done.url))
    assert "Maya Lowe on 24 November 2026 Hold a conference." in text


def test_only_chairs_are_offered_for_advice(
    at_work: Client, enquiry: Section47Enquiry, chair: Actor, town: Town
) -> None:
    page = html.fromstring(at_work.get(of("record-advice", enquiry)).content)
    assert page.xpath("//select[@name='chair']/option/text()") == ["Select", "Maya Lowe"]


def test_a_chair_is_called_what_the_authority_calls_one(
    town: Town, at_work: Client, enquiry: Section47Enquiry, chair: Actor
) -> None:
    """S2-08: the title is the authority's own word; the code knows the role."""
    Authority.objects.filter(pk=town.authority.pk).update(
        settings={"role_label_chair": "conference coordinator"}
    )
    shell._known.clear()
    assert "No conference coordinator has been asked." in words_of(
        at_work.get(of("enquiry", enquiry))
    )
    text = words_of(at_work.get(of("record-advice", enquiry)))
    assert "The conference coordinator's advice" in text
    assert "Which conference coordinator was asked?" in text


def test_a_chair_who_works_with_the_family_finds_their_own_name_chosen(
    town: Town, enquiry: Section47Enquiry, family: Family, worker: Actor
) -> None:
    own = town.allocated(Role.CHAIR, "Noor Khan", family.case, worker)
    page = visitor(own).get(of("record-advice", enquiry))
    assert "selected>Noor Khan" in page.text


# The outcome


def outcome(**changed: object) -> dict[str, object]:
    answers = filled(
        concerns_substantiated="yes",
        harms=["emotional", "witnessing"],
        harmed_by="Rosa's former partner",
        continuing_risk="yes",
        interim_safety_plan="They stay with an aunt.",
        findings="Ava saw her mother being hit.",
        not_alone_reason="Her aunt stayed with her.",
    )
    return answers | day_of("on", 24, 11, 2026) | changed


def advised(enquiry: Section47Enquiry, chair: Actor) -> None:
    Section47Enquiry.objects.filter(pk=enquiry.pk).update(
        chair_consulted_id=chair.professional_id, chair_advice="Hold one."
    )


def test_the_manager_checks_the_outcome_and_goes_on_to_the_request(
    enquiry: Section47Enquiry, manager: Actor, chair: Actor
) -> None:
    """S0-02 and S0-03: a conference comes from an enquiry, and both conditions are recorded."""
    advised(enquiry, chair)
    client = visitor(manager)
    check = client.post(of("conclude-enquiry", enquiry), outcome())
    text = words_of(check)
    assert "Are the concerns substantiated? Yes" in text
    assert "Is the child at continuing risk of significant harm? Yes" in text
    assert "Emotional harm and Seeing or hearing violence or abuse at home" in text
    enquiry.refresh_from_db()
    assert enquiry.state == "OPEN"
    done = client.post(of("conclude-enquiry", enquiry), outcome(_step="confirm"))
    assert done.url == reverse("staff:request-conference", args=[enquiry.case.public_id])
    enquiry.refresh_from_db()
    assert (enquiry.concerns_substantiated, enquiry.continuing_risk) == (True, True)
    assert enquiry.harms == ["emotional", "witnessing"]
    assert enquiry.authorised_by_id == manager.professional_id


def test_without_advice_the_page_warns_and_the_outcome_is_refused_with_everything_kept(
    enquiry: Section47Enquiry, manager: Actor
) -> None:
    client = visitor(manager)
    assert "No chair has been asked yet" in words_of(client.get(of("conclude-enquiry", enquiry)))
    response = client.post(of("conclude-enquiry", enquiry), outcome(_step="confirm"))
    assert response.status_code == 422
    assert problems(response) == ["Ask a conference chair for advice and record it."]
    assert "They stay with an aunt." in response.text
    assert "Ava saw her mother being hit." in response.text


def test_each_condition_asks_for_what_belongs_to_it(
    enquiry: Section47Enquiry, manager: Actor
) -> None:
    client = visitor(manager)
    response = client.post(
        of("conclude-enquiry", enquiry), outcome(harms=[], interim_safety_plan="")
    )
    assert problems(response) == [
        "Select what harm the child has suffered or is likely to suffer",
        "Enter what keeps the child safe until the conference",
    ]


def test_what_was_typed_under_another_answer_is_not_taken(
    enquiry: Section47Enquiry, manager: Actor
) -> None:
    client = visitor(manager)
    done = confirmed(client, of("conclude-enquiry", enquiry), outcome(concerns_substantiated="no"))
    assert done.url == of("enquiry", enquiry)
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.harms, enquiry.interim_safety_plan) == (
        "NOT_SUBSTANTIATED",
        [],
        "",
    )
    assert "Concerns not substantiated" in words_of(client.get(done.url))


def test_harm_by_witnessing_and_failure_to_protect_can_be_told(
    enquiry: Section47Enquiry, manager: Actor
) -> None:
    """S2-05 and S2-06."""
    text = words_of(visitor(manager).get(of("conclude-enquiry", enquiry)))
    assert "Seeing or hearing violence or abuse at home" in text
    assert "Not protected from another person" in text
    assert "Who harmed the child, if it is known?" in text


def test_the_manager_can_change_the_outcome_before_the_conference(
    enquiry: Section47Enquiry, manager: Actor, chair: Actor
) -> None:
    advised(enquiry, chair)
    client = visitor(manager)
    confirmed(client, of("conclude-enquiry", enquiry), outcome())
    assert "Change the outcome" in words_of(client.get(of("enquiry", enquiry)))
    page = client.get(of("conclude-enquiry", enquiry))
    assert "until the chair and you agree to cancel it" in words_of(page)
    assert "Ava saw her mother being hit." in page.text, "what was found first is there to go on"
    changed = outcome(continuing_risk="no", findings="Grandmother has moved in.")
    done = confirmed(client, of("conclude-enquiry", enquiry), changed | carried_by(page))
    enquiry.refresh_from_db()
    assert enquiry.state == "SUBSTANTIATED_NO_CONTINUING_RISK"
    assert "Change the outcome" not in words_of(client.get(done.url))


FORMS = ("record-conversation", "record-advice", "conclude-enquiry")


@pytest.mark.parametrize("name", ["enquiry", *FORMS])
@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.MANAGER, Role.CHAIR, Role.OUT_OF_HOURS])
def test_who_does_not_work_with_the_family_finds_no_enquiry(
    town: Town, enquiry: Section47Enquiry, role: Role, name: str
) -> None:
    assert visitor(town.actor(role, "Nia Cole")).get(of(name, enquiry)).status_code == 404


def test_the_worker_does_not_decide(at_work: Client, enquiry: Section47Enquiry) -> None:
    assert at_work.get(of("conclude-enquiry", enquiry)).status_code == 404
    assert at_work.post(of("conclude-enquiry", enquiry), outcome()).status_code == 404


@pytest.mark.parametrize("name", ["enquiry", *FORMS])
def test_another_authority_finds_no_enquiry(
    town: Town, other_town: Town, enquiry: Section47Enquiry, name: str
) -> None:
    other_town.enter()
    stranger = other_town.actor(Role.HEAD_OF_SERVICE, "Alex Moor")
    assert visitor(stranger).get(of(name, enquiry)).status_code == 404

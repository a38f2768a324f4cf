"""A family's case in the browser: opening it, its people, and who works on it."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from roundtable.casework.cases.actions.household import add_adult, record_home, record_way_to_reach
from roundtable.casework.cases.actions.membership import allocate
from roundtable.casework.cases.actions.restriction import restrict_case
from roundtable.casework.cases.models import Allocation, Case
from roundtable.casework.cases.tests.town import Family, Town
from roundtable.casework.people.models import (
    Address,
    AgencyKind,
    ContactPoint,
    Person,
    Relationship,
)
from roundtable.casework.plans.tests.on_a_plan import case_of, nameless_child, put_on_plan
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit.models import AccessEvent
from roundtable.foundation.core import clock
from roundtable.rules.access import Role
from roundtable.web.staff.tests.visiting import (
    confirmed,
    day_of,
    filled,
    links,
    opened,
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
def at_work(worker: Actor) -> Client:
    return visitor(worker)


def of_case(name: str, family: Family, *more: object) -> str:
    return reverse(f"staff:{name}", args=[family.case.public_id, *more])


# A new family


def test_a_family_is_taken_in_child_by_child(at_work: Client) -> None:
    opened = at_work.post(
        reverse("staff:new-case"), filled(family_name="Osei") | day_of("opened_on", 2, 11, 2026)
    )
    case = Case.objects.get()
    assert case.reference.startswith("26-")
    assert opened.url == reverse("staff:case-people", args=[case.public_id])
    add = reverse("staff:add-child", args=[case.public_id])
    born = {"born": "yes", "forename": "Mia", "surname": "Osei", "sex": "F"}
    rest = {"standing": "subject", "in_household": "yes"}
    at_work.post(add, filled(**born, **rest) | day_of("birth_on", 1, 1, 2020))
    at_work.post(
        add,
        filled(born="no", surname="Osei", sex="U", **rest) | day_of("expected_on", 1, 2, 2027),
    )
    mia, baby = Person.objects.order_by("pk")
    assert (mia.name, mia.birth_on, mia.expected_on) == ("Mia Osei", date(2020, 1, 1), None)
    assert (baby.name, baby.birth_on, baby.expected_on) == ("Baby Osei", None, date(2027, 2, 1))
    text = words_of(at_work.get(opened.url))
    assert "age 6 · born 1 January 2020" in text
    assert "expected 1 February 2027" in text


def test_a_child_needs_the_date_that_fits(at_work: Client, family: Family) -> None:
    asked = at_work.get(of_case("add-child", family))
    assert f'value="{family.case.family_name}"' in asked.text  # nobody types it twice
    answers = filled(born="yes", surname="Hartley", sex="U", standing="subject", in_household="yes")
    response = at_work.post(of_case("add-child", family), answers)
    assert response.status_code == 422
    assert problems(response) == [
        "Enter the child's first name",
        "Enter when the child was born",
    ]
    assert 'value="Hartley"' in response.text


def test_a_date_typed_before_the_answer_changed_is_not_taken(
    at_work: Client, family: Family
) -> None:
    answers = filled(
        born="no", surname="Hartley", sex="U", standing="considered", in_household="no"
    )
    both = day_of("birth_on", 1, 1, 2020) | day_of("expected_on", 1, 3, 2027)
    assert at_work.post(of_case("add-child", family), answers | both).status_code == 302
    baby = Person.objects.order_by("-pk")[0]
    assert (baby.birth_on, baby.expected_on) == (None, date(2027, 3, 1))


def test_an_adult_is_added_with_what_they_are_to_each_child(
    at_work: Client, family: Family
) -> None:
    ava, ben = family.children["Ava"], family.children["Ben"]
    answers = filled(
        forename="Dean",
        surname="Doyle",
        in_household="no",
        related_to=[str(ben.public_id), str(family.children["Baby"].public_id)],
        kinship="father",
        responsible_for=[str(ben.public_id)],
        basis="Named on the birth certificate",
    )
    response = at_work.post(of_case("add-adult", family), answers)
    assert response.status_code == 302, problems(response)
    held = Relationship.objects.get(adult__forename="Dean", child=ben)
    assert (held.kinship, held.has_parental_responsibility) == ("father", True)
    text = words_of(at_work.get(response.url))
    assert "Father of Ben, parental responsibility: named on the birth certificate" in text
    assert "Father of Baby, no parental responsibility" in text
    assert "Not related to Ava" in text
    change = of_case("change-relationship", family, held.adult.public_id, ava.public_id)
    corrected = at_work.post(
        change,
        filled(kinship="step_parent", has_parental_responsibility="no", lives_with_child="no"),
    )
    assert corrected.status_code == 302, problems(corrected)
    assert Relationship.objects.get(adult=held.adult, child=ava).kinship == "step_parent"


@pytest.mark.parametrize(
    "responsible_for, message",
    [
        ([], "Select for which of the children they hold parental responsibility, or none"),
        (["Ava"], "Select children they are related to"),
    ],
)
def test_responsibility_is_asked_for_whoever_is_related(
    at_work: Client, family: Family, responsible_for: list[str], message: str
) -> None:
    answers = filled(
        forename="Dean",
        surname="Doyle",
        in_household="no",
        related_to=[str(family.children["Ben"].public_id)],
        kinship="father",
        responsible_for=[str(family.children[name].public_id) for name in responsible_for],
    )
    response = at_work.post(of_case("add-adult", family), answers)
    assert response.status_code == 422
    assert problems(response) == [message]
    assert 'value="father" selected' in response.text


def test_nobody_is_taken_to_hold_responsibility_by_default(at_work: Client, family: Family) -> None:
    answers = filled(
        forename="Kay",
        surname="Moss",
        in_household="no",
        related_to=[str(family.children["Ben"].public_id)],
        kinship="aunt_uncle",
        responsible_for=["none"],
    )
    response = at_work.post(of_case("add-adult", family), answers)
    assert response.status_code == 302, problems(response)
    assert not Relationship.objects.get(adult__forename="Kay").has_parental_responsibility


def test_an_adult_can_come_before_any_child(at_work: Client, town: Town, worker: Actor) -> None:
    empty = town.family(worker, name="Moss", children={})
    response = at_work.post(
        of_case("add-adult", empty), filled(forename="Kay", surname="Moss", in_household="yes")
    )
    assert response.status_code == 302, problems(response)


def test_what_is_on_file_about_a_relationship_is_shown_to_be_changed(
    at_work: Client, family: Family
) -> None:
    rosa, ava = family.adults["Rosa"], family.children["Ava"]
    page = at_work.get(of_case("change-relationship", family, rosa.public_id, ava.public_id))
    assert 'value="mother" selected' in page.text


# Where they live, and how to reach them


def test_an_address_is_kept_from_somebody(at_work: Client, family: Family, worker: Actor) -> None:
    dean = add_adult(
        case_id=family.case.pk, forename="Dean", surname="Doyle", actor=worker, now=clock.now()
    )
    rosa = family.adults["Rosa"]
    answers = filled(
        people=[str(rosa.public_id), str(family.children["Ava"].public_id)],
        lines="4 Mill Lane\r\nNorthbridge",
        postcode="pr7 2ab",
        kept_from=[str(dean.public_id)],
        reason="Non-molestation order",
    )
    response = at_work.post(of_case("add-address", family), answers)
    assert response.status_code == 302, problems(response)
    text = words_of(at_work.get(response.url))
    assert "4 Mill Lane, Northbridge, PR7 2AB" in text
    assert "Kept from Dean Doyle" in text
    address = Address.objects.get(person=rosa)
    change = of_case("keep-address-from", family, address.public_id)
    assert f'value="{dean.public_id}" checked' in at_work.get(change).text
    nobody = opened(at_work, change)
    assert "May know it from now on Dean Doyle" in words_of(at_work.post(change, nobody))
    assert address.kept_from.filter(ended_on=None).exists()
    assert confirmed(at_work, change, nobody).status_code == 302
    assert not address.kept_from.filter(ended_on=None).exists()


def test_an_address_is_not_kept_from_who_lives_there_or_without_a_reason(
    at_work: Client, family: Family
) -> None:
    rosa = str(family.adults["Rosa"].public_id)
    answers = filled(people=[rosa], lines="4 Mill Lane", postcode="PR7 2AB", kept_from=[rosa])
    response = at_work.post(of_case("add-address", family), answers)
    assert response.status_code == 422
    assert problems(response) == [
        "An address cannot be kept from somebody who lives there",
        "Enter why the address is kept from them",
    ]
    assert "4 Mill Lane" in response.text


def test_a_way_to_reach_somebody_says_whether_it_is_safe(at_work: Client, family: Family) -> None:
    answers = filled(
        person=str(family.adults["Rosa"].public_id),
        channel="phone",
        value="07700 900001",
        safety="unknown",
    )
    response = at_work.post(of_case("add-contact", family), answers)
    assert "Not asked: do not use it" in words_of(at_work.get(response.url))
    point = ContactPoint.objects.get()
    mark = of_case("mark-contact", family, point.public_id)
    at_work.post(mark, filled(is_safe="yes", safe_when="After 6pm"))
    point.refresh_from_db()
    assert (point.is_safe, point.safe_when) == (True, "After 6pm")


def test_a_number_is_asked_for_where_one_is_needed(at_work: Client, family: Family) -> None:
    answers = filled(person=str(family.adults["Rosa"].public_id), channel="email", safety="yes")
    response = at_work.post(of_case("add-contact", family), answers)
    assert problems(response) == ["Enter the number or the e-mail address"]


# Who works with them


def test_somebody_is_found_by_name_or_agency_and_nothing_typed_is_lost(
    town: Town, at_work: Client, family: Family
) -> None:
    town.professional("Ed Marsh", "Head teacher", AgencyKind.EDUCATION)
    address = of_case("allocate", family)
    typed = filled(find="school", capacity="involved", has_direct_contact="yes")
    found = at_work.post(address, typed | day_of("starts_on", 1, 11, 2026) | {"_find": "1"})
    assert found.status_code == 200
    assert "Ed Marsh" in words_of(found)
    assert not problems(found)
    assert 'value="involved" checked' in found.text
    assert 'value="11"' in found.text  # the month
    nobody = at_work.post(address, typed)
    assert problems(nobody) == ["Find and select who is to work with the family"]
    chosen = town.professional("Kit Ncube", "Health visitor", AgencyKind.HEALTH_VISITING)
    done = at_work.post(address, typed | {"professional": str(chosen.public_id), "find": "kit"})
    assert done.status_code == 302, problems(done)
    assert Allocation.objects.get(professional=chosen).has_direct_contact
    assert "Kit Ncube" in words_of(at_work.get(done.url))


def test_of_a_manager_nobody_asks_whether_they_see_the_family(
    town: Town, at_work: Client, family: Family
) -> None:
    manager = town.professional("Jo Park", "Team manager", AgencyKind.SOCIAL_CARE)
    typed = filled(find="jo", professional=str(manager.public_id))
    asked = at_work.post(of_case("allocate", family), typed | {"capacity": "social_worker"})
    assert problems(asked) == ["Select whether they see the child or the family"]
    done = at_work.post(of_case("allocate", family), typed | {"capacity": "manager"})
    assert done.status_code == 302
    assert not Allocation.objects.get(professional=manager).has_direct_contact


def test_work_with_the_family_ends(
    town: Town, at_work: Client, family: Family, worker: Actor
) -> None:
    nurse = town.professional("Kit Ncube", "Health visitor", AgencyKind.HEALTH_VISITING)
    work = allocate(
        case=family.case,
        professional=nurse,
        capacity="involved",
        starts_on=date(2026, 10, 1),
        actor=worker,
        now=clock.now(),
    )
    end = of_case("end-allocation", family, work.public_id)
    assert "Kit Ncube" in words_of(at_work.get(end))
    at_work.post(end, filled() | day_of("on", 23, 11, 2026))
    work.refresh_from_db()
    assert work.ends_on == date(2026, 11, 23)
    assert at_work.get(end).status_code == 404


# The case page


def test_the_case_page_shows_the_family_what_is_due_and_what_happened(
    town: Town, at_work: Client, family: Family, worker: Actor
) -> None:
    put_on_plan(family.children["Ava"], family.case, by=worker, categories=("NEG", "EMO"))
    town.enquiry(family, "Ben", worker)
    page = at_work.get(of_case("case", family))
    text = words_of(page)
    assert "On a plan since 3 September 2026: neglect and emotional abuse" in text
    assert "Section 47 enquiry: under way" in text
    assert "Mother of Ava, parental responsibility, lives with them" in text
    assert "Initial conference · Ben Hartley Due Friday 11 December 2026" in text
    assert "Strategy discussion" in text
    assert "Record a strategy discussion" in links(page)
    assert "Request a conference" in links(page)


def test_the_timeline_is_read_page_by_page(
    town: Town, at_work: Client, family: Family, worker: Actor
) -> None:
    for number in range(30):
        allocate(
            case=family.case,
            professional=town.professional(f"Person {number}"),
            capacity="involved",
            starts_on=date(2026, 10, 1 + number % 28),
            actor=worker,
            now=clock.now(),
        )
    address = of_case("case", family)
    first = at_work.get(address)
    assert "Older" in links(first)
    seen = []
    number = 1
    while True:
        page = at_work.get(f"{address}?page={number}")
        seen += [one for one in words_of(page).split("Person ")[1:] if "joined those" in one]
        if "Older" not in links(page):
            break
        number += 1
    assert number == 2
    assert len({one.split()[0] for one in seen}) == 30


def test_opening_a_case_is_on_record_with_everybody_it_showed(
    at_work: Client, family: Family
) -> None:
    at_work.get(of_case("case", family))
    event = AccessEvent.objects.get()
    people = [*family.children.values(), *family.adults.values()]
    assert set(event.subjects) == {
        f"case:{family.case.pk}",
        *(f"person:{one.pk}" for one in people),
    }


@pytest.mark.parametrize("name", ["case", "case-people"])
def test_a_case_asks_the_same_for_many_children_as_for_few(
    town: Town, worker: Actor, name: str
) -> None:
    counts = []
    for number in (3, 12):
        children = {f"Child{index}": date(2019, 1, 1 + index) for index in range(number)}
        family = town.family(worker, name=f"Family{number}", children=children)
        for child in family.children.values():
            put_on_plan(child, family.case, by=worker)
        record_home(
            case_id=family.case.pk,
            person_ids=[child.pk for child in family.children.values()],
            lines="4 Mill Lane",
            postcode="PR7 2AB",
            kept_from_ids=[family.adults["Rosa"].pk],
            reason="An order",
            actor=worker,
            now=clock.now(),
        )
        counts.append(queries_of(visitor(worker), of_case(name, family)))
    assert counts[0] == counts[1] <= 15


def test_who_may_only_look_is_offered_nothing_to_change(
    town: Town, family: Family, worker: Actor
) -> None:
    record_way_to_reach(
        case_id=family.case.pk,
        person_id=family.adults["Rosa"].pk,
        channel="phone",
        value="07700 900001",
        actor=worker,
        now=clock.now(),
    )
    head = visitor(town.actor(Role.HEAD_OF_SERVICE, "Lee Hart"))
    for name in ("case", "case-people"):
        page = head.get(of_case(name, family))
        assert page.status_code == 200
        assert not {"Add a child", "Change", "Record a strategy discussion"} & set(links(page))
    assert head.get(of_case("add-child", family)).status_code == 404


EVERY_PAGE = (
    "case",
    "case-people",
    "add-child",
    "add-adult",
    "add-address",
    "add-contact",
    "allocate",
)


@pytest.mark.parametrize("name", EVERY_PAGE)
@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.MANAGER, Role.CHAIR, Role.DATA_OFFICER])
def test_who_does_not_work_with_the_family_finds_nothing(
    town: Town, family: Family, role: Role, name: str
) -> None:
    response = visitor(town.actor(role, "Nia Cole")).get(of_case(name, family))
    assert response.status_code == 404
    assert "Hartley" not in response.text


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_another_authority_finds_nothing(
    town: Town, other_town: Town, family: Family, name: str
) -> None:
    other_town.enter()
    stranger = other_town.actor(Role.HEAD_OF_SERVICE, "Alex Moor")
    response = visitor(stranger).get(of_case(name, family))
    assert response.status_code == 404
    assert "Hartley" not in response.text


def test_a_restricted_case_is_marked_and_leaves_every_list_of_others(
    town: Town, family: Family, worker: Actor, at_work: Client
) -> None:
    manager = town.allocated(Role.MANAGER, "Jo Park", family.case, worker)
    restrict_case(case_id=family.case.pk, reason="Staff", actor=manager, now=clock.now())
    assert "Restricted" in words_of(at_work.get(of_case("case", family)))
    head = visitor(town.actor(Role.HEAD_OF_SERVICE, "Lee Hart"))
    assert "Hartley" not in head.get(reverse("staff:cases")).text
    assert head.get(of_case("case", family)).status_code == 404


def test_the_list_of_families_shows_those_that_are_open_to_the_reader(
    town: Town, family: Family, at_work: Client
) -> None:
    text = words_of(at_work.get(reverse("staff:cases")))
    assert "Hartley family" in text
    assert "Ava (7), Ben (4) and Baby (expected 1 February 2027)" in text
    other = visitor(town.actor(Role.SOCIAL_WORKER, "Nia Cole"))
    assert "No family's case is open to you" in words_of(other.get(reverse("staff:cases")))


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.CHAIR, Role.HEAD_OF_SERVICE])
def test_others_open_no_case(town: Town, role: Role) -> None:
    client = visitor(town.actor(role, "Pat Reed"))
    assert client.get(reverse("staff:new-case")).status_code == 404


# A child


def of_child(name: str, child: Person) -> str:
    return reverse(f"staff:{name}", args=[child.public_id])


def test_a_childs_page_is_about_this_child_alone(
    town: Town, at_work: Client, family: Family, worker: Actor
) -> None:
    town.enquiry(family, "Ava", worker)
    town.enquiry(family, "Ben", worker)
    text = words_of(at_work.get(of_child("child", family.children["Ava"])))
    assert "Section 47 enquiry started for Ava Hartley" in text
    assert "enquiry started for Ben" not in text
    assert "Rosa Hartley Mother of Ava, parental responsibility, lives with them" in text
    assert "This child has never been on a plan here." in text
    assert queries_of(at_work, of_child("child", family.children["Ava"])) <= 15


def test_an_imported_child_is_shown_with_what_is_missing_and_what_could_not_be_read(
    town: Town, worker: Actor
) -> None:
    child = nameless_child(
        town.authority.pk, flags=["The ethnicity could not be read: QQQQ."], plan_in_doubt=True
    )
    put_on_plan(child, case_of(child), by=worker)
    head = visitor(town.actor(Role.HEAD_OF_SERVICE, "Lee Hart"))
    page = head.get(of_child("child", child))
    text = words_of(page)
    assert "Before anybody can be invited" in text
    assert "The ethnicity could not be read: QQQQ." in text
    assert "Name to complete" in text
    assert links(page)["Their name"] == of_child("complete-identity", child)
    assert links(page)["Say what you found out"] == of_child("settle-doubt", child)


def test_an_identity_is_completed_and_the_task_is_done(town: Town, worker: Actor) -> None:
    child = nameless_child(town.authority.pk)
    put_on_plan(child, case_of(child), by=worker)
    desk = visitor(town.actor(Role.ADMINISTRATOR, "Priya Nair"))
    address = of_child("complete-identity", child)
    page = desk.get(address)
    assert "C100" in words_of(page)
    empty = desk.post(address, filled(surname="Osei"))
    assert problems(empty) == ["Enter the child's first name and surname."]
    done = desk.post(address, filled(forename="Mia", surname="Osei"))
    assert done.url == of_child("child", child)
    text = words_of(desk.get(done.url))
    assert "Mia Osei" in text
    assert "Their name Done" in text


def test_a_data_officer_completes_identities_from_the_list_and_opens_no_child(
    town: Town,
) -> None:
    child = nameless_child(town.authority.pk, plan_in_doubt=True)
    officer = visitor(town.actor(Role.DATA_OFFICER, "Pat Reed"))
    assert officer.get(of_child("child", child)).status_code == 404
    settled = officer.post(of_child("settle-doubt", child), filled(found="no_plan"))
    assert settled.url == reverse("staff:identities")
    done = officer.post(
        of_child("complete-identity", child), filled(forename="Mia", surname="Osei")
    )
    assert done.url == reverse("staff:identities")
    assert Person.objects.get(pk=child.pk).plan_in_doubt is False
    assert "Every child has a name." in words_of(officer.get(done.url))


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.MINUTE_TAKER, Role.OUT_OF_HOURS])
@pytest.mark.parametrize("name", ["child", "complete-identity", "settle-doubt"])
def test_a_child_is_not_there_for_those_who_do_not_work_with_them(
    town: Town, family: Family, role: Role, name: str
) -> None:
    client = visitor(town.actor(role, "Nia Cole"))
    assert client.get(of_child(name, family.children["Ava"])).status_code == 404


def test_an_adult_has_no_childs_page(at_work: Client, family: Family) -> None:
    assert at_work.get(of_child("child", family.adults["Rosa"])).status_code == 404

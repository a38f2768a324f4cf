"""Who belongs to a case, who works on it, and who must never see it."""

from datetime import date

import pytest

from roundtable.casework.cases.actions import membership, restriction
from roundtable.casework.cases.actions.household import (
    CannotAddToCase,
    CannotChangeHousehold,
    Related,
    add_adult,
    add_child,
    keep_home_from,
    mark_way_to_reach,
    name_child,
    record_home,
    record_way_to_reach,
    relate_in_case,
)
from roundtable.casework.cases.models import (
    Allocation,
    Capacity,
    Case,
    CaseMember,
    Denial,
    Standing,
    TimelineEntry,
)
from roundtable.casework.cases.queries import cases_visible_to, get_case, get_child, timeline
from roundtable.casework.cases.tests.town import Family, Town
from roundtable.casework.people.models import Address, Person, Professional, Relationship
from roundtable.foundation.accounts.actions import appoint
from roundtable.foundation.accounts.models import Actor, User
from roundtable.foundation.accounts.queries import actor_for
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised, RecordNotFound
from roundtable.rules.access import Permission, Role


@pytest.fixture
def worker(town: Town) -> Actor:
    return town.actor(Role.SOCIAL_WORKER, "Sam Iqbal")


@pytest.fixture
def family(town: Town, worker: Actor) -> Family:
    return town.family(worker)


def titles(case: Case) -> list[str]:
    return list(
        TimelineEntry.objects.filter(case=case).order_by("pk").values_list("title", flat=True)
    )


def by(actor: Actor) -> dict[str, object]:
    return {"actor": actor, "now": clock.now()}


def test_whoever_opens_a_case_works_on_it(town: Town, worker: Actor) -> None:
    case = membership.open_case(
        reference="NB-1", family_name="Osei", opened_on=date(2026, 11, 2), **by(worker)
    )
    assert list(cases_visible_to(worker)) == [case]
    assert Allocation.objects.get(case=case).capacity == Capacity.SOCIAL_WORKER
    assert titles(case) == ["Case opened", "Sam Iqbal joined as social worker"]
    assert AuditEvent.objects.get(verb="case.opened").subject_id == case.pk


def test_a_reference_is_used_once_and_a_case_does_not_begin_tomorrow(worker: Actor) -> None:
    opened = {"reference": "NB-1", "family_name": "Osei", **by(worker)}
    membership.open_case(opened_on=date(2026, 11, 2), **opened)
    with pytest.raises(membership.CannotOpenCase, match="in use"):
        membership.open_case(opened_on=date(2026, 11, 2), **opened)
    with pytest.raises(membership.CannotOpenCase, match="has come"):
        membership.open_case(opened_on=date(2026, 11, 25), **{**opened, "reference": "NB-2"})


@pytest.mark.parametrize(
    "role",
    [Role.ADMINISTRATOR, Role.CHAIR, Role.HEAD_OF_SERVICE, Role.DATA_OFFICER, Role.OUT_OF_HOURS],
)
def test_only_social_workers_and_managers_open_cases(town: Town, role: Role) -> None:
    with pytest.raises(NotAuthorised):
        membership.open_case(
            reference="NB-1",
            family_name="Osei",
            opened_on=date(2026, 11, 2),
            **by(town.actor(role, "Pat Reed")),
        )
    assert not Case.objects.exists()


def test_a_child_is_added_born_or_expected(worker: Actor, family: Family) -> None:
    born = add_child(
        case_id=family.case.pk,
        forename="Cal",
        surname="Hartley",
        birth_on=date(2024, 4, 1),
        **by(worker),
    )
    expected = add_child(
        case_id=family.case.pk, surname="Hartley", expected_on=date(2027, 2, 1), **by(worker)
    )
    assert (born.name, born.is_unborn) == ("Cal Hartley", False)
    assert (expected.name, expected.is_unborn) == ("Baby Hartley", True)
    assert CaseMember.objects.get(person=expected).standing == Standing.SUBJECT
    assert "Cal Hartley added to the case" in titles(family.case)


def test_a_child_without_a_day_or_a_name_is_not_added(worker: Actor, family: Family) -> None:
    with pytest.raises(CannotAddToCase, match="born, or is expected"):
        add_child(case_id=family.case.pk, forename="Cal", surname="Hartley", **by(worker))
    with pytest.raises(CannotAddToCase, match="first name"):
        add_child(
            case_id=family.case.pk, surname="Hartley", birth_on=date(2024, 4, 1), **by(worker)
        )


def test_an_adult_is_something_else_to_each_child(worker: Actor, family: Family) -> None:
    ava, ben = family.children["Ava"], family.children["Ben"]
    dean = add_adult(
        case_id=family.case.pk,
        forename="Dean",
        surname="Doyle",
        related=[
            Related(ava.pk, "step_parent"),
            Related(ben.pk, "father", True, "Named on the birth certificate"),
        ],
        **by(worker),
    )
    held = Relationship.objects.filter(adult=dean).order_by("child_id")
    assert [(one.kinship, one.has_parental_responsibility) for one in held] == [
        ("step_parent", False),
        ("father", True),
    ]


def test_saying_it_again_corrects_it(worker: Actor, family: Family) -> None:
    rosa, ava = family.adults["Rosa"], family.children["Ava"]
    relate_in_case(
        case_id=family.case.pk, adult_id=rosa.pk, to=Related(ava.pk, "carer"), **by(worker)
    )
    held = Relationship.objects.get(adult=rosa, child=ava)
    assert (held.kinship, held.has_parental_responsibility) == ("carer", False)


def test_an_adult_is_not_related_to_a_child_of_another_case(
    town: Town, worker: Actor, family: Family
) -> None:
    others = town.family(worker, name="Osei", children={"Mia": date(2020, 1, 1)})
    with pytest.raises(CannotChangeHousehold):
        relate_in_case(
            case_id=family.case.pk,
            adult_id=family.adults["Rosa"].pk,
            to=Related(others.children["Mia"].pk, "carer"),
            **by(worker),
        )


def test_an_address_is_recorded_for_the_household_and_its_place_kept_out_of_the_timeline(
    worker: Actor, family: Family
) -> None:
    dean = add_adult(
        case_id=family.case.pk, forename="Dean", surname="Doyle", in_household=False, **by(worker)
    )
    people = [family.adults["Rosa"].pk, family.children["Ava"].pk]
    record_home(
        case_id=family.case.pk,
        person_ids=people,
        lines="4 Mill Lane",
        postcode="PR7 2AB",
        kept_from_ids=[dean.pk],
        reason="Non-molestation order",
        **by(worker),
    )
    addresses = Address.objects.all()
    assert {one.person_id for one in addresses} == set(people)
    assert all(one.kept_from.get().from_person_id == dean.pk for one in addresses)
    line = TimelineEntry.objects.get(case=family.case, kind="address")
    assert "Mill" not in line.title + line.detail
    assert "Dean" not in line.title + line.detail


def test_from_whom_an_address_is_kept_can_change(worker: Actor, family: Family) -> None:
    rosa = family.adults["Rosa"]
    [address] = record_home(
        case_id=family.case.pk,
        person_ids=[rosa.pk],
        lines="4 Mill Lane",
        postcode="PR7 2AB",
        **by(worker),
    )
    dean = add_adult(case_id=family.case.pk, forename="Dean", surname="Doyle", **by(worker))
    change = {"case_id": family.case.pk, "address_id": address.pk, **by(worker)}
    keep_home_from(kept_from_ids=[dean.pk], reason="She asked", **change)
    assert address.kept_from.filter(ended_on=None).count() == 1
    keep_home_from(kept_from_ids=[], reason="", **change)
    assert address.kept_from.filter(ended_on=None).count() == 0


def test_a_way_to_reach_somebody_is_marked_safe_and_unsafe(worker: Actor, family: Family) -> None:
    point = record_way_to_reach(
        case_id=family.case.pk,
        person_id=family.adults["Rosa"].pk,
        channel="phone",
        value="07700 900001",
        is_safe=True,
        **by(worker),
    )
    mark_way_to_reach(case_id=family.case.pk, contact_id=point.pk, is_safe=False, **by(worker))
    point.refresh_from_db()
    assert point.is_safe is False


def test_who_does_not_work_on_the_case_changes_nothing(
    town: Town, worker: Actor, family: Family
) -> None:
    other = town.actor(Role.SOCIAL_WORKER, "Nia Cole")
    rosa = family.adults["Rosa"]
    case_id = family.case.pk
    for attempt in (
        lambda: add_child(case_id=case_id, surname="X", expected_on=date(2027, 2, 1), **by(other)),
        lambda: add_adult(case_id=case_id, forename="X", surname="Y", **by(other)),
        lambda: record_home(
            case_id=case_id, person_ids=[rosa.pk], lines="1", postcode="A", **by(other)
        ),
        lambda: record_way_to_reach(
            case_id=case_id, person_id=rosa.pk, channel="post", **by(other)
        ),
        lambda: membership.add_member(
            case=family.case, person=rosa, standing=Standing.ADULT, **by(other)
        ),
        lambda: membership.end_allocation(
            allocation=Allocation.objects.get(), on=date(2026, 11, 24), **by(other)
        ),
        lambda: restriction.restrict_case(case_id=case_id, reason="x", **by(other)),
    ):
        with pytest.raises(NotAuthorised):
            attempt()
    assert Allocation.objects.get().ends_on is None


def test_work_on_a_case_ends_and_access_with_it(town: Town, worker: Actor, family: Family) -> None:
    nurse = town.professional("Kit Ncube", "Health visitor")
    later = membership.allocate(
        case=family.case,
        professional=nurse,
        capacity=Capacity.INVOLVED,
        starts_on=date(2026, 11, 1),
        has_direct_contact=True,
        **by(worker),
    )
    membership.end_allocation(allocation=later, on=date(2026, 11, 23), **by(worker))
    later.refresh_from_db()
    assert later.ends_on == date(2026, 11, 23)
    assert titles(family.case)[-1] == "Kit Ncube left those who work with the family"
    mine = Allocation.objects.get(professional_id=worker.professional_id)
    membership.end_allocation(allocation=mine, on=date(2026, 11, 23), **by(worker))
    assert not cases_visible_to(worker).exists()


def test_a_restricted_case_is_there_only_for_those_who_work_on_it(
    town: Town, worker: Actor, family: Family
) -> None:
    manager = town.allocated(Role.MANAGER, "Jo Park", family.case, worker)
    head = town.actor(Role.HEAD_OF_SERVICE, "Lee Hart")
    look = {"public_id": family.case.public_id, "permission": Permission.VIEW_CASE}
    assert get_case(actor=head, **look) == family.case
    with pytest.raises(restriction.CannotRestrictCase):
        restriction.restrict_case(case_id=family.case.pk, reason=" ", **by(manager))
    restriction.restrict_case(
        case_id=family.case.pk, reason="A member of staff is the father", **by(manager)
    )
    assert get_case(actor=worker, **look) == family.case
    with pytest.raises(RecordNotFound):
        get_case(actor=head, **look)
    assert not cases_visible_to(head).exists()


def test_who_is_denied_a_case_never_sees_it_whatever_their_part(
    town: Town, worker: Actor, family: Family
) -> None:
    manager = town.allocated(Role.MANAGER, "Jo Park", family.case, worker)
    restriction.deny(
        case=family.case, user_id=worker.user_id, reason="She is their aunt", **by(manager)
    )
    assert Denial.objects.count() == 1
    with pytest.raises(RecordNotFound):
        get_case(public_id=family.case.public_id, actor=worker, permission=Permission.VIEW_CASE)
    assert not cases_visible_to(worker).exists()


def test_another_authoritys_case_does_not_exist(
    town: Town, other_town: Town, family: Family
) -> None:
    other_town.enter()
    stranger = other_town.actor(Role.HEAD_OF_SERVICE, "Alex Moor")
    with pytest.raises(RecordNotFound):
        get_case(public_id=family.case.public_id, actor=stranger, permission=Permission.VIEW_CASE)
    with pytest.raises(Case.DoesNotExist):
        add_adult(case_id=family.case.pk, forename="X", surname="Y", **by(stranger))


def imported(town: Town) -> Person:
    child = Person.objects.create(
        authority=town.authority,
        la_child_id="C100",
        birth_on=date(2020, 1, 1),
        identity_complete=False,
        origin="census",
    )
    case = Case.objects.create(
        authority=town.authority, reference="C100", opened_on=date(2024, 4, 1), origin="census"
    )
    CaseMember.objects.create(
        authority=town.authority, case=case, person=child, standing=Standing.SUBJECT
    )
    return child


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.HEAD_OF_SERVICE, Role.DATA_OFFICER])
def test_an_imported_child_gets_their_name_and_so_does_the_case(town: Town, role: Role) -> None:
    child = imported(town)
    name_child(
        child_id=child.pk, forename="Mia", surname="Osei", **by(town.actor(role, "Pat Reed"))
    )
    assert Person.objects.get(pk=child.pk).name == "Mia Osei"
    assert Case.objects.get().family_name == "Osei"


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.CHAIR, Role.OUT_OF_HOURS])
def test_who_has_nothing_to_do_with_a_child_does_not_name_them(town: Town, role: Role) -> None:
    child = imported(town)
    with pytest.raises(NotAuthorised):
        name_child(child_id=child.pk, forename="M", surname="O", **by(town.actor(role, "Nia Cole")))


def test_the_timeline_goes_by_the_day_it_happened_page_by_page(
    worker: Actor, family: Family, town: Town
) -> None:
    for day in (20, 3, 11):
        membership.allocate(
            case=family.case,
            professional=Professional.objects.create(
                authority=town.authority,
                agency=town.agency(),
                name=f"P{day}",
                job_title="Teacher",
            ),
            capacity=Capacity.INVOLVED,
            starts_on=date(2026, 11, day),
            **by(worker),
        )
    pages, last = [], None
    while page := timeline(family.case, limit=2, before=last):
        pages += page
        last = page[-1].pk
    assert len(pages) == TimelineEntry.objects.filter(case=family.case).count()
    days = [line.happened_on for line in pages]
    assert days == sorted(days, reverse=True)


def test_nobody_works_on_their_own_family(town: Town, worker: Actor, family: Family) -> None:
    """Also where they were allocated first, and their sister's children were added later."""
    user = User.objects.get(pk=worker.user_id)
    assert cases_visible_to(worker).exists()
    appoint(
        user=user,
        authority=town.authority,
        role=Role.FAMILY,
        starts_on=date(2026, 11, 2),
        person_id=family.adults["Rosa"].pk,
    )
    for actor in (worker, actor_for(user, role=Role.SOCIAL_WORKER.value, today=clock.today())):
        assert not cases_visible_to(actor).exists()
        for public_id, door in (
            (family.case.public_id, get_case),
            (family.children["Ava"].public_id, get_child),
        ):
            with pytest.raises(RecordNotFound):
                door(public_id=public_id, actor=actor, permission=Permission.VIEW_CASE)
    other = town.family(worker, name="Brand", children={"Dora": date(2020, 1, 1)})
    assert list(cases_visible_to(worker)) == [other.case]

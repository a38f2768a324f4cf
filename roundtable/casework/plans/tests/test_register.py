"""The register, and the question whether a child is subject to a plan."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roundtable.casework.cases.actions.household import add_child, name_child
from roundtable.casework.cases.actions.restriction import deny, restrict_case
from roundtable.casework.cases.tests.town import Family, Town
from roundtable.casework.people.models import PersonName, Professional
from roundtable.casework.plans import identities
from roundtable.casework.plans.models import Plan, UnreadChild
from roundtable.casework.plans.register import (
    Answer,
    Because,
    CannotLookUp,
    LookUp,
    Question,
    look_up_plan_status,
    register,
)
from roundtable.casework.plans.tests.on_a_plan import case_of, nameless_child, put_on_plan
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.audit.models import AccessEvent, AuditEvent
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import NotAuthorised, RecordNotFound
from roundtable.rules.access import Role

BORN = date(2019, 5, 3)


@pytest.fixture
def worker(town: Town) -> Actor:
    return town.actor(Role.SOCIAL_WORKER, "Sam Iqbal")


@pytest.fixture
def family(town: Town, worker: Actor) -> Family:
    return town.family(worker, unborn=date(2027, 2, 1))


@pytest.fixture
def plan(family: Family, worker: Actor) -> Plan:
    return put_on_plan(
        family.children["Ava"], family.case, by=worker, key_worker_id=worker.professional_id
    )


@pytest.fixture
def checker(town: Town) -> Actor:
    return town.actor(Role.OUT_OF_HOURS, "Ola Berg")


@pytest.fixture
def head(town: Town) -> Actor:
    return town.actor(Role.HEAD_OF_SERVICE, "Lee Hart")


def ask(actor: Actor, surname: str, forename: str = "", birth_on: date | None = None) -> LookUp:
    question = Question(
        surname=surname,
        forename=forename,
        birth_on=birth_on,
        asked_by="Dr Osei, Northbridge Infirmary",
        reason="Came to the emergency department with a burn",
    )
    return look_up_plan_status(question=question, actor=actor, now=clock.now())


# The register


def test_the_register_lists_the_children_subject_to_a_plan_today(
    plan: Plan, family: Family, head: Actor, worker: Actor
) -> None:
    """S1-06: a child who needs a plan is on the register."""
    ended = put_on_plan(family.children["Ben"], family.case, by=worker, since=date(2025, 1, 6))
    Plan.objects.filter(pk=ended.pk).update(
        ends_on=date(2026, 1, 5), end_reason="risk_reduced", state="ENDED"
    )
    page = register(head)
    assert [one.child.name for one in page.plans] == ["Ava Hartley"]
    assert page.count == 1
    assert page.reviews[plan.pk].due_on == date(2026, 12, 3)
    assert page.links == {plan.pk}


def test_the_register_is_searched_by_the_beginning_of_a_name(
    town: Town, plan: Plan, worker: Actor, head: Actor
) -> None:
    others = town.family(worker, name="Öztürk", children={"Mia": date(2020, 1, 1)})
    put_on_plan(others.children["Mia"], others.case, by=worker)
    assert [one.child.name for one in register(head, name_begins="hart").plans] == ["Ava Hartley"]
    assert [one.child.name for one in register(head, name_begins="OZ").plans] == ["Mia Öztürk"]
    assert register(head, name_begins="artley").count == 0


def test_the_register_is_read_page_by_page(town: Town, worker: Actor, head: Actor) -> None:
    for number in range(5):
        others = town.family(worker, name=f"Name{number}", children={"Mia": BORN})
        put_on_plan(others.children["Mia"], others.case, by=worker)
    pages = [register(head, page=number, per_page=2) for number in (1, 2, 3, 99)]
    assert [len(one.plans) for one in pages] == [2, 2, 1, 1]
    assert {one.pages for one in pages} == {3}


def test_a_manager_sees_on_the_register_children_whose_plan_they_may_not_open(
    town: Town, plan: Plan
) -> None:
    page = register(town.actor(Role.MANAGER, "Di Moss"))
    assert page.count == 1
    assert page.links == frozenset()


def test_a_restricted_child_is_on_the_register_only_for_those_who_work_with_them(
    town: Town, plan: Plan, family: Family, worker: Actor, head: Actor
) -> None:
    manager = town.allocated(Role.MANAGER, "Jo Park", family.case, worker)
    restrict_case(case_id=family.case.pk, reason="Staff", actor=manager, now=clock.now())
    assert (register(head).count, register(manager).count) == (0, 1)


@pytest.mark.parametrize(
    "role",
    [Role.SOCIAL_WORKER, Role.MINUTE_TAKER, Role.SOLICITOR, Role.DATA_OFFICER, Role.OUT_OF_HOURS],
)
def test_others_do_not_browse_the_register(town: Town, plan: Plan, role: Role) -> None:
    with pytest.raises(RecordNotFound):
        register(town.actor(role, "Pat Reed"))


def test_another_authoritys_register_is_its_own(plan: Plan, other_town: Town) -> None:
    other_town.enter()
    assert register(other_town.actor(Role.HEAD_OF_SERVICE, "Alex Moor")).count == 0


def test_the_register_asks_the_same_of_the_database_for_many_as_for_few(
    town: Town, worker: Actor, head: Actor
) -> None:
    counts = []
    for name in ("Few", "Many"):
        for number in range(3 if name == "Few" else 9):
            others = town.family(worker, name=f"{name}{number}", children={"Mia": BORN})
            put_on_plan(others.children["Mia"], others.case, by=worker)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert register(head).count
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6


# Is this child subject to a plan?


def test_yes_for_a_child_of_that_name_and_day(plan: Plan, checker: Actor) -> None:
    found = ask(checker, "Hartley", "Ava", BORN)
    assert found.answer is Answer.YES
    assert list(found.plans) == [plan]
    assert found.plans[0].key_worker.name == "Sam Iqbal"


@pytest.mark.parametrize(
    "surname, forename, birth_on",
    [
        ("hartley", "AVA", None),
        (" Hartley ", "Ava", None),
        ("Hartley", "", BORN),
        ("Doyle", "Ava", BORN),  # what she was called before
    ],
)
def test_yes_however_the_name_is_typed_and_by_an_earlier_name(
    plan: Plan, checker: Actor, surname: str, forename: str, birth_on: date | None
) -> None:
    PersonName.objects.create(
        authority=plan.authority, person=plan.child, forename="Ava", surname="Doyle", kind="former"
    )
    assert ask(checker, surname, forename, birth_on).answer is Answer.YES


@pytest.mark.parametrize(
    "surname, forename, birth_on",
    [
        ("Hartley", "Ava", date(2018, 5, 3)),  # another day
        ("Hartly", "Ava", None),  # spelt otherwise
        ("Ava", "Hartley", None),  # turned round
        ("Hartley", "Eve", BORN),  # a twin, or another first name
        ("Moss", "Ava", BORN),  # another surname
    ],
)
def test_possibly_for_somebody_like_them_and_nobody_is_named(
    plan: Plan, checker: Actor, surname: str, forename: str, birth_on: date | None
) -> None:
    found = ask(checker, surname, forename, birth_on)
    assert (found.answer, found.because) == (Answer.POSSIBLY, {Because.SIMILAR})
    assert found.plans == ()


def test_possibly_for_a_baby_born_since_the_plan_was_made(
    family: Family, worker: Actor, checker: Actor
) -> None:
    put_on_plan(family.children["Baby"], family.case, by=worker)
    assert ask(checker, "Hartley", "Zoe", date(2027, 1, 20)).answer is Answer.POSSIBLY
    assert ask(checker, "Hartley", birth_on=date(2027, 2, 1)).answer is Answer.YES


def test_no_when_nothing_on_file_could_be_this_child(plan: Plan, checker: Actor) -> None:
    assert ask(checker, "Osei", "Mia", date(2020, 1, 1)).answer is Answer.NO
    assert ask(checker, "Hartley", "Ben", date(2022, 2, 14)).answer is Answer.NO


def test_never_a_bare_no_while_a_child_on_a_plan_has_no_name(
    town: Town, checker: Actor, worker: Actor, head: Actor
) -> None:
    """A2: not even for a child of another age."""
    child = nameless_child(town.authority.pk)
    put_on_plan(child, case_of(child), by=worker)
    found = ask(checker, "Osei", "Mia", date(2011, 7, 7))
    assert (found.answer, found.because) == (Answer.POSSIBLY, {Because.NAMELESS})
    same_day = ask(checker, "Osei", "Mia", date(2020, 1, 1))
    assert same_day.because == {Because.NAMELESS, Because.SIMILAR}
    assert same_day.plans == ()
    name_child(child_id=child.pk, forename="Kai", surname="Moss", actor=head, now=clock.now())
    assert ask(checker, "Osei", "Mia", date(2011, 7, 7)).answer is Answer.NO
    assert ask(checker, "Moss", "Kai", date(2020, 1, 1)).answer is Answer.YES


def test_a_child_without_a_name_and_without_a_plan_stands_in_nobodys_way(
    town: Town, checker: Actor
) -> None:
    nameless_child(town.authority.pk)
    assert ask(checker, "Osei", "Mia", date(2020, 1, 1)).answer is Answer.NO


@pytest.fixture
def unread(town: Town) -> UnreadChild:
    return UnreadChild.objects.create(
        authority=town.authority,
        position=1,
        line=12,
        reason="The child has no identifier.",
        may_have_open_plan=True,
        read_from="a" * 64,
    )


def test_never_a_bare_no_while_a_child_of_a_return_could_not_be_read(
    unread: UnreadChild, checker: Actor, town: Town
) -> None:
    found = ask(checker, "Osei", "Mia")
    assert (found.answer, found.because) == (Answer.POSSIBLY, {Because.UNREAD})
    officer = town.actor(Role.DATA_OFFICER, "Pat Reed")
    settle = {"unread_id": unread.pk, "actor": officer, "now": clock.now()}
    with pytest.raises(identities.CannotSettle, match="Say what"):
        identities.settle_unread_child(found="", **settle)
    identities.settle_unread_child(found="no_plan", **settle)
    assert ask(checker, "Osei", "Mia").answer is Answer.NO
    assert AuditEvent.objects.get(verb="unread_child.settled").details == {"found": "no_plan"}
    with pytest.raises(identities.CannotSettle, match="already"):
        identities.settle_unread_child(found="no_plan", **settle)


def test_never_a_bare_no_while_a_childs_plans_are_in_doubt(town: Town, checker: Actor) -> None:
    child = nameless_child(town.authority.pk, plan_in_doubt=True)
    assert ask(checker, "Osei", "Mia").because == {Because.UNREAD}
    officer = town.actor(Role.DATA_OFFICER, "Pat Reed")
    assert identities.unread_children(officer).in_doubt == [child]
    settle = {"child_id": child.pk, "found": "no_plan", "now": clock.now()}
    with pytest.raises(NotAuthorised):
        identities.settle_doubt(actor=checker, **settle)
    identities.settle_doubt(actor=officer, **settle)
    assert ask(checker, "Osei", "Mia").answer is Answer.NO


def test_a_child_who_must_not_be_named_is_possibly(
    town: Town, plan: Plan, family: Family, worker: Actor, checker: Actor
) -> None:
    manager = town.allocated(Role.MANAGER, "Jo Park", family.case, worker)
    restrict_case(case_id=family.case.pk, reason="Staff", actor=manager, now=clock.now())
    found = ask(checker, "Hartley", "Ava", BORN)
    assert (found.answer, found.plans) == (Answer.POSSIBLY, ())
    assert ask(worker, "Hartley", "Ava", BORN).answer is Answer.YES


def test_who_is_denied_the_family_is_told_possibly(
    town: Town, plan: Plan, family: Family, worker: Actor, checker: Actor
) -> None:
    manager = town.allocated(Role.MANAGER, "Jo Park", family.case, worker)
    deny(
        case=family.case,
        user_id=checker.user_id,
        reason="Neighbours",
        actor=manager,
        now=clock.now(),
    )
    assert ask(checker, "Hartley", "Ava", BORN).answer is Answer.POSSIBLY


def test_every_look_up_is_logged_with_the_child_the_reason_and_the_answer(
    plan: Plan, checker: Actor
) -> None:
    ask(checker, "Hartley", "Ava", BORN)
    ask(checker, "Osei", "Mia")
    yes, no = AccessEvent.objects.filter(kind="look_up").order_by("pk")
    assert (yes.user_id, yes.role) == (checker.user_id, "OUT_OF_HOURS")
    assert yes.subjects == [f"person:{plan.child_id}"]
    assert yes.details == {
        "surname": "Hartley",
        "forename": "Ava",
        "birth_on": "2019-05-03",
        "asked_by": "Dr Osei, Northbridge Infirmary",
        "reason": "Came to the emergency department with a burn",
        "answer": "yes",
        "because": [],
    }
    assert (no.subjects, no.details["answer"]) == ([], "no")


@pytest.mark.parametrize(
    "question, message",
    [
        (Question("", "Ava", BORN, "Me", "Why"), "surname"),
        (Question("Hartley", "", None, "Me", "Why"), "first name, or their date"),
        (Question("Hartley", "Ava", None, "", "Why"), "who is asking"),
        (Question("Hartley", "Ava", None, "Me", " "), "and why"),
    ],
)
def test_a_look_up_says_about_whom_by_whom_and_why(
    checker: Actor, question: Question, message: str
) -> None:
    with pytest.raises(CannotLookUp, match=message):
        look_up_plan_status(question=question, actor=checker, now=clock.now())
    assert not AccessEvent.objects.exists()


@pytest.mark.parametrize("role", [Role.MINUTE_TAKER, Role.SOLICITOR, Role.DATA_OFFICER])
def test_others_do_not_look_children_up(town: Town, role: Role) -> None:
    with pytest.raises(NotAuthorised):
        ask(town.actor(role, "Pat Reed"), "Hartley", "Ava")


def test_another_authoritys_children_are_not_found(plan: Plan, other_town: Town) -> None:
    other_town.enter()
    stranger = other_town.actor(Role.OUT_OF_HOURS, "Alex Moor")
    assert ask(stranger, "Hartley", "Ava", BORN).answer is Answer.NO


# Identities to complete


def test_children_on_a_plan_come_first_among_those_without_a_name(
    town: Town, worker: Actor, head: Actor
) -> None:
    nameless_child(town.authority.pk, "C1")
    second = nameless_child(town.authority.pk, "C2")
    put_on_plan(second, case_of(second), by=worker)
    found = identities.identities_to_complete(head)
    assert [one.child.la_child_id for one in found.children] == ["C2", "C1"]
    assert [one.has_open_plan for one in found.children] == [True, False]
    assert found.count == 2


def test_a_social_worker_completes_the_children_they_work_with(
    town: Town, worker: Actor, family: Family
) -> None:
    nameless_child(town.authority.pk, "C1")
    mine = add_child(
        case_id=family.case.pk,
        forename="Cal",
        surname="Hartley",
        birth_on=date(2024, 4, 1),
        actor=worker,
        now=clock.now(),
    )
    type(mine).objects.filter(pk=mine.pk).update(identity_complete=False)
    assert [one.child for one in identities.identities_to_complete(worker).children] == [mine]


@pytest.mark.parametrize("role", [Role.CHAIR, Role.OUT_OF_HOURS, Role.SOLICITOR])
def test_others_are_told_of_no_identity(town: Town, role: Role) -> None:
    nameless_child(town.authority.pk, "C1")
    assert identities.identities_to_complete(town.actor(role, "Pat Reed")).count == 0
    with pytest.raises(RecordNotFound):
        identities.unread_children(town.actor(role, "Nia Cole"))


def test_the_professional_in_charge_is_part_of_the_answer(plan: Plan, checker: Actor) -> None:
    worker = Professional.objects.get(pk=plan.key_worker_id)
    found = ask(checker, "Hartley", "Ava")
    assert found.plans[0].key_worker == worker
    assert found.plans[0].key_worker.agency.phone

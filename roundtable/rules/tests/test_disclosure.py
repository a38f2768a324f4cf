from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roundtable.rules.disclosure import (
    NEVER_TOLD,
    Audience,
    Item,
    ItemKind,
    Outcome,
    Reader,
    ReaderKind,
    disclose,
    disclose_to_all,
)
from roundtable.rules.tests.properties import often

ABSENT, WITHHELD, READ = Outcome
AVA, BEN, UNBORN = 1, 2, 3
MOTHER_ID, FATHER_ID, BENS_FATHER_ID, ADVOCATE_ID = 11, 12, 13, 14
MAIN, FATHERS, CLOSED_PART = 100, 101, 102
ALL_CHILDREN = frozenset({AVA, BEN, UNBORN})

PROFESSIONAL_KINDS = sorted(set(ReaderKind) - NEVER_TOLD)


def reader(kind: ReaderKind, **rights) -> Reader:
    rights.setdefault("may_know_children", ALL_CHILDREN)
    rights.setdefault("sessions", frozenset({MAIN}))
    return Reader(kind=kind, **rights)


CHAIR = reader(ReaderKind.CHAIR, professional_id=51)
SOCIAL_WORKER = reader(ReaderKind.STAFF_IN_CASE, professional_id=52, agency_id=1)
MINUTE_TAKER = reader(ReaderKind.MINUTE_TAKER, professional_id=53)
ADMINISTRATOR = reader(ReaderKind.ADMINISTRATOR, professional_id=54)
POLICE = reader(ReaderKind.PROFESSIONAL, professional_id=55, agency_id=2)
SCHOOL = reader(
    ReaderKind.PROFESSIONAL,
    professional_id=56,
    agency_id=3,
    may_know_children=frozenset({AVA}),
)
SOLICITOR = reader(ReaderKind.SOLICITOR, professional_id=57)
MOTHER = reader(ReaderKind.FAMILY, person_id=MOTHER_ID)
FATHER = reader(
    ReaderKind.FAMILY,
    person_id=FATHER_ID,
    may_know_children=frozenset({AVA, BEN}),
    sessions=frozenset({FATHERS}),
)
BENS_FATHER = reader(
    ReaderKind.FAMILY, person_id=BENS_FATHER_ID, may_know_children=frozenset({BEN})
)
CHILD = reader(ReaderKind.CHILD, person_id=AVA, may_know_children=frozenset({AVA, BEN}))
ADVOCATE = reader(ReaderKind.ADVOCATE, person_id=ADVOCATE_ID, represents=AVA)
INTERPRETER = reader(ReaderKind.INTERPRETER)
DATA_OFFICER = reader(ReaderKind.DATA_OFFICER)
OUTSIDER = reader(ReaderKind.OUTSIDER, professional_id=55, agency_id=2)

SAID = Item(
    kind=ItemKind.STATEMENT,
    id="s1",
    audience=Audience.EVERYONE,
    children=frozenset({AVA}),
    session=MAIN,
)


def outcomes(item: Item, *readers: Reader) -> list[Outcome]:
    return [disclose(each, item) for each in readers]


def test_what_is_said_before_everyone_is_read_by_those_who_were_there():
    there = (
        CHAIR,
        SOCIAL_WORKER,
        MINUTE_TAKER,
        POLICE,
        SCHOOL,
        MOTHER,
        CHILD,
        ADVOCATE,
        INTERPRETER,
    )
    assert set(outcomes(SAID, *there)) == {READ}
    # The father sat in another session.
    assert disclose(FATHER, SAID) is ABSENT


def test_a_report_reaches_the_family_only_when_it_is_given_to_them():
    report = replace(SAID, kind=ItemKind.REPORT, id="r1", session=None)
    assert disclose(MOTHER, report) is ABSENT
    assert disclose(replace(MOTHER, released_items=frozenset({"r1"})), report) is READ
    assert disclose(MOTHER, replace(report, shared_with=frozenset({MOTHER_ID}))) is READ
    assert disclose(FATHER, replace(report, shared_with=frozenset({MOTHER_ID}))) is ABSENT
    nobody = replace(MOTHER, person_id=None)
    assert disclose(nobody, replace(report, shared_with=frozenset({MOTHER_ID}))) is ABSENT


def test_a_release_never_widens_the_audience():
    item = replace(SAID, audience=Audience.PROFESSIONALS, shared_with=frozenset({MOTHER_ID}))
    assert disclose(replace(MOTHER, released_items=frozenset({"s1"})), item) is ABSENT


def test_a_line_about_ava_and_her_half_brother_is_not_for_his_father_alone():
    both = replace(SAID, children=frozenset({AVA, BEN}), shared_with=frozenset({BENS_FATHER_ID}))
    assert disclose(BENS_FATHER, both) is ABSENT
    assert disclose(BENS_FATHER, replace(both, children=frozenset({BEN}))) is READ
    # Words that nobody has placed with a child yet are nobody's in the family.
    assert disclose(BENS_FATHER, replace(both, children=frozenset())) is ABSENT


def test_a_pregnancy_leaves_no_trace_for_those_who_may_not_know_of_it():
    baby = Item(kind=ItemKind.PERSON, audience=Audience.EVERYONE, children=frozenset({UNBORN}))
    assert outcomes(baby, MOTHER, FATHER, SCHOOL) == [READ, ABSENT, ABSENT]
    mixed = replace(SAID, children=frozenset({AVA, UNBORN}))
    assert outcomes(mixed, MOTHER, FATHER, SCHOOL) == [READ, ABSENT, WITHHELD]


def test_a_confidential_address_is_kept_from_whom_it_is_kept_whatever_else_is_true():
    quoted = replace(
        SAID,
        confidential_from=frozenset({FATHER_ID}),
        shared_with=frozenset({FATHER_ID}),
        author_person=FATHER_ID,
        session=FATHERS,
    )
    assert disclose(FATHER, quoted) is ABSENT
    speaks_for_him = replace(ADVOCATE, represents=FATHER_ID, sessions=frozenset({FATHERS}))
    assert disclose(speaks_for_him, quoted) is ABSENT
    works_with_him = replace(POLICE, person_id=FATHER_ID)
    assert disclose(works_with_him, quoted) is ABSENT
    assert disclose(SOCIAL_WORKER, quoted) is READ


def test_an_address_is_for_family_only_their_own_or_one_given_to_them():
    home = Item(kind=ItemKind.ADDRESS, id="a1", audience=Audience.EVERYONE, about_person=MOTHER_ID)
    assert outcomes(home, MOTHER, FATHER, POLICE) == [READ, ABSENT, READ]
    assert disclose(FATHER, replace(home, shared_with=frozenset({FATHER_ID}))) is READ
    nobodys = replace(home, about_person=None)
    assert disclose(replace(MOTHER, person_id=None), nobodys) is ABSENT


def test_a_refuge_worker_on_the_list_is_absent_for_one_and_there_for_the_others():
    worker = Item(
        kind=ItemKind.AGENCY,
        audience=Audience.EVERYONE,
        confidential_from=frozenset({FATHER_ID}),
    )
    assert outcomes(worker, MOTHER, FATHER, POLICE) == [READ, ABSENT, READ]


def test_the_other_parents_session_its_venue_and_time_do_not_exist():
    for kind in (ItemKind.SESSION, ItemKind.VENUE, ItemKind.TIME):
        item = Item(kind=kind, audience=Audience.EVERYONE, session=FATHERS)
        assert outcomes(item, MOTHER, FATHER, POLICE, INTERPRETER) == [ABSENT, READ, READ, ABSENT]
        assert disclose(MOTHER, replace(item, session=None)) is ABSENT
    named = Item(kind=ItemKind.NAME, audience=Audience.EVERYONE, session=FATHERS)
    assert outcomes(named, MOTHER, FATHER) == [ABSENT, READ]
    assert disclose(MOTHER, replace(named, session=None)) is READ


def test_professionals_are_told_that_something_is_withheld_and_families_are_not():
    restricted = replace(SAID, audience=Audience.SOCIAL_CARE)
    assert outcomes(restricted, SOCIAL_WORKER, CHAIR, SOLICITOR) == [READ, READ, READ]
    assert outcomes(restricted, POLICE, MINUTE_TAKER, SCHOOL) == [WITHHELD, WITHHELD, WITHHELD]
    assert outcomes(restricted, MOTHER, CHILD, ADVOCATE, INTERPRETER) == [ABSENT] * 4
    for_professionals = replace(SAID, audience=Audience.PROFESSIONALS)
    assert outcomes(for_professionals, POLICE, SOLICITOR, MOTHER) == [READ, READ, ABSENT]


def test_a_closed_part_is_for_those_who_were_in_it_and_the_chair():
    closed = replace(SAID, audience=Audience.CLOSED, session=CLOSED_PART)
    stayed = replace(POLICE, sessions=frozenset({MAIN, CLOSED_PART}))
    assert outcomes(closed, stayed, POLICE, CHAIR, MOTHER) == [READ, WITHHELD, READ, ABSENT]
    in_it = replace(MOTHER, sessions=frozenset({CLOSED_PART}))
    assert disclose(in_it, closed) is ABSENT
    assert disclose(stayed, replace(closed, session=None)) is WITHHELD


def test_an_agency_reads_what_it_gave_itself():
    theirs = replace(SAID, audience=Audience.SOCIAL_CARE, author_agency=2)
    assert outcomes(theirs, POLICE, SCHOOL) == [READ, WITHHELD]
    assert disclose(POLICE, replace(theirs, children=frozenset({4}))) is ABSENT


def test_unfinished_work_is_the_authors_and_nobody_is_told():
    draft = replace(SAID, audience=Audience.AUTHOR, author_professional=55, author_agency=2)
    assert outcomes(draft, POLICE, CHAIR, SOCIAL_WORKER, MOTHER) == [READ, ABSENT, ABSENT, ABSENT]
    colleague = replace(POLICE, professional_id=58)
    assert disclose(colleague, draft) is ABSENT
    own = replace(SAID, audience=Audience.AUTHOR, author_person=MOTHER_ID)
    assert outcomes(own, MOTHER, FATHER, CHAIR) == [READ, ABSENT, ABSENT]


def test_a_childs_words_go_to_those_in_the_family_whom_the_child_allows():
    words = replace(
        SAID,
        kind=ItemKind.VIEWS,
        author_person=AVA,
        shared_with=frozenset({MOTHER_ID, FATHER_ID}),
    )
    # Nobody has asked the child: so nobody in the family.
    assert outcomes(words, MOTHER, FATHER) == [ABSENT, ABSENT]
    asked = replace(words, child_allows=frozenset({MOTHER_ID}))
    assert outcomes(asked, MOTHER, FATHER, CHAIR) == [READ, ABSENT, READ]
    # The child, and whoever speaks for the child, read them whatever was said.
    no_one = replace(words, child_allows=frozenset(), audience=Audience.SOCIAL_CARE)
    assert outcomes(no_one, CHILD, ADVOCATE, MOTHER, POLICE) == [READ, READ, ABSENT, WITHHELD]
    about_her_brother = replace(words, children=frozenset({BEN}), by_child=True)
    assert outcomes(about_her_brother, MOTHER, CHAIR) == [ABSENT, READ]
    # Written down by a worker, and still the child's.
    written = replace(SAID, author_professional=52, child_allows=frozenset())
    assert outcomes(written, MOTHER, SOCIAL_WORKER) == [ABSENT, READ]


def test_an_administrator_sends_without_reading():
    for kind in ItemKind:
        item = replace(SAID, kind=kind)
        sends = kind in {
            ItemKind.NAME, ItemKind.PERSON, ItemKind.AGENCY, ItemKind.ADDRESS, ItemKind.SESSION,
            ItemKind.VENUE, ItemKind.TIME, ItemKind.LETTER, ItemKind.DECISION,
        }  # fmt: skip
        assert disclose(ADMINISTRATOR, item) is (READ if sends else WITHHELD), kind


def test_an_interpreter_has_the_meeting_and_what_is_said_in_it_and_no_papers():
    for kind in (ItemKind.REPORT, ItemKind.LETTER, ItemKind.PLAN, ItemKind.ADDRESS):
        item = replace(SAID, kind=kind, id="x")
        assert disclose(replace(INTERPRETER, released_items=frozenset({"x"})), item) is ABSENT
    assert disclose(INTERPRETER, replace(SAID, kind=ItemKind.OPINION)) is READ


def test_somebody_without_a_part_in_it_gets_nothing_not_even_their_own_words():
    own = replace(SAID, author_professional=55, author_agency=2)
    assert outcomes(own, OUTSIDER, DATA_OFFICER) == [ABSENT, ABSENT]


def test_a_screen_shows_what_everybody_before_it_may_read():
    assert disclose_to_all([CHAIR, POLICE, MOTHER], SAID) is READ
    assert disclose_to_all([CHAIR, POLICE, MOTHER, FATHER], SAID) is ABSENT
    restricted = replace(SAID, audience=Audience.SOCIAL_CARE)
    assert disclose_to_all([CHAIR, POLICE], restricted) is WITHHELD
    assert disclose_to_all([], SAID) is ABSENT


@pytest.mark.parametrize("kind", ReaderKind)
def test_an_item_that_says_nothing_of_itself_is_absent_for_everyone(kind):
    for item_kind in ItemKind:
        assert disclose(reader(kind), Item(kind=item_kind)) is ABSENT


# Properties: readers and items with every mix of rights and marks, each from a number, because
# drawing some twenty fields one by one would take longer than the whole folder may.

PEOPLE = [None, AVA, BEN, UNBORN, MOTHER_ID, FATHER_ID]
SESSIONS = [MAIN, FATHERS, CLOSED_PART]


def some(rng: Random, options) -> frozenset:
    return frozenset(option for option in options if rng.random() < 0.5)


def any_reader(number: int) -> Reader:
    rng = Random(number)
    return Reader(
        kind=rng.choice(list(ReaderKind)),
        person_id=rng.choice(PEOPLE),
        professional_id=rng.choice([None, 55]),
        agency_id=rng.choice([None, 2]),
        represents=rng.choice(PEOPLE),
        may_know_children=some(rng, ALL_CHILDREN),
        released_items=some(rng, ["s1", "r1"]),
        sessions=some(rng, SESSIONS),
    )


def any_item(number: int) -> Item:
    rng = Random(number)
    return Item(
        kind=rng.choice(list(ItemKind)),
        id=rng.choice(["s1", "r1"]),
        audience=rng.choice([*Audience, Audience.EVERYONE, Audience.EVERYONE]),
        children=some(rng, ALL_CHILDREN),
        confidential_from=some(rng, PEOPLE[1:]) if rng.random() < 0.3 else frozenset(),
        about_person=rng.choice(PEOPLE),
        author_person=rng.choice(PEOPLE),
        author_professional=rng.choice([None, 55]),
        author_agency=rng.choice([None, 2]),
        shared_with=some(rng, PEOPLE[1:]),
        session=rng.choice([None, *SESSIONS]),
        by_child=rng.random() < 0.3,
        child_allows=rng.choice([None, some(rng, PEOPLE[1:])]),
    )


# Ten pairs an example: starting one costs more than asking.
numbers = st.integers(0, 2**32)
pairs = numbers.map(lambda n: [(any_reader(n + i), any_item(n + 100 + i)) for i in range(10)])

NARROWER = {
    Audience.EVERYONE: Audience.PROFESSIONALS,
    Audience.PROFESSIONALS: Audience.SOCIAL_CARE,
    Audience.SOCIAL_CARE: Audience.AUTHOR,
    Audience.CLOSED: Audience.AUTHOR,
    Audience.AUTHOR: Audience.AUTHOR,
}


@often
@given(pairs)
def test_taking_a_right_away_never_shows_more(pairs):
    for who, item in pairs:
        before = disclose(who, item)
        for less in (
            *(replace(who, may_know_children=who.may_know_children - {c}) for c in ALL_CHILDREN),
            *(replace(who, sessions=who.sessions - {s}) for s in who.sessions),
            replace(who, released_items=frozenset()),
            replace(who, agency_id=None),
            replace(who, professional_id=None),
            replace(who, kind=ReaderKind.OUTSIDER),
        ):
            assert disclose(less, item) <= before


@often
@given(pairs)
def test_marking_an_item_more_strictly_never_shows_more(pairs):
    for who, item in pairs:
        before = disclose(who, item)
        person = who.person_id or MOTHER_ID
        for stricter in (
            replace(item, confidential_from=item.confidential_from | {person}),
            replace(item, shared_with=item.shared_with - {person}),
            replace(item, audience=NARROWER[item.audience]),
            replace(item, child_allows=(item.child_allows or frozenset()) - {person}),
        ):
            assert disclose(who, stricter) <= before


@often
@given(pairs)
def test_one_more_child_in_a_line_never_makes_it_readable(pairs):
    for who, item in pairs:
        # A professional who knows one of the two is told that something is there, and no more.
        more = replace(item, children=item.children | {UNBORN})
        if item.children and disclose(who, item) is not READ:
            assert disclose(who, more) is not READ


@often
@given(pairs)
def test_family_is_never_told_that_something_is_withheld(pairs):
    for who, item in pairs:
        if who.kind in NEVER_TOLD:
            assert disclose(who, item) is not WITHHELD


@often
@given(pairs)
def test_what_is_kept_from_somebody_never_reaches_them(pairs):
    for who, item in pairs:
        if {who.person_id, who.represents} & item.confidential_from:
            assert disclose(who, item) is ABSENT


@often
@given(pairs)
def test_one_more_reader_before_a_screen_never_shows_more(pairs):
    for position, (newcomer, item) in enumerate(pairs[1:], start=1):
        there = [who for who, _ in pairs[:position]]
        assert disclose_to_all([*there, newcomer], item) <= disclose_to_all(there, item)
        assert disclose_to_all([*there, newcomer], item) <= disclose(newcomer, item)

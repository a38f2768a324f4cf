"""Whatever is in the file: one clear refusal of the whole, or records that agree with themselves."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roundtable.returns.cin_census.digest import digest
from roundtable.returns.cin_census.errors import CannotReadReturn
from roundtable.returns.cin_census.layout import CHILD_LAYOUT, KNOWN_ELEMENTS
from roundtable.returns.cin_census.reader import check_file, read_children
from roundtable.returns.cin_census.records import ChildRecord, RefusedChild
from roundtable.returns.cin_census.tests.xml_text import (
    child,
    element,
    enquiry,
    episode,
    message,
    plan,
)

DATA = Path(__file__).parent / "data"
SEEDS = [path.read_bytes() for path in sorted(DATA.glob("*.xml"))]

quietly = settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz") / "return.xml"


def assert_agrees_with_itself(record: ChildRecord) -> None:
    """Everything the receiving database insists on."""
    assert 1 <= len(record.la_child_id) <= 20
    assert not (record.birth_date and record.expected_birth_date)
    assert record.sex in {"M", "F", "U"}
    for earlier, later in pairwise(record.plans):
        assert earlier.end is not None
        assert earlier.end <= later.start
    for held in record.plans:
        assert held.end is None or held.end > held.start
        assert list(held.review_dates) == sorted(set(held.review_dates))
        for day in held.review_dates:
            assert held.start < day <= (held.end or date.max)
    for found in record.enquiries:
        assert found.start or found.icpc_date
        if found.start and found.icpc_date:
            assert found.start <= found.icpc_date
        if found.start and found.target:
            assert found.start <= found.target
        assert not (found.icpc_date and found.icpc_not_required)
    assert all(p.reason and "\n" not in p.reason and p.line > 0 for p in record.problems)
    assert len(digest(record)) == 64


def read_or_refuse(path: Path, content: bytes) -> list[ChildRecord | RefusedChild]:
    path.write_bytes(content)
    try:
        header = check_file(path)
    except CannotReadReturn:
        return []
    found = list(read_children(path, header))
    assert len(found) == header.child_count
    for one in found:
        if isinstance(one, ChildRecord):
            assert_agrees_with_itself(one)
    return found


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A return with bytes cut out, put in, changed, doubled or swapped."""
    content = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 300)))
        piece = bytes(content[start:end])
        new = draw(
            st.one_of(
                st.binary(max_size=20),
                st.sampled_from(
                    [b"", piece * 2, piece[::-1], b"<", b"]]>", b"<!--", b"&x;", b"<!DOCTYPE x>"]
                ),
            )
        )
        content[start:end] = new
        if not content:
            break
    return bytes(content)


@quietly
@given(content=damaged())
def test_damage_to_a_return_is_never_a_crash(file, content):
    read_or_refuse(file, content)


@quietly
@given(content=st.binary(max_size=400))
def test_rubbish_is_refused(file, content):
    assert read_or_refuse(file, content) == []


words = st.one_of(
    st.sampled_from(["", "1", "0", "true", "NEG", "RC7", "M", "UN1", "2026-06-09", "2026-02-30"]),
    st.dates(date(1985, 1, 1), date(2030, 1, 1)).map(date.isoformat),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12).map(
        lambda text: text.replace("&", "").replace("<", "")
    ),
)
names = st.sampled_from(sorted((KNOWN_ELEMENTS - {"Message"}) | {"Shoes"}))
leaves = st.builds(element, names, words)
trees = st.recursive(
    leaves,
    lambda inner: st.builds(lambda name, items: element(name, *items), names, st.lists(inner)),
    max_leaves=25,
)


@quietly
@given(items=st.lists(trees, max_size=4))
def test_any_arrangement_of_elements_is_read_or_reported(file, items):
    whole = message(child(*items), child("".join(items), identifier="INV002"))
    read_or_refuse(file, whole.encode())


def test_the_arrangements_know_every_name():
    assert set(CHILD_LAYOUT) <= KNOWN_ELEMENTS


day_in_two_years = st.integers(0, 730).map(
    lambda days: (date(2025, 4, 1) + timedelta(days=days)).isoformat()
)
maybe_day = st.one_of(st.none(), day_in_two_years, st.sampled_from(["", "soon", "2026-02-30"]))
plans = st.builds(
    plan,
    maybe_day,
    maybe_day,
    reviews=st.lists(day_in_two_years, max_size=4).map(tuple),
    category=st.sampled_from(["NEG", "EMO", "BAD", None]),
    previous=st.sampled_from(["0", "3", "x", None]),
)
enquiries = st.builds(
    enquiry,
    maybe_day,
    maybe_day,
    target=maybe_day,
    not_required=st.sampled_from(["0", "1", "true", "?", None]),
)
episodes = st.builds(
    lambda items, **dates: episode(*items, **dates),
    st.lists(st.one_of(plans, enquiries), max_size=5),
    referral=maybe_day,
    closed=maybe_day,
    conference=maybe_day,
)
PLAN_CODES = {"repeated", "plan_overlap", "plan_of_one_day", "plan_without_end"}


@settings(quietly, max_examples=300)
@given(found=st.lists(episodes, max_size=3, unique=True), born=maybe_day, died=maybe_day)
def test_every_plan_is_held_or_has_its_reason(file, found, born, died):
    whole = message(child(*found, born=born, died=died))
    (record,) = read_or_refuse(file, whole.encode())
    assert isinstance(record, ChildRecord)
    reported = [
        problem
        for problem in record.problems
        if problem.set_aside
        and (
            (problem.element == "ChildProtectionPlans" and problem.code in PLAN_CODES)
            or problem.element == "CPPstartDate"
        )
    ]
    # The episodes differ, so that none is dropped whole with its plans.
    dropped = [p for p in record.problems if (p.element, p.code) == ("CINdetails", "repeated")]
    if not dropped:
        assert len(record.plans) + len(reported) == whole.count("<ChildProtectionPlans>")


@settings(quietly, max_examples=200)
@given(found=st.lists(episodes, max_size=3, unique=True))
def test_an_open_plan_is_never_lost_without_a_doubt(file, found):
    (record,) = read_or_refuse(file, message(child(*found)).encode())
    assert isinstance(record, ChildRecord)
    openly = [
        one for one in "".join(found).split("<ChildProtectionPlans>")[1:] if "CPPend" not in one
    ]
    if openly:
        assert record.open_plan or record.plan_in_doubt

"""
What was read, against a count of the same file that knows nothing of our reader.

Set CENSUS_SAMPLES to a folder of returns to have each of them counted too.
"""

import os
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from roundtable.returns.cin_census.reader import check_file, read_children
from roundtable.returns.cin_census.records import ChildRecord, RefusedChild

DATA = Path(__file__).parent / "data"
SAMPLES = sorted(Path(os.environ.get("CENSUS_SAMPLES", DATA)).glob("*.xml"))
FAULTLESS = [DATA / "invented-2022.xml", DATA / "invented-2027.xml"]

# Codes of what is not carried over although an element of that name is in the file.
LEFT_OUT = {
    "ChildProtectionPlans": {
        ("ChildProtectionPlans", "repeated"),
        ("ChildProtectionPlans", "plan_overlap"),
        ("ChildProtectionPlans", "plan_of_one_day"),
        ("ChildProtectionPlans", "plan_without_end"),
        ("ChildProtectionPlans", "misplaced_element"),
        ("CPPstartDate", "date_missing"),
        ("CPPstartDate", "unreadable"),
        ("CPPstartDate", "too_late"),
    },
    "Section47": {
        ("Section47", "repeated"),
        ("Section47", "misplaced_element"),
        ("S47ActualStartDate", "date_missing"),
        ("S47ActualStartDate", "unreadable"),
        ("S47ActualStartDate", "too_late"),
    },
}


def read_all(path):
    found = list(read_children(path, check_file(path)))
    return (
        [one for one in found if isinstance(one, ChildRecord)],
        [one for one in found if isinstance(one, RefusedChild)],
    )


def dates(tree, path):
    """Return the days an XPath finds, as written up to the day."""
    return Counter(text.strip()[:10] for text in tree.xpath(path))


def days(found):
    return Counter(day.isoformat() for day in found if day)


@pytest.mark.parametrize("path", FAULTLESS, ids=lambda path: path.name)
def test_a_faultless_return_is_read_whole(path):
    tree = etree.parse(path)
    children, refused = read_all(path)
    assert not refused
    assert not [str(problem) for child in children for problem in child.problems]
    assert len(children) == tree.xpath("count(//Child)") == check_file(path).child_count

    plans = [plan for child in children for plan in child.plans]
    enquiries = [enquiry for child in children for enquiry in child.enquiries]
    episodes = [episode for child in children for episode in child.episodes]
    assert len(episodes) == tree.xpath("count(//CINdetails)")
    assert days(plan.start for plan in plans) == dates(tree, "//CPPstartDate/text()")
    assert days(plan.end for plan in plans) == dates(tree, "//CPPendDate/text()")
    assert sum(child.open_plan is not None for child in children) == tree.xpath(
        "count(//Child[.//ChildProtectionPlans[not(CPPendDate)]])"
    )
    assert Counter(plan.latest_category for plan in plans) == Counter(
        tree.xpath("//LatestCategoryOfAbuse/text()")
    )
    assert days(day for plan in plans for day in plan.review_dates) == dates(
        tree, "//CPPreviewDate/text()"
    )
    assert days(enquiry.start for enquiry in enquiries) == dates(
        tree, "//S47ActualStartDate/text()"
    )
    assert days(enquiry.target for enquiry in enquiries) == dates(tree, "//InitialCPCtarget/text()")
    assert days(day for episode in episodes for day in episode.conference_dates) == dates(
        tree, "//DateOfInitialCPC/text()"
    )
    assert days(child.birth_date for child in children) == dates(tree, "//PersonBirthDate/text()")
    assert days(child.expected_birth_date for child in children) == dates(
        tree, "//ExpectedPersonBirthDate/text()"
    )
    assert days(child.death_date for child in children) == dates(tree, "//PersonDeathDate/text()")
    assert sum(len(episode.pre_proceedings) for episode in episodes) == tree.xpath(
        "count(//PreProceedingsandFGDM)"
    )


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_whatever_is_not_read_is_reported(path):
    """Each child, plan, enquiry and review of the file is either held or has its reason."""
    tree = etree.parse(path)
    children, refused = read_all(path)
    assert len(children) + len(refused) == tree.xpath("count(//Child)")

    lost = Counter((p.element, p.code) for child in children for p in child.problems if p.set_aside)
    in_refused = {
        element: sum(
            len(child.findall(f".//{element}"))
            for child in tree.iter("Child")
            if child.sourceline in {one.line for one in refused}
        )
        for element in LEFT_OUT
    }
    held = {
        "ChildProtectionPlans": sum(len(child.plans) for child in children),
        "Section47": sum(len(child.enquiries) for child in children),
    }
    for element, codes in LEFT_OUT.items():
        reported = sum(lost[code] for code in codes)
        assert held[element] + reported + in_refused[element] == tree.xpath(f"count(//{element})")


def test_the_awkward_return_keeps_what_it_can():
    children, refused = read_all(DATA / "awkward-2026.xml")
    assert len(children) == 13
    assert [(one.la_child_id, one.code, one.may_have_open_plan) for one in refused] == [
        (None, "no_identifier", True),
        ("AWK0001", "identifier_taken", False),
    ]
    assert sum(problem.set_aside for child in children for problem in child.problems) == 15
    assert [child.la_child_id for child in children if not child.is_flagged] == ["AWK0001"]
    assert [child.la_child_id for child in children if child.plan_in_doubt] == ["AWK0008"]
    assert sum(child.open_plan is not None for child in children) == 7

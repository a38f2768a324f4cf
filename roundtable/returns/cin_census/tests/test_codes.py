import pytest

from roundtable.returns.cin_census.codes import CODE_SETS, FIRST_YEAR, LAST_YEAR, year_label
from roundtable.returns.cin_census.layout import CHILD_ELEMENTS, KNOWN_ELEMENTS, WORDS

YEARS = range(FIRST_YEAR, LAST_YEAR + 1)


def test_knows_six_years():
    assert [year_label(year) for year in YEARS] == [
        "2021-22",
        "2022-23",
        "2023-24",
        "2024-25",
        "2025-26",
        "2026-27",
    ]


@pytest.mark.parametrize("element", CODE_SETS)
def test_every_set_names_its_public_source_and_belongs_to_an_element(element):
    code_set = CODE_SETS[element]
    assert "public" in code_set.source
    assert element in CHILD_ELEMENTS
    assert {*code_set.added, *code_set.superseded} <= code_set.codes


@pytest.mark.parametrize(
    "element, code, first, last",
    [
        ("ReferralSource", "5D", 2023, 2027),
        ("ReasonForClosure", "RC9", 2023, 2027),
        ("AssessmentFactors", "18A", 2022, 2024),
        ("AssessmentFactors", "19A", 2022, 2024),
        ("AssessmentFactors", "24A", 2022, 2027),
        ("LatestCategoryOfAbuse", "MUL", 2022, 2027),
    ],
)
def test_codes_come_and_go_with_the_years(element, code, first, last):
    years = [year for year in YEARS if code in CODE_SETS[element].in_year(year)]
    assert years == list(range(first, last + 1))


def test_the_sets_have_the_published_sizes():
    sizes = {element: len(CODE_SETS[element].in_year(2027)) for element in CODE_SETS}
    assert sizes == {
        "UPNunknown": 7,
        "Sex": 3,
        "Ethnicity": 20,
        "Disability": 13,
        "ReferralSource": 22,
        "PrimaryNeedCode": 10,
        "ReasonForClosure": 9,
        "InitialCategoryOfAbuse": 5,
        "LatestCategoryOfAbuse": 5,
        "AssessmentFactors": 42,
    }


def test_words_are_for_elements_that_exist():
    assert WORDS.keys() <= KNOWN_ELEMENTS

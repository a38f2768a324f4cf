from dataclasses import replace
from datetime import date

import pytest

from roundtable.rules.quorum import Forecast
from roundtable.rules.readiness import (
    ChildsPart,
    Contacts,
    Copies,
    Light,
    Preparation,
    ReportState,
    Topic,
    Voice,
    Whose,
    lines_of,
    worst,
)

TODAY = date(2026, 11, 24)
YESTERDAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 25)
EARLY = Preparation(today=TODAY, working_days_left=8)
CLOSE = replace(EARLY, working_days_left=3)
G, A, R = Light.GREEN, Light.AMBER, Light.RED
SEEN = Contacts(
    "Rosa",
    chair_met=True,
    worker_met=True,
    told_by_voice=True,
    chair_offered_advocate=True,
    worker_offered_advocate=True,
)


def of(topic, base=EARLY, **known):
    """Return light, words and whose for each line of a topic."""
    found = lines_of(replace(base, **known))
    return [(one.light, one.says, one.whose) for one in found if one.topic is topic]


def test_whatever_is_not_green_says_whose_it_is_to_put_right():
    nothing = replace(
        EARLY,
        contacts=[Contacts("Rosa"), Contacts("Ava", is_child=True)],
        voices=[Voice("Ava", is_child=True)],
        childrens_parts=[ChildsPart("Ava")],
    )
    assert all(one.whose for one in lines_of(nothing) if one.light is not G)
    assert worst(lines_of(nothing)) is A


@pytest.mark.parametrize(
    "report, light, says",
    [
        (ReportState("School", TODAY), A, "School: not in yet, due on 24 November."),
        (ReportState("School", None), A, "School: not in yet."),
        (ReportState("School", YESTERDAY), R, "School: late. It was due on 23 November."),
        (ReportState("School", TODAY, came_on=TODAY), G, "School: in, on time."),
        (ReportState("School", None, came_on=TODAY), G, "School: in, on time."),
        (ReportState("School", YESTERDAY, came_on=TODAY), A, "School: in, but late."),
        (
            ReportState("School", YESTERDAY, came_on=TODAY, late_reason="The head was ill."),
            A,
            "School: in, but late. Why: The head was ill.",
        ),
    ],
)
def test_a_report_is_in_on_its_way_or_late(report, light, says):
    assert of(Topic.REPORTS, reports=[report])[0][:2] == (light, says)


def test_a_late_report_is_its_agencys_and_none_asked_for_is_the_desks():
    assert of(Topic.REPORTS, reports=[ReportState("School", YESTERDAY)])[0][2] is Whose.AGENCY
    assert of(Topic.REPORTS) == [(A, "None has been asked for.", Whose.DESK)]


@pytest.mark.parametrize(
    "copies, light, says",
    [
        (Copies("Rosa", there=0), A, "Rosa: there is no report to give yet."),
        (Copies("Rosa", there=3, given=1, due_on=TODAY), A, "Rosa was given 1 of 3."),
        (Copies("Rosa", there=3, given=1, due_on=YESTERDAY), R, "Rosa was given 1 of 3."),
        (Copies("Rosa", there=3, given=1), A, "Rosa was given 1 of 3."),
        (
            Copies("Rosa", there=3, given=3, said_read=2),
            G,
            "Rosa was given 3 of 3 and says they have read 2.",
        ),
        (
            Copies("Rosa", there=3, given=2, not_shared=1),
            A,
            "Rosa was given 2 of 3. Not shared, with a reason: 1.",
        ),
        (
            Copies("Rosa", there=1, given=1, given_late=1),
            A,
            "Rosa was given 1 of 1. Given later than the family should have them: 1.",
        ),
        (
            Copies(
                "Rosa",
                there=4,
                given=4,
                ways=[
                    ("Read together", TODAY),
                    ("Read together", YESTERDAY),
                    ("Read together", TODAY),
                    ("", TODAY),
                ],
            ),
            G,
            "Rosa was given 4 of 4. Read together on 23 November and 24 November."
            " Given on 24 November.",
        ),
        (
            Copies("Ben", not_for_them="He is four."),
            G,
            "Ben is not given them. He is four.",
        ),
    ],
)
def test_each_of_the_family_has_what_they_should_in_time(copies, light, says):
    assert of(Topic.SHARED, copies=[copies])[0][:2] == (light, says)


def test_what_waits_for_the_chair_is_red():
    assert of(Topic.TIME, time_asked_by=["Rosa"]) == [
        (R, "Rosa asks for more time to read.", Whose.CHAIR)
    ]
    assert of(Topic.SHARED, sharing_to_decide=["PC Grant"]) == [
        (R, "PC Grant: cannot share something. How is it given to the family?", Whose.CHAIR)
    ]


def test_silence_turns_red_three_working_days_before():
    silent = {"asked": 4, "silent": ["Rosa", "the school"]}
    says = "2 of 4 have answered. No answer from Rosa and the school."
    assert of(Topic.ANSWERS, **silent) == [(A, says, Whose.DESK)]
    assert of(Topic.ANSWERS, CLOSE, **silent) == [(R, says, Whose.DESK)]
    assert of(Topic.ANSWERS, asked=4)[0][:2] == (G, "4 of 4 have answered.")


TOO_FEW = ("Other agencies: 1 present, 2 needed.",)
HOPED_FOR = Forecast(TOO_FEW, would_be_quorate=True, silent=("St Anne's",), declined=("GP",))


@pytest.mark.parametrize(
    "base, forecast, light, says",
    [
        (EARLY, Forecast(), G, "Quorate."),
        (
            EARLY,
            Forecast(silent=("St Anne's", "the GP")),
            G,
            "Quorate, even if St Anne's and the GP do not come.",
        ),
        (
            EARLY,
            HOPED_FOR,
            A,
            "Not quorate yet. Other agencies: 1 present, 2 needed. Not answered: St Anne's."
            " Not coming: GP.",
        ),
        (
            CLOSE,
            HOPED_FOR,
            R,
            "Not quorate yet. Other agencies: 1 present, 2 needed. Not answered: St Anne's."
            " Not coming: GP.",
        ),
        (
            EARLY,
            Forecast(TOO_FEW, would_be_quorate=False),
            R,
            "Not quorate yet. Other agencies: 1 present, 2 needed.",
        ),
    ],
)
def test_quorum_names_the_missing_agency(base, forecast, light, says):
    assert of(Topic.QUORUM, base, asked=3, forecast=forecast)[0][:2] == (light, says)
    assert of(Topic.QUORUM, base, asked=0, forecast=forecast) == []


def test_needs_are_open_arranged_or_not_to_be_had():
    assert of(Topic.NEEDS) == [(G, "Nothing is left to arrange.", Whose.NOBODY)]
    assert of(Topic.NEEDS, needs_open=["interpreter"])[0][:2] == (
        A,
        "Not arranged yet: interpreter.",
    )
    assert of(Topic.NEEDS, CLOSE, needs_open=["interpreter"])[0][0] is R
    assert of(Topic.NEEDS, needs_not_to_be_had=["advocate"]) == [
        (A, "Sought, and not to be had: advocate.", Whose.CHAIR)
    ]


@pytest.mark.parametrize(
    "contacts, due_on, expected",
    [
        (SEEN, None, [(G, "The chair has met Rosa.")]),
        (Contacts("Rosa"), TOMORROW, [(A, "The chair has not met Rosa yet.")]),
        (Contacts("Rosa"), YESTERDAY, [(R, "The chair has not met Rosa yet.")]),
        (
            Contacts("Rosa", chair_tried=True),
            YESTERDAY,
            [(A, "The chair tried to reach Rosa, and could not.")],
        ),
        # A chair meets a child where that is right: nothing is red without it.
        (Contacts("Ava", is_child=True), YESTERDAY, []),
    ],
)
def test_the_chair_meets_every_parent(contacts, due_on, expected):
    found = of(Topic.CHAIR, contacts=[contacts], chair_contact_due_on=due_on)
    assert [one[:2] for one in found] == expected


@pytest.mark.parametrize(
    "base, contacts, expected",
    [
        (EARLY, SEEN, [G]),
        (EARLY, Contacts("Rosa", worker_met=True), [G, A]),
        (EARLY, Contacts("Rosa"), [A, A]),
        (CLOSE, Contacts("Rosa"), [R, A]),
        (CLOSE, Contacts("Rosa", worker_tried=True), [A, A]),
        (CLOSE, Contacts("Ava", is_child=True), [R]),
    ],
)
def test_the_social_worker_visits_every_parent_and_child_and_says_it_aloud(
    base, contacts, expected
):
    assert [one[0] for one in of(Topic.WORKER, base, contacts=[contacts])] == expected


@pytest.mark.parametrize(
    "contacts, light, says, whose",
    [
        (SEEN, G, "Rosa was offered an advocate.", Whose.NOBODY),
        (
            Contacts("Rosa"),
            A,
            "Rosa has not been offered an advocate by the social worker and the chair.",
            Whose.WORKER,
        ),
        (
            Contacts("Rosa", worker_offered_advocate=True),
            A,
            "Rosa has not been offered an advocate by the chair.",
            Whose.CHAIR,
        ),
        (
            Contacts("Ava", is_child=True, worker_offered_advocate=True),
            G,
            "Ava was offered an advocate.",
            Whose.NOBODY,
        ),
        (
            Contacts("Rosa", no_advocate_to_be_had=True),
            A,
            "Rosa: an advocate was sought, and there was none to be had.",
            Whose.NOBODY,
        ),
    ],
)
def test_each_of_them_offers_an_advocate(contacts, light, says, whose):
    assert of(Topic.ADVOCACY, contacts=[contacts]) == [(light, says, whose)]


@pytest.mark.parametrize(
    "base, voice, light, says",
    [
        (EARLY, Voice("Ava", is_child=True, is_in=True), G, "Ava: in."),
        (EARLY, Voice("Ben", is_child=True, has_reason=True), A, "Ben: not known, with a reason."),
        (EARLY, Voice("Ava", is_child=True), A, "Ava: not in yet."),
        (CLOSE, Voice("Ava", is_child=True), R, "Ava: not in yet."),
        (CLOSE, Voice("Rosa"), A, "Rosa: not in yet."),
        (
            CLOSE,
            Voice("Marc", came_another_way=True),
            A,
            "Marc: came another way, and not all of it is written down yet.",
        ),
    ],
)
def test_views_are_in_or_known_not_to_come(base, voice, light, says):
    assert of(Topic.VIEWS, base, voices=[voice])[0][:2] == (light, says)


@pytest.mark.parametrize(
    "part, light, says",
    [
        (ChildsPart("Ava"), A, "It is not settled yet how Ava takes part."),
        (
            ChildsPart("Ava", is_settled=True, is_invited=True),
            A,
            "Nobody is named who goes through the invitation with Ava.",
        ),
        (
            ChildsPart("Ava", is_settled=True, is_invited=True, worker="Sam"),
            A,
            "It is not settled yet what Ava hears of the reports.",
        ),
        (
            ChildsPart("Ava", True, is_invited=True, worker="Sam", is_settled_about_reports=True),
            G,
            "Ava is invited.",
        ),
        (
            ChildsPart("Ben", is_settled=True, is_settled_about_reports=True),
            G,
            "Ben is heard without coming.",
        ),
    ],
)
def test_a_childs_part_is_settled(part, light, says):
    assert of(Topic.CHILD, childrens_parts=[part])[0][:2] == (light, says)


def test_the_worst_light_is_the_light_of_all():
    lines = lines_of(replace(EARLY, time_asked_by=["Rosa"]))
    assert worst(lines) is R
    assert worst(one for one in lines if one.topic is Topic.NEEDS) is G
    assert worst([]) is G

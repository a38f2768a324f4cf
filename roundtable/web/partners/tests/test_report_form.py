"""The form of a report: every section, with what belongs in it beside the place to write."""

import uuid

import pytest

from roundtable.casework.reports.models import ReportItem
from roundtable.casework.reports.pro_forma import sections_of
from roundtable.casework.statements.models import StatementVersion
from roundtable.web.partners.tests.people import report_of, send, sign_in, text_of

# What the author is told about each section, and what it is called.
ASKED = {
    "details": ("The children's details", "that the invitation got wrong"),
    "household": ("Household and family", "Who you know to live with the children"),
    "involvement": ("Your involvement", "Since when you know the child or family"),
    "chronology": ("What happened, and when", "The events that matter"),
    "health": ("Health and development", "How the child is growing, learning and feeling"),
    "education": ("Education", "Attendance, progress and how the child is with others"),
    "parenting": ("Parenting", "What the parents do to keep the child safe, fed, warm, well"),
    "family": ("Family and environment", "What happened earlier in the family that still makes"),
    "working_well": ("What is working well", "Strengths count as much as worries"),
    "worried": ("What are we worried about", "what may happen if nothing changes"),
    "impact": ("What is the impact on the child", "What it is like to be this child"),
    "grey": ("Grey areas", "What nobody knows yet"),
    "wishes": ("The child's wishes and feelings", "What the child said, in their own words"),
    "analysis": ("What this means for the child", "how likely is harm, how serious"),
    "next": ("What needs to happen, and what my agency will do", "What your own agency offers"),
}


def words_on(client, address: str) -> str:
    return text_of(client.get(address)).replace("&#39;", "'")


@pytest.fixture
def address(cast, conference) -> str:
    return f"/partners/reports/{report_of(cast, conference, 'head_teacher').public_id}/"


def test_the_form_has_every_section_in_its_order(cast, address) -> None:
    assert list(ASKED) == [one.code for one in sections_of("agency")]
    page = words_on(sign_in(cast, "head_teacher"), address)
    places = [page.index(f" {title} Nothing is written here yet") for title, _ in ASKED.values()]
    assert places == sorted(places)
    assert sign_in(cast, "head_teacher").get(f"{address}write/gossip/").status_code == 404


# What need not be written by everybody.
OPTIONAL = {"details", "household", "chronology"}


@pytest.mark.parametrize("section", ASKED)
def test_each_section_says_what_belongs_in_it_and_is_missed_until_it_is_written(
    cast, address, section
) -> None:
    title, guidance = ASKED[section]
    missing = {
        "wishes": "The child's wishes and feelings are missing.",
    }.get(section, f"Section not written: {title}.")
    client = sign_in(cast, "head_teacher")
    page = words_on(client, address)
    assert guidance in page
    assert (missing in page) is (section not in OPTIONAL)
    write = f"{address}write/{section}/"
    assert guidance in words_on(client, write)  # beside the place to write, too
    answers = {"text": "Ava sleeps at her desk.", "kind": "fact", "audience": "EVERYONE"}
    assert send(client, write, **answers).status_code == 302
    page = words_on(client, address)
    assert missing not in page
    assert page.index(f" {title} Ava sleeps at her desk.") > 0
    assert ReportItem.objects.get().section == section


def test_education_is_asked_of_schools_alone(cast, conference) -> None:
    nurse = report_of(cast, conference, "health_visitor")
    page = words_on(sign_in(cast, "health_visitor"), f"/partners/reports/{nurse.public_id}/")
    assert "Section not written: Health and development." in page
    assert "Section not written: Education." not in page


def test_an_address_is_asked_about_without_saying_who_hides_from_whom(cast, address) -> None:
    client = sign_in(cast, "head_teacher")
    write = f"{address}write/worried/"
    once = {"_once": str(uuid.uuid4())}
    answers = {"text": "Lives at 12 Mill Road.", "kind": "fact", "audience": "EVERYONE", **once}
    asked = client.post(write, answers)
    assert asked.status_code == 422
    words = text_of(asked)
    assert "In this family somebody's address or number is kept from somebody." in words.replace(
        "&#39;", "'"
    )
    assert "is kept from Marc" not in words
    assert "Lives at 12 Mill Road." in words
    assert client.post(write, answers).status_code == 302


def test_what_help_was_offered_is_asked_for(cast, address) -> None:
    page = words_on(sign_in(cast, "head_teacher"), f"{address}write/involvement/")
    assert "What help you offered, whether it was taken up" in page


def test_an_opinion_without_a_fact_about_the_child_is_noticed(cast, address) -> None:
    client = sign_in(cast, "head_teacher")
    ava, ben = str(cast.ava.public_id), str(cast.ben.public_id)
    said = {"audience": "EVERYONE"}
    opinion = said | {"text": "Ava is neglected.", "kind": "opinion", "children": [ava]}
    send(client, f"{address}write/analysis/", **opinion)
    lacking = "Opinions without a fact to support them: 1."
    beside = "write what it rests on, a fact or something you saw of Ava Hartley."
    for page in (address, f"{address}write/analysis/"):
        assert beside in words_on(client, page)
    assert lacking in words_on(client, address)
    of_ben = said | {"text": "Ben was late.", "kind": "fact", "children": [ben]}
    send(client, f"{address}write/education/", **of_ben)
    assert lacking in words_on(client, address)
    seen = said | {"text": "Ava had no coat.", "kind": "observation", "children": [ava]}
    send(client, f"{address}write/education/", **seen)
    assert lacking not in words_on(client, address)
    assert beside not in words_on(client, address)


@pytest.mark.parametrize(
    ("answers", "known"),
    [
        ({"kind": "fact"}, ("fact", "first", "")),
        ({"kind": "fact", "says_so": "A letter"}, ("fact", "second", "A letter")),
        ({"kind": "observation", "says_so": "A letter"}, ("observation", "first", "")),
        ({"kind": "allegation", "source": "The cook"}, ("allegation", "second", "The cook")),
        (
            {"kind": "allegation", "source": "The cook", "from_others": "yes"},
            ("allegation", "third", "The cook"),
        ),
        ({"kind": "opinion"}, ("opinion", "first", "")),
        ({"source": "The cook"}, ("", "", "")),
    ],
)
def test_what_it_is_says_how_she_knows_it(cast, address, answers, known) -> None:
    client = sign_in(cast, "head_teacher")
    send(client, f"{address}write/worried/", text="He was alone.", audience="EVERYONE", **answers)
    version = StatementVersion.objects.get()
    assert (version.kind, version.provenance, version.source) == known
    # What is not touched stays as it is marked, also where the room marked it.
    change = f"{address}statements/{version.statement.public_id}/"
    send(client, change, text="He was alone twice.", audience="EVERYONE", **answers)
    again = StatementVersion.objects.get(number=2)
    assert (again.kind, again.provenance, again.source) == known


def test_strengths_and_worries_stand_side_by_side(cast, address) -> None:
    client = sign_in(cast, "head_teacher")
    for section, text in (("working_well", "Reads every evening."), ("worried", "Late 14 times.")):
        send(client, f"{address}write/{section}/", text=text, audience="EVERYONE")
    report = sign_in(cast, "police_officer")
    send(client, f"{address}hand-in/", cannot_share="no")
    page = words_on(report, address)
    assert "What is working well Reads every evening." in page
    assert "What are we worried about Late 14 times." in page

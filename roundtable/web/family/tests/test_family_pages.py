"""A member of the family sees their own meeting, what was given to them, and their letters."""

import html
import io
import re
from datetime import timedelta

import pypdf
import pytest
from django.test import Client
from docx import Document as WordDocument

from roundtable.casework.conferences.models import Conference, Part, Participant, ParticipantRole
from roundtable.casework.conferences.tests.family import (
    STARTS_AT,
    Family,
    add,
    sign_up,
    tell_invited,
)
from roundtable.casework.invitations.actions.needs import arrange_need, record_need
from roundtable.casework.invitations.models import Invitation, NeedKind
from roundtable.casework.invitations.tests.invited import look_at_invitations
from roundtable.casework.plans.family_queries import get_letter, letters_to
from roundtable.casework.plans.tests import table
from roundtable.casework.reports.actions.guidance import read_guidance
from roundtable.casework.reports.actions.requesting import request_reports
from roundtable.casework.reports.actions.sharing import answer_cannot_share, share_report
from roundtable.casework.reports.actions.writing import submit_report, write_statement_in_report
from roundtable.casework.reports.models import Reading, Report
from roundtable.casework.room.models import Views
from roundtable.casework.statements.models import Reply
from roundtable.casework.statements.shown import ShownStatement
from roundtable.foundation.accounts.models import User
from roundtable.foundation.audit.models import AccessEvent
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.documents.models import Document
from roundtable.rules.access import Role
from roundtable.rules.replies import TOLD_FIRST
from roundtable.web.family.reports.presenters import Line

SECRET = ("14 Tern Close", "MZ4 7QQ", "Tern")


@pytest.fixture
def conference(cast: Family) -> Conference:
    """Invitations are out to the mother and to Ben's father; a school report is with the mother."""
    conference = table.arranged(cast)
    add(cast, conference, "mother")
    add(cast, conference, "half_siblings_father")
    for name in table.PROFESSIONALS:
        add(cast, conference, name, has_direct_contact=True)
    now = clock.now()
    look_at_invitations(cast, conference, now=now)
    # Long enough ago that nobody can call them back any more.
    table.send_invitations(
        conference_id=conference.pk,
        actor=cast.actor("administrator"),
        now=now - timedelta(minutes=10),
    )
    conference.refresh_from_db()
    return conference


@pytest.fixture
def report(cast: Family, conference: Conference) -> Report:
    request_reports(conference_id=conference.pk, actor=cast.actor("administrator"), now=clock.now())
    school = {"actor": cast.actor("head_teacher"), "now": clock.now()}
    report = Report.objects.get(
        conference=conference, participant__professional=cast.professionals["head_teacher"]
    )
    read_guidance(report_id=report.pk, **school)
    for text, child in (
        ("Ava reads with grandad.", "ava"),
        ("Ben comes to nursery every day.", "ben"),
    ):
        write_statement_in_report(
            report_id=report.pk,
            section="education",
            text=text,
            kind="fact",
            provenance="first",
            children=[cast.people[child]],
            **school,
        )
    answer_cannot_share(report_id=report.pk, cannot_share=False, difficulty="", **school)
    submit_report(report_id=report.pk, **school)
    share_report(
        report_id=report.pk,
        person=cast.people["mother"],
        shared_on=clock.today(),
        method="by hand",
        **school,
    )
    return report


def sign_in(cast: Family, name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=cast.actor(name).user_id))
    return client


def meeting(conference: Conference, rest: str = "") -> str:
    return f"/family/meetings/{conference.public_id}/{rest}"


def text_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_a_mother_finds_her_meeting_and_when_to_come(cast, conference) -> None:
    client = sign_in(cast, "mother")
    assert str(conference.public_id) in client.get("/family/").content.decode()
    page = client.get(meeting(conference))
    text = text_of(page)
    assert page.status_code == 200
    assert "Your meeting is on Thursday 3 December 2026 at 10am" in text
    assert "Please come at 9:45am" in text
    assert "Willow Room" in text
    assert "Ava, Ben and your baby" in text
    assert AccessEvent.objects.filter(user_id=cast.actor("mother").user_id).exists()


def test_she_sees_who_comes_and_why(cast, conference) -> None:
    text = text_of(sign_in(cast, "mother").get(meeting(conference, "people/")))
    assert "Rosa Hartley (you)" in text
    assert "Mia Stone" in text
    assert "Works with the children" in text


def test_the_baby_is_its_parents(cast, conference) -> None:
    everyone = [one.child_id for one in conference.children.all()]
    tell_invited(add(cast, conference, "grandmother", may_know=everyone))
    grandmother = text_of(sign_in(cast, "grandmother").get(meeting(conference)))
    assert "about Ava, Ben and the baby" in grandmother


def test_half_siblings_father_learns_of_his_child_alone(cast, conference, report) -> None:
    client = sign_in(cast, "half_siblings_father")
    pages = [
        client.get(path)
        for path in (
            "/family/",
            meeting(conference),
            meeting(conference, "people/"),
            meeting(conference, "views/"),
            meeting(conference, "decisions/"),
        )
    ]
    for page in pages:
        assert page.status_code == 200
        for hidden in ("Ava", "your baby", "Unborn", "Neil", *SECRET):
            assert hidden not in text_of(page)
    assert "Ben" in text_of(pages[1])


def test_a_report_is_read_only_by_whom_it_was_given_to(cast, conference, report) -> None:
    page = sign_in(cast, "mother").get(f"/family/reports/{report.public_id}/")
    assert "Ava reads with grandad." in text_of(page)
    for name in ("half_siblings_father", "excluded_father", "grandmother", "child"):
        other = sign_in(cast, name).get(f"/family/reports/{report.public_id}/")
        assert other.status_code == 404
        assert "grandad" not in text_of(other)


def test_given_to_bens_father_it_says_nothing_of_ava(cast, conference, report) -> None:
    share_report(
        report_id=report.pk,
        person=cast.people["half_siblings_father"],
        shared_on=clock.today(),
        method="by hand",
        actor=cast.actor("head_teacher"),
        now=clock.now(),
    )
    page = sign_in(cast, "half_siblings_father").get(f"/family/reports/{report.public_id}/")
    assert "Ben comes to nursery" in text_of(page)
    assert "Ava" not in text_of(page)


def test_a_copy_to_keep_says_what_the_page_says(cast, conference, report) -> None:
    father = cast.people["half_siblings_father"]
    by = {"actor": cast.actor("head_teacher"), "now": clock.now()}
    share_report(report_id=report.pk, person=father, shared_on=clock.today(), way="paper", **by)
    for name, reads, not_theirs in (
        ("mother", "Ava reads with grandad.", "\0"),
        ("half_siblings_father", "Ben comes to nursery every day.", "Ava"),
    ):
        client = sign_in(cast, name)
        address = f"/family/reports/{report.public_id}/copy"
        pages = pypdf.PdfReader(io.BytesIO(client.get(f"{address}.pdf").content)).pages
        printed = " ".join(" ".join(page.extract_text() for page in pages).split())
        paragraphs = WordDocument(io.BytesIO(client.get(f"{address}.docx").content)).paragraphs
        for text in (printed, " ".join(one.text for one in paragraphs)):
            assert reads in text
            assert not_theirs not in text
            assert f"This copy is for: {cast.actor(name).name}" in text
    for name in ("excluded_father", "grandmother", "child"):
        assert sign_in(cast, name).get(f"{address}.pdf").status_code == 404


def test_before_she_answers_she_reads_what_it_means(cast, conference, report) -> None:
    page = text_of(sign_in(cast, "mother").get(f"/family/reports/{report.public_id}/"))
    for told in (
        "You can answer anything here, or nothing.",
        "The chair and the people who work with your family read what you answer.",
        "It may be used in court.",
        "You can ask your solicitor or your advocate first.",
    ):
        assert page.index(told) < page.index("I want to say more")


def test_reading_and_answering_are_hers_to_say(cast, conference, report) -> None:
    client = sign_in(cast, "mother")
    address = f"/family/reports/{report.public_id}/"
    assert "You do not have to" in text_of(client.get(meeting(conference, "views/")))
    link = re.search(rf"{address}statements/[0-9a-f-]+/", client.get(address).content.decode())
    form = client.get(f"{link.group()}?answer=not_right")
    assert "Before you answer" in text_of(form)
    for told in TOLD_FIRST:
        assert told in text_of(form)
    once = re.search(r'name="_once" value="([^"]+)"', form.content.decode()).group(1)
    empty = client.post(link.group(), {"_once": once, "answer": "more", "text": ""})
    assert empty.status_code == 422
    assert "Write what you want to say" in text_of(empty)
    answer = {"_once": once, "answer": "not_right", "text": "It is grandma."}
    assert client.post(link.group(), answer).status_code == 422  # nobody answers unawares
    # Whoever gives an address is asked, and by that learns of nothing that is kept.
    asked = client.post(link.group(), answer | {"told": "yes", "text": "We are at PR7 2AB."})
    assert asked.status_code == 422
    assert "Other people in your family may read what you write here." in text_of(asked)
    assert "kept from" not in text_of(asked)
    client.post(link.group(), answer | {"told": "yes"})
    assert "Before you answer" not in text_of(client.get(link.group()))
    assert Reply.objects.get().text == "It is grandma."
    client.post(f"{address}read/")
    client.post(f"{address}read/")
    assert Reading.objects.count() == 1


def test_she_answers_says_what_she_thinks_and_what_she_needs(cast, conference) -> None:
    client = sign_in(cast, "mother")

    def send(rest: str, **answers: str):
        page = client.get(meeting(conference, rest)).content.decode()
        once = re.search(r'name="_once" value="([^"]+)"', page).group(1)
        return client.post(meeting(conference, rest), {"_once": once, **answers})

    assert send("answer/", answer="accept", note="").status_code == 302
    invitation = Invitation.objects.get(participant__person=cast.people["mother"])
    assert invitation.state == "ACCEPTED"
    assert invitation.answered_at is not None
    again = client.get(meeting(conference, "answer/")).content.decode()
    assert re.search(r'value="accept"[^>]*checked', again)
    child = conference.children.get(child=cast.people["ava"])
    assert send("views/", child=str(child.public_id), text="").status_code == 422
    send("views/", child=str(child.public_id), text="She is happier now.")
    said = Views.objects.get(person=cast.people["mother"])
    assert "She is happier now." in text_of(client.get(meeting(conference, "views/")))
    # Words that this page did not show are not written over.
    over = send("views/", child=str(child.public_id), text="She sleeps.")
    assert over.status_code == 422
    assert "She is happier now." in text_of(over)
    assert "She sleeps." in over.content.decode()
    page = client.get(meeting(conference, f"views/?child={child.public_id}")).content.decode()
    assert "She is happier now.</textarea>" in page
    form = {
        name: html.unescape(re.search(rf'name="{name}" value="([^"]*)"', page).group(1))
        for name in ("_once", "_seen")
    }
    both = {**form, "child": str(child.public_id), "text": "She is happier now. She sleeps."}
    assert client.post(meeting(conference, "views/"), both).status_code == 302
    versions = said.statement.versions.order_by("number").values_list("text", flat=True)
    assert list(versions) == ["She is happier now.", "She is happier now. She sleeps."]
    send("needs/", kind="interpreter", detail="Twi")
    assert "Interpreter: asked for" in text_of(client.get(meeting(conference)))


def test_after_the_meeting_her_letter_and_nobody_elses(cast: Family) -> None:
    conference, _ = table.decided(cast)
    table.send_letters(cast, conference, clock.now() - timedelta(minutes=10))
    letters = Document.objects.filter(kind="decision_letter")
    own = letters.get(reader_person_id=cast.people["mother"].pk)
    client = sign_in(cast, "mother")
    page = client.get(f"/family/letters/{own.public_id}/")
    assert page.headers["Content-Type"] == "application/pdf"
    assert page.content.startswith(b"%PDF")
    assert "Hartley" not in page.headers["Content-Disposition"]
    for other in letters.exclude(pk=own.pk):
        assert client.get(f"/family/letters/{other.public_id}/").status_code == 404


@pytest.mark.parametrize("name", ["excluded_father", "grandmother", "child", "stranger"])
def test_who_is_not_invited_finds_no_trace_of_the_meeting(cast, conference, name) -> None:
    client = sign_in(cast, name)
    assert client.get(meeting(conference)).status_code == 404
    home = client.get("/family/")
    assert str(conference.public_id) not in home.content.decode()


def test_staff_do_not_come_in_by_this_door(cast, conference) -> None:
    for name in ("chair", "social_worker", "police_officer"):
        assert sign_in(cast, name).get(meeting(conference)).status_code == 404


def test_a_father_with_a_session_of_his_own_learns_no_other_time(
    cast: Family, conference: Conference
) -> None:
    seat = Participant.objects.get(
        conference=conference, person=cast.people["half_siblings_father"]
    )
    client = sign_in(cast, "half_siblings_father")
    for comes_at, said in ((STARTS_AT - timedelta(hours=1), "at 9am"), (None, "not set yet")):
        Participant.objects.filter(pk=seat.pk).update(
            part=Part.SEPARATE, session=2, comes_at=comes_at
        )
        home = client.get("/family/")
        assert said in text_of(home)
        for page in (home, client.get(meeting(conference))):
            assert page.status_code == 200
            assert "10am" not in text_of(page)


def test_a_friend_reads_their_letter_while_they_speak_for_her(cast: Family) -> None:
    conference = table.arranged(cast, "ava")
    mother = add(cast, conference, "mother")
    friend = add(
        cast, conference, "grandmother", role=ParticipantRole.ADVOCATE, speaks_for_id=mother.pk
    )
    for name in table.PROFESSIONALS:
        add(cast, conference, name, has_direct_contact=True)
    Document.objects.create(
        authority=cast.authority,
        kind="invitation",
        title="Invitation",
        template="",
        content={},
        subject_type="participant",
        subject_id=friend.pk,
        reader_person_id=friend.person_id,
        made_at=clock.now(),
        released_at=clock.now(),
    )
    speaker = sign_up(
        cast.authority, "friend", "Jean", Role.ADVOCATE, person=cast.people["grandmother"]
    )
    tell_invited(friend)
    letter = Document.objects.get(reader_person_id=friend.person_id)
    assert get_letter(public_id=letter.public_id, actor=speaker) == letter
    assert [one.public_id for one in letters_to(speaker)] == [letter.public_id]
    Participant.objects.filter(pk=friend.pk).update(withdrawn_at=clock.now())
    with pytest.raises(RecordNotFound):
        get_letter(public_id=letter.public_id, actor=speaker)
    assert letters_to(speaker) == []


@pytest.mark.parametrize(
    ("marks", "says"),
    [
        ({"kind": "Fact", "kind_code": "fact", "how_known": "First hand"}, "Fact, first hand"),
        (
            {"kind": "I saw it", "kind_code": "observation", "how_known": "First hand"},
            "They saw or heard it themselves",
        ),
        (
            {
                "kind": "Alleged",
                "kind_code": "allegation",
                "how_known": "Someone told me: Ava, to her teacher",
            },
            "Not shown to be so, someone told them: Ava, to her teacher",
        ),
        ({"kind": "Opinion", "kind_code": "opinion"}, "What they think"),
    ],
)
def test_beside_her_own_answers_an_i_is_never_the_writer(marks, says) -> None:
    assert Line.of(ShownStatement(text="Ava hid in the bath.", **marks), ()).how == says


def test_she_reads_what_is_arranged_for_her_and_not_who_else_comes_when(cast, conference) -> None:
    seat = conference.participants.get(person=cast.people["mother"])
    by = {"actor": cast.actor("administrator"), "now": clock.now()}
    for kind, arrangement in (
        (NeedKind.TRANSPORT, "A taxi comes at 9:15am."),
        (NeedKind.SEPARATE_ARRIVAL, "Neil comes by the back door at 9am."),
    ):
        need = record_need(participant_id=seat.pk, kind=kind, **by)
        arrange_need(need_id=need.pk, arrangement=arrangement, **by)
    page = text_of(sign_in(cast, "mother").get(meeting(conference)))
    assert "Help to get there: arranged. A taxi comes at 9:15am." in page
    assert "Arriving apart from someone: arranged" in page
    assert "back door" not in page

"""Each partner sees their own part of a conference, and nobody else's."""

from datetime import timedelta

import pytest

from roundtable.casework.cases.actions.membership import end_allocation
from roundtable.casework.cases.models import Allocation
from roundtable.casework.conferences.actions.participants import (
    WithdrawnBecause,
    withdraw_participant,
)
from roundtable.casework.conferences.actions.sessions import assign_to_session
from roundtable.casework.conferences.models import Conference, Participant, ParticipantRole
from roundtable.casework.conferences.tests.family import STARTS_AT, Family, add, sign_up
from roundtable.casework.invitations.actions.needs import record_need
from roundtable.casework.invitations.models import Invitation, NeedKind
from roundtable.casework.people.models import Agency, Professional
from roundtable.casework.plans.models import Plan
from roundtable.casework.plans.tests import table
from roundtable.casework.reports.actions import submit_report, write_statement_in_report
from roundtable.casework.reports.models import Report
from roundtable.foundation.audit.models import AccessEvent
from roundtable.foundation.core import clock
from roundtable.foundation.documents.models import Document
from roundtable.rules.access import Role
from roundtable.web.partners.tests.people import SECRET, report_of, send, sign_in, text_of

# While a letter can be called back it is on nobody's page.
RECALL = 600


@pytest.fixture
def report(cast: Family, conference: Conference) -> Report:
    """Mia Stone's, handed in: of Ava alone, of both, of Ben alone, and for social care only."""
    report = report_of(cast, conference, "head_teacher")
    by = {"actor": cast.actor("head_teacher"), "now": clock.now()}
    for text, children, audience in (
        ("Ava reads with grandad.", ["ava"], "EVERYONE"),
        ("They walk home together.", ["ava", "ben"], "EVERYONE"),
        ("Ben comes to nursery.", ["ben"], "EVERYONE"),
        ("Ben spoke of a new house.", ["ben"], "SOCIAL_CARE"),
    ):
        write_statement_in_report(
            report_id=report.pk,
            section="education",
            text=text,
            kind="fact",
            children=[cast.people[name] for name in children],
            audience=audience,
            **by,
        )
    submit_report(report_id=report.pk, **by)
    return report


def addresses(cast: Family, conference: Conference, name: str) -> list[str]:
    """Return every partner page there is about one person's part in a conference."""
    part = {"conference": conference, "participant__professional": cast.professionals[name]}
    report = f"/partners/reports/{Report.objects.get(**part).public_id}/"
    invitation = f"/partners/invitations/{Invitation.objects.get(**part).public_id}/"
    letter = Document.objects.get(reader_professional_id=cast.professionals[name].pk)
    return [
        report,
        f"{report}write/health/",
        f"{report}view/",
        f"{report}hand-in/",
        f"{report}cannot-share/",
        f"{report}share/",
        f"{invitation}answer/",
        f"{invitation}colleague/",
        f"/partners/letters/{letter.public_id}/",
    ]


def test_all_that_is_ones_own_opens(cast, conference, clock) -> None:
    clock.shift(RECALL)
    client = sign_in(cast, "head_teacher")
    for address in addresses(cast, conference, "head_teacher"):
        assert client.get(address).status_code == 200, address
    read = AccessEvent.objects.filter(user_id=cast.actor("head_teacher").user_id)
    assert any(f"conference:{conference.pk}" in one.subjects for one in read)


@pytest.mark.parametrize(
    "name", ["police_officer", "midwife", "agency_lead", "interpreter", "stranger", "chair"]
)
def test_what_is_anothers_does_not(cast, conference, name) -> None:
    client = sign_in(cast, name)
    for address in addresses(cast, conference, "head_teacher"):
        assert client.get(address).status_code == 404, address


def test_a_chair_of_another_authority_a_partner_of_it_too(cast, conference) -> None:
    agency = Agency.objects.create(
        authority=cast.other_authority, name="Elsewhere Police", kind="police"
    )
    officer = Professional.objects.create(
        authority=cast.other_authority, agency=agency, name="PC Far", job_title="Officer"
    )
    cast.actors["other_authority"] = sign_up(
        cast.other_authority, "far", "PC Far", Role.PARTNER, professional=officer
    )
    client = sign_in(cast, "other_authority")
    theirs = addresses(cast, conference, "head_teacher")
    assert client.get(f"/partners/meetings/{conference.public_id}/").status_code == 404
    for address in theirs:
        assert client.get(address).status_code == 404, address
    assert "Hartley" not in client.get("/partners/").content.decode()


def withdraw(cast: Family, conference: Conference, name: str) -> None:
    withdraw_participant(
        participant_id=Participant.objects.get(
            conference=conference, professional=cast.professionals[name]
        ).pk,
        because=WithdrawnBecause.NOT_INVOLVED,
        actor=cast.actor("administrator"),
        now=clock.now(),
    )


def test_who_was_withdrawn_sees_nothing_any_more(cast, conference) -> None:
    own = addresses(cast, conference, "head_teacher")
    withdraw(cast, conference, "head_teacher")
    client = sign_in(cast, "head_teacher")
    for address in [*own, f"/partners/meetings/{conference.public_id}/"]:
        assert client.get(address).status_code == 404, address
    for address in ("/partners/", "/partners/dates/"):
        page = client.get(address)
        assert page.status_code == 200
        for word in ("Hartley", str(conference.public_id), "Invitation (PDF)"):
            assert word not in page.content.decode()


def test_whose_involvement_has_ended_loses_the_plan_too(cast, clock: object) -> None:
    table.decided(cast)
    plan = Plan.objects.get(child=cast.ava)
    address = f"/partners/plans/{plan.public_id}/"
    clock.move_to(table.NOW)
    client = sign_in(cast, "head_teacher")
    assert client.get(address).status_code == 200
    for allocation in Allocation.objects.filter(professional=cast.head_teacher, ends_on=None):
        end_allocation(
            allocation=allocation,
            on=table.ON - timedelta(days=1),
            actor=cast.actor("social_worker"),
            now=table.NOW,
        )
    assert client.get(address).status_code == 404
    assert str(plan.public_id) not in client.get("/partners/").content.decode()


# What a statement says to whom


def test_a_report_is_not_read_before_it_is_handed_in(cast, conference) -> None:
    report = report_of(cast, conference, "head_teacher")
    write_statement_in_report(
        report_id=report.pk,
        section="education",
        text="Unfinished.",
        actor=cast.actor("head_teacher"),
        now=clock.now(),
    )
    address = f"/partners/reports/{report.public_id}/"
    assert sign_in(cast, "police_officer").get(address).status_code == 404
    meeting = sign_in(cast, "police_officer").get(f"/partners/meetings/{conference.public_id}/")
    assert "Unfinished" not in text_of(meeting)
    assert address not in meeting.content.decode()


def test_who_knows_half_the_children_reads_half_and_is_told_that_there_is_more(
    cast, conference, report
) -> None:
    page = text_of(sign_in(cast, "health_visitor").get(f"/partners/reports/{report.public_id}/"))
    assert "Ben comes to nursery." in page
    assert page.count("Withheld Something is said here") == 2  # of both, and for social care
    for word in ("Ava", "grandad", "walk home", "new house"):
        assert word not in page


def test_who_knows_them_all_reads_all_but_what_is_for_social_care(cast, conference, report) -> None:
    page = text_of(sign_in(cast, "police_officer").get(f"/partners/reports/{report.public_id}/"))
    for text in ("Ava reads with grandad.", "They walk home together.", "Ben comes to nursery."):
        assert text in page
    assert "new house" not in page
    assert "1 statement is withheld from you." in page


def test_a_child_one_may_not_know_is_on_no_page(cast, conference, clock) -> None:
    clock.shift(RECALL)
    client = sign_in(cast, "health_visitor")
    own = addresses(cast, conference, "health_visitor")
    pages = ["/partners/", "/partners/dates/", f"/partners/meetings/{conference.public_id}/", *own]
    for address in pages:
        page = client.get(address)
        assert page.status_code == 200
        if "letters" not in address:
            for word in ("Ava", "Unborn", "unborn", "Baby"):
                assert word not in text_of(page), address


def test_where_the_mother_lives_is_on_no_page(cast, conference, report) -> None:
    for name in ("head_teacher", "health_visitor", "police_officer", "agency_lead"):
        client = sign_in(cast, name)
        pages = ["/partners/", "/partners/dates/", f"/partners/meetings/{conference.public_id}/"]
        if name != "agency_lead":
            pages += addresses(cast, conference, name)
        pages.append(f"/partners/reports/{report.public_id}/")
        for address in pages:
            body = client.get(address).content.decode(errors="replace")
            for secret in SECRET:
                assert secret not in body, (name, address)


# The lead of an agency, interpreters, colleagues who stand in


def test_a_lead_answers_for_their_agency_and_reads_what_is_in(cast, conference, report) -> None:
    client = sign_in(cast, "agency_lead")
    home = text_of(client.get("/partners/"))
    assert "Kezia Ncube" in home
    assert "Mia Stone" not in home
    assert "Due Tuesday 1 December 2026" in home
    invitation = Invitation.objects.get(participant__professional=cast.health_visitor)
    address = f"/partners/invitations/{invitation.public_id}/answer/"
    assert "You answer for Kezia Ncube" in text_of(client.get(address))
    assert send(client, address, answer="decline", note="She is ill.").status_code == 302
    invitation.refresh_from_db()
    assert invitation.state == "DECLINED"
    draft = report_of(cast, conference, "health_visitor")
    by = {"actor": cast.actor("health_visitor"), "now": clock.now()}
    write_statement_in_report(
        report_id=draft.pk, section="health", text="Ben grows.", children=[cast.ben], **by
    )
    unfinished = text_of(client.get(f"/partners/reports/{draft.public_id}/"))
    assert "It has not been handed in yet." in unfinished
    assert "Ben grows." not in unfinished
    submit_report(report_id=draft.pk, **by)
    assert "Ben grows." in text_of(client.get(f"/partners/reports/{draft.public_id}/"))
    assert client.get(f"/partners/meetings/{conference.public_id}/").status_code == 404


def test_a_lead_sees_whose_report_and_answer_are_late(cast, conference, clock: object) -> None:
    clock.move_to(STARTS_AT.replace(day=2))
    home = text_of(sign_in(cast, "agency_lead").get("/partners/"))
    assert "late: 2" in home  # the report, and the answer
    assert "1 working day late" in home


def test_an_interpreter_is_told_when_where_which_language_and_who(cast, conference) -> None:
    mother = Participant.objects.get(conference=conference, person=cast.mother)
    add(
        cast,
        conference,
        "interpreter",
        role=ParticipantRole.INTERPRETER,
        speaks_for_id=mother.pk,
        reason="Interprets",
    )
    record_need(
        participant_id=mother.pk,
        kind=NeedKind.INTERPRETER,
        detail="Twi",
        actor=cast.actor("mother"),
        now=clock.now(),
    )
    client = sign_in(cast, "interpreter")
    assert "Thursday 3 December 2026, 10am to midday" in text_of(client.get("/partners/"))
    page = text_of(client.get(f"/partners/meetings/{conference.public_id}/"))
    for told in ("Willow Room", "Twi", "Rosa Hartley", "Dele Lowe"):
        assert told in page
    for kept in ("Ava", "Ben", "unborn", "Initial", "St Anne's", "Police", "report"):
        assert kept not in page
    assert client.get("/partners/dates/").status_code == 404


def test_an_interpreter_for_a_session_of_its_own_is_told_of_that_one_alone(
    cast, conference
) -> None:
    father = Participant.objects.get(conference=conference, person=cast.half_siblings_father)
    seat = add(cast, conference, "interpreter", speaks_for_id=father.pk)
    Participant.objects.filter(pk=seat.pk).update(
        session=2, comes_at=STARTS_AT - timedelta(hours=1), own_room=cast.rooms["oak"]
    )
    client = sign_in(cast, "interpreter")
    for address in ("/partners/", f"/partners/meetings/{conference.public_id}/"):
        page = text_of(client.get(address))
        assert "9am" in page
        assert "Oak Room" in page
        for others in ("10am", "midday", "Willow"):
            assert others not in page, address


def test_who_comes_to_a_session_of_its_own_reads_no_time_of_the_others(cast, conference) -> None:
    Participant.objects.filter(
        conference=conference, professional=cast.professionals["health_visitor"]
    ).update(part="separate", session=2, comes_at=STARTS_AT - timedelta(hours=1))
    report = report_of(cast, conference, "health_visitor")
    client = sign_in(cast, "health_visitor")
    for address in (
        "/partners/",
        "/partners/dates/",
        f"/partners/meetings/{conference.public_id}/",
        f"/partners/reports/{report.public_id}/",
    ):
        page = text_of(client.get(address))
        assert "3 December 2026" in page, address
        for others in ("10am", "midday"):
            assert others not in page, address


def test_whose_work_is_with_one_child_is_told_of_no_family_but_theirs(cast, conference) -> None:
    add(cast, conference, "excluded_father")
    report = report_of(cast, conference, "health_visitor")
    own = f"/partners/reports/{report.public_id}/"
    addresses = [f"/partners/meetings/{conference.public_id}/", f"{own}write/health/"]
    client = sign_in(cast, "health_visitor")
    for address in (*addresses, f"{own}share/"):
        page = text_of(client.get(address))
        assert "Marc Osei" in page
        assert "Neil Doyle" not in page, address
    assert "2 people of the family" in text_of(client.get(addresses[0]))
    everybody = text_of(sign_in(cast, "head_teacher").get(addresses[0]))
    assert "3 people of the family" in everybody


def test_who_stands_in_reads_the_report_and_cannot_send_themselves_away(cast, conference) -> None:
    report = report_of(cast, conference, "health_visitor")
    by = {"actor": cast.actor("health_visitor"), "now": clock.now()}
    write_statement_in_report(
        report_id=report.pk, section="health", text="Ben grows.", children=[cast.ben], **by
    )
    submit_report(report_id=report.pk, **by)
    invitation = Invitation.objects.get(participant__professional=cast.health_visitor)
    own = f"/partners/invitations/{invitation.public_id}/"
    colleague = str(cast.other_health_visitor.public_id)
    send(sign_in(cast, "health_visitor"), f"{own}colleague/", colleague=colleague, note="")
    client = sign_in(cast, "other_health_visitor")
    assert "In place of Kezia Ncube" in text_of(client.get("/partners/"))
    assert "Ben grows." in text_of(client.get(f"/partners/reports/{report.public_id}/"))
    for address in (f"{own}answer/", f"{own}colleague/"):
        assert client.get(address).status_code == 404
    # Kezia comes after all: the colleague's part ends there and then.
    send(sign_in(cast, "health_visitor"), f"{own}answer/", answer="accept", note="")
    assert client.get(f"/partners/meetings/{conference.public_id}/").status_code == 404
    assert client.get(f"/partners/reports/{report.public_id}/").status_code == 404


def test_a_decision_is_disagreed_with_by_those_who_gave_an_opinion(cast) -> None:
    conference, _ = table.decided(cast)
    child = table.child_of(cast, conference, "ava")
    address = f"/partners/meetings/{conference.public_id}/disagree/{child.public_id}/"
    client = sign_in(cast, "police_officer")
    assert "Decided: Child protection plan" in text_of(
        client.get(f"/partners/meetings/{conference.public_id}/")
    )
    refused = send(client, address, is_formal="", reasons="Emotional abuse, too.")
    assert refused.status_code == 422
    assert "Emotional abuse, too." in text_of(refused)
    assert send(client, address, is_formal="formal", reasons="Too mild.").status_code == 302
    assert "You have disagreed with this decision already" in text_of(client.get(address))
    for name in ("midwife", "agency_lead", "stranger"):
        assert sign_in(cast, name).get(address).status_code == 404


def test_who_is_asked_to_another_session_is_told_that_a_new_invitation_follows(
    cast: Family, conference: Conference
) -> None:
    note = "A new invitation follows"
    officer = sign_in(cast, "police_officer")
    assert note not in text_of(officer.get("/partners/"))
    seat = conference.participants.get(professional=cast.police_officer)
    apart = conference.participants.get(person=cast.half_siblings_father)
    Participant.objects.filter(pk=apart.pk).update(
        part="separate", session=2, comes_at=STARTS_AT + timedelta(hours=3)
    )
    by = {"actor": cast.actor("administrator"), "now": clock.now()}
    assign_to_session(participant_id=seat.pk, with_id=apart.pk, **by)
    assert officer.get(f"/partners/meetings/{conference.public_id}/").status_code == 404
    home = text_of(officer.get("/partners/"))
    assert note in home
    assert "Ava" not in home.split(note)[0].rsplit("The invitation of", 1)[1]
    assert note not in text_of(sign_in(cast, "head_teacher").get("/partners/"))
    # It was never theirs to begin with, or is not any more.
    Invitation.objects.filter(participant=seat).update(state="DRAFTED")
    assert note not in text_of(officer.get("/partners/"))

"""From the invitation to the letter: a partner's whole way through one conference."""

from datetime import date

import pytest

from roundtable.casework.conferences.models import Conference, ConferenceChild
from roundtable.casework.conferences.tests.family import STARTS_AT
from roundtable.casework.decisions.models import Opinion
from roundtable.casework.invitations.models import Invitation
from roundtable.casework.plans.actions.conclude import conclude_conference
from roundtable.casework.plans.actions.outline import add_action
from roundtable.casework.plans.models import Plan, PlanAction, PlanOutcome
from roundtable.casework.plans.tests import table
from roundtable.casework.reports.models import Report, ReportItem, Sharing
from roundtable.foundation.core import clock
from roundtable.web.design_system.tests.people import carried_by
from roundtable.web.partners.tests.people import report_of, send, sign_in, text_of


def statement(**changes):
    """Return what somebody types into the form of one statement."""
    return {
        "text": "Ava reads with grandad every evening.",
        "kind": "observation",
        "audience": "EVERYONE",
        **changes,
    }


def test_she_finds_what_is_due_and_why(cast, conference) -> None:
    client = sign_in(cast, "head_teacher")
    home = text_of(client.get("/partners/"))
    assert "Thursday 3 December 2026, 10am to midday" in home
    assert "Ava Hartley, Ben Hartley and an unborn baby" in home
    assert "Hand in your report" in home
    assert "Due Tuesday 1 December 2026 · 5 working days left" in home
    assert "Counted back from the conference on Thursday 3 December 2026" in home
    page = text_of(client.get(f"/partners/meetings/{conference.public_id}/"))
    steps = (
        "1. Answer the invitation",
        "2. Write your report",
        "3. Tell us what cannot be shared",
        "4. Share it with the family",
        "5. Come, or send a colleague",
    )
    places = [page.index(step) for step in steps]
    assert places == sorted(places)
    assert "Please be there at 9:30am" in page
    assert "Rosa Hartley" in page
    assert "Born 1 May 2015" in page


def test_she_answers_in_writing_and_changes_her_mind(cast, conference) -> None:
    client = sign_in(cast, "head_teacher")
    invitation = Invitation.objects.get(participant__professional=cast.head_teacher)
    address = f"/partners/invitations/{invitation.public_id}/answer/"
    empty = send(client, address, answer="", note="I come by train.")
    assert empty.status_code == 422
    assert "Select yes if you will come" in text_of(empty)
    assert "I come by train." in text_of(empty)
    assert send(client, address, answer="accept", note="").status_code == 302
    invitation.refresh_from_db()
    assert invitation.state == "ACCEPTED"
    assert invitation.answered_at is not None
    send(client, address, answer="decline", note="Ill.")
    invitation.refresh_from_db()
    assert (invitation.state, invitation.answer_note) == ("DECLINED", "Ill.")
    assert "Ill.</textarea>" in client.get(address).content.decode()
    # What the desk wrote down for her are the desk's words.
    Invitation.objects.filter(pk=invitation.pk).update(answered_by_user_id=0)
    assert "Ill.</textarea>" not in client.get(address).content.decode()


def test_she_sends_a_colleague_and_the_report_stays_due(cast, conference) -> None:
    client = sign_in(cast, "health_visitor")
    invitation = Invitation.objects.get(participant__professional=cast.health_visitor)
    address = f"/partners/invitations/{invitation.public_id}/colleague/"
    page = text_of(client.get(address))
    assert "Bo Lind" in page
    assert "Mia Stone" not in page  # of another agency
    assert "Kezia Ncube" not in page.split("Who comes instead?")[1]
    refused = send(client, address, colleague=str(cast.head_teacher.public_id), note="")
    assert refused.status_code == 422
    colleague = str(cast.other_health_visitor.public_id)
    assert send(client, address, colleague=colleague, note="").status_code == 302
    meeting = text_of(client.get(f"/partners/meetings/{conference.public_id}/"))
    assert "A colleague comes" in meeting
    assert "Bo Lind comes in your place" in meeting
    assert "2. Write your report" in meeting
    deputy = text_of(
        sign_in(cast, "other_health_visitor").get(f"/partners/meetings/{conference.public_id}/")
    )
    assert "You come in place of Kezia Ncube" in deputy
    assert "Ava" not in deputy  # Kezia knows Ben alone, and so does who stands in for her


def test_where_nobody_else_is_known_there_is_nothing_to_send(cast, conference) -> None:
    invitation = Invitation.objects.get(participant__professional=cast.head_teacher)
    address = f"/partners/invitations/{invitation.public_id}/colleague/"
    page = text_of(sign_in(cast, "head_teacher").get(address))
    assert "Ring the conference team" in page
    assert "Send this colleague" not in page


def test_the_report_is_written_sentence_by_sentence(cast, conference) -> None:
    client = sign_in(cast, "head_teacher")
    report = report_of(cast, conference, "head_teacher")
    address = f"/partners/reports/{report.public_id}/"
    assert "Section not written: Education" in text_of(client.get(address))
    ava = str(cast.ava.public_id)
    refused = send(client, f"{address}write/education/", **statement(text="", source="A friend"))
    assert refused.status_code == 422
    assert "Write what you want to say" in text_of(refused)
    assert 'value="A friend"' in refused.content.decode()
    assert (
        send(client, f"{address}write/education/", **statement(children=[ava])).status_code == 302
    )
    # Marks can wait: what is missing is counted and shown.
    send(client, f"{address}write/working_well/", **statement(kind=""))
    send(client, f"{address}write/worried/", **statement(kind="allegation"))
    page = text_of(client.get(address))
    assert "Ava reads with grandad every evening." in page
    assert "I saw it · First hand" in page
    assert "About Ava Hartley" in page
    assert "Not marked yet" in page
    assert "Statements not marked fact, observation, allegation or opinion: 1." in page
    assert "Second- or third-hand statements without a source: 1." in page
    assert "Section not written: Education" not in page
    written = ReportItem.objects.get(report=report, section="working_well").statement
    assert written.versions.get().domain == "working_well"


def test_a_statement_is_put_right_and_nobody_overwrites_another(cast, conference) -> None:
    client = sign_in(cast, "head_teacher")
    report = report_of(cast, conference, "head_teacher")
    address = f"/partners/reports/{report.public_id}/"
    send(
        client,
        f"{address}write/health/",
        **statement(
            kind="allegation",
            source="The cook",
            audience="PROFESSIONALS",
            why_professionals="She asked for it.",
            kept_from=[str(cast.mother.public_id)],
        ),
    )
    item = ReportItem.objects.get(report=report)
    change = f"{address}statements/{item.statement.public_id}/"
    page = client.get(change).content.decode()
    for kept in ('value="The cook"', "She asked for it."):
        assert kept in page
    opened_before = carried_by(client.get(change))
    refused = send(client, change, **statement(text=""))
    assert refused.status_code == 422
    send(client, change, **statement(text="Ava reads well."))
    item.statement.refresh_from_db()
    assert item.statement.current_number == 2
    late = client.post(change, opened_before | statement(text="Ava reads badly."))
    assert late.status_code == 422
    for text in ("Ava reads badly.", "Ava reads well."):
        assert text in text_of(late)
    assert "Ava reads well." in text_of(client.get(address))


def test_a_childs_own_words_go_only_to_whom_the_child_named(cast, conference) -> None:
    client = sign_in(cast, "head_teacher")
    report = report_of(cast, conference, "head_teacher")
    send(
        client,
        f"/partners/reports/{report.public_id}/write/wishes/",
        **statement(
            text="I wake when it is loud.",
            said_by=str(cast.ava.public_id),
            meant_for=[str(cast.mother.public_id)],
        ),
    )
    made = ReportItem.objects.get(report=report).statement
    assert made.said_by == cast.ava
    named = made.versions.get().readers.get()
    assert (named.person, named.may_read) == (cast.mother, True)
    page = text_of(client.get(f"/partners/reports/{report.public_id}/"))
    assert "Words of Ava Hartley, told to Mia Stone" in page
    assert "The child&#39;s wishes and feelings are missing." not in page


def test_under_a_sentence_stands_how_to_make_it_plainer(cast, conference) -> None:
    address = f"/partners/reports/{report_of(cast, conference, 'head_teacher').public_id}/"
    client = sign_in(cast, "head_teacher")
    answers = {"text": "Ava was dysregulated.", "audience": "EVERYONE"}
    assert send(client, f"{address}write/education/", **answers).status_code == 302
    advice = "To make it plainer: “dysregulated” → say what you saw."
    for page in (address, f"{address}write/education/"):
        assert advice in text_of(client.get(page))
    # Nobody else is told how she writes.
    assert "plainer" not in text_of(sign_in(cast, "police_officer").get(address))


def test_an_unfinished_report_is_handed_in_late_with_a_view_so_far(
    cast, conference, clock: object
) -> None:
    client = sign_in(cast, "head_teacher")
    report = report_of(cast, conference, "head_teacher")
    address = f"/partners/reports/{report.public_id}/"
    nothing = send(client, f"{address}hand-in/")
    assert nothing.status_code == 422
    send(client, f"{address}write/education/", **statement())
    refused = send(client, f"{address}view/", threshold="")
    assert refused.status_code == 422
    send(client, f"{address}view/", threshold="yes", categories=["NEG"])
    assert "So far: the threshold is met (neglect)." in text_of(client.get(address))
    clock.move_to(STARTS_AT.replace(day=2))
    client = sign_in(cast, "head_teacher")
    page = text_of(client.get(f"{address}hand-in/"))
    assert "1 working day late" in page
    assert "You can hand it in like this" in page
    unsaid = send(client, f"{address}hand-in/", late_reason="Snow.")
    assert unsaid.status_code == 422
    assert "Select yes if something must not be shared" in text_of(unsaid)
    assert (
        send(client, f"{address}hand-in/", late_reason="Snow.", cannot_share="no").status_code
        == 302
    )
    report.refresh_from_db()
    assert report.state == "SUBMITTED"
    assert report.is_after_decision is False
    assert "Handed in on 2 December 2026" in text_of(client.get(address))


def test_what_cannot_be_shared_goes_to_the_chair(cast, conference) -> None:
    client = sign_in(cast, "head_teacher")
    report = report_of(cast, conference, "head_teacher")
    address = f"/partners/reports/{report.public_id}/"
    refused = send(client, f"{address}cannot-share/", cannot_share="yes", difficulty="")
    assert refused.status_code == 422
    assert "Enter what must not be shared, and why" in text_of(refused)
    send(client, f"{address}cannot-share/", cannot_share="yes", difficulty="A cook told me.")
    report.refresh_from_db()
    assert (report.cannot_share_something, report.sharing_difficulty) == (True, "A cook told me.")
    page = text_of(client.get(f"/partners/meetings/{conference.public_id}/"))
    assert "With the chair" in page


def test_sharing_is_recorded_for_each_of_the_family(cast, conference) -> None:
    client = sign_in(cast, "head_teacher")
    report = report_of(cast, conference, "head_teacher")
    address = f"/partners/reports/{report.public_id}/"
    mother, father = (
        str(cast.people[name].public_id) for name in ("mother", "half_siblings_father")
    )
    day = {"shared_on-day": "24", "shared_on-month": "11", "shared_on-year": "2026"}
    early = send(
        client,
        f"{address}share/",
        person=mother,
        was_shared="yes",
        way="together",
        method="At school",
        **day,
    )
    assert early.status_code == 422  # there is nothing in it, and nobody said if it can be shared
    assert "At school" in early.content.decode()
    send(client, f"{address}write/education/", **statement(children=[str(cast.ava.public_id)]))
    send(client, f"{address}cannot-share/", cannot_share="no", difficulty="")
    refused = send(client, f"{address}share/", person=father, was_shared="no")
    assert "Enter why it is not shared" in text_of(refused)
    done = send(
        client,
        f"{address}share/",
        person=mother,
        was_shared="yes",
        way="together",
        method="At school",
        reaction="He helps a lot.",
        **day,
    )
    assert done.status_code == 302
    send(
        client,
        f"{address}share/",
        person=father,
        was_shared="no",
        not_shared_reason="Ava is not his",
    )
    assert Sharing.objects.get(person=cast.mother).shared_on == date(2026, 11, 24)
    page = text_of(client.get(f"{address}share/"))
    assert "On 24 November 2026, Read together: At school. They said: “He helps a lot.”" in page
    assert "Ava is not his" in page
    meeting = text_of(client.get(f"/partners/meetings/{conference.public_id}/"))
    assert "Shared with Rosa Hartley. Not with Marc Osei, for a reason." in meeting


@pytest.fixture
def sitting(cast, conference, clock: object) -> Conference:
    clock.move_to(table.NOW)
    return table.sitting(cast, conference)


def test_she_gives_her_own_opinion_on_each_child(cast, sitting) -> None:
    client = sign_in(cast, "head_teacher")
    meeting = f"/partners/meetings/{sitting.public_id}/"
    assert "Give your opinion" in text_of(client.get(meeting))
    child = table.child_of(cast, sitting, "ava")
    address = f"{meeting}opinion/{child.public_id}/"
    refused = send(client, address, threshold="met", reasons="Alone at night.")
    assert refused.status_code == 422
    assert "Select at least one kind of harm" in text_of(refused)
    assert "Alone at night." in text_of(refused)
    send(client, address, threshold="met", categories=["NEG"], reasons="Alone at night.")
    opinion = Opinion.objects.get()
    assert opinion.participant.professional == cast.head_teacher
    assert opinion.categories == ["NEG"]
    # The health visitor knows Ben alone.
    other = sign_in(cast, "health_visitor")
    assert other.get(address).status_code == 404


def test_her_page_follows_the_opinions_and_hides_them_until_all_are_in(cast, sitting) -> None:
    client = sign_in(cast, "head_teacher")
    meeting = f"/partners/meetings/{sitting.public_id}/"
    seen = client.get(meeting).content.decode().split('data-follow="')[1].split('"')[0]
    news = {"X-Seen-News": seen}
    assert client.get(meeting, headers=news).status_code == 204
    ava, ben = (table.child_of(cast, sitting, name) for name in ("ava", "ben"))
    nobody = send(client, f"{meeting}opinions/", threshold="no_opinion")
    assert "Select which children it is about" in text_of(nobody)
    send(client, f"{meeting}opinions/", threshold="no_opinion", children=[ava.pk, ben.pk])
    assert set(Opinion.objects.values_list("threshold", flat=True)) == {"no_opinion"}
    table.think(cast, ava, "police_officer")
    page = text_of(client.get(meeting, headers=news))
    assert "PC Grant Given" in page
    assert "Yes, the threshold is met" not in page
    table.hear(cast, ava)
    page = text_of(client.get(meeting, headers=news))
    assert "PC Grant Yes, the threshold is met: neglect" in page
    other = sign_in(cast, "health_visitor")  # knows Ben alone
    page = text_of(other.get(meeting))
    assert "think about Ben Hartley" in page
    assert "Ava" not in page


@pytest.fixture
def decided(cast, sitting) -> Conference:
    for child in ConferenceChild.objects.filter(conference=sitting):
        table.hear(cast, child)
        table.write_plan(cast, child)
        table.propose(cast, child, "plan")
        add_action(
            outcome_id=PlanOutcome.objects.get(outline__conference_child=child).pk,
            what=f"Visit {child.child.name} at home",
            professional=cast.health_visitor,
            due_on=date(2026, 12, 18),
            conference_child_id=child.pk,
            actor=cast.actor("minute_taker"),
            now=table.NOW,
        )
    conclude_conference(conference_id=sitting.pk, actor=cast.actor("chair"), now=table.NOW)
    table.send_letters(cast, sitting, clock.now())
    sitting.refresh_from_db()
    return sitting


def test_afterwards_the_plan_her_actions_and_her_letter(cast, decided, clock) -> None:
    client = sign_in(cast, "health_visitor")
    # While the letter can be called back it is not on her page.
    assert "What was decided (PDF)" not in text_of(client.get("/partners/"))
    clock.shift(600)
    home = client.get("/partners/")
    assert "Visit Ben Hartley at home" in text_of(home)
    assert "What was decided (PDF)" in text_of(home)
    plan = Plan.objects.get(child=cast.ben)
    page = text_of(client.get(f"/partners/plans/{plan.public_id}/"))
    assert "The children are fed and in school every day." in page
    assert "Next dates" in page
    action = PlanAction.objects.get(outcome__outline__plans=plan, professional=cast.health_visitor)
    address = f"/partners/plans/{plan.public_id}/actions/{action.public_id}/"
    refused = send(client, address, event="complete", evidence="")
    assert refused.status_code == 422
    assert send(client, address, event="complete", evidence="Seen at home.").status_code == 302
    action.refresh_from_db()
    assert (action.state, action.evidence) == ("DONE", "Seen at home.")
    mothers = PlanAction.objects.get(outcome__outline__plans=plan, person=cast.mother)
    other = f"/partners/plans/{plan.public_id}/actions/{mothers.public_id}/"
    assert client.get(other).status_code == 404


def test_a_report_that_came_after_the_decision_says_so(cast, decided) -> None:
    client = sign_in(cast, "head_teacher")
    report = Report.objects.get(participant__professional=cast.head_teacher)
    address = f"/partners/reports/{report.public_id}/"
    send(client, f"{address}write/education/", **statement())
    send(client, f"{address}hand-in/", cannot_share="no")
    report.refresh_from_db()
    assert report.is_after_decision
    read = text_of(sign_in(cast, "police_officer").get(address))
    assert "The conference did not consider it" in read

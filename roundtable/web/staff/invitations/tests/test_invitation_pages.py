"""Looking over the invitations and sending them, answers, and what people need, in the browser."""

import re
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from roundtable.casework.conferences.actions.participants import keep_from
from roundtable.casework.conferences.models import Conference
from roundtable.casework.conferences.tests.family import Family, add, arranged
from roundtable.casework.invitations.models import Invitation, Need
from roundtable.casework.invitations.tests.invited import look_at_invitations
from roundtable.casework.people.models import Agency, ContactPoint, Person
from roundtable.casework.plans.tests import table
from roundtable.casework.reports.models import Report
from roundtable.foundation.core import clock
from roundtable.foundation.messaging.models import OutboxMessage
from roundtable.foundation.messaging.tasks import deliver
from roundtable.web.staff.tests.visiting import (
    confirmed,
    filled,
    links,
    opened,
    problems,
    queries_of,
    visitor,
    words_of,
)

MOST_QUERIES = 17  # one of them for what goes along with the letters, one for safe contact
MOST_TO_COMPOSE = 23


def address(conference: Conference, name: str = "invitations", *more: object) -> str:
    return reverse(f"staff:{name}", args=[conference.public_id, *more])


@pytest.fixture
def desk(cast: Family) -> Client:
    return visitor(cast.actor("administrator"))


@pytest.fixture
def conference(cast: Family) -> Conference:
    conference = arranged(cast)
    for name in ("mother", "half_siblings_father", "health_visitor"):
        add(cast, conference, name)
    return conference


# Before they go


def test_the_desk_sees_what_is_left_out_for_each_reader(
    cast: Family, desk: Client, conference: Conference
) -> None:
    refuge = add(cast, conference, "refuge_worker")
    Person.objects.update(may_know_who_comes=True)
    keep_from(
        participant_id=refuge.pk,
        person_id=cast.people["half_siblings_father"].pk,
        reason="Gives the refuge away",
        actor=cast.actor("administrator"),
        now=clock.now(),
    )
    words = words_of(desk.get(address(conference)))
    assert "That it is about Ava Hartley and Baby Hartley" in words
    assert "That Jo Hale takes part" in words


def test_a_letter_is_looked_at_before_it_goes(
    cast: Family, desk: Client, conference: Conference
) -> None:
    mother = conference.participants.get(person=cast.people["mother"])
    page = desk.get(address(conference, "invitation-preview", mother.public_id))
    assert page.status_code == 200
    assert page["Content-Type"] == "application/pdf"
    assert page.content.startswith(b"%PDF")
    assert page["Content-Disposition"] == 'inline; filename="letter.pdf"'
    assert not Invitation.objects.exists()
    assert desk.get(address(conference, "invitation-preview", uuid.uuid4())).status_code == 404


def test_what_stops_them_leads_to_where_it_is_put_right(
    cast: Family, desk: Client, conference: Conference
) -> None:
    ContactPoint.objects.filter(person=cast.people["mother"]).delete()
    Person.objects.filter(pk=cast.people["ava"].pk).update(identity_complete=False)
    page = desk.get(address(conference))
    words = words_of(page)
    assert "Rosa Hartley: no safe way to reach them is recorded" in words
    assert "Ava Hartley: complete who they are and who their parents are" in words
    assert reverse("staff:case-people", args=[cast.case.public_id]) in links(page).values()
    identity = reverse("staff:complete-identity", args=[cast.people["ava"].public_id])
    assert identity in links(page).values()
    look_at_invitations(cast, conference)
    refused = confirmed(desk, address(conference), filled())
    assert refused.status_code == 422
    assert problems(refused) == [
        "Rosa Hartley: record how to reach them safely, or nothing can be sent to them.",
        "Ava Hartley: complete who they are and who their parents are.",
    ]
    assert "Go on all the same?" not in words_of(refused)


def test_a_second_person_checks_what_is_confidential(
    cast: Family, desk: Client, conference: Conference
) -> None:
    words = words_of(desk.get(address(conference)))
    assert "a second person, who changed nothing here, looks at the list" in words
    assert "they may not know of them" in words
    page = confirmed(desk, address(conference), filled())
    assert "a second person must check it" in problems(page)[0]
    same = desk.post(address(conference, "check-invitations"), filled())
    assert "Ask somebody else to look at it" in problems(same)[0]
    second = visitor(cast.actor("second_administrator"))
    page = second.get(address(conference, "check-invitations"))
    to_open = [href for text, href in links(page).items() if text.startswith("Open what")]
    assert len(to_open) == 3
    for href in to_open[1:]:
        assert second.get(href).status_code == 200
    refused = second.post(address(conference, "check-invitations"), filled())
    assert refused.status_code == 422
    assert words_of(refused).count("Not opened yet") == 1
    assert words_of(refused).count("open what they get first") == 1
    second.get(to_open[0])
    # What was opened has changed since: it is another letter.
    add(cast, conference, "head_teacher")
    again = second.post(address(conference, "check-invitations"), filled())
    assert words_of(again).count("open what they get first") == 4
    for text, href in links(again).items():
        if text.startswith("Open what"):
            second.get(href)
    assert second.post(address(conference, "check-invitations"), filled()).status_code == 302
    assert confirmed(desk, address(conference), filled()).status_code == 302


def test_sending_asks_everyone_and_for_their_reports(
    cast: Family, desk: Client, conference: Conference
) -> None:
    look_at_invitations(cast, conference)
    check = desk.post(address(conference), filled())
    assert "Rosa Hartley" in words_of(check)
    assert not Invitation.objects.exists()
    assert confirmed(desk, address(conference), filled()).status_code == 302
    conference.refresh_from_db()
    assert conference.state == "INVITED"
    assert Invitation.objects.count() == 3
    authors = {report.participant.name for report in Report.objects.all()}
    assert authors == {"Sam Iqbal", "Kezia Ncube"}
    assert "Everybody on the list has been invited." in words_of(desk.get(address(conference)))


def test_who_is_added_later_is_invited_alone(cast: Family, desk: Client) -> None:
    conference = table.invited(cast)
    add(cast, conference, "midwife")
    page = desk.get(address(conference))
    assert "Ola Berg" in words_of(page)
    assert "Kezia Ncube" not in words_of(page)


@pytest.mark.parametrize("page", ["invitations", "check-invitations"])
@pytest.mark.parametrize("name", ["chair", "social_worker", "manager", "minute_taker", "stranger"])
def test_sending_is_the_desks(cast: Family, conference: Conference, name: str, page: str) -> None:
    client = visitor(cast.actor(name))
    assert client.get(address(conference, page)).status_code == 404
    assert client.post(address(conference, page), filled()).status_code == 404


def test_looking_over_asks_the_same_for_many_as_for_few(
    cast: Family, desk: Client, conference: Conference
) -> None:
    pages = ("invitations", "check-invitations")
    few = [queries_of(desk, address(conference, page)) for page in pages]
    for name in ("head_teacher", "police_officer", "midwife", "excluded_father", "grandmother"):
        add(cast, conference, name)
    # Each letter is composed, as it would go: what they are made of is read once for all of them.
    assert [queries_of(desk, address(conference, page)) for page in pages] == few
    assert max(few) <= MOST_TO_COMPOSE


# Answers


@pytest.fixture
def invited(cast: Family) -> Conference:
    return table.invited(cast)


def invitation(conference: Conference, name: str) -> Invitation:
    rows = conference.invitations.select_related("participant__professional")
    return next(one for one in rows if one.participant.name == name)


def test_answers_are_read_by_those_who_prepare_it(cast: Family, invited: Conference) -> None:
    words = words_of(visitor(cast.actor("chair")).get(address(invited, "answers")))
    assert "0 of 4 people answered" in words
    assert "Kezia Ncube" in words
    assert "Record an answer" not in words


def test_an_answer_taken_by_telephone_is_kept_with_how_it_came(
    cast: Family, desk: Client, invited: Conference
) -> None:
    mothers = invitation(invited, "Rosa Hartley")
    page = address(invited, "record-answer", mothers.public_id)
    assert problems(desk.post(page, filled(answer="accept"))) == [
        "Enter how they answered, and to whom"
    ]
    assert desk.post(page, filled(answer="accept", note="Rang me at nine.")).status_code == 302
    mothers.refresh_from_db()
    assert (mothers.state, mothers.answer_note) == ("ACCEPTED", "Rang me at nine.")
    assert "1 of 4 people answered" in words_of(desk.get(address(invited, "answers")))


def test_a_colleague_comes_instead(cast: Family, desk: Client, invited: Conference) -> None:
    page = address(invited, "record-answer", invitation(invited, "Kezia Ncube").public_id)
    assert problems(desk.post(page, filled(answer="deputy", note="E-mail"))) == [
        "Select which colleague comes"
    ]
    colleague = str(cast.professionals["other_health_visitor"].public_id)
    done = desk.post(page, filled(answer="deputy", note="E-mail", deputy=colleague), follow=True)
    assert "Bo Lind comes instead" in words_of(done)


def test_only_colleagues_of_the_agency_are_offered(
    cast: Family, desk: Client, invited: Conference
) -> None:
    page = address(invited, "record-answer", invitation(invited, "Kezia Ncube").public_id)
    stranger = str(cast.professionals["head_teacher"].public_id)
    refused = desk.post(page, filled(answer="deputy", note="E-mail", deputy=stranger))
    assert problems(refused) == ["Select one of the answers on the page"]


def test_a_link_goes_one_way_and_its_code_another(
    cast: Family, desk: Client, invited: Conference
) -> None:
    page = address(invited, "send-answer-link", invitation(invited, "Kezia Ncube").public_id)
    same = desk.post(page, filled(link_channel="email", code_channel="email"))
    assert problems(same) == ["Send the code another way than the link."]
    sent = desk.post(page, filled(link_channel="email", code_channel="hand"), follow=True)
    assert re.search(r"Tell them this code: \d{6}\.", words_of(sent))
    again = desk.get(address(invited, "answers"))
    assert "Tell them this code" not in words_of(again)
    assert "/answer/" not in desk.get("/sent-messages/").content.decode()


def test_the_worker_tells_the_code_of_a_link_that_the_desk_posts(
    cast: Family, desk: Client, invited: Conference
) -> None:
    Agency.objects.update(address="1 High Street")
    theirs = invitation(invited, "Kezia Ncube")
    page = address(invited, "send-answer-link", theirs.public_id)
    sent = desk.post(page, filled(link_channel="post", code_channel="hand"), follow=True)
    assert "their social worker or the chair can, on this page" in words_of(sent)
    OutboxMessage.objects.update(leaves_at=clock.now())
    for kind in ("answer_link", "answer_code"):
        message = OutboxMessage.objects.get(kind=kind)
        deliver(authority_id=message.authority_id, message_id=message.pk)
    link, code = (
        reverse("staff:tell", args=[OutboxMessage.objects.get(kind=kind).public_id])
        for kind in ("answer_link", "answer_code")
    )
    assert "/answer/" in words_of(desk.get(link))
    refused = desk.get(code)
    assert refused.status_code == 422
    assert "You have seen the other half" in words_of(refused)
    assert "Your code is" not in words_of(refused)
    worker = visitor(cast.actor("social_worker"))
    to_tell = links(worker.get(address(invited, "answers")))["Tell them their code: Kezia Ncube"]
    told = worker.post(to_tell, filled(), follow=True)
    assert re.search(r"Tell Kezia Ncube: Your code is \d{6}\.", words_of(told))
    assert "Tell them their code" not in words_of(told)


def test_the_desk_asks_once_more_and_keeps_what_came_back(
    cast: Family, desk: Client, invited: Conference
) -> None:
    page = address(invited, "chase")
    assert "has heard from us today" in words_of(desk.get(page))
    invited.invitations.update(sent_at=clock.now() - timedelta(days=2))
    nobody = desk.post(page, filled())
    assert problems(nobody) == ["Select who is asked once more"]
    whom = str(invitation(invited, "Kezia Ncube").public_id)
    answers = words_of(desk.post(page, filled(people=[whom]), follow=True))
    assert answers.count("Asked once more on 24 November 2026") == 1
    back = address(invited, "record-bounce", whom)
    assert problems(desk.post(back, filled())) == ["Enter what came back"]
    desk.post(back, filled(because="No such mailbox"))
    assert "No such mailbox" in words_of(desk.get(address(invited, "answers")))
    assert "Kezia Ncube" in words_of(desk.get(address(invited)))


@pytest.mark.parametrize("name", ["chair", "social_worker", "stranger"])
def test_others_record_no_answers(cast: Family, invited: Conference, name: str) -> None:
    page = address(invited, "record-answer", invitation(invited, "Rosa Hartley").public_id)
    assert visitor(cast.actor(name)).get(page).status_code == 404


def test_an_answer_of_another_conference_is_not_found_here(
    cast: Family, desk: Client, invited: Conference
) -> None:
    assert desk.get(address(invited, "record-answer", uuid.uuid4())).status_code == 404


# Needs


def test_a_need_goes_from_asked_to_arranged(
    cast: Family, desk: Client, conference: Conference
) -> None:
    assert "Nobody has asked for anything." in words_of(desk.get(address(conference, "needs")))
    mother = str(conference.participants.get(person=cast.people["mother"]).public_id)
    desk.post(
        address(conference, "add-need"),
        filled(participant=mother, kind="transport", detail="With a buggy"),
    )
    need = Need.objects.get()
    page = address(conference, "arrange-need", need.public_id)
    assert problems(desk.post(page, filled(is_arranged="yes"))) == ["Enter what is arranged"]
    desk.post(page, filled(is_arranged="yes", arrangement="A taxi at 9:15"))
    assert "A taxi at 9:15" in words_of(desk.get(address(conference, "needs")))


def test_what_cannot_be_had_says_why(cast: Family, conference: Conference) -> None:
    worker = visitor(cast.actor("social_worker"))
    mother = str(conference.participants.get(person=cast.people["mother"]).public_id)
    worker.post(address(conference, "add-need"), filled(participant=mother, kind="advocate"))
    page = address(conference, "arrange-need", Need.objects.get().public_id)
    worker.post(page, filled(is_arranged="no", not_available_reason="None is free."))
    words = words_of(worker.get(address(conference, "needs")))
    assert "Cannot be had" in words
    assert "None is free." in words


def need_of(cast: Family, conference: Conference, kind: str) -> Need:
    return Need.objects.create(
        authority=cast.authority,
        participant=conference.participants.get(person=cast.people["mother"]),
        kind=kind,
        detail="Twi",
        asked_on=clock.today(),
    )


def test_the_desk_of_all_needs_shows_what_is_open(
    cast: Family, desk: Client, conference: Conference
) -> None:
    need = need_of(cast, conference, "interpreter")
    everything = reverse("staff:needs-desk")
    assert "Rosa Hartley" in words_of(desk.get(everything))
    desk.post(
        address(conference, "arrange-need", need.public_id),
        filled(is_arranged="yes", arrangement="Adwoa Addo", language="Twi"),
    )
    assert "Nothing is left to arrange." in words_of(desk.get(everything))
    shown = words_of(desk.get(f"{everything}?show=all"))
    assert "Interpreter, Twi" in shown
    assert "Booked 24 November 2026" in shown
    page = address(conference, "follow-need", need.public_id)
    assert problems(desk.post(page, filled(step="fail"))) == ["Enter what went wrong."]
    desk.post(page, filled(step="fail", words="She is ill."))
    assert "Fell through" in words_of(desk.get(everything))


def test_a_relative_who_would_interpret_is_refused_beside_the_field(
    cast: Family, desk: Client, conference: Conference
) -> None:
    need = need_of(cast, conference, "interpreter")
    father = str(conference.participants.get(person=cast.half_siblings_father).public_id)
    refused = desk.post(
        address(conference, "arrange-need", need.public_id),
        filled(
            is_arranged="yes",
            arrangement="He does it",
            language="Twi",
            relative=father,
            is_alleged_abuser="no",
        ),
    )
    assert problems(refused) == ["Relatives do not interpret here."]


def test_the_chair_decides_who_comes_along(cast: Family, conference: Conference) -> None:
    need = need_of(cast, conference, "supporter")
    page = address(conference, "decide-supporter", need.public_id)
    chair = visitor(cast.actor("chair"))
    assert problems(chair.post(page, filled(who="Jo Ellis", is_accepted="no"))) == [
        "Enter your reason: the person is told"
    ]
    sent = chair.post(
        page,
        opened(chair, page)
        | filled(who="Jo Ellis", is_accepted="yes", confidentiality_acknowledged="yes"),
        follow=True,
    )
    assert "Jo Ellis may come." in words_of(sent)
    assert visitor(cast.actor("administrator")).get(page).status_code == 404


def test_others_arrange_nothing(cast: Family, conference: Conference) -> None:
    for name in ("minute_taker", "stranger"):
        client = visitor(cast.actor(name))
        assert client.get(address(conference, "add-need")).status_code == 404
        assert client.get(address(conference, "arrange-need", uuid.uuid4())).status_code == 404


@pytest.mark.parametrize("page", ["answers", "needs"])
def test_lists_ask_the_same_for_many_as_for_few(
    cast: Family, desk: Client, conference: Conference, page: str
) -> None:
    few = queries_of(desk, address(conference, page))
    for participant in conference.participants.filter(person__isnull=False):
        for kind in ("transport", "child_care"):
            Need.objects.create(
                authority=cast.authority,
                participant=participant,
                kind=kind,
                asked_on=clock.today(),
            )
    look_at_invitations(cast, conference)
    confirmed(desk, address(conference), filled())
    assert queries_of(desk, address(conference, page)) == few <= MOST_QUERIES

"""Telling everyone what was decided: a letter for each reader, and nothing for others."""

from datetime import date, timedelta

import pytest

from roundtable.casework.conferences.letters.parts import ENDED_EARLY, TOLD_BY_THE_WORKER
from roundtable.casework.conferences.tests.family import Family, add
from roundtable.casework.decisions.models import Decision
from roundtable.casework.people import actions as people
from roundtable.casework.plans.actions.conclude import CannotConcludeConference
from roundtable.casework.plans.actions.letters import (
    CannotSendLetters,
    check_decision_letters,
    send_decision_letters,
)
from roundtable.casework.plans.actions.outline import add_action
from roundtable.casework.plans.letters_to_send import addressees, letters_to_send, read_outcomes
from roundtable.casework.plans.models import Outline, Plan
from roundtable.casework.plans.tests import table
from roundtable.casework.room.actions.ending import adjourn
from roundtable.foundation.audit.models import AuditEvent
from roundtable.foundation.clocks.models import Clock
from roundtable.foundation.core.errors import NotAuthorised
from roundtable.foundation.documents.actions import pdf_of
from roundtable.foundation.documents.models import Document
from roundtable.foundation.messaging.models import OutboxMessage

NEXT_DAY = table.NOW + timedelta(days=1)
SECRET = ("14 Tern Close", "MZ4 7QQ")


def check(cast: Family, conference, name: str = "second_administrator"):
    return check_decision_letters(
        conference_id=conference.pk,
        looked_at=table.everybody(conference),
        actor=cast.actor(name),
        now=NEXT_DAY,
    )


def send(cast: Family, conference, name: str = "administrator"):
    if not Document.objects.filter(kind="decision_letter").exists():
        check(cast, conference)
    return send_decision_letters(conference_id=conference.pk, actor=cast.actor(name), now=NEXT_DAY)


@pytest.fixture
def with_fathers(cast: Family):
    """A conference about three children, with the fathers of two of them on the list."""
    conference = table.invited(cast)
    add(cast, conference, "half_siblings_father")
    table.sitting(cast, conference)
    table.propose_plans(cast, conference)
    table.conclude_conference(conference_id=conference.pk, actor=cast.actor("chair"), now=table.NOW)
    return conference


def letter_to(cast: Family, name: str) -> Document:
    who = (
        {"reader_person_id": cast.people[name].pk}
        if name in cast.people
        else {"reader_professional_id": cast.professionals[name].pk}
    )
    return Document.objects.get(kind="decision_letter", **who)


def test_every_reader_has_one_letter_and_it_is_queued_once(cast: Family) -> None:
    conference, _ = table.decided(cast, "ava")
    documents = send(cast, conference)
    assert send(cast, conference) == documents
    assert len({(one.reader_person_id, one.reader_professional_id) for one in documents}) == len(
        documents
    )
    queued = OutboxMessage.objects.filter(kind="decision_letter")
    assert queued.count() == len(documents)
    assert all(one.subject_line == "A letter from the conference service" for one in queued)
    assert letter_to(cast, "mother").released_at == NEXT_DAY
    assert Clock.objects.get(rule="decision_letter").stopped_on == NEXT_DAY.date()


def test_the_letter_has_the_plan_as_it_was_agreed(cast: Family) -> None:
    conference = table.ready_to_decide(cast, "ava")
    Outline.objects.update(
        support_to_family="A place at the breakfast club.",
        monitoring="School rings the same day.",
        what_would_end_it="A term of full days.",
        unannounced_visits=True,
    )
    table.conclude_conference(conference_id=conference.pk, actor=cast.actor("chair"), now=table.NOW)
    send(cast, conference)
    for reader in ("mother", "health_visitor"):
        (child,) = letter_to(cast, reader).content["children"]
        assert child["likelihood_of_harm"] == table.WEIGHED["likelihood_of_harm"]
        plan = child["plan"]
        assert plan["protection"] == "Grandmother sleeps there, and nobody else is let in."
        assert plan["support"] == "A place at the breakfast club."
        assert plan["monitoring"] == "School rings the same day."
        assert plan["what_would_end_it"] == "A term of full days."
        assert plan["contingency"] == "A legal planning meeting."
        assert "without notice" in plan["visits"]
        (aim,) = plan["aims"]
        assert aim["what_must_change"] == "The children are fed and in school every day."
        assert aim["how_we_will_know"] == "School and health visitor see it."
        assert not aim["is_long_term"]
        (action,) = aim["actions"]
        assert (action["what"], action["who"], action["by"]) == (
            "Take the children to breakfast club",
            "Rosa Hartley",
            "2026-12-14",
        )
        assert plan["key_worker"]["name"] == "Sam Iqbal"
        assert {one["name"] for one in plan["core_group"]} == {
            "Sam Iqbal",
            "Kezia Ncube",
            "Rosa Hartley",
        }
        assert plan["next_core_group"]["on"] == "2026-12-15"
        assert plan["review"]["on"] == "2027-03-02"


def test_the_plan_of_an_earlier_time_is_in_no_letter(cast: Family) -> None:
    conference, _ = table.decided(cast, "ava")
    earlier = Outline.objects.create(
        authority=cast.authority,
        child=cast.ava,
        contingency="That of years ago.",
        key_worker=cast.social_worker,
        review_on=date(2020, 6, 1),
    )
    Plan.objects.create(
        authority=cast.authority,
        case=cast.case,
        child=cast.ava,
        origin="paper",
        outline=earlier,
        starts_on=date(2020, 1, 8),
        ends_on=date(2020, 11, 5),
        end_reason="not_reported",
        state="ENDED",
        initial_code="EMO",
        latest_code="EMO",
    )
    send(cast, conference)
    (child,) = letter_to(cast, "mother").content["children"]
    assert child["plan"]["contingency"] == "A legal planning meeting."


def test_a_half_siblings_father_reads_of_his_own_child_alone(cast: Family, with_fathers) -> None:
    send(cast, with_fathers)
    letter = letter_to(cast, "half_siblings_father")
    assert [child["name"] for child in letter.content["children"]] == ["Ben Hartley"]
    text = str(letter.content)
    for hidden in ("Ava", "Unborn", "Baby", *SECRET):
        assert hidden not in text
    mothers = letter_to(cast, "mother").content
    assert len(mothers["children"]) == 3


def test_no_letter_holds_a_confidential_address(cast: Family, with_fathers) -> None:
    for document in send(cast, with_fathers):
        if document.reader_person_id != cast.people["mother"].pk:
            assert not any(secret in str(document.content) for secret in SECRET)


@pytest.fixture
def with_the_one_they_hide_from(cast: Family):
    """A conference about Ava and Ben, at the table, with the man from whom an address is kept."""
    conference = table.invited(cast, "ava", "ben")
    add(cast, conference, "excluded_father")
    add(cast, conference, "half_siblings_father")
    return table.sitting(cast, conference)


def test_who_must_not_find_them_reads_of_the_plan_what_is_his_to_do(
    cast: Family, with_the_one_they_hide_from
) -> None:
    conference = with_the_one_they_hide_from
    for child in conference.children.all():
        table.hear(cast, child)
        table.write_plan(cast, child, support_to_family="A place in the group on Tuesdays.")
        table.propose(cast, child, "plan")
    add_action(
        outcome_id=Outline.objects.get(child=cast.people["ava"]).outcomes.get().pk,
        what="Go to the course about anger",
        person=cast.people["excluded_father"],
        due_on=date(2027, 1, 8),
        conference_child_id=table.child_of(cast, conference, "ava").pk,
        actor=cast.actor("minute_taker"),
        now=table.NOW,
    )
    table.conclude_conference(conference_id=conference.pk, actor=cast.actor("chair"), now=table.NOW)
    send(cast, conference)
    letter = letter_to(cast, "excluded_father")
    (child,) = letter.content["children"]
    assert (child["name"], child["outcome"], child["plan"]) == ("Ava Hartley", "plan", None)
    assert [one["what"] for one in child["asked_of_reader"]] == ["Go to the course about anger"]
    assert child["contact"]["name"] == "Sam Iqbal"
    text = str(letter.content)
    for hidden in ("breakfast club", "on Tuesdays", "legal planning", "2026-12-15"):
        assert hidden not in text
        assert hidden in str(letter_to(cast, "mother").content)
    assert pdf_of(letter).startswith(b"%PDF")


def conclude(cast: Family, conference, **written: str) -> None:
    """Write this about every child, and conclude."""
    for child in conference.children.all():
        table.hear(cast, child)
        table.write_plan(cast, child)
        table.propose(cast, child, "plan", **written)
    table.conclude_conference(conference_id=conference.pk, actor=cast.actor("chair"), now=table.NOW)


def test_nothing_is_decided_in_words_that_would_tell_him_where_they_are(
    cast: Family, with_the_one_they_hide_from
) -> None:
    conference = with_the_one_they_hide_from
    with pytest.raises(CannotConcludeConference, match="kept from Neil Doyle") as refused:
        conclude(cast, conference, reasons="There were fights at 14 Tern Close, twice.")
    assert [one.code for one in refused.value.reasons] == ["TELLS_WHAT_IS_KEPT"]


def test_nothing_is_decided_about_one_child_that_names_another_to_a_stranger(
    cast: Family, with_the_one_they_hide_from
) -> None:
    conference = with_the_one_they_hide_from
    with pytest.raises(CannotConcludeConference) as refused:
        conclude(cast, conference, reasons="Ava hears the fights, and hides.")
    (reason,) = refused.value.reasons
    assert (reason.code, reason.hard) == ("NAMES_SOMEBODY", False)
    assert reason.child_id == cast.people["ben"].pk
    assert "may not know of Ava" in reason.text


def test_no_letter_goes_to_him_with_an_address_in_it(
    cast: Family, with_the_one_they_hide_from
) -> None:
    conference = with_the_one_they_hide_from
    conclude(cast, conference)
    Decision.objects.update(reasons="There were fights at 14 Tern Close, twice.")
    with pytest.raises(CannotSendLetters, match="kept from Neil Doyle"):
        send(cast, conference)
    assert not OutboxMessage.objects.filter(kind="decision_letter").exists()


def test_what_was_written_about_all_is_for_who_may_know_of_all(
    cast: Family, with_the_one_they_hide_from
) -> None:
    conference = with_the_one_they_hide_from
    adjourn(
        conference_id=conference.pk,
        reason="Ava's school had no time to write.",
        interim_plan="Grandmother sleeps there.",
        next_on=date(2026, 12, 15),
        actor=cast.actor("chair"),
        now=table.NOW,
    )
    send(cast, conference)
    mothers = letter_to(cast, "mother").content["not_decided"]
    assert (mothers["reason"], mothers["interim_plan"]) == (
        "Ava's school had no time to write.",
        "Grandmother sleeps there.",
    )
    for name in ("excluded_father", "half_siblings_father"):
        told = letter_to(cast, name).content["not_decided"]
        assert (told["reason"], told["interim_plan"]) == (ENDED_EARLY, TOLD_BY_THE_WORKER)


def test_dissent_is_for_professionals_alone(cast: Family) -> None:
    from roundtable.casework.conferences.models import Participant
    from roundtable.casework.decisions.actions import record_dissent

    conference, decisions = table.decided(cast, "ava")
    officer = Participant.objects.get(professional=cast.professionals["police_officer"])
    record_dissent(
        decision_id=decisions[0].pk,
        participant_id=officer.pk,
        is_formal=True,
        reasons="The threshold is not met.",
        actor=cast.actor("minute_taker"),
        now=table.NOW,
    )
    send(cast, conference)
    assert "threshold is not met" in str(letter_to(cast, "head_teacher").content)
    assert "threshold is not met" not in str(letter_to(cast, "mother").content)


def test_the_letter_is_a_tagged_pdf_without_names_in_its_title(cast: Family) -> None:
    conference, _ = table.decided(cast, "ava")
    send(cast, conference)
    letter = letter_to(cast, "mother")
    assert pdf_of(letter).startswith(b"%PDF")
    assert "Hartley" not in letter.title


def test_an_authority_without_a_complaints_route_sends_no_letter(cast: Family) -> None:
    conference, _ = table.decided(cast, "ava")
    cast.authority.branding = {**cast.authority.branding, "complaints": None}
    cast.authority.save()
    with pytest.raises(CannotSendLetters, match="complaints"):
        send(cast, conference)
    assert not Document.objects.filter(kind="decision_letter").exists()


def test_letters_wait_for_the_end_of_the_conference(cast: Family) -> None:
    conference = table.ready_to_decide(cast, "ava")
    with pytest.raises(CannotSendLetters, match="not ended"):
        send(cast, conference)


@pytest.mark.parametrize("name", ["chair", "social_worker", "mother", "police_officer", "stranger"])
def test_only_an_administrator_sends(cast: Family, name: str) -> None:
    conference, _ = table.decided(cast, "ava")
    with pytest.raises(NotAuthorised):
        send(cast, conference, name)


def test_an_appeal_is_promised_only_with_the_authoritys_own_route_and_window(cast: Family) -> None:
    conference, _ = table.decided(cast, "ava")
    send(cast, conference)
    assert letter_to(cast, "mother").content["appeal"] is None


def test_with_a_route_and_a_window_the_letter_says_the_last_day(cast: Family) -> None:
    cast.authority.branding = {
        **cast.authority.branding,
        "appeal": {"to": "the panel", "how": ["Write to us"], "grounds": ["No chance to speak"]},
    }
    cast.authority.settings = {"appeal_enabled": True, "appeal_days": 28}
    cast.authority.save()
    conference, _ = table.decided(cast, "ava")
    send(cast, conference)
    assert letter_to(cast, "mother").content["appeal"]["last_day"] == "2026-12-31"


# The second person


def send_alone(cast: Family, conference):
    return send_decision_letters(
        conference_id=conference.pk, actor=cast.actor("administrator"), now=NEXT_DAY
    )


def test_where_something_is_kept_another_person_looks_at_each_letter_first(
    cast: Family, with_the_one_they_hide_from
) -> None:
    conference = with_the_one_they_hide_from
    conclude(cast, conference)
    with pytest.raises(CannotSendLetters, match="a second person must check it"):
        send_alone(cast, conference)
    check(cast, conference, "administrator")
    with pytest.raises(CannotSendLetters, match="a second person must check it"):
        send_alone(cast, conference)
    check(cast, conference)
    assert AuditEvent.objects.filter(verb="letters.checked").count() == 2
    assert send_alone(cast, conference)
    with pytest.raises(CannotSendLetters, match="have gone"):
        check(cast, conference)


def test_what_was_looked_at_is_what_goes(cast: Family, with_the_one_they_hide_from) -> None:
    conference = with_the_one_they_hide_from
    conclude(cast, conference)
    check(cast, conference)
    Outline.objects.update(contingency="Something nobody has seen.")
    with pytest.raises(CannotSendLetters, match="a second person must check it"):
        send_alone(cast, conference)


def test_a_name_of_another_family_is_asked_about_beside_the_letter(
    cast: Family, with_the_one_they_hide_from
) -> None:
    conference = with_the_one_they_hide_from
    people.add_person(
        forename="Dora", surname="Brand", actor=cast.actor("social_worker"), now=table.NOW
    )
    conclude(cast, conference, reasons="They live as Dora Brand did.")
    look = letters_to_send(
        read_outcomes(conference),
        addressees(conference),
        by_user=cast.actor("administrator").user_id,
        now=NEXT_DAY,
    ).look
    mother = conference.participants.get(person=cast.mother)
    assert look.questions[mother.pk] == ("It names Dora Brand, who is not of this family.",)
    him = conference.participants.get(person=cast.people["excluded_father"])
    assert "Where Rosa Hartley lives" in look.flags[him.pk]
    assert not look.flags[mother.pk]


@pytest.mark.parametrize("name", ["chair", "social_worker", "mother", "stranger"])
def test_only_who_sends_is_the_second_person(cast: Family, name: str) -> None:
    conference, _ = table.decided(cast, "ava")
    with pytest.raises(NotAuthorised):
        check(cast, conference, name)

"""The wall: what is said alike stands together, what is disputed says so, who is silent is named."""

from roundtable.casework.conferences.models import Participant
from roundtable.casework.statements.actions import give_statements, reply_to_statement
from roundtable.casework.statements.queries import wall
from roundtable.casework.statements.shown import Entry
from roundtable.casework.statements.tests.table import Table
from roundtable.foundation.core import clock
from roundtable.rules.disclosure import Audience

CANARY = "The police have a witness."


def entries(table: Table, *readers: str, child: str = "") -> list[Entry]:
    shown = wall(
        [table.reader(name) for name in readers],
        table.conference,
        child_id=table.person(child).pk if child else None,
    )
    return [entry for column in shown.columns for entry in column.entries]


def silent(table: Table, *readers: str, child: str = "") -> set[str]:
    child_id = table.person(child).pk if child else None
    shown = wall([table.reader(name) for name in readers], table.conference, child_id=child_id)
    return set(shown.silent)


def agency(table: Table, name: str) -> str:
    professional = table.seat(name).professional
    assert professional is not None
    return professional.agency.name


def test_same_said_by_two_is_one_entry_with_both(table: Table) -> None:
    table.say("police_officer", "Ava was out alone.", "ava", domain="worried")
    table.say("head_teacher", "Ava was out alone", "ava", domain="worried", kind="observation")
    table.say("head_teacher", "Ava reads well.", "ava", domain="working_well")
    one, two = entries(table, "chair")
    assert [len(one.statements), len(two.statements)] == [1, 2]
    assert [said.kind for said in two.statements] == ["", "I saw it"]
    assert not two.is_disputed


def test_entry_tells_nobody_that_somebody_else_said_it_too(table: Table) -> None:
    said = table.say("head_teacher", CANARY, "ava", domain="worried")
    give_statements(statement_ids=[said.pk], reader=table.reader("mother"), now=clock.now())
    table.say("police_officer", CANARY, "ava", domain="worried", audience=Audience.PROFESSIONALS)
    assert len(entries(table, "chair")) == 2  # the chair sees which of them can be read out
    (entry,) = entries(table, "chair", "social_worker", "mother")
    assert "head" in entry.statements[0].said_by
    assert len(entry.statements) == 1
    assert not entry.is_disputed


def test_not_right_and_the_opposite_are_shown_as_not_agreed(table: Table) -> None:
    said = table.say("police_officer", "He was at home on Friday.", "ava", domain="worried")
    table.say("head_teacher", "He was not at home on Friday.", "ava", domain="grey")
    warm = table.say("head_teacher", "The home is warm.", "ava", domain="working_well")
    give_statements(statement_ids=[warm.pk], reader=table.reader("mother"), now=clock.now())
    assert [one.is_disputed for one in entries(table, "chair")] == [False, True, True]
    assert entries(table, "chair")[1].against[0].text == "He was not at home on Friday."
    reply_to_statement(
        statement_id=warm.pk,
        answer="not_right",
        text="",
        is_told=True,
        actor=table.actor("mother"),
        now=clock.now(),
    )
    assert [one.is_disputed for one in entries(table, "chair")] == [True, True, True]
    said.refresh_from_db()
    said.left_out_at = clock.now()
    said.save(update_fields=["left_out_at"])
    assert [one.is_disputed for one in entries(table, "chair")] == [True, False]


def test_what_speaks_against_it_is_hidden_from_who_may_not_read_it(table: Table) -> None:
    table.say("police_officer", "He was not at home.", "ava", domain="grey", audience="SOCIAL_CARE")
    said = table.say("head_teacher", "He was at home.", "ava", domain="worried")
    give_statements(statement_ids=[said.pk], reader=table.reader("mother"), now=clock.now())
    assert entries(table, "social_worker")[0].against
    for name in ("mother", "head_teacher"):
        (entry,) = entries(table, name)
        assert not entry.is_disputed


def test_agencies_of_whom_nothing_is_shown_are_named(table: Table) -> None:
    for_ava = silent(table, "chair", child="ava")
    assert agency(table, "head_teacher") in for_ava
    assert agency(table, "midwife") not in for_ava  # she works with the unborn child alone
    table.say("head_teacher", "Ava reads well.", "ava", domain="working_well")
    assert silent(table, "chair", child="ava") == for_ava - {agency(table, "head_teacher")}
    assert agency(table, "head_teacher") not in silent(table, "chair")


def test_silent_agency_is_named_only_to_who_may_know_of_it(table: Table) -> None:
    refuge = agency(table, "refuge_worker")
    assert refuge in silent(table, "chair")
    assert refuge in silent(table, "chair", "mother")
    assert refuge not in silent(table, "excluded_father")
    assert refuge not in silent(table, "chair", "excluded_father")
    Participant.objects.filter(pk=table.seat("refuge_worker").pk).update(withdrawn_at=clock.now())
    assert refuge not in silent(table, "chair")
    assert silent(table) == set()  # nobody looks


def test_what_is_kept_from_a_reader_does_not_end_an_agencys_silence(table: Table) -> None:
    table.say("police_officer", CANARY, "ava", domain="worried", audience=Audience.PROFESSIONALS)
    assert agency(table, "police_officer") not in silent(table, "chair", child="ava")
    assert agency(table, "police_officer") in silent(table, "mother", child="ava")

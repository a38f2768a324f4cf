"""Who has which statements: what is kept from somebody reaches them in no way."""

from dataclasses import replace
from itertools import combinations, product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roundtable.casework.statements.actions import finish_statements, give_statements
from roundtable.casework.statements.models import Domain, Given, Statement
from roundtable.casework.statements.queries import SOMEBODY, statements_for, wall
from roundtable.casework.statements.tests.table import Table
from roundtable.foundation.core import clock
from roundtable.rules.disclosure import Audience, Reader, ReaderKind

CANARY = "The canary is at 9 Wren Row"


def give(table: Table, name: str, *statements: Statement) -> int:
    return give_statements(
        statement_ids=[one.pk for one in statements], reader=table.reader(name), now=clock.now()
    )


def texts(table: Table, name: str) -> list[str]:
    """Return what somebody has; a withheld one as a dash."""
    shown = statements_for(table.reader(name), table.conference)
    return ["-" if one.is_withheld else one.text for one in shown]


def test_family_has_nothing_until_it_is_given(table: Table) -> None:
    statement = table.say("head_teacher", "Reads with grandad.", "ava")
    assert texts(table, "mother") == []
    assert give(table, "mother", statement) == 1
    assert texts(table, "mother") == ["Reads with grandad."]
    assert texts(table, "half_siblings_father") == []
    assert Given.objects.get().number == 1


def test_giving_twice_gives_once(table: Table) -> None:
    statement = table.say("head_teacher", "Reads with grandad.", "ava")
    give(table, "mother", statement)
    give(table, "mother", statement)
    assert Given.objects.count() == 1


def test_what_is_kept_from_somebody_is_never_given_to_them(table: Table) -> None:
    kept = table.say("police_officer", CANARY, "ava", kept_from=[table.person("mother")])
    assert give(table, "mother", kept) == 0
    # Not even if a row says that it was.
    Given.objects.create(
        authority=table.cast.authority,
        statement=kept,
        number=1,
        person=table.person("mother"),
        at=clock.now(),
    )
    assert texts(table, "mother") == []
    assert texts(table, "chair") == [CANARY]


def test_half_siblings_father_has_what_is_about_his_own_child_alone(table: Table) -> None:
    said = [
        table.say("social_worker", "About Ben.", "ben"),
        table.say("social_worker", "About Ava.", "ava"),
        table.say("social_worker", "About both.", "ava", "ben"),
        table.say("social_worker", "About the baby.", "unborn"),
        table.say("social_worker", "About nobody yet."),
    ]
    assert give(table, "half_siblings_father", *said) == 1
    assert texts(table, "half_siblings_father") == ["About Ben."]
    give(table, "mother", *said)
    assert texts(table, "mother") == [
        "About Ben.",
        "About Ava.",
        "About both.",
        "About the baby.",
    ]


def test_professionals_are_told_that_something_is_withheld_and_family_is_not(
    table: Table,
) -> None:
    statement = table.say(
        "social_worker", CANARY, "ava", audience=Audience.SOCIAL_CARE, domain="worried"
    )
    assert texts(table, "police_officer") == ["-"]
    [withheld] = statements_for(table.reader("police_officer"), table.conference)
    assert CANARY not in repr(withheld)
    assert (withheld.domain, withheld.children, withheld.said_by) == ("", (), "")
    give(table, "mother", statement)
    assert texts(table, "mother") == []
    assert texts(table, "manager") == [CANARY]


def test_draft_is_read_by_its_author_alone(table: Table) -> None:
    draft = table.say("head_teacher", "Draft.", "ava", is_finished=False)
    readers = [name for name in table.seats if texts(table, name)]
    assert readers == ["head_teacher"]
    finish_statements(statement_ids=[draft.pk], now=clock.now())
    assert texts(table, "police_officer") == ["Draft."]


def test_giving_a_draft_finishes_what_was_given(table: Table) -> None:
    shared = table.say("head_teacher", "For all.", "ava", is_finished=False)
    kept = table.say(
        "head_teacher", CANARY, "ava", is_finished=False, audience=Audience.PROFESSIONALS
    )
    assert give(table, "mother", shared, kept) == 1
    assert texts(table, "mother") == ["For all."]
    assert texts(table, "police_officer") == ["For all."]
    assert texts(table, "head_teacher") == ["For all.", CANARY]


def test_childs_words_go_to_the_family_only_where_the_child_says_so(table: Table) -> None:
    words = {"said_by": table.person("ava"), "kind": "view"}
    nobody = table.say("social_worker", "I am scared at night.", "ava", **words)
    mum = table.say(
        "social_worker", "I like my teacher.", "ava", meant_for=[table.person("mother")], **words
    )
    give(table, "mother", nobody, mum)
    assert texts(table, "mother") == ["I like my teacher."]
    assert texts(table, "head_teacher") == ["I am scared at night.", "I like my teacher."]


def test_who_wrote_down_somebody_elses_words_reads_what_they_wrote(table: Table) -> None:
    table.say("head_teacher", "It's loud.", "ava", said_by=table.person("ava"), is_finished=False)
    [shown] = statements_for(table.reader("head_teacher"), table.conference)
    assert shown.said_by == "Ava Hartley, told to Mia Stone, head teacher"


def test_author_of_whom_a_reader_must_not_know_has_no_name(table: Table) -> None:
    statement = table.say("refuge_worker", "Ava is settled.", "ava")
    father = replace(table.reader("excluded_father"), released_items=frozenset())
    give_statements(statement_ids=[statement.pk], reader=father, now=clock.now())
    [shown] = statements_for(father, table.conference)
    assert shown.said_by == SOMEBODY
    assert "Jo Hale" not in repr(shown)
    [shown] = statements_for(table.reader("police_officer"), table.conference)
    assert shown.said_by == "Jo Hale, refuge worker"


def test_what_was_heard_needs_no_giving(table: Table) -> None:
    table.say("police_officer", "Said aloud.", "ava", made_in="meeting", session=1)
    table.say("police_officer", "Said to the father.", "ava", made_in="meeting", session=2)
    assert texts(table, "mother") == ["Said aloud."]
    assert texts(table, "excluded_father") == []
    assert texts(table, "midwife") == ["Said aloud.", "Said to the father."]


def test_nothing_is_given_to_a_professional(table: Table) -> None:
    statement = table.say("head_teacher", "Reads with grandad.", "ava")
    assert give(table, "police_officer", statement) == 0
    assert not Given.objects.exists()


def test_some_of_them_by_id_place_or_child(table: Table) -> None:
    first = table.say("head_teacher", "In the report.", "ava")
    table.say("head_teacher", "In the meeting.", "ben", made_in="meeting")
    reader = table.reader("chair")

    def found(**chosen: object) -> list[str]:
        return [one.text for one in statements_for(reader, table.conference, **chosen)]

    assert found(ids=[first.pk]) == ["In the report."]
    assert found(made_in="meeting") == ["In the meeting."]
    assert found(child_id=table.person("ben").pk) == ["In the meeting."]
    assert found(ids=[]) == []


def test_outsider_has_no_trace(table: Table) -> None:
    table.say("police_officer", CANARY, "ava")
    outsider = Reader(kind=ReaderKind.OUTSIDER)
    assert statements_for(outsider, table.conference) == ()


# The wall


def test_wall_puts_each_statement_under_its_domain(table: Table) -> None:
    table.say("head_teacher", "Reads well.", "ava", domain="working_well", kind="observation")
    table.say("police_officer", "Shouting.", "ava", "ben", domain="worried", provenance="first")
    table.say("social_worker", "Wakes up.", "ben", domain="impact")
    table.say("social_worker", "Who was there?", "unborn", domain="grey")
    table.say("midwife", "Not placed.", "unborn")
    shown = wall(table.reader("chair"), table.conference)
    assert [
        (column.title, [one.text for one in column.statements]) for column in shown.columns
    ] == [
        ("Working well", ["Reads well."]),
        ("Worried about", ["Shouting."]),
        ("Impact on the child", ["Wakes up."]),
        ("Grey areas", ["Who was there?"]),
    ]
    assert [one.text for one in shown.not_placed] == ["Not placed."]
    assert shown.column(Domain.WORRIED)[0].how_known == "First hand"
    assert shown.column(Domain.WORKING_WELL)[0].kind == "I saw it"
    ben = wall(table.reader("chair"), table.conference, child_id=table.person("ben").pk)
    assert [one.text for column in ben.columns for one in column.statements] == [
        "Shouting.",
        "Wakes up.",
    ]


def test_wall_counts_what_is_withheld_for_professionals_alone(table: Table) -> None:
    table.say("social_worker", CANARY, "ava", audience=Audience.SOCIAL_CARE, domain="worried")
    assert wall(table.reader("police_officer"), table.conference).withheld == 1
    assert wall(table.reader("mother"), table.conference).withheld == 0
    both = [table.reader("police_officer"), table.reader("mother")]
    assert wall(both, table.conference).withheld == 0


def test_wall_for_nobody_is_empty(table: Table) -> None:
    table.say("police_officer", "Something.", "ava", domain="worried")
    shown = wall([], table.conference)
    assert not any(column.statements for column in shown.columns)
    assert not shown.not_placed


def _say_everything(table: Table) -> None:
    """Make statements with every combination of what decides who may read them."""
    people = [[], [table.person("mother")], [table.person("excluded_father")]]
    for number, (audience, children, kept_from, session) in enumerate(
        product(
            [Audience.EVERYONE, Audience.PROFESSIONALS, Audience.SOCIAL_CARE],
            [["ava"], ["ben"], ["ava", "ben"]],
            people,
            [None, 1],
        )
    ):
        statement = table.say(
            "police_officer",
            f"Statement {number}.",
            *children,
            audience=audience,
            kept_from=kept_from,
            session=session,
            domain="worried",
        )
        for name in ("mother", "half_siblings_father", "excluded_father")[: number % 4]:
            give(table, name, statement)


def test_wall_for_several_shows_what_each_of_them_may_read_and_no_more(table: Table) -> None:
    _say_everything(table)
    names = ("chair", "head_teacher", "mother", "half_siblings_father", "excluded_father")
    readers = {name: table.reader(name) for name in names}
    alone = {
        name: {one.text for one in wall(reader, table.conference).column(Domain.WORRIED)}
        for name, reader in readers.items()
    }
    assert len(alone["chair"]) == 54
    assert 0 < len(alone["half_siblings_father"]) < len(alone["mother"]) < 54
    for first, second in combinations(names, 2):
        together = wall([readers[first], readers[second]], table.conference)
        texts_together = {one.text for one in together.column(Domain.WORRIED)}
        assert texts_together == alone[first] & alone[second], (first, second)


@pytest.mark.parametrize("name", ["chair", "mother"])
def test_queries_do_not_grow_with_the_statements(table: Table, name: str) -> None:
    reader = table.reader(name)
    table.conference.authority.effective_settings  # noqa: B018 - loaded with it on a page

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            wall(reader, table.conference)
        return len(queries)

    give(table, "mother", table.say("police_officer", "One.", "ava", domain="worried"))
    with_one = count()
    _say_everything(table)
    assert count() == with_one == 6

"""The wall on a page: who says it, what speaks against it, and what is folded away."""

from typing import Any

from django.template import engines

from roundtable.casework.statements.entries import entries_of
from roundtable.casework.statements.shown import Column, ShownReply, ShownStatement, Wall
from roundtable.foundation.core import clock
from roundtable.web.staff.room.wall import IN_SIGHT, ColumnShown, Item, columns_of

PARTS = engines.all()[0].env.get_template("staff/room/wall.jinja").module


def said(text: str, **more: Any) -> ShownStatement:
    values = {"domain": "worried", "child_ids": (1,), "audience_code": "EVERYONE"} | more
    return ShownStatement(text=text, **values)


def column(*statements: ShownStatement, **how: Any) -> ColumnShown:
    entries = entries_of(statements)
    wall = Wall(columns=(Column(domain="worried", title="Worried about", entries=entries),))
    return columns_of(wall, lambda one: Item.of(one, **how))[0]


def test_one_entry_with_everybody_who_says_it() -> None:
    one = said("He shouted at her at night.", said_by="Kay, nurse", kind="Fact", how_known="Saw")
    two = said("He often shouted at her at night", said_by="Jo, head teacher")
    three = said("He shouted at her at night", said_by="Lee, constable")
    shown = column(one, three)
    assert [entry.first.text for entry in shown.latest] == ["He shouted at her at night."]
    assert shown.latest[0].first.byline == "Kay, nurse · Fact · Saw"
    assert [item.byline for item in shown.latest[0].also] == ["Lee, constable"]
    assert column(one, two, three).count == 2  # "often" turns it round


def test_those_who_run_the_meeting_see_who_may_read_it() -> None:
    kept = said("A witness.", audience="Professionals only", audience_code="PROFESSIONALS")
    assert column(kept, says_readers=True).latest[0].first.byline == (
        "Nobody named · Professionals only"
    )
    assert column(kept).latest[0].first.byline == "Nobody named"


def test_family_reply_stands_beside_and_makes_it_not_agreed() -> None:
    reply = ShownReply(
        by="Rosa", answer="That's not right", text="I rang.", at=clock.now(), disagrees=True
    )
    shown = column(said("Two checks were missed.", replies=(reply,)))
    assert shown.latest[0].first.replies == ("Rosa: That's not right. I rang.",)
    assert shown.disputed == 1


def test_long_column_folds_what_was_said_first_and_says_how_many() -> None:
    shown = column(*(said(f"Thing {number} was said.") for number in range(100)))
    assert (shown.count, len(shown.earlier)) == (100, 100 - IN_SIGHT)
    assert shown.latest[-1].first.text == "Thing 99 was said."
    html = str(PARTS.wall([shown]))
    assert f"{100 - IN_SIGHT} more, said before these" in html
    assert 'id="earlier-worried"' in html
    assert html.index("Thing 87 was said.") < html.index("</details>") < html.index("Thing 88")


def test_opposites_are_beside_each_other_in_words() -> None:
    shown = column(
        said("He was at home.", said_by="Kay"), said("He was not at home.", said_by="Jo")
    )
    html = str(PARTS.wall([shown]))
    assert html.count("Not agreed") == 2
    assert "But:</strong> “He was not at home.” Jo" in html
    assert "2 not agreed" in html
    assert '1<span class="govuk-visually-hidden"> entry</span>' in str(
        PARTS.wall([column(said("He was there."))])
    )
    assert str(PARTS.silent(["GP", "Midwifery"])).count("Nothing yet from: GP, Midwifery.") == 1

"""An author's report as a Word form: what stands in it already, and what came back in it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from roundtable.casework.people.models import Person
from roundtable.casework.plans.partner_reports import Writing, writing
from roundtable.casework.reports.actions.word import TakenIn
from roundtable.casework.reports.guidance import guidance_of
from roundtable.casework.reports.pro_forma import sections_of
from roundtable.casework.reports.word import ReadBack, Row, read_back, to_fill_in
from roundtable.casework.statements.shown import ShownStatement
from roundtable.foundation.accounts.models import Actor
from roundtable.foundation.core import clock
from roundtable.foundation.documents.printable import printable


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a form said, beside what the report says: only what differs is to be saved."""

    writing: Writing
    new: tuple[TakenIn, ...]
    changed: tuple[TakenIn, ...]
    unchanged: int
    not_placed: tuple[str, ...]


def form_of(*, public_id: uuid.UUID, actor: Actor) -> bytes:
    """
    Return one's own report as a Word form.

    :raises RecordNotFound: if the report is another's.
    """
    found = writing(public_id=public_id, actor=actor)
    report, professional = found.report, found.report.participant.professional
    starts = report.conference.starts_at
    facts = [
        ("Agency", report.agency.name),
        ("Author", report.participant.name),
        ("Job", professional.job_title if professional is not None else ""),
        ("Conference on", f"{clock.day_of(starts):%-d %B %Y}" if starts else "a day to be set"),
        ("Children", ", ".join(one.name for one in found.children)),
    ]
    return to_fill_in(
        title="Report to the child protection conference",
        facts=facts,
        sections=sections_of(report.form),
        written={
            section.code: [_row(one) for one in section.statements]
            for section in found.page.sections
        },
        beside=guidance_of(report, user_id=actor.user_id).beside,
    )


def _row(one: ShownStatement) -> Row:
    return Row(
        text=one.text,
        kind=one.kind_code,
        how_known=one.provenance_code,
        source=one.source,
        children=", ".join(one.children),
        mark=one.public_id.hex if one.public_id is not None else "",
    )


def compare(data: bytes, *, public_id: uuid.UUID, actor: Actor) -> Comparison:
    """
    Return what a form that came back would change in one's own report. Nothing is saved.

    :raises CannotReadWord: if it cannot be read.
    :raises RecordNotFound: if the report is another's.
    """
    found = writing(public_id=public_id, actor=actor)
    beside = guidance_of(found.report, user_id=actor.user_id).beside.values()
    return _compared(found, read_back(data, sections_of(found.report.form), beside=tuple(beside)))


def _compared(found: Writing, read: ReadBack) -> Comparison:
    here = [(section.code, one) for section in found.page.sections for one in section.statements]
    by_mark = {one.public_id.hex: one for _, one in here if one.public_id is not None}
    by_words = {(code, _in_a_line(one.text)): one for code, one in here}
    new, changed, unchanged = [], [], 0
    for code, row in read.rows:
        known = by_mark.get(row.mark) or by_words.get((code, row.text))
        if known is None:
            new.append(_taken_in(code, row, found.children))
        elif _says_the_same(known, row):
            unchanged += 1
        else:
            changed.append(_taken_in(code, row, found.children, known))
    return Comparison(found, tuple(new), tuple(changed), unchanged, read.not_placed)


def _says_the_same(known: ShownStatement, row: Row) -> bool:
    said = (row.text, row.kind or known.kind_code, row.how_known or known.provenance_code)
    kept = (_in_a_line(known.text), known.kind_code, known.provenance_code)
    return said == kept and row.source in ("", known.source)


def _in_a_line(text: str) -> str:
    """A form is read line by line, so the ends of lines do not count."""
    return " ".join(printable(text).split())


def _taken_in(
    code: str, row: Row, children: Sequence[Person], known: ShownStatement | None = None
) -> TakenIn:
    named = _children(row.children, children)
    if known is not None and not named:
        named = tuple(one for one in children if one.pk in known.child_ids)
    return TakenIn(
        section=code,
        text=row.text,
        kind=row.kind or (known.kind_code if known else ""),
        provenance=row.how_known or (known.provenance_code if known else ""),
        source=row.source or (known.source if known else ""),
        children=named,
        statement_id=known.statement_id if known else None,
        based_on=known.number if known else 0,
    )


def _children(said: str, children: Sequence[Person]) -> tuple[Person, ...]:
    """Return the children who are named; the only child there is need not be."""
    if not said.strip():
        return tuple(children) if len(children) == 1 else ()
    text = said.casefold()
    if text.strip() in ("all", "both", "all children", "all of them"):
        return tuple(children)
    return tuple(
        one
        for one in children
        if (one.forename and one.forename.casefold() in text)
        or (one.is_unborn and ("unborn" in text or "baby" in text))
    )

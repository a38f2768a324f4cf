"""
What a named reader may read.

One question is answered here, for one reader and one item: read, withheld, or absent. Withheld
means that a professional is told that something is there which they may not read. Absent leaves
no trace: no gap, no count, no "[removed]". Family, children and those who act for them are never
told that something is withheld, because that alone can reveal a pregnancy, a refuge or an enquiry.

A reader is described by the rights they *have*; an item by whom it is *meant for*. Both default
to nothing, and what no rule here allows is absent. Taking a right away never shows more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Outcome(IntEnum):
    """Ordered: what several people see together is the least of what each may see."""

    ABSENT = 0
    WITHHELD = 1
    READ = 2


class ReaderKind(StrEnum):
    """In which capacity someone reads. A person with two capacities is two readers."""

    STAFF_IN_CASE = "STAFF_IN_CASE"
    CHAIR = "CHAIR"
    MINUTE_TAKER = "MINUTE_TAKER"
    ADMINISTRATOR = "ADMINISTRATOR"
    PROFESSIONAL = "PROFESSIONAL"
    SOLICITOR = "SOLICITOR"
    FAMILY = "FAMILY"
    CHILD = "CHILD"
    ADVOCATE = "ADVOCATE"
    INTERPRETER = "INTERPRETER"
    DATA_OFFICER = "DATA_OFFICER"
    OUTSIDER = "OUTSIDER"
    """No part in the case, or none any longer."""


class ItemKind(StrEnum):
    # Papers: somebody's words about the children
    STATEMENT = "STATEMENT"
    REPORT = "REPORT"
    LETTER = "LETTER"
    OPINION = "OPINION"
    VIEWS = "VIEWS"
    DECISION = "DECISION"
    PLAN = "PLAN"
    RECORD = "RECORD"
    # The frame: who, where and when
    NAME = "NAME"
    PERSON = "PERSON"
    AGENCY = "AGENCY"
    ADDRESS = "ADDRESS"
    SESSION = "SESSION"
    VENUE = "VENUE"
    TIME = "TIME"


class Audience(StrEnum):
    """Whom an item is meant for, at most. A release to one person can never widen it."""

    EVERYONE = "EVERYONE"
    """Everyone at the table. Family still need to have heard it, or to be given it."""
    PROFESSIONALS = "PROFESSIONALS"
    SOCIAL_CARE = "SOCIAL_CARE"
    CLOSED = "CLOSED"
    """Those in the closed part in which it was said: `Item.session`."""
    AUTHOR = "AUTHOR"
    """Unfinished, or an opinion before all are in: nobody else, and nobody is told."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, and every right they have. Ids are those of people, professionals and agencies."""

    kind: ReaderKind
    person_id: int | None = None
    professional_id: int | None = None
    agency_id: int | None = None
    represents: int | None = None
    """For an advocate: the person whose voice they carry."""
    may_know_children: frozenset[int] = frozenset()
    """The children, born and unborn, that they may know are part of this. For a half-sibling's
    father, his own child only."""
    released_items: frozenset[str] = frozenset()
    """Ids of the items that somebody released to this very reader."""
    sessions: frozenset[int] = frozenset()
    """Sessions open to them: they were in it, or only an apology kept them away."""
    may_know_who_comes: bool = True
    """Whether they may know who else of the family is asked to come."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something that could be shown, and everything that decides to whom."""

    kind: ItemKind
    id: str = ""
    audience: Audience = Audience.AUTHOR
    children: frozenset[int] = frozenset()
    """The children it is about, or whose existence it would give away."""
    confidential_from: frozenset[int] = frozenset()
    """People who must never read it, or anything that quotes it. Beats every other rule."""
    about_person: int | None = None
    author_person: int | None = None
    author_professional: int | None = None
    author_agency: int | None = None
    shared_with: frozenset[int] = frozenset()
    """People it was given to."""
    session: int | None = None
    """The session it was said in, or that it is about."""
    by_child: bool = False
    """A child said it, about whomever."""
    child_allows: frozenset[int] | None = None
    """For a child's own words: the people the child says may read them. None: nobody has asked."""


# Those who are never told that something is withheld from them.
NEVER_TOLD = frozenset(
    {
        ReaderKind.FAMILY,
        ReaderKind.CHILD,
        ReaderKind.ADVOCATE,
        ReaderKind.INTERPRETER,
        ReaderKind.DATA_OFFICER,
        ReaderKind.OUTSIDER,
    }
)
_FAMILY_SIDE = frozenset({ReaderKind.FAMILY, ReaderKind.CHILD, ReaderKind.ADVOCATE})

# Who or what a person could be recognised by, without a session of its own.
_PEOPLE = frozenset({ItemKind.NAME, ItemKind.PERSON, ItemKind.AGENCY})
_MEETING = frozenset({ItemKind.SESSION, ItemKind.VENUE, ItemKind.TIME})
_FRAME = _PEOPLE | _MEETING | {ItemKind.ADDRESS}

# What is said aloud in the meeting, so that those who were there have it already.
_SPOKEN = frozenset({ItemKind.STATEMENT, ItemKind.VIEWS, ItemKind.OPINION, ItemKind.DECISION})

# An administrator sends papers without reading what they say.
_ADMINISTRATION = _FRAME | {ItemKind.LETTER, ItemKind.DECISION}

_READS_SOCIAL_CARE = frozenset({ReaderKind.STAFF_IN_CASE, ReaderKind.CHAIR, ReaderKind.SOLICITOR})


def disclose(reader: Reader, item: Item) -> Outcome:
    """Return what `reader` gets of `item`. The only door to anything that is shown or sent."""
    if reader.kind in (ReaderKind.OUTSIDER, ReaderKind.DATA_OFFICER):
        return Outcome.ABSENT
    if _selves(reader) & item.confidential_from:
        return Outcome.ABSENT
    if _is_author(reader, item):
        return Outcome.READ
    if reader.kind in NEVER_TOLD:
        return Outcome.READ if _family_may_read(reader, item) else Outcome.ABSENT
    return _for_professional(reader, item)


def disclose_to_all(readers: Iterable[Reader], item: Item) -> Outcome:
    """Return what a screen or print may show that all of `readers` see. For nobody: nothing."""
    return min((disclose(reader, item) for reader in readers), default=Outcome.ABSENT)


def _selves(reader: Reader) -> frozenset[int]:
    """The people a reader is or speaks for: what is kept from one is kept from their advocate."""
    return frozenset(
        person for person in (reader.person_id, reader.represents) if person is not None
    )


def _is_author(reader: Reader, item: Item) -> bool:
    return (item.author_person is not None and item.author_person in _selves(reader)) or (
        item.author_professional is not None and item.author_professional == reader.professional_id
    )


# Family, children, and those who speak or interpret for them


def _family_may_read(reader: Reader, item: Item) -> bool:
    if item.audience is not Audience.EVERYONE:
        return False
    # All the children, not one of them: a line about Ava and her half-brother is not for a
    # father who may know of Ava alone.
    if not item.children <= reader.may_know_children:
        return False
    if not _child_lets(reader, item):
        return False
    if item.kind in _MEETING:
        return _was_open_to(reader, item)
    if item.kind in _PEOPLE:
        return item.session is None or _was_open_to(reader, item)
    if reader.kind is ReaderKind.INTERPRETER:
        return _heard(reader, item)
    if item.kind is ItemKind.ADDRESS:
        return item.about_person in _selves(reader) or _was_given(reader, item)
    # Words without a child are words nobody has placed yet.
    return bool(item.children) and (_was_given(reader, item) or _heard(reader, item))


def _child_lets(reader: Reader, item: Item) -> bool:
    """A child's own words go to family only where that child said so."""
    is_childs_words = item.by_child or item.author_person in item.children
    if item.child_allows is None:
        return not is_childs_words
    return bool(_selves(reader) & item.child_allows)


def _was_open_to(reader: Reader, item: Item) -> bool:
    return item.session is not None and item.session in reader.sessions


def _was_given(reader: Reader, item: Item) -> bool:
    return item.id in reader.released_items or (
        reader.person_id is not None and reader.person_id in item.shared_with
    )


def _heard(reader: Reader, item: Item) -> bool:
    return item.kind in _SPOKEN and _was_open_to(reader, item)


# Professionals and staff


def _for_professional(reader: Reader, item: Item) -> Outcome:
    if item.audience is Audience.AUTHOR:
        return Outcome.ABSENT
    if item.children and not item.children & reader.may_know_children:
        return Outcome.ABSENT
    if item.children <= reader.may_know_children and _audience_includes(reader, item):
        return Outcome.READ
    return Outcome.WITHHELD


def _audience_includes(reader: Reader, item: Item) -> bool:
    if reader.kind is ReaderKind.ADMINISTRATOR and item.kind not in _ADMINISTRATION:
        return False
    if item.author_agency is not None and item.author_agency == reader.agency_id:
        return True
    if item.audience is Audience.CLOSED:
        return reader.kind is ReaderKind.CHAIR or _was_open_to(reader, item)
    if item.audience is Audience.SOCIAL_CARE:
        return reader.kind in _READS_SOCIAL_CARE
    return True

"""
How a text reads to somebody who does not work here: long sentences, hard words, words of the trade.

Reports are written so that everybody at the table understands them, without jargon
(`sources.STANDARDS`). Nothing here stops anybody: it is advice, said once and quietly.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from roundtable.rules.readability import lengths, readability

LONGEST_SENTENCE = 25
"""Words. A longer sentence is read twice."""
EASY, HARD = 8, 12
"""School years: what a plan may ask of its readers, and what is hard for most of them."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the trade: what could stand in its place, and what it means to who reads it."""

    word: str
    instead: str
    meaning: str = ""

    @property
    def explained(self) -> str:
        return self.meaning or self.instead


@dataclass(frozen=True, slots=True)
class Found:
    """A word of the trade where it stands in a text, as it was written there."""

    term: Term
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What was counted in a text."""

    words: int
    longest: int
    grade: float
    terms: tuple[Term, ...]

    @property
    def is_plain(self) -> bool:
        return not self.terms and self.longest <= LONGEST_SENTENCE and self.grade <= EASY


def read(text: str, terms: Iterable[Term]) -> Reading:
    """Count a text, and name the words of the trade in it, each of them once."""
    sentences = lengths(text)
    named = dict.fromkeys(one.term for one in find(text, terms))
    return Reading(
        words=sum(sentences),
        longest=max(sentences, default=0),
        grade=readability(text.splitlines()).grade,
        terms=tuple(named),
    )


def find(text: str, terms: Iterable[Term]) -> list[Found]:
    """Return the words of the trade in their order; of two that overlap, the longer one."""
    found: list[Found] = []
    places = (
        Found(term, place.start(), place.end())
        for term in terms
        for place in _pattern(term.word).finditer(text)
    )
    for one in sorted(places, key=lambda one: (one.start, -one.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def _pattern(word: str) -> re.Pattern[str]:
    """Match it as a word of its own. Letters that stand for a name are only meant in capitals."""
    flags = re.NOFLAG if word.isupper() else re.IGNORECASE
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", flags)


def in_words(reading: Reading) -> str:
    """Return it in a line: "22 words, easy to read", or what could be said more plainly."""
    if not reading.words:
        return ""
    words = f"{reading.words} word{'' if reading.words == 1 else 's'}"
    hints = advice(reading)
    if hints:
        return f"{words}; {'; '.join(hints)}"
    return f"{words}, easy to read"


def advice(reading: Reading) -> Sequence[str]:
    """Return what would make it plainer, the three that help most; nothing if it is plain."""
    found = []
    if reading.longest > LONGEST_SENTENCE:
        found.append(f"make two sentences of the one with {reading.longest} words")
    found += [f"“{one.word}” → {one.instead}" for one in reading.terms]
    if not found and reading.grade > HARD:
        found.append("hard to read: use shorter words")
    elif not found and reading.grade > EASY:
        found.append("shorter words would make it easier to read")
    return found[:3]


def with_own(own: Iterable[Term], *, left_out: Iterable[str] = ()) -> tuple[Term, ...]:
    """Return the words that are always looked for, with an authority's own in their place."""
    gone = {one.casefold() for one in left_out}
    words = {one.word.casefold(): one for one in TERMS if one.word.casefold() not in gone}
    words |= {one.word.casefold(): one for one in own}
    return tuple(words.values())


_T = Term

TERMS = (
    _T("dysregulated", "say what you saw", "upset, and not able to calm down"),
    _T("dysregulation", "say what you saw", "being upset, and not able to calm down"),
    _T("emotional regulation", "how they calm down", "how somebody calms down when upset"),
    _T("disengaged", "say what they did or did not do", "not coming, answering or taking part"),
    _T("engage", "come, answer or take part", "to come, answer or take part"),
    _T("engagement", "coming, answering or taking part", "coming, answering or taking part"),
    _T("non-compliant", "say what they did not do", "not doing what was asked"),
    _T("non-engagement", "say what they did not do", "not coming, answering or taking part"),
    _T("disguised compliance", "say what you saw", "saying yes, and not doing it"),
    _T("presenting", "say what you saw", "how somebody looks or behaves"),
    _T("presented", "say what you saw", "how somebody looked or behaved"),
    _T("presentation", "say what you saw", "how somebody looks or behaves"),
    _T("ideation", "thoughts", "thoughts about doing something"),
    _T("attachment", "how the child is with the parent", "how close a child feels to somebody"),
    _T("safeguarding", "keeping safe", "keeping children safe from harm"),
    _T("safeguarding concerns", "what you are worried about",
       "worries that a child may not be safe"),
    _T("significant harm", "say what could happen to the child",
       "harm that is serious enough for the law to ask us to act"),
    _T("threshold", "say what must be true",
       "the point at which the law says that a child needs a plan"),
    _T("strategy discussion", "the talk between police, health and social care",
       "a talk between police, health and social care about what to do"),
    _T("section 47", "the enquiry into whether the child is safe",
       "the law that asks us to find out whether a child is safe"),
    _T("core group", "the small group that carries out the plan",
       "the family and the workers who carry out the plan"),
    _T("multi-agency", "from different services", "with people from different services"),
    _T("protective factors", "what keeps the child safe", "what keeps a child safe"),
    _T("risk factors", "what could go wrong", "what makes harm more likely"),
    _T("contextual safeguarding", "keeping safe outside the home",
       "keeping children safe outside their home"),
    _T("domestic incident", "say what happened", "something that happened between people at home"),
    _T("domestic abuse", "say what happened, and who did it",
       "somebody at home hurting, scaring or controlling another"),
    _T("parental conflict", "say what happened, and who did it", "parents arguing or fighting"),
    _T("neglectful", "say what the child went without", "not giving a child what they need"),
    _T("failure to thrive", "say how the child grows", "a baby not growing as expected"),
    _T("developmental delay", "say what the child cannot do yet",
       "learning things later than other children do"),
    _T("substance misuse", "say what they take, and how often",
       "taking drugs or drinking too much"),
    _T("siblings", "brothers and sisters"),
    _T("sibling", "brother or sister"),
    _T("significant other", "say who it is", "somebody important to a person"),
    _T("placement", "where the child lives", "where a child lives when not at home"),
    _T("intervention", "say what help it is", "help, or something done to change things"),
    _T("interventions", "say what help it is", "help, or things done to change things"),
    _T("chronology", "what happened, in order", "a list of what happened, in order"),
    _T("antenatal", "before the birth"),
    _T("perinatal", "around the birth", "around the time of a birth"),
    _T("A&E", "the emergency department", "the emergency department of a hospital"),
    _T("DNA", "did not come to the appointment"),
    _T("WNB", "was not brought to the appointment"),
    _T("MOC", "her name", "the mother of the child"),
    _T("FOC", "his name", "the father of the child"),
    _T("CP", "child protection"),
    _T("CPP", "child protection plan"),
    _T("CIN", "child in need", "child in need: a child who gets help from the council"),
    _T("ICPC", "the first conference", "the first child protection conference"),
    _T("RCPC", "the review conference", "the meeting that looks at the plan again"),
    _T("S47", "the enquiry into whether the child is safe",
       "the law that asks us to find out whether a child is safe"),
    _T("DV", "say what happened, and who did it", "violence at home"),
    _T("DA", "say what happened, and who did it",
       "somebody at home hurting, scaring or controlling another"),
    _T("SW", "social worker"),
    _T("HV", "health visitor"),
    _T("YP", "their name", "young person"),
    _T("SEND", "special educational needs", "special needs at school, or a disability"),
    _T("EHCP", "the plan for help at school",
       "a plan that says what help a child gets at school"),
    _T("CAMHS", "mental health services for children"),
    _T("MARAC", "the meeting about people at high risk from somebody at home"),
    _T("PR", "parental responsibility",
       "parental responsibility: the right to decide for a child"),
)  # fmt: skip
"""Looked for everywhere; an authority adds its own, and words of its own for these."""

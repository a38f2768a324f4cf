"""Each sample letter, printed once for all tests, and read back."""

from functools import cache

from roundtable.foundation.documents.rendering import render
from roundtable.foundation.documents.rendition import Rendition
from tests.letters import samples, tagged

LETTERS: dict[str, Rendition] = {
    "invitation": samples.INVITATION,
    "child_invitation": samples.CHILD_INVITATION,
    "professional_invitation": samples.PROFESSIONAL_INVITATION,
    "exclusion": samples.EXCLUSION,
    "decision": samples.DECISION,
    "decision_for_professional": samples.DECISION_FOR_PROFESSIONAL,
    "unfinished": samples.UNFINISHED,
    "agreed": samples.AGREED,
    "agreed_to_meet_again": samples.AGREED_TO_MEET_AGAIN,
    "record": samples.RECORD,
    "plan": samples.PLAN,
}


@cache
def pdf_of(name: str) -> bytes:
    return render(LETTERS[name])


def outline_of(rendition: Rendition) -> str:
    """Return what a screen reader would meet in the rendition, a line for each element."""
    return tagged.outline(tagged.read(render(rendition)))


def prose_of(rendition: Rendition) -> list[str]:
    """Return its sentences, block by block: no headings, tables, addresses or phone numbers."""
    lines = (line.split(maxsplit=1) for line in outline_of(rendition).splitlines())
    return [text for tag, text in lines if tag in {"P", "LBody"} and text[-1] in ".?!:"]

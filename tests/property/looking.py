"""Everything that reaches one reader of a made-up family, as text: composed, or really printed."""

import io
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace

import pypdf

from roundtable.casework.conferences.actions.calendars import own_entry
from roundtable.casework.conferences.coming import who_is_coming
from roundtable.casework.conferences.models import Conference, Participant
from roundtable.casework.conferences.queries import participants_of
from roundtable.casework.conferences.readers import reader_of_participant
from roundtable.casework.invitations.compose import letter_for
from roundtable.casework.invitations.meeting import load_meeting
from roundtable.casework.reports.bundle import Copy, Papers, papers_for, print_copies
from roundtable.casework.statements.queries import statements_for, wall
from roundtable.foundation.core import clock
from roundtable.foundation.core.errors import RecordNotFound
from roundtable.foundation.documents.plain_values import content_of
from roundtable.foundation.documents.rendering import render
from roundtable.foundation.documents.rendition import Rendition
from tests.property.families import CANARY

Texts = dict[str, str]


def canaries_in(text: str) -> set[str]:
    return set(re.findall(CANARY, text))


def as_text(rendition: object) -> str:
    return json.dumps(content_of(rendition))  # type: ignore[arg-type]


class Meeting:
    """A conference of a made-up family, loaded once for all who read of it."""

    def __init__(self, conference: Conference) -> None:
        self.conference = conference
        self.participants = participants_of(conference)
        self.loaded = load_meeting(conference)
        self.papers: Mapping[int, Papers] = {
            one.participant.pk: one for one in papers_for(conference)
        }

    def letter(self, participant: Participant) -> Rendition | None:
        """Return the invitation; who is kept out gets none."""
        if participant.part == "none":
            return None
        return letter_for(
            self.loaded, participant, channel="portal", copy_number=None, now=clock.now()
        )

    def composed(self, participant: Participant) -> Iterator[tuple[str, str]]:
        """Yield every text that is made for one participant, and what it is."""
        reader = reader_of_participant(participant)
        shown = {"participants": self.participants}
        yield "list", repr(who_is_coming(self.conference, reader, self.participants))
        yield "statements", repr(statements_for(reader, self.conference, **shown))
        yield "wall", repr(wall(reader, self.conference, **shown))
        with suppress(RecordNotFound):  # who comes at no time has no entry
            yield "calendar", own_entry(participant, self.conference, now=clock.now())
        letter = self.letter(participant)
        if letter is not None:
            yield "letter", as_text(letter)
        yield "papers", self.paper_text(participant)

    def paper_text(self, participant: Participant) -> str:
        theirs = self.papers.get(participant.pk)
        if theirs is None:
            return ""
        cover = repr((theirs.children, theirs.when, theirs.participant.name))
        return "\n".join([cover, *(as_text(paper) for paper in theirs.papers)])

    def printed(self, participant: Participant) -> Iterator[tuple[str, str]]:
        """Yield the text and metadata of what is really printed for one participant."""
        theirs = self.papers.get(participant.pk)
        if theirs is not None:
            (copy,) = print_copies([Copy(theirs, number=7)], today=clock.today())
            yield "printed papers", words_of_pdf(copy.pdf)
        letter = self.letter(participant)
        if letter is not None:
            yield "printed letter", words_of_pdf(render(replace(letter, reference="ref")))


def words_of_pdf(pdf: bytes) -> str:
    """Return the words of every page, the bookmarks, and whatever the file says of itself."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    pages = [page.extract_text() for page in reader.pages]
    outline = [str(one) for one in reader.outline]
    return "\n".join([*pages, *outline, metadata_of_pdf(pdf)])


def metadata_of_pdf(pdf: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    xmp = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    return f"{reader.metadata} {xmp}"

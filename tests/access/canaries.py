"""
Words that must not be in any answer to somebody who may not read them.

Each is somewhere in the town's data, and each names everybody who may be shown it, somewhere. To
everybody else its very existence says too much.
"""

import html
import io
import re
import zipfile
from dataclasses import dataclass
from functools import cache

from django.http import HttpResponse
from pypdf import PdfReader

from roundtable.ops.demo.cast import CAST
from roundtable.ops.demo.hartley import SECRET_POSTCODE, SECRET_STREET
from tests.access.expected import (
    AT_THE_TABLE,
    FAMILY_AT_THE_TABLE,
    OF_CONFERENCE,
    READERS_AND_DESK,
)
from tests.access.world import EVERYBODY, OF_NEXT_DOOR, SAID_IN_CLOSED_PART

# Answered to everybody alike; in the demonstration it lists everybody by name.
ABOUT_NOBODY = ("sign_in:", "health:", "design_system:")


@dataclass(frozen=True)
class Canary:
    """A word, those who may be shown it, and a page that does show it to one of them."""

    what: str
    pattern: str
    readers: str
    sings_at: str
    sings_to: str = "social_worker"

    def kept_from(self, name: str) -> bool:
        return name not in self.readers.split()

    def sings(self, answer: HttpResponse) -> bool:
        return self.is_in(text_of(answer))

    def is_in(self, text: str) -> bool:
        return re.search(self.pattern, text) is not None


_THE_BRANDS = (
    "administrator manager head_of_service other_chair other_social_worker chair minute_taker"
    " agency_lead"
)

# Whoever has no part in the case, or none any longer
THE_HARTLEYS_ARE_KNOWN = Canary(
    "that the Hartleys are known",
    r"Hartley|H-2048",
    f"{OF_CONFERENCE} other_chair {AT_THE_TABLE} {FAMILY_AT_THE_TABLE} agency_lead"
    " interpreter excluded_father",
    sings_at="staff:case case",
)

CANARIES = (
    Canary(
        "where the mother and the children live",
        f"{re.escape(SECRET_STREET)}|{re.escape(SECRET_POSTCODE)}",
        f"{READERS_AND_DESK} mother child",
        sings_at="staff:case-people case",
    ),
    # The father who is kept out must not learn that she has help with leaving.
    Canary(
        "the refuge worker",
        r"Jo Hale|Lantern Domestic",
        f"{OF_CONFERENCE} {AT_THE_TABLE} {FAMILY_AT_THE_TABLE} interpreter",
        sings_at="staff:case case",
    ),
    Canary(
        "what was said in the closed part",
        re.escape(SAID_IN_CLOSED_PART),
        "chair minute_taker social_worker manager solicitor police_officer",
        sings_at="staff:room conference",
        sings_to="chair",
    ),
    Canary(
        "what is for professionals alone",
        r"A marker is on the address",
        f"{OF_CONFERENCE} {AT_THE_TABLE}",
        sings_at="staff:room conference",
        sings_to="chair",
    ),
    # Nobody has asked Ava who of her family may read it.
    # Nor where she is on Tuesdays, nor which lock is new.
    Canary(
        "what keeps the family safe",
        r"Change the lock|Lantern group",
        # The Brands' plan is told in the same words.
        f"{OF_CONFERENCE} {AT_THE_TABLE} {FAMILY_AT_THE_TABLE} other_social_worker other_chair",
        sings_at="staff:plan plan:Ava",
    ),
    # Ava's father has a session of his own, an hour before.
    Canary(
        "when the mother comes",
        r"24 November 2026(,| at) 10(am|:00)",
        " ".join(set(EVERYBODY) - {"excluded_father", "half_siblings_father"}),
        sings_at="staff:conference conference",
    ),
    Canary(
        "the child's own words",
        r"Nana makes it better",
        f"{OF_CONFERENCE} {AT_THE_TABLE} child advocate",
        sings_at="staff:enquiry enquiry:Ava",
    ),
    # Ava's father has nothing to do with Ben, with his father, or with the baby.
    Canary(
        "the other children and their father, from Ava's father",
        r"\bBen\b|\bCraig\b|Mercer|\b[Bb]aby\b|unborn|[Mm]idwife|Maternity",
        " ".join(set(EVERYBODY) - {"half_siblings_father"}),
        sings_at="staff:case case",
    ),
    Canary(
        "the other children, from Ben's father",
        r"\bAva\b|\bNeil\b|Doyle|\b[Bb]aby\b|unborn|[Mm]idwife|Maternity",
        " ".join(set(EVERYBODY) - {"excluded_father"}),
        sings_at="staff:case case",
    ),
    THE_HARTLEYS_ARE_KNOWN,
    Canary(
        "that the Brands are known",
        r"\bDora\b|B-3111|\bBrand\b",
        _THE_BRANDS,
        sings_at="staff:cases",
        sings_to="other_social_worker",
    ),
    Canary(
        "a family of the other authority",
        rf"{OF_NEXT_DOOR}|T-7001",
        "stranger",
        sings_at="staff:cases",
        sings_to="stranger",
    ),
)


# Tabs and histories are read over a shoulder: no title of a page or a paper names anybody.
_FAMILIES = "Hartley|Mercer|Doyle|Brand|Thackray|Ava|Ben|Rosa|Craig|Neil|Jean|Dora|Ellen|Frank"
NAMES = re.compile(rf"\b({'|'.join([_FAMILIES, *(part.name for part in CAST.values())])})\b")


def names_in_title(answer: HttpResponse) -> list[str]:
    """Return whom the title of a page names, as its tab and the browser's history show it."""
    title = re.search(r"<title>(.*?)</title>", answer.content.decode(errors="replace"))
    return NAMES.findall(html.unescape(title[1])) if title else []


def heard_in(route: str, name: str, answer: HttpResponse) -> list[str]:
    """Return what somebody was shown that they may not read."""
    if route.startswith(ABOUT_NOBODY):
        return []
    text = text_of(answer)
    return [one.what for one in CANARIES if one.kept_from(name) and one.is_in(text)]


def text_of(answer: HttpResponse) -> str:
    """Return every word of an answer: its headers, its page, or what its PDF or Word file says."""
    headers = str(answer.headers)
    kind = str(answer.headers.get("Content-Type"))
    if kind == "application/pdf":
        return headers + _printed(answer.content)
    if kind.endswith("wordprocessingml.document"):
        return headers + _written(answer.content)
    return headers + html.unescape(answer.content.decode())


@cache
def _written(word: bytes) -> str:
    """Return all that stands in any part of a Word file, marks and names of parts included."""
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        parts = [(name, archive.read(name).decode()) for name in archive.namelist()]
    return "\n".join(html.unescape(f"{name} {content}") for name, content in parts)


@cache
def _printed(pdf: bytes) -> str:
    reader = PdfReader(io.BytesIO(pdf))
    assert not NAMES.search(str(reader.metadata)), reader.metadata
    return "\n".join([str(reader.metadata), *(page.extract_text() for page in reader.pages)])

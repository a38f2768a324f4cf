"""A letter folded into a window envelope shows the reader's address and nothing else."""

import io
from dataclasses import replace

import pypdf
import pytest

from roundtable.foundation.documents.rendering import render
from roundtable.foundation.documents.rendition import Recipient
from tests.letters import printed, samples, tagged
from tests.letters.tagged import MM

POSTED = ["invitation", "professional_invitation", "exclusion", "decision", "unfinished"]


def in_window(pdf: bytes) -> str:
    """Return the text in a DL window: 20 to 110 mm across, 45 to 85 mm down the folded sheet."""
    page = pypdf.PdfReader(io.BytesIO(pdf)).pages[0]
    top = float(page.mediabox.height)
    shown = [
        text
        for x, y, text in tagged.positions(page)
        if 20 * MM < x < 110 * MM and 45 * MM < top - y < 85 * MM
    ]
    return " ".join(" ".join(shown).split())


@pytest.mark.parametrize("name", POSTED)
def test_the_window_shows_the_address_and_nothing_else(name):
    reader = printed.LETTERS[name].recipient
    assert in_window(printed.pdf_of(name)) == " ".join((reader.name, *reader.address))


def test_a_copy_that_is_not_posted_says_how_it_came_beside_the_window():
    by_hand = replace(
        samples.DECISION, recipient=Recipient(name="Rosa Hartley", delivery="By hand")
    )
    pdf = render(by_hand)
    assert in_window(pdf) == "Rosa Hartley"
    assert "By hand" in pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()

"""
How a child took part in a review, as the census codes it: from what really happened.

Coming is not taking part, and somebody who stays away can be heard. Views count by whatever means:
a letter, a drawing, a recording, an advocate.
"""

from dataclasses import dataclass
from enum import StrEnum

UNDER = 4


class Code(StrEnum):
    PN0 = "PN0"
    PN1 = "PN1"
    PN2 = "PN2"
    PN3 = "PN3"
    PN4 = "PN4"
    PN5 = "PN5"
    PN6 = "PN6"
    PN7 = "PN7"


TEXTS = {
    Code.PN0: "Under 4 at the time of the meeting",
    Code.PN1: "Came, and spoke for themselves",
    Code.PN2: "Came, and an advocate spoke for them",
    Code.PN3: "Came, and gave their views without words",
    Code.PN4: "Came, and did not take part",
    Code.PN5: "Did not come, and an advocate who knew their views spoke for them",
    Code.PN6: "Did not come, and sent their views in another way",
    Code.PN7: "Did not come, and their views were not heard",
}


@dataclass(frozen=True, slots=True)
class TookPart:
    """
    What is on record of one child in one meeting.

    `views_by_advocate`: what they think was brought by somebody who speaks for them; `views_in`:
    it is known, by whatever means.
    """

    age: int | None
    came: bool = False
    spoke: bool = False
    advocate_spoke: bool = False
    showed_without_words: bool = False
    views_by_advocate: bool = False
    views_in: bool = False


def participation_code(child: TookPart) -> Code:
    """Return the code; a child who is not born yet is under 4."""
    if child.age is None or child.age < UNDER:
        return Code.PN0
    if child.came:
        return _of_one_who_came(child)
    if child.advocate_spoke or child.views_by_advocate:
        return Code.PN5
    return Code.PN6 if child.views_in else Code.PN7


def _of_one_who_came(child: TookPart) -> Code:
    if child.spoke:
        return Code.PN1
    if child.advocate_spoke:
        return Code.PN2
    return Code.PN3 if child.showed_without_words else Code.PN4

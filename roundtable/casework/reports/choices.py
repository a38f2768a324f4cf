"""The answers that pages about reports offer, in words."""

from roundtable.casework.reports.models import Section
from roundtable.casework.reports.pro_forma import BY_CODE, sections_of
from roundtable.rules.report_states import ReturnedFor

SECTIONS = [(one.value, str(one.label)) for one in Section]
# What goes into each section, in a line.
GUIDANCE = {code: one.lines[0] for code, one in BY_CODE.items()}
RETURNED_FOR = {
    ReturnedFor.WRONG_CHILD.value: "It is about another child, or names one who is not part of this",
    ReturnedFor.RESTRICTED.value: "Something in it must not be read by everyone it is open to",
    ReturnedFor.JARGON.value: "It has words that the family would not understand",
    ReturnedFor.INCOMPLETE.value: "Something is missing",
    ReturnedFor.OTHER.value: "Something else",
}


def section_choices(form: str) -> list[tuple[str, str]]:
    """Return the sections of a report's form, to choose from."""
    return [(one.code, one.heading) for one in sections_of(form)]

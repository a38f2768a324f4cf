"""The answers that pages about reports offer, in words."""

from roundtable.casework.reports.models import Section, Way
from roundtable.casework.reports.pro_forma import sections_of
from roundtable.rules.report_states import ReturnedFor

SECTIONS = [(one.value, str(one.label)) for one in Section]
RETURNED_FOR = {
    ReturnedFor.WRONG_CHILD.value: "It is about another child, or names one who is not part of this",
    ReturnedFor.RESTRICTED.value: "Something in it must not be read by everyone it is open to",
    ReturnedFor.JARGON.value: "It has words that the family would not understand",
    ReturnedFor.INCOMPLETE.value: "Something is missing",
    ReturnedFor.OTHER.value: "Something else",
}

# How a report reaches somebody of the family, as its author says it.
WAYS = [
    (Way.TOGETHER.value, "We read it together"),
    (Way.PAPER.value, "I gave it to them on paper"),
    (Way.POST.value, "I posted it"),
    (Way.PAGE.value, "They read it on their own page"),
    (Way.OTHER.value, "Another way"),
]
WITH_INTERPRETER = [("yes", "An interpreter was there, or it was translated")]


def how_shared(way: str, *, with_interpreter: bool, more: str) -> str:
    """Return in a line how a report was shared: "Read together, with an interpreter: at home"."""
    said = "" if way in ("", Way.OTHER) else str(Way(way).label)
    with_whom = "with an interpreter" if with_interpreter else ""
    how = ", ".join(part for part in (said, with_whom) if part)
    return ": ".join(part for part in (how, more.strip()) if part)


def section_choices(form: str) -> list[tuple[str, str]]:
    """Return the sections of a report's form, to choose from."""
    return [(one.code, one.heading) for one in sections_of(form)]

"""The answers that pages about reports offer, in words."""

from roundtable.casework.reports.models import Section

SECTIONS = [(one.value, str(one.label)) for one in Section]
# What goes into each section, in a line.
GUIDANCE = {
    Section.INVOLVEMENT.value: "Since when, how often, when you last saw the child, what help there"
    " was.",
    Section.HEALTH.value: "How the child grows, eats, sleeps and plays. Appointments kept or missed.",
    Section.EDUCATION.value: "Progress, attendance, friends. A school must fill this in.",
    Section.PARENTING.value: "What the parents do well, and where the child needs more.",
    Section.FAMILY.value: "Who is in the family and the home, and what happened before.",
    Section.WORKING_WELL.value: "Strengths, and what keeps the child safe.",
    Section.WORRIED.value: "What has happened, and what may happen if nothing changes.",
    Section.IMPACT.value: "What it is like to be this child.",
    Section.GREY.value: "What is not known, or not clear.",
    Section.WISHES.value: "In the child's own words. Ask who may read them.",
    Section.ANALYSIS.value: "What all of this means for the child.",
    Section.NEXT.value: "What should happen, and what you will do.",
}

# How a report reaches somebody of the family, as it is offered and as it is kept.
WAYS = [
    ("together", "We read it together"),
    ("paper", "I gave it to them on paper"),
    ("post", "I posted it"),
    ("page", "They read it on their own page"),
    ("other", "Another way"),
]
_KEPT_AS = {
    "together": "Read together",
    "paper": "Given on paper",
    "post": "Posted",
    "page": "On their own page",
}
WITH_INTERPRETER = [("yes", "An interpreter was there, or it was translated")]


def how_shared(way: str, *, with_interpreter: bool, more: str) -> str:
    """Return in a line how a report was shared: "Read together, with an interpreter: at home"."""
    said = _KEPT_AS.get(way, "")
    with_whom = "with an interpreter" if with_interpreter else ""
    how = ", ".join(part for part in (said, with_whom) if part)
    return ": ".join(part for part in (how, more.strip()) if part)

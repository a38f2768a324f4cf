"""What belongs in each section of a report: two lines beside it, and the questions it answers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guidance:
    """A section as its author meets it; `domain` where the section is one of the four itself."""

    code: str
    title: str
    lines: tuple[str, str]
    domain: str = ""


SECTIONS = {
    one.code: one
    for one in (
        Guidance(
            "involvement",
            "Your involvement",
            (
                "Since when you know the child or family, how often you see them, and when last.",
                "What help you offered, whether it was taken up, and whether it made a difference.",
            ),
        ),
        Guidance(
            "health",
            "Health and development",
            (
                "How the child is growing, learning and feeling, for their age.",
                "Say what you saw or measured, and when. A missed appointment is a fact, too.",
            ),
        ),
        Guidance(
            "education",
            "Education",
            (
                "Attendance, progress and how the child is with others. Schools always fill it in.",
                "What changed, and since when.",
            ),
        ),
        Guidance(
            "parenting",
            "Parenting",
            (
                "What the parents do to keep the child safe, fed, warm, well and comforted.",
                "Where it falls short, give an example, and say what gets in the way.",
            ),
        ),
        Guidance(
            "family",
            "Family and environment",
            (
                "Who matters in the child's life, where they live, money, work, neighbours.",
                "What happened earlier in the family that still makes a difference now.",
            ),
        ),
        Guidance(
            "working_well",
            "What is working well",
            (
                "What keeps the child safe already, and who does it.",
                "Strengths count as much as worries: be as exact about them.",
            ),
            domain="working_well",
        ),
        Guidance(
            "worried",
            "What are we worried about",
            (
                "What has happened, and what may happen if nothing changes.",
                "One worry in one sentence, plainly. Do not soften it, do not colour it.",
            ),
            domain="worried",
        ),
        Guidance(
            "impact",
            "What is the impact on the child",
            (
                "What it is like to be this child. What they feel, miss or have learned to do.",
                "Each child apart: brothers and sisters live through it differently.",
            ),
            domain="impact",
        ),
        Guidance(
            "grey",
            "Grey areas",
            (
                "What nobody knows yet, or what people say differently.",
                "Say what would settle it, and who could find out.",
            ),
            domain="grey",
        ),
        Guidance(
            "wishes",
            "The child's wishes and feelings",
            (
                "What the child said, in their own words, and how you came to hear it.",
                "Ask the child who may read it. A child too young to say it shows it: describe how.",
            ),
        ),
        Guidance(
            "analysis",
            "What this means for the child",
            (
                "Put it together: how likely is harm, how serious, and for which child.",
                "Say what your opinion rests on.",
            ),
        ),
        Guidance(
            "next",
            "What needs to happen, and what my agency will do",
            (
                "What must change for the child, and how everyone would see that it has.",
                "What your own agency offers, from when.",
            ),
        ),
    )
}

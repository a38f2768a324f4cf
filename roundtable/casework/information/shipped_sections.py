"""
What belongs in each section of a report, in two lines: as every authority begins with it.

The codes are those of `reports.models.Section`, which says what each section is called.
"""

from collections.abc import Mapping

BELONGS: Mapping[str, tuple[str, str, str]] = {
    "details": (
        "The children's details",
        "Names, dates of birth or a home that the invitation got wrong.",
        "Leave it empty if all of it is right.",
    ),
    "household": (
        "Household and family",
        "Who you know to live with the children or to matter to them, and how they are related.",
        "Their school and doctor, their language and background, as far as you know them.",
    ),
    "involvement": (
        "Your involvement",
        "Since when you know the child or family, how often you see them, and when last.",
        "What help you offered, whether it was taken up, and whether it made a difference.",
    ),
    "chronology": (
        "What happened, and when",
        "The events that matter, one in a statement, each with its day.",
        "Good turns belong here as much as bad ones.",
    ),
    "health": (
        "Health and development",
        "How the child is growing, learning and feeling, for their age.",
        "Say what you saw or measured, and when. A missed appointment is a fact, too.",
    ),
    "education": (
        "Education",
        "Attendance, progress and how the child is with others. Schools always fill it in.",
        "What changed, and since when.",
    ),
    "parenting": (
        "Parenting",
        "What the parents do to keep the child safe, fed, warm, well and comforted.",
        "Where it falls short, give an example, and say what gets in the way.",
    ),
    "family": (
        "Family and environment",
        "Who matters in the child's life, where they live, money, work, neighbours.",
        "What happened earlier in the family that still makes a difference now.",
    ),
    "working_well": (
        "What is working well",
        "What keeps the child safe already, and who does it.",
        "Strengths count as much as worries: be as exact about them.",
    ),
    "worried": (
        "What are we worried about",
        "What has happened, and what may happen if nothing changes.",
        "One worry in one sentence, plainly. Do not soften it, do not colour it.",
    ),
    "impact": (
        "What is the impact on the child",
        "What it is like to be this child. What they feel, miss or have learned to do.",
        "Each child apart: brothers and sisters live through it differently.",
    ),
    "grey": (
        "Grey areas",
        "What nobody knows yet, or what people say differently.",
        "Say what would settle it, and who could find out.",
    ),
    "wishes": (
        "The child's wishes and feelings",
        "What the child said, in their own words, and how you came to hear it.",
        "Ask the child who may read it. A child too young to say it shows it: describe how.",
    ),
    "analysis": (
        "What this means for the child",
        "Put it together: how likely is harm, how serious, and for which child.",
        "Say what your opinion rests on.",
    ),
    "next": (
        "What needs to happen, and what my agency will do",
        "What must change for the child, and how everyone would see that it has.",
        "What your own agency offers, from when.",
    ),
    "reason": (
        "Why there is a conference",
        "What happened that makes a conference necessary now.",
        "In the words you would use to the parents.",
    ),
    "considered": (
        "Other children",
        "Every other child of the household, and why the conference is not about them.",
        "Leave it empty if there is none.",
    ),
    "genogram": (
        "Who is who in the family",
        "Who is related to whom, living and dead, and who lives together.",
        "Checked with the family: say with whom.",
    ),
    "findings": (
        "What the enquiry found",
        "What the section 47 enquiry found, and what it did not.",
        "Say what was checked, with whom, and what stays open.",
    ),
    "seen": (
        "When the children were seen",
        "On which days you saw each child, and saw them alone.",
        "If a child was not seen alone, say who was there and why.",
    ),
    "parents_views": (
        "What the parents and family say",
        "What each parent, and others of the family, say about all this, in their own words.",
        "What they say is wrong in this report belongs here, too.",
    ),
    "danger": (
        "What may happen if nothing changes",
        "What may happen to which child, through what, if nothing changes.",
        "One sentence for each danger, so plain that a parent could say it to you.",
    ),
    "interim_plan": (
        "What keeps the children safe now",
        "What keeps the children safe until the conference.",
        "Who does it, and who checks.",
    ),
    "outline_plan": (
        "The plan as we propose it",
        "What would have to be different for each child, and how everyone would see it.",
        "Who would do what, by when.",
    ),
    "progress": (
        "Progress of the plan",
        "For each outcome of the plan: what is different for the child, and how it is seen.",
        "What was not done belongs here with who was to do it.",
    ),
    "visits": (
        "Visits",
        "How often you visited each child since the last conference, and saw them alone.",
        "If a visit was missed, say why.",
    ),
    "core_groups": (
        "Core groups",
        "When the core group met, and who came.",
        "What it changed.",
    ),
    "engagement": (
        "What the parents did",
        "What each parent did of what was agreed, and what made it hard.",
        "What they say of the help they were given.",
    ),
    "must_change": (
        "What still must change",
        "What still has to be different before the plan can end.",
        "Or: why it can end, and what help goes on afterwards.",
    ),
}

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

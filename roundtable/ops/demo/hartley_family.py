"""Who the Hartleys are, and who sits round their table."""

from roundtable.ops.demo.family import Adult, Child, Family
from roundtable.ops.demo.hartley_words import HARTLEY_WORDS

# The only address in the demonstration that is kept from somebody who can sign in.
SECRET_STREET, SECRET_POSTCODE = "27 Kingfisher Row", "ZZ2 7KR"

HARTLEY = Family(
    reference="H-2048",
    surname="Hartley",
    theme=HARTLEY_WORDS,
    worker="social_worker",
    chair="chair",
    room="willow",
    address=(f"{SECRET_STREET}\nHarrowmere", SECRET_POSTCODE),
    kept_from=("Craig",),
    kept_because="He has been violent to Rosa and is looking for her.",
    table=("police_officer", "health_visitor", "head_teacher", "midwife", "refuge_worker"),
    children=(
        Child(
            forename="Ava",
            plays="child",
            years=7,
            known_to=("head_teacher",),
            comes=True,
            words="I want it quiet. I wake up when it's loud. Nana makes it better.",
        ),
        Child(forename="Ben", years=4, months=7, sex="M", known_to=("health_visitor",)),
        Child(due_in_weeks=13, known_to=("midwife",)),
    ),
    adults=(
        Adult(forename="Rosa", plays="mother", kinship="mother"),
        Adult(
            forename="Craig",
            plays="excluded_father",
            kinship="father",
            of=("Ben",),
            at_home=False,
            words="I have changed, and nobody asks me. I want to see my boy.",
        ),
        Adult(
            forename="Neil",
            plays="half_siblings_father",
            kinship="father",
            of=("Ava",),
            at_home=False,
            words="Ava has a room at mine. Somebody should ask her about it.",
        ),
        Adult(
            forename="Jean",
            plays="grandmother",
            kinship="grandparent",
            responsible=False,
            at_home=False,
            speaks="British Sign Language",
            interpreter="interpreter",
        ),
    ),
)

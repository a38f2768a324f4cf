"""What is said about the Hartleys."""

from dataclasses import replace

from roundtable.ops.demo.words import Aim, Task, Theme, grey, heard, impact, well, worry
from roundtable.rules.disclosure import Audience

_EVERYONE = ("Ava", "Ben")

_REPORTS = {
    "worker": (
        well("Rosa has told me the truth, also when it was hard for her.", *_EVERYONE),
        worry("Craig has been at the flat twice since the court told him not to.", *_EVERYONE),
        impact("Ava listens for the door. She does not sleep until it is late.", "Ava"),
        grey("Nobody knows yet how he found out when Rosa is alone.", *_EVERYONE),
        worry("The baby is due in the spring, and Rosa has not been to every check.", "Baby"),
    ),
    "police_officer": (
        worry("We were called to the flat four times this year. Ben was in the room twice."),
        replace(
            worry("A marker is on the address, so that a call from it is answered first."),
            audience=Audience.PROFESSIONALS.value,
        ),
    ),
    "head_teacher": (
        well("Ava is at school every day, on time, with her homework.", "Ava"),
        impact("Ava asks in the afternoon who is coming for her, and asks again.", "Ava"),
        heard("Ava hid in the bath when there was shouting.", "Ava, to her teacher", "Ava"),
    ),
    "health_visitor": (
        well("Ben is growing well, and plays with his mother when I come.", "Ben"),
        worry("Two of Ben's last four checks were missed.", "Ben"),
        impact("Ben startles at loud voices and stops talking.", "Ben"),
    ),
    "midwife": (
        well("Rosa came to the last two appointments and asked good questions.", "Baby"),
        worry("She was not seen between the twelfth and the twentieth week.", "Baby"),
    ),
    "refuge_worker": (
        well("Rosa has made a plan for leaving in a hurry, and has packed a bag.", *_EVERYONE),
        worry("He has sent her messages from three numbers this month.", *_EVERYONE),
    ),
    "any": (grey("I have met the family once, and cannot say more yet."),),
}

HARTLEY_WORDS = Theme(
    categories=("NEG", "EMO"),
    harms=("emotional", "neglect", "witnessing"),
    discussed=(
        "Police and social care enquire together. Ava is seen at school, Ben with his mother. Rosa"
        " is spoken to alone and is not to be called at home."
    ),
    found=(
        "{child} has lived with violence between the adults, and the checks that every child needs"
        " have been missed. Rosa wants this to end, and cannot yet be sure that it has."
    ),
    safety=(
        "Jean is with Rosa and the children every night. If somebody comes to the door who must not,"
        " nobody opens, and Rosa rings 999."
    ),
    advice="Hold a conference: the violence goes on, and there is a baby to think of.",
    reason=(
        "The children have been hurt by what they saw and heard at home, and are likely to be hurt"
        " again unless everybody works together."
    ),
    reports=_REPORTS,
    in_the_room=(
        worry("The flat was cold, and there was no food for the evening.", "Ava", "Ben"),
        well("Jean is there every night, and the children are asleep by eight.", "Ava", "Ben"),
        impact("Ava says that she wakes when it is loud.", "Ava"),
        grey("Who was at home on the night of the fourteenth?", "Ava", "Ben"),
        worry("The cot and the clothes for the baby are still to come.", "Baby"),
    ),
    child_says=("I want it quiet.",),
    mother_says=(
        "I made one mistake about a check, and I rang about it. I have been to the group every"
        " week. I am doing this for {child}."
    ),
    other_says="I have changed, and nobody asks me.",
    # Read by each father about his own child alone: they name no other child, and no other father.
    needs="{child} needs sleep, every health check when it is due, and no fear of the door.",
    capacity="Rosa is warm, patient and honest with the children. She keeps them safe while Jean is"
    " there; alone, she has opened the door when she should not have.",
    circumstances="Their home is small. Jean helps every night, and gets tired.",
    likelihood="Likely to be hurt again, if the violence begins again.",
    decided=(
        "{child} has been harmed and is likely to be harmed again. Rosa is trying hard, and cannot"
        " do this alone: a plan keeps everybody to what they promised."
    ),
    aims=(
        Aim(
            "{child} sleeps, and is not afraid of the door.",
            "{child} says so, or shows it; Jean sees it in the mornings.",
            (
                Task(
                    "Change the lock, and fit the alarm by the bed",
                    "worker",
                    7,
                    "The council pays for both.",
                    is_for_safety=True,
                ),
                Task("Go to the Lantern group on Tuesdays", "mother", 60, "Jean has the children."),
            ),
        ),
        Aim(
            "{child} has every health check when it is due.",
            "The health visitor's list has no gaps.",
            (Task("See the children at home every second week", "health_visitor", 84),),
            is_long=True,
        ),
    ),
    monitoring="A visit every ten working days, half of them without notice. School rings the same"
    " day if a child is not there.",
    contingency="If the violence begins again, or the core group cannot meet Rosa for two weeks, a"
    " meeting with the authority's solicitor is held within five days.",
    would_end_it="Three months without a call to the police, and no check missed.",
    progress=(
        "The lock is changed. Rosa has been to the group three times. Ben's check is booked.",
        "Ava has slept through two weeks. One message came from Craig: the police have it.",
    ),
    seen=(
        "{child} was seen alone and showed me the new alarm. The kitchen was warm, supper was on"
        " the table.",
        "{child} had a drawing of the new room. Rosa was tired, and glad of the visit.",
        "{child} played on the floor with Jean. A police car passed, and nobody looked up.",
        "{child} had a cold, and slept on the sofa. The check was moved to Friday.",
        "{child} showed me a tower of bricks. Rosa has not heard from Craig this week.",
    ),
    continues=(
        "Much is better for {child}: the nights are quiet, and the checks have been kept. It is"
        " ten weeks only, and there was a fright at the school gate this month. The plan stays until"
        " it has lasted."
    ),
)

"""Words for worries about the home: neglect, drink, and violence between adults."""

from roundtable.ops.demo.words import Aim, Task, Theme, grey, heard, impact, well, worry

NEGLECT = Theme(
    categories=("NEG",),
    harms=("neglect",),
    discussed="The school and the health visitor are seen first. {child} is spoken to at school, on"
    " their own. The home is visited today.",
    found="{child} often comes to school hungry and in wet shoes. The beds have no covers. {mother}"
    " knows, and has not been able to change it with the help there was.",
    safety="An aunt brings supper and sees the children to bed. The school gives breakfast.",
    advice="Hold a conference. There has been help for a year, and it has not been enough.",
    reason="The children's daily care is not good enough to keep them safe and well, and has not"
    " become better with early help.",
    reports={
        "worker": (
            worry("There was no food in the kitchen on three of my five visits."),
            well("{mother} tells me when a week has gone badly, and does not hide it."),
            impact("{child} asked me whether there would be tea."),
        ),
        "education": (
            worry("{child} has had head lice since September and no coat since half term."),
            impact("{child} falls asleep in the afternoon, about twice a week."),
        ),
        "health_visiting": (
            worry("Four checks were missed. Teeth have not been looked at for two years."),
            well("When I come, {mother} listens, and does what we agreed for a while."),
        ),
        "housing": (worry("The boiler was off for six weeks and nobody reported it."),),
        "police": (well("There is no call on our records to this address."),),
        "other": (grey("{mother} comes to every second meeting. I do not know why not to all."),),
        "any": (worry("Letters are not answered, and the telephone changes often."),),
    },
    in_the_room=(
        worry("The stairs are blocked, and the children sleep in one room."),
        well("The aunt has been there every evening since the enquiry began."),
        grey("Does {mother} have somebody to talk to when it gets too much?"),
    ),
    child_says=(
        "I like it when the heating is on.",
        "I want a bed that is mine.",
        "I get my brother's breakfast. I can do it.",
    ),
    mother_says="I know it is not good enough. I get one thing right and the next one slips.",
    other_says="I would help more if I was asked before it goes wrong.",
    needs="{child} needs breakfast, dry shoes, a bed with covers, and to be in school on time.",
    capacity="{mother} loves the children and plays with them. Without somebody beside her the day"
    " falls apart by noon.",
    circumstances="The flat is damp, and the money runs out in the third week. An aunt lives near.",
    likelihood="Likely to go on while there is nobody who helps every day.",
    decided="{child} is hungry, cold and tired often enough to be harmed by it. {mother} needs"
    " regular help that stays, and a plan makes sure that it comes.",
    aims=(
        Aim(
            "{child} has breakfast, supper and a bed with covers, every day.",
            "School sees a rested child; visits find food in the kitchen.",
            (
                Task("Deliver two beds and covers", "worker", 10, "Paid by the council."),
                Task("Shop on Mondays with the family worker", "mother", 21, "Bus fare is paid."),
            ),
        ),
    ),
    monitoring="A visit every ten working days at different hours. School keeps a simple chart.",
    contingency="If two visits in a row find no food, the manager meets {mother} the same week.",
    would_end_it="Three months of mornings with breakfast, and no check missed.",
    progress=(
        "Both beds are there. Breakfast on eighteen of twenty school days.",
        "The kitchen is clear. The dentist has seen the children once.",
    ),
    seen=(
        "{child} showed me the new bed. The kitchen was clean, with bread and milk.",
        "The heating was on. {child} had done the homework and wanted to show it.",
    ),
)

DRINK = Theme(
    categories=("NEG", "EMO"),
    harms=("neglect", "emotional"),
    discussed="The recovery service and the school are asked today. {child} is seen alone before"
    " going home.",
    found="{mother} drinks so much on some days that nobody looks after {child}. Twice {child}"
    " rang for the ambulance.",
    safety="Grandfather collects the children on Fridays, and keeps them until Sunday.",
    advice="Hold a conference: the good days are very good, and the bad ones are dangerous.",
    reason="When {mother} drinks, nobody keeps the children safe, and it happens every week.",
    reports={
        "worker": (
            worry("I found {mother} asleep on the sofa at three in the afternoon, on two visits."),
            well("On Mondays to Wednesdays the home runs well."),
            impact("{child} checks on her breathing at night."),
        ),
        "education": (
            well("{child} is bright and kind, and helps the younger ones."),
            impact("{child} does not want to go home on Fridays."),
        ),
        "other": (
            well("{mother} has come to seven of ten meetings, and says what is hard."),
            worry("She has had two relapses since the summer."),
        ),
        "police": (worry("An ambulance crew asked us to attend in October. A child had rung."),),
        "health_visiting": (worry("The medicine cupboard was open, at a child's height."),),
        "gp": (worry("{mother} has not collected her tablets since August."),),
        "any": (heard("Neighbours hear the children call for her.", "a neighbour"),),
    },
    in_the_room=(
        worry("A pan was left on the fire one evening; {child} turned it off."),
        well("Grandfather has taken the weekends, and the children sleep there."),
        grey("What makes Thursday the day on which it starts?"),
    ),
    child_says=(
        "I want Mum to be awake.",
        "I know what to do when she is ill.",
        "Fridays should be like Mondays.",
    ),
    mother_says="I have stopped before and I can again. I need the weekends to be covered.",
    other_says="She is a good mother when she is well.",
    needs="{child} needs weekends in which somebody sober looks after {child}.",
    capacity="On good days {mother} does everything. She cannot tell beforehand which days these are.",
    circumstances="Grandfather is strong, and takes the children on Fridays. Friends of hers drink too.",
    likelihood="Likely to be harmed while she still drinks and is alone with the children.",
    decided="{child} carries what no child should. {mother} wants to stop, and has a way to do it;"
    " until it holds, a plan keeps the weekends safe.",
    aims=(
        Aim(
            "{child} is never alone in charge of the home.",
            "Grandfather's list of weekends has no gaps.",
            (
                Task(
                    "Have the children with you from Friday to Sunday; ring if you cannot",
                    "worker",
                    7,
                    is_for_safety=True,
                ),
                Task("Go to recovery twice a week", "mother", 30, "A place in the day group."),
            ),
        ),
    ),
    monitoring="One visit in two is on a Thursday or Friday evening, without notice.",
    contingency="After one more call to the ambulance, a legal meeting is held within a week.",
    would_end_it="Six months without a relapse that left the children alone.",
    progress=(
        "Five weekends with grandfather. One relapse, and she rang him herself.",
        "Recovery confirms nine meetings out of ten.",
    ),
    seen=(
        "{child} was doing a puzzle. {mother} was clear, and talked about the group.",
        "A calm visit. {child} says that Fridays are better.",
    ),
)

VIOLENCE = Theme(
    categories=("EMO",),
    harms=("emotional", "witnessing"),
    discussed="Police and social care together. {mother} is seen alone and somewhere safe, and not"
    " written to at home.",
    found="{child} has seen {mother} being hit and has tried to stop it. {other} has left the home,"
    " and comes back when he likes.",
    safety="{other} stays away, under a police notice. Nobody opens the door after six.",
    advice="Hold a conference soon, and ask {mother} how she can come safely.",
    reason="The children see and hear violence at home and are being harmed by it.",
    reports={
        "worker": (
            worry("{other} came back on two nights although he had agreed not to."),
            well("{mother} called the police herself the second time."),
            impact("{child} wets the bed on nights when there was shouting."),
        ),
        "police": (
            worry("Six calls in twelve months. Children were there at five of them."),
            worry("A notice keeps him away for twenty-eight days. He has broken it once."),
        ),
        "education": (
            impact("{child} watches the door in class and cannot settle."),
            heard("Dad threw the television.", "{child}, to the teaching assistant"),
        ),
        "health_visiting": (impact("The youngest cries when a man raises his voice."),),
        "domestic_abuse": (well("{mother} has a safety plan, and uses it."),),
        "probation": (worry("He has left the programme for men after two sessions."),),
        "any": (grey("We have not been able to speak with him."),),
    },
    in_the_room=(
        worry("The lock of the back door is broken, and he knows it."),
        well("{mother}'s sister has taken the children in on the worst nights."),
        grey("Who has told {other} where they were staying?"),
    ),
    child_says=(
        "I don't like the shouting.",
        "I put the pillow on my ears.",
        "I want to stay at my auntie's when he comes.",
    ),
    mother_says="I want him gone, and I want the children to be able to see him one day, safely.",
    other_says="It takes two to have a row.",
    needs="{child} needs quiet nights, and not to have to look after {mother}.",
    capacity="{mother} puts {child} first, and is worn out by it. {other} takes no part.",
    circumstances="The lease is in both names. Neighbours ring when they hear him.",
    likelihood="Likely to happen again: he has come back each time until now.",
    decided="{child} has been harmed by what was seen and heard, and it is likely to happen again."
    " {mother} has done a great deal; the plan puts others beside her.",
    aims=(
        Aim(
            "{child} lives in a home without violence.",
            "No call to the police; {child} sleeps through.",
            (
                Task("Fit new locks and a door viewer", "worker", 7, is_for_safety=True),
                Task(
                    "Meet the Lantern worker every week",
                    "mother",
                    42,
                    "Somebody minds the children.",
                ),
            ),
        ),
    ),
    monitoring="Visits every ten working days, half without notice; police tell us of every call.",
    contingency="If he moves back in, a legal meeting is held the same week.",
    would_end_it="Four months without a call, and {child} sleeping and learning well.",
    progress=(
        "New locks are in. No call to the police for three weeks.",
        "{mother} has met the Lantern worker four times.",
    ),
    seen=(
        "{child} was drawing. The house was quiet, and {mother} had slept.",
        "{child} told me about the new lock, and that it works.",
        "{child} slept at the aunt's on Saturday, because {mother} asked for a quiet night.",
        "{child} had been to football. {mother} had a letter from the court, and we read it.",
    ),
)

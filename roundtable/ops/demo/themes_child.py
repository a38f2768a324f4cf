"""Words for worries about what is done to a child, about a parent's health, and before birth."""

from roundtable.ops.demo.words import Aim, Task, Theme, grey, heard, impact, well, worry

INJURY = Theme(
    categories=("PHY",),
    harms=("physical",),
    discussed="{child} is examined at the hospital today. Police and social care see the parents"
    " separately.",
    found="{child} had bruises of different ages, which do not go with what the parents say. A"
    " paediatrician thinks that somebody caused them.",
    safety="The children stay with their aunt. The parents see them there, and not alone.",
    advice="Hold a conference. There is an injury that nobody has explained.",
    reason="A child has been hurt, and nobody has explained how.",
    reports={
        "worker": (
            worry("I have been given three accounts of one bruise."),
            well("Both parents have kept to the agreement about the aunt."),
        ),
        "paediatrics": (
            worry("Five bruises of different ages on the back, where children do not fall."),
            grey("Blood tests for an illness that bruises easily are not back yet."),
        ),
        "education": (
            heard("I fell off something.", "{child}, to the class teacher"),
            impact("{child} is quieter since the summer, and plays less."),
        ),
        "police": (worry("Interviews are going on. Nobody has been charged."),),
        "health_visiting": (well("Weight and development are as they should be."),),
        "gp": (
            worry("Two earlier visits with bruises, each with an accident given as the cause."),
        ),
        "any": (grey("I have not seen anything myself that explains it."),),
    },
    in_the_room=(
        worry("The times that the parents give do not fit together."),
        well("The aunt has known the children all their lives, and they are calm with her."),
        grey("Who else was at home on that Sunday?"),
    ),
    child_says=("I like it at my aunt's.", "I don't want to talk about my back.", "It was nobody."),
    mother_says="I did not do this, and I do not know who did. I want to know too.",
    other_says="Children get bruises. We are being blamed.",
    needs="{child} needs not to be hurt again, and one adult who is there every day.",
    capacity="Both parents feed, dress and comfort well. Neither can say what happened, so neither"
    " can say how it will not happen again.",
    circumstances="Four adults come and go in the home. An aunt has room, and the children know her.",
    likelihood="It cannot be ruled out that {child} is hurt again before it is known how it was.",
    decided="{child} has been hurt on purpose or through carelessness, and the adults who were"
    " there have not explained it. Until that is clear, there has to be a plan.",
    aims=(
        Aim(
            "{child} is not hurt again.",
            "Nobody sees a new injury; the school and the nurse look.",
            (
                Task(
                    "Keep to the written agreement about contact", "mother", 84, is_for_safety=True
                ),
                Task("Tell the core group what the blood tests say", "worker", 14),
            ),
        ),
    ),
    monitoring="Visits every ten working days at the aunt's; the nurse sees the children weekly.",
    contingency="If one more mark is found, police and social care meet the same day.",
    would_end_it="The injury is explained, and the adults have changed what led to it.",
    progress=(
        "The tests are back: there is no illness. Both parents have agreed to be assessed.",
        "Contact takes place three times a week, and goes well.",
    ),
    seen=(
        "{child} played outside and was warm with the aunt. No marks.",
        "{child} asked when Mum comes, and was told: tomorrow at four.",
    ),
)

HARM_BY_AN_ADULT = Theme(
    categories=("SAB",),
    harms=("sexual", "failure_to_protect"),
    discussed="A trained police officer and a social worker speak with {child}. {mother} is told"
    " today, and supported; nobody else is.",
    found="{child} has told two adults what {other} did. {mother} believes {child}; she let him"
    " visit for a week after she was first told.",
    safety="{other} lives elsewhere and has no contact. {mother} has signed that she will ring at"
    " once if he comes.",
    advice="Hold a conference, and plan with police what can be said before the interviews.",
    reason="A child has been sexually harmed by an adult of the household.",
    reports={
        "worker": (
            worry("{other} still writes to {mother}, and she has not always told us."),
            well("{mother} goes with {child} to every appointment."),
        ),
        "police": (
            worry("A file is with the prosecutor. He is on bail not to go near the family."),
        ),
        "education": (
            impact("{child} cannot bear to be in the changing room."),
            well("{child} has one friend, and sits with her every day."),
        ),
        "paediatrics": (well("{child} has been seen, and needs no treatment."),),
        "mental_health": (impact("{child} has bad dreams most nights, and talks about them now."),),
        "any": (grey("I know the family only through letters."),),
    },
    in_the_room=(
        worry("A letter from {other} came last week. {mother} brought it to the meeting."),
        well("{child}'s grandmother sleeps in the house."),
        grey("How will {mother} manage the money without him?"),
    ),
    child_says=(
        "I told, and it stopped.",
        "I don't want him to come back.",
        "Can I stay at my school?",
    ),
    mother_says="I believe {child}. I was slow, and I will not be slow again.",
    other_says="None of it is true.",
    needs="{child} needs to be believed, to sleep, and never to meet {other} again.",
    capacity="{mother} protects {child} when others stand by her. Alone, she gave way once.",
    circumstances="The rent was his. A grandmother has moved in, and the school is close.",
    likelihood="Likely while {mother} is alone with the pressure that he puts on her.",
    decided="{child} has been harmed, and told it bravely. {mother} protects {child} now; she needs"
    " people round her so that she can go on doing so.",
    aims=(
        Aim(
            "{child} never meets {other}.",
            "School, grandmother and police know the agreement, and nobody has seen him.",
            (
                Task("Ring the police if he comes or writes", "mother", 84, is_for_safety=True),
                Task("Weekly sessions for {child}", "worker", 28, "A taxi is booked."),
            ),
        ),
    ),
    monitoring="Visits every ten working days; police tell us before he is released or moved.",
    contingency="If contact has taken place, {child} stays with the grandmother that night.",
    would_end_it="The court has decided, and {mother} has kept the agreement for six months.",
    progress=(
        "{child} has been to four sessions. No contact, and two letters handed to the police.",
        "The school has given {child} a place to change alone.",
    ),
    seen=(
        "{child} made pancakes with the grandmother, and laughed.",
        "{child} asked about the court, and we looked at the leaflet together.",
    ),
)

ILLNESS = Theme(
    categories=("EMO",),
    harms=("emotional",),
    discussed="The mental health team is asked today how {mother} is, with her knowledge.",
    found="When {mother} is ill she believes that {child} is watched, and keeps {child} at home for"
    " days. {child} is frightened, and looks after her.",
    safety="{mother}'s sister moves in until the medicine works. The nurse comes twice a week.",
    advice="Hold a conference: {mother} gets better each time, and each time {child} pays for it.",
    reason="A parent's illness puts more on the children than they can carry.",
    reports={
        "worker": (
            worry("The curtains were closed on four visits, and {child} was not at school."),
            well("{mother} has written down the signs that she is getting ill."),
        ),
        "mental_health": (
            well("{mother} takes her medicine again, and the thoughts are weaker."),
            worry("Three hospital stays in two years, each after she stopped taking it."),
        ),
        "education": (impact("{child} missed nineteen days, and was afraid to come back."),),
        "gp": (well("She comes when she is asked to, with {child}."),),
        "police": (worry("One welfare check in November; the door was opened after an hour."),),
        "any": (grey("I have only met {mother} when she was well."),),
    },
    in_the_room=(
        worry("{child} has learned to tell callers that nobody is at home."),
        well("The sister has taken leave, and is there every night."),
        grey("Who notices first when she stops the medicine?"),
    ),
    child_says=(
        "I tell her that nobody is outside.",
        "I want to go to school every day.",
        "When my aunt is here I sleep.",
    ),
    mother_says="I know it is the illness when I am well. I do not when I am not.",
    other_says="She never let me help.",
    needs="{child} needs school every day, and somebody to tell when it gets frightening at home.",
    capacity="When {mother} is well she gives all that {child} needs. When she is ill she cannot.",
    circumstances="There is no other adult in the home. A sister lives twenty minutes away.",
    likelihood="Likely to happen again within months if the medicine stops.",
    decided="{child} has been frightened and kept from school, and it is likely to happen again."
    " {mother} is ill, not unkind; the plan is there for the days when she cannot see it.",
    aims=(
        Aim(
            "{child} goes to school every day, also when {mother} is ill.",
            "Attendance; the aunt says how the mornings are.",
            (
                Task("Ring the school by nine if {child} cannot come", "mother", 14),
                Task("See {mother} every week, and tell the others of any change", "worker", 84),
            ),
        ),
    ),
    monitoring="A visit every ten working days; the nurse tells us when an appointment is missed.",
    contingency="If the medicine stops, {child} goes to the aunt's until the nurse has seen her.",
    would_end_it="Six months in which {child} missed no day because of the illness.",
    progress=(
        "Every day at school for four weeks. The nurse has seen {mother} each week.",
        "The aunt has gone home, and comes at weekends.",
    ),
    seen=(
        "The curtains were open. {child} had friends round.",
        "{mother} was tired and clear. {child} read to me.",
    ),
)

BEFORE_BIRTH = Theme(
    categories=("NEG",),
    harms=("neglect",),
    discussed="The maternity unit is asked today. {mother} is told by the midwife she knows.",
    found="The birth is three months away. {mother} has nowhere to live that is safe for a baby,"
    " and has missed most of the care that she and the baby need.",
    safety="The midwife sees {mother} every week, at a place that she chooses.",
    advice="Hold the conference in good time before the birth, so that there is time to help.",
    reason="Without help the baby will not be safe from the day of birth.",
    reports={
        "worker": (
            worry("{mother} has moved four times since the summer."),
            well("She has stopped smoking, and is proud of it."),
        ),
        "midwifery": (
            worry("She came to three of nine appointments."),
            well("The baby is growing as it should."),
        ),
        "housing": (well("A flat is free from next month, near the clinic."),),
        "recovery_worker": (worry("She used twice in the first months. Tests are clear since."),),
        "police": (worry("The father was arrested at her door in the spring."),),
        "health_visiting": (well("I have met her with the midwife, and we got on."),),
        "any": (grey("I do not know her well enough yet."),),
    },
    in_the_room=(
        worry("There is no cot, and no place to put one."),
        well("Her own mother has asked what she can do."),
        grey("Will the father live with them?"),
    ),
    child_says=("I want a room with a door.",),
    mother_says="I was in care and I know what you think. I want to do this well, with help.",
    other_says="I will be there for the baby.",
    needs="The baby needs a warm place, milk, and somebody who wakes at night.",
    capacity="{mother} wants to learn, and has looked after no child before.",
    circumstances="She has no home of her own. Her own mother is not in touch.",
    likelihood="Likely, if nothing is in place on the day of birth.",
    decided="The baby is likely to be harmed from birth on if {mother} is left to do this alone."
    " There is time now to get it right with her.",
    aims=(
        Aim(
            "There is a safe home ready for the baby.",
            "The flat is furnished six weeks before the birth.",
            (
                Task("Move in and collect the cot", "mother", 28, "The council pays for the move."),
                Task("Weekly appointments, at the flat if need be", "worker", 60),
            ),
        ),
    ),
    monitoring="A visit every ten working days; the midwife tells us of any missed appointment.",
    contingency="If there is no home by then, mother and baby are offered a placement together.",
    would_end_it="Three months after the birth, with every check kept.",
    progress=("The flat is ready, and the cot is in it.", "Five appointments kept in a row."),
    seen=("{mother} showed me the flat, and a drawer full of small clothes.",),
)

TEENAGER = Theme(
    categories=("EMO", "NEG"),
    harms=("emotional", "neglect"),
    discussed="{child} is seen at a place of their choosing. The school says what it has noticed.",
    found="{child} has been sent out of the house at night, more than once, and has slept in a car."
    " {mother} says that she cannot cope, and that it will happen again.",
    safety="{child} stays with a friend's parents, who have been checked and agree.",
    advice="Hold a conference. Being nearly grown up is not the same as being safe.",
    reason="A young person has been put out at night, and older people have taken advantage of it.",
    reports={
        "worker": (
            worry("{child} did not know on Sunday where to sleep on Monday."),
            well("{child} rings me back, and comes when we have agreed to meet."),
        ),
        "education": (
            well("{child} has not missed a day of the course in engineering."),
            worry("{child} has been seen getting into cars of men whom nobody here knows."),
        ),
        "police": (worry("Reported missing four times. Found twice at one address."),),
        "school_nursing": (impact("{child} has lost weight, and does not sleep well."),),
        "any": (grey("We hear of {child} mostly from others."),),
    },
    in_the_room=(
        worry("A telephone appeared that nobody bought."),
        well("The friend's parents would have {child} until the summer."),
        grey("Who are the men with the cars?"),
    ),
    child_says=(
        "I want people to ask me first.",
        "I'm fine. I just need a key.",
        "Nobody owns me.",
    ),
    mother_says="I love {child}, and I am frightened of what comes to my door.",
    other_says="There is a room here if it is wanted.",
    needs="{child} needs a bed that is there tomorrow, and to be asked before things are decided.",
    capacity="{mother} cannot keep {child} at home now, and says so.",
    circumstances="A friend's parents have room. Older people wait outside the college.",
    likelihood="Likely to be harmed again while there is no settled place to sleep.",
    decided="{child} is not safe at night, and is likely to be harmed. {child} has good people and"
    " plans; this one is made with {child}, and not for.",
    aims=(
        Aim(
            "{child} has a bed that nobody can take away.",
            "{child} says so.",
            (
                Task("Agree the stay with the friend's parents in writing", "worker", 7),
                Task("Come to the family meetings on Wednesdays", "mother", 42),
            ),
        ),
    ),
    monitoring="{child} and the social worker meet every week, at a place that {child} chooses.",
    contingency="If {child} is missing overnight, police and social care meet the next morning.",
    would_end_it="A settled place to live, and no night missing for three months.",
    progress=("No night missing for five weeks.", "The stay is agreed until the summer."),
    seen=(
        "{child} came with a portfolio of drawings, and talked about an apprenticeship.",
        "{child} was tired, and glad to have a key.",
    ),
)

"""The texts that every authority begins with. They are ours, and an authority makes them its own."""

from datetime import date

from roundtable.casework.information.shipped_sections import BELONGS
from roundtable.casework.information.shown import InformationShown, Kind, TextSection

SHIPPED_ON = date(2026, 11, 1)
_S = TextSection


def _text(code: str, kind: Kind, title: str, *sections: TextSection) -> InformationShown:
    return InformationShown(code, kind, title, sections, number=1, dated=SHIPPED_ON)


_TEXTS = (
    _text(
        "conference",
        Kind.LEAFLET,
        "What a child protection conference is",
        _S(
            "In short",
            (
                "It is a meeting about how to keep your child safe. You are asked to come, because"
                " you know your child best.",
                "It is held when a social worker has looked into a worry and thinks a child may be"
                " badly hurt, or may go on being hurt, if nothing changes.",
                "It is not a court. Nobody there can take your child away.",
            ),
        ),
        _S(
            "Do you have to agree to it?",
            (
                "No. We do not need your consent to hold this meeting. It goes ahead even if you do"
                " not come. That is different from help that you can say yes or no to.",
                "The social worker may also see your child, with or without your consent. They try"
                " to do it with you.",
            ),
        ),
        _S(
            "Who is there",
            ("You get a list of names, with each person's job and why they come.",),
            (
                "The chair, who runs the meeting. The chair is independent: they do not work with"
                " your family and are not your social worker's boss.",
                "Your social worker. They are there for your children first of all.",
                "People who know your child, such as a teacher, a nurse or the police.",
                "You, and someone to help you if you like.",
            ),
        ),
        _S(
            "What happens",
            points=(
                "The chair meets you before it starts.",
                "Everyone says who they are.",
                "What your child thinks is heard early.",
                "Each person says what they know. You can answer each time.",
                "You can ask for a break at any time.",
                "The chair says what is decided, and why.",
            ),
        ),
    ),
    _text(
        "harm",
        Kind.LEAFLET,
        "What we mean by harm",
        _S(
            "Four kinds of harm",
            (
                "The law speaks of “significant harm”. It means that a child is badly hurt, in body or"
                " in mind, or is likely to be. It can be one or more of these.",
            ),
            (
                "Hurting a child's body: hitting, shaking, burning, or making a child ill.",
                "Hurting how a child feels about themselves: being scared, shouted at, shamed or"
                " blamed again and again.",
                "Making a child do, see or be part of something sexual.",
                "Not giving a child what they need: food, warmth, care, a doctor, someone to watch"
                " over them.",
            ),
        ),
        _S(
            "Seeing or hearing violence is harm too",
            (
                "A child who lives with violence is harmed by it, even if nobody touches the child"
                " and even if they are in another room.",
            ),
        ),
        _S(
            "Not keeping a child safe from someone else",
            (
                "Harm can also mean that a child is not kept safe from another person. It does not"
                " always mean that you hurt your child. If someone hurts you as well, tell us: we"
                " want to help you be safe too.",
            ),
        ),
    ),
    _text(
        "decides",
        Kind.LEAFLET,
        "Who decides, and what can be decided",
        _S(
            "Who decides",
            (
                "The people who work with your family each say what they think, and why. You say"
                " what you think. So does your child, in a way that suits them.",
                "Then the chair decides, for each child, and says why. It is not a count of votes."
                " If someone does not agree, that is written down.",
            ),
        ),
        _S(
            "What can be decided",
            points=(
                "That no plan is needed.",
                "Help that you can say yes or no to.",
                "A child protection plan: what has to change, who does what, and by when. It says"
                " what kind of harm it is about. A small group meets to make it work.",
                "If there is a plan already: that it goes on, changes or ends.",
                "Sometimes, that lawyers are asked whether a court should look at it. You would be"
                " told in writing.",
            ),
        ),
        _S(
            "After the meeting",
            (
                "You get a letter that says what was decided, soon after the meeting, and later a"
                " record of it. If there is a plan, everyone meets again within three months.",
            ),
        ),
    ),
    _text(
        "prepare",
        Kind.LEAFLET,
        "Getting ready, and what to bring",
        _S(
            "Before the day",
            points=(
                "Your social worker visits you, explains the meeting and asks what you think. They"
                " may take notes if you agree. You can see them.",
                "The chair talks with you too.",
                "You get what people wrote in good time: at least two working days before a first"
                " meeting. If it comes late, that is not your fault. You can ask for a break, a"
                " later start or another day.",
                "Read it with someone you trust. Mark what is right, what is wrong and what is"
                " missing.",
                "Write down what you want to say, and what would help.",
            ),
        ),
        _S(
            "Tell us what you need",
            points=(
                "an interpreter, or someone to read things with you",
                "a lift, someone to look after a child, a room you can get into",
                "to come apart from someone, if you are afraid of them",
                "breaks",
            ),
        ),
        _S(
            "What to bring",
            points=(
                "water, tissues, a pen and paper",
                "what people wrote, with your marks",
                "your own notes",
                "someone to be with you",
            ),
        ),
        _S(
            "On the day",
            (
                "Come a quarter of an hour early, to meet the chair. Make notes. If you do not know"
                " a word, ask. If it gets too much, ask for a break.",
            ),
        ),
    ),
    _text(
        "help",
        Kind.LEAFLET,
        "Advice, and someone to help you speak",
        _S(
            "A solicitor",
            (
                "You may get legal advice now. Many law firms give the first half hour free. Look"
                " for a solicitor who is accredited for children and family law: the Law Society"
                " keeps a list. Tell them it is about a child protection conference.",
                "A solicitor may come with you and advise you. In the meeting they do not speak for"
                " you.",
            ),
        ),
        _S(
            "An advocate for you",
            (
                "An advocate helps you say what you think. It can be a trained advocate, a friend, a"
                " nurse who knows you, a key worker, a paralegal or a family solicitor. Ask your"
                " social worker or the chair. Sometimes there is none to be had near you. Then say"
                " so, and we look for another way.",
            ),
        ),
        _S(
            "Where parents find advice",
            (
                "The Family Rights Group has free, plain information for parents: www.frg.org.uk."
                " Look there for what you need to know. Your invitation names who can help near"
                " you.",
            ),
            (
                "Help for a child in need, which you can say yes or no to.",
                "Child protection: this meeting, and the plan that may come of it.",
                "Court: what happens if a court is asked about your child.",
            ),
        ),
        _S(
            "For your child",
            (
                "A child can have an advocate too. An advocate can always come for a child, whether"
                " the child comes or not. It is free.",
            ),
            (
                "Childline: children can ring 0800 1111 at any time, free.",
                "Coram Voice: advocates for children. coramvoice.org.uk",
                "The National Youth Advocacy Service: advocates for children. www.nyas.net",
                "Help at Hand, of the Children's Commissioner: for children who have a social worker."
                " www.childrenscommissioner.gov.uk",
            ),
        ),
    ),
    _text(
        "unhappy",
        Kind.LEAFLET,
        "If you are unhappy about something",
        _S(
            "You can say so",
            (
                "If something in what people wrote is wrong, say so on your page, to your social"
                " worker or to the chair. It is written down beside it.",
                "You can complain about how the meeting was run or how you were treated. Your"
                " invitation and your page say whom to tell. It is not held against you, and an"
                " advocate or a friend can help you.",
                "What was decided stands while it is looked at.",
            ),
        ),
    ),
    _text(
        "young",
        Kind.YOUNG,
        "A meeting about keeping you safe",
        _S(
            "What is it?",
            (
                "Grown-ups are worried about you. They meet to think about how to keep you safe and"
                " well. It is not because you did anything wrong.",
            ),
        ),
        _S(
            "Can I say what I think?",
            ("Yes. You choose how.",),
            (
                "Come to the meeting, or to a part of it.",
                "Tell someone, who says it for you. That person is called an advocate.",
                "Write it, draw it or say it into a phone.",
            ),
        ),
        _S(
            "Who can see what I say?",
            (
                "You are asked who may see it. If someone is hurting you, it has to be told to"
                " people who can keep you safe.",
            ),
        ),
        _S(
            "Can I talk to someone?",
            (
                "Yes. You can ring Childline on 0800 1111. It is free, and it is open day and"
                " night.",
            ),
        ),
    ),
    _text(
        "report",
        Kind.GUIDANCE,
        "Before you write a report",
        _S(
            "Who reads it",
            (
                "The child's parents, the child if they are old enough, and everyone in the"
                " meeting. Write it to them. They have it before the day: at least two working days"
                " before a first meeting, five before a review.",
            ),
        ),
        _S(
            "How to write",
            points=(
                "One thing in each sentence. Short words.",
                "Say what it is: a fact, what you saw, what someone told you, or what you think."
                " Name who saw it, and when.",
                "An opinion needs a fact beside it.",
                "What works well belongs in it as much as what worries you.",
                "Say what it is like for each child. Give the child's own words, and ask who may"
                " read them.",
                "No jargon. If you must, say what it means.",
            ),
        ),
        _S(
            "What cannot be shared",
            (
                "You are asked if there is anything that the parents must not read, and why. The"
                " chair decides. Leave no address or phone number in the text.",
            ),
        ),
    ),
)

_SECTIONS = _text(
    "sections",
    Kind.SECTIONS,
    "What belongs in each section of a report",
    *(_S(title, tuple(lines), about=code) for code, (title, *lines) in BELONGS.items()),
)

SHIPPED: dict[str, InformationShown] = {one.code: one for one in (*_TEXTS, _SECTIONS)}

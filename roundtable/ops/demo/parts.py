"""
Everyone who can sign in, with the part they have in design and tests alike.

`CAST` holds the parts that every access test asks about. `COLLEAGUES` are the others whom the
families need: most of them cannot be chosen on the sign-in page.
"""

from dataclasses import dataclass

from roundtable.rules.access import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """
    One part of the cast.

    `description` is the line beside them on the sign-in page; without one they cannot be chosen.
    A professional has a job and an agency, one of the family a birthday. `also` names an agency of
    the other authority whom they serve too.
    """

    name: str
    role: Role
    description: str = ""
    job: str = ""
    agency: str = ""
    also: str = ""
    born: tuple[int, int] = (0, 0)  # years and months ago
    languages: tuple[str, ...] = ()  # of an interpreter

    @property
    def is_of_a_family(self) -> bool:
        return not self.job


_CARE, _SERVICE = "social_care", "conferences"

CAST: dict[str, Part] = {
    # Staff
    "chair": Part(
        name="Dele Lowe", role=Role.CHAIR, job="Conference chair", agency=_SERVICE,
        description="Chairs conferences, the Hartley family's among them",
    ),
    "other_chair": Part(
        name="Ines Mota", role=Role.CHAIR, job="Conference chair", agency=_SERVICE,
        description="Chairs other families' conferences",
    ),
    "administrator": Part(
        name="Priya Nair", role=Role.ADMINISTRATOR, job="Conference administrator",
        agency=_SERVICE, description="Arranges conferences and sends the letters",
    ),
    "minute_taker": Part(
        name="Tom Reed", role=Role.MINUTE_TAKER, job="Minute taker", agency=_SERVICE,
        description="Writes the record while people speak",
    ),
    "social_worker": Part(
        name="Sam Iqbal", role=Role.SOCIAL_WORKER, job="Social worker", agency=_CARE,
        description="Works with the Hartleys and seven other families",
    ),
    "other_social_worker": Part(
        name="Lia Brandt", role=Role.SOCIAL_WORKER, job="Social worker", agency=_CARE,
        description="Works with other families, not with the Hartleys",
    ),
    "manager": Part(
        name="Ruth Okoro", role=Role.MANAGER, job="Team manager", agency=_CARE,
        description="Manages the social workers and authorises conferences",
    ),
    "head_of_service": Part(
        name="Ann Webb", role=Role.HEAD_OF_SERVICE, job="Head of safeguarding", agency=_CARE,
        description="Answers for the whole service and sees every figure",
    ),
    "solicitor": Part(
        name="Hal Finch", role=Role.SOLICITOR, job="Solicitor", agency="legal",
        description="Advises the authority on the Hartley case",
    ),
    "out_of_hours": Part(
        name="Kit Dow", role=Role.OUT_OF_HOURS, job="Emergency duty worker", agency=_CARE,
        description="At night, checks whether a child is on a plan, and sees no more",
    ),
    "data_officer": Part(
        name="Lea Moss", role=Role.DATA_OFFICER, job="Data officer", agency=_CARE,
        description="Sends the statutory returns and completes what they lack",
    ),
    "system_administrator": Part(
        name="Al Voss", role=Role.SYSTEM_ADMINISTRATOR, job="Systems manager", agency=_SERVICE,
        description="Looks after users and settings, and sees no family",
    ),
    # Partners
    "police_officer": Part(
        name="PC Alan Grant", role=Role.PARTNER, job="Police constable", agency="police",
        also="other_police",
        description="Comes to conferences of both Harrowmere and Stonelea",
    ),
    "head_teacher": Part(
        name="Mia Stone", role=Role.PARTNER, job="Head teacher", agency="primary",
        description="Ava's school, and several other children's",
    ),
    "agency_lead": Part(
        name="Sue Marsh", role=Role.AGENCY_LEAD, job="Named nurse", agency="health_visiting",
        description="Answers for all the health visitors' reports",
    ),
    "withdrawn_partner": Part(
        name="Ed Frost", role=Role.PARTNER, job="School nurse", agency="school_nursing",
        description="Was asked to the Hartleys' conference, and taken off the list",
    ),
    "interpreter": Part(
        name="Adwoa Addo", role=Role.INTERPRETER, job="Sign language interpreter",
        agency="interpreting", description="Interprets for Ava's grandmother, who is deaf",
        languages=("British Sign Language",),
    ),
    "advocate": Part(
        name="Sam Bell", role=Role.ADVOCATE, job="Children's advocate", agency="advocacy",
        description="Speaks for Ava at the conference",
    ),
    # Family
    "mother": Part(
        name="Rosa Hartley", role=Role.FAMILY, born=(29, 4),
        description="Mother of Ava and Ben, expecting a baby",
    ),
    "excluded_father": Part(
        name="Craig Mercer", role=Role.FAMILY, born=(33, 1),
        description="Father of Ben, kept out of the meeting: he must not learn where they live",
    ),
    "half_siblings_father": Part(
        name="Neil Doyle", role=Role.FAMILY, born=(34, 8),
        description="Father of Ava alone, at a session of his own",
    ),
    "grandmother": Part(
        name="Jean Hartley", role=Role.FAMILY, born=(58, 2),
        description="Grandmother, without parental responsibility",
    ),
    "child": Part(
        name="Ava Hartley", role=Role.CHILD, born=(7, 5),
        description="Ava, who is seven",
    ),
    # Next door
    "stranger": Part(
        name="Noor Haddad", role=Role.SOCIAL_WORKER, job="Social worker",
        agency="other_social_care",
        description="Social worker of Stonelea: sees nothing of Harrowmere",
    ),
}  # fmt: skip

COLLEAGUES: dict[str, Part] = {
    "other_administrator": Part(
        name="Gil Pace", role=Role.ADMINISTRATOR, job="Conference administrator", agency=_SERVICE,
        description="The second person, who looks before letters go",
    ),
    "health_visitor": Part(
        name="Kezia Ncube", role=Role.PARTNER, job="Health visitor", agency="health_visiting",
        description="Ben's health visitor",
    ),
    "midwife": Part(
        name="Ola Berg", role=Role.PARTNER, job="Midwife", agency="midwifery",
        description="Knows the Hartleys only through the pregnancy",
    ),
    "other_minute_taker": Part(
        name="Una Ward", role=Role.MINUTE_TAKER, job="Minute taker", agency=_SERVICE,
    ),
    "third_chair": Part(
        name="Marek Sova", role=Role.CHAIR, job="Conference chair", agency=_SERVICE,
    ),
    "third_minute_taker": Part(
        name="Joy Amadi", role=Role.MINUTE_TAKER, job="Minute taker", agency=_SERVICE,
    ),
    "third_social_worker": Part(
        name="Owen Pryce", role=Role.SOCIAL_WORKER, job="Social worker", agency=_CARE,
    ),
    "fourth_social_worker": Part(
        name="Temi Bello", role=Role.SOCIAL_WORKER, job="Social worker", agency=_CARE,
    ),
    "other_manager": Part(
        name="Greg Tull", role=Role.MANAGER, job="Team manager", agency=_CARE,
    ),
    "other_police_officer": Part(
        name="DC Lorna Pike", role=Role.PARTNER, job="Detective constable", agency="police",
        description="PC Grant's colleague: he can send her in his place",
    ),
    "other_health_visitor": Part(
        name="Bo Lind", role=Role.PARTNER, job="Health visitor", agency="health_visiting",
    ),
    "gp": Part(name="Dr Asha Rao", role=Role.PARTNER, job="GP", agency="gp"),
    "school_nurse": Part(
        name="Tilly Ames", role=Role.PARTNER, job="School nurse", agency="school_nursing",
    ),
    "paediatrician": Part(
        name="Dr Femi Cole", role=Role.PARTNER, job="Paediatrician", agency="paediatrics",
    ),
    "mental_health_nurse": Part(
        name="Ivo Kraus", role=Role.PARTNER, job="Mental health nurse", agency="mental_health",
    ),
    "head_of_year": Part(
        name="Carys Moon", role=Role.PARTNER, job="Head of year", agency="secondary",
    ),
    "nursery_manager": Part(
        name="Bea Holt", role=Role.PARTNER, job="Nursery manager", agency="nursery",
    ),
    "special_teacher": Part(
        name="Ravi Sen", role=Role.PARTNER, job="Class teacher", agency="special_school",
    ),
    "probation_officer": Part(
        name="Max Udell", role=Role.PARTNER, job="Probation officer", agency="probation",
    ),
    "housing_officer": Part(
        name="Fay Crisp", role=Role.PARTNER, job="Housing officer", agency="housing",
    ),
    "refuge_worker": Part(
        name="Jo Hale", role=Role.PARTNER, job="Domestic abuse worker", agency="domestic_abuse",
    ),
    "recovery_worker": Part(
        name="Stan Orme", role=Role.PARTNER, job="Recovery worker", agency="recovery",
    ),
    "other_interpreter": Part(
        name="Luan Hoxha", role=Role.INTERPRETER, job="Interpreter", agency="interpreting",
        languages=("Albanian", "Italian"),
    ),
    "other_advocate": Part(
        name="Pat Quill", role=Role.ADVOCATE, job="Advocate", agency="advocacy",
    ),
    "other_solicitor": Part(
        name="Zara Lunt", role=Role.SOLICITOR, job="Solicitor", agency="legal",
    ),
}  # fmt: skip

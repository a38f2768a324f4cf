"""Two invented authorities: what they print, where they meet, and the agencies round them."""

from dataclasses import dataclass

from roundtable.casework.conferences.models import Room
from roundtable.casework.people.models import AgencyKind
from roundtable.foundation.core.models import Authority

CODE, OTHER_CODE = "HAR", "STO"

_PHONE = "01632 960{:03}"  # numbers that are kept free for stories


def _branding(town: str, colour: str, first_phone: int) -> dict[str, object]:
    """No route of appeal: until an authority has set its own, no letter promises one."""
    domain = town.lower()
    return {
        "team": "Conference and Review Service",
        "address": ["Weir House", "2 Lock Lane", f"{town} ZZ1 1AA"],
        "phone": _PHONE.format(first_phone),
        "email": f"conferences@{domain}.example",
        "colour": colour,
        "complaints": {
            "to": "the Complaints Team",
            "how": [
                f"ring {_PHONE.format(first_phone + 1)}",
                f"write to complaints@{domain}.example",
                f"write to Complaints Team, Weir House, 2 Lock Lane, {town} ZZ1 1AA",
            ],
        },
        "advice": [
            {
                "name": f"{town} Families' Voice",
                "helps_with": "free advice for parents about social workers, meetings and rights",
                "phone": _PHONE.format(first_phone + 2),
            },
            {
                "name": "The Open Door",
                "helps_with": "finding a solicitor who knows about children and family law",
                "phone": _PHONE.format(first_phone + 3),
            },
        ],
    }


@dataclass(frozen=True)
class Place:
    """A room to meet in."""

    name: str
    capacity: int
    is_step_free: bool = True
    has_hearing_loop: bool = False
    has_separate_waiting: bool = False
    address: str = "Park Centre\n14 Sluice Road\nHarrowmere"
    postcode: str = "ZZ1 4PC"


_DIRECTIONS = (
    "Buses 7 and 12 stop outside. The car park behind the building is free for two hours. Ask at"
    " the desk by the front door: they will not say aloud why you have come."
)
PLACES = {
    "willow": Place("Willow Room", 22, has_hearing_loop=True, has_separate_waiting=True),
    "oak": Place("Oak Room", 16, has_separate_waiting=True),
    "rowan": Place("Rowan Room", 14, has_hearing_loop=True),
    "cedar": Place(
        "Cedar Room",
        12,
        is_step_free=False,
        address="Heron Hall\n3 Heron Way\nHarrowmere",
        postcode="ZZ2 1AH",
    ),
}

# key -> what it is called, what it does
AGENCIES: dict[str, tuple[str, AgencyKind]] = {
    "social_care": ("Harrowmere Children's Social Care", AgencyKind.SOCIAL_CARE),
    "conferences": ("Conference and Review Service", AgencyKind.CONFERENCE_SERVICE),
    "police": ("Merebank Police, Child Protection Unit", AgencyKind.POLICE),
    "health_visiting": ("Harrowmere Health Visiting", AgencyKind.HEALTH_VISITING),
    "midwifery": ("Weirside Maternity Unit", AgencyKind.MIDWIFERY),
    "gp": ("Lock Lane Surgery", AgencyKind.GP),
    "school_nursing": ("Harrowmere School Nursing", AgencyKind.SCHOOL_NURSING),
    "paediatrics": ("Weirside Hospital, Children's Ward", AgencyKind.PAEDIATRICS),
    "mental_health": ("Merebank Mental Health Trust", AgencyKind.MENTAL_HEALTH),
    "primary": ("St Anne's Primary School", AgencyKind.EDUCATION),
    "secondary": ("Brackenfield Academy", AgencyKind.EDUCATION),
    "nursery": ("Little Acorns Nursery", AgencyKind.EDUCATION),
    "special_school": ("Orchard View School", AgencyKind.EDUCATION),
    "probation": ("Merebank Probation", AgencyKind.PROBATION),
    "housing": ("Harrowmere Homes", AgencyKind.HOUSING),
    "domestic_abuse": ("Lantern Domestic Abuse Service", AgencyKind.DOMESTIC_ABUSE),
    "legal": ("Harrowmere Legal Services", AgencyKind.LEGAL),
    "advocacy": ("Speak Up Harrowmere", AgencyKind.ADVOCACY),
    "interpreting": ("Clear Voices Interpreting", AgencyKind.INTERPRETING),
    "recovery": ("Stepping Stones Recovery", AgencyKind.OTHER),
}
OTHER_AGENCIES: dict[str, tuple[str, AgencyKind]] = {
    "other_social_care": ("Stonelea Children's Social Care", AgencyKind.SOCIAL_CARE),
    "other_police": ("Merebank Police, Child Protection Unit", AgencyKind.POLICE),
}


def found_authority() -> Authority:
    """Found the authority of the demonstration: three numbers, so that sample returns load."""
    return Authority.objects.create(
        code=CODE,
        name="Harrowmere Council",
        lea_numbers=["998", "330", "975"],
        branding=_branding("Harrowmere", "#0b4f5c", 100),
    )


def found_other_authority() -> Authority:
    """Found the authority next door, whose people must see nothing of the first."""
    return Authority.objects.create(
        code=OTHER_CODE,
        name="Stonelea Council",
        lea_numbers=["997"],
        branding=_branding("Stonelea", "#5a2d63", 200),
    )


def furnish(authority: Authority) -> dict[str, Room]:
    """Give the authority its rooms; its context must be open."""
    return {
        key: Room.objects.create(
            authority=authority,
            name=place.name,
            address=place.address,
            postcode=place.postcode,
            capacity=place.capacity,
            is_step_free=place.is_step_free,
            has_hearing_loop=place.has_hearing_loop,
            has_separate_waiting=place.has_separate_waiting,
            directions=_DIRECTIONS,
        )
        for key, place in PLACES.items()
    }

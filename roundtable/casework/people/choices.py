"""The answers that pages about people offer, in words."""

from roundtable.casework.people.models import Channel, Kinship, Sex

KINSHIPS = [(one.value, str(one.label)) for one in Kinship]
SEXES = [(one.value, str(one.label)) for one in Sex]
# How a member of the family can be reached. By hand is always possible and needs no marking.
CHANNELS = [
    (one.value, str(one.label))
    for one in (Channel.PHONE, Channel.TEXT, Channel.EMAIL, Channel.POST, Channel.PORTAL)
]
BASES_OF_RESPONSIBILITY = [
    ("", "Not known yet"),
    ("Gave birth to the child", "Gave birth to the child"),
    ("Married to the mother at the birth", "Married to the mother at the birth"),
    ("Named on the birth certificate", "Named on the birth certificate"),
    ("Agreement with the mother", "Agreement with the mother"),
    ("Court order", "Court order"),
    ("Special guardianship order", "Special guardianship order"),
    ("Adoption", "Adoption"),
]

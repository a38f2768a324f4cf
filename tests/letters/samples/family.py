"""One invented family and those who work with them."""

from roundtable.casework.conferences.letters.parts import (
    Child,
    Complaints,
)
from roundtable.casework.conferences.models import Kind
from roundtable.foundation.documents.rendition import (
    Contact,
    Letterhead,
    Recipient,
    Signpost,
)

LETTERHEAD = Letterhead(
    authority_name="Marlsea Council",
    team="Children's social care, conference team",
    address=("Harbour House", "2 Quay Street", "Marlsea", "MZ1 2AB"),
    phone="01632 960 100",
    email="conferences@marlsea.example",
    colour="#00594c",
)
ROSA = Recipient(name="Rosa Hartley", address=("14 Tern Close", "Marlsea", "MZ4 7QQ"))
KEZIA = Recipient(
    name="Kezia Ncube",
    address=("Health visitor", "Marlsea Health Centre", "Mill Lane", "Marlsea", "MZ3 8PD"),
)
CHAIR = Contact(
    name="Dele Lowe", job="Conference chair", phone="01632 960 110", email="d.lowe@marlsea.example"
)
SOCIAL_WORKER = Contact(
    name="Sam Iqbal", job="social worker", phone="01632 960 102", email="s.iqbal@marlsea.example"
)
ADMINISTRATOR = Contact(name="Priya Nair", job="Conference administrator", phone="01632 960 101")
ADVICE = (
    Signpost(
        name="Family Law Helpline",
        helps_with="free advice on the law for parents",
        phone="01632 960 555",
        website="www.familylaw.example",
    ),
    Signpost(
        name="Speak Up Marlsea", helps_with="someone to speak up for you", phone="01632 960 556"
    ),
)
COMPLAINTS = Complaints(
    to="the Complaints Team",
    how=("01632 960 190", "complaints@marlsea.example", "Harbour House, 2 Quay Street, MZ1 2AB"),
)
AVA = Child(
    name="Ava", kind=Kind.REVIEW, about_attending="Ava has been asked to come to the first part."
)
BEN = Child(name="Ben", kind=Kind.REVIEW)
BABY = Child(name="your baby", kind=Kind.PRE_BIRTH, is_unborn=True)

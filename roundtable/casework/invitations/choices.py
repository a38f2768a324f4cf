"""The answers that pages about invitations offer, in words."""

from roundtable.casework.invitations.models import (
    BROUGHT_ALONG,
    TOLD_TO_THEM,
    ComingHow,
    EnclosureKind,
    NeedKind,
)

NEEDS = [(one.value, str(one.label)) for one in NeedKind]
BROUGHT = frozenset(one.value for one in BROUGHT_ALONG)
TOLD = frozenset(one.value for one in TOLD_TO_THEM)
COMING_HOW = [(one.value, str(one.label)) for one in ComingHow]
ENCLOSURE_KINDS = [(one.value, str(one.label)) for one in EnclosureKind]
FROM_AFAR = (ComingHow.VIDEO.value, ComingHow.TELEPHONE.value)
FOLLOWED = (
    ("confirm", "It is confirmed"),
    ("finish", "It was done on the day"),
    ("fail", "It fell through"),
)

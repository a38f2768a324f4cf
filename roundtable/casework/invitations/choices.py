"""The answers that pages about invitations offer, in words."""

from roundtable.casework.invitations.models import ComingHow, EnclosureKind, NeedKind

NEEDS = [(one.value, str(one.label)) for one in NeedKind]
COMING_HOW = [(one.value, str(one.label)) for one in ComingHow]
ENCLOSURE_KINDS = [(one.value, str(one.label)) for one in EnclosureKind]
FROM_AFAR = (ComingHow.VIDEO.value, ComingHow.TELEPHONE.value)

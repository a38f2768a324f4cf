"""The answers that pages about invitations offer, in words."""

from roundtable.casework.invitations.models import EnclosureKind, NeedKind

NEEDS = [(one.value, str(one.label)) for one in NeedKind]
ENCLOSURE_KINDS = [(one.value, str(one.label)) for one in EnclosureKind]

"""Leaflets and guidance: a draft that changes, and versions that never do."""

from django.db import models

from roundtable.foundation.core.fields import ScopedForeignKey
from roundtable.foundation.core.history import with_history
from roundtable.foundation.core.models import Record


@with_history
class InformationText(Record):
    """One leaflet or guidance of an authority, and the draft of its next version, if there is one."""

    code = models.CharField(max_length=20)
    draft_title = models.CharField(max_length=120, default="", blank=True)
    draft_sections = models.JSONField(default=list)
    drafted_at = models.DateTimeField(null=True)
    drafted_by = models.CharField(max_length=120, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "code"], name="one_text_of_a_code")
        ]


class InformationVersion(Record):
    """What a text said from a day on. Approved, and never changed."""

    append_only = True

    text = ScopedForeignKey(InformationText, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    sections = models.JSONField()
    dated = models.DateField()
    what_changed = models.CharField(max_length=250, default="", blank=True)
    approved_by = models.CharField(max_length=120, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "text", "number"], name="information_version_number"
            )
        ]

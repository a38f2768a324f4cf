"""What was done, and who looked: append-only, and read only to say who did and who looked."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from roundtable.foundation.core.models import Line


class AuditEvent(Line):
    """One act: who, what, on which record, when."""

    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)  # null for a named system process
    process = models.CharField(max_length=40, default="")
    role = models.CharField(max_length=30, default="")
    verb = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField(null=True)
    details = models.JSONField(default=dict)
    request_id = models.CharField(max_length=40, default="")

    class Meta:
        # The number last: the latest event on a record is one look into the index.
        indexes = [
            models.Index(
                fields=["authority", "subject_type", "subject_id", "id"], name="audit_event_subject"
            )
        ]


class AccessEvent(Line):
    """One request in which a person read a person, conference or document, or was refused."""

    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    role = models.CharField(max_length=30, default="")
    kind = models.CharField(max_length=20)  # view, search, look_up, print, denied
    route = models.CharField(max_length=120, default="")  # the route's name, never the URL
    subjects = models.JSONField(default=list)  # ["person:12", "conference:7"]
    details = models.JSONField(default=dict)
    request_id = models.CharField(max_length=40, default="")

    class Meta:
        indexes = [GinIndex(fields=["subjects"], name="access_event_subjects")]


class AuditSeal(Line):
    """
    A link of the chain over a run of events: it stands for them and for every seal before it.

    Sealed in the background, so that no request waits for the chain's head.
    """

    at = models.DateTimeField()
    table = models.CharField(max_length=20)  # audit or access
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    count = models.IntegerField()
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)

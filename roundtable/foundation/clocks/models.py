"""Every deadline is a row. Subjects, children and owners are plain ids: casework is above."""

from django.db import models

from roundtable.foundation.core.models import Line, Record


class Clock(Record):
    """
    One running or stopped deadline.

    `due_on` is the limit itself; `last_working_day` the last day on or before it that can be used.
    """

    rule = models.CharField(max_length=60)  # a key of rules.timescales.TIMESCALES
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    case_id = models.BigIntegerField(null=True)
    child_id = models.BigIntegerField(null=True)
    owner_id = models.BigIntegerField(null=True)  # the professional whose worklist shows it
    started_on = models.DateField()
    due_on = models.DateField()
    last_working_day = models.DateField()
    steps = models.JSONField(default=list)  # the explanation, in words
    source = models.CharField(max_length=300)
    provisional = models.BooleanField(default=False)
    stopped_on = models.DateField(null=True)
    stopped_by = models.CharField(max_length=60, default="")  # met, replaced, no longer needed
    late_reason = models.TextField(default="")
    late_agreed_by = models.CharField(max_length=200, default="")
    reconstructed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "rule", "subject_type", "subject_id"],
                condition=models.Q(stopped_on=None),
                name="one_running_clock",
            )
        ]
        indexes = [
            models.Index(
                fields=["authority", "due_on"],
                condition=models.Q(stopped_on=None),
                name="running_clocks",
            ),
            models.Index(fields=["authority", "subject_type", "subject_id"]),
            models.Index(fields=["authority", "child_id"]),
            models.Index(fields=["authority", "case_id"]),
        ]

    @property
    def is_running(self) -> bool:
        return self.stopped_on is None


class ClockEvent(Line):
    """What happened to a clock: started, stopped, moved, lateness agreed."""

    clock = models.BigIntegerField()
    at = models.DateTimeField()
    event = models.CharField(max_length=30)
    user_id = models.BigIntegerField(null=True)
    details = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["authority", "clock"]),
            models.Index(
                fields=["authority", "-at"], condition=models.Q(event="moved"), name="clock_moved"
            ),
        ]

"""What must be sent, queued in the transaction that decided it, and delivered by the worker."""

from django.db import models

from roundtable.foundation.core.models import Record


class OutboxMessage(Record):
    """
    One message to one reader over one channel.

    `reference` makes queueing it twice impossible; the subject line holds no personal data.
    """

    reference = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    channel = models.CharField(max_length=20)  # post, email, text, phone, hand, portal
    person_id = models.BigIntegerField(null=True)
    professional_id = models.BigIntegerField(null=True)
    document_id = models.BigIntegerField(null=True)
    case_id = models.BigIntegerField(null=True)
    subject_line = models.CharField(max_length=120)
    body = models.TextField(default="")
    # A link or a code: whoever reads it holds a key, so no list shows it, and it is not kept once
    # it was sent.
    is_secret = models.BooleanField(default=False)
    # An entry for the reader's calendar (iCalendar), if the message carries one.
    calendar = models.TextField(default="", blank=True)
    # The address or number it goes to, as it stood when it was queued: what was sent where.
    destination = models.CharField(max_length=300, default="", blank=True)
    queued_at = models.DateTimeField()
    # Until then it can be called back.
    leaves_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    # No program sends it: since then it waits for somebody to post, bring or tell it, and why.
    by_hand_at = models.DateTimeField(null=True)
    by_hand_because = models.CharField(max_length=200, default="", blank=True)
    by_user_id = models.BigIntegerField(null=True)  # who posted, brought or told it
    # What kept the last try from sending it; empty once it has gone.
    delayed_because = models.CharField(max_length=200, default="", blank=True)
    stopped_at = models.DateTimeField(null=True)  # recalled, or the person has died
    # Held back by the last look before it leaves, and why, in words for who sends it.
    held_at = models.DateTimeField(null=True)
    held_because = models.JSONField(default=list)
    # It came back, or was refused. Somebody reaches the reader another way and says so.
    failed_because = models.CharField(max_length=200, default="")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "reference"], name="sent_once"),
        ]
        indexes = [
            models.Index(fields=["authority", "-queued_at"]),
            models.Index(
                fields=["authority", "document_id"],
                name="letter_on_its_way",
                condition=models.Q(sent_at=None),
            ),
            models.Index(
                fields=["authority", "by_hand_at"],
                name="waits_for_a_person",
                condition=models.Q(sent_at=None, by_hand_at__isnull=False),
            ),
            models.Index(
                fields=["authority", "queued_at"],
                name="came_back",
                condition=~models.Q(failed_because="") & models.Q(settled_at=None),
            ),
        ]

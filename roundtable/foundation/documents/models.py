"""A rendition for one reader: what it says is fixed when it is made, its PDF follows."""

from django.db import models

from roundtable.foundation.core.models import Record


class Document(Record):
    """
    One document for one reader.

    `content` is the plain data the letter prints, already disclosed for this reader and never
    changed; the PDF is compiled from it and is the same every time.
    """

    kind = models.CharField(max_length=40)  # invitation, decision_letter, record, plan
    template = models.CharField(max_length=120)
    title = models.CharField(max_length=120)  # no name of a person: it is the PDF's metadata
    content = models.JSONField()
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    case_id = models.BigIntegerField(null=True)
    reader_person_id = models.BigIntegerField(null=True)
    reader_professional_id = models.BigIntegerField(null=True)
    version = models.PositiveSmallIntegerField(default=1)
    made_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    pdf = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="document_has_one_reader",
                condition=models.Q(reader_person_id=None) ^ models.Q(reader_professional_id=None),
            )
        ]
        indexes = [
            models.Index(fields=["authority", "subject_type", "subject_id"]),
            models.Index(fields=["authority", "reader_person_id"]),
            models.Index(fields=["authority", "reader_professional_id"]),
        ]


class KeptFile(Record):
    """
    A file that somebody sent and that was looked into, with all the text that was found in it.

    The name it had on their device is not kept: it may name anybody. `data` is what they sent, and
    stays as it was; `leaves` is what goes to a reader, without what says who made it.
    """

    append_only = True

    kind = models.CharField(max_length=4)  # files.kinds.FileKind
    data = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    leaves = models.BinaryField(default=b"")
    leaves_sha256 = models.CharField(max_length=64, default="")
    passages = models.JSONField(default=list)  # [place, text] pairs
    unsearched = models.JSONField(default=list)  # places that a person has to read
    kept_at = models.DateTimeField()

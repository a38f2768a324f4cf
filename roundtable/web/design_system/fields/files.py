"""A file that somebody sends, looked into before the form is taken as filled in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from roundtable.foundation.documents.files.kinds import FileKind
from roundtable.foundation.documents.files.uploads import Upload, UploadRefused, check_upload
from roundtable.web.design_system.fields.shown import Shown, words_of


class FileField(Shown, forms.FileField):
    """
    One file. Its answer is an `Upload`, which may be kept; why it is refused stands beside it.

    A browser never gives a file back: after an error it has to be chosen again, and the hint of
    the page may say so.
    """

    component = "file_upload"

    def __init__(
        self,
        *,
        label: str,
        hint: str = "",
        required_message: str = "",
        required: bool = True,
        only: frozenset[FileKind] = frozenset(FileKind),
    ) -> None:
        super().__init__(
            label=label,
            help_text=hint,
            required=required,
            error_messages=words_of(required_message, label, "Choose", required=required)
            | {"empty": "The file is empty", "invalid": "Choose a file"},
        )
        self.only = only

    def clean(self, data: Any, initial: Any = None) -> Upload | None:
        """Return the file as it may be kept.

        :raises ValidationError: with the reasons for the person who sent it.
        """
        sent = super().clean(data, initial)
        if sent is None:
            return None
        try:
            return check_upload(sent.read(), only=self.only)
        except UploadRefused as refusal:
            raise ValidationError(" ".join(refusal.reasons)) from refusal

    def arguments(self, bound: forms.BoundField) -> dict[str, Any]:
        accept = ",".join(sorted(f".{kind.value}" for kind in self.only))
        return super().arguments(bound) | {"value": "", "accept": accept}

    def display(self, value: Any) -> str:
        return value.kind.label if isinstance(value, Upload) else ""

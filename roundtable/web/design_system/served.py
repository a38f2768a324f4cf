"""A file from outside, given back: to be saved, and never run or shown inside a page of ours."""

from django.http import HttpResponse

from roundtable.foundation.documents.files.kinds import FileKind


def as_download(data: bytes, *, kind: str) -> HttpResponse:
    """Return the file under a name that says nothing: it stays in folders and on printers."""
    known = FileKind(kind)
    response = HttpResponse(data, content_type=known.media_type)
    response["Content-Disposition"] = f'attachment; filename="enclosed.{known.value}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response

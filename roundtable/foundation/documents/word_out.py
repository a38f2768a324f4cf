"""
Word documents that say nothing of who made them, when, or with what.

The library's own template brings an author, dates, a picture of a first page and styles of an
office; what leaves here has none of it. The same content gives the same bytes.
"""

import io
from typing import Any

from docx import Document

from roundtable.foundation.documents.files.leaving.word import word_to_leave


def new_document() -> Any:
    """Return an empty document to write in; `save` it with `bytes_of`."""
    return Document()


def bytes_of(document: Any) -> bytes:
    """Return the document without a word about its making."""
    whole = io.BytesIO()
    document.save(whole)
    return word_to_leave(whole.getvalue())

"""
Print a rendition as a tagged PDF.

What people wrote reaches the template as data and never as markup, so nothing in it is run. The
same content gives the same bytes: there is no time, no path and no person in the file's metadata.
"""

import importlib
import json
import re
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from roundtable.foundation.documents.plain_values import build, content_of, for_print
from roundtable.foundation.documents.printable import FONTS, coverage
from roundtable.foundation.documents.rendition import CannotRender, Sheet

PACKAGE: Final = Path(__file__).parents[2]
# Several times a long record of twelve children; printing as much takes some seconds.
MAX_CHARACTERS: Final = 400_000
RIGHT_TO_LEFT: Final = frozenset(
    {"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"}
)

_TEMPLATE = re.compile(r"(?P<module>[a-z_]+(/[a-z_]+)*/letters/[a-z_]+)\.typ")
_LANGUAGE = re.compile(r"(?P<language>[a-z]{2,3})(-(?P<region>[A-Z]{2}))?")


class TemplateFault(Exception):
    """
    A template does not compile: ours to mend, whatever the content.

    It says where in the template, and nothing of the content, so that it may be logged.
    """


def render(rendition: Sheet) -> bytes:
    """
    Return the rendition as a PDF.

    :raises CannotRender: if a field that must be filled is empty.
    """
    return render_pdf(
        rendition.TEMPLATE,
        content_of(rendition),
        title=rendition.TITLE,
        authority_name=rendition.letterhead.authority_name,
        language=rendition.language,
    )


def render_all(sheets: Iterable[Sheet]) -> list[bytes]:
    """
    Return each as a PDF, two at a time: the compiler works outside of Python's own lock.

    :raises CannotRender: as `render` does.
    """
    with ThreadPoolExecutor(max_workers=2) as two:
        return list(two.map(render, sheets))


def render_pdf(
    template: str,
    data: Mapping[str, Any],
    *,
    title: str,
    authority_name: str,
    language: str = "en",
) -> bytes:
    """
    Return the PDF that `template` makes of `data`.

    `template` is a path below the package (`casework/invitations/letters/invitation.typ`); the
    module of that name beside it declares the fields. `data` is what `content_of` returned.
    `language` is that of the template's own words, as `en` or `en-GB`; it sets the direction too.

    :raises CannotRender: if a field that must be filled is empty, or all of it is too long.
    """
    content = for_print(build(schema_of(template), data))
    encoded = json.dumps(content)
    if len(encoded) > MAX_CHARACTERS:
        raise CannotRender("the whole document", "is too long to print")
    document = {
        "title": title,
        "author": authority_name,
        "fonts": list(coverage()),
        **_language_and_direction(language),
    }
    try:
        pdf = typst.compile(
            PACKAGE / template,
            root=PACKAGE,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"data": encoded, "document": json.dumps(document)},
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as fault:
        # Not chained: its message may quote what the letter says.
        raise TemplateFault(_where(fault, template)) from None
    return pdf


@cache
def schema_of(template: str) -> type[Sheet]:
    """Return the class that declares what `template` prints, from the module beside it."""
    path = _TEMPLATE.fullmatch(template)
    if path is None:
        raise TemplateFault(f"{template} is not a template in a letters folder")
    module = importlib.import_module(f"roundtable.{path['module'].replace('/', '.')}")
    for schema in vars(module).values():
        if isinstance(schema, type) and getattr(schema, "TEMPLATE", None) == template:
            return schema
    raise TemplateFault(f"{module.__name__} declares no rendition for {template}")


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _language_and_direction(tag: str) -> dict[str, str | None]:
    parts = _LANGUAGE.fullmatch(tag)
    if parts is None:
        raise CannotRender("language", f"is not a language tag we know: {tag!r}")
    language = parts["language"]
    return {
        "language": language,
        "region": parts["region"] or ("GB" if language == "en" else None),
        "direction": "rtl" if language in RIGHT_TO_LEFT else "ltr",
    }


def _where(fault: typst.TypstError, template: str) -> str:
    """Return the places in our templates that the compiler points at."""
    places = re.findall(r"[\w/]+\.typ:\d+:\d+", fault.diagnostic or "")
    return f"{template}: does not compile, see {', '.join(places) or 'the template'}"

"""Web addresses in a text that people wrote: who reads it on a page can follow them."""

import re

from markupsafe import Markup, escape

# What stands after an @ is an e-mail address, and no place to go to.
_ADDRESS = re.compile(r"(?<![@\w.-])(?:[a-z0-9-]+\.)+(?:uk|org|net|com)(?:/[\w/-]*)?\b(?!@)")


def linked(text: str) -> Markup:
    """Return a text in which each web address is a link; where it leads learns nothing of here."""
    parts: list[Markup] = []
    place = 0
    for found in _ADDRESS.finditer(text):
        parts += [escape(text[place : found.start()]), _link(found.group())]
        place = found.end()
    return Markup("").join([*parts, escape(text[place:])])


def _link(address: str) -> Markup:
    return Markup(
        '<a class="govuk-link" href="https://{}" rel="noopener noreferrer">{}</a>'
    ).format(address, address)

"""The template environment of pages. Letters have one of their own."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from roundtable.web.design_system import templating

WEB = Path(__file__).resolve().parent.parent / "web"


def template_folders() -> list[Path]:
    """Return every template folder under `web/`: an audience's own and each feature's."""
    return sorted([*WEB.glob("*/templates"), *WEB.glob("*/*/templates")])


def environment(**options: Any) -> Environment:
    """
    Return the environment, with the components, the filters and the few globals pages may use.

    A name that is not there raises: a page never prints a blank where a fact should be.
    """
    options |= {
        "loader": FileSystemLoader(template_folders()),
        "undefined": StrictUndefined,
        "autoescape": True,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    pages = Environment(**options)  # noqa: S701 - autoescape is among the options
    templating.equip(pages)
    return pages

"""The reference templates of GOV.UK Frontend in Python, and HTML made comparable."""

from functools import cache
from typing import Any

from django.template import engines
from jinja2 import Environment, PackageLoader, PrefixLoader
from lxml import html

from roundtable.web.design_system.components import Components

Comparable = tuple[Any, ...]


@cache
def _reference() -> Environment:
    return Environment(
        autoescape=True,
        loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
    )


def theirs(component: str, params: dict[str, Any]) -> str:
    """Return the reference's markup of a component, named as its folder is: `date-input`."""
    template = _reference().get_template(f"govuk_frontend_jinja/components/{component}/macro.html")
    words = component.split("-")
    macro = getattr(template.module, "govuk" + "".join(word.capitalize() for word in words))
    return str(macro(params))


def ours() -> Components:
    """Return our components, as pages have them."""
    components: Components = engines.all()[0].env.globals["ui"]
    return components


def comparable(markup: str) -> list[Comparable]:
    """Return what a browser would make of it: order of attributes and white space aside."""
    return [_node(element) for element in html.fragments_fromstring(markup.strip())]


def _node(element: Any) -> Comparable:
    attributes = {
        name: frozenset(value.split()) if name in {"class", "aria-describedby"} else value.strip()
        for name, value in element.attrib.items()
    }
    children: list[Any] = []
    for child in (None, *element):
        if child is not None:
            children.append(_node(child))
        text = element.text if child is None else child.tail
        words = " ".join((text or "").split())
        if words:
            children.append(words)
    return (element.tag, tuple(sorted(attributes.items())), tuple(children))

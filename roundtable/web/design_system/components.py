"""The components as one object, so that a page says `ui.button("Save")` and imports nothing."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, cast

from django.forms import BoundField
from jinja2 import Environment
from markupsafe import Markup

from roundtable.web.design_system.fields.shown import Shown

Macro = Callable[..., Markup]


class Components:
    """Finds the macro `name` in `components/<name>.jinja`; `docs/design-system.md` lists them."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def __getattr__(self, name: str) -> Macro:
        if name.startswith("_"):
            raise AttributeError(name)
        macro: Macro = getattr(
            self._environment.get_template(f"components/{name}.jinja").module, name
        )
        if not self._environment.auto_reload:
            setattr(self, name, macro)  # the next page finds it without a look-up
        return macro

    def field(
        self, bound: BoundField, conditional: Mapping[str, Markup] | None = None, **look: Any
    ) -> Markup:
        """
        Return a form's field with its label, hint, error and what was typed.

        `conditional` shows markup (another field) while the choice with that value is chosen.
        """
        field = cast(Shown, bound.field)
        arguments = field.arguments(bound) | look
        if conditional:
            arguments["items"] = [
                replace(item, conditional=conditional.get(item.value, ""))
                for item in arguments["items"]
            ]
        return getattr(self, field.component)(**arguments)

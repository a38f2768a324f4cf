"""What every page's template can use: a few globals, the filters and the components."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment

from roundtable.web.design_system import shell, wording
from roundtable.web.design_system.components import Components
from roundtable.web.design_system.forms import errors_of
from roundtable.web.design_system.linking import linked


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """Return the address of a named page: `url("staff:conference", public_id=row.public_id)`."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def equip(environment: Environment) -> None:
    """Give a template environment everything that pages rely on."""
    environment.globals.update(
        ui=Components(environment),
        static=static,
        url=url,
        shell=shell.of,
        banners=shell.banners,
        errors_of=errors_of,
    )
    environment.filters.update(
        day=wording.day,
        long_day=wording.long_day,
        short_day=wording.short_day,
        time_of_day=wording.time_of_day,
        moment=wording.moment,
        count=wording.count,
        listed=wording.listed,
        linked=linked,
    )

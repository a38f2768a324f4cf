"""An authority's colour as a stylesheet of one line: no inline style, no Sass, cached for ever."""

import re

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control

DEFAULT_COLOUR = "1d4f7c"
_HEX = re.compile(r"#?([0-9a-fA-F]{6})")
# White words stand on this colour: WCAG 2.2 AA asks for this contrast.
_LEAST_CONTRAST = 4.5


def address(colour: str) -> str:
    """Return the address of the stylesheet for a brand colour such as `#5b2d8e`."""
    found = _HEX.fullmatch(colour.strip())
    return reverse("design_system:theme", args=[found[1].lower() if found else DEFAULT_COLOUR])


@login_not_required
@cache_control(public=True, max_age=31536000, immutable=True)
def stylesheet(request: HttpRequest, colour: str) -> HttpResponse:
    """Return the stylesheet of a colour; the colour is its address, so it never changes."""
    return HttpResponse(
        f":root{{--govuk-brand-colour:#{readable(colour)}}}", content_type="text/css"
    )


def readable(colour: str) -> str:
    """Return `colour`, darkened until white words on it can be read."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (0, 2, 4))
    while contrast_with_white(red, green, blue) < _LEAST_CONTRAST:
        red, green, blue = (round(part * 0.95) for part in (red, green, blue))
    return f"{red:02x}{green:02x}{blue:02x}"


def contrast_with_white(red: int, green: int, blue: int) -> float:
    """Return the contrast ratio of WCAG between this colour and white."""
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (red / 255, green / 255, blue / 255)
    ]
    luminance = 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    return 1.05 / (luminance + 0.05)

"""Addresses that every audience shares."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from roundtable.web.design_system import drafts, reading, theme


class HexColour(StringConverter):
    regex = "[0-9a-f]{6}"


register_converter(HexColour, "hex")

app_name = "design_system"
urlpatterns = [
    path("theme/<hex:colour>.css", theme.stylesheet, name="theme"),
    path("how-it-reads/", reading.HowItReads.as_view(), name="reading"),
    path("drafts/", drafts.KeepDraft.as_view(), name="keep-draft"),
    path("drafts/throw-away/", drafts.ForgetDraft.as_view(), name="forget-draft"),
]

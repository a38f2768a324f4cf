"""The application's addresses and the floor page, for measuring alone."""

from django.urls import include, path

from roundtable.ops.bench.floor import floor

urlpatterns = [
    path("floor/", floor, name="floor"),
    path("", include("roundtable.config.urls")),
]

handler404 = "roundtable.web.design_system.errors.page_not_found"
handler500 = "roundtable.web.design_system.errors.server_error"

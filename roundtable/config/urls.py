"""The audiences, by path."""

from django.urls import include, path

urlpatterns = [
    path("health/", include("roundtable.ops.health.urls")),
    path("", include("roundtable.web.design_system.urls")),
    path("", include("roundtable.web.design_system.sign_in.urls")),
    path("api/", include("roundtable.web.api.urls")),
    path("partners/", include("roundtable.web.partners.urls")),
    path("family/", include("roundtable.web.family.urls")),
    path("answer/", include("roundtable.web.by_link.urls")),
    path("", include("roundtable.web.staff.urls")),
]

handler400 = "roundtable.web.design_system.errors.bad_request"
handler403 = "roundtable.web.design_system.errors.permission_denied"
handler404 = "roundtable.web.design_system.errors.page_not_found"
handler500 = "roundtable.web.design_system.errors.server_error"

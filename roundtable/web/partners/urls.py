"""Partner pages, one line for each feature."""

from django.urls import include, path

app_name = "partners"
urlpatterns = [
    path("", include("roundtable.web.partners.home.urls")),
    path("", include("roundtable.web.partners.meetings.urls")),
    path("", include("roundtable.web.partners.reports.urls")),
    path("", include("roundtable.web.partners.plans.urls")),
    path("", include("roundtable.web.partners.asking.urls")),
    path("", include("roundtable.web.partners.information.urls")),
]

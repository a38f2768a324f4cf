"""Family pages, one line for each feature."""

from django.urls import include, path

app_name = "family"
urlpatterns = [
    path("", include("roundtable.web.family.home.urls")),
    path("", include("roundtable.web.family.meetings.urls")),
    path("", include("roundtable.web.family.reports.urls")),
    path("", include("roundtable.web.family.letters.urls")),
    path("", include("roundtable.web.family.information.urls")),
]

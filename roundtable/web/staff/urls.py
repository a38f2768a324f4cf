"""Staff pages, one line for each feature."""

from django.urls import include, path

app_name = "staff"
urlpatterns = [
    path("", include("roundtable.web.staff.plans.urls")),
    path("", include("roundtable.web.staff.room.urls")),
]

"""The audiences, by path."""

from django.urls import include, path

urlpatterns = [
    path("health/", include("roundtable.ops.health.urls")),
]

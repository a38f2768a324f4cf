from django.urls import path

from roundtable.web.staff.incidents import views

urlpatterns = [
    path("incidents/", views.incidents, name="incidents"),
    path("incidents/<uuid:public_id>/", views.OneIncident.as_view(), name="incident"),
    path("cases/<uuid:public_id>/incident/", views.OpenIncident.as_view(), name="open-incident"),
]

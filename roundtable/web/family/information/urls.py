from django.urls import path

from roundtable.web.family.information import views

urlpatterns = [
    path("information/", views.Leaflets.as_view(), name="information"),
    path("information/<slug:code>/", views.Leaflet.as_view(), name="leaflet"),
]

from django.urls import path

from roundtable.web.partners.information import views

urlpatterns = [path("guidance/", views.Guidance.as_view(), name="guidance")]

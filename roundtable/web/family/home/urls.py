from django.urls import path

from roundtable.web.family.home import views

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("unhappy/", views.Unhappy.as_view(), name="unhappy"),
]

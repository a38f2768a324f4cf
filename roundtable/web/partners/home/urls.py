from django.urls import path

from roundtable.web.partners.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("shared/", views.shared, name="shared"),
    path("dates/", views.dates, name="dates"),
]

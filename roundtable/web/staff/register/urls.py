from django.urls import path

from roundtable.web.staff.register import views

urlpatterns = [
    path("register/", views.Register.as_view(), name="register"),
    path("look-up/", views.LookUp.as_view(), name="look-up"),
]

"""Addresses for coming in and going out."""

from django.urls import path

from roundtable.web.design_system.sign_in import views

app_name = "sign_in"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="form"),
    path("sign-in/demo/", views.DemoSignIn.as_view(), name="demo"),
    path("sign-in/stay/", views.Stay.as_view(), name="stay"),
    path("sign-out/", views.SignOut.as_view(), name="out"),
    path("leave/", views.leave, name="leave"),
]

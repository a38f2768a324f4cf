from django.urls import path

from roundtable.web.partners.asking import views

urlpatterns = [
    path("ask-for-a-conference/", views.AskForConference.as_view(), name="ask-for-conference"),
]

from django.urls import path

from roundtable.web.staff.plain_words import views

urlpatterns = [
    path("plain-words/", views.PlainWords.as_view(), name="plain-words"),
    path("plain-words/take-away/", views.TakeAwayWord.as_view(), name="take-away-word"),
]

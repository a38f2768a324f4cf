from django.urls import path

from roundtable.web.staff.messages import views

urlpatterns = [
    path("sent-messages/", views.sent, name="messages"),
    path("letters/<uuid:public_id>/", views.letter, name="letter"),
]

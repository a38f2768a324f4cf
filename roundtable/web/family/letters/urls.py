from django.urls import path

from roundtable.web.family.letters import views

urlpatterns = [path("letters/<uuid:public_id>/", views.LetterView.as_view(), name="letter")]

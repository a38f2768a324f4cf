from django.apps import AppConfig


class FamilyConfig(AppConfig):
    name = "roundtable.web.family"
    label = "family"
    default_auto_field = "django.db.models.BigAutoField"

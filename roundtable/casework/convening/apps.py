from django.apps import AppConfig


class ConveningConfig(AppConfig):
    name = "roundtable.casework.convening"
    label = "convening"
    default_auto_field = "django.db.models.BigAutoField"

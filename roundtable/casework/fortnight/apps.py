from django.apps import AppConfig


class FortnightConfig(AppConfig):
    name = "roundtable.casework.fortnight"
    label = "fortnight"
    default_auto_field = "django.db.models.BigAutoField"

from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "roundtable.web.staff"
    label = "staff"
    default_auto_field = "django.db.models.BigAutoField"

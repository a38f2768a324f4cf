from django.apps import AppConfig


class DesignSystemConfig(AppConfig):
    name = "roundtable.web.design_system"
    label = "design_system"
    default_auto_field = "django.db.models.BigAutoField"

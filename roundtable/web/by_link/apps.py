from django.apps import AppConfig


class ByLinkConfig(AppConfig):
    name = "roundtable.web.by_link"
    label = "by_link"
    default_auto_field = "django.db.models.BigAutoField"

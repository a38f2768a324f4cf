from django.apps import AppConfig


class CinCensusConfig(AppConfig):
    name = "roundtable.returns.cin_census"
    label = "cin_census"
    default_auto_field = "django.db.models.BigAutoField"

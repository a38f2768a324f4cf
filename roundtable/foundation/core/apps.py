from django.apps import AppConfig
from django.db.models.signals import post_migrate

from roundtable.foundation.core import lookups


class CoreConfig(AppConfig):
    name = "roundtable.foundation.core"
    label = "core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        lookups.register()
        # Imported late: models can be looked at only once all apps are loaded.
        from roundtable.foundation.core.grants import grant_after_migrations

        post_migrate.connect(grant_after_migrations, sender=self)

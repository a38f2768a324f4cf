"""The demonstration, and development, on one's own machine: what `make run` uses."""

from roundtable.config import database, env
from roundtable.config.logging import structured_logging
from roundtable.config.settings.base import *
from roundtable.ops.embedded_postgres import Kind

DEBUG = env.flag("DEBUG", default=False)
ACCESS_NET = DEBUG
DEMO_MODE = env.flag("DEMO_MODE", default=True)
# Signs nothing of value: this server is reached from its own machine only, and production
# refuses to start with this key.
SECRET_KEY = "demonstration-only-" * 3
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

EMBEDDED_POSTGRES: Kind | None = "demo" if database.is_embedded() else None
DATABASES = {"default": database.django_database(kind="demo")}
DATABASE_APPLICATION_ROLE = database.application_role(kind="demo")

if not EMAIL_HOST:
    # Nothing leaves the machine: each e-mail is a file that one can open and look at.
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = CHECKOUT / ".mail"

TEMPLATES[0]["OPTIONS"]["auto_reload"] = DEBUG
if DEBUG:
    # Straight from the sources, without collecting them first.
    STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    WHITENOISE_USE_FINDERS = True

# The console belongs to the one line that says it is ready.
LOGGING = structured_logging(level=env.text("LOG_LEVEL", "WARNING"))

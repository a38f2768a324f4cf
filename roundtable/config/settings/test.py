"""The tests: an embedded server of their own, created and migrated as the owner.

`tests/conftest.py` turns the connection over to the application's role once the tables are there.
"""

import os

from roundtable.config import database
from roundtable.config.logging import structured_logging
from roundtable.config.settings.base import *
from roundtable.ops.embedded_postgres import Kind

DEMO_MODE = True
ACCESS_NET = True
SECRET_KEY = "tests-only-" * 5
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]

EMBEDDED_POSTGRES: Kind | None = "test" if database.is_embedded() else None
DATABASES = {"default": database.django_database(kind="test", role="owner")}
# A kept connection of another thread would hold up the removal of the test database.
DATABASES["default"]["CONN_MAX_AGE"] = 0
# One for each process: two runs at once must not take each other's away.
DATABASES["default"]["TEST"] = {"NAME": f"test_roundtable_{os.getpid()}"}
DATABASE_APPLICATION_ROLE = database.application_role(kind="test")

# Argon2 is slow on purpose.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
LOGGING = structured_logging(level="WARNING")

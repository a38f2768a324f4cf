"""Measuring: as the demonstration runs, on a database of its own that is kept between runs."""

from roundtable.config import database
from roundtable.config.settings.local import *

ROOT_URLCONF = "roundtable.ops.bench.urls"
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]

EMBEDDED_POSTGRES = "bench" if database.is_embedded() else None
DATABASES = {"default": database.django_database(kind="bench")}
DATABASE_APPLICATION_ROLE = database.application_role(kind="bench")

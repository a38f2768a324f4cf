"""Settings that hold everywhere; `local`, `test` and `production` say only what differs."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pghistory
from csp.constants import NONE, SELF

from roundtable.config import env
from roundtable.config.logging import structured_logging
from roundtable.web.design_system.audiences import AUDIENCES

PACKAGE = Path(__file__).resolve().parents[2]
CHECKOUT = PACKAGE.parent

DEBUG = False
# The demonstration: invented people, and signing in as one of them with one click.
DEMO_MODE = False
# Whether a page that asked nobody if its reader may see it is an error instead of a page.
ACCESS_NET = False
SECRET_KEY = ""
ALLOWED_HOSTS: list[str] = []
PORT = env.number("PORT", 8000, least=1, most=65535)
# Where people outside reach us: what links in messages begin with.
PUBLIC_URL = env.text("PUBLIC_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
# A ClamAV daemon that looks at every file people send: a socket's path, or host:port. Where one is
# named and does not answer, no file is taken.
VIRUS_SCANNER = env.text("CLAMAV_ADDRESS")
# Who is asked, at the moment of sending, whether a message may leave.
SENDING_GATE = "roundtable.casework.invitations.gate"
# The mail server. "off" says that no program sends e-mail: each one waits for a person to send it.
EMAIL_HOST = env.text("SMTP_HOST")
MAIL_IS_BY_HAND = EMAIL_HOST.lower() == "off"
EMAIL_PORT = env.number("SMTP_PORT", 587, least=1, most=65535)
EMAIL_HOST_USER = env.text("SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("SMTP_PASSWORD")
SMTP_SECURITY = env.one_of("SMTP_SECURITY", ("starttls", "tls", "none"), "starttls")
EMAIL_USE_TLS = SMTP_SECURITY == "starttls"
EMAIL_USE_SSL = SMTP_SECURITY == "tls"
EMAIL_TIMEOUT = 20
# Who messages are from: an address that says nothing, because anybody may see it on a telephone.
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", f"no-reply@{urlsplit(PUBLIC_URL).hostname}")
# A service that sends text messages (`foundation/messaging/texts.py`). Without one, people do.
TEXT_GATEWAY_URL = env.text("TEXT_GATEWAY_URL")
TEXT_GATEWAY_KEY = env.text("TEXT_GATEWAY_KEY")
WSGI_APPLICATION = "roundtable.config.wsgi.application"
ROOT_URLCONF = "roundtable.config.urls"

# The parts. From bottom to top, as imports point.
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "csp",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "roundtable.foundation.core",
    "roundtable.foundation.accounts",
    "roundtable.foundation.access",
    "roundtable.foundation.audit",
    "roundtable.foundation.clocks",
    "roundtable.foundation.documents",
    "roundtable.foundation.messaging",
    "roundtable.casework.information",
    "roundtable.casework.people",
    "roundtable.casework.cases",
    "roundtable.casework.convening",
    "roundtable.casework.conferences",
    "roundtable.casework.statements",
    "roundtable.casework.preparing",
    "roundtable.casework.invitations",
    "roundtable.casework.reports",
    "roundtable.casework.room",
    "roundtable.casework.decisions",
    "roundtable.casework.plans",
    "roundtable.casework.fortnight",
    "roundtable.returns.cin_census",
    "roundtable.web.design_system",
    "roundtable.web.staff",
    "roundtable.web.partners",
    "roundtable.web.family",
    "roundtable.web.by_link",
    "roundtable.web.api",
    "roundtable.ops",
]

MIDDLEWARE = [
    "roundtable.ops.request_log.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "roundtable.web.design_system.middleware.SignInRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Last: the transaction of the request and the actor's context go round the view alone.
    "roundtable.web.design_system.middleware.ActorMiddleware",
]

# DATABASES, EMBEDDED_POSTGRES (the kind of embedded server, if one is used) and
# DATABASE_APPLICATION_ROLE (who migrations grant the application's rights to) are set by
# `local`, `test` and `production`.
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shared by all processes, as rate limits need; memory of one process (LocMem) would multiply them.
# Whoever could fill it would have the counts thrown out: it has room for more than anybody can fill
# before they expire.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

# Who changed a row is inside its history row: a table of contexts beside it would have to be
# writable by the application, and so could be rewritten.
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()
PGHISTORY_APPEND_ONLY = True

# Signing in.
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["roundtable.foundation.accounts.backend.SignedInBackend"]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = LOGIN_URL
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{validator}"}
    for validator in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
    )
]
# Where the address of a browser stands: failed sign-ins are counted by it.
CLIENT_ADDRESS_HEADER = "REMOTE_ADDR"
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "roundtable_session"
# How long a session of each audience lasts is said in one place; the cookie's longest is theirs.
SESSION_COOKIE_AGE = int(max(one.longest for one in AUDIENCES).total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# What a message says may be about a child: it stays with us instead of going into a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "roundtable.web.design_system.errors.csrf_failure"
CSRF_COOKIE_NAME = "roundtable_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

# What browsers may do with our pages: everything comes from here, and nowhere else shows them.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# Nothing of our addresses is told to a page that someone follows a link to.
SECURE_REFERRER_POLICY = "same-origin"

# Pages are Jinja2; Django's own engine is for the templates of third parties.
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "OPTIONS": {"environment": "roundtable.config.jinja2.environment", "auto_reload": False},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

STATIC_URL = "/static/"
STATIC_ROOT = CHECKOUT / "staticfiles"
# No default storage: nothing about a child is written to a disk beside the database.
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = structured_logging(level=env.text("LOG_LEVEL", "INFO"))

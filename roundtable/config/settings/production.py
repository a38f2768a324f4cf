"""Production: refuses to start rather than start unsafely."""

from django.core.exceptions import ImproperlyConfigured

from roundtable.config import database, env
from roundtable.config.settings.base import *
from roundtable.ops.embedded_postgres import Kind

for switch in ("DEBUG", "DEMO_MODE"):
    if env.flag(switch, default=False):
        raise ImproperlyConfigured(f"Production does not start with {switch}.")

SECRET_KEY = env.required_text("SECRET_KEY")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 16:
    raise ImproperlyConfigured("SECRET_KEY must be 50 or more random characters.")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts that this server answers for.")
if database.is_embedded():
    raise ImproperlyConfigured(
        "DATABASE_URL is not set; the embedded PostgreSQL is for trying out."
    )

if not EMAIL_HOST:
    raise ImproperlyConfigured(
        'SMTP_HOST is not set. "off" says that people send every e-mail themselves.'
    )
if not MAIL_IS_BY_HAND:
    DEFAULT_FROM_EMAIL = env.required_text("MAIL_FROM")
    if SMTP_SECURITY == "none" and EMAIL_HOST not in ("localhost", "127.0.0.1", "::1"):
        raise ImproperlyConfigured("SMTP_SECURITY is none: nothing is mailed in the clear.")
if TEXT_GATEWAY_URL and not TEXT_GATEWAY_URL.startswith("https://"):
    raise ImproperlyConfigured("TEXT_GATEWAY_URL must begin with https://.")

EMBEDDED_POSTGRES: Kind | None = None
DATABASES = {"default": database.django_database()}
DATABASE_APPLICATION_ROLE = database.application_role()

SECURE_SSL_REDIRECT = env.flag("SSL_REDIRECT", default=True)
# Health checks come from inside, over plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 60 * 60 * 24 * 365)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# Preloading binds a whole domain, for years: that is for its owner to ask of the browsers.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-roundtable_session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-roundtable_csrf"
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
if env.flag("BEHIND_PROXY", default=False):
    # Only where a proxy of ours sets the header and drops what a browser sent.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CLIENT_ADDRESS_HEADER = "HTTP_X_FORWARDED_FOR"

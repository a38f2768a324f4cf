"""What a web server calls."""

import os

from django.core.wsgi import get_wsgi_application

# Whoever starts a server without saying which settings must not get the demonstration's.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "roundtable.config.settings.production")

application = get_wsgi_application()

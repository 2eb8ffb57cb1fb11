"""The door for pages and writes. Live streams will get an ASGI door of their own beside it."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from portal.running.environment import SettingError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

try:
    application = get_wsgi_application()
    from portal.running.checks import stop_unless_durable
    from portal.serving.middleware import Request

    application.request_class = Request
    stop_unless_durable(must_answer=False)
except SettingError as error:
    sys.exit(f"Drogowskaz cannot start: {error}")

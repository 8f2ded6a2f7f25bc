"""What Granian serves (see the `serve` command)."""

import os

from django.core.wsgi import get_wsgi_application

from catalogue.server.whole import whole_bodies

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "catalogue.settings")

application = whole_bodies(get_wsgi_application())

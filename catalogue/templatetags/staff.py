"""Template filters of the admin's pages: when something was done, and what."""

from django import template
from django.contrib.admin.models import LogEntry

from catalogue.admin.kit.moments import moment as _moment
from programmes.typography import long_date, typeset

register = template.Library()

register.filter("moment", _moment)
register.filter("long_date", long_date, expects_localtime=True)


@register.filter
def done(entry: LogEntry) -> str:
    """What the log holds: Django names each row « l'objet … »."""
    return typeset(entry.get_change_message().replace("l'objet ", ""))

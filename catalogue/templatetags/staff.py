"""The admin's own filters and tags: when something was done, and what; what is typed and saved."""

from typing import Any

from django import template
from django.contrib.admin.models import LogEntry

from catalogue.admin.kit import copies
from catalogue.admin.kit.drawing import field_of_page
from catalogue.admin.kit.moments import moment as _moment
from programmes.typography import long_date, typeset

register = template.Library()

register.simple_tag(field_of_page)
register.filter("moment", _moment)
register.filter("long_date", long_date, expects_localtime=True)


@register.filter
def done(entry: LogEntry) -> str:
    """What the log holds: Django names each row « l'objet … »."""
    return typeset(entry.get_change_message().replace("l'objet ", ""))


@register.inclusion_tag("admin/includes/copy.html", takes_context=True)
def copy_field(context: Any) -> dict[str, Any]:
    """In a form whose words the browser keeps until it is saved: none with a password."""
    request = context["request"]
    return {"name": request.POST.get(copies.COPY, ""), "is_typed": request.method == "POST"}


@register.simple_tag(takes_context=True)
def saved_copies(context: Any) -> str:
    """For the browser, which forgets them."""
    return " ".join(copies.saved(context["request"]))

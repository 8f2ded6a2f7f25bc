"""What a file is called by the browser that saves it."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def called(response: HttpResponse, name: str, *, to_save: bool = False) -> HttpResponse:
    """The answer, a file of that name; shown in the browser, unless it is `to_save`."""
    if header := content_disposition_header(to_save, name):
        response["Content-Disposition"] = header
    return response

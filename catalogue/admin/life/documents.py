"""Any document that was ever kept, for staff: a past edition's is no longer public."""

from django.http import Http404, HttpResponse
from django.urls import reverse

from catalogue.views.documents import download

from .frame import StaffPage, Visit

_ADDRESS = "fichiers/"


def for_staff() -> str:
    """Where staff find the documents of drafts and of past editions."""
    return reverse("admin:programmes_programme_changelist") + _ADDRESS


def _file(visit: Visit, digest: str) -> HttpResponse:
    answer = download(visit.request, digest, digest)
    if answer is None:
        raise Http404
    return answer


PAGES = [StaffPage(f"{_ADDRESS}<slug:digest>.pdf", "file", _file)]

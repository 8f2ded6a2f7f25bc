"""Documents as downloads: what a page that is online names, under a policy of its own.

A PDF comes from outside: no browser opens it as a page of this site, with its scripts or in a
frame. The address is the hash of the content, which never changes; whether it is public may, so it
stands under the page that names it.
"""

from typing import Final

from django.http import HttpRequest, HttpResponse

from catalogue.server import caching, errors
from catalogue.server.downloads import called
from catalogue.views.public import formerly_at, read_only
from programmes import sheet as sheets
from programmes.models import Edition, StoredFile
from programmes.sheet import Sheet
from programmes.text import file_name

#: Whoever opens it all the same: nothing runs, loads, is sent or framed.
POLICY: Final = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
)


@read_only
def document(request: HttpRequest, slug: str, digest: str) -> HttpResponse:
    """Two queries; one, where the visitor has it already."""
    edition = Edition.objects.current().filter(slug=slug).only("sheet").first()
    if edition is None:
        return formerly_at(request, slug, "document", digest)
    sheet = sheets.load(edition.sheet)
    if not _name(sheet, digest):
        return errors.page_not_found(request)
    return caching.unless_known(
        request,
        f'"{digest}"',
        lambda: named(request, sheet, digest) or errors.page_not_found(request),
        policy=caching.IMMUTABLE,
    )


def named(request: HttpRequest, sheet: Sheet, digest: str) -> HttpResponse | None:
    """The file, where the sheet names it."""
    name = _name(sheet, digest)
    return download(request, digest, name) if name else None


def _name(sheet: Sheet, digest: str) -> str:
    """« Règlement intérieur, Sud Management.pdf »; empty for what the sheet does not name."""
    found = next((one.called for one in sheet.files if one.digest == digest), None)
    if found is None:
        return ""
    return file_name(f"{found}, {sheet.centre.name}") or digest


def download(request: HttpRequest, digest: str, name: str) -> HttpResponse | None:
    """At most 5 MB, sent whole."""
    kept = StoredFile.objects.filter(pk=digest).values_list("content", flat=True).first()
    if kept is None:
        return None
    response = caching.whole(request, bytes(kept), "application/pdf")
    response["Content-Security-Policy"] = POLICY
    return called(response, f"{name}.pdf", to_save=True)

"""The code of a fact sheet, typed by somebody who cannot scan it; or mistyped."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from catalogue.life.publisher import publisher
from catalogue.server import caching
from catalogue.server.caching import public_response
from catalogue.views.forms.paper_code import PaperCodeForm
from catalogue.views.public import read_only
from catalogue.views.rendering import rendered
from programmes.nouns import quoted
from programmes.typography import NARROW


@read_only
def paper_code(request: HttpRequest) -> HttpResponse:
    """Asks for a code, and leads to what it says of the paper."""
    if "code" not in request.GET:
        html = _render(PaperCodeForm())
        return public_response(request, html, etag=sha256(html.encode()).hexdigest()[:16])
    form = PaperCodeForm(request.GET)
    if not form.is_valid():
        return _again(form, status=400)
    response = redirect("paper", code=form.cleaned_data["code"])
    response["Cache-Control"] = caching.PRIVATE
    return response


def unknown(code: str) -> HttpResponse:
    """No paper bears this code: what was typed can be put right."""
    form = PaperCodeForm({"code": code})
    if form.is_valid():
        form.add_error(
            "code", f"Aucune fiche ne porte le code {quoted(code)}{NARROW}: comparez chaque signe."
        )
    return _again(form, status=404)


def _again(form: PaperCodeForm, *, status: int) -> HttpResponse:
    response = HttpResponse(_render(form), status=status)
    response["Cache-Control"] = caching.PRIVATE
    return response


def _render(form: PaperCodeForm) -> str:
    return rendered("programmes/paper_code.html", {"form": form, "centre": publisher()})

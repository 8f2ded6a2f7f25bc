"""A link that somebody hands over: whoever opens it chooses the password of one account, once.

Nothing tells a link that was never made from one that is used, or of an account that is closed.
"""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import devices
from accounts.models import Invitation
from catalogue.admin.kit.errors import Typeset
from catalogue.server import caching


class FirstPasswordForm(Typeset, SetPasswordForm):  # type: ignore[type-arg]  # generic for mypy alone
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].widget.attrs["autofocus"] = True
        self.fields["new_password2"].help_text = "Le même, pour éviter une faute de frappe."


def urls(site: AdminSite) -> list[URLPattern]:
    @sensitive_post_parameters()
    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, token: str) -> HttpResponse:
        return _told_to_nobody_else(_welcome(site, request, token))

    def done(request: HttpRequest) -> HttpResponse:
        context = {**site.each_context(request), "title": "Votre mot de passe est choisi"}
        return _told_to_nobody_else(TemplateResponse(request, "admin/welcome_done.html", context))

    return [
        path("bienvenue/", never_cache(done), name="welcome_done"),
        path("bienvenue/<slug:token>/", view, name="welcome"),
    ]


def _welcome(site: AdminSite, request: HttpRequest, token: str) -> HttpResponse:
    invitation = Invitation.objects.usable(token).select_related("user").first()
    if invitation is None:
        return _ended(site, request)
    form = FirstPasswordForm(invitation.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _chosen(site, request, token, form)
    context = {
        **site.each_context(request),
        "title": "Choisissez votre mot de passe",
        "form": form,
        "account": invitation.user,
    }
    return TemplateResponse(request, "admin/welcome.html", context)


def _chosen(site: AdminSite, request: HttpRequest, token: str, form: Any) -> HttpResponse:
    """The device is known from now on: whoever was kept out by others gets in by such a link."""
    user: User = form.user
    with transaction.atomic():
        if not Invitation.objects.use(token):
            return _ended(site, request)
        form.save()
    answer = HttpResponseRedirect(reverse("admin:welcome_done"))
    devices.remember(request, answer, user.get_username())
    return answer


def _ended(site: AdminSite, request: HttpRequest) -> HttpResponse:
    context = {**site.each_context(request), "title": "Ce lien ne sert plus"}
    return TemplateResponse(request, "admin/welcome_ended.html", context, status=410)


def _told_to_nobody_else(response: HttpResponse) -> HttpResponse:
    """Its address is a key. Its site alone is told to the next page: without even that, browsers
    send the form from « null », which is refused."""
    response["Cache-Control"] = caching.PRIVATE
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response

"""The second factor: asked after the password, installed, and looked after by its owner.

Whoever has given a password alone is a stranger to Django (`accounts/halfway.py`): the pages below
that are open to them are the two that ask for a code and that install what shows one.
"""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.models import User
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import devices, factors, guessing, halfway, hashing, sessions, totp
from accounts.factors import Verdict
from accounts.models import Factor, Happening
from accounts.network import address_of, network_of
from accounts.security_log import record
from catalogue.admin.kit.errors import Typeset
from catalogue.admin.kit.moments import moment
from catalogue.admin.kit.people import full_name
from catalogue.outputs import qr
from programmes.typography import NARROW

from .login import retry_after, words_of_wait
from .together import keeping

View = Callable[..., HttpResponse]
AnyView = TypeVar("AnyView", bound=View)

_SOON: Final = timedelta(seconds=5)
_WRONG: Final = (
    f"Ce code n’est pas le bon. Il change toutes les 30 secondes{NARROW}: tapez celui qui est "
    "affiché. S’il est toujours refusé, mettez l’heure de l’appareil en réglage automatique."
)
_USED: Final = f"Ce code a déjà servi{NARROW}: attendez le suivant, ou prenez-en un autre."
_NO_PROOF: Final = "Ni le mot de passe de ce compte, ni un code de son second facteur."


class CodeField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        typed = {
            "autocomplete": "one-time-code",
            "autocapitalize": "none",
            "spellcheck": "false",
            "autofocus": True,
        }
        super().__init__(max_length=64, widget=forms.TextInput(typed), **kwargs)


class CodeForm(Typeset, forms.Form):
    code = CodeField(label="Code", help_text="Les 6 chiffres affichés, ou un code de secours.")
    trust = forms.BooleanField(required=False, initial=True)


class EnrolForm(Typeset, forms.Form):
    code = CodeField(label="Code affiché", help_text="Les 6 chiffres que montre l’application.")


class ProofForm(Typeset, forms.Form):
    proof = forms.CharField(
        label="Mot de passe ou code",
        help_text="Votre mot de passe, un code affiché ou un code de secours.",
        max_length=4096,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )


def urls(site: AdminSite) -> list[URLPattern]:
    def own(view: View) -> View:
        """Of whoever is in."""
        return site.admin_view(_plain(lambda request: view(site, request, request.user)))

    def between(view: View) -> View:
        """Of whoever is in, or has given a password."""
        return never_cache(_plain(lambda request: view(site, request)))

    return [
        path("second-facteur/", own(_own), name="factor"),
        path("second-facteur/code/", between(_code), name="factor_code"),
        path("second-facteur/installer/", between(_install), name="factor_install"),
        path("second-facteur/suite/", own(_onward), name="factor_onward"),
    ]


def _plain(view: View) -> View:
    return sensitive_post_parameters()(require_http_methods(["GET", "HEAD", "POST"])(view))


# Between the password and the session


def asked(request: HttpRequest, user: User) -> HttpResponse:
    """Instead of the log-in, once the password is right."""
    view = LoginView()
    view.setup(request)
    halfway.begin(request, user, view.get_success_url(), keeping.kept_in(request))
    return _led(user)


def _led(user: User) -> HttpResponse:
    page = "factor_code" if factors.of(user) else "factor_install"
    return HttpResponseRedirect(reverse(f"admin:{page}"))


def _to_login() -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:login"))


def _code(site: AdminSite, request: HttpRequest) -> HttpResponse:
    user = halfway.person(request)
    if user is None:
        return _to_login()
    factor = factors.of(user)
    if factor is None:  # reset meanwhile
        return _led(user) if factors.is_required(user) else _to_login()
    form = CodeForm(request.POST or None)
    if request.method == "POST" and factors.is_readable(factor) and form.is_valid():
        typed = form.cleaned_data["code"]
        try:
            verdict = _tried(request, user, factor, lambda: factors.accept(factor, typed))
        except guessing.TooMany as refusal:
            return _told_to_wait(refusal, lambda more: _code_page(site, request, user, form, more))
        if verdict is Verdict.RIGHT:
            return _let_in(site, request, user, factor, is_trusted=form.cleaned_data["trust"])
        form.add_error("code", _USED if verdict is Verdict.USED else _WRONG)
    return _code_page(site, request, user, form, {"is_readable": factors.is_readable(factor)})


def _code_page(
    site: AdminSite, request: HttpRequest, user: User, form: CodeForm, more: dict[str, Any]
) -> HttpResponse:
    context = {
        **site.each_context(request),
        "title": "Second facteur",
        "account": user,
        "form": form,
        "is_readable": True,
        **more,
    }
    return TemplateResponse(request, "admin/factor_code.html", context)


def _let_in(
    site: AdminSite, request: HttpRequest, user: User, factor: Factor, *, is_trusted: bool
) -> HttpResponse:
    halfway.finish(request, user)
    answer = _onward(site, request, user)
    _remember(request, answer, user, factor, is_trusted=is_trusted)
    return answer


def _remember(
    request: HttpRequest, answer: HttpResponse, user: User, factor: Factor, *, is_trusted: bool
) -> None:
    """A device that is not to be trusted still is one where the factor was given: it has a lane of
    its own, and is asked each time."""
    given = timezone.now() if is_trusted else timezone.now() - devices.TRUSTED_FOR
    trust = (given.timestamp(), factors.mark_of(factor))
    devices.remember(request, answer, user.get_username(), trust)


def _onward(site: AdminSite, request: HttpRequest, user: User) -> HttpResponse:
    """To where the log-in was leading, with what had been typed there."""
    to, kept = halfway.onward(request)
    return keeping.resumed(request, HttpResponseRedirect(to or reverse("admin:index")), kept)


# Tries are limited as those of passwords are


def _tried(
    request: HttpRequest, user: User, factor: Factor, verdict_of: Callable[[], Verdict]
) -> Verdict:
    """Counted as wrong before it is looked at. Raises `TooMany`."""
    name = user.get_username()
    device = devices.factor_device_of(request, name, factors.mark_of(factor))
    one = guessing.CodeTry(name, network_of(address_of(request)), device)
    is_last = one.reserve()
    verdict = verdict_of()
    if verdict is Verdict.RIGHT:
        one.take_back()
    else:
        record(Happening.FAILED, account=user.pk, about="second facteur")
        if is_last:
            record(Happening.LIMITED, account=user.pk, about="second facteur")
    return verdict


def _told_to_wait(
    refusal: guessing.TooMany, page: Callable[[dict[str, Any]], HttpResponse]
) -> HttpResponse:
    answer = page({"wait": words_of_wait("codes", refusal.free_at)})
    answer.status_code = HTTPStatus.TOO_MANY_REQUESTS
    answer["Retry-After"] = retry_after(refusal.free_at - timezone.now())
    return answer


# Installing it


def _install(site: AdminSite, request: HttpRequest) -> HttpResponse:
    is_in = site.has_permission(request)
    user: Any = request.user if is_in else halfway.person(request)
    if user is None:
        return _to_login()
    if factors.of(user):
        return HttpResponseRedirect(reverse(f"admin:{'factor' if is_in else 'factor_code'}"))
    form = EnrolForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        salt = halfway.salt(request)
        step = factors.shown_step(salt, form.cleaned_data["code"])
        if step is not None:
            return _installed(site, request, user, factors.enrol(user, salt, step))
        form.add_error("code", _WRONG)
    secret = factors.secret_of(halfway.salt(request))
    letters = totp.in_letters(secret)
    host = urlsplit(settings.SITE_URL).hostname or ""
    context = {
        **site.each_context(request),
        "title": "Installer le second facteur",
        "frame": _frame(request),
        "is_in": is_in,
        "is_required": factors.is_required(user),
        "account": user,
        "form": form,
        "code": qr.svg(totp.address(secret, host, user.get_username())),
        "groups": [letters[start : start + 4] for start in range(0, len(letters), 4)],
    }
    return TemplateResponse(request, "admin/factor_install.html", context)


def _installed(site: AdminSite, request: HttpRequest, user: User, codes: list[str]) -> HttpResponse:
    """Whoever installs one on this device has it there; all other sessions end."""
    factor = factors.of(user)
    if not codes or factor is None:  # another page was quicker, or somebody has reset it
        return _to_login()
    if site.has_permission(request):
        halfway.enrolled(request)
    else:
        halfway.finish(request, user)
    sessions.end(user, but=request.session.session_key)
    answer = _codes_page(site, request, codes, "Votre second facteur est installé")
    _remember(request, answer, user, factor, is_trusted=True)
    return answer


def _frame(request: HttpRequest) -> str:
    return f"admin/{'base_site' if request.user.is_authenticated else 'alone'}.html"


def _codes_page(
    site: AdminSite, request: HttpRequest, codes: list[str], title: str
) -> HttpResponse:
    """The answer to a form: no address leads back to it."""
    context = {**site.each_context(request), "title": title, "codes": codes}
    return TemplateResponse(request, "admin/factor_codes.html", context)


# Looking after it


def _own(site: AdminSite, request: HttpRequest, user: User) -> HttpResponse:
    factor = factors.of(user)
    form = ProofForm(request.POST or None)
    if request.method == "POST" and factor and form.is_valid():
        proof = form.cleaned_data["proof"]
        try:
            verdict = _tried(request, user, factor, lambda: _proven(user, factor, proof))
        except guessing.TooMany as refusal:
            return _told_to_wait(
                refusal, lambda more: _own_page(site, request, user, factor, form, more)
            )
        except hashing.Busy:
            form.add_error("proof", "Le site vérifie d’autres mots de passe. Réessayez.")
        else:
            if verdict is Verdict.RIGHT:
                return _done(site, request, user, factor)
            form.add_error("proof", _USED if verdict is Verdict.USED else _NO_PROOF)
    return _own_page(site, request, user, factor, form, {})


def _own_page(
    site: AdminSite,
    request: HttpRequest,
    user: User,
    factor: Factor | None,
    form: ProofForm,
    more: dict[str, Any],
) -> HttpResponse:
    context = {
        **site.each_context(request),
        "title": "Second facteur",
        "is_required": factors.is_required(user),
        "factor": factor,
        "is_readable": factor and factors.is_readable(factor),
        "since": moment(factor.created_at) if factor else "",
        "left": factors.recovery_codes_left(factor) if factor else 0,
        "form": form,
        **more,
    }
    return TemplateResponse(request, "admin/factor.html", context)


def _proven(user: User, factor: Factor, typed: str) -> Verdict:
    """A code that has been used already is not taken for a password."""
    verdict = factors.accept(factor, typed)
    if verdict is not Verdict.WRONG:
        return verdict
    with hashing.a_turn(is_known=True):
        return Verdict.RIGHT if user.check_password(typed) else Verdict.WRONG


def _done(site: AdminSite, request: HttpRequest, user: User, factor: Factor) -> HttpResponse:
    if "remove" not in request.POST:
        return _codes_page(
            site, request, factors.renew_codes(factor), "Vos nouveaux codes de secours"
        )
    factors.remove(user)
    if factors.is_required(user):  # led to another one, before anything else
        halfway.begin(request, user, reverse("admin:index"))
        return _led(user)
    halfway.removed(request)
    messages.success(request, "Votre second facteur est retiré.")
    return HttpResponseRedirect(reverse("admin:factor"))


# That of somebody else


def factor_of(site: AdminSite, request: HttpRequest, user: User) -> HttpResponse:
    """Reset by another superuser; one's own takes a proof, on one's own page."""
    if user == request.user:
        return HttpResponseRedirect(reverse("admin:factor"))
    if request.method == "POST":
        factors.reset(user)
        messages.success(
            request,
            f"Le second facteur de {full_name(user)} est retiré, ses sessions sont fermées.",
        )
        return HttpResponseRedirect(request.path)
    factor = factors.of(user)
    context = {
        **site.each_context(request),
        "title": f"Second facteur{NARROW}: {full_name(user)}",
        "account": user,
        "is_required": factors.is_required(user),
        "since": moment(factor.created_at) if factor else "",
        "left": factors.recovery_codes_left(factor) if factor else 0,
    }
    return TemplateResponse(request, "admin/auth/user/factor.html", context)

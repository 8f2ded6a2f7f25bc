"""Accounts: who may log in, and with which role. The roles themselves come with the site."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.auth.forms import UserChangeForm, UsernameField
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from accounts import factors
from accounts.models import Happening, Invitation
from accounts.security_log import record
from catalogue.admin import superusers
from catalogue.admin.factor import factor_of
from catalogue.admin.kit.base import FrenchFields, PlainFilters, PlainTitles
from catalogue.admin.kit.deleting import PlainDeletions
from catalogue.admin.kit.errors import Typeset
from catalogue.admin.kit.formsets import ListedChoices
from catalogue.admin.kit.generic import AnyModelForm, AnyPasswordForm, AnyUserAdmin, AnyUserForm
from catalogue.admin.kit.moments import moment
from catalogue.admin.kit.people import full_name
from catalogue.admin.kit.telling import PlainMessages
from catalogue.admin.own_sessions import sessions_of
from programmes.models import Edition, PreviewLink, ReviewNote
from programmes.typography import NARROW

admin.site.unregister(User)
admin.site.unregister(Group)

LABELS = {
    "is_active": "Compte actif",
    "is_staff": "Membre de l’équipe",
    "is_superuser": "Super-utilisateur",
    "groups": "Rôles",
}
HELP = {
    "username": "Ce que la personne tape pour se connecter, sans espace.",
    "is_active": (
        f"Décochez quand quelqu’un quitte l’équipe{NARROW}: ses sessions et ses liens se ferment "
        "aussitôt, son travail reste."
    ),
    "is_staff": "Peut se connecter ici.",
    "is_superuser": "Peut tout faire, et gère les comptes.",
    "groups": (
        f"Rédaction{NARROW}: modifier et prévisualiser. Publication{NARROW}: aussi publier, "
        f"retirer, restaurer et partager. Admissions{NARROW}: se connecter."
    ),
}


class AccountForm(Typeset, AnyUserForm):
    password = None  # type: ignore[assignment]  # a page of its own; Django would show how it is encrypted

    class Meta(UserChangeForm.Meta):
        labels = LABELS
        help_texts = HELP

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        lost = [name for name in superusers.NEEDED if name in cleaned and not cleaned[name]]
        if lost and superusers.is_last(self.instance):
            for name in lost:
                self.add_error(name, superusers.LAST)
        return cleaned


class NewAccountForm(Typeset, AnyModelForm):
    """Without a password: the person chooses it, by the link that one hands over."""

    class Meta:
        model = User
        fields = ["username", "first_name", "last_name", "email", "is_staff", "groups"]
        field_classes = {"username": UsernameField}
        labels = LABELS
        help_texts = HELP

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["is_staff"] = True  # nobody else needs an account

    def clean_username(self) -> str:
        """« Camille » and « camille » would be two people who are told apart by nobody."""
        name: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=name).exists():
            raise ValidationError("Un compte porte déjà ce nom.")
        return name


class PasswordForm(Typeset, AnyPasswordForm):
    """Without Django's choice of an account that no password opens."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)
        for field in self.fields.values():
            field.required = True
        self.fields["password2"].help_text = "Le même, pour éviter une faute de frappe."


class ForSuperusers:
    """Whoever edits accounts could make themselves a superuser: no lesser right opens these."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    has_add_permission = has_module_permission
    has_change_permission = has_view_permission

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request) and not (obj and _left_a_trace(obj))


# What keeps the name of whoever did it.
_SIGNED = (
    (Edition, "author"),
    (ReviewNote, "settled_by"),
    (PreviewLink, "created_by"),
    (LogEntry, "user"),
)


def _left_a_trace(user: User) -> bool:
    return any(model.objects.filter(**{name: user}).exists() for model, name in _SIGNED)


@admin.register(User)
class AccountAdmin(
    ForSuperusers,
    FrenchFields,
    PlainTitles,
    PlainFilters,
    PlainMessages,
    PlainDeletions,
    AnyUserAdmin,
):
    actions = None
    this = "ce compte"
    add_title = "Nouveau compte"
    form = AccountForm
    add_form = NewAccountForm
    change_password_form = PasswordForm
    filter_horizontal = ()
    list_display = ["username", "full_name", "roles", "is_active"]
    show_facets = admin.ShowFacets.NEVER
    list_filter = ["is_active", "groups"]
    readonly_fields = ["password_link", "factor_link", "sessions_link", "seen", "joined"]
    add_fieldsets = (
        ("Identité", {"fields": ["username", ("first_name", "last_name"), "email"]}),
        ("Droits", {"fields": ["is_staff", "groups"]}),
    )
    fieldsets = (
        (
            "Identité",
            {"fields": ["username", ("first_name", "last_name"), "email"]},
        ),
        ("Accès", {"fields": ["password_link", "factor_link", "sessions_link"]}),
        ("Droits", {"fields": ["is_active", "is_staff", "groups", "is_superuser"]}),
        ("Dates", {"fields": [("seen", "joined")]}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        ours = [
            path("<int:pk>/lien/", wrap(self.link_view), name="auth_user_link"),
            path("<int:pk>/sessions/", wrap(self.sessions_view), name="auth_user_sessions"),
            path("<int:pk>/second-facteur/", wrap(self.factor_view), name="auth_user_factor"),
        ]
        return [*ours, *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One button: what follows is the link, whichever one presses."""
        one = {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().add_view(request, form_url, {**one, **(extra_context or {})})

    def response_add(
        self, request: HttpRequest, obj: User, post_url_continue: str | None = None
    ) -> HttpResponse:
        """The link is shown at once, and never again: no address leads back to it."""
        return self._link_page(request, obj, self._make_link(request, obj))

    def link_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        user = self._opened(request, pk)
        made = self._make_link(request, user) if request.method == "POST" else ""
        return self._link_page(request, user, made)

    def sessions_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return sessions_of(self.admin_site, request, self._opened(request, pk))

    def factor_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return factor_of(self.admin_site, request, self._opened(request, pk))

    def _opened(self, request: HttpRequest, pk: int) -> User:
        if not self.has_change_permission(request):
            raise PermissionDenied
        return get_object_or_404(User, pk=pk)

    def _make_link(self, request: HttpRequest, user: User) -> str:
        """Empty for a closed account, which no link opens."""
        if not user.is_active:
            return ""
        with transaction.atomic():
            token = Invitation.objects.make(user, request.user)
            record(Happening.LINK, account=user.pk)
        return settings.SITE_URL + reverse("admin:welcome", args=[token])

    def _link_page(self, request: HttpRequest, user: User, address: str) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": f"Lien d’accès{NARROW}: {full_name(user)}",
            "account": user,
            "address": address,
        }
        response = TemplateResponse(request, "admin/auth/user/link.html", context)
        response["Referrer-Policy"] = "strict-origin"
        return response

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        with transaction.atomic():
            user = self.get_object(request, unquote(object_id))
            if user and self.has_delete_permission(request, user) and superusers.is_last(user):
                messages.error(request, superusers.LAST)
                return HttpResponseRedirect(reverse("admin:auth_user_change", args=[user.pk]))
            return super().delete_view(request, object_id, extra_context)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            kwargs |= {"widget": CheckboxSelectMultiple, "form_class": ListedChoices}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description="nom", ordering="last_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description="rôles")
    def roles(self, user: User) -> str:
        names = [group.name for group in user.groups.all()]
        return ", ".join(["Super-utilisateur", *names] if user.is_superuser else names)

    @admin.display(description="dernière connexion")
    def seen(self, user: User) -> str:
        return moment(user.last_login) if user.last_login else "jamais"

    @admin.display(description="compte créé le")
    def joined(self, user: User) -> str:
        return moment(user.date_joined)

    @admin.display(description="mot de passe")
    def password_link(self, user: User) -> str:
        return format_html(
            '<a href="{}">Remettre un lien d’accès</a>, <a href="{}">Changer le mot de passe</a>',
            reverse("admin:auth_user_link", args=[user.pk]),
            reverse("admin:auth_user_password_change", args=[user.pk]),
        )

    @admin.display(description="second facteur")
    def factor_link(self, user: User) -> str:
        page = reverse("admin:auth_user_factor", args=[user.pk])
        has_one = factors.of(user) is not None
        return format_html(
            '<a href="{}">{}</a>', page, "Installé" if has_one else "Aucun second facteur"
        )

    @admin.display(description="sessions")
    def sessions_link(self, user: User) -> str:
        page = reverse("admin:auth_user_sessions", args=[user.pk])
        return format_html('<a href="{}">Voir les sessions ouvertes</a>', page)

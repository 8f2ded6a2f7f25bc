"""Accounts: who may log in, and with which role. The roles themselves come with the site."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.auth.forms import UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from catalogue.admin import superusers
from catalogue.admin.kit.base import FrenchFields, PlainFilters, PlainTitles
from catalogue.admin.kit.deleting import PlainDeletions
from catalogue.admin.kit.errors import Typeset
from catalogue.admin.kit.formsets import ListedChoices
from catalogue.admin.kit.generic import AnyNewUserForm, AnyPasswordForm, AnyUserAdmin, AnyUserForm
from catalogue.admin.kit.moments import moment
from catalogue.admin.kit.telling import PlainMessages
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
    "is_active": "Décochez quand quelqu’un quitte l’équipe, plutôt que de supprimer le compte.",
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


class NewAccountForm(Typeset, AnyNewUserForm):
    class Meta(UserCreationForm.Meta):
        labels = LABELS
        help_texts = HELP

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["is_staff"] = True  # nobody else needs an account
        self.fields["password2"].help_text = "Le même, pour éviter une faute de frappe."


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
    readonly_fields = ["password_link", "seen", "joined"]
    add_fieldsets = (
        ("Identité", {"fields": ["username", ("first_name", "last_name"), "email"]}),
        ("Mot de passe", {"fields": ["password1", "password2"]}),
        ("Droits", {"fields": ["is_staff", "groups"]}),
    )
    fieldsets = (
        (
            "Identité",
            {"fields": ["username", ("first_name", "last_name"), "email", "password_link"]},
        ),
        ("Droits", {"fields": ["is_active", "is_staff", "groups", "is_superuser"]}),
        ("Dates", {"fields": [("seen", "joined")]}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

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
        page = reverse("admin:auth_user_password_change", args=[user.pk])
        return format_html('<a href="{}">Changer le mot de passe</a>', page)

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from catalogue.admin.kit.base import OrderedInline
from catalogue.admin.kit.formsets import OrderedFormSet
from catalogue.admin.life.places import FROM, programme_numbered
from catalogue.life.face import clear_away
from catalogue.life.sites import centre_of_the_same_key, told
from programmes.listing import site_key
from programmes.models import Programme, Site, TrainingCentre
from programmes.models.programme import ProgrammeQuerySet
from programmes.typography import NARROW

from . import face
from .documents import CommonDocumentInline, TakesDocuments
from .face import FaceForm
from .shared import SharedAdmin


class SitesFormSet(OrderedFormSet):
    """Filters of the catalogue tell sites by their key: two names may not make one."""

    def clean(self) -> None:
        super().clean()
        taken: dict[str, Site] = {}
        for form in self.forms:
            name = form.cleaned_data.get("name")
            if not name or (self.can_delete and form.cleaned_data.get("DELETE")):
                continue
            other = taken.setdefault(site_key(name), form.instance)
            if other is not form.instance and form.has_changed():
                form.add_error("name", told(other))


class SiteInline(OrderedInline):
    model = Site
    formset = SitesFormSet
    fields = ["name", "address", ("postcode", "town"), ("uai", "siret"), "access"]
    add_label = "Ajouter un lieu de formation"


class CentreForm(FaceForm):
    def clean_name(self) -> str:
        """Filters of the catalogue tell centres by their key too."""
        name: str = self.cleaned_data["name"]
        is_kept = self.instance.pk and name == self.initial.get("name")
        # One name for two is told by the model.
        is_taken = TrainingCentre.objects.filter(name=name).exclude(pk=self.instance.pk).exists()
        said = "" if is_kept or is_taken else centre_of_the_same_key(self.instance, name)
        if said:
            raise ValidationError(said)
        return name


@admin.register(TrainingCentre)
class TrainingCentreAdmin(TakesDocuments, SharedAdmin):
    """The centre, shared by all its programmes: it shows on their pages once they are published."""

    add_title = "Nouveau centre de formation"
    this = "ce centre de formation"
    form = CentreForm
    list_display = ["name", "academy", "uai", "phone", "is_publisher"]
    change_form_template = "admin/programmes/trainingcentre/change_form.html"
    inlines = [SiteInline, CommonDocumentInline]
    fieldsets: ClassVar[Any] = [
        (None, {"fields": ["name", "legal_name", "academy"]}),
        ("Contact", {"fields": [("phone", "email"), "website", "opening_hours"]}),
        (
            "Accessibilité",
            {
                "fields": [
                    "accessibility",
                    "disability_contact_name",
                    ("disability_contact_phone", "disability_contact_email"),
                ]
            },
        ),
        (
            "Identifiants et qualité",
            {
                "fields": [
                    ("uai", "siret", "nda"),
                    ("qualiopi_number", "qualiopi_expires_on"),
                    "inserjeunes_url",
                ]
            },
        ),
        ("Mentions légales", {"fields": ["is_publisher", "publication_director", "host"]}),
    ]

    def before_change(self, request: HttpRequest, object_id: str | None) -> HttpResponse | None:
        """One of them at most publishes the site: who saves one waits for who saves another."""
        if request.method == "POST":
            list(TrainingCentre.objects.select_for_update().order_by("pk").values_list("pk"))
        answer = super().before_change(request, object_id)
        if answer is not None and request.FILES:
            messages.warning(
                request,
                f"Le navigateur ne garde pas les fichiers{NARROW}: une fois sur la page du centre, "
                "choisissez de nouveau le logo.",
            )
        return answer

    # How the site looks

    def get_fieldsets(self, request: HttpRequest, obj: TrainingCentre | None = None) -> Any:
        may_change = (
            self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        )
        fields = face.fields_of(obj, may_change=may_change)
        shown = {"fields": fields, "description": face.described(obj)}
        return [*self.fieldsets[:2], (face.TITLE, shown), *self.fieldsets[2:]]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        form.wear(obj)
        super().save_model(request, obj, form, change)
        clear_away()

    # From the preview of a programme, and back to it

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if request.method == "POST":
            context["adminform"].form.tell_that_no_file_is_kept()
        context["came_from"] = _came_from(request)
        return super().render_change_form(request, context, *args, **kwargs)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        programme = _came_from(request)
        if programme is None:
            return super().response_post_save_change(request, obj)
        page = reverse("admin:programmes_programme_preview", args=[programme.pk])
        return HttpResponseRedirect(page)

    class Media:
        js = ["js/admin/colours.js"]

    def programmes_of(self, row: TrainingCentre) -> ProgrammeQuerySet:
        return Programme.objects.filter(centre=row)


def _came_from(request: HttpRequest) -> Programme | None:
    return programme_numbered(request.GET.get(FROM, ""))

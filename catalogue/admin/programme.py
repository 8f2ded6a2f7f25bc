"""The programme's list and its page."""

from collections.abc import Iterator
from itertools import chain
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.html import format_html

from catalogue.admin.kit.base import StaffAdmin
from catalogue.admin.kit.codes import CodesField, RegisterCodeField
from catalogue.admin.kit.copies import done
from catalogue.admin.kit.fields import WeekdaysField, labels_of
from catalogue.admin.kit.whole_numbers import whole_number
from catalogue.admin.life.addressed import AddressedForm, AddressField, tell
from catalogue.admin.life.checks import Checks, checks_now
from catalogue.admin.life.frame import author, may_publish
from catalogue.admin.life.places import change_page
from catalogue.admin.together.saves import SavesOfProgramme
from catalogue.life import publishing, reading
from catalogue.life.kinds import proposals
from catalogue.life.states import Standing, standings
from programmes import fields, spellings
from programmes.kinds import Kind, profile_of
from programmes.models import Programme, TrainingCentre
from programmes.sheet import Sheet
from programmes.spellings import BOTH, Registration, registered
from programmes.text import fold
from programmes.typography import long_date, typeset
from programmes.vocabulary import Registry

from .by_kind import PageOfKind
from .life import (
    centres,
    compare,
    duplicating,
    history,
    kinds,
    preview,
    proof,
    publish,
    republish,
    restoring,
    sharing,
    steps,
    transfer,
)
from .parts import FormPart, parts_of, shown_parts
from .summaries import summaries
from .together import conflicts


class ProgrammeForm(AddressedForm):
    kind = kinds.KindField()
    kind_label = kinds.label_field()
    training_weekdays = WeekdaysField(required=False, **labels_of(Programme, "training_weekdays"))
    registry_code = RegisterCodeField(required=False, **labels_of(Programme, "registry_code"))
    former_codes = CodesField(
        required=False,
        spelling=spellings.former_codes,
        label="Anciens codes",
        help_text="De la certification qu’elle remplace\u202f: RNCP34030, RS5000.",
    )
    formacodes = CodesField(
        required=False,
        spelling=spellings.formacodes,
        label="Formacodes",
        help_text="5 chiffres chacun, séparés par des espaces ou des virgules\u202f: 34566, 34052.",
    )

    class Meta:
        # A sentence or two are read better on two lines than through a keyhole.
        widgets = {"lead": forms.Textarea(attrs={"rows": 3})}
        field_classes = {"slug": AddressField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "registry_code" in self.fields:
            self.initial["registry_code"] = _registration(self.instance)

    def clean_former_codes(self) -> list[str]:
        return list(self.cleaned_data["former_codes"])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if "kind" in self.fields:
            kinds.settle_label(self)
        if "registry_code" in self.cleaned_data:
            self._register(self.cleaned_data["registry_code"])
        if "registry" in self.fields and self.instance.pk:
            self._fit()
        return cleaned

    def _register(self, typed: Registration | None) -> None:
        """The code and its register are one fact, in two columns."""
        register = self.cleaned_data.get("registry") or None
        try:
            found = registered(str(typed), register) if typed else None
        except ValidationError as error:
            self.add_error("registry_code", error)
            return
        self.cleaned_data["registry_code"] = found.code if found else ""
        if found:
            self.cleaned_data["registry"] = found.register

    def _fit(self) -> None:
        """What is stated decides: a field that the register chosen rules out stays empty."""
        register = self.cleaned_data.get("registry")
        kind = self.instance.kind
        profile = profile_of(Kind(kind) if kind else None, Registry(register) if register else None)
        for name in self.fields:
            if self.cleaned_data.get(name) and not profile.has(name):
                self.add_error(
                    name,
                    "Cela ne va pas avec le répertoire choisi : videz ce champ, ou changez de "
                    "répertoire.",
                )

    def clean_lead(self) -> str:
        """It stands in one paragraph wherever it is read."""
        return " ".join(self.cleaned_data["lead"].split())


def _shelf(sheet: Sheet) -> str:
    """Where the catalogue puts it as long as nobody chooses: staff choose it, or another."""
    found = fields.proposed(sheet.nsf, (row.rome_code for row in sheet.occupations))
    if found is None:
        return typeset("aucun domaine : ni le code NSF ni les métiers n’en proposent")
    return typeset(f"proposé, d’après {found.reason} : {found.name}")


def _registration(programme: Programme) -> Registration | None:
    """« RNCP38368 »; the digits, where no register is stated."""
    if not programme.registry_code:
        return None
    register = programme.registry if programme.registry in BOTH else None
    return Registration(register, programme.registry_code)


class WithStandings(ChangeList):
    """The rows of one page, read with their sheets in a constant number of queries."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        drafts = reading.of_all(self.result_list)
        states = standings(drafts)
        self.result_list = [draft.programme for draft in drafts]
        for row in self.result_list:
            cast("Any", row).standing = states[row.pk]


class ArchivedFilter(admin.SimpleListFilter):
    title = "classement"
    parameter_name = "classement"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("archived", "archivées"), ("all", "toutes")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "archived":
                return queryset.exclude(archived_at=None)
            case "all":
                return queryset
            case _:
                return queryset.filter(archived_at=None)

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Without a choice, those that staff still work on."""
        choices = list(super().choices(changelist))
        choices[0]["display"] = "en cours"
        yield from choices


@admin.register(Programme)
class ProgrammeAdmin(PageOfKind, StaffAdmin):
    form = ProgrammeForm
    add_title = "Nouvelle formation"
    at_least_one = frozenset(
        {
            "hours", "training_days", "company_weeks", "length", "ects", "capacity",
            "cycle_at_centre", "cycle_in_company",
        }
    )  # fmt: skip
    units = {
        "hours": ("h", "heure", "heures"),
        "training_days": ("j", "jour", "jours"),
        "company_weeks": ("sem.", "semaine", "semaines"),
    }
    change_form_template = "admin/programmes/programme/change_form.html"
    list_display = ["title", "state", "edition", "published_on", "open_notes"]
    list_filter = [ArchivedFilter, "level"]
    search_fields = ["short_title"]  # shows the field; `get_search_results` does the work

    # The list

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return WithStandings

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Every word anywhere, accents or not, on both databases."""
        words = fold(search_term).split()
        if not words:
            return queryset, False
        texts = queryset.values_list("pk", "short_title", "full_title", "slug", "registry_code")
        found = [pk for pk, *text in texts if _has_words(fold(" ".join(text)), words)]
        return queryset.filter(pk__in=found), False

    @admin.display(description="formation", ordering="short_title")
    def title(self, programme: Programme) -> str:
        return str(programme)

    @admin.display(description="état")
    def state(self, programme: Programme) -> str:
        state = _standing(programme).state
        return format_html('<span class="state state-{}">{}</span>', state.value, state.label)

    @admin.display(description="édition")
    def edition(self, programme: Programme) -> str | None:
        number = _standing(programme).number
        return None if number is None else f"n° {number}"

    @admin.display(description="publiée le")
    def published_on(self, programme: Programme) -> str | None:
        moment = _standing(programme).published_at
        return long_date(timezone.localdate(moment)) if moment else None

    @admin.display(description="notes ouvertes")
    def open_notes(self, programme: Programme) -> int | None:
        return _standing(programme).open_notes or None

    # The page

    def before_change(self, request: HttpRequest, object_id: str | None) -> HttpResponse | None:
        """A save waits for other saves and publications of the same programme, then reads."""
        if request.method == "POST" and not object_id:
            publishing.lock_new()
        key = whole_number(object_id or "")
        if request.method == "POST" and object_id and key is not None:
            publishing.lock(key)
            programme = self.get_object(request, object_id)
            if programme:
                return conflicts.guard(self, request, programme, SavesOfProgramme(programme))
        return None

    def programme_of(self, request: HttpRequest, row: Any) -> Programme | None:
        programme: Programme | None = row
        return programme

    def parts_for(self, request: HttpRequest, obj: Any) -> list[FormPart]:
        return parts_of(self.profile_for(request, obj))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        parts = self.parts_for(request, obj)
        return [(part.title, {"fields": part.fields, "description": part.help}) for part in parts]

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return [inline for part in self.parts_for(request, obj) for inline in part.inlines]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Without the fields that the form declares and the kind does not have."""
        form: Any = super().get_form(request, obj, change, **kwargs)
        asked = flatten_fieldsets(self.get_fieldsets(request, obj))
        form.base_fields = {
            name: field for name, field in form.base_fields.items() if name in asked
        }
        return form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        said: dict[str, str] = {}
        checked = Checks(None)
        programme = context.get("original")
        if programme:
            draft = reading.of(programme.pk)
            standing = standings([draft])[programme.pk]
            checked = checks_now(draft)
            if checked.sheet:
                said = summaries(checked.sheet, standing.open_notes)
                shown = context["adminform"].form.fields
                if "field_of_study" in shown:
                    shown["field_of_study"].empty_label = _shelf(checked.sheet)
            context |= {
                "shown": conflicts.what_is_shown(request, context, SavesOfProgramme(programme)),
                "standing": standing,
                "kind": kinds.called(programme.kind, programme.kind_label),
                "public_url": steps.public_address(standing),
                "can_publish": may_publish(request),
                "checks": checked,
            }
        context["parts"] = shown_parts(
            self.parts_for(request, programme),
            context["adminform"],
            context["inline_admin_formsets"],
            said,
            checked,
        )
        context["mistakes"] = [one for part in context["parts"] for one in part.mistakes]
        return super().render_change_form(request, context, *args, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: a programme is archived, so that its editions stay readable."""
        return False

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may_publish(request)

    # What saving leads to

    def get_changeform_initial_data(self, request: HttpRequest) -> Any:
        """The centre, where there is only one."""
        found: Any = super().get_changeform_initial_data(request)
        keys = TrainingCentre.objects.values_list("pk", flat=True)[:2]
        return {**found, "centre": keys[0]} if len(keys) == 1 else found

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            for name, value in proposals(Kind(obj.kind)).items():
                setattr(obj, name, value)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        publishing.snapshot(form.instance, author(request))
        if "slug" in form.changed_data or not change:
            tell(request, form.instance)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        done(request, "Le brouillon est créé\u202f: complétez-le, puis publiez-le.")
        return HttpResponseRedirect(change_page(obj))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if "_publish" in request.POST and may_publish(request):
            done(request, "Enregistré. Relisez ce qui va changer, puis publiez.")
            return HttpResponseRedirect(
                reverse("admin:programmes_programme_publish", args=[obj.pk])
            )
        return super().response_change(request, obj)

    def get_urls(self) -> list[URLPattern]:
        ours = (
            steps,
            preview,
            compare,
            publish,
            republish,
            history,
            restoring,
            sharing,
            proof,
            duplicating,
            transfer,
            kinds,
            centres,
        )
        pages = chain.from_iterable(module.PAGES for module in ours)
        return [*(page.url(self.admin_site) for page in pages), *super().get_urls()]


def _has_words(text: str, words: list[str]) -> bool:
    return all(word in text for word in words)


def _standing(programme: Programme) -> Standing:
    """As `WithStandings` left it."""
    standing: Standing = cast("Any", programme).standing
    return standing

"""The programme's list and its page."""

from collections.abc import Iterator
from itertools import chain
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.html import format_html

from catalogue.admin.kit.base import StaffAdmin, StaffForm
from catalogue.admin.kit.codes import CodesField
from catalogue.admin.kit.copies import done
from catalogue.admin.kit.fields import WeekdaysField, labels_of
from catalogue.admin.kit.whole_numbers import whole_number
from catalogue.admin.life.checks import Checks, checks_now
from catalogue.admin.life.frame import author, may_publish
from catalogue.admin.life.places import change_page
from catalogue.admin.together.saves import SavesOfProgramme
from catalogue.life import publishing, reading
from catalogue.life.states import Standing, standings
from programmes import spellings
from programmes.models import Programme
from programmes.text import fold
from programmes.typography import long_date

from .life import (
    compare,
    duplicating,
    history,
    preview,
    proof,
    publish,
    republish,
    restoring,
    sharing,
    steps,
    transfer,
)
from .parts import IDENTITY, PARTS, shown_parts
from .summaries import summaries
from .together import conflicts


class ProgrammeForm(StaffForm):
    training_weekdays = WeekdaysField(required=False, **labels_of(Programme, "training_weekdays"))
    formacodes = CodesField(
        required=False,
        spelling=spellings.formacodes,
        label="Formacodes",
        help_text="5 chiffres chacun, séparés par des espaces ou des virgules\u202f: 34566, 34052.",
    )

    class Meta:
        # A sentence or two are read better on two lines than through a keyhole.
        widgets = {"lead": forms.Textarea(attrs={"rows": 3})}
        # What the form takes; the column holds the digits.
        help_texts = {
            "rncp_code": "38368, RNCP38368, ou l’adresse de la fiche de France compétences : "
            "la page y mène."
        }

    def clean_slug(self) -> str:
        """Two drafts of one address are left alone until somebody changes one."""
        slug: str = self.cleaned_data["slug"]
        if "slug" in self.changed_data:
            duplicating.refuse_taken(slug, self.instance)
        return slug

    def clean_lead(self) -> str:
        """It stands in one paragraph wherever it is read."""
        return " ".join(self.cleaned_data["lead"].split())


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
class ProgrammeAdmin(StaffAdmin):
    form = ProgrammeForm
    add_title = "Nouvelle formation"
    at_least_one = frozenset({"hours", "training_days", "years", "capacity"})
    units = {
        "hours": ("h", "heure", "heures"),
        "training_days": ("j", "jour", "jours"),
        "years": ("an", "ans"),
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
        texts = queryset.values_list("pk", "short_title", "full_title", "slug", "rncp_code")
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

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        parts = PARTS if obj else [IDENTITY]
        return [(part.title, {"fields": part.fields, "description": part.help}) for part in parts]

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return [inline for part in PARTS for inline in part.inlines] if obj else []

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
            context |= {
                "shown": conflicts.what_is_shown(request, context, SavesOfProgramme(programme)),
                "standing": standing,
                "public_url": steps.public_address(standing),
                "can_publish": may_publish(request),
                "checks": checked,
            }
        context["parts"] = shown_parts(
            context["adminform"], context["inline_admin_formsets"], said, checked
        )
        context["mistakes"] = [one for part in context["parts"] for one in part.mistakes]
        return super().render_change_form(request, context, *args, **kwargs)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody: a programme is archived, so that its editions stay readable."""
        return False

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may_publish(request)

    # What saving leads to

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        publishing.snapshot(form.instance, author(request))

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
        )
        pages = chain.from_iterable(module.PAGES for module in ours)
        return [*(page.url(self.admin_site) for page in pages), *super().get_urls()]


def _has_words(text: str, words: list[str]) -> bool:
    return all(word in text for word in words)


def _standing(programme: Programme) -> Standing:
    """As `WithStandings` left it."""
    standing: Standing = cast("Any", programme).standing
    return standing

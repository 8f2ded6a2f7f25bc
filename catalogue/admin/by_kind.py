"""The forms of a programme follow its kind: the fields that it has, its words, its examples."""

import copy
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from typing import Any, Final

from django import forms
from django.http import HttpRequest

from catalogue.admin.kit.base import RowsInline
from catalogue.admin.kit.formsets import ListedChoices
from catalogue.life.doubts import doubtful
from catalogue.life.kinds import profile_of_draft
from programmes.kinds import Profile
from programmes.models import Programme
from programmes.naming.paths import kind_at
from programmes.typography import elided, typeset
from programmes.vocabulary import BlocKind, FigureKind, ResultKind

Line = str | tuple[str, ...]

# Path in the sheet → the label, where it depends on the family.
_LABELS: Final[Mapping[str, Callable[[Profile], str]]] = {
    "start_month": lambda kind: f"mois {elided('de', kind.start.text)}",
    "blocs_only": lambda kind: f"ces {kind.bloc.many} seulement",
    "blocs_separately": lambda kind: f"{kind.bloc.many} validables séparément",
    "examining_authority": lambda kind: f"organisation {kind.assessment.of}",
    "exam_in_doubt": lambda kind: f"{doubtful(kind)} à vérifier",
    "exam_units.blocs": lambda kind: f"{kind.bloc.many} évalués",
    "funding_options.intake": lambda kind: kind.start.text,
    "exemptions.acquired_units": lambda kind: f"porte sur les {kind.unit.many} déjà validées",
    "exemptions.units": lambda kind: f"{kind.unit.many} dispensées",
    "exemptions.blocs": lambda kind: f"{kind.bloc.many} obtenus",
}
# Path in the sheet → what may be chosen, where its words depend on the family.
_CHOICES: Final[Mapping[str, Callable[[Profile], list[tuple[str, str]]]]] = {
    "results": lambda kind: [(one.value, one.told(kind.bloc.text)) for one in ResultKind],
    "blocs.kind": lambda kind: [(one.value, kind.bloc_kind(one)) for one in BlocKind],
    "key_figures.kind": lambda kind: [(one.value, kind.figure(one)) for one in FigureKind],
}


def names(line: Line) -> tuple[str, ...]:
    return (line,) if isinstance(line, str) else line


def kept(lines: Iterable[Line], has: Callable[[str], bool]) -> list[Line]:
    """The lines with the fields that there are."""
    left = (tuple(name for name in names(line) if has(name)) for line in lines)
    return [line[0] if len(line) == 1 else line for line in left if line]


def speak(fields: MutableMapping[str, forms.Field], profile: Profile, rows: str = "") -> None:
    """In the words of the kind. `rows`: what these are the fields of, in the sheet."""
    for name, field in list(fields.items()):
        path = f"{rows}.{name}" if rows else name
        if not any(path in words for words in (_LABELS, _CHOICES, profile.helps)):
            continue
        # A copy: one that a form declares is that of all requests.
        spoken: Any = copy.deepcopy(field)
        fields[name] = spoken
        if path in _LABELS:
            spoken.label = typeset(_LABELS[path](profile))
        if path in _CHOICES:
            none = [one for one in spoken.choices if not one[0]]
            spoken.choices = [*none, *_CHOICES[path](profile)]
        if path in profile.helps:
            spoken.help_text = typeset(profile.helps[path])


class RowsOfKind(RowsInline):
    """Rows of a programme. `path`: theirs in the sheet; `profile`: given by their page."""

    path: str
    profile: Profile

    def speak(self, profile: Profile) -> None:
        self.profile = profile
        kind = kind_at(self.path, profile)
        self.verbose_name, self.verbose_name_plural = kind.noun.text, kind.plural
        self.add_label = f"Ajouter {kind.noun.a}"

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields: Any = super().get_fields(request, obj)
        return kept(fields, lambda name: self.profile.has(f"{self.path}.{name}"))

    def get_formset(self, *args: Any, **kwargs: Any) -> Any:
        formset = super().get_formset(*args, **kwargs)
        speak(formset.form.base_fields, self.profile, self.path)
        return formset


class BoxesOfRows:
    """Other rows of the programme are chosen by ticking them, several at once."""

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        boxes = {"form_class": ListedChoices, "widget": forms.CheckboxSelectMultiple}
        return super().formfield_for_manytomany(  # type: ignore[misc]
            db_field, request, **{**kwargs, **boxes}
        )


class PageOfKind:
    """The page of a programme, or of a row of one. `path`: of these rows in the sheet."""

    path = ""

    def programme_of(self, request: HttpRequest, row: Any) -> Programme | None:
        """The one that it is about; None: its kind is not known yet."""
        raise NotImplementedError

    def profile_for(self, request: HttpRequest, row: Any) -> Profile | None:
        """As the draft was when the request first asked: a page speaks in one voice."""
        programme = self.programme_of(request, row)
        if programme is None:
            return None
        known: dict[Any, Profile] = request.__dict__.setdefault("profiles", {})
        if programme.pk not in known:
            known[programme.pk] = profile_of_draft(programme)
        return known[programme.pk]

    def get_inline_instances(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        inlines: list[Any] = super().get_inline_instances(request, obj)  # type: ignore[misc]
        profile = self.profile_for(request, obj)
        if profile:
            for inline in inlines:
                if isinstance(inline, RowsOfKind):
                    inline.speak(profile)
        return inlines

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)  # type: ignore[misc]
        profile = self.profile_for(request, obj)
        if profile:
            speak(form.base_fields, profile, self.path)
        return form

"""The programme's page in the admin: the sheet's sections, in the same order, with their fields.

One list makes the fieldsets, the inlines and the page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS

from catalogue.admin.kit.base import RowsInline
from catalogue.admin.kit.errors import Mistake, of_form, of_rows
from catalogue.admin.life.checks import Checks
from programmes.comparison.compare import SECTION_TITLES
from programmes.kinds import Profile
from programmes.nouns import masculine
from programmes.sections import SECTIONS
from programmes.typography import typeset

from .by_kind import Line, kept, names
from .documents import DocumentInline
from .inlines import (
    BlocLinks,
    CertifierInline,
    ExamUnitLinks,
    ExemptionInline,
    FundingOptionInline,
    FurtherStudyInline,
    IntakeInline,
    KeyFigureInline,
    OccupationInline,
    RequirementInline,
    StartNoteInline,
)
from .notes import ReviewNoteInline


@dataclass(frozen=True, slots=True)
class FormPart:
    """One collapsible part of the page; `name` is that of its section, where it has one.

    `help`: with the words of the kind, « {start} ».
    """

    name: str
    title: str
    help: str
    fields: Sequence[Line] = ()
    inlines: Sequence[type[RowsInline]] = ()
    of_centre: bool = False

    @property
    def anchor(self) -> str:
        return f"part-{self.name}"

    @property
    def on_page(self) -> str:
        """The anchor of its section on the programme's page, where it has one."""
        return _ANCHORS.get(self.name, "")


_ANCHORS = {section.name: section.anchor for section in SECTIONS}


def _section(name: str, help: str, *fields: Line, **others: Any) -> FormPart:  # noqa: A002
    return FormPart(name, SECTION_TITLES[name], help, fields, **others)


IDENTITY = FormPart(
    "identity",
    SECTION_TITLES["identity"],
    "En tête de la page, de la fiche et dans le catalogue.",
    ["short_title", "full_title", "slug", "lead"],
)
#: What is asked of a new programme: its kind first, since all the rest follows from it. Its kind
#: and its centre are changed later on pages of their own.
NEW = replace(
    IDENTITY,
    help="Le type d’abord\u202f: les rubriques qui s’ouvriront ensuite en dépendent.",
    fields=["kind", "kind_label", *IDENTITY.fields, "centre"],
)

_WRITTEN: tuple[FormPart, ...] = (
    IDENTITY,
    _section(
        "presentation",
        "Ce qu’est la formation, et ce que l’on obtient à la fin.",
        "presentation",
        "level",
        "field_of_study",
        "exact_title",
        ("registry", "registry_code"),
        ("registered_on", "registration_ends_on"),
        "former_codes",
        "blocs_only",
        ("centre_role", "partner"),
        "teaching_body",
        "ects",
        ("cfd", "nsf"),
        "formacodes",
        inlines=[CertifierInline],
    ),
    _section(
        "duration",
        "Combien de temps, quels jours, où, et les {start} ouvertes, avec ce que chaque public "
        "doit savoir pour commencer.",
        ("length", "length_unit"),
        ("hours", "training_days", "company_weeks"),
        "duration_scope",
        ("start_month", "end_month"),
        "permanent_entry",
        "work_study",
        ("rhythm_kind", "cycle_at_centre", "cycle_in_company"),
        "training_weekdays",
        "rhythm",
        ("capacity", "delivery_mode"),
        inlines=[IntakeInline, StartNoteInline],
    ),
    _section(
        "blocs",
        "Les objectifs des {bloc} sont ceux de la formation\u202f: la page ne les dit qu’ici.",
        "blocs_separately",
        inlines=[BlocLinks],
    ),
    _section(
        "admission",
        "Ce qu’il faut avoir, comment on est admis, et en combien de temps.",
        "access_delay",
        "equivalence",
        inlines=[RequirementInline],
    ),
    _section(
        "exemptions",
        "Ce dont on peut être dispensé, et à quel titre.",
        inlines=[ExemptionInline],
    ),
    _section(
        "exam",
        "Les unités, leurs épreuves et leurs coefficients.",
        ("rules", "results"),
        "rules_text",
        "score",
        ("grid_from", "grid_until"),
        "exam_in_doubt",
        inlines=[ExamUnitLinks],
    ),
    _section(
        "evaluation",
        "Comment on est évalué en cours de formation, et qui organise {assessment}.",
        "continuous_assessment",
        "examining_authority",
    ),
    _section("methods", "Comment on apprend, et avec quoi.", "teaching_methods", "means"),
    _section(
        "funding",
        "Le coût, qui paie, ce qui reste à payer\u202f: une ligne par dispositif, plusieurs si le "
        "tarif dépend du public, du groupe, de la {start_one} ou du lieu.",
        inlines=[FundingOptionInline],
    ),
    _section(
        "occupations",
        "Les métiers visés, avec leur code et leur libellé ROME.",
        inlines=[OccupationInline],
    ),
    _section(
        "further_studies",
        "Ce que l’on peut suivre ensuite.",
        inlines=[FurtherStudyInline],
    ),
    _section(
        "key_figures",
        "Chaque chiffre avec son année, son effectif et sa source. Chaque public a sa série.",
        inlines=[KeyFigureInline],
    ),
    _section(
        "documents",
        "Ce que l’on peut emporter de cette formation, en PDF. Règlement intérieur, livret "
        "d’accueil et conditions de vente sont le plus souvent ceux du centre, sur sa page.",
        inlines=[DocumentInline],
        of_centre=True,
    ),
    _section(
        "accessibility",
        "Ce texte et le référent handicap sont ceux du centre de formation.",
        of_centre=True,
    ),
    _section(
        "contact",
        "Qui répond de cette formation, si ce n’est l’accueil. Coordonnées, horaires et lieux sont "
        "ceux du centre de formation.",
        "contact_name",
        ("contact_phone", "contact_email"),
        of_centre=True,
    ),
    FormPart(
        "notes",
        "Notes de relecture",
        "Jamais sur le site. Cochez «\u202fRéglée\u202f» quand le doute est levé.",
        inlines=[ReviewNoteInline],
    ),
)
_PLACES = {section.name: place for place, section in enumerate(SECTIONS)}


def _place(part: FormPart) -> int:
    """That of its section on the page; its titles come before them, the notes after."""
    return -1 if part is IDENTITY else _PLACES.get(part.name, len(SECTIONS))


#: In the order of the page, whatever the one above.
PARTS: tuple[FormPart, ...] = tuple(sorted(_WRITTEN, key=_place))


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part with what the request put into it, for the template."""

    part: FormPart
    fieldset: Any
    inlines: list[Any]
    summary: str  # beside the title
    checks: Checks  # what is open or looks wrong in it

    @property
    def bare_fieldset(self) -> Any:
        """Without name and help: the part has said them."""
        self.fieldset.name = self.fieldset.description = None
        return self.fieldset

    @property
    def mistakes(self) -> list[Mistake]:
        own = [name for line in self.part.fields for name in names(line)]
        if self.part.name == IDENTITY.name:
            own.append(NON_FIELD_ERRORS)
        in_rows = (one for rows in self.inlines for one in of_rows(rows.formset))
        return [*of_form(self.fieldset.form, own), *in_rows]

    @property
    def has_errors(self) -> bool:
        return bool(self.mistakes)

    @property
    def is_open(self) -> bool:
        return self.has_errors or self.part.name == IDENTITY.name


def parts_of(profile: Profile | None) -> list[FormPart]:
    """Those of a kind, in its words; None: of a programme whose kind is asked first."""
    if profile is None:
        return [NEW]
    fitted = (_fitted(part, profile) for part in PARTS)
    return [part for part in fitted if part.fields or part.inlines or part.of_centre]


def _fitted(part: FormPart, profile: Profile) -> FormPart:
    inlines = [inline for inline in part.inlines if profile.has(_rows_of(inline))]
    rows = _rows_of(inlines[0]) if inlines else ""
    return replace(
        part,
        title=profile.titles.get(part.name, part.title),
        help=typeset(profile.helps.get(rows, part.help).format_map(_words(profile))),
        fields=kept(part.fields, profile.has),
        inlines=inlines,
    )


def _rows_of(inline: type[RowsInline]) -> str:
    """As the sheet calls them."""
    return str(inline.model._meta.get_field("programme").remote_field.name)


def _words(profile: Profile) -> dict[str, str]:
    """As the helps of the parts above name them."""
    return {
        "start": profile.start.many,
        "start_one": profile.start.text,
        "bloc": masculine(profile.bloc_in_full).many,
        "assessment": profile.assessment.the,
    }


def shown_parts(
    parts: Sequence[FormPart],
    adminform: Any,
    inline_formsets: Sequence[Any],
    summaries: Mapping[str, str],
    checks: Checks,
) -> list[ShownPart]:
    """Each part with its fieldset and its rows."""
    rows_of = {type(rows.opts): rows for rows in inline_formsets}
    return [
        ShownPart(
            part,
            fieldset,
            [rows_of[inline] for inline in part.inlines if inline in rows_of],
            summaries.get(part.name, ""),
            checks.in_part(part.name),
        )
        for part, fieldset in zip(parts, adminform, strict=True)
    ]

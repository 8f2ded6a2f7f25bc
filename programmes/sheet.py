"""The sheet: the one published document of a programme, frozen and versioned.

Every page, paper and picture is a projection of it. It is a leaf: it knows no Django model and
reads one only by attribute (`read`). An edition stores `dump(sheet)`; `load` gives it back,
after upgrading what an older version of the site stored.

There is no default anywhere: a misspelt field must fail, not quietly become empty.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache, cached_property
from typing import Annotated, Any, Final, Self, TypeVar, cast, get_args, get_origin

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from . import sessions
from .kinds import Kind, Profile, Rules, profile_of
from .text import one_line_end
from .upgrades import UPGRADES as UPGRADES
from .upgrades import VERSION as VERSION
from .vocabulary import (
    BlocKind,
    CefrLevel,
    CentreRole,
    DeliveryMode,
    DocumentKind,
    FigureKind,
    FigureOrigin,
    Horizon,
    IntakeState,
    LengthUnit,
    Level,
    Month,
    ObjectiveLevel,
    PaperForm,
    PaperMode,
    PriceBasis,
    Public,
    Registry,
    RequirementKind,
    ResultKind,
    RhythmKind,
    Scale,
    Tax,
    UnitGroup,
    Weekday,
    WorkStudy,
)


def _storable(text: str) -> str:
    """Neither database keeps a NUL or half a surrogate pair."""
    if "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError("caractère interdit")
    return text


def _comparable(value: object) -> object:
    """With one kind of line end: two texts that differ by nothing else are one text."""
    return one_line_end(value) if isinstance(value, str) else value


def _rows(value: object) -> object:
    """A related manager becomes the tuple of its rows; JSON lists pass through."""
    all_rows = getattr(value, "all", None)
    return tuple(all_rows()) if callable(all_rows) else value


def _attribute(name: str) -> Callable[[object], object]:
    """Replace a related row by the attribute that identifies it in the sheet."""

    def identify(value: object) -> object:
        return getattr(value, name) if hasattr(value, "pk") else value

    return identify


def _identities(name: str) -> Callable[[object], object]:
    def identify(value: object) -> object:
        rows = _rows(value)
        return tuple(map(_attribute(name), rows)) if isinstance(rows, tuple | list) else rows

    return identify


def _or_none(value: object) -> object:
    """An empty choice is stored as an empty text."""
    return None if value == "" else value


def _cents(value: Decimal) -> Decimal:
    """In memory a decimal may say 3, from the database 3.00: one form for one value."""
    try:
        quantized = value.quantize(Decimal("0.01"))
    except InvalidOperation as error:  # 1e30: more digits than any column holds
        raise ValueError("nombre trop grand") from error
    if quantized != value:  # as forms refuse it: nobody rounds what a person states
        raise ValueError("deux décimales au plus")
    return abs(quantized) if quantized.is_zero() else quantized


def _somebody(publics: tuple[Public, ...]) -> tuple[Public, ...]:
    if not publics:
        raise ValueError("au moins un public")
    return publics


Row = TypeVar("Row")
Choice = TypeVar("Choice")

Text = Annotated[str, BeforeValidator(_comparable), AfterValidator(_storable)]
Line30 = Annotated[Text, StringConstraints(max_length=30)]
Line60 = Annotated[Text, StringConstraints(max_length=60)]
Line120 = Annotated[Text, StringConstraints(max_length=120)]
Line255 = Annotated[Text, StringConstraints(max_length=255)]
Line300 = Annotated[Text, StringConstraints(max_length=300)]
# Rust's `$`, unlike Python's, accepts no line end before it.
Slug40 = Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]{1,40}$")]
Url = Annotated[Text, StringConstraints(max_length=500)]
Small = Annotated[int, Field(ge=0, le=32767)]
Count = Annotated[int, Field(gt=0, le=2147483647)]
SmallCount = Annotated[int, Field(gt=0, le=32767)]
Coefficient = Annotated[Decimal, AfterValidator(_cents), Field(ge=0, lt=1000)]
Euros = Annotated[Decimal, AfterValidator(_cents), Field(ge=0, lt=1_000_000)]
Year = Annotated[int, Field(ge=1900, le=2199)]
# « RNCP34030 », « RS5000 »: with the register, since a code may have changed of register.
RegisteredCode = Annotated[str, StringConstraints(pattern=r"^(RNCP[0-9]{3,5}|RS[0-9]{1,5})$")]
FigureValue = Annotated[Decimal, AfterValidator(_cents), Field(gt=-10_000, lt=10_000)]
Rows = Annotated[tuple[Row, ...], BeforeValidator(_rows)]
OrNone = Annotated[Choice | None, BeforeValidator(_or_none)]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)


@cache
def children(part: type[Part]) -> dict[str, type[Part]]:
    """The fields of a part that hold rows, with the class of these rows: the only list of rows.

    Tables, names, comparison, forms and guards go by it.
    """
    return {
        name: row
        for name, info in part.model_fields.items()
        if get_origin(info.annotation) is tuple and (row := _part(get_args(info.annotation)[0]))
    }


@cache
def singles(part: type[Part]) -> dict[str, type[Part]]:
    """The fields of a part that hold one part: the centre of a sheet, the scheme of an option."""
    return {
        name: inner for name, info in part.model_fields.items() if (inner := _part(info.annotation))
    }


def _part(annotation: object) -> type[Part] | None:
    is_part = isinstance(annotation, type) and issubclass(annotation, Part)
    return cast("type[Part]", annotation) if is_part else None


# Each unit is in one group or the other, which is no statement.
_ALWAYS_SAID: Final = frozenset({"exam_units.group"})


def _states(part: Part, steps: list[str]) -> bool:
    name, *rest = steps
    value = getattr(part, name)
    if rest:
        return any(_states(row, rest) for row in value)
    # « No » and « none » say of what one does not have that one does not have it.
    return value not in (None, "", (), False, Registry.NONE, Rules.NONE)


class File(Part):
    """A PDF that one may take along. The sheet names it by its content (SHA-256), so that what an
    edition offers stays what it was; the bytes are kept elsewhere."""

    kind: DocumentKind
    title: Line120
    digest: Annotated[str, StringConstraints(min_length=64, max_length=64, pattern=r"^[0-9a-f]+$")]
    size: Count
    pages: Count
    added_on: date

    @property
    def called(self) -> str:
        return self.kind.called(self.title)

    @model_validator(mode="after")
    def _has_a_name(self) -> Self:
        if self.kind is DocumentKind.OTHER and not self.title:
            raise ValueError("autre document : son titre")
        return self


class CommonDocument(File):
    """Of the centre: for all its programmes."""


class Document(File):
    """Of one programme."""


class Site(Part):
    name: Line120
    address: Annotated[Text, StringConstraints(max_length=500)]
    postcode: Annotated[Text, StringConstraints(max_length=5)]
    town: Line120
    uai: Annotated[Text, StringConstraints(max_length=8)]
    siret: Annotated[Text, StringConstraints(max_length=14)]
    access: Annotated[Text, StringConstraints(max_length=1000)]


class Centre(Part):
    """What the sheet says of the training centre; a row shared by all its programmes."""

    name: Line120
    legal_name: Line255
    uai: Annotated[Text, StringConstraints(max_length=8)]
    siret: Annotated[Text, StringConstraints(max_length=14)]
    nda: Annotated[Text, StringConstraints(max_length=11)]
    academy: Line120
    website: Url
    phone: Line30
    email: Annotated[Text, StringConstraints(max_length=254)]
    opening_hours: Line255
    disability_contact_name: Line120
    disability_contact_phone: Line30
    disability_contact_email: Annotated[Text, StringConstraints(max_length=254)]
    accessibility: Annotated[Text, StringConstraints(max_length=2000)]
    inserjeunes_url: Url
    qualiopi_number: Line60
    qualiopi_expires_on: date | None
    sites: Rows[Site]
    documents: Rows[CommonDocument]


class Intake(Part):
    """A session, a rentrée. Its rhythm and mode are the programme's unless it states its own."""

    starts_on: date
    ends_on: date | None
    places: Annotated[int, Field(ge=0, le=2147483647)] | None
    site: Annotated[Line120 | None, BeforeValidator(_attribute("name"))]
    applications_open_on: date | None
    applications_close_on: date | None
    state: IntakeState
    rhythm_kind: OrNone[RhythmKind]
    cycle_at_centre: SmallCount | None
    cycle_in_company: SmallCount | None
    training_weekdays: tuple[Weekday, ...]
    rhythm: Line300
    delivery_mode: OrNone[DeliveryMode]

    @property
    def name(self) -> str:
        """By what prices name it. Sessions of one day at one site bear one name."""
        return sessions.named(self.starts_on, self.site)


class StartNote(Part):
    """What some publics must know to start, which its sessions do not tell them."""

    publics: Annotated[tuple[Public, ...], AfterValidator(_somebody)]
    text: Line300


class Objective(Part):
    text: Annotated[Text, StringConstraints(max_length=600)]
    level: ObjectiveLevel
    cefr_level: OrNone[CefrLevel]


class Bloc(Part):
    kind: BlocKind
    number: Small | None
    official_number: Annotated[Text, StringConstraints(max_length=15)]
    title: Line255
    introduction: Annotated[Text, StringConstraints(max_length=2000)]
    objectives: Rows[Objective]


class ExamPaper(Part):
    """`in_course_for`: who passes it in course (CCF), where that depends on the candidate."""

    title: Line120
    form: PaperForm
    mode: OrNone[PaperMode]
    in_course_for: tuple[Public, ...]
    duration_minutes: Small | None
    preparation_minutes: Small | None
    coefficient: Coefficient | None

    @model_validator(mode="after")
    def _tells_publics_apart(self) -> Self:
        if self.in_course_for and self.mode is not PaperMode.BY_PUBLIC:
            raise ValueError(
                f"des publics en CCF demandent le mode «\u202f{PaperMode.BY_PUBLIC.label}\u202f»"
            )
        if Public.ALL in self.in_course_for:
            raise ValueError("tous en CCF\u202f: le mode est alors le CCF")
        return self


class ExamUnit(Part):
    """What is marked or decided as one. `heading`: what several units in a row stand under.

    Its coefficient is its own or its papers', never both.
    """

    heading: Line255
    code: Annotated[Text, StringConstraints(max_length=10)]
    title: Line255
    blocs: Annotated[tuple[Line255, ...], BeforeValidator(_identities("title"))]
    optional: bool
    group: UnitGroup
    coefficient: Coefficient | None
    credits: SmallCount | None
    note: Line300
    papers: Rows[ExamPaper]

    @property
    def name(self) -> str:
        """By what other rows name it: the code, which it need not have, or else the title."""
        return self.code or self.title

    @property
    def weight(self) -> Decimal | None:
        """Its coefficient, or the sum of its papers'; None where there is none."""
        if self.coefficient is not None:
            return self.coefficient
        stated = [paper.coefficient for paper in self.papers if paper.coefficient is not None]
        return sum(stated, Decimal(0)) if stated else None

    @model_validator(mode="after")
    def _has_one_coefficient(self) -> Self:
        if self.coefficient is not None and any(
            paper.coefficient is not None for paper in self.papers
        ):
            raise ValueError("coefficient de l’unité ou de ses épreuves, pas les deux")
        return self


class Requirement(Part):
    kind: RequirementKind
    text: Annotated[Text, StringConstraints(max_length=600)]


#: What an exemption may grant: one of these says something, or there is none.
GRANTED: Final = ("units", "blocs", "entry_year", "words", "acquired_units")


class Exemption(Part):
    situation: Annotated[Text, StringConstraints(max_length=600)]
    legal_source: Line255
    acquired_units: bool
    units: Annotated[tuple[Line255, ...], BeforeValidator(_identities("name"))]
    blocs: Annotated[tuple[Line255, ...], BeforeValidator(_identities("title"))]
    entry_year: Annotated[int, Field(ge=2, le=9)] | None
    words: Line300
    on_request: bool
    ends_on: date | None


class FundingScheme(Part):
    """A row shared by all programmes; its code stays when its name changes."""

    code: Slug40
    name: Line120
    former_name: Line120
    public_concerned: Line255
    is_work_study: bool
    url: Url


class FundingOption(Part):
    """A price line: what it costs whom under a scheme. A scheme may have several.

    The remaining cost is on the basis of the amount. `intake`: the name of the session that it is
    of, where it is not of all.
    """

    scheme: FundingScheme
    label: Line120
    publics: tuple[Public, ...]
    intake: Annotated[Line255 | None, BeforeValidator(_attribute("name"))]
    site: Annotated[Line120 | None, BeforeValidator(_attribute("name"))]
    amount: Euros | None
    basis: OrNone[PriceBasis]
    tax: OrNone[Tax]
    on_request: bool
    payer: Line255
    remaining_cost: Euros | None
    priced_on: date | None

    @property
    def is_priced(self) -> bool:
        """Whether a sum is stated, which then is of a day."""
        return self.amount is not None or self.remaining_cost is not None

    @property
    def is_answered(self) -> bool:
        """« Sur devis » is an answer; unknown is none."""
        return self.is_priced or self.on_request

    @property
    def leaves_a_rest(self) -> bool:
        """Whether it makes sense to ask what the learner still pays.

        Not of what has no price yet, of what costs nothing, nor of what a company buys for a group.
        """
        return not (self.on_request or self.amount == 0 or self.basis is PriceBasis.GROUP)

    @property
    def is_shared_out(self) -> bool:
        """Whether somebody else may pay: not where the learner is said to pay it all."""
        return self.leaves_a_rest and (self.amount is None or self.amount != self.remaining_cost)

    @property
    def identity(self) -> tuple[str, str, tuple[Public, ...], str | None, str | None]:
        """Which line it is, whatever it says of the price."""
        return (self.scheme.code, self.label, self.publics, self.intake, self.site)


class Occupation(Part):
    family: Line120
    title: Line255
    rome_code: Annotated[Text, StringConstraints(max_length=5)]
    rome_label: Line255
    url: Url


class FurtherStudy(Part):
    title: Line255
    level: Level | None
    url: Url


class KeyFigure(Part):
    """A result. `scope`: of which part, where it is not of the whole; `undisclosed`: why its value
    is not published; `public` and `group`: of whom, where it is not of everybody.
    """

    kind: FigureKind
    horizon: Horizon | None
    year: Small | None
    value: FigureValue | None
    scale: Scale
    undisclosed: Line120
    n: Count | None
    public: OrNone[Public]
    group: Line120
    cohort: Annotated[Text, StringConstraints(max_length=200)]
    scope: Line120
    national_value: FigureValue | None
    origin: OrNone[FigureOrigin]
    source: Annotated[Text, StringConstraints(max_length=200)]
    url: Url

    @property
    def is_share(self) -> bool:
        """A known part of a number of people, from 0 to 100 %."""
        return self.value is not None and self.scale is Scale.PERCENT

    @property
    def is_partial(self) -> bool:
        return bool(self.scope.strip())

    @property
    def is_of_everybody(self) -> bool:
        return self.public in (None, Public.ALL) and not self.group.strip()

    @property
    def drawn(self) -> Decimal | None:
        """Per cent of its scale that a bar fills; None where a long bar would not mean success."""
        highest = self.scale.highest
        if self.value is None or highest is None or self.kind.counts_losses:
            return None
        return self.value * 100 / highest

    @model_validator(mode="after")
    def _says_its_value_or_why_not(self) -> Self:
        if (self.value is None) is not bool(self.undisclosed.strip()):
            raise ValueError("une valeur, ou le motif de sa non-diffusion")
        return self


class Certifier(Part):
    """Who stands behind the certification, as the register names them."""

    name: Line255
    siret: Annotated[Text, StringConstraints(max_length=14)]


class Sheet(Part):
    centre: Centre
    slug: Annotated[str, StringConstraints(pattern=r"^[-a-zA-Z0-9_]{1,100}$")]
    short_title: Line60
    full_title: Line255
    lead: Line300
    kind: OrNone[Kind]
    kind_label: Line120
    level: Level | None
    field_of_study: Annotated[
        Line120 | None, BeforeValidator(_or_none), BeforeValidator(_attribute("name"))
    ]
    exact_title: Line300
    registry: OrNone[Registry]
    registry_code: Annotated[Text, StringConstraints(max_length=5)]
    registered_on: date | None
    registration_ends_on: date | None
    former_codes: tuple[RegisteredCode, ...]
    certifiers: Rows[Certifier]
    blocs_only: bool
    centre_role: OrNone[CentreRole]
    partner: Line255
    teaching_body: Line255
    ects: SmallCount | None
    cfd: Annotated[Text, StringConstraints(max_length=8)]
    nsf: Annotated[Text, StringConstraints(max_length=4)]
    formacodes: tuple[Annotated[str, StringConstraints(pattern=r"^[0-9]{5}$")], ...]
    presentation: Annotated[Text, StringConstraints(max_length=5000)]
    hours: Count | None
    training_days: Count | None
    company_weeks: SmallCount | None
    length: SmallCount | None
    length_unit: OrNone[LengthUnit]
    duration_scope: Line120
    start_month: Month | None
    end_month: Month | None
    permanent_entry: bool
    work_study: OrNone[WorkStudy]
    rhythm_kind: OrNone[RhythmKind]
    cycle_at_centre: SmallCount | None
    cycle_in_company: SmallCount | None
    training_weekdays: tuple[Weekday, ...]
    rhythm: Line300
    capacity: Count | None
    delivery_mode: OrNone[DeliveryMode]
    blocs_separately: bool | None
    continuous_assessment: Annotated[Text, StringConstraints(max_length=3000)]
    examining_authority: Annotated[Text, StringConstraints(max_length=3000)]
    rules: OrNone[Rules]
    rules_text: Annotated[Text, StringConstraints(max_length=2000)]
    results: OrNone[ResultKind]
    score: Line120
    grid_from: Year | None
    grid_until: Year | None
    exam_in_doubt: bool
    teaching_methods: Annotated[Text, StringConstraints(max_length=5000)]
    means: Annotated[Text, StringConstraints(max_length=3000)]
    access_delay: Line300
    equivalence: Line300
    contact_name: Line120
    contact_phone: Line30
    contact_email: Annotated[Text, StringConstraints(max_length=254)]
    intakes: Rows[Intake]
    start_notes: Rows[StartNote]
    blocs: Rows[Bloc]
    exam_units: Rows[ExamUnit]
    requirements: Rows[Requirement]
    exemptions: Rows[Exemption]
    funding_options: Rows[FundingOption]
    occupations: Rows[Occupation]
    further_studies: Rows[FurtherStudy]
    key_figures: Rows[KeyFigure]
    documents: Rows[Document]

    @property
    def files(self) -> tuple[File, ...]:
        """All that one may take along: the programme's own, then its centre's."""
        return (*self.documents, *self.centre.documents)

    @property
    def usual(self) -> Profile:
        """The words and habits of its kind, and what its forms ask."""
        return profile_of(self.kind, self.registry, is_work_study=self.is_work_study)

    @cached_property
    def profile(self) -> Profile:
        """The usual one, once its own facts have decided: what it states, it has.

        An older edition and an import may state what forms of that kind do not ask.
        """
        return self.usual.having(path for path in self.usual.lacks if self.states(path))

    def states(self, path: str) -> bool:
        """Whether anything is said at « level », « exam_units.papers.coefficient »…"""
        return path not in _ALWAYS_SAID and _states(self, path.split("."))

    def model_copy(self, **kwargs: Any) -> Self:
        """Of which the profile is found anew: other facts may decide otherwise."""
        copied = super().model_copy(**kwargs)
        copied.__dict__.pop("profile", None)
        return copied

    @property
    def objectives(self) -> tuple[Objective, ...]:
        """The programme's objectives are those of its professional blocs, stated once."""
        return tuple(
            objective
            for bloc in self.blocs
            if bloc.kind is BlocKind.PROFESSIONAL
            for objective in bloc.objectives
            if objective.level is ObjectiveLevel.MAIN
        )

    @property
    def compulsory_units(self) -> tuple[ExamUnit, ...]:
        return tuple(unit for unit in self.exam_units if not unit.optional)

    @property
    def optional_units(self) -> tuple[ExamUnit, ...]:
        return tuple(unit for unit in self.exam_units if unit.optional)

    @property
    def total_coefficient(self) -> Decimal | None:
        """Of the compulsory units: an optional one never enters the divisor. None without any."""
        weights = [unit.weight for unit in self.compulsory_units if unit.weight is not None]
        return sum(weights, Decimal(0)) if weights else None

    @property
    def occupation_families(self) -> tuple[tuple[str, tuple[Occupation, ...]], ...]:
        """Families in order of first appearance, each with its occupations."""
        families: dict[str, list[Occupation]] = {}
        for occupation in self.occupations:
            families.setdefault(occupation.family, []).append(occupation)
        return tuple((family, tuple(rows)) for family, rows in families.items())

    @property
    def is_work_study(self) -> bool:
        """Whether it can be followed under a contract with an employer (alternance), as stated."""
        return self.work_study is not None and self.work_study.is_offered

    @model_validator(mode="after")
    def _references_exist(self) -> Self:
        """Units name blocs, exemptions units, intakes sites, prices both: all of this sheet."""
        if (self.length is None) != (self.length_unit is None):
            raise ValueError("durée : une valeur et son unité")
        _unique("bloc", [bloc.title for bloc in self.blocs])
        _unique("unité", [unit.name for unit in self.exam_units])
        _unique("lieu", [site.name for site in self.centre.sites])
        for exemption in self.exemptions:
            _unique("unité dispensée", list(exemption.units))
            _unique("bloc dispensé", list(exemption.blocs))
        for unit in self.exam_units:
            _unique("bloc évalué", list(unit.blocs))
        _known(
            "bloc",
            [
                *(title for unit in self.exam_units for title in unit.blocs),
                *(title for exemption in self.exemptions for title in exemption.blocs),
            ],
            [bloc.title for bloc in self.blocs],
        )
        _known(
            "unité",
            [name for exemption in self.exemptions for name in exemption.units],
            [unit.name for unit in self.exam_units],
        )
        _known(
            "lieu",
            [
                *(intake.site for intake in self.intakes),
                *(option.site for option in self.funding_options),
            ],
            [site.name for site in self.centre.sites],
        )
        _known(
            "rentrée",
            [option.intake for option in self.funding_options],
            [intake.name for intake in self.intakes],
        )
        return self


def _unique(word: str, names: list[str]) -> None:
    if len(names) != len(set(names)):
        raise ValueError(f"{word} : deux portent le même nom")


def _known(word: str, named: Sequence[str | None], existing: list[str]) -> None:
    unknown = {name for name in named if name is not None} - set(existing)
    if unknown:
        raise ValueError(f"{word} inconnu : {', '.join(sorted(unknown))}")


def read(programme: object) -> Sheet:
    """The sheet of a draft, read by attribute from a tree prepared by the caller."""
    return Sheet.model_validate(programme, from_attributes=True)


def dump(sheet: Sheet) -> dict[str, Any]:
    """What an edition stores: JSON values only, with the version that can read them."""
    return {"version": VERSION, **sheet.model_dump(mode="json")}


def upgrade(stored: dict[str, Any]) -> dict[str, Any]:
    """Bring what an older site stored to the current version, one step after another.

    Raises `ValueError` for a version that this site does not know, or that lacks its fields.
    """
    version = stored.get("version")
    while version != VERSION:
        if not isinstance(version, int) or version not in UPGRADES:
            raise ValueError(f"version de fiche inconnue : {version!r}")
        try:
            stored = {**UPGRADES[version](stored), "version": version + 1}
        except (KeyError, TypeError, AttributeError) as error:  # a file that somebody edited
            raise ValueError(f"fiche incomplète, de la version {version}") from error
        version += 1
    return stored


def load(stored: dict[str, Any]) -> Sheet:
    """The sheet that an edition stored. Raises `pydantic.ValidationError` if it is not one."""
    fields = {key: value for key, value in upgrade(stored).items() if key != "version"}
    return Sheet.model_validate(fields)


def fingerprint(sheet: Sheet) -> str:
    """SHA-256 over canonical JSON: two sheets are equal when and only when these are."""
    canonical = json.dumps(dump(sheet), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()

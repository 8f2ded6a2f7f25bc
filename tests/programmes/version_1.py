"""Sheets and draft rows as the site stored them in version 1 of the sheet, frozen.

Plain dicts and historical models: nothing here follows what the sheet becomes. Not to be edited;
a later version gets a module of its own.
"""

from collections.abc import Mapping
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from programmes.text import one_line_end
from tests import strategies as any_value

Stored = dict[str, Any]

KINDS: Final = (
    "cap", "bac_pro", "bts", "but", "licence_pro", "licence", "master", "titre_pro", "titre_rncp",
    "cqp", "attestation",
)  # fmt: skip
FIGURES: Final = (
    "pass", "presentation", "further_study", "employment", "breach", "drop_out", "satisfaction",
    "added_value",
)  # fmt: skip


# Any of them


def texts(limit: int) -> SearchStrategy[str]:
    return any_value.texts(limit).map(one_line_end)


def maybe(strategy: SearchStrategy[Any]) -> SearchStrategy[Any]:
    return any_value.maybe(strategy)


def rows(strategy: SearchStrategy[Stored], most: int = 2) -> SearchStrategy[list[Stored]]:
    return st.lists(strategy, max_size=most)


def cents(least: str, most: str) -> SearchStrategy[str]:
    return any_value.cents(least, most).map(lambda value: f"{value:.2f}")


def unique(strategy: SearchStrategy[Stored], name: str) -> SearchStrategy[list[Stored]]:
    return st.lists(strategy, max_size=3, unique_by=lambda row: row[name])


DATES: Final = any_value.dates.map(lambda day: day.isoformat())
URLS: Final = texts(500)
SMALL: Final = st.integers(0, 32767)
COUNTS: Final = st.integers(1, 2147483647)
MONTHS: Final = maybe(st.integers(1, 12))
LEVELS: Final = maybe(st.integers(1, 8))


@st.composite
def two_days(draw: DrawFn) -> tuple[str | None, str | None]:
    first, last = draw(maybe(DATES)), draw(maybe(DATES))
    return (min(first, last), max(first, last)) if first and last else (first, last)


SITES: Final = st.fixed_dictionaries(
    {"name": texts(120), "address": texts(500), "access": texts(1000)}
)
CENTRES: Final = st.fixed_dictionaries(
    {
        "name": texts(120),
        "legal_name": texts(255),
        "uai": texts(8),
        "siret": texts(14),
        "nda": texts(11),
        "academy": texts(120),
        "website": URLS,
        "phone": texts(30),
        "email": texts(254),
        "opening_hours": texts(255),
        "disability_contact_name": texts(120),
        "disability_contact_phone": texts(30),
        "disability_contact_email": texts(254),
        "accessibility": texts(2000),
        "inserjeunes_url": URLS,
        "qualiopi_number": texts(60),
        "qualiopi_expires_on": maybe(DATES),
        "sites": unique(SITES, "name"),
    }
)
OBJECTIVES: Final = st.fixed_dictionaries(
    {
        "text": texts(600),
        "level": st.sampled_from([1, 2]),
        "cefr_level": maybe(st.sampled_from(["A1", "A2", "B1", "B2", "C1", "C2"])),
    }
)
BLOCS: Final = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["professional", "general", "elective"]),
        "number": maybe(SMALL),
        "official_number": texts(15),
        "title": texts(255),
        "introduction": texts(2000),
        "objectives": rows(OBJECTIVES),
    }
)
PAPERS: Final = st.fixed_dictionaries(
    {
        "form": st.sampled_from(["written", "oral", "practical"]),
        "duration_minutes": maybe(SMALL),
        "preparation_minutes": maybe(SMALL),
        "coefficient": cents("0", "999.99"),
    }
)
SCHEMES: Final = st.fixed_dictionaries(
    {
        "code": any_value.slugs(40),
        "name": texts(120),
        "former_name": texts(120),
        "public_concerned": texts(255),
        "is_work_study": st.booleans(),
        "url": URLS,
    }
)
FUNDING: Final = st.fixed_dictionaries(
    {
        "scheme": SCHEMES,
        "yearly_price": maybe(cents("0", "999999.99")),
        "payer": texts(255),
        "remaining_cost": maybe(cents("0", "999999.99")),
        "priced_on": maybe(DATES),
    }
)
REQUIREMENTS: Final = st.fixed_dictionaries(
    {"kind": st.sampled_from(["prerequisite", "selection", "contract"]), "text": texts(600)}
)
OCCUPATIONS: Final = st.fixed_dictionaries(
    {
        "family": texts(120),
        "title": texts(255),
        "rome_code": texts(5),
        "rome_label": texts(255),
        "url": URLS,
    }
)
STUDIES: Final = st.fixed_dictionaries({"title": texts(255), "level": LEVELS, "url": URLS})


def names(values: list[Any]) -> SearchStrategy[Any]:
    return maybe(st.sampled_from(values)) if values else st.none()


def units(titles: list[str]) -> SearchStrategy[Stored]:
    return st.fixed_dictionaries(
        {
            "code": texts(10),
            "title": texts(255),
            "bloc": names(titles),
            "optional": st.booleans(),
            "group": st.sampled_from(["general", "professional"]),
            "note": texts(300),
            "papers": rows(PAPERS),
        }
    )


def exemptions(codes: list[str]) -> SearchStrategy[Stored]:
    return st.fixed_dictionaries(
        {
            "situation": texts(600),
            "legal_source": texts(255),
            "acquired_units": st.booleans(),
            "units": any_value.some_of(tuple(codes)).map(list),
            "on_request": st.booleans(),
        }
    )


@st.composite
def intakes(draw: DrawFn, site_names: list[str]) -> Stored:
    starts_on, ends_on = draw(st.tuples(DATES, maybe(DATES)))
    opens, closes = draw(two_days())
    return {
        "starts_on": starts_on,
        "ends_on": max(starts_on, ends_on) if ends_on else None,
        "places": draw(maybe(st.integers(0, 2147483647))),
        "site": draw(names(site_names)),
        "applications_open_on": opens,
        "applications_close_on": closes,
        "state": draw(st.sampled_from(["open", "full", "closed"])),
    }


@st.composite
def figures(draw: DrawFn) -> Stored:
    kind = draw(st.sampled_from(FIGURES))
    is_rate = kind != "added_value"
    return {
        "kind": kind,
        "year": draw(maybe(st.integers(1990, 2100))),
        "cohort": draw(texts(200)),
        "value": draw(cents("0", "100") if is_rate else cents("-9999.99", "9999.99")),
        "n": draw(maybe(COUNTS)),
        "source": draw(texts(200)),
        "url": draw(URLS),
    }


def _is_told_apart(units: list[Stored]) -> bool:
    """Forms asked for a code, so none was without one and bore another's code as its title."""
    said = [unit["code"] or unit["title"] for unit in units]
    return len(said) == len(set(said))


@st.composite
def any_sheet(draw: DrawFn) -> Stored:
    centre = draw(CENTRES)
    blocs = draw(unique(BLOCS, "title"))
    titles = [bloc["title"] for bloc in blocs]
    exam_units = draw(unique(units(titles), "code").filter(_is_told_apart))
    registered_on, expires_on = draw(two_days())
    some_intakes = draw(rows(intakes([site["name"] for site in centre["sites"]])))
    return {
        "version": 1,
        "centre": centre,
        "slug": draw(any_value.slugs(100)),
        "short_title": draw(texts(60)),
        "full_title": draw(texts(255)),
        "lead": draw(texts(300)),
        "level": draw(LEVELS),
        "diploma_kind": draw(maybe(st.sampled_from(KINDS))),
        "certifier": draw(texts(255)),
        "rncp_code": draw(texts(5)),
        "rncp_registered_on": registered_on,
        "rncp_expires_on": expires_on,
        "cfd": draw(texts(8)),
        "nsf": draw(texts(4)),
        "formacodes": draw(st.lists(st.from_regex(r"[0-9]{5}", fullmatch=True), max_size=2)),
        "presentation": draw(texts(5000)),
        "hours": draw(maybe(COUNTS)),
        "training_days": draw(maybe(COUNTS)),
        "years": draw(maybe(st.integers(1, 32767))),
        "duration_scope": draw(texts(120)),
        "start_month": draw(MONTHS),
        "end_month": draw(MONTHS),
        "training_weekdays": sorted(draw(st.sets(st.integers(1, 7)))),
        "rhythm": draw(texts(300)),
        "capacity": draw(maybe(COUNTS)),
        "delivery_mode": draw(maybe(st.sampled_from(["on_site", "mixed", "distance"]))),
        "blocs_separately": draw(maybe(st.booleans())),
        "continuous_assessment": draw(texts(3000)),
        "examining_authority": draw(texts(3000)),
        "teaching_methods": draw(texts(5000)),
        "means": draw(texts(3000)),
        "access_delay": draw(texts(300)),
        "equivalence": draw(texts(300)),
        "intakes": sorted(some_intakes, key=lambda row: str(row["starts_on"])),
        "blocs": blocs,
        "exam_units": exam_units,
        "requirements": draw(rows(REQUIREMENTS)),
        "exemptions": draw(rows(exemptions([unit["code"] for unit in exam_units]))),
        "funding_options": draw(
            st.lists(FUNDING, max_size=3, unique_by=lambda row: str(row["scheme"]["code"]))
        ),
        "occupations": draw(rows(OCCUPATIONS)),
        "further_studies": draw(rows(STUDIES)),
        "key_figures": draw(rows(figures())),
    }


# Where each of its facts stands in version 2


def read_from_version_2(sheet: Mapping[str, Any]) -> Stored:
    """What a version-1 sheet would say of it: each old field from where it stands now."""
    gone = {
        "kind", "kind_label", "exact_title", "registry", "registry_code", "registered_on",
        "registration_ends_on", "former_codes", "certifiers", "blocs_only", "centre_role",
        "partner", "teaching_body", "ects", "company_weeks", "length", "length_unit", "rules",
        "rules_text", "results", "score", "grid_from", "grid_until", "exam_in_doubt",
    }  # fmt: skip
    codes = {unit["code"] or unit["title"]: unit["code"] for unit in sheet["exam_units"]}
    return {name: value for name, value in sheet.items() if name not in gone} | {
        "version": 1,
        "diploma_kind": sheet["kind"],
        "certifier": ", ".join(row["name"] for row in sheet["certifiers"]),
        "rncp_code": sheet["registry_code"],
        "rncp_registered_on": sheet["registered_on"],
        "rncp_expires_on": sheet["registration_ends_on"],
        "years": sheet["length"],
        "exam_units": [_unit(unit) for unit in sheet["exam_units"]],
        "exemptions": [
            {
                **{name: row[name] for name in ("situation", "legal_source", "acquired_units")},
                "units": [codes[name] for name in row["units"]],
                "on_request": row["on_request"],
            }
            for row in sheet["exemptions"]
        ],
    }


def _unit(unit: Stored) -> Stored:
    kept = ("form", "duration_minutes", "preparation_minutes", "coefficient")
    return {
        **{name: unit[name] for name in ("code", "title", "optional", "group", "note")},
        "bloc": unit["blocs"][0] if unit["blocs"] else None,
        "papers": [{name: paper[name] for name in kept} for paper in unit["papers"]],
    }


# As rows of the draft, in the tables of that time

TABLES: Final = {
    "sites": "Site",
    "intakes": "Intake",
    "blocs": "Bloc",
    "objectives": "Objective",
    "exam_units": "ExamUnit",
    "papers": "ExamPaper",
    "requirements": "Requirement",
    "exemptions": "Exemption",
    "funding_options": "FundingOption",
    "occupations": "Occupation",
    "further_studies": "FurtherStudy",
    "key_figures": "KeyFigure",
}
# One row of another table.
SINGLES: Final = {"centre": "TrainingCentre", "scheme": "FundingScheme"}
# What other rows name, and by what.
NAMED_BY: Final = {"Site": "name", "Bloc": "title", "ExamUnit": "code"}


class Draft:
    """Rows in the historical models of programmes 0004 and admissions 0002.

    Centre and funding schemes are the programme's own, so that several may be written.
    """

    def __init__(self, apps: Any, stored: Stored) -> None:
        self._apps = apps
        self._named: dict[tuple[str, Any], Any] = {}
        said = {name: value for name, value in stored.items() if name != "version"}
        self.programme = self._write("Programme", said)

    def _write(self, table: str, said: Stored, **given: Any) -> Any:
        model = self._model(table)
        lists = [name for name in said if name in TABLES]
        fields = {name: value for name, value in said.items() if name not in lists}
        links = {name: fields.pop(name) for name in list(fields) if self._is_many(model, name)}
        values = {name: self._value(model, name, value) for name, value in fields.items()}
        row = model.objects.create(**values, **given)
        self._named[table, said.get(NAMED_BY.get(table, ""))] = row
        for name, keys in links.items():
            other = model._meta.get_field(name).related_model.__name__
            getattr(row, name).set([self._named[other, key] for key in keys])
        for name in lists:
            self._write_rows(TABLES[name], said[name], row)
        return row

    def _write_rows(self, table: str, rows: list[Stored], owner: Any) -> None:
        fields = {field.name: field for field in self._model(table)._meta.concrete_fields}
        (parent,) = (name for name, one in fields.items() if one.related_model is type(owner))
        for place, said in enumerate(rows, start=1):
            self._write(
                table, said, **{parent: owner}, **{"order": place} if "order" in fields else {}
            )

    def _value(self, model: Any, name: str, value: Any) -> Any:
        field = model._meta.get_field(name)
        if name in SINGLES:
            return self._write(SINGLES[name], value)
        if field.many_to_one:
            return None if value is None else self._named[field.related_model.__name__, value]
        return "" if value is None and not field.null else value

    def _model(self, table: str) -> Any:
        app = "programmes" if table.lower() in self._apps.all_models["programmes"] else "admissions"
        return self._apps.get_model(app, table)

    @staticmethod
    def _is_many(model: Any, name: str) -> bool:
        return name not in TABLES and bool(model._meta.get_field(name).many_to_many)

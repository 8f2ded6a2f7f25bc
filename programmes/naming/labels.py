"""How each field of the sheet is called and written for people. The only such list.

A test walks the sheet: a field without a label fails it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

from programmes import prose, sessions
from programmes.kinds import USUAL, Profile
from programmes.nouns import Noun, feminine, masculine
from programmes.sheet import (
    Bloc,
    Centre,
    Certifier,
    CommonDocument,
    Document,
    ExamPaper,
    ExamUnit,
    Exemption,
    File,
    FundingOption,
    FundingScheme,
    FurtherStudy,
    Intake,
    KeyFigure,
    Objective,
    Occupation,
    Part,
    Requirement,
    Sheet,
    Site,
    StartNote,
)
from programmes.typography import (
    NARROW,
    count,
    duration,
    euros,
    file_size,
    listed,
    long_date,
    number,
    percent,
    scaled,
)
from programmes.vocabulary import Public, Weekday

NOT_STATED: Final = "non communiqué"
# Of a session that states none of its own.
AS_PROGRAMME: Final = "comme la formation"
IDENTITY: Final = "identity"


@dataclass(frozen=True, slots=True)
class Format:
    """How a value is written. Free text is compared word by word; quoted: put between « »;
    replaced: one is not another with changes, it takes its place."""

    write: Callable[[Any, Part], str]
    is_text: bool = False
    quoted: bool = False
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """The French name of a field, how its values are written, the section where it is read.

    `personal`: of whom it says the name or a number, for former values are not for the public.
    `worded`: makes it anew in the words of a kind of programme, where these differ. `told_by`: the
    field that says it too, when both change.
    """

    noun: Noun
    format: Format
    section: str = ""
    personal: Noun | None = None
    empty: str = NOT_STATED
    worded: "Callable[[Profile], Label] | None" = None
    told_by: str = ""

    def of(self, profile: Profile) -> "Label":
        return self.worded(profile) if self.worded else self

    def show(self, value: object, owner: Part) -> str:
        return self.empty if is_empty(value) else self.format.write(value, owner)


def _worded(make: Callable[[Profile], Label]) -> Label:
    return replace(make(USUAL), worded=make)


def is_empty(value: object) -> bool:
    return value is None or value in ("", ())


def _plain(write: Callable[[Any], str], *, quoted: bool = False) -> Format:
    return Format(lambda value, _owner: write(value), quoted=quoted)


def _yes_no(yes: str = "oui", no: str = "non") -> Format:
    return _plain(lambda value: yes if value else no, quoted=yes != "oui")


def _figure(value: Any, owner: Part) -> str:
    return scaled(value, owner.scale) if isinstance(owner, KeyFigure) else percent(value)


def _length(value: Any, owner: Part) -> str:
    unit = owner.length_unit if isinstance(owner, Sheet) else None
    return count(value, unit.word, unit.plural) if unit else number(value)


def _choices(value: Iterable[Weekday | Public]) -> str:
    return listed(one.label for one in value)


def file(row: File) -> str:
    """« PDF, 4 pages, 120 ko, du 3 mars 2027 »."""
    return f"PDF, {count(row.pages, 'page')}, {file_size(row.size)}, du {long_date(row.added_on)}"


def session(name: str) -> str:
    """« 7 septembre 2027, Campus du Nord »: of the session that bears that name in the sheet."""
    day, site = sessions.told(name)
    return ", ".join(filter(None, (long_date(day), site)))


TEXT: Final = Format(lambda value, _owner: str(value), is_text=True, quoted=True)
#: A long text without its marks: an address follows the words that lead there.
PROSE: Final = Format(lambda value, _owner: prose.plain(value), is_text=True, quoted=True)
CHOICE: Final = _plain(lambda value: str(value.label), quoted=True)
WORD: Final = _plain(lambda value: str(value.label))
NUMBER: Final = _plain(number)
YEAR: Final = _plain(str)
DAY: Final = _plain(long_date)
EUROS: Final = _plain(euros)
MINUTES: Final = _plain(duration)
HOURS: Final = _plain(lambda value: f"{number(value)}{NARROW}h")
DAYS: Final = _plain(lambda value: count(value, "jour"))
LENGTH: Final = Format(_length)
FIGURE: Final = Format(_figure)
CHOICES: Final = _plain(_choices, quoted=True)
LIST: Final = _plain(listed, quoted=True)
YES_NO: Final = _yes_no()
SESSION: Final = _plain(session)
SIZE: Final = _plain(file_size)
FILE: Final = Format(
    lambda value, owner: file(owner) if isinstance(owner, File) else str(value), replaced=True
)

Labels: TypeAlias = dict[str, Label]

_REFERENT: Final = masculine("référent handicap")
_CONTACT: Final = masculine("contact de la formation")

_CENTRE: Labels = {
    "name": Label(masculine("nom du centre de formation"), TEXT, "contact"),
    "legal_name": Label(feminine("raison sociale du centre"), TEXT, "contact"),
    "uai": Label(masculine("code UAI"), TEXT, "contact"),
    "siret": Label(masculine("numéro SIRET"), TEXT, "contact"),
    "nda": Label(feminine("déclaration d’activité (NDA)"), TEXT, "contact"),
    "academy": Label(feminine("académie"), TEXT, "contact"),
    "website": Label(masculine("site web"), TEXT, "contact"),
    "phone": Label(masculine("téléphone"), TEXT, "contact"),
    "email": Label(feminine("adresse e-mail"), TEXT, "contact"),
    "opening_hours": Label(masculine("horaires d’accueil", plural=True), TEXT, "contact"),
    "disability_contact_name": Label(
        masculine("nom du référent handicap"), TEXT, "accessibility", personal=_REFERENT
    ),
    "disability_contact_phone": Label(
        masculine("téléphone du référent handicap"), TEXT, "accessibility", personal=_REFERENT
    ),
    "disability_contact_email": Label(
        feminine("adresse e-mail du référent handicap"), TEXT, "accessibility", personal=_REFERENT
    ),
    "accessibility": Label(
        feminine("accessibilité aux personnes handicapées"), PROSE, "accessibility"
    ),
    "inserjeunes_url": Label(feminine("page InserJeunes"), TEXT, "key_figures"),
    "qualiopi_number": Label(masculine("numéro du certificat Qualiopi"), TEXT, "contact"),
    "qualiopi_expires_on": Label(feminine("échéance du certificat Qualiopi"), DAY, "contact"),
}

_FILE: Labels = {
    "kind": Label(feminine("nature"), CHOICE),
    "title": Label(masculine("titre"), TEXT),
    "digest": Label(masculine("fichier"), FILE),
    "size": Label(feminine("taille"), SIZE, told_by="digest"),
    "pages": Label(masculine("nombre de pages"), NUMBER, told_by="digest"),
    "added_on": Label(feminine("date d’ajout"), DAY, told_by="digest"),
}

_SHEET: Labels = {
    "slug": Label(feminine("adresse de la page"), TEXT, IDENTITY),
    "short_title": Label(masculine("titre court"), TEXT, IDENTITY),
    "full_title": Label(masculine("intitulé"), TEXT, IDENTITY),
    "lead": Label(feminine("accroche"), TEXT, IDENTITY),
    "kind": Label(masculine("type de formation"), CHOICE, "references"),
    "kind_label": Label(masculine("nom du type de formation"), TEXT, "references"),
    "level": Label(masculine("niveau"), CHOICE, "references"),
    "field_of_study": Label(masculine("domaine"), TEXT, "references"),
    "exact_title": Label(masculine("intitulé enregistré"), TEXT, "references"),
    "registry": Label(masculine("répertoire"), CHOICE, "references"),
    "registry_code": Label(masculine("code au répertoire"), TEXT, "references"),
    "registered_on": Label(feminine("date d’enregistrement"), DAY, "references"),
    "registration_ends_on": Label(feminine("fin d’enregistrement"), DAY, "references"),
    "former_codes": Label(masculine("anciens codes", plural=True), LIST, "references"),
    "blocs_only": Label(feminine("étendue"), _yes_no("ces blocs", "entière"), "references"),
    "centre_role": Label(masculine("rôle du centre"), CHOICE, "references"),
    "partner": Label(masculine("organisme partenaire"), TEXT, "references"),
    "teaching_body": Label(masculine("organisme qui enseigne"), TEXT, "references"),
    "ects": Label(masculine("crédits ECTS", plural=True), NUMBER, "references"),
    "cfd": Label(masculine("code CFD"), TEXT, "references"),
    "nsf": Label(masculine("code NSF"), TEXT, "references"),
    "formacodes": Label(masculine("Formacodes", plural=True), LIST, "references"),
    "presentation": Label(feminine("présentation"), PROSE, "presentation"),
    "hours": Label(feminine("durée en heures"), HOURS, "duration"),
    "training_days": Label(feminine("durée en jours"), DAYS, "duration"),
    "company_weeks": Label(feminine("semaines en entreprise", plural=True), NUMBER, "duration"),
    "length": Label(feminine("durée du début à la fin"), LENGTH, "duration"),
    "length_unit": Label(feminine("unité de cette durée"), CHOICE, "duration"),
    "duration_scope": Label(masculine("cadre de la durée"), TEXT, "duration"),
    "start_month": Label(masculine("mois de début"), WORD, "duration"),
    "end_month": Label(masculine("mois de fin"), WORD, "duration"),
    "permanent_entry": Label(
        masculine("mode d’entrée"),
        _yes_no("entrées et sorties permanentes", "à des dates fixes"),
        "duration",
    ),
    "work_study": Label(feminine("alternance"), CHOICE, "duration"),
    "rhythm_kind": Label(masculine("rythme"), CHOICE, "duration"),
    "cycle_at_centre": Label(feminine("semaines au centre", plural=True), NUMBER, "duration"),
    "cycle_in_company": Label(
        feminine("semaines en entreprise à la suite", plural=True), NUMBER, "duration"
    ),
    "training_weekdays": Label(masculine("jours au centre", plural=True), CHOICES, "duration"),
    "rhythm": Label(feminine("précision sur le rythme"), TEXT, "duration"),
    "capacity": Label(masculine("nombre maximal de participants"), NUMBER, "duration"),
    "delivery_mode": Label(feminine("modalité d’enseignement"), CHOICE, "duration"),
    "blocs_separately": _worded(
        lambda profile: Label(
            feminine(f"possibilité de valider des {profile.bloc.many} séparément"),
            YES_NO,
            "duration",
        )
    ),
    "continuous_assessment": Label(
        feminine("évaluation en cours de formation"), PROSE, "evaluation"
    ),
    "examining_authority": _worded(
        lambda profile: Label(
            feminine(f"organisation {profile.assessment.of}"), PROSE, "evaluation"
        )
    ),
    "rules": Label(feminine("règles de réussite", plural=True), CHOICE, "exam"),
    "rules_text": Label(masculine("texte des règles de réussite"), PROSE, "exam"),
    "results": _worded(
        lambda profile: Label(
            masculine("résultat de l’évaluation"),
            _plain(lambda value: value.told(profile.bloc.text), quoted=True),
            "exam",
        )
    ),
    "score": Label(masculine("score"), TEXT, "exam"),
    "grid_from": Label(feminine("première session"), YEAR, "exam"),
    "grid_until": Label(feminine("dernière session"), YEAR, "exam"),
    "exam_in_doubt": _worded(
        lambda profile: Label(
            masculine(
                "état des coefficients" if profile.weighs else "état des modalités d’évaluation"
            ),
            _yes_no("à vérifier", "sans réserve"),
            "exam",
        )
    ),
    "teaching_methods": Label(feminine("méthodes pédagogiques", plural=True), PROSE, "methods"),
    "means": Label(masculine("moyens", plural=True), PROSE, "methods"),
    "access_delay": Label(masculine("délai d’accès"), TEXT, "admission"),
    "equivalence": Label(feminine("équivalence"), TEXT, "admission"),
    "contact_name": Label(masculine("interlocuteur"), TEXT, "contact", personal=_CONTACT),
    "contact_phone": Label(
        masculine("téléphone de l’interlocuteur"), TEXT, "contact", personal=_CONTACT
    ),
    "contact_email": Label(
        feminine("adresse e-mail de l’interlocuteur"), TEXT, "contact", personal=_CONTACT
    ),
}

LABELS: dict[type[Part], Labels] = {
    Sheet: _SHEET,
    Centre: _CENTRE,
    Site: {
        "name": Label(masculine("nom"), TEXT),
        "address": Label(feminine("adresse"), TEXT),
        "postcode": Label(masculine("code postal"), TEXT),
        "town": Label(feminine("commune"), TEXT),
        "uai": Label(masculine("code UAI"), TEXT),
        "siret": Label(masculine("numéro SIRET"), TEXT),
        "access": Label(masculine("accès"), TEXT),
    },
    Intake: {
        "starts_on": Label(masculine("début"), DAY),
        "ends_on": Label(feminine("fin"), DAY),
        "places": Label(masculine("nombre de places"), NUMBER),
        "site": Label(masculine("lieu"), TEXT),
        "applications_open_on": Label(feminine("ouverture des candidatures"), DAY),
        "applications_close_on": Label(feminine("clôture des candidatures"), DAY),
        "state": Label(masculine("état"), CHOICE),
        "rhythm_kind": Label(masculine("rythme"), CHOICE, empty=AS_PROGRAMME),
        "cycle_at_centre": Label(
            feminine("semaines au centre", plural=True), NUMBER, empty=AS_PROGRAMME
        ),
        "cycle_in_company": Label(
            feminine("semaines en entreprise à la suite", plural=True), NUMBER, empty=AS_PROGRAMME
        ),
        "training_weekdays": Label(
            masculine("jours au centre", plural=True), CHOICES, empty=AS_PROGRAMME
        ),
        "rhythm": Label(feminine("précision sur le rythme"), TEXT, empty=AS_PROGRAMME),
        "delivery_mode": Label(feminine("modalité d’enseignement"), CHOICE, empty=AS_PROGRAMME),
    },
    StartNote: {
        "publics": Label(masculine("publics concernés", plural=True), CHOICES),
        "text": Label(feminine("consigne"), TEXT),
    },
    Objective: {
        "text": Label(masculine("texte"), TEXT),
        "level": Label(masculine("rang"), CHOICE),
        "cefr_level": Label(masculine("niveau CECRL"), WORD),
    },
    Bloc: {
        "kind": _worded(
            lambda profile: Label(masculine("type"), _plain(profile.bloc_kind, quoted=True))
        ),
        "number": Label(masculine("numéro"), NUMBER),
        "official_number": Label(masculine("numéro officiel"), TEXT),
        "title": Label(masculine("intitulé"), TEXT),
        "introduction": Label(feminine("introduction"), PROSE),
    },
    ExamPaper: {
        "title": Label(masculine("intitulé"), TEXT),
        "form": Label(feminine("forme"), CHOICE),
        "mode": Label(masculine("mode d’évaluation"), CHOICE),
        "in_course_for": Label(
            masculine("publics en CCF", plural=True), CHOICES, empty="non précisés"
        ),
        "duration_minutes": Label(feminine("durée"), MINUTES),
        "preparation_minutes": Label(feminine("préparation"), MINUTES),
        "coefficient": Label(masculine("coefficient"), NUMBER),
    },
    ExamUnit: {
        "heading": Label(masculine("titre au-dessus"), TEXT),
        "code": Label(masculine("code"), TEXT),
        "title": Label(masculine("intitulé"), TEXT),
        "blocs": _worded(
            lambda profile: Label(
                masculine(f"{profile.bloc.many} évalués", plural=True), LIST, empty="aucun"
            )
        ),
        "optional": Label(masculine("caractère"), _yes_no("facultatif", "obligatoire")),
        "group": Label(masculine("groupe"), CHOICE),
        "coefficient": Label(masculine("coefficient"), NUMBER),
        "credits": Label(masculine("crédits ECTS", plural=True), NUMBER),
        "note": Label(feminine("note"), TEXT),
    },
    Certifier: {
        "name": Label(masculine("nom"), TEXT),
        "siret": Label(masculine("numéro SIRET"), TEXT),
    },
    Requirement: {
        "kind": Label(masculine("type"), CHOICE),
        "text": Label(masculine("texte"), TEXT),
    },
    Exemption: {
        "situation": Label(feminine("situation"), TEXT),
        "legal_source": Label(masculine("texte officiel"), TEXT),
        "acquired_units": _worded(
            lambda profile: Label(
                feminine("portée"),
                _yes_no(profile.kept, f"{profile.unit.many} désignées"),
            )
        ),
        "units": _worded(
            lambda profile: Label(
                feminine(f"{profile.unit.many} dispensées", plural=True), LIST, empty="aucune"
            )
        ),
        "blocs": _worded(
            lambda profile: Label(
                masculine(f"{profile.bloc.many} obtenus", plural=True), LIST, empty="aucun"
            )
        ),
        "entry_year": Label(feminine("année d’entrée"), YEAR),
        "words": Label(feminine("précision"), TEXT),
        "on_request": Label(feminine("obligation de la demander"), YES_NO),
        "ends_on": Label(feminine("fin de validité"), DAY),
    },
    FundingScheme: {
        "code": Label(masculine("code du dispositif"), TEXT),
        "name": Label(masculine("nom du dispositif"), TEXT),
        "former_name": Label(masculine("ancien nom du dispositif"), TEXT),
        "public_concerned": Label(masculine("public concerné"), TEXT),
        "is_work_study": Label(feminine("nature de contrat en alternance"), YES_NO),
        "url": Label(feminine("page officielle"), TEXT),
    },
    FundingOption: {
        "label": Label(feminine("précision"), TEXT),
        "publics": Label(masculine("publics concernés", plural=True), CHOICES),
        "intake": _worded(lambda profile: Label(profile.start, SESSION, empty="toutes")),
        "site": Label(masculine("lieu"), TEXT),
        "amount": Label(masculine("coût indicatif"), EUROS),
        "basis": Label(feminine("base du coût"), CHOICE),
        "tax": Label(feminine("taxe"), CHOICE),
        "on_request": Label(masculine("coût sur devis"), YES_NO),
        "payer": Label(masculine("payeur"), TEXT),
        "remaining_cost": Label(masculine("reste à charge"), EUROS),
        "priced_on": Label(feminine("date du tarif"), DAY),
    },
    Occupation: {
        "family": Label(feminine("famille"), TEXT),
        "title": Label(masculine("métier"), TEXT),
        "rome_code": Label(masculine("code ROME"), TEXT),
        "rome_label": Label(masculine("libellé officiel ROME"), TEXT),
        "url": Label(feminine("fiche métier"), TEXT),
    },
    FurtherStudy: {
        "title": Label(masculine("intitulé"), TEXT),
        "level": Label(masculine("niveau"), CHOICE),
        "url": Label(feminine("page de cette formation"), TEXT),
    },
    KeyFigure: {
        "kind": _worded(
            lambda profile: Label(
                feminine("nature du chiffre"), _plain(profile.figure, quoted=True)
            )
        ),
        "horizon": Label(masculine("délai"), CHOICE, empty="aucun"),
        "year": Label(feminine("année"), YEAR),
        "value": Label(feminine("valeur"), FIGURE, empty="non diffusée"),
        "scale": Label(feminine("unité de la valeur"), CHOICE),
        "undisclosed": Label(masculine("motif de non-diffusion"), TEXT, empty="aucun"),
        "n": Label(masculine("effectif"), NUMBER),
        "public": Label(masculine("public compté"), CHOICE, empty="tous"),
        "group": Label(masculine("groupe à part"), TEXT, empty="aucun"),
        "cohort": Label(masculine("groupe compté"), TEXT),
        "scope": Label(masculine("caractère partiel"), TEXT, empty="aucun"),
        "national_value": Label(feminine("valeur nationale"), FIGURE),
        "origin": Label(feminine("origine"), CHOICE),
        "source": Label(feminine("source"), TEXT),
        "url": Label(feminine("page de la source"), TEXT),
    },
    Document: _FILE,
    CommonDocument: _FILE,
}

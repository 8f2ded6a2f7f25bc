"""What the centre's brochure says of the BTS NDRC, as a visitor of the page should read it.

Written down from the brochure, not from the fixtures: the two are compared by `test_seed.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from programmes.kinds import Kind
from programmes.sheet import Sheet
from programmes.vocabulary import (
    BlocKind,
    CefrLevel,
    DeliveryMode,
    FigureKind,
    Month,
    ObjectiveLevel,
    PaperForm,
    Weekday,
)


@dataclass(frozen=True)
class Fact:
    """A passage to be read on the page, and how the sheet says the same."""

    read: str
    holds: Callable[[Sheet], bool]
    is_over: bool = False


def plain(text: str) -> str:
    """One form of apostrophes, spaces and capitals, so that typography does not matter."""
    return " ".join(text.replace("’", "'").split()).casefold()


def texts(value: object) -> list[str]:
    """Every text of a sheet's JSON, at any depth."""
    if isinstance(value, dict):
        return [text for child in value.values() for text in texts(child)]
    if isinstance(value, list):
        return [text for child in value for text in texts(child)]
    return [value] if isinstance(value, str) else []


def over(passage: str) -> Fact:
    """A passage that the sheet keeps and nobody is offered any more: its day has passed."""
    return replace(said(passage), is_over=True)


def said(passage: str) -> Fact:
    """A passage that one field of the sheet contains."""

    def holds(sheet: Sheet) -> bool:
        return any(plain(passage) in plain(text) for text in texts(sheet.model_dump(mode="json")))

    return Fact(passage, holds)


# The list at the head of the brochure, in its order.
OBJECTIVES = (
    "Cibler et prospecter la clientèle",
    "Négocier et accompagner la relation client",
    "Organiser et animer un événement commercial",
    "Exploiter et mutualiser l’information commerciale",
    "Maîtriser la relation omnicanale",
    "Animer la relation client digitale",
    "Développer la relation client en e-commerce",
    "Implanter et promouvoir l’offre chez des distributeurs",
    "Développer et animer un réseau de partenaires",
    "Créer et animer un réseau de vente directe",
)

# Title → kind, objectives of first rank. Those of second rank follow.
BLOCS: dict[str, tuple[BlocKind, tuple[str, ...]]] = {
    "Relation client et négociation-vente": (BlocKind.PROFESSIONAL, OBJECTIVES[:4]),
    "Relation client à distance et digitalisation": (BlocKind.PROFESSIONAL, OBJECTIVES[4:7]),
    "Relation client et animation de réseaux": (BlocKind.PROFESSIONAL, OBJECTIVES[7:]),
    "Culture générale et expression": (
        BlocKind.GENERAL,
        (
            "Appréhender et réaliser un message écrit",
            "Respecter les contraintes de la langue écrite",
            (
                "Synthétiser des informations : fidélité à la signification des documents, "
                "exactitude et précision dans leur compréhension et leur mise en relation, "
                "pertinence des choix opérés en fonction du problème posé et de la "
                "problématique, cohérence de la production"
            ),
            (
                "Répondre de façon argumentée à une question posée en relation avec les "
                "documents proposés en lecture"
            ),
            "Communiquer oralement",
        ),
    ),
    "Langue vivante étrangère 1 (LV1)": (
        BlocKind.GENERAL,
        (
            "Compréhension de documents écrits",
            "Production et interaction écrites",
            "Production et interaction orales",
            "Compréhension de l’oral",
        ),
    ),
    "Culture économique, juridique et managériale": (
        BlocKind.GENERAL,
        (
            "Analyser des situations auxquelles l’entreprise est confrontée",
            "Exploiter une base documentaire économique, juridique ou managériale",
            (
                "Proposer des solutions argumentées, en mobilisant les notions et les "
                "méthodologies économiques, juridiques ou managériales adaptées aux situations"
                " proposées"
            ),
            (
                "Établir un diagnostic (ou une partie de diagnostic) préparant une prise de "
                "décision stratégique"
            ),
            "Exposer ses analyses et ses propositions de manière cohérente et argumentée",
        ),
    ),
    "Développement durable": (
        BlocKind.ELECTIVE,
        ("Transition agroalimentaire", "Sobriété numérique", "Consommation responsable"),
    ),
}

DETAILS = (
    (
        "S’adapter à la situation : maîtrise des contraintes de temps, de lieu, d’objectifs et"
        " d’adaptation au destinataire, choix des moyens d’expression appropriés, prise en "
        "compte de l’attitude et des questions du ou des interlocuteurs"
    ),
    "Organiser un message oral : respect du sujet, structure interne du message",
)


@dataclass(frozen=True)
class Paper:
    form: PaperForm
    coefficient: int
    duration: str
    preparation: str | None = None


# Code, title, papers; the last unit is optional.
EXAM: tuple[tuple[str, str, tuple[Paper, ...]], ...] = (
    ("U1", "Culture générale et expression", (Paper(PaperForm.WRITTEN, 3, "4 h"),)),
    (
        "U2",
        "Communication en langue vivante étrangère 1",
        (Paper(PaperForm.ORAL, 3, "30 min", "30 min"),),
    ),
    ("U3", "Culture économique, juridique et managériale", (Paper(PaperForm.WRITTEN, 3, "4 h"),)),
    (
        "U4",
        "Relation client et négociation-vente",
        (Paper(PaperForm.ORAL, 5, "1 h", "40 min"),),
    ),
    (
        "U5",
        "Relation client à distance et digitalisation",
        (Paper(PaperForm.WRITTEN, 4, "3 h"), Paper(PaperForm.ORAL, 2, "40 min")),
    ),
    ("U6", "Relation client et animation de réseaux", (Paper(PaperForm.ORAL, 3, "40 min"),)),
    (
        "UF1",
        "Langue vivante étrangère 2",
        (Paper(PaperForm.ORAL, 1, "20 min", "20 min"),),
    ),
)

_ROME = "https://candidat.francetravail.fr/metierscope/fiche-metier"

# Family, title, ROME code, official ROME label, address of the ROME sheet.
OCCUPATIONS = (
    (
        "Action commerciale",
        "Vente de véhicules",
        "D1404",
        "Relation commerciale en vente de véhicules",
        f"{_ROME}/D1404/commercial-commerciale-en-automobiles",
    ),
    (
        "Action commerciale",
        "Conseiller commercial auprès des grands comptes et entreprises",
        "D1402",
        "Relation commerciale grands comptes et entreprises",
        f"{_ROME}/D1402/commercial-commerciale-grands-comptes-et-entreprises",
    ),
    (
        "Action commerciale",
        "Conseiller commercial auprès de particuliers",
        "D1403",
        "Relation commerciale auprès de particuliers",
        f"{_ROME}/D1403/commercial-commerciale-aupres-des-particuliers",
    ),
    (
        "Relation client",
        "Conseiller de clientèle en banque",
        "C1203",
        "Relation clients banque/finance",
        f"{_ROME}/C1203/charge-chargee-affaires-bancaires-entreprise",
    ),
    (
        "Relation client",
        "Téléconseiller en banque",
        "C1201",
        "Accueil et services bancaires",
        f"{_ROME}/C1201/charge-chargee-accueil-en-banque",
    ),
    (
        "Relation client",
        "E-commercial, web-commercial",
        "E1101",
        "Animation de site multimédia",
        f"{_ROME}/E1101/animateur-animatrice-de-communaute-virtuelle",
    ),
    (
        "Relation client",
        "Assurance",
        "C1102",
        "Conseil clientèle en assurances",
        f"{_ROME}/C1102/conseiller-conseillere-en-assurances",
    ),
)

_CENTRE = "https://www.sudmanagement.fr/diplome_bs"

FURTHER_STUDIES = (
    (
        "Responsable développement commercial (RDC)",
        f"{_CENTRE}/bac-3-responsable-developpement-commercial-rdc/",
    ),
    (
        "Chef de projet web et stratégie digitale (CPWeb)",
        f"{_CENTRE}/bac-3-chef-de-projet-web-et-strategie-digitale/",
    ),
)

RNCP_PAGE = "https://www.francecompetences.fr/recherche/rncp/38368/"
INSERJEUNES_PAGE = (
    "https://www.inserjeunes.education.gouv.fr/diffusion/etablissement?id_uai=0470974D"
)
LINKS = (
    RNCP_PAGE,
    INSERJEUNES_PAGE,
    *(url for *_, url in OCCUPATIONS),
    *(url for _, url in FURTHER_STUDIES),
)

# Kind, year, value, as read.
RATES = (
    (FigureKind.PASS, 2022, "100", "100 %"),
    (FigureKind.PASS, 2023, "92.9", "92,9 %"),
    (FigureKind.PASS, 2024, "78.6", "78,6 %"),
    (FigureKind.PRESENTATION, None, "100", "100 %"),
    (FigureKind.FURTHER_STUDY, None, "50", "50 %"),
    (FigureKind.EMPLOYMENT, None, "35", "35 %"),
    (FigureKind.BREACH, None, "24", "24 %"),
    (FigureKind.DROP_OUT, None, "4", "4 %"),
)

# Code, current name, former name, yearly price.
FUNDING = (
    ("apprentissage", "Contrat d’apprentissage", "", "8417"),
    ("professionnalisation", "Contrat de professionnalisation", "", "8550"),
    ("france-travail", "France Travail", "Pôle emploi", None),
    ("cpf", "Compte personnel de formation (CPF)", "", None),
    (
        "plan-developpement-competences",
        "Plan de développement des compétences",
        "plan de formation de l’entreprise",
        None,
    ),
    (
        "transition-professionnelle",
        "Projet de transition professionnelle (PTP)",
        "CPF de transition",
        None,
    ),
    ("reconversion", "Période de reconversion", "Pro-A", None),
)


def _b2_everywhere(sheet: Sheet) -> bool:
    activities = [o for bloc in sheet.blocs for o in bloc.objectives if o.cefr_level]
    return len(activities) == 4 and all(o.cefr_level is CefrLevel.B2 for o in activities)


def _detailed(text: str) -> Callable[[Sheet], bool]:
    return lambda sheet: (
        text
        in [o.text for b in sheet.blocs for o in b.objectives if o.level is ObjectiveLevel.DETAIL]
    )


def _priced(price: str) -> Callable[[Sheet], bool]:
    return lambda sheet: Decimal(price) in {o.amount for o in sheet.funding_options}


def _rated(kind: FigureKind, year: int | None, value: str) -> Callable[[Sheet], bool]:
    return lambda sheet: (
        (kind, year, Decimal(value))
        in {(row.kind, row.year, row.value) for row in sheet.key_figures}
    )


def _free_under_contract_only(sheet: Sheet) -> bool:
    return all(
        option.remaining_cost == (0 if option.scheme.is_work_study else None)
        for option in sheet.funding_options
    )


FACTS: tuple[Fact, ...] = (
    # Introduction
    said("BTS NDRC"),
    said("Négociation et digitalisation de la relation client"),
    said("forme de futurs vendeurs-managers commerciaux"),
    said("capables de gérer la relation client dans sa globalité"),
    said("de la prospection à la fidélisation"),
    said("La digitalisation croissante du commerce oblige le titulaire du BTS NDRC"),
    said("à se spécialiser dans les différents canaux digitaux"),
    said("en lien avec les sites web, les applications et les réseaux sociaux"),
    said("contribue positivement à la croissance du chiffre d’affaires"),
    said("à l’efficacité de la politique commerciale"),
    Fact("niveau 5", lambda sheet: sheet.level == 5),
    Fact("Brevet de technicien supérieur", lambda sheet: sheet.kind is Kind.BTS),
    Fact("Diplôme d’État", lambda sheet: sheet.kind is Kind.BTS),
    said("Ministère de l’Enseignement supérieur et de la Recherche"),
    said("38368"),
    Fact("1er janvier 2024", lambda sheet: sheet.registered_on == date(2024, 1, 1)),
    Fact("31 décembre 2028", lambda sheet: sheet.registration_ends_on == date(2028, 12, 31)),
    said("32031212"),
    # Length and rhythm
    Fact("1 350 h", lambda sheet: sheet.hours == 1350),
    Fact("169 jours", lambda sheet: sheet.training_days == 169),
    Fact("2 ans", lambda sheet: (sheet.length, sheet.length_unit) == (2, "years")),
    said("en contrat d’apprentissage"),
    Fact("septembre", lambda sheet: sheet.start_month is Month.SEPTEMBER),
    Fact("juin", lambda sheet: sheet.end_month is Month.JUNE),
    Fact("2 jours", lambda sheet: len(sheet.training_weekdays) == 2),
    Fact("lundi", lambda sheet: Weekday.MONDAY in sheet.training_weekdays),
    Fact("mardi", lambda sheet: Weekday.TUESDAY in sheet.training_weekdays),
    said("quelques semaines complètes dans l’année"),
    Fact("25", lambda sheet: sheet.capacity == 25),
    Fact("en présentiel", lambda sheet: sheet.delivery_mode is DeliveryMode.ON_SITE),
    Fact("blocs", lambda sheet: sheet.blocs_separately is True),
    # What is taught
    Fact("À l’issue de la formation", lambda sheet: len(sheet.objectives) == 10),
    *map(said, OBJECTIVES),
    *map(said, BLOCS),
    *(said(text) for _, objectives in list(BLOCS.values())[3:] for text in objectives),
    *(Fact(text, _detailed(text)) for text in DETAILS),
    Fact("B2", _b2_everywhere),
    said("CECRL"),
    said("L’épreuve vise à évaluer la capacité du candidat à"),
    said("Développer les connaissances et les compétences métier"),
    said("autour des enjeux de la transition écologique"),
    said("un module au choix"),
    # Admission
    said("titulaire du baccalauréat ou d’un titre certifié de niveau 4 inscrit au RNCP"),
    said("Réussir les tests et l’entretien de sélection"),
    said("Signer un contrat d’apprentissage ou de professionnalisation avec une entreprise"),
    said("faire valider l’accès à la formation par un des autres dispositifs prévus"),
    said("Diplôme de niveau 5 (bac + 2)"),
    over("des épreuves validées dans le cadre de l’ancien diplôme"),
    over("le BTS Négociation et relation client (NRC)"),
    said("des épreuves validées, et vous redoublez"),
    said("un BTS d’une autre spécialité, un DUT ou un diplôme national de niveau 5 ou supérieur"),
    said("un BTS d’une autre spécialité, un DUT ou une licence"),
    said("une unité d’enseignement de droit, économie et management"),
    said("arrêté du 24 juin 2005"),
    # Assessment
    *(said(title) for _, title, _ in EXAM),
    Fact("23", lambda sheet: sheet.total_coefficient == 23),
    Fact("facultati", lambda sheet: [unit.code for unit in sheet.optional_units] == ["UF1"]),
    said("Différente de la langue choisie à l’épreuve obligatoire"),
    said("chaque matière est évaluée en contrôle continu"),
    said("devoirs écrits, évaluations orales, QCM, 3 BTS blancs…"),
    said("Le ministère de l’Éducation nationale et le rectorat de l’académie de Bordeaux"),
    said("définissent et organisent l’examen du BTS NDRC, ses modalités et ses dates"),
    said("La formation est validée par un diplôme d’État de niveau 5"),
    # Methods and means
    said("Des formateurs expérimentés animent la formation"),
    said("avec une approche pragmatique et professionnelle"),
    said("une expérience professionnelle significative"),
    said("un diplôme en rapport avec les compétences qu’il transmet"),
    said("Dans le respect du référentiel du BTS Négociation et digitalisation"),
    said("des cours en présentiel"),
    said("des applications"),
    said("des vidéos"),
    said("des jeux de rôle et des simulations"),
    said("des travaux de groupe"),
    said("des conférences"),
    said("des rencontres avec des professionnels"),
    said("un apprentissage de la culture collaborative"),
    said("des business games…"),
    said("3 salles informatiques"),
    said("postes informatiques équipés de logiciels en lien avec les enseignements"),
    # Funding
    *(said(name) for _, name, _, _ in FUNDING),
    *(said(former) for _, _, former, _ in FUNDING if former),
    Fact("8 417 €", _priced("8417")),
    Fact("8 550 €", _priced("8550")),
    said("l’OPCO de l’entreprise"),
    Fact("aucun", _free_under_contract_only),
    # Afterwards
    *(said(text) for row in OCCUPATIONS for text in row[:4]),
    *(said(title) for title, _ in FURTHER_STUDIES),
    Fact("bac + 3", lambda sheet: {study.level for study in sheet.further_studies} == {6}),
    # Figures, accessibility, centre
    *(Fact(read, _rated(kind, year, value)) for kind, year, value, read in RATES),
    *(Fact(kind.label, _rated(kind, year, value)) for kind, year, value, _ in RATES),
    *(Fact(str(year), _rated(kind, year, value)) for kind, year, value, _ in RATES if year),
    said("Les lieux sont aménagés et les modalités adaptées"),
    said("faciliter l’accès et l’usage aux personnes en situation de handicap"),
    said("Sud Management"),
    said("0470974D"),
)
# What the page and the paper still offer.
OFFERED = tuple(fact for fact in FACTS if not fact.is_over)

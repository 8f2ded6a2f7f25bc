"""Names that the law has retired: told wherever they stand, with their day, and nothing else is."""

from datetime import date
from typing import Any

import pytest

from programmes.linting import Remark, Severity
from programmes.linting.retired import RETIRED, RetiredName
from programmes.linting.words import retired_names
from programmes.sheet import Sheet
from tests.programmes.test_linting import put, sound

TODAY = date(2026, 3, 2)
BY_NAME = {one.name: one for one in RETIRED}


def remarks(sheet: Sheet, today: date = TODAY) -> list[Remark]:
    return list(retired_names(sheet, today))


def told(sheet: Sheet, today: date = TODAY) -> list[str]:
    """The names, as the remarks begin."""
    return [one.sentence.split("\u202f")[1] for one in remarks(sheet, today)]


def says(text: str) -> Sheet:
    return sound(put("means", to=text))


# The case


def test_the_sentence_of_a_brochure_of_2018_is_told_name_by_name() -> None:
    """F28."""
    text = "Diplôme de niveau III, agréé DIRECCTE, référencé Datadock, OPCA ou CIF."

    found = {one.sentence: one.severity for one in remarks(says(text))}

    assert found == {
        "«\u202fCIF\u202f», s’il s’agit du congé individuel de formation, a laissé la place à "
        "«\u202fprojet de transition professionnelle\u202f» ou «\u202fPTP\u202f» "
        "le 1er janvier 2019 (loi n°\u202f2018-771 du 5 septembre 2018, article 1er).":
            Severity.DOUBTFUL,
        "«\u202fOPCA\u202f» a laissé la place à «\u202fOPCO\u202f» le 1er avril 2019 "
        "(loi n°\u202f2018-771 du 5 septembre 2018, article 39).": Severity.WRONG,
        "«\u202fDIRECCTE\u202f» a laissé la place à «\u202fDREETS\u202f» le 1er avril 2021 "
        "(décret n°\u202f2020-1545 du 9 décembre 2020).": Severity.WRONG,
        "«\u202fDatadock\u202f» a laissé la place à «\u202fQualiopi\u202f» le 1er janvier "
        "2022 (ordonnance n°\u202f2020-387 du 1er avril 2020).": Severity.WRONG,
        "«\u202fniveau III\u202f», s’il s’agit du niveau d’un diplôme, a laissé la place à "
        "«\u202fniveau\u00a05\u202f» le 10 janvier 2019 (décret n°\u202f2019-14 du "
        "8 janvier 2019).": Severity.DOUBTFUL,
    }  # fmt: skip


# What must be told


SPELLINGS = {
    "Pôle emploi": [
        "Pôle Emploi",
        "Pole-emploi",
        "pôles emploi",
        "PÔLE\u2011EMPLOI",
        "Pôle\u00a0emploi",
    ],
    "Pro-A": ["pro-a", "ProA", "Pro A", "PRO\u00a0A", "Pro\u2011A"],
    "Transitions collectives": ["transitions collectives", "Transco", "TransCo"],
    "plan de formation": ["Plans de formation", "plan de\nformation"],
    "CIF": ["CIF"],
    "congé individuel de formation": ["Congés individuels de formation"],
    "CPF de transition": ["CPF DE TRANSITION", "CPF-de-transition", "CPF transition"],
    "Fongecif": ["FONGECIF", "fongecifs"],
    "OPACIF": ["Opacif"],
    "OPCA": ["Opca", "OPCAs"],
    "DIF": ["DIF"],
    "DIRECCTE": ["Direccte", "DIRECCTEs"],
    "Datadock": ["DataDock", "data-dock", "datadocké", "Datadockée", "datadockés"],
    "CNCP": ["cncp"],
    "contrat de génération": ["Contrats de génération"],
    "niveau I": ["Niveau I", "NIVEAU I", "niveaux I"],
    "niveau II": ["niveau\u00a0II", "Niveau Ⅱ"],
    "niveau III": ["Niveau III", "niveau III,"],
    "niveau IV": ["niveau IV"],
    "niveau V": ["niveau V."],
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_retired_name_is_told_in_every_spelling(name: str) -> None:
    for spelling in [name, *SPELLINGS[name]]:
        scheme = put("funding_options", 0, "scheme", "name", to=spelling)
        objective = put("blocs", 0, "objectives", 0, "text", to=f"Suivre la {spelling} à Agen.")
        former = put("funding_options", 0, "scheme", "former_name", to=spelling)

        assert told(sound(scheme)) == [name], spelling
        assert told(sound(objective)) == [name], spelling
        assert told(sound(former)) == [], spelling


def test_each_name_of_the_list_is_held_here() -> None:
    assert list(SPELLINGS) == [one.name for one in RETIRED if not one.offered]


def test_each_level_of_a_list_is_told() -> None:
    assert told(says("Diplômes de niveaux II et III")) == ["niveau II", "niveau III"]
    assert told(says("Niveau IV ou III")) == ["niveau III", "niveau IV"]
    assert told(says("niveaux V à III")) == ["niveau III", "niveau V"]
    assert told(says("niveau III/IV")) == ["niveau III", "niveau IV"]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("DUT", "DUT Techniques de commercialisation"),
        ("BEP", "BEP Métiers de la relation aux clients"),
        ("mention complémentaire", "Mention complémentaire Vendeur-conseil"),
    ],
)
def test_a_former_diploma_is_told_where_it_is_offered(name: str, title: str) -> None:
    for path in [("full_title",), ("short_title",), ("further_studies", 0, "title")]:
        assert told(sound(put(*path, to=title))) == [name], path


# What must not


@pytest.mark.parametrize(
    "text",
    [
        # Somebody still holds them.
        "Être titulaire d’un DUT, d’un BEP ou d’une mention complémentaire",
        "Dispensé de U1 : titulaire d’un DUT.",
        # Figures, and other Roman ones.
        "Niveau 3, niveau 5 ou niveaux 6 et 7",
        "Partie III, chapitre IV, tome V et U3",
        "Anglais niveau B1",
        "À ce niveau, III est le troisième",
        "Un niveau vu, un niveau i",
        # Words that resemble a name.
        "Un bac pro a de l’avenir, un BAC PRO A AGEN aussi",
        "Un bac pro à Agen",
        "Un plan et une formation",
        "Un pôle, emploi compris",
        "Un pif, un dif, un cif",
        "OPCALIA et l’OPCO Mobilités",
        "Cap emploi, l’AGEFIPH et France Travail",
        "OPCO, DREETS, Qualiopi, PTP, CPF et Transitions Pro",
        "Une transition collective",
        # The same letters mean something else.
        "Incoterms : FOB, CIF et DAP",
        "Le prix CIF comprend le fret",
        "Conseiller en investissements financiers (CIF)",
        "Le DIF des élus",
        # Addresses.
        "Voir https://www.pole-emploi.fr/ ou www.pole-emploi.fr",
        "Écrire à contact@fongecif.org",
    ],
)
def test_what_only_resembles_a_retired_name_is_left_alone(text: str) -> None:
    assert told(says(text)) == []


@pytest.mark.parametrize("where", ["requirements", "exemptions"])
def test_a_former_diploma_opens_doors_as_before(where: str) -> None:
    field = {"requirements": "text", "exemptions": "situation"}[where]
    for name in ("DUT", "BEP", "mention complémentaire"):
        assert told(sound(put(where, 0, field, to=f"Titulaire d’un {name}"))) == []


@pytest.mark.parametrize(
    "text",
    [
        (
            "Plan de développement des compétences (plan de formation de l’entreprise), projet de "
            "transition professionnelle (CPF de transition) ou période de reconversion (Pro-A)"
        ),
        (
            "Plans de développement des compétences (ex-Plans de formation), périodes de "
            "reconversion (anciennement ProA) et France-Travail (ex Pole-Emploi)"
        ),
        "Diplôme de niveau 5 (ancien niveau III), DREETS (ex-DIRECCTE), OPCO (ex-OPCA)",
        "Niveau 7 (ancien niveau I), PTP (ancien CIF), compte personnel de formation (ex-DIF)",
    ],
)
def test_the_former_name_in_brackets_is_the_house_style(text: str) -> None:
    assert told(says(text)) == []


def test_further_studies_may_name_the_former_diploma_in_brackets() -> None:
    title = put("further_studies", 0, "title", to="BUT 3e année (DUT au passage)")

    assert told(sound(title)) == []


# Days


@pytest.mark.parametrize("name", RETIRED, ids=lambda one: one.name)
def test_a_name_is_told_from_its_day_on(name: RetiredName) -> None:
    last = date.fromordinal(name.first_day.toordinal() - 1)
    sheet = sound(put("further_studies", 0, "title", to=name.name))

    assert told(sheet, last) == []
    assert told(sheet, name.first_day) == [name.name]


def test_the_sentence_says_since_when() -> None:
    (gone,) = remarks(says("Un contrat de génération"))
    (bep,) = remarks(sound(put("further_studies", 0, "title", to="BEP")))
    (dut,) = remarks(sound(put("further_studies", 0, "title", to="DUT")))

    assert "n’existe plus depuis 2017 (ordonnance n°" in gone.sentence
    assert "n’existe plus depuis le 1er janvier 2022 (décret n°" in bep.sentence
    assert "a laissé la place à «\u202fBUT\u202f» en 2021 (arrêté du" in dut.sentence


# The list itself


def test_each_name_has_a_day_in_the_past_and_a_source() -> None:
    for one in RETIRED:
        assert date(2000, 1, 1) < one.first_day <= TODAY, one.name
        assert any(word in one.source for word in ("loi n°", "décret n°", "ordonnance n°",
                                                   "arrêté du")), one.name  # fmt: skip
        assert one.read_in.startswith(("https://", "http://")), one.name
    assert len(BY_NAME) == len(RETIRED)


def test_what_one_writes_now_is_not_itself_retired() -> None:
    found: dict[str, Any] = {
        now: told(sound(put("further_studies", 0, "title", to=now)))
        for one in RETIRED
        for now in one.now
    }

    assert {now: names for now, names in found.items() if names} == {}
